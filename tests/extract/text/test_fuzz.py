"""Whatever is posted, the reader stands: it does not crash, point at words that are not there, or take for ever."""

import gc
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import msgspec
import pytest
from fuzzing import fuzz
from hypothesis import strategies as st

from extract.text import TextReader
from sinodik.explanation import Explanation
from sinodik.records import Evidence, Mention, Span

GOLDEN = Path(__file__).parents[2] / "golden" / "text"
POSTS = [f.read_text("utf-8").rstrip("\n") for f in sorted(GOLDEN.glob("*/input.txt"))]
WORDS = sorted({word for post in POSTS for word in re.findall(r"\S+\s?", post)})

# What makes trouble: look-alikes, combining and unseen marks, text from right to left, characters whose lower case is
# longer, emoji of several characters, odd spaces and ends of lines, what a rule opens or closes.
ODD = [
    "a", "e", "o", "p", "c", "O", "A", "\u0301", "\u0306", "\u0308", "\u0300" * 30, "\u00ad", "\u200b", "\u200d",
    "\ufeff", "\ufe0f", "\u202e", "\u202b", "\u2067", "שלום", "مرحبا", "İ", "ß", "ﬁ", "ǅ", "🕯", "👨‍👩‍👧", "🇷🇺",
    "\u00a0", "\u2003", "\u2028", "\x85", "\x0b", "\r", "\r\n", "\t", "\x00", "\x1b[2J", "«", "»", "„", "(", ")", "[",
    "—", "-", "‑", ".", ",", "…", "/", "№", "#", "@", "*", "_", "•", "1", "0", "г.", "в.", "ст.", "I", "IV", "№ 5",
    "\n1. ", "\n- ", "\n  - ", "\n    * ", "ОГЛЫ", "кызы", "ВДВ", "-", "ё", "Й", "й",
]  # fmt: skip

AT = datetime(2023, 3, 10, 12, tzinfo=UTC)
PHONES = ["+7 (913) 555-01-23", "8 913 555 01 23", "+79135550123", "8-913-555-01-23"]
CARDS = ["2202 2022 1998 2003", "2202202219982003", "4276 5500 1203 2023", "2200-1990-0312-1998"]


@cache
def reader() -> TextReader:
    return TextReader.load()


