"""Days named by another day, by a feast, or by their number alone.

«В тот же день», «на следующий день», «через трое суток» and «29-го» count from the day that was named before them.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from extract.text.date_forms import LETTER
from extract.text.dates import DateFound
from extract.text.months import month
from extract.text.numerals import ORDINAL, number

_WAR = 2022
_NEAR = 300  # characters from a day to what is counted from it
_DAYS = r"(?:дня|дней|суток|сутки)(?![а-я])"
_COUNTED = re.compile(
    r"(?<![а-я])(?:(?P<same>(?:в тот|в этот|того|тем) (?:же(?: самый)?|самый) (?:день|дня|днем))"
    r"|(?P<next>на (?:следующ|друг)(?:ий день|ой день|ие сутки)|(?:через|спустя) сутки|сутки спустя|днем позже)"
    rf"|(?:через|спустя) (?P<after>[а-я]+|\d\d?) {_DAYS}|(?P<later>[а-я]+|\d\d?) {_DAYS} (?:спустя|позже))"
    r"(?![а-я]| после)"
)
_COLLECTIVE = {"двое": 2, "трое": 3, "четверо": 4}
_MOST_DAYS = 13
# Where the number of a day stands alone: it is followed by no word that could be what is counted.
_BARE_NUMBER = re.compile(
    r"(?<![\d,.а-я№/-])(?<!на )"
    rf"(?:(?P<day>[12]?\d|3[01])(?:-?(?:го|ого)(?: числа)?| числа)|(?P<word>{ORDINAL})(?<=[ео]го)(?P<of> числа)?)"
    r"(?= ?(?:[.!?;)\n]|,(?! ?\d)|$)"
    r"| (?:на(?! \d)|в|во|под|у|за|а|мы|его|ее|их|когда|утром|вечером|днем|ночью|рано|при|всем|всей|всею)"
    rf"(?![{LETTER}])"
    r"| (?:похорон|хорон|погиб|прости|прощ|привез|отпе|уби))"
)
# "Вынес одного, погиб, спасая второго": a word for a small number is a day's only behind what happened on it, and
# "похоронили первого" may be the first of several.
_HAPPENED = re.compile(
    r"(?:хоронили|хороним|простились|прощались|провожали|проводили|последний путь"
    r"|погиб(?:ла|ли)?|убит[аы]?|умер(?:ла)?|не стало)"
    r"(?: (?:его|ее|их|в понедельник|во вторник|в среду|в четверг|в пятницу|в субботу|в воскресенье))?,? $"
)
_LEAST_ALONE, _LEAST_BESIDE = 10, 4
# «Девятнадцатого мая пришло извещение: погиб 13-го»: what news tell was before them.
_NEWS = re.compile(r"извещ|похоронк|сообщ|узнал|позвон|весть|вести|известие|опозна|привез|доставил|письм")
# «На исходе июня, 28-го числа».
_DAY_OF_A_MONTH = re.compile(
    r"(?<![а-я])(?:на исходе|в (?:конце|начале|середине|первых числах)|в самом (?:конце|начале)|в) "
    r"(?P<month>[а-я]{3,8}),? (?P<day>[12]?\d|3[01])-?(?:го|ого)(?: числа)?(?![а-я\d])"
)
# Of the Church only: on the days of the State the dead are remembered.
_FEASTS = {
    "рождество": (1, 7), "крещение": (1, 19), "петров день": (7, 12),
    "ильин день": (8, 2), "медовый спас": (8, 14), "яблочный спас": (8, 19), "преображение": (8, 19),
    "успение": (8, 28), "покров": (10, 14),
}  # fmt: skip
_FEAST = re.compile(rf"(?<![а-я])(?:на|в)(?: (?:сам(?:ое|ый|ую)|праздник))? (?P<feast>{'|'.join(_FEASTS)})(?![а-я])")
_EVES = {
    "нового года": (12, 31), "рождества": (1, 6), "крещения": (1, 18), "петрова дня": (7, 11), "ильина дня": (8, 1),
    "медового спаса": (8, 13), "яблочного спаса": (8, 18), "преображения": (8, 18),
    "успения": (8, 27), "покрова": (10, 13),
}  # fmt: skip
_EVE = re.compile(rf"(?<![а-я])(?:накануне|в(?: самый)? канун) (?P<feast>{'|'.join(_EVES)})(?![а-я])")


def named_days(low: str, found: Sequence[DateFound]) -> Iterator[DateFound]:
    """Yield the days of feasts, and those counted from the last of the dates ``found`` before them."""
    for feast in _FEAST.finditer(low):
        yield DateFound(feast.start(), feast.end(), None, *_FEASTS[feast["feast"]])
    for eve in _EVE.finditer(low):
        yield DateFound(eve.start(), eve.end(), None, *_EVES[eve["feast"]])
    for match in _COUNTED.finditer(low):
        days, base = _amount(match), _before(found, match.start())
        if base and days is not None and days <= _MOST_DAYS:
            yield _later(base, days, match.span())
    for start, end, day_number in bare_numbers(low):
        base = _before(found, start)
        within = any(one.start < end and start < one.end for one in found)
        more = day_number - base.day if base and base.day and not within else 0
        if base and (more > 0 or (more < 0 and _NEWS.search(low, base.end, start))):
            yield _later(base, more, (start, end))
    for match in _DAY_OF_A_MONTH.finditer(low):
        if (named := month(match["month"])) and not any(one.start < match.end() <= one.end for one in found):
            yield DateFound(match.start("day"), match.end(), None, named, int(match["day"]))


def bare_numbers(low: str) -> Iterator[tuple[int, int, int]]:
    """Yield where the numbers of days stand alone, and the numbers: "29-го", "6 числа", "хоронили седьмого"."""
    for match in _BARE_NUMBER.finditer(low):
        day = number(match["day"] or match["word"])
        sure = match["day"] or match["of"] or (day or 0) >= _LEAST_ALONE
        beside = (day or 0) >= _LEAST_BESIDE and _HAPPENED.search(low, max(0, match.start() - 40), match.start())
        if day and day < 32 and (sure or beside):
            yield match.start(), match.end(), day


def _amount(match: re.Match[str]) -> int | None:
    if match["same"]:
        return 0
    if match["next"]:
        return 1
    words = match["after"] or match["later"]
    return _COLLECTIVE.get(words) or number(words)


def _before(found: Sequence[DateFound], position: int) -> DateFound | None:
    """Return the last date before a position, if it is near, and a day of this war."""
    base = max((one for one in found if one.end <= position), key=lambda one: one.start, default=None)
    if base is None or not (base.day and base.month) or base.born or position - base.end > _NEAR:
        return None
    return base if base.year is None or base.year + 2000 * base.short >= _WAR else None


def _later(base: DateFound, days: int, span: tuple[int, int]) -> DateFound:
    """Return the day so many days after another; of one without a year it is not told either."""
    year = None if base.year is None else base.year + 2000 * base.short
    try:
        day = date(year or _WAR, base.month or 1, base.day or 1) + timedelta(days)
    except ValueError:
        return DateFound(*span, None, None, None)
    return base._replace(
        start=span[0],
        end=span[1],
        year=year and day.year,
        month=day.month,
        day=day.day,
        short=False,
        bare=False,
    )
