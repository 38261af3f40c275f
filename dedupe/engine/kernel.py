"""Which level of each comparison two mentions have: the definition of the levels, compiled where numba is installed.

Everything here is a function of two rows (see :class:`~dedupe.engine.columns.Col`) and does not depend on their order.
"""

import numpy as np
from numpy.typing import NDArray

from dedupe.engine.columns import Col
from dedupe.engine.compiled import compiled
from dedupe.engine.lags import birth, event
from dedupe.engine.levels import (
    BIRTH,
    BRANCH,
    COMPARISONS,
    EVENT,
    GIVEN,
    PATRONYMIC,
    PHOTO,
    PLACE,
    POST,
    RANK,
    SURNAME,
    TEXT,
    UNIT,
    Copy,
    Place,
    Same,
    Spelling,
)
from dedupe.engine.lexicon import MEANINGS, Fact, Words
from dedupe.engine.spelling import likeness, slips, strange

Row = NDArray[np.int32]
Levels = NDArray[np.int8]

COUNT = len(COMPARISONS)
_UNREAD = -1
_ANY = -(1 << 30)  # below every score
_RARER = 490  # one spelling is thirty times rarer than the other


@compiled
def levels(x: Row, y: Row, words: Words, rare: int, out: Levels) -> None:
    """Write the level of every comparison to ``out``. ``rare``: from this rarity on a name is hardly ever seen."""
    for part in range(3):
        out[SURNAME + part] = spelling(x, y, part, words, rare)
    things(x, y, out)


@compiled
def things(x: Row, y: Row, out: Levels) -> None:
    """Write the levels of all comparisons but those of names."""
    out[BIRTH] = birth(x, y)
    out[EVENT] = event(x, y)
    out[PLACE] = place(x, y)
    out[UNIT] = same(x[Col.UNIT], y[Col.UNIT])
    out[BRANCH] = same(x[Col.BRANCH], y[Col.BRANCH])
    out[RANK] = same(x[Col.RANK], y[Col.RANK])
    out[PHOTO] = copy(x[Col.PHOTO], y[Col.PHOTO])
    out[TEXT] = copy(x[Col.TEXT], y[Col.TEXT])
    out[POST] = copy(x[Col.EVIDENCE], y[Col.EVIDENCE])


@compiled
def rarity(x: Row, y: Row, comparison: int, level: int) -> int:
    """Return what the rarity of a shared value adds to one comparison: that of the commoner of two spellings.

    Within a region where both are of one region, else among all.
    """
    near = x[Col.REGION] == y[Col.REGION] and x[Col.REGION] != 0
    if comparison <= PATRONYMIC:
        if level == Spelling.MISSING or level == Spelling.INITIAL or level > Spelling.ALIKE:
            return 0
        first = Col.HERE_SURNAME if near else Col.RARE_SURNAME
        return int(min(x[first + comparison], y[first + comparison]))
    if comparison != PLACE:
        return 0
    if level == Place.SETTLEMENT:
        return int(min(x[Col.HERE_PLACE], y[Col.HERE_PLACE]))
    if level == Place.SETTLEMENT_ALONE:
        return int(min(x[Col.RARE_PLACE], y[Col.RARE_PLACE]))
    return int(x[Col.RARE_REGION]) if level == Place.REGION or level == Place.REGION_OTHER_SETTLEMENT else 0


@compiled
def spelling(x: Row, y: Row, part: int, words: Words, rare: int) -> int:
    """Compare one part of the name: 0 surname, 1 given name, 2 patronymic."""
    level = at_a_glance(x[part], y[part], part, words)
    return letter_by_letter(x, y, part, words, rare) if level == _UNREAD else level


@compiled
def at_a_glance(a: int, b: int, part: int, words: Words) -> int:
    """Compare two words by what is known of each; :data:`_UNREAD` where their letters must be read."""
    if a == 0 or b == 0:
        return Spelling.MISSING
    if words.facts[a, Fact.LENGTH] == 1 or words.facts[b, Fact.LENGTH] == 1:
        return Spelling.INITIAL if words.letters[a, 0] == words.letters[b, 0] else Spelling.OTHER_INITIAL
    if a == b:
        return Spelling.EXACT
    if words.facts[a, Fact.SOUND] == words.facts[b, Fact.SOUND]:
        return Spelling.SOUND
    meant, other = words.facts[a, Fact.INTENDED], words.facts[b, Fact.INTENDED]
    if part == GIVEN and meant != other and meet(words, meant, other):
        return Spelling.SHORT
    return _UNREAD


