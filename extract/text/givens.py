"""What given name a word can be, in which case and gender; in full, doubled, short, foreign or unknown."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import log2

from extract.text.clean import lower
from extract.text.declension import GIVENS, Declension
from extract.text.morphology import CASES
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

_LISTED = 0.5  # how usual a name is at least that many bear, whatever it ends in: "Айсылу"
_OBLIQUE = "аяуюмйеи"  # the last letters of case forms
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})
_OF_THE_OTHER_SEX = 0.1  # how likely a man is to bear what the list has for women only
_OTHERWISE = 0.2  # of a word's uses; with more of them as anything but a name it is another word
# Surnames and patronymics end so, the first of two names does ("Кедров-Хан"), and Turkic words in the plural do.
_NO_GIVEN = re.compile(
    r"[а-яё]{3}(?:[оеё]ва?|[сц]к(?:ий|ая)|[оеё]ви?ч|[оеё]вна)$|[а-яё]{3}(?:[оеё]в|[кшт]ин)-|л[ае]р[ыие]$"
)
# Turkic, Iranian and Caucasian names are made of two; the second tells that it is one: Дилшодбек, Магомедшапи.
LIKE_A_GIVEN = re.compile(
    r"(?:д[ие]н|бе[кч]|б[ие]г|би[йя]?|улл[ао]|хан|бай|[дж]жон|джан|гирей|гери[й]?|мурза|али|[ао][хг]ме[дт]|гуль|г[юё]ль|нур"
    r"|мухамм?[ае]д|ахмад|оол|булат|даулет|с[уо]лтан|т[ие]мир|темур|мур[ао]д|мурат|назар|шо|шапи|гаджи|хаджи|паша|арслан)$"
)
_MAYBE_MADE = re.compile(LIKE_A_GIVEN.pattern.removesuffix("$") + "(?:а|у|ом|ем|е|я|ю)?$")
_PAST = re.compile(r"(?:[аеиоуыюя]л|[^аеиоуыюя]ег)$")
# Pet names are made anew of any name: Костенька, Юрочка, Артёмушка, Тимурчик; what remains is a name, or short for one.
_PET = re.compile(
    r"(?P<stem>[а-я]{2,}?)(?:[ое]нька|[оеи]чка|[уюаи]шка|[юу]ша|[уюе]л[яь]|[уюа]ня|ка|чик|ик|ок|ос|он|ян|ец|яш)$"
)
# "Ринат-абый", "с Маратом-агаем": what the Turkic peoples call an elder, and no part of the name.
_HONOUR = re.compile(
    r"абы(?:й|я|ю|ем|е)|абз(?:ы|ый|ыя|ыю|ыем)|ага(?:й|я|ю|ем|е)|ап(?:а|ай|ы|е|у|ой)|ак(?:а|и|е|у|ой)|баба(?:й|я|ю|ем|е)"
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

    def _bears(self, name: str, gender: str) -> bool:
        """Tell whether anybody of that gender may be called so: the list has no bearers, few, or some of it."""
        people, bearer = self._names.entry(Kind.GIVEN, name)
        return people < SOME or not bearer or bool(bearer & BEARERS[gender])

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
        # "Ляйсан" and "Эльмаз" the dictionary has for men.
        others = bool(genders) and not any(self._bears(r.nominative, r.gender) for r in known)
        # "Вакиля" the dictionary has for a woman, and the list has Вакиль too.
        if not known or others or (len(genders) == 1 and word[-1] in _OBLIQUE):
            known = [r._replace(share=r.share * _OF_THE_OTHER_SEX) for r in known] if others else known
            known += [r for r in self._listed_givens(word) if r.gender not in genders]
        known = known or list(self._double_given(word)) or list(self._made_of_two(word))
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
        forms = self._declension.nominatives(word.lower())
        listed = {name: self._names.entry(Kind.GIVEN, name) for name in {form.nominative for form in forms}}
        most = max((entry.people for entry in listed.values()), default=0)
        for form in forms if most >= FEW else ():
            people, bearer = listed[form.nominative]
            if form.gender in genders or (bearer and not bearer & BEARERS[form.gender]):
                continue
            if (said or placed) and (form.case, form.nominative) != ("Nom", word.lower()):
                continue  # "Милан Кедров"
            if people >= (MANY if other and not said else FEW) and people > self._names.count(
                Kind.SURNAME, form.nominative
            ):
                confidence = RULE if people >= SOME and not (other or placed) else WEAK
                # "Фидаиле" is the case of Фидаиль, as many are called, rather than of Фидаил.
                share = max(form.weight, _LISTED if people >= SOME else 0.0) * log2(2 + people) / log2(2 + most)
                yield Reading(capitalised(form.nominative, word), form.case, form.gender, confidence, share)

    def _made_of_two(self, word: str) -> Iterator[Reading]:
        """Yield readings of a word that no dictionary knows and that is made as given names are: "Дилшодбек"."""
        if not word[0].isupper() or len(word) > LONGEST or not _MAYBE_MADE.search(lower(word)):
            return
        if any(a.known for a in self._dictionary.analyses(word)):
            return
        for form in self._declension.nominatives(word.lower()):
            made = LIKE_A_GIVEN.search(form.nominative)
            made = None if _NO_GIVEN.search(form.nominative) else made  # "Дерябкин-Хан"
            if form.gender == "Masc" and made and made.start() > 2 and not self._names.count(Kind.SURNAME, word):
                yield Reading(capitalised(form.nominative, word), form.case, form.gender, WEAK, form.weight)

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
        if _HONOUR.fullmatch(double[2]):
            yield from (h._replace(case=case) for h in heads if h.case == "Nom" for case in CASES)
            return
        for last in self.given(tail) or (() if TYPICAL.fullmatch(lower(tail)) else self.unknown_given(tail)):
            declined = [h.nominative for h in heads if (h.case, h.gender) == (last.case, last.gender)]
            first = declined[0] if declined else head
            if heads or self._names.count(Kind.GIVEN, head):
                nominative = capitalised(f"{first}-{last.nominative.lower()}", word)
                yield Reading(nominative, last.case, last.gender, min(RULE, last.confidence), last.share)

    def _unknown_given(self, word: str, ordinary: bool = False) -> tuple[Reading, ...]:
        """Return readings of a word that no dictionary knows as a given name, for where only a given name can stand.

        Of a name that the dictionary has for women only ("Айнур") or for men only, the other's readings come too;
        with ``ordinary``, where a surname and a patronymic prove it, also those of a word that means something else
        ("Чаян"), or a name in a case that it does not stand in ("Чебан Петру Васильевич").
        """
        analyses = self._dictionary.analyses(word)
        allowed = ("given", "", "place") if ordinary else ("given",)
        other = any(a.known and a.kind not in allowed for a in analyses)
        if other or not word[0].isupper() or len(word) > LONGEST:
            return ()
        genders = {a.gender for a in analyses if a.known and a.kind == "given" and not a.plural and not ordinary}
        by_rule = [f for f in self._declension.nominatives(word.lower()) if f.gender not in genders]
        if any(_NO_GIVEN.search(form.nominative) for form in by_rule):
            return ()
        return tuple(
            Reading(capitalised(f.nominative, word), f.case, f.gender, WEAK, WEAK * f.weight)
            for f in by_rule
            if (
                ordinary or f.case == "Nom" or not any(a.known and a.kind == "place" for a in analyses)
            )  # "из Сербии Драган"
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
