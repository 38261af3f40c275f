"""Rows: where many are named one after another, up to where what stands beside a name is his.

A row is a line («Кедров Пётр, 1990, Кедровка»), or where a line names several in one breath what stands between two
marks: «… / … / …», «…; …», and if there are no others between two commas, or before «и».
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from extract.text.bonds import PREDICATE, same_case
from extract.text.document import Document

_STRONG = re.compile(r"[;|•·●▪■►◆✝†](?![^(]*\))|(?<=\s)/(?=\s)")
_WEAK = re.compile(r",(?![^(]*\))|(?<![а-я])(?:и|а также)(?![а-я])(?![^(]*\))")
_TOLD = re.compile(r"[а-я]{2}[уоая]л[аи]?(?![а-я])")  # "утонул": what is told of one, not listed
# «Кедрова, 27 лет (2 марта), Белова из Кедровки и Рыбина»
_ONLY_JOINED = re.compile(
    r"(?: ?\([^()\n]{1,40}\)|,? \d\d (?:лет|года?|л\.)|,? (?:из|с) (?:[а-я]+\.? )?[а-я-]{3,20})*"
    r"(?:[,;] ?|,? и |, а также )"
)
_LONGEST = 160  # characters between two names of one breath
_SHORT_LINE = 50  # characters of a line between rows
_LEAD = 60  # characters from the beginning of a line to the name that the line is about


class Named(NamedTuple):
    """Where a name stands, and in which case and gender; both are empty if that is not known."""

    start: int
    end: int
    case: str = ""
    gender: str = ""


class Row(NamedTuple):
    """From where to where a row stands, and where its name does."""

    start: int
    end: int
    name_start: int
    name_end: int


def series(document: Document, names: Sequence[Named]) -> Iterator[list[Row]]:
    """Yield the rows of each line that names several; ``names`` are where all names stand, in order."""
    runs: list[list[Named]] = []
    for one, other in pairwise(names):
        if _in_one_breath(document, one, other):
            if runs and runs[-1][-1] == one:
                runs[-1].append(other)
            else:
                runs.append([one, other])
    for run in runs:
        cuts = [_cut(document.low, one.end, other.start) for one, other in pairwise(run)]
        bounds = [document.sentence(run[0].start)[0], *cuts, document.sentence(run[-1].end - 1)[1]]
        yield [Row(a, b, name.start, name.end) for (a, b), name in zip(pairwise(bounds), run, strict=True)]


def lines(document: Document, names: Sequence[Named], *, several: bool = False) -> Iterator[list[Row]]:
    """Yield the lines that name one each near their beginning, those together between which no other line stands.

    If they may name ``several``, a row is its first name's, and a short line without one does not part them.
    """
    rows = [Row(*_line(document, name.start), name.start, name.end) for name in names]
    single = [list(same) for _, same in groupby(rows, key=lambda row: row.start)]
    block: list[Row] = []
    for row, *others in single:
        if (others and not several) or row.name_start - row.start > _LEAD:
            continue
        if block and len(document.low[block[-1].end : row.start].strip()) > (_SHORT_LINE if several else 0):
            yield block
            block = []
        block.append(row)
    if block:
        yield block


def apposed(document: Document, names: Sequence[Named], position: int) -> int:
    """Return up to where a word in the plural at a position is told of those named after it: «рядовые Кедров и Белов».

    The position itself if no two names follow that only a comma or «и» joins.
    """
    index = bisect_left(names, position, key=lambda name: name.start)
    last = index
    if index == len(names) or document.low[position : names[index].start].strip(" :—–"):
        return position
    while last + 1 < len(names) and _ONLY_JOINED.fullmatch(document.low, names[last].end, names[last + 1].start):
        last += 1
    return names[last].end if last > index else position


class Series:
    """The rows of a document's series; ``number`` tells them apart."""

    def __init__(self, document: Document, names: Sequence[Named]) -> None:
        self._rows = [(number, row) for number, rows in enumerate(series(document, names)) for row in rows]
        self._starts = [row.start for _, row in self._rows]

    def number(self, position: int) -> int:
        """Return which row a position is in, from 1; 0 for what is in none."""
        index = bisect_right(self._starts, position)
        return index if index and position < self._rows[index - 1][1].end else 0

    def of(self, number: int) -> int:
        """Return which series the row with this number is of."""
        return self._rows[number - 1][0]


def _in_one_breath(document: Document, one: Named, other: Named) -> bool:
    """Tell whether two names are told of alike: in one sentence and case, and nothing is told of but one of them."""
    between = document.low[one.end : other.start]
    if len(between) > _LONGEST or document.sentence_number(one.start) != document.sentence_number(other.start):
        return False
    if _STRONG.search(between):
        return True
    alike = not (one.case and other.case) or same_case(one, other)
    return alike and bool(_WEAK.search(between)) and not (PREDICATE.search(between) or _TOLD.search(between))


def _cut(low: str, start: int, end: int) -> int:
    """Return where the row of the name that begins at ``end`` begins, after the one that ends at ``start``."""
    for mark in (_STRONG, _WEAK):
        if found := list(mark.finditer(low, start, end)):
            return found[-1].end()
    return end


def _line(document: Document, position: int) -> tuple[int, int]:
    stop = document.low.find("\n", position)
    return document.low.rfind("\n", 0, position) + 1, len(document.low) if stop < 0 else stop
