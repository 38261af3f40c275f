# ruff: noqa: D401 - a docstring here is the sentence that the reviewer reads
"""Reasons from names. Weights are in bits: log2 of how much likelier the observation is for one person than for two.

They are set by hand from the base rates noted beside them, and checked by the quality tests. Values that are missing
on either side are no reason at all.
"""

from enum import Enum
from functools import lru_cache
from math import log2

from rapidfuzz.distance import DamerauLevenshtein

from dedupe.namesakes import NameCounts
from dedupe.variants import is_short_form
from dedupe.why import why
from sinodik.names import fold, sound
from sinodik.records import Field, Mention, PersonName, Why


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


def _kin(field: Field, a: Mention, b: Mention) -> Kin | None:
    x, y = a.value(field), b.value(field)
    return kin(str(x), str(y)) if x and y else None


def surname_same(a: Mention, b: Mention) -> Why | None:
    """The surname is the same."""
    same = _kin(Field.SURNAME, a, b) is Kin.SAME
    return why(surname_same, 4.0, a.name.surname, b.name.surname) if same else None


def surname_alike(a: Mention, b: Mention) -> Why | None:
    """The surnames differ by a slip of the pen, or sound alike."""
    alike = _kin(Field.SURNAME, a, b) in (Kin.ALIKE, Kin.INITIAL)
    return why(surname_alike, 1.5, a.name.surname, b.name.surname) if alike else None


def surname_different(a: Mention, b: Mention) -> Why | None:
    """The surnames are different."""
    different = _kin(Field.SURNAME, a, b) in (Kin.DIFFERENT, Kin.SHORT)
    return why(surname_different, -9.0, a.name.surname, b.name.surname) if different else None


def given_same(a: Mention, b: Mention) -> Why | None:
    """The given name is the same."""
    same = _kin(Field.GIVEN, a, b) is Kin.SAME
    return why(given_same, 2.5, a.name.given, b.name.given) if same else None


def given_initial(a: Mention, b: Mention) -> Why | None:
    """The initial fits the given name."""
    fits = _kin(Field.GIVEN, a, b) is Kin.INITIAL
    return why(given_initial, 1.0, a.name.given, b.name.given) if fits else None


def given_short(a: Mention, b: Mention) -> Why | None:
    """One given name is a short form of the other."""
    short = _kin(Field.GIVEN, a, b) is Kin.SHORT
    return why(given_short, 1.5, a.name.given, b.name.given) if short else None


def given_alike(a: Mention, b: Mention) -> Why | None:
    """The given names differ by a slip of the pen."""
    alike = _kin(Field.GIVEN, a, b) is Kin.ALIKE
    return why(given_alike, 0.5, a.name.given, b.name.given) if alike else None


def given_different(a: Mention, b: Mention) -> Why | None:
    """The given names are different."""
    different = _kin(Field.GIVEN, a, b) is Kin.DIFFERENT
    return why(given_different, -10.0, a.name.given, b.name.given) if different else None


def patronymic_same(a: Mention, b: Mention) -> Why | None:
    """The patronymic is the same."""
    same = _kin(Field.PATRONYMIC, a, b) is Kin.SAME
    return why(patronymic_same, 2.5, a.name.patronymic, b.name.patronymic) if same else None


def patronymic_initial(a: Mention, b: Mention) -> Why | None:
    """The initial fits the patronymic."""
    fits = _kin(Field.PATRONYMIC, a, b) is Kin.INITIAL
    return why(patronymic_initial, 1.0, a.name.patronymic, b.name.patronymic) if fits else None


def patronymic_alike(a: Mention, b: Mention) -> Why | None:
    """The patronymics differ by a slip of the pen."""
    alike = _kin(Field.PATRONYMIC, a, b) in (Kin.ALIKE, Kin.SHORT)
    return why(patronymic_alike, 1.0, a.name.patronymic, b.name.patronymic) if alike else None


def patronymic_different(a: Mention, b: Mention) -> Why | None:
    """The patronymics are different."""
    different = _kin(Field.PATRONYMIC, a, b) is Kin.DIFFERENT
    return why(patronymic_different, -8.0, a.name.patronymic, b.name.patronymic) if different else None


def rare_name(a: Mention, b: Mention, counts: NameCounts) -> Why | None:
    """The name is so rare here that two people of it are unlikely."""
    weight, shared = _rarity(a, b, counts)
    return why(rare_name, weight, str(shared), str(shared)) if weight > 0 else None


def common_name(a: Mention, b: Mention, counts: NameCounts) -> Why | None:
    """The name is common enough here that others may bear it."""
    weight, shared = _rarity(a, b, counts)
    return why(common_name, weight, str(shared), str(shared)) if weight < 0 else None


def _rarity(a: Mention, b: Mention, counts: NameCounts) -> tuple[float, PersonName]:
    """Return the weight of the name's rarity, and as much of the name as both share.

    Neutral where one namesake in 64 is expected; from -8 bits (namesakes are certain) to +3.
    """
    shared = _shared(a, b)
    if not shared.surname:
        return 0.0, shared
    return round(min(3.0, max(-8.0, -log2(counts.namesakes(shared)) - 6.0)), 2), shared


def _shared(a: Mention, b: Mention) -> PersonName:
    if _kin(Field.SURNAME, a, b) is not Kin.SAME:
        return PersonName()
    return PersonName(str(a.value(Field.SURNAME)), *(_part(f, a, b) for f in (Field.GIVEN, Field.PATRONYMIC)))


def _part(field: Field, a: Mention, b: Mention) -> str:
    """Return the part of the name that both attest: the initial of a name and an initial, else the longer spelling."""
    short, long = sorted((str(a.value(field) or ""), str(b.value(field) or "")), key=lambda t: (len(t), t))
    how = _kin(field, a, b)
    return "" if how in (None, Kin.DIFFERENT) else short if how is Kin.INITIAL else long
