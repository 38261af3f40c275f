"""Russian declension of the demo world's names, ranks and places, by hand-written tables.

The six cases are keyed ``nom gen dat acc ins loc``. The rules are those of the school grammar (gramota.ru, "Склонение
имён и фамилий"), as far as the names of this invented world need them; ``tests/demo`` checks every form.
"""

from typing import Literal, get_args

Case = Literal["nom", "gen", "dat", "acc", "ins", "loc"]
CASES: tuple[Case, ...] = get_args(Case)

Endings = tuple[str, str, str, str, str, str]

# ending of the nominative → how many letters fall away, and the six endings; the longest ending that fits wins
_SURNAME_M: dict[str, tuple[int, Endings]] = {
    "ов": (0, ("", "а", "у", "а", "ым", "е")),
    "ев": (0, ("", "а", "у", "а", "ым", "е")),
    "ёв": (0, ("", "а", "у", "а", "ым", "е")),
    "ин": (0, ("", "а", "у", "а", "ым", "е")),
    "ын": (0, ("", "а", "у", "а", "ым", "е")),
    "кий": (2, ("ий", "ого", "ому", "ого", "им", "ом")),
    "ой": (2, ("ой", "ого", "ому", "ого", "ым", "ом")),
    "ль": (1, ("ь", "я", "ю", "я", "ем", "е")),
    "к": (0, ("", "а", "у", "а", "ом", "е")),
    "ко": (0, ("",) * 6),
    "ых": (0, ("",) * 6),
}
_SURNAME_F: dict[str, tuple[int, Endings]] = {
    "а": (1, ("а", "ой", "ой", "у", "ой", "ой")),
    "ко": (0, ("",) * 6),
    "ых": (0, ("",) * 6),
}
_GIVEN: dict[str, tuple[int, Endings]] = {
    "": (0, ("", "а", "у", "а", "ом", "е")),
    "й": (1, ("й", "я", "ю", "я", "ем", "е")),
    "ий": (1, ("й", "я", "ю", "я", "ем", "и")),
    "ь": (1, ("ь", "я", "ю", "я", "ем", "е")),
    "а": (1, ("а", "ы", "е", "у", "ой", "е")),
    "ья": (1, ("я", "и", "е", "ю", "ёй", "е")),
    "о": (0, ("",) * 6),
    "ич": (0, ("", "а", "у", "а", "ем", "е")),
    "ьич": (0, ("", "а", "у", "а", "ом", "е")),
}
_RANK: dict[str, tuple[int, Endings]] = {
    "": (0, ("", "а", "у", "а", "ом", "е")),
    "ой": (2, ("ой", "ого", "ому", "ого", "ым", "ом")),
    "ший": (2, ("ий", "его", "ему", "его", "им", "ем")),
    "а": (1, ("а", "ы", "е", "у", "ой", "е")),
}
# A vowel that falls away or changes before an ending.
_STEM = {"Пётр": "Петр", "Павел": "Павл"}


def surname(word: str, case: Case, female: bool = False) -> str:
    """Decline a surname; each part of a hyphenated one."""
    table = _SURNAME_F if female else _SURNAME_M
    return "-".join(_inflect(part, case, table) for part in word.split("-"))


def given(word: str, case: Case) -> str:
    """Decline a given name or a patronymic."""
    if word in _STEM and case != "nom":
        return _inflect(_STEM[word], case, _GIVEN)
    return _inflect(word, case, _GIVEN)


def rank(words: str, case: Case) -> str:
    """Decline a military rank; words after the rank proper ("медицинской службы") stay as they are."""
    out = []
    proper = True
    for word in words.split():
        out.append(_inflect(word, case, _RANK) if proper else word)
        proper = proper and word.endswith("ший")
    return " ".join(out)


def _inflect(word: str, case: Case, table: dict[str, tuple[int, Endings]]) -> str:
    fitting = max((e for e in table if word.endswith(e)), key=len, default=None)
    if fitting is None:
        raise ValueError(f"no rule declines {word!r}")
    cut, endings = table[fitting]
    return word[: len(word) - cut] + endings[CASES.index(case)]
