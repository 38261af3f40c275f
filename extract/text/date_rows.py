"""Dates of a list's rows: the day that begins a row, the day of birth in a cell of its own, the day of the list itself.

«Район подтвердил гибель двоих: / 5 января — Кедров Пётр (похоронен в Отрадном) / 9 января — Белов Олег, 31 год»: the
days are what the heading tells of, whatever is told of a man behind his name.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence

from extract.text.anchor import FIRST_DEATH
from extract.text.bonds import PREDICATE
from extract.text.date_cards import ITEM, heading, heading_role
from extract.text.date_cues import Cue
from extract.text.dates import DateFound
from extract.text.document import Document
from sinodik.records import Field

_TOLD_IN_HEADS = re.compile(
    r"погиб|гибел|смерт|потер|(?<![а-я])пал[аи]?(?![а-я])|павш|убит"
    r"|не верну|не стало|скорб|хорон|прощан|прост[яи]|провожа|панихид|отпева"
)
_LEAD = 90  # characters from a day that begins a row to the end of the name
_APART = re.compile(r"[,;(.:—–]")
# «Погибшие (на 22.06.2024)», «с начала СВО по 1 мая погибли»; but «в ночь на 5 мая погиб».
_TILL = re.compile(r"(?<![а-я])(?<!ночь )(?<!утро )(?:на|по|к|от) $")
_LISTED = re.compile(r"(?<![а-я])(?:список|списк[аеи]|извещени|некролог|сообщени|обновлени|известн)")
_BEFORE_A_CELL = re.compile(r"[,;|/·•][^\w\s]{0,2} ?$")
_AFTER_A_CELL = re.compile(r" ?(?:[);,\n|/•·]|\.(?:\s|$)|$)")
_ENDS = re.compile(r"(?: ?г(?:ода?|\.)?)?[).,; ]*(?:\n|$)")
_ONLY_MARKS = re.compile(r"[ ,;:(|•·—–-]{0,4}")
_LEAST, _LAST = 2, 50  # rows, and a year that this war does not reach
_FIGHTERS = range(1955, 2008)  # years of birth
_NEAR = 60  # characters from a name to a year of birth
_SCHOOLING = re.compile(r"выпуск|оконч|учил|училищ|институт|школ|класс|чечн|чечен|афган|кампан|с \d|служб")


def row_role(document: Document, found: DateFound, cues: Sequence[Cue], name_ends: Collection[int]) -> Field | None:
    """Return what the heading says of a day that begins a row and leads to a name; None if the row itself says it."""
    line = document.low.rfind("\n", 0, found.start) + 1
    if found.day is None or not line or not ITEM.fullmatch(document.low, line, found.start):
        return None
    stop = document.low.find("\n", found.end)
    stop = len(document.low) if stop < 0 else stop
    named = min((end for end in name_ends if found.end < end <= min(stop, found.end + _LEAD)), default=None)
    if named is None or not _TOLD_IN_HEADS.search(heading(document, found.start)):
        return None
    field = heading_role(document, found.start)
    told = [cue for cue in cues if found.end <= cue.start < stop]
    if any(cue.start < named or not _APART.search(document.low, named, cue.start) for cue in told):
        return None
    return None if any(cue.field is field for cue in told) else field


def is_born_in_a_row(document: Document, found: DateFound, name_ends: Collection[int]) -> bool:
    """Tell whether a day or year in which fighters were born fills a cell behind a name: «…, рядовой, 1973, дом»."""
    if found.year not in _FIGHTERS or found.born or (found.month is not None and found.day is None):
        return False
    line = document.low.rfind("\n", 0, found.start) + 1
    named = max((end for end in name_ends if line < end <= found.start), default=None)
    if named is None or not _BEFORE_A_CELL.search(document.low, named, found.start):
        return False
    if not _AFTER_A_CELL.match(document.low, found.end):
        return False
    between = document.low[named : found.start]
    near = found.day is not None or len(between) <= _NEAR
    return near and not (_SCHOOLING.search(between) or PREDICATE.search(between) or "выпуск" in document.low)


def is_of_the_list(document: Document, found: DateFound) -> bool:
    """Tell whether a date is that of a list, not of its dead: «погибшие (на 22.06.2024)», «список за ноябрь»."""
    of_the_war = found.year is None or found.year >= FIRST_DEATH or found.short
    if found.month and found.day is None and document.low.endswith(" за ", 0, found.start):
        return _LISTED.search(document.low, document.sentence(found.start)[0], found.start) is not None
    return (
        bool(found.day and of_the_war) and _TILL.search(document.low, max(0, found.start - 12), found.start) is not None
    )


def fell_by_rows(
    document: Document, found: Sequence[DateFound], cues: Sequence[Cue], name_ends: Collection[int]
) -> set[int]:
    """Return where the years or days of this war start that end several rows: «КЕДРОВ П. 2022 / БЕЛОВ О. 2023»."""
    ends = sorted(name_ends)
    ending = [one for one in found if _ends_a_row(document, one, cues, ends)] if len(ends) >= _LEAST else []
    lines = {document.low.rfind("\n", 0, one.start) for one in ending}
    told = len(lines) >= _LEAST and _TOLD_IN_HEADS.search(document.low)
    return {one.start for one in ending} if told else set()


def _ends_a_row(document: Document, found: DateFound, cues: Sequence[Cue], ends: Sequence[int]) -> bool:
    """Tell whether a date of this war is the last of a line that begins with a name and has no word for what it is."""
    if found.born or (found.year is None and found.day is None):
        return False
    if found.year is not None and not FIRST_DEATH % 100 <= found.year % 100 < _LAST:
        return False
    if not (_ENDS if found.day is None else _AFTER_A_CELL).match(document.low, found.end):
        return False
    line = document.low.rfind("\n", 0, found.start) + 1
    index = bisect_right(ends, found.start)
    if not index or ends[index - 1] <= line or ends[index - 1] - line > _LEAD:
        return False
    named = ends[index - 1]
    alone = _ONLY_MARKS.fullmatch(document.low, named, found.start)
    if not alone and not _BEFORE_A_CELL.search(document.low, named, found.start):
        return False
    return not any(line <= cue.start < found.start for cue in cues) and not PREDICATE.search(
        document.low[named : found.start]
    )
