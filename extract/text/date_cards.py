"""Dates without a word beside them: in a card or a list their place tells what they are."""

import re
from collections.abc import Collection, Sequence

from extract.text.anchor import FIRST_DEATH, Clock, value
from extract.text.date_cues import Cue
from extract.text.dates import DateFound
from extract.text.document import Document
from sinodik.dates import earliest
from sinodik.records import Field

_WAR = 2022
_GROWN = 2009  # born later nobody fights
_FIGHTERS = range(1955, 2007)  # years of birth; "(1943)" is of another war
_FULL_NAME = re.compile(r"[А-ЯЁ][а-яё-]+ [А-ЯЁ][а-яё-]+ \($")
_YEAR_IN_BRACKETS = re.compile(r" \((?:19\d\d|200[0-8])\)")
# What stands between the columns of a table: "12.03.1998 | 05.02.2023".
_COLUMNS = re.compile(r"(?: ?г\.?)? ?(?:[|;,/] ?| {1,4})")
# «(04.03.1995, пос. Отрадное — 12.10.2024)», «(род. 4 марта 1995 г. в Отрадном — 12 октября 2024 г., Кедровка)».
_OPENS, _WITH_PLACES = (
    re.compile(r"\((?:род(?:\.|ился|илась)? ?)?$"),
    re.compile(r"[^()\n]{1,90} [—–-] ?(?:погиб(?:ла)?|пог\.)? ?"),
)
# One under the other, as on a stone: "12.03.1998", and in the next line "† 05.02.2023".
_BORN = re.compile(r"[^\w\n]{0,6}(?:(?:дата рожд[а-я]*|род|р|д\. ?р)[ .:—–-]{0,4})?")
_STACKED = re.compile(
    r"(?: ?г(?:\. ?р)?\.?)?[^\w\n]{0,6}\n[^\w\n]{0,6}"
    r"(?:(?:дата (?!приз|моб|прощ|похор|подп|отпр|уход|оконч|поступ|служ|захор)[а-я]{5,10}"
    r"|погиб|умер|пог|ум|п)[ .:—–-]{0,4})?"
)
ITEM = re.compile(r"[^\w\n]{0,6}(?:\d{1,3} ?[.)] ?)?$")
_HEADED = 4000  # characters in which a list's heading is looked for
_LEAD = 110  # characters from a date to the end of the name after it
# "КЕДРОВСК, 1 июня. ", "Нижние Ключи, 1 июня 2023 года. /ТАСС/"
_DATELINE = re.compile(r"(?:^|\n)[^\w\n]{0,6}(?P<place>[А-ЯЁ][А-ЯЁа-яё]+(?:[ -][А-ЯЁа-яё]+){0,3}), ?$")
_NEWS = re.compile(r"\.? ?(?:[—–/(]|-[А-ЯЁ ]|[А-ЯЁ«\n])|\.(?!\d)")
_FRESH = 3  # days from a dateline to its post
_FAREWELLS = re.compile(r"(?:хорон|похорон|прощан|прост[яи]тся|отпева|погребен|панихид|проводы|провожа)")
_FELL = re.compile(r"погиб(?!ш)|пал[иа]? |потер|смерт|гибел")
_SCHEDULE = re.compile(r"(?<![а-я])(?:график|расписани|церемони)")
_AFTER_A_NAME = re.compile(r"(?:[,:;—–|-]| [—–|/-])?(?: ?\n)?[^\w\s(]{0,2} ?\(?$")
_ALONE = re.compile(r" ?(?:[).;,\n—–|/•·]|$)")
_BEFORE_IN_A_CARD = re.compile(r"(?:[,;:)—–|/•·]|^|\n)[^\w\s]{0,2} ?$")
_AFTER_IN_A_CARD = re.compile(r" ?(?:[).;,\n|/•·]|$)")


def is_beside_a_name(document: Document, found: DateFound, clock: Clock, name_ends: Collection[int]) -> bool:
    """Tell whether a day or a year before this war stands alone right after a name: "Кедров Пётр (12.03.1998)"."""
    if found.year is None or (found.short and found.day is None):
        return False
    year = _in_full(found.year, clock) if found.short else found.year
    if year >= min(FIRST_DEATH, clock.today.year):
        return False
    if found.day is None and document.low[max(0, found.start - 2) : found.start].endswith("("):
        # "Кедров Пётр (1988)" may be anything's year, but not if others are listed so too.
        return year < _GROWN and (_may_be_born(document, found, year) or _is_listed_so(document, found, name_ends))
    before = _AFTER_A_NAME.search(document.low, max(0, found.start - 8), found.start)
    return before is not None and before.start() in name_ends and _ALONE.match(document.low, found.end) is not None


def _may_be_born(document: Document, found: DateFound, year: int) -> bool:
    """Tell whether a year in brackets after a whole name is one in which fighters were born, and nobody left school."""
    named = _FULL_NAME.search(document.text, max(0, found.start - 60), found.start)
    return named is not None and year in _FIGHTERS and "выпуск" not in document.low


