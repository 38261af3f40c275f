"""How two spellings of one part of a name stand to each other."""

from enum import Enum
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from dedupe.variants import is_short_form
from sinodik.names import fold, sound


class Kin(Enum):
    """How two spellings of one part of a name stand to each other."""

    SAME = "same"
    INITIAL = "initial"
    SHORT = "short"
    ALIKE = "alike"
    DIFFERENT = "different"


# Names repeat: what two spellings are to each other is remembered, not worked out for every pair of mentions.
@lru_cache(maxsize=1 << 16)
def kin(a: str, b: str) -> Kin:
    """Compare two spellings of a surname, a given name or a patronymic; neither may be empty.

    >>> kin("Артём", "Артем"), kin("Иванов", "Ивонов"), kin("С.", "Сергей"), kin("Иванов", "Петров")
    (<Kin.SAME: 'same'>, <Kin.ALIKE: 'alike'>, <Kin.INITIAL: 'initial'>, <Kin.DIFFERENT: 'different'>)
    """
    x, y = fold(a).rstrip("."), fold(b).rstrip(".")
    if min(len(x), len(y)) <= 1:
        return Kin.INITIAL if x[:1] == y[:1] else Kin.DIFFERENT
    if x == y:
        return Kin.SAME
    if is_short_form(x, y):
        return Kin.SHORT
    slips = DamerauLevenshtein.distance(x, y, score_cutoff=2)
    # One slip in a word of four letters, two in one of eight: what typing and stone-cutting do.
    if slips <= min(len(x), len(y)) // 4 or (sound(x) == sound(y) != ""):
        return Kin.ALIKE
    return Kin.DIFFERENT
