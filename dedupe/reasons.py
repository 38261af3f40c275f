"""Reasons as they are kept: which level was found and what it weighed, four bytes each; words are put in on reading.

A reason's number is the comparison's number · 32 + the level's; 0 is what one knows before anything is compared.
"""

from collections.abc import Iterator

import numpy as np

from dedupe import russian
from dedupe.engine.columns import Columns
from dedupe.engine.explain import PRIOR, PRIOR_SENTENCE
from dedupe.engine.kernel import COUNT
from dedupe.engine.levels import COMPARISONS, Comparison
from dedupe.engine.lexicon import Codes
from dedupe.engine.model import Model
from dedupe.engine.observe import observed
from sinodik.reasons import Reason

_LEVELS = 32
_CHUNK = 50_000
# Where a mention says what is compared: the first of these that it says («|»), or all of them («&»).
_SAID = {"birth": "birth|age", "event": "death|burial|posted", "place": "region&settlement"}
_UNSAID = ("photo", "text", "post")


def catalogue() -> list[Reason]:
    """Return every reason that there is, with its sentences, and where mentions say what it is about."""
    found = [Reason(0, PRIOR, PRIOR_SENTENCE, russian.PRIOR, "")]
    for c, comparison in enumerate(COMPARISONS):
        said = "" if comparison.name in _UNSAID else _SAID.get(comparison.name, comparison.name)
        for level in list(comparison.levels)[1:]:
            sentences = comparison.sentences[level - 1], russian.SENTENCES[comparison.name][level - 1]
            found.append(Reason(c * _LEVELS + level, _rule(comparison, level), *sentences, said))
    return found


def reasons(c: Columns, model: Model, a: Codes, b: Codes) -> Iterator[tuple[int, bytes]]:
    """Yield for each pair its score in hundredths of a bit, and the reasons, which add up to it."""
    places = np.arange(COUNT)
    for first in range(0, len(a), _CHUNK):
        seen = observed(c, a[first : first + _CHUNK], b[first : first + _CHUNK], model.rare)
        weights = model.weights[places, seen.levels] + seen.added
        codes = ((places * _LEVELS + seen.levels).astype(np.uint32) << 16) | (weights + 32768).astype(np.uint32)
        told = (seen.levels > 0) & (weights != 0)
        codes = np.concatenate([np.full((len(codes), 1), model.prior + 32768, np.uint32), codes], axis=1).astype("<u4")
        told = np.concatenate([np.ones((len(told), 1), np.bool_), told], axis=1)
        for total, row, kept in zip((weights * (seen.levels > 0)).sum(axis=1) + model.prior, codes, told, strict=True):
            yield int(total), row[kept].tobytes()


def _rule(comparison: Comparison, level: int) -> str:
    return f"{comparison.name}_{comparison.levels(level).name.lower()}"
