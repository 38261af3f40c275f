"""From words with boxes to lines, and from lines to the columns of a stone that several people share."""

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

import msgspec

from extract.photo.ocr import Word


class Line(msgspec.Struct, frozen=True, dict=True):
    """Words side by side, left to right."""

    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        """The words, one space between two."""
        return " ".join(w.text for w in self.words)

    @cached_property
    def left(self) -> float:
        """Where the first word begins."""
        return self.words[0].left

    @cached_property
    def right(self) -> float:
        """Where the last word ends."""
        return max(w.left + w.width for w in self.words)

    @cached_property
    def middle(self) -> float:
        """The height of the middle of the line."""
        return sum(w.top + w.height / 2 for w in self.words) / len(self.words)

    def part(self, start: int, end: int) -> Word:
        """Return the characters from ``start`` to ``end`` of the text as one word.

        A word that is covered in part counts for the part: its letters are taken to be equally wide. The confidence
        is that of the least sure word.
        """
        boxes, confidences, at = [], [], 0
        for word in self.words:
            first, last = max(start, at), min(end, at + len(word.text))
            if first < last:
                letter = word.width / len(word.text)
                left = word.left + (first - at) * letter
                boxes.append((left, word.top, left + (last - first) * letter, word.top + word.height))
                confidences.append(word.confidence)
            at += len(word.text) + 1
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        left, top = min(lefts), min(tops)
        return Word(self.text[start:end], min(confidences), left, top, max(rights) - left, max(bottoms) - top)


def lines(words: Sequence[Word]) -> list[Line]:
    """Gather words into lines, top to bottom; a wide gap ends a line, for beside it may stand another person."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.top + w.height / 2):
        row = next((r for r in reversed(rows[-3:]) if _beside(r[-1], word)), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    pieces = [Line(tuple(piece)) for row in rows for piece in _pieces(sorted(row, key=lambda w: w.left))]
    return sorted(pieces, key=lambda piece: (piece.middle, piece.left))


def columns(pieces: Sequence[Line]) -> list[list[Line]]:
    """Part lines into columns: lines one above the other share some width, directly or through others."""
    groups: list[list[Line]] = []
    for piece in pieces:
        near = [g for g in groups if any(_share_width(piece, other) for other in g)]
        groups = [g for g in groups if not any(g is n for n in near)]
        groups.append([*(line for g in near for line in g), piece])
    return [sorted(g, key=lambda x: (x.middle, x.left)) for g in sorted(groups, key=lambda g: min(x.left for x in g))]


def _beside(a: Word, b: Word) -> bool:
    """Tell whether two words stand in one line: half of the lower one's height is beside the other."""
    shared = min(a.top + a.height, b.top + b.height) - max(a.top, b.top)
    return shared > 0.5 * min(a.height, b.height)


def _pieces(row: list[Word]) -> list[list[Word]]:
    pieces = [row[:1]]
    for before, word in pairwise(row):
        gap = word.left - (before.left + before.width)
        if gap > 2.2 * max(before.height, word.height):
            pieces.append([])
        pieces[-1].append(word)
    return pieces


def _share_width(a: Line, b: Line) -> bool:
    return min(a.right, b.right) > max(a.left, b.left)
