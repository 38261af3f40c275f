"""The grammar of dates: what is found where, and that a date written in any form is read back."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.text.dates import dates
from extract.text.document import Document

FORMS = [
    ("12.03.1998", (1998, 3, 12)),
    ("12. 03. 1998", (1998, 3, 12)),
    ("12/03/1998", (1998, 3, 12)),
    ("12-03-1998", (1998, 3, 12)),
    ("1998-03-12", (1998, 3, 12)),
    ("3 марта 2023 года", (2023, 3, 3)),
    ("«3» марта 2023 г.", (2023, 3, 3)),
    ("10-го февраля 2023-го", (2023, 2, 10)),
    ("4.VII.1997", (1997, 7, 4)),
    ("13.Х.2022", (2022, 10, 13)),
    ("в марте 2022", (2022, 3, None)),
    ("в мае 22-го", (22, 5, None)),
    ("9 мая", (None, 5, 9)),
    ("в мае", (None, 5, None)),
    ("2022 год", (2022, None, None)),
    ("85 г.р.", (85, None, None)),
    ("17.09.88", (88, 9, 17)),
    ("третьего марта 2023", (2023, 3, 3)),
    ("двадцать третьего февраля", (None, 2, 23)),
    ("12,03,1998", (1998, 3, 12)),
    ("12 03 1998", (1998, 3, 12)),
    ("5-мар-2022", (2022, 3, 5)),
    ("12.ХІ.1998", (1998, 11, 12)),
    ("5 сентебря 2022", (2022, 9, 5)),
    ("9 мая двадцать второго года", (22, 5, 9)),
    ("в двадцать втором году", (22, None, None)),
    ("летом 2022-го", (2022, None, None)),
    ("05.2022", (2022, 5, None)),
    ("03.10.", (None, 10, 3)),
    ("4-5 мая 2022", (2022, 5, None)),
    ("с 4 на 5 мая", (None, 5, None)),
    ("30 апреля – 1 мая 2022", (2022, None, None)),
    ("около 5 мая 2022", (2022, 5, None)),
    ("1990 елның 5 мартында", (1990, 3, 5)),
    ("1990 йылдың 12 ғинуарында", (1990, 1, 12)),
    ("1995 сыллаахха бэс ыйын 17 күнүгэр", (1995, 6, 17)),
    ("5 һабанай 1990", (1990, 5, 5)),
]


@pytest.mark.parametrize(("text", "parts"), FORMS)
def test_a_date_is_found_whole(text: str, parts: tuple[int | None, ...]):
    (found,) = dates(Document(text))
    assert (found.year, found.month, found.day) == parts
    assert text[found.start : found.end].strip(". ") in text


NONE = [
    "тел. 8-900-123-45-67",
    "в 10:30",
    "в 10.12",
    "32.13.2020",
    "03/25/1998",
    "100500",
    "76-я дивизия",
    "после 5 мая 2022",
    "не ранее 5 мая",
    "12.03.1998.07",
    "Мартын и мартышка",
    "в/ч 12345",
    "№ 12.03",
    "в майке",
    "на Майдане",
    "5 майоров",
    "12 03 98",
    "второго батальона",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_date(text: str):
    assert dates(Document(text)) == []


GENITIVE = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
PREPOSITIONAL = "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре".split()
ROMAN = "I II III IV V VI VII VIII IX X XI XII".split()
SPELT = (
    "первого второго третьего четвертого пятого шестого седьмого восьмого девятого десятого одиннадцатого двенадцатого "
    "тринадцатого четырнадцатого пятнадцатого шестнадцатого семнадцатого восемнадцатого девятнадцатого двадцатого"
).split()
WAYS = {
    "12.03.1998": lambda d: f"{d:%d.%m.%Y}",
    "1.3.1998": lambda d: f"{d.day}.{d.month}.{d.year}",
    "12/03/1998": lambda d: f"{d:%d/%m/%Y}",
    "12-03-1998": lambda d: f"{d:%d-%m-%Y}",
    "12. 03. 1998": lambda d: f"{d:%d. %m. %Y}",
    "12,03,1998": lambda d: f"{d:%d,%m,%Y}",
    "1998-03-12": lambda d: f"{d:%Y-%m-%d}",
    "12.III.1998": lambda d: f"{d.day}.{ROMAN[d.month - 1]}.{d.year}",
    "12 марта 1998": lambda d: f"{d.day} {GENITIVE[d.month - 1]} {d.year}",
    "12 марта 1998 года": lambda d: f"{d.day} {GENITIVE[d.month - 1]} {d.year} года",
    "«12» МАРТА 1998 г.": lambda d: f"«{d:%d}» {GENITIVE[d.month - 1].upper()} {d.year} г.",
    "12-го марта 1998-го": lambda d: f"{d.day}-го {GENITIVE[d.month - 1]} {d.year}-го",
    "двенадцатого марта 1998": lambda d: f"{_spelt(d.day)} {GENITIVE[d.month - 1]} {d.year}",
    "1998 елның 12 март": lambda d: f"{d.year} елның {d.day} {GENITIVE[d.month - 1]}",
}


def _spelt(day: int) -> str:
    return (
        SPELT[day - 1]
        if day <= 20
        else "тридцатого"
        if day == 30
        else f"{'двадцать' if day < 30 else 'тридцать'} {SPELT[day % 10 - 1]}"
    )


DAYS = st.dates(date(1930, 1, 1), date(2029, 12, 31))
AROUND = st.sampled_from(["", " ", "(", "погиб ", "Родился: ", "\n", "в бою, "])


@given(DAYS, st.sampled_from(sorted(WAYS)), AROUND, st.sampled_from(["", " ", ".", ", ", ")", "\n", " г.р."]))
def test_a_day_written_in_any_way_is_read_back(day: date, way: str, before: str, after: str):
    text = before + WAYS[way](day) + after
    (found,) = dates(Document(text))
    assert (found.year, found.month, found.day) == (day.year, day.month, day.day)
    assert before.strip() not in text[found.start : found.end] or not before.strip()


@given(DAYS, st.sampled_from(["в {} {}", "в {} {} года", "в начале {} {}-го", "в {} {} г."]))
def test_a_month_of_a_year_is_read_back(day: date, way: str):
    names = GENITIVE if "начале" in way else PREPOSITIONAL
    (found,) = dates(Document(way.format(names[day.month - 1], day.year)))
    assert (found.year, found.month, found.day) == (day.year, day.month, None)


@given(DAYS, st.integers(0, 9), st.sampled_from(["а", "о", "и"]))
def test_a_slip_in_a_long_name_of_a_month_is_forgiven(day: date, at: int, letter: str):
    name = GENITIVE[day.month - 1]
    if len(name) < 7 or at == 0:
        return
    slipped = name[:at] + letter + name[at + 1 :] if at < len(name) else name
    (found,) = dates(Document(f"погиб {day.day} {slipped} {day.year} года"))
    assert (found.year, found.month, found.day) == (day.year, day.month, day.day)


SCRAPS = st.sampled_from(
    "12|03|1998|2О22|.|,|/|-|–| |\n|марта|в|мае|22-го|г.р.|года|с|на|5|третьего|двадцать|год назад|III|елның|ә"
    "|«|»|*|†|²|٣".split("|")
)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.one_of(SCRAPS, SCRAPS, SCRAPS, st.text(max_size=2)), max_size=30), st.sampled_from(["", " "]))
def test_dates_never_overlap_nor_leave_the_text(scraps: list[str], between: str):
    document = Document(between.join(scraps))
    last = 0
    for found in dates(document):
        assert last <= found.start < found.end <= len(document.low)
        last = found.end
