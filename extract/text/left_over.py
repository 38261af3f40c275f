"""The day that is left: of a post that tells of a death without a day, the only day that nothing else happened on.

«9 ноября осколок достал его у Кедровки», «Вчера под Кедровкой, миной»: no word says that it is the day of the death.
A day of a fight is surer than one of which nothing is told but that it was: «Шестого июня он пошёл за водой».
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from enum import IntEnum
from typing import TypeVar

from extract.text.date_cues import Cue
from extract.text.dates import DateFound
from extract.text.document import Document
from extract.text.relative_dates import Relative, Unit
from sinodik.records import Field

_FIGHT = re.compile(
    r"(?<![а-я])(?:осколо?к|дрон|беспилотн|fpv|фпв|ракет|снаряд|мин(?:а|у|ой|ы|е|ами|омет[а-я]*)(?![а-я])|бо(?:й|ю|я|ем)(?![а-я])"
    r"|боев|расстрел|обстрел|«?град[аоу]?м?»|джавелин|хаймарс|взрыв|подрыв|фугас|прилет|удар|штурм|атак|танк(?!ист)|артил|авиа|пул[яией]"
    r"|снайпер|трагед|окружени|гранат|засад|кумулятив|растяжк|бомб|сброс|это было|было это)"
)
_NO_DEATH = re.compile(
    r"(?<![а-я])(?:плен|ранен(?!ых|ого)|осколочное|ранил|выжил|жив(?:ым|ой|а)?(?![а-я])|звон|позвон|видел|писал|написал|митинг|помин|обмен|госпитал|спас(?!т))"
)
# What is told of days besides: news and letters, journeys, meetings and rites, papers and honours, school and play.
_ELSE = re.compile(
    r"(?<![а-я])(?:видео|голосов|смс|сообщ|весть|узна[лв]|извещ|похоронк|связ[ьи]|чат|газет|интервью|разговар|говорил"
    r"|сказал|номер за|опозна|днк|эксперт|справк"
    r"|верн(?:у[лт]|ет)|при(?:ех|ез|был|вез|ход|слал)|приш(?:ел|ла|ли) (?:к нам|в |на |домой|из)|пришло|уех"
    r"|вы(?:ех|лет)|отпуск|отвез|повез|отправ|прибы|ждал|ждем|обеща|завтра"
    r"|тел[оа](?![а-я])|гроб|морг|груз|обед|родствен|соб[ие]р|собра|встре[чт]|сбор|молеб|служб|лит[ие]и|храм|мечет"
    r"|кладбищ|похорон|хорон|траур|флаг|митинг|минут[аеу] молч|возлож|памят|годовщин|концерт|праздн|юбиле|исполн"
    r"|свадьб|родил|рожден|присяг|экзамен|урок|школ|класс|выпуск|турнир|матч|чемпион|сорев|кубок|стадион|выборы"
    r"|контракт|подпис|повестк|военком|призва|мобилизова(?!нн)|доброволь(?!ц[,. ])|вступ|служ(?:ил|ит)|заявл|следств"
    r"|вруч|наград|награж|орден|медал|указ|приказ|суд(?![а-я])|реш[ие]|постанов|откры|установ|присво|доск[аиу]"
    r"|показ|сери[яи]|повтор|расписан|репост|поступил|обнов|список|данны|почт[ие])"
)
_ENLISTED = re.compile(
    r"(?<![а-я])(?:уш(?:ел|ла|ли)|пош(?:ел|ла|ли)|поехал)[^.!?;]{0,40}"
    r"(?:фронт|войн|сво(?![а-я])|арми|доброволь|контракт|мобилизац|служить|воевать|повестк|за ленточк|к нам)"
)
_LEFT = ("ушел", "ушла", "ушли")
_MISSING = re.compile(
    r"без вести|(?<![а-я])(?:разыскива|ищем|ищу(?![а-я])|пропал)|не (?:выходит|вышел|выходил) на связь|в плен"
)
_BOUND = re.compile(r"(?<![а-я])(?:с|со|до|по|после|к|ко|от|на|за) (?:[а-я]+ )?$")
# «В ночь на 1 февраля», «девятый раз пришёлся на 6 ноября», «Вовы нет с 11 августа».
_UNBOUND = re.compile(
    r"(?:ночь|утро|пришел(?:ся|ось)|пришлась|выпал[оа]?) на $|(?<!на связи )(?<![а-я])нету? (?:[а-я]+ )?со? $"
)
_AT_AN_HOUR = re.compile(r"(?<!\d)\d\d?[:.]\d\d(?![.\d])|(?<![а-я])в \d\d? час")
_FUTURE = re.compile(r"(?<![а-я])(?:буд[а-я]+|[а-я]{4,}(?:[уюая]т|им|ем)(?:ся)?)(?![а-я])")
_PAST = re.compile(r"[а-я](?:л|ла|ло|ли)(?:с[яь])?(?![а-я])")
_REPORTS = re.compile(r"сообщ|подтвер")
_PARTS = re.compile(r"[;:](?!\d)|, (?:а|но|и|потом|затем|однако) |[«»\"“”]")

_WHERE = re.compile(r",? (?:[а-яё]+ )?[А-ЯЁ][^.!?\n]{2,40}[.!?]*\s*$")
_MARKS = " \n—–-•⚔🕯"

Day = TypeVar("Day", DateFound, Relative)


class Left(IntEnum):
    """How sure it is that a day without a role is the day of a death: ``FOUGHT`` on it, or nothing ``ELSE`` told."""

    ELSE = 0
    FOUGHT = 1


def left_over(
    document: Document, days: Sequence[Day], cues: Sequence[Cue], read: Collection[int]
) -> Iterator[tuple[Day, Left]]:
    """Yield the days that no word gives a role, but those of whose clause something else than a death is told."""
    for one in days:
        if one.start in read or not _is_a_day(one) or _is_bound(document, one):
            continue
        begin, end = document.sentence(one.start)
        clause = _clause(document, one, begin, end)
        if _is_fought(document, one, cues, (begin, end)) or _is_fought(document, one, cues, clause):
            yield one, Left.FOUGHT
        elif _nothing_else(document, one, cues, clause):
            yield one, Left.ELSE


def tells_of_the_missing(document: Document, cues: Sequence[Cue]) -> bool:
    """Tell whether a post speaks of somebody missing or captive, and says of nobody that he died."""
    died = any(cue.field is Field.DEATH and not (cue.attribute or cue.weak) for cue in cues)
    return not died and _MISSING.search(document.low) is not None


def _is_bound(document: Document, day: Day) -> bool:
    before = max(0, day.start - 30)
    bound = _BOUND.search(document.low, max(0, day.start - 16), day.start)
    return bound is not None and _UNBOUND.search(document.low, before, day.start) is None


def _clause(document: Document, day: Day, begin: int, end: int) -> tuple[int, int]:
    """Return the part of a sentence around a day: «Контракт подписал весной, | а 5 мая его сразил осколок»."""
    low = document.low
    first = max((part.end() for part in _PARTS.finditer(low, begin, day.start)), default=begin)
    last = _PARTS.search(low, day.end, end)
    return first, last.start() if last else end


def _is_fought(document: Document, day: Day, cues: Sequence[Cue], part: tuple[int, int]) -> bool:
    """Tell whether a part tells of a fight on a day, or begins with the day and tells where: "06.12.24 Торецк."."""
    begin, end = part
    if not all(_REPORTS.match(cue.word) for cue in cues[bisect_left(cues, (begin,)) : bisect_left(cues, (end,))]):
        return False
    told = document.low[begin:end]
    if not (_FIGHT.search(told) or _is_bare(document, day, end)) or _NO_DEATH.search(told):
        return False
    return not _FUTURE.search(told) or _PAST.search(told) is not None


def _nothing_else(document: Document, day: Day, cues: Sequence[Cue], part: tuple[int, int]) -> bool:
    begin, end = part
    told = document.low[begin:end]
    if isinstance(day, Relative) and day.unit is Unit.DAY and day.amount == 0:
        return False
    if not re.search(r"[а-я]", document.low[begin : day.start] + document.low[day.end : end]):
        return False  # a line that only dates the post
    of_else = [cue for cue in cues[bisect_left(cues, (begin,)) : bisect_left(cues, (end,))] if not _may_be_told(cue)]
    if of_else or _NO_DEATH.search(told) or _ELSE.search(told) or _ENLISTED.search(told) or _AT_AN_HOUR.search(told):
        return False
    return not _FUTURE.search(told) or _PAST.search(told) is not None


def _may_be_told(cue: Cue) -> bool:
    return cue.word in _LEFT or (cue.attribute and cue.field is Field.MOBILISED)


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
