"""What can be part of a name on a grave, and mending what Tesseract misread of it."""

import re
from collections.abc import Collection
from functools import cached_property
from typing import NamedTuple

import msgspec
from rapidfuzz import process
from rapidfuzz.distance import OSA

from sinodik.names import capitalise, fold, homoglyphs

# Digits that stand for letters inside a word that is otherwise letters, and Tesseract's habit with Ё.
_LETTERS = str.maketrans("0346|", "ОЗЧбІ")
_DOUBLED = re.compile(r"(?:её|ёе)", re.IGNORECASE)
_MASCULINE = re.compile(r"(?<=[сц]ки)и$", re.IGNORECASE)  # the arc of Й is easily lost
_EDGES = re.compile(r"^[^\w]+|[^\w]+$|_")
_NAME = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?|[А-ЯЁ]{2,}(?:-[А-ЯЁ]{2,})?")
_PATRONYMIC = re.compile(r"(?:[оеё]вич|[оеё]вна|(?:ь|и|т|м|к)ич|инична|ична)$")
_FAMILY = re.compile(
    r"(?:[оеё]ва?|[иы]на?|[сц]к(?:ий|ой|ая)|[оы]й|ая|енко|ко|[уюяа]к|[иы]х|ец|ич|ян|дзе|швили|ло|ия|уев|аш|ба|ль|ер|ман)$"
)
_SHORT_PATRONYMICS = "Ильич Фомич Кузьмич Лукич Никитич Саввич Ильинична Фоминична Кузьминична Никитична".split()
_IRREGULAR = {"Лев": "Львов", "Михаил": "Михайлов", "Павел": "Павлов", "Пётр": "Петров", "Яков": "Яковлев"}
# Letters that worn or blurred inscriptions confuse. Others that differ make another name: Айдыс is not Айдын.
_SHAPES = tuple(map(frozenset, ("инпцйлк", "адл", "оесэю", "взэ", "ьыъбв", "шщцмжи", "тгп", "кхжя", "рфв", "чцу")))
# Words of inscriptions that are written large and are nobody's name.
_FORMULAE = frozenset(
    "вечная память светлая помним любим скорбим спи спокойно покойся миром мир праху герой герою кавалер ордена "
    "мужества россии российской федерации погиб погибла погибший родился родилась умер умерла скончался сво вдв "
    "вмф рядовой ефрейтор сержант старшина прапорщик лейтенант капитан майор подполковник полковник гвардии "
    "младший старший сын сыну муж мужу отец отцу брат брату дорогой дорогому любимый любимому от мама мамы жена "
    "жены дети детей родные январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь "
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
)


class Part(NamedTuple):
    """A word that may be part of a name, as it should be written; ``mended`` tells that a letter was put right."""

    value: str
    mended: bool


class Lexicon(msgspec.Struct, frozen=True, dict=True):
    """Given names in the nominative; a name that is in no list is still read, but never mended."""

    men: frozenset[str]
    women: frozenset[str]

    @cached_property
    def given(self) -> dict[str, str]:
        """Every given name by its folded form."""
        return {fold(name): name for name in self.men | self.women}

    @cached_property
    def patronymics(self) -> dict[str, str]:
        """Every patronymic that these men's names give, by its folded form."""
        made = (stem + end for name in self.men for stem in _stems(name) for end in ("ич", "на"))
        return {fold(word): word for word in (*made, *_SHORT_PATRONYMICS)}


def part(word: str) -> str:
    """Return a word that can be part of a name, cleaned and in capitals as names are; empty if it cannot.

    >>> part("«ИВАНОB»,"), part("3айцев"), part("12.03"), part("Память")
    ('Иванов', 'Зайцев', '', '')
    """
    bare = homoglyphs(_EDGES.sub("", word))
    if sum(c.isdigit() for c in bare) == 1:
        bare = bare.translate(_LETTERS)
    bare = _DOUBLED.sub(lambda m: "Ё" if m[0].isupper() else "ё", bare)
    bare = _MASCULINE.sub(lambda m: "Й" if m[0].isupper() else "й", bare)
    if not _NAME.fullmatch(bare) or len(bare) < 2 or bare.lower() in _FORMULAE:
        return ""
    return capitalise(bare)


def is_formula(word: str) -> bool:
    """Tell whether a word belongs to an epitaph or a rank."""
    return fold(_EDGES.sub("", word)) in _FORMULAE


def given(word: str, lexicon: Lexicon) -> Part | None:
    """Return the given name that a word is, or is one letter away from; None if there is none or more than one."""
    return _nearest(word, lexicon.given)


def patronymic(word: str, lexicon: Lexicon) -> Part | None:
    """Return the patronymic that a word is, by the list or by its ending."""
    known = fold(word) in lexicon.patronymics
    if not known and len(word) > 5 and _PATRONYMIC.search(word.lower()):
        near = _nearest(word, lexicon.patronymics)
        return near or Part(word, mended=False)
    return Part(word, mended=False) if known else _nearest(word, lexicon.patronymics)


def is_family(word: str) -> bool:
    """Tell whether a word ends as surnames do."""
    return bool(_FAMILY.search(word.lower()))


def _nearest(word: str, known: dict[str, str]) -> Part | None:
    read = fold(word)
    if read in known:
        return Part(word, mended=False)
    if len(read) < 5:  # one letter away from a short name are too many
        return None
    near = _within_one(read, known)
    return Part(known[near[0]], mended=True) if len(near) == 1 else None


def _within_one(read: str, known: Collection[str]) -> list[str]:
    """Return the names that differ in one letter, lost, added, or of a shape that is easily taken for another."""
    found = process.extract(read, list(known), scorer=OSA.distance, score_cutoff=1, limit=None)
    return [name for name, _, _ in found if len(name) != len(read) or _look_alike(read, name)]


def _look_alike(read: str, name: str) -> bool:
    differing = {frozenset(pair) for pair in zip(read, name, strict=True) if pair[0] != pair[1]}
    return all(any(pair <= shapes for shapes in _SHAPES) for pair in differing)


def _stems(name: str) -> list[str]:
    """Return the stems of a man's children's patronymics: Юрий → Юрьев-, Анатолий → Анатольев-, Анатолиев-."""
    if name in _IRREGULAR:
        return [_IRREGULAR[name]]
    if name.endswith("ий"):
        return [name[:-2] + "ьев", name[:-2] + "иев"]
    if name.endswith(("й", "ь")):
        return [name[:-1] + "ев"]
    return [] if name.endswith(("а", "я", "о")) else [name + "ов"]
