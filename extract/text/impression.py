# ruff: noqa: D401 - a rule's docstring is the sentence that a volunteer reads
"""What a post sounds like as a whole: whether it tells of somebody's death in this war.

A linear model over stems and pairs of stems, learnt from the open golden posts (``benchmarks/impression.py``). The
rules know words that tell of a death, and people always find others; a reader who knows none of them still hears what
kind of post it is. So it is asked where the rules are silent or unsure; what they read plainly stands.
"""

import json
import math
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, Self

from extract.text.document import Document

WEIGHTS = Path(__file__).with_suffix(".json")
GRAVE = 0.9  # from here on a post is read although no word of death is known in it,
LIGHT = 0.15  # and below it nobody is recorded of whom it is not told plainly
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
        seen = marks(document)
        weights = self.weights
        total = sum([weights[mark] for mark in seen if mark in weights]) * share(len(seen))
        return (1 + math.tanh((total + self.bias) / 2)) / 2  # the logistic function, which overflows as it is written

    def sounds_like_no_death(self) -> None:
        """The post as a whole sounds like those that tell of nobody's death, and nobody's is told plainly."""


def share(count: int) -> float:
    """Return how much each of so many marks counts; where they are few, all of them together count less."""
    return min(1, count / _FEW) / math.sqrt(count or 1)


def marks(document: Document) -> set[str]:
    """Return what a post is known by: stems and pairs of stems; names and numbers only as that.

    A word with a capital amid a sentence is a name or a place: its weight would be that of the posts learnt from.
    """
    stems = list(_stems(document))
    return {*stems, *(f"{one} {other}" for one, other in pairwise(stems))}


def _stems(document: Document) -> Iterator[str]:
    text = document.text
    for match in _MARK.finditer(document.low):
        word, start = match[0], match.start()
        if word[0].isdigit():
            yield "0" * min(len(word), _DIGITS)
        elif len(word) > 1 and text[start].isupper() and text[max(0, start - 2) : start].strip()[-1:] not in _ENDS:
            yield "Имя"
        else:
            yield word[:_STEM]
