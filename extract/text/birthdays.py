"""The birthday of one who died, told on that day: «Сегодня тебе исполнилось бы 45» is his birth 45 years before."""

import re
from collections.abc import Iterator
from datetime import date

from extract.text.anchor import Clock, possible
from extract.text.dated import Dated
from extract.text.document import Document
from extract.text.numerals import CARDINAL, number
from sinodik.records import Field, How

_WHOM = r"(?:ему|ей|тебе|сыну|брату|мужу|папе|отцу|другу|дочери|сестре|дяде|внуку|[а-я]+[уюеи])"
_TURNED = r"(?:исполни(?:лось|лся)|было|стало|стукнуло|минуло)"
_YEARS = rf"(?P<years>\d\d(?!\d)|{CARDINAL})(?![а-я-])"
_TODAY = re.compile(
    rf"(?<![а-я])(?:(?:сегодня(?: бы)?(?: {_WHOM}){{0,2}}(?: бы)?|{_WHOM} (?:бы )?сегодня(?: бы)?)"
    rf" {_TURNED}(?: бы)?"
    rf"(?: (?:лишь|только|всего|уже))? {_YEARS}"
    rf"|сегодня {_WHOM}(?: [а-я]+)? бы (?:{_TURNED} )?(?P<other>\d\d(?!\d)|{CARDINAL})(?![а-я-]))"
)
_CONFIDENCE = 0.8


def birthdays(document: Document, clock: Clock) -> Iterator[Dated]:
    """Yield the birth of whom a post says how old he would be today."""
    if not clock.posted or "сегодня" not in document.low:
        return
    for told in _TODAY.finditer(document.low):
        years = number(told["years"] or told["other"])
        if years is None or " бы" not in told[0]:
            continue
        when = _years_before(clock.today, years)
        birth = when and possible(when.year, when.month, when.day, How.FROM_POST_DATE, Field.BIRTH, clock.today)
        if birth:
            start = told.start() + told[0].index("сегодня")
            yield Dated(Field.BIRTH, birth, start, start + len("сегодня"), _CONFIDENCE)


def _years_before(today: date, years: int) -> date | None:
    try:
        return today.replace(year=today.year - years)
    except ValueError:
        return None