def _is_listed_so(document: Document, found: DateFound, name_ends: Collection[int]) -> bool:
    if found.start - 2 not in name_ends or document.low[found.end : found.end + 1] != ")":
        return False
    return sum(1 for end in name_ends if _YEAR_IN_BRACKETS.match(document.low, end)) > 1


def _in_full(short: int, clock: Clock) -> int:
    return 2000 + short if 2000 + short <= clock.today.year else 1900 + short


def is_in_a_card(document: Document, found: DateFound, cues: Sequence[Cue], name_ends: Collection[int]) -> bool:
    """Tell whether a day of this war stands alone in a person's line: "Кедров Пётр, рядовой, 34 года, 2 мая"."""
    first, last = document.sentence(found.start)
    alone = document.low[first:last].strip(" .\n") == document.low[found.start : found.end].strip(" .")
    if found.day is None or (found.bare and not alone):
        return False
    if found.year is not None and found.year < (_WAR % 100 if found.short else _WAR):
        return False
    between = _BEFORE_IN_A_CARD.search(document.low[first : found.start])
    if not (between and _AFTER_IN_A_CARD.match(document.low, found.end)) or any(
        first <= cue.start < last and not cue.attribute for cue in cues
    ):
        return False
    line = document.low.rfind("\n", 0, found.start) + 1
    return any(line <= end <= found.start for end in name_ends)


def is_dateline(document: Document, found: DateFound, clock: Clock, name_ends: Collection[int]) -> bool:
    """Tell whether a day only dates the news: "КЕДРОВСК, 1 июня. Погиб …"."""
    place = _DATELINE.search(document.text, max(0, found.start - 60), found.start)
    if found.day is None or not place or place.end("place") in name_ends or not _NEWS.match(document.text, found.end):
        return False
    when = value(found, Field.DEATH, clock)
    return when is not None and 0 <= (clock.today - earliest(when)).days <= _FRESH


def are_columns(document: Document, first: DateFound, second: DateFound) -> bool:
    """Tell whether two whole dates stand in columns: "12.03.1998 | 05.02.2023"; or on a stone, or in brackets."""
    if not (first.year and second.year) or first.short or second.short:
        return False
    if first.month is None and second.month is None:
        closed = document.low[second.end : second.end + 1] in (")", "]")
        return closed and bool(
            _OPENS.search(document.low, 0, first.start)
            and _WITH_PLACES.fullmatch(document.low, first.end, second.start)
        )
    if not (first.day and second.day):
        return False
    if _COLUMNS.fullmatch(document.low, first.end, second.start):
        return True
    if _OPENS.search(document.low, 0, first.start) and _WITH_PLACES.fullmatch(document.low, first.end, second.start):
        return True
    stacked = _STACKED.fullmatch(document.low, first.end, second.start)
    line = document.low.rfind("\n", 0, first.start) + 1
    return bool(stacked) and _BORN.fullmatch(document.low, line, first.start) is not None


def heads_an_item(document: Document, found: DateFound, cues: Sequence[Cue], name_ends: Collection[int]) -> bool:
    """Tell whether a day of this war begins a line and a name follows: "5.02.2023 — рядовой Кедров Пётр"."""
    if found.day is None or found.bare or found.year is None or found.year < (_WAR % 100 if found.short else _WAR):
        return False
    line = document.low.rfind("\n", 0, found.start) + 1
    stop = document.low.find("\n", found.end)
    stop = len(document.low) if stop < 0 else stop
    if not ITEM.fullmatch(document.low, line, found.start):
        return False
    if _is_told_before_a_name(document, (found.end, stop), cues, name_ends):
        return False
    return any(found.end < end <= min(stop, found.end + _LEAD) for end in name_ends)


def _is_told_before_a_name(
    document: Document, rest: tuple[int, int], cues: Sequence[Cue], name_ends: Collection[int]
) -> bool:
    """Tell whether a word gives the day that begins a line its role; what follows the name has a day of its own."""
    start, stop = rest
    named = min((end for end in name_ends if start < end <= stop), default=stop)
    dated = heading_role(document, start) is Field.BURIAL
    return any(
        start <= cue.start < stop and cue.field is not Field.BIRTH and not (dated and cue.start >= named)
        for cue in cues
    )


def heading_role(document: Document, position: int) -> Field:
    """Return of what a date in a list's item is the date: of a burial, if its heading speaks of nothing else."""
    head = heading(document, position)
    if _SCHEDULE.search(head) and _FAREWELLS.search(head):
        return Field.BURIAL
    return Field.BURIAL if _FAREWELLS.search(head) and not _FELL.search(head) else Field.DEATH


def heading(document: Document, position: int) -> str:
    """Return the line that heads what stands at a position: the last that ends in a colon, or the post's first."""
    heads = [
        line
        for line in document.low[max(0, position - _HEADED) : position].split("\n")[:-1]
        if line.rstrip().endswith(":")
    ]
    return heads[-1] if heads else document.low[: min(_HEADED, position)].partition("\n")[0]
