"""Mentions: whose fact is whose, one person once, and nothing private."""

import pickle
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.text import EXTRACTOR, VERSION, TextReader
from sinodik.records import Evidence, Field, Mention, Span

Read = Callable[..., list[Mention]]


@pytest.fixture
def read(reader: TextReader, make_evidence: Callable[..., Evidence]) -> Read:
    return lambda text, **given: reader.mentions(make_evidence(text, **given))


def test_each_of_a_list_keeps_his_own(read: Read):
    text = "Погибли сержант Кедров Пётр, 1990 г.р., рядовой Белов Олег, 1985 г.р., и майор Седов Игнат (1979 г.р.)."
    said = [(str(m.name), m.value(Field.RANK), str(m.value(Field.BIRTH))) for m in read(text)]
    assert said == [
        ("Кедров Пётр", "сержант", "1990"),
        ("Белов Олег", "рядовой", "1985"),
        ("Седов Игнат", "майор", "1979"),
    ]


def test_a_death_told_of_all_is_everybodys(read: Read):
    found = read("2 марта 2023 года погибли Кедров Пётр и Белов Олег.")
    assert [str(m.value(Field.DEATH)) for m in found] == ["2023-03-02", "2023-03-02"]


UNREAD = [
    "Погибли:\n1. Ефрейтор Лысенко Д.А.\n2. рядовой {}, 2001 г.р., погиб 3 мая 2023\n3. лейтенант Седов Павел",
    "Погибли:\n1. Ефрейтор Лысенко Д.А.\n\n2. рядовой {}, 2001 г.р., погиб 3 мая 2023\n\n3. лейтенант Седов Павел",
    "Погибли:\n- ефрейтор Лысенко Д.А.\n- рядовой {}, 2001 г.р.\n- лейтенант Седов Павел",
    "Погибли:\nефрейтор Лысенко Д.А.\nрядовой {}, 2001 г.р.\nлейтенант Седов Павел",
]


@pytest.mark.parametrize("post", UNREAD)
@pytest.mark.parametrize("unread", ["Ъьыхтун", "Ъьыхт"])
def test_what_stands_beside_an_unread_name_slides_to_nobody(read: Read, post: str, unread: str):
    found = read(post.format(unread))
    assert [(str(m.name), {c.value for c in m.claims if c.field is Field.RANK}) for m in found] == [
        ("Лысенко Д. А.", {"ефрейтор"}),
        ("Седов Павел", {"лейтенант"}),
    ]
    assert not any(m.value(field) for m in found for field in (Field.BIRTH, Field.DEATH))


def test_in_a_sentence_too_an_unread_name_keeps_what_is_its(read: Read):
    (mention,) = read("Погиб сержант Кедров Пётр. Погиб рядовой Ъьыхтун, 2001 г.р.")
    assert (mention.value(Field.RANK), mention.value(Field.BIRTH)) == ("сержант", None)


def test_an_item_goes_on_in_the_next_lines(read: Read):
    first, second = read("Погибли:\n1. Кедров Пётр\nсержант, 1990 г.р.\n2. Белов Олег\nрядовой, 1991 г.р.")
    assert [first.value(Field.RANK), str(first.value(Field.BIRTH))] == ["сержант", "1990"]
    assert [second.value(Field.RANK), str(second.value(Field.BIRTH))] == ["рядовой", "1991"]


def test_adornments_are_no_list(read: Read):
    (mention,) = read("🕯 Погиб Кедров Пётр\n🕯 Прощание с Кедровым Петром 2 марта 2023\n🕯 Родился 5 мая 1990")
    assert [str(mention.value(field)) for field in (Field.BURIAL, Field.BIRTH)] == ["2023-03-02", "1990-05-05"]


def test_one_person_named_thrice_is_one_mention(read: Read):
    (mention,) = read("Погиб Кедров П.И. Пётр Ильич родился 2 мая 1990 года. Кедров Пётр Ильич был сержантом.")
    assert str(mention.name) == "Кедров Пётр Ильич"
    assert str(mention.value(Field.BIRTH)) == "1990-05-02"


def test_brothers_are_two(read: Read):
    assert len(read("Погибли Седых Игорь Павлович и Седых Антон Павлович.")) == 2


def test_the_livings_facts_go_with_them(read: Read):
    (mention,) = read("Погиб Кедров Пётр. Военком подполковник Баранов Иван выразил соболезнования.")
    assert mention.value(Field.RANK) is None


def test_contradictions_are_kept_for_people_to_see(read: Read):
    (mention,) = read("Погиб Кедров Пётр, погиб 2 марта 2023 года. Погиб 3 марта 2023 года.")
    assert [str(c.value) for c in mention.claims if c.field is Field.DEATH] == ["2023-03-02", "2023-03-03"]


def test_private_things_enter_no_claim(read: Read):
    found = read(
        "Погиб Воронин Степан Кузьмич, 1990 г.р. Мама Воронина Любовь Ивановна собирает деньги: "
        "карта 2202 2022 1990 2222, тел. +7 900 123-45-67, @voronina_mama"
    )
    said = " ".join(f"{c.value} {c.quote}" for m in found for c in m.claims)
    assert not any(private in said for private in ("Любовь", "Ивановна", "2202", "2222", "900", "123", "voronina"))
    assert len(found) == 1


def test_every_mention_names_its_reader(read: Read):
    (mention,) = read("Погиб Кедров Пётр.")
    assert (mention.extractor, mention.version) == (EXTRACTOR, VERSION)


def test_a_reader_can_be_sent_to_another_process(reader: TextReader, make_evidence: Callable[..., Evidence]):
    evidence = make_evidence("Погиб гвардии рядовой Кедров Пётр Ильич, 1990 г.р.")
    assert pickle.loads(pickle.dumps(reader)).mentions(evidence) == reader.mentions(evidence)


SCRAPS = st.sampled_from(
    "Погиб|погибли|Кедров|Кедрову|Пётр|Петру|Ильич|Ильичу|Анна|Сергеевна|И.|И.И.|сержант|старшего|гвардии|рядовой|мл."
    "|9 мая|12.03.1998|в марте 2023|1990 г.р.|(1998–2022)|на 24-м году жизни|жена|мать|глава района|сообщил"
    "|из села Раздольное|Белкин-Вольский|имени|пропал без вести"
    "|,|.|\n|\n\n| |—|🕯|\u00ad|\u0301|\u200b|\u00a0|8 900 111-22-33".split("|")
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(SCRAPS, SCRAPS, st.text(max_size=3)), max_size=40), st.sampled_from(["", " "]))
def test_every_claim_stands_where_it_says(read: Read, scraps: list[str], between: str):
    text = between.join(scraps)
    found = read(text)
    assert len({m.id for m in found}) == len(found)
    for claim in (c for m in found for c in m.claims):
        assert isinstance(claim.where, Span)
        assert claim.where.of(text) == claim.quote
        assert claim.quote.strip() == claim.quote != ""
        assert 0 < claim.confidence <= 1


@pytest.mark.parametrize(
    "text",
    ["погиб " + "а-" * 3000, "погиб " + "А " * 3000, "погиб " + "12.03.1998 " * 1000, "погиб " + "старший " * 1000,
     "Погибли: " + "Иванов Сергей Петрович, " * 300, "погиб" + "\n" * 5000 + "Кедров", "погиб " + "." * 5000],
    ids=["hyphens", "letters", "dates", "ranks", "names", "lines", "stops"],
)  # fmt: skip
def test_a_hostile_post_is_read_to_its_end(read: Read, text: str):
    assert len(read(text)) <= 1
