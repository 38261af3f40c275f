"""How the names of places decline, forwards and backwards by the same table.

A nominative is offered for a form only if the table declines it to that form again. Sources: Зализняк, «Грамматический
словарь русского языка»; Розенталь, «Справочник по правописанию», § 150 (согласование географических названий).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from extract.text.clean import lower
from extract.text.morphology import CASES

# Of Russian and of the other Cyrillic alphabets of Russia, for character classes.
LOWER = "а-яёәөүҗңһҡғҙҫҥҕҷӱӧӓӹіӣӯӑӗăĕç"
UPPER = "А-ЯЁӘӨҮҖҢҺҠҒҘҪҤҔҶӰӦӒӸІӢӮ"


class Toponym(NamedTuple):
    """A nominative in lower case, with the case, gender (``Plur`` for plurals) and kind of word that it was read by."""

    nominative: str
    case: str
    gender: str
    adjective: bool


class _Paradigm(NamedTuple):
    stem: re.Pattern[str]
    endings: tuple[tuple[str, ...], ...]  # one entry a case, each with its variants
    gender: str
    adjective: bool


def _paradigm(stem: str, endings: str, gender: str, *, adjective: bool = False) -> _Paradigm:
    variants = tuple(tuple(e.replace("0", "") for e in cell.split("|")) for cell in endings.split())
    return _Paradigm(re.compile(f"[а-яё-]*{stem}$"), variants, gender, adjective)


def _adjective(stem: str, endings: str, gender: str) -> _Paradigm:
    return _paradigm(stem, endings, gender, adjective=True)


# "0" is the empty ending; the order of cases is that of CASES: Nom Gen Dat Acc Ins Loc.
_PARADIGMS: tuple[_Paradigm, ...] = (
    _adjective("[бвдзлмнпрст]", "ый|ой ого ому ый|ой ым ом", "Masc"),
    _adjective("[гкх]", "ий|ой ого ому ий|ой им ом", "Masc"),
    _adjective("[нжшчщ]", "ий его ему ий им ем", "Masc"),
    _adjective("[бвдзлмнпрстгкх]", "ая ой ой ую ой ой", "Fem"),
    _adjective("[нжшчщ]", "яя|ая ей ей юю|ую ей ей", "Fem"),
    _adjective("[бвдзлмнпрст]", "ое ого ому ое ым ом", "Neut"),
    _adjective("[гкх]", "ое ого ому ое им ом", "Neut"),
    _adjective("[нжшчщ]", "ее его ему ее им ем", "Neut"),
    _adjective("[бвдзлмнпрст]", "ые ых ым ые ыми ых", "Plur"),
    _adjective("[нгкхжшчщ]", "ие их им ие ими их", "Plur"),
    _paradigm("[бвгдзжклмнпрстфхчшщ]", "0 а у 0 ом|ем е", "Masc"),
    _paradigm("[а-яё][лрнв]", "ец ца цу ец цом|цем це", "Masc"),
    _paradigm("[а-яё]", "ёл ла лу ёл лом ле", "Masc"),
    _paradigm("[а-яё]л", "ец ьца ьцу ец ьцом ьце", "Masc"),
    _paradigm("[а-яё][бвдзжлмнрстчш]", "ок ка ку ок ком ке", "Masc"),
    _paradigm("[бвдзлмнпрст]", "ь я ю ь ем|ём е", "Masc"),
    _paradigm("[аеиоуэыюя]", "й я ю й ем е|и", "Masc"),
    _paradigm("[бвдзлмнпрстф]", "а ы е у ой е", "Fem"),
    _paradigm("ц", "а ы е у ей|ой е", "Fem"),
    _paradigm("[гкхжшчщ]", "а и е у ой|ей е", "Fem"),
    _paradigm("[бвдзлмнпрстфьеауоы]", "я и е ю ей|ёй е", "Fem"),
    _paradigm("[а-яё]{2}(?:[оеё]в|[иы]н)", "а ой ой у ой ой", "Fem"),  # «в деревне Чукреевой» is Чукреева
    _paradigm("и", "я и и ю ей и", "Fem"),
    _paradigm("[бвдзлмнпрстфжшчщ]", "ь и и ь ью и", "Fem"),
    _paradigm("[бвгдзжклмнпрстфхцчшщ]", "о а у о ом е", "Neut"),
    _paradigm("[лрнсзщчжшц]", "е а|я у|ю е ем е", "Neut"),
    _paradigm("ь", "е я ю е ем е", "Neut"),
    _paradigm("и", "е я ю е ем и", "Neut"),
    _paradigm("[бвдзлмнпрстфц]", "ы ов|0 ам ы ами ах", "Plur"),
    _paradigm("[гкхжшчщ]", "и ов|ей|0 ам и ами ах", "Plur"),
    _paradigm("[а-яё]{2}[бвдзлмнпрст]", "ки ок|ек ам ки ками ках", "Plur"),
    _paradigm("[бвдзлмнпрст]", "и ей ям и ями ях", "Plur"),
)
# «Сергиев Посад», «Гусев Лог»: a possessive before a noun.
_POSSESSIVE = _adjective("[а-яё]{2}(?:[оеё]в|[иы]н)", "0 а у 0 ым ом|е", "Masc")
_ADJECTIVAL = re.compile(r"(?:ск|н|ль)(?:ий|ый|ой)$")
_INDECLINABLE = re.compile(r"[оеиуюыэ]$|[^а-яё-]")


def nominatives(form: str, case: str) -> Iterator[Toponym]:
    """Yield what a word (lower case, no hyphen) in ``case`` can be the form of."""
    row = CASES.index(case)
    for paradigm in _PARADIGMS:
        for ending in paradigm.endings[row]:
            if not form.endswith(ending):
                continue
            stem = form.removesuffix(ending)
            if len(stem) > 1 and paradigm.stem.match(stem):
                firsts = (ending,) if case == "Nom" else paradigm.endings[0]
                for first in firsts:
                    yield Toponym(stem + first, case, paradigm.gender, paradigm.adjective)


def forms(name: str, *, but: str = "") -> frozenset[str]:
    """Return every case form of a name of one or more words, in lower case with е for ё; ``but`` is a case left out."""
    words = name.lower().split(" ")
    found = {lower(name)}
    for gender in ("Masc", "Fem", "Neut", "Plur"):
        heads = _forms(words[-1], gender)
        fronts = [_forms(word, gender, front=True) for word in words[:-1]]
        if heads and all(fronts):
            for row in (row for row, case in enumerate(CASES) if row and case != but):
                lines = [""]
                for cells in (*fronts, heads):
                    lines = [f"{line} {form}".strip() for line in lines for form in cells[row]]
                found.update(map(lower, lines))
    return frozenset(found)


def _forms(word: str, gender: str, *, front: bool = False) -> list[list[str]]:
    """Return the forms of a word, which may have a hyphen, case by case; nothing if it is not of that gender.

    ``front`` for a word that stands before another: an adjective or a possessive.
    """
    parts = word.split("-")
    if len(parts) == 3 and parts[1] in ("на", "в", "над"):
        return [[f"{f}-{parts[1]}-{parts[2]}" for f in cell] for cell in _forms(parts[0], gender)]
    if len(parts) == 2 and _ADJECTIVAL.search(parts[1]) and parts[0][-1] not in "аеиоуыэюя":
        pairs = zip(_forms(parts[0], gender), _inflected(parts[1], gender, front=True), strict=False)
        return [[f"{a}-{b}" for a in first for b in second] for first, second in pairs]
    prefix = word[: len(word) - len(parts[-1])]
    return [[prefix + form for form in cell] for cell in _inflected(parts[-1], gender, front=front)]


def _inflected(word: str, gender: str, *, front: bool) -> list[list[str]]:
    choice = (*_PARADIGMS, _POSSESSIVE) if front else _PARADIGMS
    fitting = [
        (paradigm, word.removesuffix(first) if first else word)
        for paradigm in choice
        if paradigm.gender == gender and (paradigm.adjective or not front)
        for first in paradigm.endings[0]
        if word.endswith(first)
    ]
    stems = [(paradigm, stem) for paradigm, stem in fitting if paradigm.stem.match(stem)]
    stems = [item for item in stems if item[0].adjective] or stems
    if not stems:
        return []
    return [[stem + ending for p, stem in stems for ending in p.endings[row]] for row in range(len(CASES))]


def is_indeclinable(word: str) -> bool:
    """Tell whether a name may stay as it is in every case: «в Кедрово», «из Сочи»."""
    return bool(_INDECLINABLE.search(word))
