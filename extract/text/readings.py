"""What part of a person's name a word can be, in which case and gender."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Self

from extract.text.declension import PATRONYMICS, Declension
from extract.text.givens import Givens
from extract.text.morphology import Morphology
from extract.text.reading import KNOWN, LONGEST, REMEMBERED, RULE, TYPICAL, WEAK, Dictionary, capitalised, shares
from extract.text.reading import Reading as Reading
from extract.text.surname_readings import CONTENT, Surnames
from sinodik.lexicon import NameLexicon
from sinodik.records import Field

# Every patronymic that a dictionary has ends so; most words that are asked about end otherwise.
_MAYBE_A_PATRONYMIC = re.compile(r"(?:[иы]ч(?:а|у|[ео]м|е)?|[вчш]н(?:а|ы|е|у|ой|ою)|[уы]|[оу]гли|кизи)$")
_LIKE_A_PATRONYMIC = re.compile(r"(?:[иы]ч(?:а|у|ем|е)?|[вч]н(?:а|ы|е|у|ой|ою)|[уы]|[оу]гли|кизи)$")


def _is_typical(reading: Reading) -> bool:
    return reading.confidence >= WEAK and TYPICAL.search(reading.nominative.lower()) is not None


class Readings:
    """Reads words as parts of names with the help of a dictionary and a list of names.

    What was last asked is remembered (at most 4096 words of each kind), for all methods are functions of the word.
    """

    def __init__(
        self, morphology: Morphology, names: NameLexicon, diminutives: Mapping[tuple[str, str], str] | None = None
    ) -> None:
        self._made_of = (morphology, names, diminutives)
        self._dictionary, self._patronymics = Dictionary(morphology), Declension(PATRONYMICS)
        surnames, givens = Surnames(self._dictionary, names), Givens(self._dictionary, names, diminutives or {})
        self.analyses = self._dictionary.analyses
        self.people = lru_cache(REMEMBERED)(names.count)
        self.surname, self.typical_surname = surnames.surname, surnames.typical_surname
        self.any_surname, self.lone_surname = surnames.any_surname, surnames.lone_surname
        self.whatever_surname = surnames.whatever_surname
        self.given, self.in_full = givens.given, givens.in_full
        self.unknown_given, self.foreign_given = givens.unknown_given, givens.foreign_given
        self.patronymic = lru_cache(REMEMBERED)(self._patronymic)
        self.parts = lru_cache(REMEMBERED)(self._parts)

    def __reduce__(self) -> tuple[type[Self], tuple[Morphology, NameLexicon, Mapping[tuple[str, str], str] | None]]:
        return type(self), self._made_of

    def _parts(self, word: str) -> Mapping[Field, Sequence[Reading]]:
        """Return what each part of a name the word can be; of a word in small letters only what the dictionary has."""
        surname: Sequence[Reading] = self.surname(word)
        if word[0].islower():
            known = [a for a in self.analyses(word) if a.known]
            # "магазин" and "гражданин" are words, "кедров" is rather a surname than many cedars.
            other = any(a.pos not in CONTENT or (a.case == "Nom" and not a.kind) for a in known)
            surname = [r for r in surname if r.confidence == KNOWN or (not other and _is_typical(r))]
            surname = [] if any(a.pos not in CONTENT for a in known) else surname
        return {Field.SURNAME: surname, Field.GIVEN: self.given(word), Field.PATRONYMIC: self.patronymic(word)}

    def _patronymic(self, word: str) -> tuple[Reading, ...]:
        """Return the word's readings as a patronymic, from the dictionary or by its ending."""
        small = word.lower()
        if not _MAYBE_A_PATRONYMIC.search(small):
            return ()
        known = [a for a in self._dictionary.singular(word, "patronymic") if a.known]
        if known:
            return tuple(shares(word, known, KNOWN))
        if len(word) > LONGEST or not _LIKE_A_PATRONYMIC.search(small):
            return ()
        forms = self._patronymics.nominatives(small)
        return tuple(Reading(capitalised(f.nominative, word), f.case, f.gender, RULE) for f in forms)
