"""What part of a person's name a word can be, in which case and gender."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from extract.text.clean import lower
from extract.text.declension import GIVENS, PATRONYMICS, SURNAMES, nominatives
from extract.text.morphology import Analysis, Morphology
from sinodik.names import capitalise

KNOWN = 0.97
RULE = 0.85
WEAK = 0.65
UNKNOWN = 0.6  # a given name that no dictionary has, told only by what stands beside it
ORDINARY = 0.5  # the word is an ordinary noun or adjective too

# What a surname can be besides ("Сорока" is forty as well); a verb or a preposition is none.
_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "NUMR"})
# Endings that hardly any word has but a surname, in its nominative.
_TYPICAL = re.compile(r"[а-яё]{2,}(?:(?:[оеё]в|ин|цын)а?|[сц]к(?:ий|ая)|ко|[юу]к|швили|дзе|ян|[иы]х)$")
_SON_OF = re.compile(r"[ -]?(?:оглы|оглу|улы|уулу|кызы|гызы|кизи)$")


class Reading(NamedTuple):
    """A word as one part of a name: its nominative, and how sure one may be that it is that part at all.

    ``share`` is how much of the word's use this nominative has, for choosing among readings.
    """

    nominative: str
    case: str
    gender: str
    confidence: float
    share: float = 1.0


class Readings:
    """Reads words as parts of names with the help of a dictionary."""

    def __init__(self, morphology: Morphology) -> None:
        self._morphology = morphology

    def given(self, word: str) -> list[Reading]:
        """Return the word's readings as a given name; the dictionary must know it."""
        analyses = self._singular(word, "given")
        return [r for r in _shares(word, [a for a in analyses if a.known], KNOWN) if r.share > 0.01]

    def unknown_given(self, word: str, *, ordinary: bool = False) -> list[Reading]:
        """Return readings of a word that no dictionary knows as a given name, for where only a given name can stand.

        Of a name that the dictionary has for women only ("Айнур") or for men only, the other's readings come too;
        with ``ordinary`` also those of a word that means something else ("Чаян").
        """
        analyses = self._morphology.analyses(word)
        allowed = ("given", "", "place") if ordinary else ("given",)
        other = any(a.known and a.kind not in allowed for a in analyses)
        if other or not word[0].isupper():
            return []
        genders = {a.gender for a in analyses if a.known and a.kind == "given" and not a.plural}
        by_rule = (f for f in nominatives(word.lower(), GIVENS) if f.gender not in genders)
        return [Reading(_capitalised(f.nominative, word), f.case, f.gender, WEAK, WEAK * f.weight) for f in by_rule]

    def typical_surname(self, word: str) -> list[Reading]:
        """Return the word's readings as a surname that its ending gives away and that is no other word or place."""
        analyses = [a for a in self._morphology.analyses(word) if a.known and not a.plural]
        if any(a.kind in ("", "place") for a in analyses) and not any(a.kind == "surname" for a in analyses):
            return []
        return [r for r in self.surname(word) if r.confidence >= WEAK and _TYPICAL.search(r.nominative.lower())]

    def patronymic(self, word: str) -> list[Reading]:
        """Return the word's readings as a patronymic, from the dictionary or by its ending."""
        known = [a for a in self._singular(word, "patronymic") if a.known]
        if known:
            return _shares(word, known, KNOWN)
        forms = nominatives(word.lower(), PATRONYMICS)
        return [Reading(_capitalised(f.nominative, word), f.case, f.gender, RULE) for f in forms]

    def surname(self, word: str) -> list[Reading]:
        """Return the word's readings as a surname; a double surname's parts must agree."""
        if _SON_OF.search(word.lower()):
            return []
        parts = [self._simple_surname(part) for part in re.split("[-‐‑]", word)]
        if len(parts) != 2:
            return parts[0] if len(parts) == 1 else []
        joined = (_joined(readings) for readings in product(*parts))
        return list({(r.nominative, r.case, r.gender): r for r in joined if r}.values())

    def _simple_surname(self, word: str) -> list[Reading]:
        analyses = self._morphology.analyses(word)
        known = _shares(word, [a for a in analyses if a.known and a.kind == "surname" and not a.plural], KNOWN)
        taken = {(r.case, r.gender) for r in known}
        by_rule = (r for r in _surnames_by_rule(word, analyses) if (r.case, r.gender) not in taken)
        return [*known, *by_rule]

    def _singular(self, word: str, kind: str) -> list[Analysis]:
        return [a for a in self._morphology.analyses(word) if a.kind == kind and not a.plural and a.case]


def _surnames_by_rule(word: str, analyses: Sequence[Analysis]) -> Iterator[Reading]:
    known = [a for a in analyses if a.known]
    is_surname = any(a.kind == "surname" for a in known)
    # "Тагиров", "Сулейманов" are many Tagirs and Suleimans as well: in the singular only is a name no surname.
    named = any(a.kind in ("given", "patronymic") and not a.plural for a in known)
    if not is_surname and (named or any(a.pos not in _CONTENT for a in known)):
        return
    # "Кедров", "Соколов" are many cedars and falcons as well: that is no reason against a surname.
    ordinary = any(not a.kind and not a.plural for a in known)
    adjectives = {a.lemma for a in known if a.pos == "ADJ"}
    for form in nominatives(word.lower(), SURNAMES):
        if form.weight == 1:
            confidence = WEAK if ordinary and not is_surname else RULE
        else:
            confidence = ORDINARY if known and not is_surname else WEAK
        # "Лугового" is Луговой, not Луговый: so is the adjective.
        weight = 2.0 if form.nominative in adjectives and form.weight < 1 else form.weight
        yield Reading(capitalise(form.nominative), form.case, form.gender, confidence, confidence * weight)


def _shares(word: str, analyses: Iterable[Analysis], confidence: float) -> list[Reading]:
    """Turn analyses into readings, each with the share of the word's use that its nominative has."""
    analyses = list(analyses)
    total = sum(a.probability for a in analyses) or 1.0
    shares: dict[tuple[str, str], float] = defaultdict(float)
    for a in analyses:
        shares[a.lemma, a.gender] += a.probability / total
    return [
        Reading(_as_written(word, a), a.case, a.gender, confidence, shares[a.lemma, a.gender])
        for a in analyses
        if a.case and a.case != "Voc"
    ]


def _as_written(word: str, analysis: Analysis) -> str:
    """Return the nominative with ё only if the writer uses it: "Артема" is "Артем", but "Петра" may be "Пётр"."""
    no_yo = "ё" in analysis.word and "ё" not in word.lower()
    return capitalise(lower(analysis.lemma) if no_yo else analysis.lemma)


def _capitalised(nominative: str, written: str) -> str:
    """Write a name with capitals, but leave small what is written small: "Эрес-оолович", "Рустам оглы"."""
    small = re.search("-[а-яё]", written)
    return nominative[:1].upper() + nominative[1:] if small else capitalise(nominative)


def _joined(readings: tuple[Reading, ...]) -> Reading | None:
    """Join the parts of a double surname if they agree."""
    first = readings[0]
    if any((r.case, r.gender) != (first.case, first.gender) for r in readings):
        return None
    confidence = max(WEAK, min(r.confidence for r in readings))
    return Reading("-".join(r.nominative for r in readings), first.case, first.gender, confidence, confidence)