def post(text: str) -> Evidence:
    return Evidence(
        source="k",
        publisher="k",
        kind="post",
        url="https://example.org/k/1",
        posted=AT,
        seen=AT,
        payload="0" * 64,
        text=text,
    )


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A golden post, or two in one, in which characters were dropped, doubled, swapped, or gave way to odd ones."""
    text = draw(st.sampled_from(POSTS))
    if draw(st.integers(0, 4)) == 0:
        text += draw(st.sampled_from(["\n", " ", "", "\n\n1) "])) + draw(st.sampled_from(POSTS))
    for _ in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, len(text)))
        text = draw(st.sampled_from(MUTATIONS))(text, at, draw(st.sampled_from(ODD)))
    return text


MUTATIONS: list[Callable[[str, int, str], str]] = [
    lambda text, at, odd: text[:at] + text[at + 1 :],
    lambda text, at, odd: text[:at] + text[at : at + 1] * 2 + text[at + 1 :],
    lambda text, at, odd: text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :],
    lambda text, at, odd: text[:at] + odd + text[at:],
    lambda text, at, odd: text[:at] + odd + text[at + 1 :],
    lambda text, at, odd: text[:at] + text[at : at + 60].upper() + text[at + 60 :],
    lambda text, at, odd: text[:at].replace("\n", " ") + text[at:].replace(" ", "\n"),
    lambda text, at, odd: text[: at + 1] + odd.join(text[at + 1 : at + 20]) + text[at + 20 :],
    lambda text, at, odd: text[at:] + odd + text[:at],
]


def holds(evidence: Evidence, mentions: list[Mention]) -> None:
    """What must be true of whatever was read."""
    for mention in mentions:
        msgspec.json.decode(msgspec.json.encode(mention), type=Mention)
        for claim in mention.claims:
            assert isinstance(claim.where, Span)
            assert 0 <= claim.where.start < claim.where.end <= len(evidence.text)
            assert claim.where.of(evidence.text) == claim.quote
            assert str(claim.value).strip()
            assert 0 < claim.confidence < 1
    assert len({m.id for m in mentions}) == len(mentions), "two mentions of one name would overwrite each other"


@fuzz(mutated())
def test_no_span_lies(text: str) -> None:
    evidence = post(text)
    holds(evidence, reader().mentions(evidence))


@fuzz(st.text(st.characters(codec="utf-8"), max_size=400) | st.lists(st.sampled_from(WORDS + ODD)).map("".join))
def test_any_text_does_no_harm(text: str) -> None:
    evidence = post(text)
    holds(evidence, reader().mentions(evidence))


@fuzz(mutated())
def test_what_is_explained_is_what_is_read(text: str) -> None:
    evidence = post(text)
    explanation = reader().explain(evidence)
    assert explanation.mentions == reader().mentions(evidence)
    in_the_text(explanation)


def in_the_text(explanation: Explanation) -> None:
    for recorded in explanation.recorded:
        assert len(recorded.claims) == len(recorded.mention.claims)
    reasons = [r for recorded in explanation.recorded for r in (recorded.why, *recorded.claims)]
    reasons += [left_out.why for left_out in explanation.left_out]
    people = [*explanation.recorded, *explanation.left_out]
    spans = [w for reason in reasons for w in reason.words] + [w for person in people for w in person.named]
    assert all(0 <= w.start < w.end <= len(explanation.text) for w in spans)
    assert all(reason.sentence and reason.rule for reason in reasons)


@fuzz(mutated(), st.integers(0, 2000), st.sampled_from(PHONES + CARDS))
def test_a_number_of_the_living_is_in_no_claim(text: str, at: int, number: str) -> None:
    at %= len(text) + 1
    before = f"{text[:at]} Сбор помощи: "
    evidence = post(f"{before}{number} {text[at:]}")
    planted = Span(len(before), len(before) + len(number))
    mentions = reader().mentions(evidence)
    holds(evidence, mentions)
    assert [c for m in mentions for c in m.claims if c.where.overlaps(planted)] == []


@pytest.mark.parametrize("number", PHONES + CARDS)
def test_a_quote_that_would_hold_a_number_is_no_claim(number: str) -> None:
    evidence = post(f"Погиб рядовой Кедров Пётр. Награждён медалью «За воинскую {number} доблесть» II степени.")
    [mention] = reader().mentions(evidence)
    assert {c.quote for c in mention.claims} == {"рядовой", "Кедров", "Пётр"}


LED = "Погиб рядовой Кедров Пётр Ильич. "
HOSTILE = [
    "а", "А", "Ж-", "а-а", "1", "1.", "12.03.", "1990 ", "19", "((", "«", "»", "\n", " ", ".", ". ", ", ", "- ",
    "\u0301", "и\u0306", "\u200b", "🕯", "👨‍👩‍👧", "#", "#погиб", "\n1. ", "\n\t- ", "\u202e", "İ", "a", "oа",
    "г. ", "ст. ", "Иванов ", "Иван Иванович ", "Иванов И. И., ", "Ахмед оглы ", "погиб ", "родился ", "в ",
    "в селе ", "села Кедровка ", "имени ", "школы имени ", "сын ", "мать ", "сын Петра и ", "орден ",
    "медаль «", "награждён орденом Мужества ", "рядовой ", "гвардии старший ", "командир ", "глава района ",
    "полка ", "810-й бригады ", "в/ч 1", "на 24-м году жизни ", "лет ", "вчера ", "в прошлую пятницу ",
    "3 марта ", "по ", "до ", "с 1990 по ", "Карта 2202 ", "+7 913 ", "улица ", "р-н ", "Вольно ", "О", "Ов ",
    "Имя: ", "Фамилия: Иванов\n", "ДАТА СМЕРТИ: ", "позывной «", "«Кедр» ", "учитель ", "школа № ",
    "Погиб рядовой Кедров Пётр Ильич, 1990 г.р. ", "Скорбим. Мать Анна Петровна. ",
    "\n2. Рядовой Абакаров Р. А., 2001",
    "Авыр Бигулов (1997–2023), ", "Кедров Пётр Ильич, ", "Кедров Пётр и ", "Лугов Олег\n", "(1990–2022) ",
    "вдова Кедрова ",
]  # fmt: skip
SLOWEST = 0.05  # seconds of the processor for a kilobyte of UTF-8: thirty times what a post takes
BYTES = 20_000


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_takes_for_ever(piece: str) -> None:
    text = LED + piece * (BYTES // len(piece.encode()))
    assert cost(post(text)) < SLOWEST


LISTS = [
    # (how the list begins, one of it)
    ("Погибли:\n", "{}. Рядовой Кедров Пётр Ильич, 1990 г. р., погиб 3 марта 2023 года, из села Нижние Ключи\n"),
    ("Погибли: ", "Кедров Пётр, "),
    ("Погибли ", "Кедров Пётр и "),
    ("Светлая память! ", "Кедров Пётр (1990–2023), "),
    ("Погибли:\n", "Кедров Пётр\n"),
    ("Погиб ", "рядовой Кедров Пётр, погиб "),
]


@pytest.mark.parametrize("kilobytes", [1, 5, 50])
@pytest.mark.parametrize(("head", "item"), LISTS)
def test_a_long_list_takes_its_time_by_the_line(head: str, item: str, kilobytes: int) -> None:
    evidence = post(head + "".join(item.format(n) for n in range(1000 * kilobytes // len(item.encode()))))
    assert cost(evidence) < SLOWEST
    holds(evidence, reader().mentions(evidence))


@fuzz(st.lists(st.sampled_from(HOSTILE) | st.sampled_from(WORDS), min_size=1, max_size=4), st.sampled_from([1, 2, 10]))
def test_no_mixture_takes_for_ever(pieces: list[str], kilobytes: int) -> None:
    piece = "".join(pieces)
    evidence = post(LED + piece * (1000 * kilobytes // len(piece.encode())))
    assert cost(evidence) < SLOWEST
    holds(evidence, reader().mentions(evidence))


def cost(evidence: Evidence) -> float:
    """Return the seconds of the processor that a kilobyte takes, at best of five; one is enough if it is quick."""
    least = float("inf")
    gc.disable()  # a collection visits all that the test run holds, and costs more than the post
    try:
        for _ in range(5):
            begun = time.process_time()
            reader().mentions(evidence)
            least = min(least, (time.process_time() - begun) / max(1, len(evidence.text.encode()) / 1000))
            if least < SLOWEST:
                break
    finally:
        gc.enable()
    return least
