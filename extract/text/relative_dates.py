"""Days named by the day of the post: "вчера", "в прошлую пятницу", "на этой неделе", "три дня назад"."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from extract.text.date_forms import LETTER
from extract.text.named_days import bare_numbers
from extract.text.numerals import ORDINAL, number


class Unit(Enum):
    """In what an amount is counted; an ANNIVERSARY is whole months to the day.

    A WEEKDAY's amount is 0 for Monday, a NUMBER's the day of some month.
    """

    DAY = "day"
    WEEKDAY = "weekday"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    SEASON = "season"
    ANNIVERSARY = "anniversary"
    NUMBER = "number"


class Relative(NamedTuple):
    """A day or a time counted from the post's day.

    ``which`` is "last", "this", "coming", of a weekday "last week" or "this week", and of a month its day.
    """

    start: int
    end: int
    unit: Unit
    amount: int
    which: str = ""
    season: str = ""


_DAYS = {
    "позавчера": -2, "вчера": -1, "сегодня": 0, "завтра": 1, "послезавтра": 2,
    "седня": 0, "вчерась": -1, "завтре": 1,
    "третьего дня": -2, "кичә": -1, "кисә": -1, "бүген": 0, "бөгөн": 0, "иртәгә": 1,
}  # fmt: skip
_WEEKDAYS = ("понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресень")
# To look for these one by one is faster than for the expression below.
_WORDS_OF_TIME = (
    *(word for word in _DAYS if word not in ("позавчера", "послезавтра")),
    *("как", "годовщин"),
    *_WEEKDAYS,
    *("неделе", "месяц", "году", "назад", "летом", "весной", "осенью"),
)
_ANCHOR = re.compile(
    rf"\b(?:(?P<day>{'|'.join(_DAYS)})(?![{LETTER}])|(?P<weekday>{'|'.join(_WEEKDAYS)})[а-я]?(?![{LETTER}])"
    r"|(?P<week>неделе)(?![а-я])|(?P<month>месяц[еа])(?![а-я])|(?P<year>году)(?![а-я])|(?P<ago>назад)(?![а-я])"
    r"|(?P<season>летом|весной|осенью))(?![а-я])"
)
_WHICH = (
    (re.compile(r"(?:прошл|минувш|прошедш|предыдущ|истекш)[а-я]{2,3} $"), "last"),
    (re.compile(r"(?:ближайш|наступающ|грядущ)[а-я]{2,3} $"), "coming"),
    (re.compile(r"(?<![а-я])(?:эт|текущ|нынешн)[а-я]{1,3} $"), "this"),
    (re.compile(r"(?:следующ|кажд|позапрошл|будущ|люб|друг|последн)[а-я]{2,3} $"), "never"),
)
_IN = re.compile(r"(?<![а-я])(?:во?|на|:|-|–|—) $")
_DAY_OF = re.compile(
    rf"(?<![а-я\d])(?P<day>(?:[12]?\d|3[01])(?=(?:-?го)? числа)|{ORDINAL})(?:-?го)? числа (?:[а-я]+ )?$"
)
_COUNTED = re.compile(r"(?<![а-яa-z\d])(?P<n>\d\d?|[а-я]+) (?:дня|дней|день) $")
_MONTHS = {
    "год": 12, "два года": 24, "три года": 36, "месяц": 1, "два месяца": 2, "три месяца": 3, "полгода": 6,
}  # fmt: skip
_LENGTHS = "|".join(_MONTHS)
_EXACTLY = re.compile(rf"(?:ровно|сегодня) (?:(?P<length>{_LENGTHS})|неделю) $")
_SINCE = re.compile(
    r"(?: (?:исполн[а-я]+|было|ровно|уже|минул[оа]?|прош[а-я]+))* "
    rf"(?:(?P<length>{_LENGTHS})|(?:[а-я\d]+ )?(?:лет|год[а-я]*|полгода|месяц[а-я]*|дн[а-я]*|день|недел[а-я]*))"
    r"(?:,? как(?![а-я])|,|(?= со дня)| без)"
)
# "Год, как погиб Пётр", "Сегодня вторая годовщина гибели Петра": to the day.
_JUST = re.compile(
    rf"(?:^|[.!?…\n] ?)[^\w\n]{{0,6}}(?:(?:вот|и|уже|ровно|прошел|прошло|исполнил[а-я]+|исполняется) )*"
    rf"(?P<length>{_LENGTHS})(?: сегодня)?,? (?:как|с того дня|со дня|с тех пор)(?![а-я])"
    r"(?: (?:[а-я]+ )?(?:нет|гибели))?"
    r"|сегодня (?:[а-я]+ )?(?P<nth>первая|вторая|третья|четвертая) годовщина(?: со дня)?(?: [а-я]+)? (?:гибели|смерти)"
)
_NTH = {"первая": 12, "вторая": 24, "третья": 36, "четвертая": 48}
_OF_A_WEEK = r"на (?P<which>прошлой|минувшей|прошедшей|той|этой) неделе"
_WEEK_BEFORE, _WEEK_AFTER = re.compile(rf"{_OF_A_WEEK},? во? $"), re.compile(rf",? {_OF_A_WEEK}")
_MOST_DAYS = 13
_BESIDE = 12  # characters
_WORDS = re.compile(r"\w{4}|\w{2,3} \w\w")


def relatives(low: str, taken: Sequence[tuple[int, int]]) -> Iterator[Relative]:
    """Yield every such time in a text in lower case that no date in full (``taken``: their ranges) stands beside."""
    for first, last, day in bare_numbers(low):
        if not any(start < last and first < end for start, end in taken):
            yield Relative(first, last, Unit.NUMBER, day)
    if not any(word in low for word in _WORDS_OF_TIME):
        return
    for just in _JUST.finditer(low):
        if not any(start < just.end() and just.start() < end for start, end in taken):
            yield Relative(*just.span(), Unit.ANNIVERSARY, -(_MONTHS.get(just["length"]) or _NTH[just["nth"]]))
    for anchor in _ANCHOR.finditer(low):
        found = _read(low, anchor)
        after = bisect_left(taken, (anchor.start(),))
        if found and not any(_beside(low, found, start, end) for start, end in taken[max(0, after - 1) : after + 1]):
            yield found


def _beside(low: str, found: Relative, start: int, end: int) -> bool:
    """Tell whether the words only add to a date: "в субботу, 11 марта", "вчера (9 марта)"."""
    if start < found.end and found.start < end:
        return True
    between = low[found.end : start] if found.end <= start else low[end : found.start]
    return len(between) <= _BESIDE and not _WORDS.search(between)


def _read(low: str, anchor: re.Match[str]) -> Relative | None:
    start, end, kind = anchor.start(), anchor.end(), anchor.lastgroup
    before = low[max(0, start - 30) : start]
    if kind == "day":
        # "Перепись могил по состоянию на сегодня": a list's own day is nobody's.
        return None if before.endswith(" на ") and anchor["day"] == "сегодня" else _day(low, anchor)
    if kind == "ago":
        return _ago(before, start, end)
    which = next((which for pattern, which in _WHICH if pattern.search(before)), "")
    if which == "never":
        return None
    if kind == "weekday":
        day = _WEEKDAYS.index(anchor["weekday"])
        if week := _WEEK_BEFORE.search(before) or _WEEK_AFTER.match(low, end):
            return Relative(start, end, Unit.WEEKDAY, day, "this week" if week["which"] == "этой" else "last week")
        return Relative(start, end, Unit.WEEKDAY, day, which) if which or _IN.search(before) else None
    if kind == "season":
        return Relative(start, end, Unit.SEASON, 0, which, anchor["season"])
    if which not in ("last", "this"):
        return None
    amount = -1 if which == "last" else 0
    if kind == "month":
        figure = _DAY_OF.search(before)
        return Relative(start, end, Unit.MONTH, amount, str(number(figure["day"])) if figure else "")
    return Relative(start, end, Unit.WEEK if kind == "week" else Unit.YEAR, amount)


def _day(low: str, anchor: re.Match[str]) -> Relative | None:
    """Return "вчера"; but "сегодня год, как" is that day a year before, and "сегодня 40 дней, как" nobody's."""
    start, end = anchor.span()
    if not (since := _SINCE.match(low, end)):
        return Relative(start, end, Unit.DAY, _DAYS[anchor["day"]])
    exactly = since["length"] and _DAYS[anchor["day"]] == 0
    return Relative(start, since.end(), Unit.ANNIVERSARY, -_MONTHS[since["length"]]) if exactly else None


def _ago(before: str, start: int, end: int) -> Relative | None:
    """Return "три дня назад" and "ровно год назад"; a mere "год назад" is too vague."""
    if exactly := _EXACTLY.search(before):
        first, length = start - len(exactly[0]), exactly["length"]
        if not length:
            return Relative(first, end, Unit.DAY, -7)
        return Relative(first, end, Unit.ANNIVERSARY, -_MONTHS[length])
    counted = _COUNTED.search(before)
    days = number(counted["n"]) if counted else None
    if counted is None or days is None or days > _MOST_DAYS:
        return None
    return Relative(start - len(counted[0]), end, Unit.DAY, -days)
