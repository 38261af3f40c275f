"""Headings of lists: what the line over some names says is told of each of them.

«Свердловская область», «Мобилизованные:», «Погибшие из Нагорного района:» hold up to the next heading of the same
rank; a heading over other headings («Потери Пермского края:», «Нагорный район:», names) holds for all under those.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.text.document import Document
from extract.text.found import OF_MANY, Found
from extract.text.name import Name
from sinodik.records import Field

_LINE = re.compile(r"[^\n]+")
_LONGEST, _LEAD = 160, 45  # characters of a heading, and before the name in an item's line
# What leads to a list in one line, the rank after it, and where a clause of it begins.
_COLON, _TO_NAME = re.compile(r"[:—–-] "), re.compile(r"[^,;.]{0,30}")
_CLAUSE = re.compile(r"[,;:] (?:а |и )?(?:(?:из|во?) )?(?:[а-я]+\.? ?)?$")
_LEAST = 2  # items of a list
_OVER_MANY = re.compile(
    r"(?<![а-я])(?:погиб|павш|пали|имена|список|списк|потер|двухсот|выпускник|уроженц|жител|земляк|бойц|воин|геро|памят|захорон|похорон"
    r"|упоко|помним|скорбим|награжд|участник|военнослужащ|наши)"
)
# «Звание: рядовой», but not «Луговое — 2 человека», and not «сумон Усть-Луг».
_LABEL = re.compile(r"\W*(?:[а-я]+(?: [а-я]+)?(?: ?[:—–] ?| -+ ?|- )(?!\d+ ?[а-я]*\W*$)[^\s:]|[\d\W]*$)")
# The number of a row whose name begins in the next line heads nothing.
_NUMBER = re.compile(r"[^\w\n]*\d{1,3}[^\w\n]*")
# «Место захоронения: кладбище …», «Похоронен: 3 мая»: a line of somebody's card.
_OF_ONE = re.compile(
    r"\W*(?:(?:место|дата|год|где|когда|причина) ?[а-я ]{0,24}|похоронена?|погребена?|захоронена?|погиб(?:ла)?) ?[:—–-]"
)
_SENTENCE_END = re.compile(r"[.…?»\"]\s*$")
_PLACES = (Field.REGION, Field.DISTRICT, Field.SETTLEMENT)


class Heading(NamedTuple):
    """A line over items: from where to where it stands."""

    start: int
    end: int


class _Line(NamedTuple):
    start: int
    end: int
    item: bool
    after_blank: bool


def headings(document: Document, names: Sequence[Name]) -> list[list[Heading]]:
    """Return the headings of lists, those together that stand one over the other with no name between them."""
    lines = list(_lines(document, names))
    if sum(line.item for line in lines) < _LEAST:
        return []
    single = any(one.item and other.item and not other.after_blank for one, other in pairwise(lines))
    first_item = next(index for index, line in enumerate(lines) if line.item)
    blocks: list[list[Heading]] = []
    for index, line in enumerate(lines):
        if not line.item:
            continue
        block: list[Heading] = []
        first = index <= first_item
        for above in range(index - 1, -1, -1):
            if first and _NUMBER.fullmatch(document.low, lines[above].start, lines[above].end):
                continue
            if lines[above].item or not _may_head(document, lines, above, first=first, single=single):
                break
            block.append(Heading(lines[above].start, lines[above].end))
        if block:
            blocks.append(block[::-1])
    return blocks


def _lines(document: Document, names: Sequence[Name]) -> Iterator[_Line]:
    """Yield the lines that are not blank; a name that is broken over lines is in the first of them."""
    starts, inside = [name.start for name in names], [(name.start, name.end) for name in names]
    last = 0
    for match in _LINE.finditer(document.low):
        start, end = match.span()
        if not match[0].strip():
            continue
        blank = document.low.count("\n", last, start) > 1 or last == 0
        last = end
        index = bisect_left(starts, start)
        if index and inside[index - 1][1] > start:
            yield _Line(start, end, True, False)  # the rest of a name
            continue
        named = index < len(starts) and starts[index] < end
        yield _Line(start, end, named, blank)


def _may_head(document: Document, lines: Sequence[_Line], index: int, *, first: bool, single: bool) -> bool:
    """Tell whether a line without a name is a heading, not the last of what is told of somebody above it."""
    line = lines[index]
    low = document.low[line.start : line.end].rstrip()
    if len(low) > _LONGEST:
        return False
    if low.endswith(":"):
        return True
    if _SENTENCE_END.search(low) and not (first and _OVER_MANY.search(low)):
        return False
    if first:
        return True
    if _LABEL.match(low) and (_OF_ONE.match(low) or not _OVER_MANY.search(low)):
        return False
    return line.after_blank or single


def under_headings(
    document: Document, found: Iterable[Found], blocks: Sequence[Sequence[Heading]], names: Sequence[Name]
) -> Iterator[Found]:
    """Yield what was found, with what stands in a list's heading given to all under it."""
    found = list(_in_line(document, list(found), names))
    if not blocks:
        yield from found
        return
    reaches = _reaches(document, blocks, found)
    ranks = [item.start for item in found if item.field is Field.RANK and item.reach is not None]
    rows = [item for item in found if item.field in _PLACES and item.reach is not None]
    for item in found:
        reach = reaches.get(_line_of(item, blocks))
        if reach is not None and item.field in _PLACES:  # «Село Луговое — Кедров Пётр» ends it too
            reach = min([reach, *(row.start for row in rows if row.field is item.field and row.start > item.end)])
        if reach is not None and item.start in ranks:
            reach = min([reach, *(start for start in ranks if start > item.start)])
        headed = item.field is Field.RANK if item.reach is not None else item.field in OF_MANY
        if reach is None or not headed or item.told_at is not None:
            yield item
        else:
            yield item._replace(reach=reach)


