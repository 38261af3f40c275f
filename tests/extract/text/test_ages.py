"""How old the dead were: whose age it is, and in how many ways one says it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.text.ages import ages
from extract.text.document import Document

AGES = [
    ("Вильдану было 25.", 25),
    ("Хетагу было 31. Представлен к званию", 31),
    ("Карине исполнилось двадцать два.", 22),
    ("Набиуллаеву исполнился 21 год", 21),
    ("Пятидесятилетний контрактник погиб", 50),
    ("Двадцать три... Навек двадцать три.", 23),
    ("36 лет парню, двое детей", 36),
    ("44 года прожил, троих вырастил", 44),
    ("по годам уж не звали: 58 годов.", 58),
    ("Кедров Пётр (34, с. Кедровка)", 34),
    ("1) Кедров Пётр, Кедровск, 34 г., 4 октября", 34),
    ("Кедров Пётр, 40 лет (м.);", 40),
    ("До своего 45-летия Пётр не дожил трёх дней.", 44),
    ("До сорокалетия он не дожил двух недель", 39),
    ("Две недели не дотянул до пятидесяти.", 49),
    ("Полных тридцать три.", 33),
    ("Едва исполнилось двадцать.", 20),
    ("Петру шёл пятьдесят второй год.", 51),
    ("Погиб за день до своего 30-летия", 29),
    ("Ему оставалось пять дней до 21-летия", 20),
    ("Возраст погибшего - 28 лет", 28),
    ("спецназ «Кедр», 29 лет, 20.06.24", 29),
    ("Сорок один год.", 41),
    ("Возраст: 49\nКонтракт с мая", 49),
    ("В НЕПОЛНЫЕ 23 ГОДА ПОГИБ", 22),
    ("11:00 Кедров Пётр Ильич, 45 лет — зал № 1", 45),
    ("Погиб 8 августа 2024, в 61 год. Похоронили с почестями.", 61),
    ("Погиб 8 августа, в 61 год.", 61),
    ("Петя, тебе сорок два, у тебя дороги", 42),
]


@pytest.mark.parametrize(("text", "years"), AGES)
def test_an_age(text: str, years: int):
    assert [age.years for age in ages(Document(text))] == [years]


NONE = [
    "исполнилось бы 30 лет",
    "Сегодня ему бы исполнилось 30.",
    "Маме, Марфе Тихоновне, 79 лет",
    "дочери было 18 лет",
    "погибшему 30.07.2023",
    "Эльдаров Муслим (24.VII.1997 – 3.VI.2024)",
    "в 25 км от села",
    "76-я дивизия",
    "дом 25.",
    "к 50-летию Победы",
    "20 лет спустя",
    "женат 20 лет",
    "осуждён на 20 лет",
    "16-летие дочери",
]


@pytest.mark.parametrize("text", NONE)
def test_no_age_of_the_dead(text: str):
    assert list(ages(Document(text))) == []


def test_each_of_a_list_has_his_own():
    text = "Бызов Никон, 40 лет (м.); Выручаев Герасим, 23 года (к.); Пластинина Дина, 36 лет (к.)"
    assert [age.years for age in ages(Document(text))] == [40, 23, 36]


UNITS = "один два три четыре пять шесть семь восемь девять".split()
TENS = {20: "двадцать", 30: "тридцать", 40: "сорок", 50: "пятьдесят", 60: "шестьдесят"}
WAYS = [
    "в возрасте {n} лет",
    "Ему было {n} лет.",
    "Ему было всего {n}.",
    "навсегда {n}",
    "Кедров Пётр, {n} лет, погиб",
    "прожил {n} лет",
    "погиб в {n} лет",
]


def _words(n: int) -> str:
    return f"{TENS[n - n % 10]} {UNITS[n % 10 - 1]}" if n % 10 else TENS[n]


@given(st.integers(20, 69), st.sampled_from(WAYS), st.booleans())
def test_an_age_written_in_any_way_is_read_back(n: int, way: str, in_words: bool):
    assert [age.years for age in ages(Document(way.format(n=_words(n) if in_words else n)))] == [n]


@given(
    st.integers(18, 69), st.sampled_from(["{n}-летний боец", "{n} летний боец", "{n}-ти летний боец", "{n}летний боец"])
)
def test_an_adjective_of_age_is_read_back(n: int, way: str):
    assert [age.years for age in ages(Document(way.format(n=n)))] == [n]


SCRAPS = st.sampled_from(
    "25|двадцать|пять|лет|года|-летний|году|жизни|на|в|возрасте|ему|было|навсегда|не дожил|до|30-летия|сыну|(|)|.|,|\n"
    "|²|٣٣".split("|")
)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(SCRAPS, SCRAPS, st.text(max_size=2)), max_size=25), st.sampled_from(["", " "]))
def test_every_age_stands_in_the_text(scraps: list[str], between: str):
    document = Document(between.join(scraps))
    for age in ages(document):
        assert 0 <= age.start < age.end <= len(document.low)
        assert 16 <= age.years <= 85
