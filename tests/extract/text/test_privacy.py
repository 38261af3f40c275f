"""Relatives, telephones, cards and addresses of the living enter no claim, wherever a post has them."""

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.text import TextReader
from sinodik.records import Evidence, Mention

# What people write under such posts; every word in capitals or figures below is planted, and must not come out.
KIN = st.sampled_from(
    ["Мама — {surname}а Пелагея Гордеевна.", "У него остались жена {surname}а Пелагея Гордеевна и двое детей.",
     "Соболезнования матери, Пелагее Гордеевне {surname}ой.", "Сестра погибшего, Пелагея {surname}а, просит молитв.",
     "Жена Пелагея Гордеевна благодарит всех, кто помог.", "Вдове, Пелагее Гордеевне {surname}ой, вручили награду."]
)  # fmt: skip
PHONES = st.from_regex(r"(?:\+7|8) ?\(?9[0-9]{2}\)? ?7[0-9]{2}-[0-9]{2}-[0-9]{2}", fullmatch=True)
CARDS = st.from_regex(r"2202 7[0-9]{3} 7[0-9]{3} 7[0-9]{3}", fullmatch=True)
HANDLES = st.sampled_from(["@pelageya_g", "vk.com/pelageya_g", "pelageya.g@example.org"])
ADDRESSES = st.sampled_from(["ул. Пелагеинская, д. 77, кв. 707", "улица Пелагеинская, 77"])
PLANTS = st.one_of(
    KIN,
    PHONES.map("Телефон для связи: {}".format),
    CARDS.map("Помощь семье: карта {}, получатель Пелагея Гордеевна К.".format),
    CARDS.map("Сбербанк {} Пелагея Гордеевна".format),
    HANDLES.map("Писать {}".format),
    ADDRESSES.map("Адрес: {}".format),
)
PRIVATE = re.compile(r"(?i)пелаге|гордеевн|pelageya|707|77|2202")


def _said(mentions: list[Mention]) -> str:
    return "\n".join(f"{claim.value}\t{claim.quote}" for mention in mentions for claim in mention.claims)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_is_planted_in_a_post_enters_no_claim(reader: TextReader, scorer, data):
    folder = data.draw(st.sampled_from(scorer.cases("dev")), label="case")
    evidence, expected = scorer.evidence_of(folder)
    if PRIVATE.search(evidence.text):
        return
    surname = str(expected[0].get("surname") or "Кедров") if expected else "Кедров"
    plants = [p.replace("{surname}", surname) for p in data.draw(st.lists(PLANTS, min_size=1, max_size=3))]
    planted = Evidence(
        source="a", publisher="a", kind="post", url="u", posted=evidence.posted, seen=evidence.seen,
        payload="0" * 64, text="\n".join([evidence.text, *plants]),
    )  # fmt: skip
    assert PRIVATE.search(_said(reader.mentions(planted))) is None


@pytest.mark.parametrize("gap", ["\n", " ", "\n\n"])
def test_the_dead_one_is_still_found_among_what_is_private(
    reader: TextReader, make_evidence: Callable[..., Evidence], gap: str
):
    text = gap.join(
        ["Погиб рядовой Кедров Пётр Ильич.", "Мама Кедрова Пелагея Гордеевна, тел. +7 900 777-77-77.",
         "Карта 2202 7000 7000 7000, ул. Пелагеинская, 77."]
    )  # fmt: skip
    (mention,) = reader.mentions(make_evidence(text))
    assert str(mention.name) == "Кедров Пётр Ильич"
    assert PRIVATE.search(_said([mention])) is None
