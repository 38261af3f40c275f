"""A name in its sentence: what the gates look at."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from extract.text.cue import CuePattern
from extract.text.document import Document
from extract.text.name import Name
from extract.text.ranks import Rank

Words = tuple[int, int]  # where the words stand that decide, in the cleaned text


# "Подписал контракт", "написал рапорт", "открыл огонь" say nothing.
_DEEDS = re.compile(r" (?:[а-я]+ )?(?:контракт|рапорт|заявлен|огонь|координат|присяг)")


def said(cue: CuePattern, low: str, start: int, end: int) -> re.Match[str] | None:
    """Return the first words of speech between two places."""
    match = cue.search(low, start, end)
    while match and _DEEDS.match(low, match.end()):
        match = cue.search(low, match.end(), end)
    return match


class _Bounds(NamedTuple):
    """The sentence, and how far it goes on both sides before the next name."""

    start: int
    end: int
    left: int
    right: int


class Standing:
    """A name where it stands; offsets are the cleaned text's. ``ranked`` if a military rank stands beside it."""

    def __init__(self, document: Document, name: Name, bounds: _Bounds, ranked: bool) -> None:
        self.document, self.name, self.ranked = document, name, ranked
        self.start, self.end, self.left, self.right = bounds

    @cached_property
    def before(self) -> str:
        """What stands between the name before and this one, in one sentence."""
        return self.document.low[self.left : self.name.start]

    @cached_property
    def after(self) -> str:
        """What stands between this name and the next, in one sentence."""
        return self.document.low[self.name.end : self.right]

    @cached_property
    def lead(self) -> str:
        """The sentence up to the name."""
        return self.document.low[self.start : self.name.start]

    def search(self, cue: CuePattern) -> Words | None:
        """Return where the first such words stand in the sentence."""
        match = cue.search(self.document.low, self.start, self.end)
        return match.span() if match else None

    def last_before(self, cue: CuePattern, farthest: int) -> re.Match[str] | None:
        """Return the last such words that end at most ``farthest`` characters before the name."""
        low, start = self.document.low, self.name.start
        matches = [m for m in cue.finditer(low, self.left, start) if start - m.end() <= farthest]
        return matches[-1] if matches else None

    def till_name(self, position: int) -> str:
        """Return what stands between a position before the name and the name."""
        return self.document.low[position : self.name.start]


def standings(document: Document, names: Sequence[Name], ranks: Sequence[Rank]) -> list[Standing]:
    """Put each name into its sentence; only a full name bounds it, a short one stands like any other word."""
    found = []
    rank_starts = [rank.start for rank in ranks]
    full = [name for name in names if len(name.parts) > 1]
    starts = [name.start for name in full]
    for name in names:
        start, end = document.sentence(name.start)
        before, after = bisect_left(starts, name.start) - 1, bisect_left(starts, name.end)
        left = max(start, full[before].end if before >= 0 else 0)
        right = min(max(end, name.end), full[after].start if after < len(full) else len(document.low))
        ranked = bisect_left(rank_starts, left) < bisect_left(rank_starts, right)
        found.append(Standing(document, name, _Bounds(start, max(end, name.end), left, max(right, name.end)), ranked))
    return found
