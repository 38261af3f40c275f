"""The day that is left: of a post that tells of a death without a day, the only day of a fight.

«9 ноября осколок достал его у Кедровки», «Вчера под Кедровкой, миной»: no word says that it is the day of the death,
but nothing else is told of that day, and the post tells of no other.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from typing import TypeVar

from extract.text.completed import BOUND
from extract.text.date_cues import Cue
from extract.text.dates import DateFound
from extract.text.document import Document
from extract.text.relative_dates import Relative, Unit

_FIGHT = re.compile(
    r"(?<![а-я])(?:осколо?к|дрон|беспилотн|fpv|фпв|ракет|снаряд|мин(?:а|у|ой|ы|е|ами|омет[а-я]*)(?![а-я])|бо(?:й|ю|я|ем)(?![а-я])"
    r"|боев|расстрел|обстрел|«?град[аоу]?м?»|джавелин|хаймарс|взрыв|подрыв|фугас|прилет|удар|штурм|атак|танк(?!ист)|артил|авиа|пул[яией]"
    r"|снайпер|трагед|окружени|гранат|засад|кумулятив|растяжк|бомб|сброс|это было|было это)"
)
_NO_DEATH = re.compile(
    r"(?<![а-я])(?:плен|ранен(?!ых|ого)|осколочное|ранил|выжил|жив(?:ым|ой|а)?(?![а-я])|звон|позвон|видел|писал|написал|митинг|помин|обмен|госпитал|спас(?!т))"
)
_FUTURE = re.compile(r"(?<![а-я])(?:буд[а-я]+|[а-я]{4,}(?:[уюая]т|им|ем)(?:ся)?)(?![а-я])")
_PAST = re.compile(r"[а-я](?:л|ла|ло|ли)(?:с[яь])?(?![а-я])")
_REPORTS = re.compile(r"сообщ|подтвер")

_WHERE = re.compile(r",? (?:[а-яё]+ )?[А-ЯЁ][^.!?\n]{2,40}[.!?]*\s*$")
_MARKS = " \n—–-•⚔🕯"

Day = TypeVar("Day", DateFound, Relative)


def left_over(document: Document, days: Sequence[Day], cues: Sequence[Cue], read: Collection[int]) -> Iterator[Day]:
    """Yield the days of sentences that tell of a fight and have no word that gives a day its role."""
    for one in days:
        begin, end = document.sentence(one.start)
        if one.start in read or not _is_a_day(one) or BOUND.search(document.low, max(0, one.start - 16), one.start):
            continue
        if not all(_REPORTS.match(cue.word) for cue in cues[bisect_left(cues, (begin,)) : bisect_left(cues, (end,))]):
            continue
        told = document.low[begin:end]
        if not (_FIGHT.search(told) or _is_bare(document, one, end)) or _NO_DEATH.search(told):
            continue
        if _FUTURE.search(told) and not _PAST.search(told):
            continue
        yield one


def _is_bare(document: Document, day: Day, end: int) -> bool:
    """Tell whether a sentence without a verb begins with the day and tells where: "06.12.24 Торецк."."""
    begin = document.sentence(day.start)[0]
    rest = document.low[day.end : end]
    alone = not document.low[begin : day.start].strip(_MARKS) and not rest.strip(_MARKS + ".!…")
    if alone and begin and document.low[begin - 1] != "\n":
        return True  # «Кедров Пётр. 5 марта. Ефрейтор.»
    if document.low[begin : day.start].strip(_MARKS) or not _WHERE.match(document.text[day.end : end]):
        return False
    return not _PAST.search(rest) and not _FUTURE.search(rest)


def _is_a_day(day: DateFound | Relative) -> bool:
    if isinstance(day, Relative):
        return day.unit is Unit.WEEKDAY or (day.unit is Unit.DAY and day.amount <= 0)
    return day.day is not None and not day.born and not day.bare
