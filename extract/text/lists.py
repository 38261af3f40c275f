"""Lists: where the items of a list stand, so that what one says is told of nobody in another."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from extract.text.document import Document

_NUMBER = re.compile(r"^[^\S\n]*\d{1,3} ?[.)] ?(?=[^\d\s])", re.MULTILINE)
_BULLET = re.compile(r"^[^\S\n]*[^\w\s\"«(.,:;!?#†✝+☦*@]{1,3} ?(?=\w)", re.MULTILINE)
_MARK = re.compile(r"[^\S\n]*(?:\d{1,3} ?[.)]|[^\w\s\"«(.,:;!?]{1,3}) ?")
_HEADED = re.compile(r":[^\S\n]*\n\s*$")
_BLANK_LINE = re.compile(r"\n\s*\n")


_HEAD = 40  # characters in which an item comes to its name: "1. гв. ст. сержант Кедров"


class Items:
    """The items of a list, numbered or with bullets, if at least two begin with the names of different persons.

    A form ("1. Фамилия") has one person only, and a post that is merely adorned ("🕯 Похороны") no names there.
    """

    def __init__(self, document: Document, named: Sequence[tuple[int, object]]) -> None:
        self._starts: list[int] = []
        for mark in (_NUMBER, _BULLET):
            self._starts = self._starts or _list(document, mark, named)
        self._end = len(document.low)
        if self._starts and (blank := _BLANK_LINE.search(document.low, self._starts[-1])):
            self._end = blank.start()

    def number(self, position: int) -> int:
        """Return which item a position is in, from 1; 0 for what is in none."""
        return bisect_right(self._starts, position) if position < self._end else 0


def _list(document: Document, mark: re.Pattern[str], named: Sequence[tuple[int, object]]) -> list[int]:
    """Return where the items with this mark start; nothing if they are no list of persons."""
    starts = [match.start() for match in mark.finditer(document.low)]
    heads: dict[int, object] = {}
    for start, person in named:
        item = bisect_right(starts, start)
        if item and start - starts[item - 1] <= _HEAD and "\n" not in document.low[starts[item - 1] : start]:
            heads.setdefault(item, person)
    return starts if len(set(map(id, heads.values()))) > 1 else []


def begins_line(document: Document, position: int) -> bool:
    """Tell whether nothing but an item's mark stands before a position in its line."""
    line = document.low.rfind("\n", 0, position) + 1
    return not document.low[line:position].strip() or bool(_MARK.fullmatch(document.low, line, position))


def is_item(document: Document, position: int) -> bool:
    """Tell whether an item of a list begins at a position: after its mark, or under a line that ends in a colon."""
    line = document.low.rfind("\n", 0, position) + 1
    if _MARK.fullmatch(document.low, line, position):
        return True
    return line == position and bool(_HEADED.search(document.low, max(0, position - 200), position))
