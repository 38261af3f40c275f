"""What a post sounds like as a whole: whether it tells of somebody's death in this war.

A linear model over stems and pairs of stems, learnt from the open golden posts (``benchmarks/impression.py``). The
rules know words that tell of a death, and people always find others; a reader who knows none of them still hears what
kind of post it is. So it opens posts on which the rules are silent, and is a sign among others of who is dead in them
(:mod:`extract.text.weighing`).
"""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, Self

from extract.text.document import Document

WEIGHTS = Path(__file__).with_suffix(".json")
GRAVE = 0.9  # from here on a post that speaks of soldiers is read although no word of death is known in it
_MARK = re.compile(r"[а-я]+|\d+|[†✝🕯⚰]")
_STEM = 6  # letters: what Russian words change by comes later, mostly
_DIGITS = 4
_FEW = 80  # marks: fewer, of some forty words, say less of what a post is
_ENDS = frozenset(["", ".", "!", "?", "…"])


class Impression(NamedTuple):
    """The weight of each mark of a post (see :func:`marks`), and what is added to their sum."""

    weights: Mapping[str, float]
    bias: float

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> Self:
        """Return what was learnt."""
        learnt = json.loads(path.read_text("utf-8"))
        return cls(learnt["weights"], learnt["bias"])

    def chance(self, document: Document) -> float:
        """Return how likely the post tells of somebody's death in this war, from 0 to 1."""
        return chance(self.sound(document))

    def sound(self, document: Document, sentences: Sequence[tuple[int, int]] | None = None) -> float:
        """Return the same as the logarithm of the odds; of a part of the post, if these ``sentences`` are named."""
        seen = marks(document, sentences)
        weights = self.weights
        return sum([weights[mark] for mark in seen if mark in weights]) * share(len(seen)) + self.bias


def chance(sound: float) -> float:
    """Return the chance to which odds belong."""
    return (1 + math.tanh(sound / 2)) / 2  # the logistic function, which overflows as it is written


def share(count: int) -> float:
    """Return how much each of so many marks counts; where they are few, all of them together count less."""
    return min(1, count / _FEW) / math.sqrt(count or 1)


def marks(document: Document, sentences: Sequence[tuple[int, int]] | None = None) -> set[str]:
    """Return what a post, or some sentences of it, is known by: stems and pairs of stems.

    A word with a capital amid a sentence is a name or a place: its weight would be that of the posts learnt from. So
    names and numbers are marks only as that.
    """
    found: set[str] = set()
    for start, end in sentences if sentences is not None else [(0, len(document.low))]:
        stems = list(_stems(document, start, end))
        found.update(stems, (f"{one} {other}" for one, other in pairwise(stems)))
    return found


def _stems(document: Document, begin: int, end: int) -> Iterator[str]:
    text = document.text
    for match in _MARK.finditer(document.low, begin, end):
        word, start = match[0], match.start()
        if word[0].isdigit():
            yield "0" * min(len(word), _DIGITS)
        elif len(word) > 1 and text[start].isupper() and text[max(0, start - 2) : start].strip()[-1:] not in _ENDS:
            yield "Имя"
        else:
            yield word[:_STEM]
