"""Ranks, ages and places of origin."""

import pytest

from extract.text.ages import ages
from extract.text.document import Document
from extract.text.lexicon import Lexicon
from extract.text.morphology import Morphology
from extract.text.places import origins
from extract.text.ranks import RankFinder

RANKS = [
    ("старший сержант Кедров", "старший сержант", "старший сержант"),
    ("старшему сержанту", "старший сержант", "старшему сержанту"),
    ("мл. сержант", "младший сержант", "мл. сержант"),
    ("мл.с-нт Рябов", "младший сержант", "мл.с-нт"),
    ("гвардии рядовым", "гвардии рядовой", "гвардии рядовым"),
    ("гв. ст. лейтенанта", "гвардии старший лейтенант", "гв. ст. лейтенанта"),
    ("рядового запаса", "рядовой запаса", "рядового запаса"),
    ("майор юстиции", "майор юстиции", "майор юстиции"),
    ("старшине 1 статьи", "старшина 1 статьи", "старшине 1 статьи"),
    ("капитана 3-го ранга", "капитан 3 ранга", "капитана 3-го ранга"),
    ("капитан-лейтенанту", "капитан-лейтенант", "капитан-лейтенанту"),
    ("генерал-майора", "генерал-майор", "генерал-майора"),
    ("подполковником", "подполковник", "подполковником"),
    ("ЕФРЕЙТОР", "ефрейтор", "ЕФРЕЙТОР"),
    ("в звании прапорщика.", "прапорщик", "прапорщика"),
]


@pytest.mark.parametrize(("text", "rank", "quote"), RANKS)
def test_a_rank_in_any_case(morphology: Morphology, lexicon: Lexicon, text: str, rank: str, quote: str):
    (found,) = RankFinder(morphology, lexicon.ranks).ranks(Document(text))
    assert (found.value, text[found.start : found.end]) == (rank, quote)


@pytest.mark.parametrize(
    "text", ["село Майорское", "Капитанов Пётр", "сержантский состав", "рядовые события", "старший брат"]
)
def test_no_rank(morphology: Morphology, lexicon: Lexicon, text: str):
    assert list(RankFinder(morphology, lexicon.ranks).ranks(Document(text))) == []


AGES = [
    ("На 24-м году жизни погиб", 23),
    ("в возрасте 35 лет", 35),
    ("23-летний сержант", 23),
    ("Ему было всего 22 года", 22),
    ("Ему было 29.", 29),
    ("навсегда останется 24 года", 24),
    ("Андрюхина Павла, 32 года, погиб", 32),
    ("Мужчине было 41 год", 41),
]


@pytest.mark.parametrize(("text", "years"), AGES)
def test_an_age(text: str, years: int):
    assert [age.years for age in ages(Document(text))] == [years]


@pytest.mark.parametrize(
    "text", ["исполнилось бы 30 лет", "служил 10 лет", "прошло 2 года", "сыну было 5 лет", "в возрасте 99 лет"]
)
def test_no_age(text: str):
    assert list(ages(Document(text))) == []


S, D, R = "settlement", "district", "region"
PLACES = [
    ("житель города Заречный", [(S, "Заречный")]),
    ("родом из деревни Малиновка", [(S, "Малиновка")]),
    ("из посёлка Сосновый Бор", [(S, "Сосновый Бор")]),
    ("родился в селе Раздольное", [(S, "Раздольное")]),
    ("из с. Берёзовка", [(S, "Берёзовка")]),
    ("уроженца Лесогорского района", [(D, "Лесогорский район")]),
    ("уроженец Заозёрской области", [(R, "Заозёрская область")]),
    (
        "уроженец села Раздольное Кедровского района Заозёрской области",
        [(S, "Раздольное"), (D, "Кедровский район"), (R, "Заозёрская область")],
    ),
    ("из села Кедровки", []),
    ("Глава Кедровского района", []),
    ("вышел из города", []),
]


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_where_somebody_is_from(text: str, expected: list[tuple[str, str]]):
    assert [(o.field.value, o.value) for o in origins(Document(text))] == expected
