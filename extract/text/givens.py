"""What given name a word can be, in which case and gender; in full, doubled, short, foreign or unknown."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from extract.text.clean import lower
from extract.text.declension import GIVENS, Declension
from extract.text.reading import (
    BEARERS,
    FEW,
    KNOWN,
    LONGEST,
    MANY,
    REGULAR,
    REMEMBERED,
    RULE,
    SOME,
    TYPICAL,
    UNKNOWN,
    WEAK,
    Dictionary,
    Reading,
    capitalised,
    shares,
)
from sinodik.lexicon import Kind, NameLexicon
from sinodik.names import capitalise, fold

_OBLIQUE = "аяуюмйеи"  # the last letters of case forms
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})
_OTHERWISE = 0.2  # of a word's uses; with more of them as anything but a name it is another word
_A_SURNAMES = re.compile(r"[а-яё]{3}(?:[оеё]ва?|[сц]к(?:ий|ая))$")
_PAST = re.compile(r"(?:[аеиоуыюя]л|[^аеиоуыюя]ег)$")
# Pet names are made anew of any name: Костенька, Юрочка, Артёмушка, Тимурчик; what remains is a name, or short for one.
_PET = re.compile(
    r"(?P<stem>[а-я]{2,}?)(?:[ое]нька|[оеи]чка|[уюаи]шка|[юу]ша|[уюе]л[яь]|[уюа]ня|ка|чик|ик|ок|ос|он|ян|ец|яш)$"
)
_DOUBLE = re.compile("([А-Яа-яЁё]+)[-‐‑]([А-Яа-яЁё]+)$")


class Givens:
    """Reads words as given names; ``diminutives`` has the name in full by a short one and its bearer's gender."""

    def __init__(self, dictionary: Dictionary, names: NameLexicon, diminutives: Mapping[tuple[str, str], str]) -> None:
        self._dictionary, self._names, self._diminutives = dictionary, names, diminutives
        self._short_starts = frozenset(short[:3] for short, _ in diminutives)
        self._declension = Declension(GIVENS)
        self.given = lru_cache(REMEMBERED)(self._given)
        self.unknown_given = lru_cache(REMEMBERED)(self._unknown_given)
        self.foreign_given = lru_cache(REMEMBERED)(self._foreign_given)

    def in_full(self, given: str, gender: str) -> str | None:
        """Return the name that a diminutive stands for, None if it is none: "Лёха" is Алексей."""
        short = fold(given)
        return self._diminutives.get((short, gender)) or self._pet(short, gender)

    def _pet(self, short: str, gender: str) -> str | None:
        """Return the name that a pet name is made of, if many bear that name and nobody the pet name."""
        pet = _PET.fullmatch(short)
        if not pet or self._names.count(Kind.GIVEN, short) >= FEW or self._names.count(Kind.SURNAME, short) >= SOME:
            return None
        stems = [pet["stem"] + end for end in ("", "а", "я", "й")]
        if full := next((full for stem in stems if (full := self._diminutives.get((stem, gender)))), None):
            return full
        known = (stem for stem in stems if self._names.count(Kind.GIVEN, stem) >= MANY)
        return next((r.nominative for stem in known for r in self._by_dictionary(stem, gender)), None)

    def _by_dictionary(self, name: str, gender: str) -> Iterator[Reading]:
        """Yield the readings of a name, folded, as the dictionary writes it: "артем" is Артём."""
        known = [a for a in self._dictionary.singular(capitalise(name), "given") if a.known and a.gender == gender]
        yield from (r for r in shares("ё", known, KNOWN) if r.case == "Nom" and fold(r.nominative) == name)

    def _given(self, word: str) -> tuple[Reading, ...]:
        """Return the word's readings as a given name that the dictionary or the list of names has."""
        analyses = self._dictionary.singular(word, "given")
        if not analyses and any(
            a.known and a.kind == "surname" and REGULAR.search(a.lemma) for a in self._dictionary.analyses(word)
        ):
            return ()  # "Иванов" is no given name, and most names have such a word
        known = [r for r in shares(word, [a for a in analyses if a.known], KNOWN) if r.share > 0.01]
        if len({r.nominative for r in known}) > 1:
            # "Карине" is Карина's dative more often than an Armenian woman.
            people = {(r.gender, r.nominative): 1 + self._names.count(Kind.GIVEN, r.nominative) for r in known}
            most = {sex: max(n for (other, _), n in people.items() if other == sex) for sex, _ in people}
            known = [r._replace(share=r.share * people[r.gender, r.nominative] / most[r.gender]) for r in known]
        genders = {reading.gender for reading in known}
        # "Вакиля" the dictionary has for a woman, and the list has Вакиль too.
        if not known or (len(genders) == 1 and word[-1] in _OBLIQUE):
            known += [r for r in self._listed_givens(word) if r.gender not in genders]
        known = known or list(self._double_given(word))
        genders = {reading.gender for reading in known}
        return (*known, *(r for r in self._short_given(word) if r.gender not in genders))

    def _listed_givens(self, word: str) -> Iterator[Reading]:
        """Yield readings as a given name that only the list has, if it is less often a surname.

        What is another word too ("Канат", "Алмаз") must be a given name of many.
        """
        if not word[0].isupper() or len(word) > LONGEST:
            return
        # "Ильнар" is many Ильнарас, "Динар" many Динарас: that is no other word.
        others = [a for a in self._dictionary.analyses(word) if a.known and not (a.plural and a.kind == "given")]
        said = any(a.pos not in _NOMINAL for a in others)
        if said and (any(a.pos not in (*_NOMINAL, "VERB") for a in others) or _PAST.search(lower(word))):
            return  # "Селим" may be a name beside a surname in the nominative, "Набил" has a subject there
        placed = any(a.kind == "place" for a in others)
        other = sum(a.probability for a in others if a.kind not in ("surname", "given", "place")) > _OTHERWISE
        genders = {a.gender for a in others if a.kind == "given"}
        for form in self._declension.nominatives(word.lower()):
            people, bearer = self._names.entry(Kind.GIVEN, form.nominative)
            if form.gender in genders or (bearer and not bearer & BEARERS[form.gender]):
                continue
            if (said or placed) and (form.case, form.nominative) != ("Nom", word.lower()):
                continue  # "Милан Кедров"
            if people >= (MANY if other and not said else FEW) and people > self._names.count(
                Kind.SURNAME, form.nominative
            ):
                confidence = RULE if people >= SOME and not (other or placed) else WEAK
                yield Reading(capitalised(form.nominative, word), form.case, form.gender, confidence, form.weight)

    def _short_given(self, word: str) -> Iterator[Reading]:
        """Yield readings of a diminutive: "Тёмыч", "Димоном", and "Саша" for a woman."""
        if (
            word[0].isupper()
            and len(word) <= LONGEST
            and (lower(word[:3]) in self._short_starts or _PET.fullmatch(lower(word)))
        ):
            for form in self._declension.nominatives(word.lower()):
                if self.in_full(form.nominative, form.gender):
                    yield Reading(capitalise(form.nominative), form.case, form.gender, RULE, form.weight)

    def _double_given(self, word: str) -> Iterator[Reading]:
        """Yield readings of "Жан-Мари", "Анны-Марии", "Гаджи-Мурадом": only the last part must decline."""
        if not (double := _DOUBLE.match(word)) or not word[0].isupper():
            return
        head, tail = double[1], double[2][:1].upper() + double[2][1:]
        heads = self.given(head)
        for last in self.given(tail) or (() if TYPICAL.fullmatch(lower(tail)) else self.unknown_given(tail)):
            declined = [h.nominative for h in heads if (h.case, h.gender) == (last.case, last.gender)]
            first = declined[0] if declined else head
            if heads or self._names.count(Kind.GIVEN, head):
                nominative = capitalised(f"{first}-{last.nominative.lower()}", word)
                yield Reading(nominative, last.case, last.gender, min(RULE, last.confidence), last.share)

    def _unknown_given(self, word: str, ordinary: bool = False) -> tuple[Reading, ...]:
        """Return readings of a word that no dictionary knows as a given name, for where only a given name can stand.

        Of a name that the dictionary has for women only ("Айнур") or for men only, the other's readings come too;
        with ``ordinary`` also those of a word that means something else ("Чаян").
        """
        analyses = self._dictionary.analyses(word)
        allowed = ("given", "", "place") if ordinary else ("given",)
        other = any(a.known and a.kind not in allowed for a in analyses)
        if other or not word[0].isupper() or len(word) > LONGEST:
            return ()
        genders = {a.gender for a in analyses if a.known and a.kind == "given" and not a.plural}
        by_rule = [f for f in self._declension.nominatives(word.lower()) if f.gender not in genders]
        if any(_A_SURNAMES.search(form.nominative) for form in by_rule):
            return ()
        return tuple(
            Reading(capitalised(f.nominative, word), f.case, f.gender, WEAK, WEAK * f.weight)
            for f in by_rule
            if (f.case == "Nom" or not any(a.known and a.kind == "place" for a in analyses))  # "из Сербии Драган"
            and (not genders or self._names.entry(Kind.GIVEN, f.nominative).bearer & BEARERS[f.gender])
        )

    def _foreign_given(self, word: str) -> tuple[Reading, ...]:
        """Return the word's readings as a given name from abroad, which may be a surname too ("Скотт")."""
        if len(word) > LONGEST or any(a.known and a.kind in ("", "place") for a in self._dictionary.analyses(word)):
            return ()
        if TYPICAL.fullmatch(word.lower()) and any(a.known for a in self._dictionary.analyses(word)):
            return ()
        forms = self._declension.nominatives(word.lower())
        return tuple(Reading(capitalised(f.nominative, word), f.case, f.gender, UNKNOWN, f.weight / 2) for f in forms)
