"""Dates that stand as others do: what the words say of one row's day is so in all, and else the list's heading says it.

«Погибли: Кедров Пётр — 5.02.2023, Белов Олег — 7.03.2023»: the word leads to the first day only. Over «24.02 Кедров П.»
and «25.02 Белов О.» stands of what the days are.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from extract.text.anchor import FIRST_DEATH
from extract.text.bonds import PREDICATE
from extract.text.date_cards import heading_role
from extract.text.date_cues import Cue
from extract.text.dates import DateFound
from extract.text.document import Document
from sinodik.records import Field

_WORD = re.compile(r"\w+")
_TO_NAME = re.compile(r"[^\w\n]{1,4}(?=[А-ЯЁ])")
_HEAD = re.compile(r"(?:^|\n)[^\w\n]{0,6}$")
_PARTED, _CLOSED = (
    re.compile(r"(?:[,;|/·•—–«\"“]|[а-я]{4}[.:]) ?$"),
    re.compile(r"(?: ?гг?\.)?(?:[).,; ]*(?:\n|$)|[)»\"”]|[.;] )"),
)
_OF_LISTS = (Field.BIRTH, Field.DEATH, Field.BURIAL)
_LEADS = "\n"  # what begins a line
_LONGEST = 60  # characters between a name and its day
_LEAST = 2


def likewise(
    document: Document,
    found: Sequence[DateFound],
    roles: Mapping[int, Field],
    cues: Sequence[Cue],
    name_ends: Collection[int],
) -> Iterator[tuple[DateFound, Field]]:
    """Yield the dates without a role that stand by a name as others do; ``roles`` are the known ones by their start."""
    if len(roles) == len(found) or not name_ends:
        return
    ends = sorted(name_ends)
    ways = {one.start: _way(document, one, cues, ends) for one in found}
    known: dict[str, set[Field]] = defaultdict(set)
    for one in found:
        if roles.get(one.start) in _OF_LISTS and ways[one.start]:
            known[ways[one.start]].add(roles[one.start])
    left = [one for one in found if one.start not in roles and one.month and ways[one.start]]
    counted = Counter(ways[one.start] for one in left if _is_of_the_war(one))
    for one in left:
        way = ways[one.start]
        if len(known.get(way, ())) == 1:
            yield one, next(iter(known[way]))
        elif way not in known and counted[way] >= _LEAST and _is_of_the_war(one) and (way == _LEADS or "(" in way):
            yield one, heading_role(document, one.start)


def ends_a_row(document: Document, ends: tuple[DateFound, DateFound], name_ends: Collection[int]) -> bool:
    """Tell whether two dates are the last that the line of somebody tells: «Кедров Пётр, боксёр, 1998–2022»."""
    line = document.low.rfind("\n", 0, ends[0].start) + 1
    parted = _PARTED.search(document.low, line, ends[0].start) and _CLOSED.match(document.low, ends[1].end)
    return bool(parted) and any(line < end < ends[0].start for end in name_ends)


def _is_of_the_war(found: DateFound) -> bool:
    return found.day is not None and (found.year is None or found.year % 100 >= FIRST_DEATH % 100)


def _way(document: Document, found: DateFound, cues: Sequence[Cue], name_ends: Sequence[int]) -> str:
    """Return what stands between a date and its name: marks, and "x" for a word but a cue; "" if no name is near."""
    begin, end = document.sentence(found.start)
    index = bisect_right(name_ends, found.start)
    if index and (named := name_ends[index - 1]) >= begin and found.start - named <= _LONGEST:
        between = document.low[named : found.start]
        for cue in cues:
            between = between.replace(cue.word, "") if named <= cue.start < found.start and cue.field else between
        return "" if PREDICATE.search(between) else re.sub(r" +", " ", _WORD.sub("x", between)).strip() or "x"
    if index < len(name_ends) and name_ends[index] <= end and _HEAD.search(document.low[begin : found.start]):
        return _LEADS if begin == 0 or document.low[begin - 1] == "\n" else ""
    to_name = _TO_NAME.match(document.text, found.end)
    return f"{document.low[max(0, found.start - 1) : found.start]}…{to_name[0]}" if to_name else ""