@compiled
def letter_by_letter(x: Row, y: Row, part: int, words: Words, rare: int) -> int:
    """Compare two different words by their letters."""
    a, b = x[part], y[part]
    n, m = words.facts[a, Fact.LENGTH], words.facts[b, Fact.LENGTH]
    alike_in_sum = (
        words.facts[a, Fact.INTENDED] == words.facts[b, Fact.INTENDED]
        or words.facts[a, Fact.SHAPE] == words.facts[b, Fact.SHAPE]
    )
    if not alike_in_sum and strange(
        words.facts[a, Fact.HAS], n, words.facts[b, Fact.HAS], m, words.letters[a, 0] == words.letters[b, 0]
    ):
        return Spelling.DIFFERENT
    apart = slips(words.letters[a], n, words.letters[b], m, 2)
    if apart == 1:
        p, q = x[Col.RARE_SURNAME + part], y[Col.RARE_SURNAME + part]
        return Spelling.SLIP if max(p, q) >= rare or abs(p - q) >= _RARER else Spelling.NEAR
    if words.facts[a, Fact.INTENDED] == words.facts[b, Fact.INTENDED]:
        return Spelling.SLIP
    if words.facts[a, Fact.SHAPE] == words.facts[b, Fact.SHAPE]:
        return Spelling.SLIP if max(x[Col.RARE_SURNAME + part], y[Col.RARE_SURNAME + part]) >= rare else Spelling.ALIKE
    alike = likeness(words.letters[a], n, words.letters[b], m)
    if alike >= 0.92 or (apart == 2 and min(n, m) >= 6):
        return Spelling.ALIKE
    return Spelling.LIKENESS if alike >= 0.85 else Spelling.DIFFERENT


@compiled
def meet(words: Words, a: int, b: int) -> bool:
    """Tell whether two words may stand for one full name."""
    for i in range(Fact.MEANING, Fact.MEANING + MEANINGS):
        for j in range(Fact.MEANING, Fact.MEANING + MEANINGS):
            if words.facts[a, i] != 0 and words.facts[a, i] == words.facts[b, j]:
                return True
    return False


@compiled
def place(x: Row, y: Row) -> Place:
    """Compare region and settlement."""
    r, s = x[Col.REGION], y[Col.REGION]
    a, b = x[Col.SETTLEMENT], y[Col.SETTLEMENT]
    settled, placed = a != 0 and b != 0, r != 0 and s != 0
    if placed and r != s:
        return Place.SETTLEMENT_ELSEWHERE if settled and a == b else Place.OTHER_REGION
    if settled:
        if a == b:
            return Place.SETTLEMENT if placed else Place.SETTLEMENT_ALONE
        return Place.REGION_OTHER_SETTLEMENT if placed else Place.OTHER_SETTLEMENT
    return Place.REGION if placed else Place.MISSING


@compiled
def same(a: int, b: int) -> Same:
    """Compare two codes; 0 is not known."""
    if a == 0 or b == 0:
        return Same.MISSING
    return Same.SAME if a == b else Same.DIFFERENT


@compiled
def copy(a: int, b: int) -> Copy:
    """Compare the numbers of two families of copies; 0 is none."""
    return Copy.SAME if a == b and a != 0 else Copy.NO


@compiled
def score(
    x: Row, y: Row, words: Words, weights: NDArray[np.int32], prior: int, rare: int, out: Levels
) -> tuple[int, bool]:
    """Return the score in hundredths of a bit, and whether one comparison alone keeps the two apart.

    ``weights`` has a row for each comparison and a column for each level. The levels are left in ``out``.
    """
    return score_above(x, y, words, weights, prior, rare, _ANY, out)


@compiled
def score_above(
    x: Row, y: Row, words: Words, weights: NDArray[np.int32], prior: int, rare: int, low: int, out: Levels
) -> tuple[int, bool]:
    """Return the same as :func:`score` where that is above ``low``, and else something that is not.

    Where the score cannot be above ``low`` whatever the letters say, they are not read.
    """
    things(x, y, out)
    total = prior
    for c in range(BIRTH, COUNT):
        total += int(weights[c, out[c]])
    total += rarity(x, y, PLACE, out[PLACE])
    most = total
    for part in range(3):
        level = at_a_glance(x[part], y[part], part, words)
        out[part] = level
        if level != _UNREAD:
            weight = int(weights[part, level]) + rarity(x, y, part, level)
            total += weight
            most += weight
        else:
            most += at_best(x, y, part, weights)
    if most <= low:
        return most, out[POST] == Copy.SAME
    for part in range(3):
        if out[part] == _UNREAD:
            out[part] = letter_by_letter(x, y, part, words, rare)
            total += int(weights[part, out[part]]) + rarity(x, y, part, out[part])
    return total, out[POST] == Copy.SAME


@compiled
def at_best(x: Row, y: Row, part: int, weights: NDArray[np.int32]) -> int:
    """Return the most that two different words can weigh."""
    likely = rarity(x, y, part, Spelling.SLIP)
    best = int(max(weights[part, Spelling.LIKENESS], weights[part, Spelling.DIFFERENT]))
    for level in range(Spelling.SLIP, Spelling.ALIKE + 1):
        best = max(best, int(weights[part, level]) + likely)
    return best
