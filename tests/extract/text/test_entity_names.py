"""Names that only a finder of entities reads, and what it must not make a name."""

from collections.abc import Callable, Sequence

import pytest

from extract.text import VERSION, TextReader
from extract.text.entities import finder, probe
from extract.text.lexicon import Lexicon
from extract.text.morphology import Morphology
from sinodik.records import Evidence, Field, Span

pytestmark = pytest.mark.skipif(probe().missing is not None, reason="needs the extra: pip install 'sinodik[ner]'")

# The post → the dead that are read with the extra. The rules may come to read some of these, but hardly the names of
# ALONE, made of letters that no Russian name has.
CASES = [
    ("Вечером простились с Дзандаром Хъырымом, уроженцем села Кедровка.", ["Хъырым Дзандар"]),
    ("Вечная память Дзандару Хъырыму, погибшему в бою 5 мая!", ["Хъырым Дзандар"]),
    ("Пришла весть о гибели Цынгиза Уузу.", ["Уузу Цынгиз"]),
    ("Сегодня пришла весть: погиб рядовой Сайын-Белек Чульдум.", ["Чульдум Сайын-Белек"]),
    ("Простились с Нар-Мергеном Допчутом.", ["Допчут Нар-Мерген"]),
    ("Геройски погиб Мыкола Перебийнис.", ["Перебийнис Мыкола"]),
    ("Погиб Дзандар ХЪЫРЫМ.", ["Хъырым Дзандар"]),
    ("Погиб Мыкола Перебийнис.", ["Перебийнис Мыкола"]),
    (
        "Погибли земляки:\n1. Чульдум Сайын-Белек, 1990\n2. Хъырым Дзандар, 1991\n3. Громов Пётр",
        ["Чульдум Сайын-Белек", "Хъырым Дзандар", "Громов Пётр"],
    ),
    ("Погибли Громов Пётр, Хъырым Дзандар и Белов Иван.", ["Громов Пётр", "Хъырым Дзандар", "Белов Иван"]),
]
ALONE = ["Вечером простились с Дзандаром Хъырымом.", "Вечная память Дзандару Хъырыму, погибшему в бою 5 мая!"]

# The judges leave out whom it finds besides, and it is not asked where no death is told.
NOBODY = [
    "Соболезнуем родным погибшего, выступил глава района Дзандар Хъырым.",
    "На рыбалку приехал Дзандар Хъырым.",
    "Погиб боец. Фото: Дзандар Хъырым.",
    "Погиб в посёлке Дзандар Хъырым.",
    "Погиб боец отряда «Дзандар Хъырым».",
]


class Counted:
    """A finder of entities that remembers what it was asked."""

    def __init__(self) -> None:
        found = finder("on")
        assert found
        self._finder = found
        self.asked: list[str] = []

    def persons(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        self.asked += texts
        return self._finder.persons(texts)


@pytest.fixture(scope="module")
def counted() -> Counted:
    return Counted()


@pytest.fixture(scope="module")
def with_entities(morphology: Morphology, lexicon: Lexicon, counted: Counted) -> TextReader:
    return TextReader(morphology, lexicon, entities=counted)


@pytest.mark.parametrize(("text", "dead"), CASES)
def test_rare_names(with_entities: TextReader, make_evidence: Callable[..., Evidence], text: str, dead: list[str]):
    mentions = with_entities.mentions(make_evidence(text))
    assert [str(m.name) for m in mentions] == dead
    assert {m.version for m in mentions} == {VERSION + "+ner"}
    for claim in (claim for mention in mentions for claim in mention.claims):
        assert isinstance(claim.where, Span)
        assert claim.where.of(text) == claim.quote


@pytest.mark.parametrize("text", ALONE)
def test_names_that_no_rule_reads(
    with_entities: TextReader, reader: TextReader, make_evidence: Callable[..., Evidence], text: str
):
    assert reader.mentions(make_evidence(text)) == []
    assert len(with_entities.mentions(make_evidence(text))) == 1


@pytest.mark.parametrize("text", NOBODY)
def test_whom_it_must_not_record(with_entities: TextReader, make_evidence: Callable[..., Evidence], text: str):
    assert with_entities.mentions(make_evidence(text)) == []


def test_such_names_are_less_sure(with_entities: TextReader, make_evidence: Callable[..., Evidence]):
    (mention,) = with_entities.mentions(make_evidence("Вчера погиб Мыкола Перебийнис."))
    sure = {claim.field: claim.confidence for claim in mention.claims}
    assert max(sure[Field.SURNAME], sure[Field.GIVEN]) <= 0.5


def test_what_is_told_of_a_name_that_only_it_reads_is_his(
    with_entities: TextReader, make_evidence: Callable[..., Evidence]
):
    text = "Погибли:\nГромов Пётр — 12.03.1990, рядовой\nХъырым Дзандар — 01.02.1985, сержант\nБелов Иван — 1999"
    said = {
        m.name.surname: {c.field: str(c.value) for c in m.claims} for m in with_entities.mentions(make_evidence(text))
    }
    assert said["Хъырым"][Field.BIRTH] == "1985-02-01"
    assert said["Хъырым"][Field.RANK] == "сержант"
    assert said["Громов"][Field.BIRTH] == "1990-03-12"


def test_a_volunteer_is_told_that_no_rule_read_the_name(
    with_entities: TextReader, make_evidence: Callable[..., Evidence]
):
    evidence = make_evidence("5 мая погибли Громов Пётр и Хъырым Дзандар.")
    told = [[reason.rule for reason in one.claims] for one in with_entities.explain(evidence).recorded]
    assert [rules[:2] for rules in told] == [["reads_surname", "reads_given"], ["finds_entity", "finds_entity"]]


def test_it_is_asked_only_about_sentences_that_the_rules_do_not_explain(
    with_entities: TextReader, counted: Counted, make_evidence: Callable[..., Evidence]
):
    counted.asked.clear()
    with_entities.mentions(make_evidence("Погиб рядовой Громов Пётр Ильич. Скорбим вместе с родными. Вечная память!"))
    assert counted.asked == []
    with_entities.mentions(make_evidence("Скорбим вместе с родными. Вчера погиб Мыкола Перебийнис. Вечная память!"))
    assert [asked.strip() for asked in counted.asked] == ["Вчера погиб Мыкола Перебийнис."]