def _line_of(item: Found, blocks: Sequence[Sequence[Heading]]) -> Heading | None:
    index = bisect_right(blocks, item.start, key=lambda block: block[0].start) - 1
    return next((h for h in blocks[index] if h.start <= item.start < h.end), None) if index >= 0 else None


def _reaches(
    document: Document, blocks: Sequence[Sequence[Heading]], found: Collection[Found]
) -> dict[Heading | None, int]:
    """Return up to where each heading holds."""
    reaches: dict[Heading | None, int] = {}
    told: dict[Heading | None, set[Field]] = defaultdict(set)
    for item in found:
        told[_line_of(item, blocks)].add(item.field)
    over: list[tuple[Heading, frozenset[Field]]] = []
    for block in blocks:
        for heading in block:
            fields = frozenset(told[heading])
            rank = _rank(over, fields, is_first=heading is block[0])
            for ended, _ in over[rank:]:
                reaches[ended] = heading.start
            over = [*over[:rank], (heading, fields)]
    return {heading: len(document.low) for heading, _ in over} | reaches


def _rank(over: Sequence[tuple[Heading, frozenset[Field]]], fields: frozenset[Field], *, is_first: bool) -> int:
    """Return which of the headings that hold a new one ends: those that tell the same, or that place wider ones."""
    for rank, (_, told) in enumerate(over):
        if told & fields & frozenset(_PLACES) or (told & fields and not told - fields):
            return rank
        wider = min((_PLACES.index(f) for f in fields if f in _PLACES), default=len(_PLACES))
        if any(f in _PLACES and _PLACES.index(f) > wider for f in told):
            return rank
    return max(1, len(over) - 1) if is_first and over else len(over)


def _in_line(document: Document, found: Sequence[Found], names: Sequence[Name]) -> Iterator[Found]:
    """Yield what was found, with what leads a list in one line given to it: «Из Кедровки: …. Из Луговой: …»."""
    if len(names) < _LEAST + 1:
        yield from found
        return
    starts = [name.start for name in names]
    leads = {item.start: to for item in found if (to := _leads_to(document, item, starts))}
    counted = Counter(item.field for item in found if item.start in leads)
    for item in found:
        if counted[item.field] < _LEAST or item.start not in leads:
            yield item
        else:
            following = min((start for start, to in leads.items() if to > leads[item.start]), default=len(document.low))
            stop = document.low.find("\n", leads[item.start])
            yield item._replace(reach=min(following, stop if stop > 0 else following))


def _leads_to(document: Document, item: Found, starts: Sequence[int]) -> int | None:
    """Return where the name begins that a colon or a dash leads to from what begins a sentence or a clause."""
    index = bisect_left(starts, item.end)
    if item.field not in OF_MANY or item.reach is not None or item.told_at is not None or index == len(starts):
        return None
    begin, end = document.sentence(item.start)
    colon = _COLON.search(document.low, item.end, starts[index])
    if starts[index] >= end or not colon or not _TO_NAME.fullmatch(document.low, colon.end(), starts[index]):
        return None
    first = starts[bisect_left(starts, begin)] == starts[index]
    return starts[index] if first or _CLAUSE.search(document.low, begin, item.start) else None
