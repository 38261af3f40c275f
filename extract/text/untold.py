"""Days of death that no word names: the day of a tale that ends in one, or the only day of a fight."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from extract.text.anchor import Clock, relative, value
from extract.text.date_cues import Cue
from extract.text.dated import Dated
from extract.text.dates import DateFound
from extract.text.day_headings import narrated
from extract.text.document import Document
from extract.text.left_over import Left, left_over, tells_of_the_missing
from extract.text.relative_dates import Relative
from sinodik.dates import earliest
from sinodik.records import Field, PartialDate

_WAR = date(2022, 2, 24)

_SEVERAL = re.compile(
    r"(?<![а-я])(?:никто|никого|все(?![а-я])|всех|об[ао](?![а-я])|обе|обоих|двое|трое|четверо|пятеро|вдвоем|втроем|ребят"
    r"|экипаж|расчет|взвод|рот[аыу](?![а-я])|групп[аыу]|колонн|отделени|борт(?![а-я])|парни|бойцы|они|их(?![а-я]))"
)


def untold(
    document: Document,
    days: tuple[Sequence[DateFound], Sequence[Relative]],
    cues: Sequence[Cue],
    clock: Clock,
    read: Sequence[Dated],
    name_ends: Collection[int],
) -> Iterator[Dated]:
    """Yield the day of death of a post that names none; where nobody is named beside it, it is all the dead's.

    ``read`` are the dates with a role.
    """
    if any(one.field is Field.DEATH for one in read):
        return
    found, near = days
    known = {one.start for one in read}
    told = [one for one in narrated(document, found, cues) if one.start not in known]
    if len(told) == 1 and (when := value(told[0], Field.DEATH, clock)):
        one = told[0]
        yield Dated(Field.DEATH, when, one.start, one.end, 0.7, together=_is_of_all(document, one.start, name_ends))
        return
    left = [
        (kind, one.start, one.end, value(one, Field.DEATH, clock))
        for one, kind in left_over(document, found, cues, known)
    ]
    left += [
        (kind, one.start, one.end, relative(one, Field.DEATH, clock, ahead=False))
        for one, kind in left_over(document, near, cues, known)
    ]
    for kind, sure in ((Left.FOUGHT, 0.6), (Left.ELSE, 0.5)):
        days_left = [
            (start, end, when) for of, start, end, when in left if of is kind and when and _is_past(when, clock, of)
        ]
        if kind is Left.ELSE and tells_of_the_missing(document, cues):
            return
        if len({when for *_, when in days_left}) == 1:
            start, end, when = days_left[0]
            yield Dated(Field.DEATH, when, start, end, sure, together=_is_of_all(document, start, name_ends))
        if days_left:
            return


def _is_past(when: PartialDate, clock: Clock, left: Left) -> bool:
    """Tell whether a day is one of this war and before the post's, which is that of what it tells besides."""
    return left is Left.FOUGHT or (_WAR <= earliest(when) < clock.today)


def _is_of_all(document: Document, position: int, name_ends: Collection[int]) -> bool:
    """Tell whether the sentence names nobody, and its line tells of several: "экипаж", "не выжил никто"."""
    begin, stop = document.sentence(position)
    line = document.low.rfind("\n", 0, begin) + 1
    rest = document.low.find("\n", stop)
    several = _SEVERAL.search(document.low, line, rest if rest > 0 else len(document.low))
    return several is not None and not any(begin < end <= stop for end in name_ends)
