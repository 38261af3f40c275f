"""What surname a word can be, in which case and gender; a double one's parts decline together, or only the last."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from math import log2

from extract.text.clean import lower
from extract.text.declension import SURNAMES, Declension
from extract.text.morphology import CASES, Analysis
from extract.text.reading import (
    BEARERS,
    FEW,
    KNOWN,
    LONGEST,
    MANY,
    ORDINARY,
    REGULAR,
    REMEMBERED,
    RULE,
    SOME,
    TYPICAL,
    WEAK,
    Dictionary,
    Reading,
    capitalised,
    shares,
)
from sinodik.lexicon import Bearer, Entry, Kind, NameLexicon
from sinodik.names import capitalise

_UNDECLINED = 0.4  # how likely the first part of a double surname is not to agree with the last
_STRESSED = 0.1  # how likely an unknown name in -ский is one in -ской
_SELDOM = 0.05  # how likely "Калина" is a man's surname, not a woman's of the family Калин
_LIKE_A_WOMANS = re.compile(r"(?:[иы]на|[оеё]вой|[иы]ной|[сц]кой)$")
_AS_IT_IS = 0.01  # how likely a man's surname that can be declined is not
_NOBODY = Entry(0, Bearer.UNKNOWN)
_RARELY, _SELDOM_SAID = 0.05, 0.3  # of a word's uses
_NO_MANS = ("ее", "ое", "ая", "яя")  # ends of adjectives of another gender
_THE_NOUN = 0.5  # how likely a noun's case form is that noun as a surname
_OF_THE_OTHER_SEX = 0.1  # how likely a man is to bear what only women are listed with

# What a surname can be besides ("Сорока" is forty as well); a verb or a preposition is none.
CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "NUMR"})
_TRADE = re.compile(
    r"(?:тель|[нчщ]ик|ист|[еои]р|лог|граф|консульт|арь|[ае]нт|ец|вод|врач|медик|ат|(?:капит|ветер|партиз|атам)ан|стрелок|глава|староста)$"
)
_SON_OF = re.compile(r"[ -]?(?:оглы|оглу|угли|огли|углы|улы|уулу|кызы|гызы|кизи)$")
_KYRGYZ = re.compile(r"(?<=[а-яё]{3}) (?:уулу|кызы)$")  # "Бакыт уулу Нурлан" has no other surname
_SMALL = frozenset("фон де ван".split())
_HYPHEN = re.compile("[-‐‑]")


class Surnames:
    """Reads words as surnames."""

    def __init__(self, dictionary: Dictionary, names: NameLexicon) -> None:
        self._dictionary, self._names = dictionary, names
        self._declension = Declension(SURNAMES)
        self.surname = lru_cache(REMEMBERED)(self._surname)
        self.typical_surname = lru_cache(REMEMBERED)(self._typical_surname)
        self.any_surname = lru_cache(REMEMBERED)(self._any_surname)
        self.lone_surname = lru_cache(REMEMBERED)(self._lone_surname)

    def _surname(self, word: str) -> tuple[Reading, ...]:
        """Return the word's readings as a surname; a double surname's parts must agree."""
        if _KYRGYZ.search(word.lower()):
            return tuple(Reading(word, case, gender, WEAK) for case in CASES for gender in BEARERS)
        if len(word) > LONGEST or _SON_OF.search(word.lower()):
            return ()
        *heads, last = _HYPHEN.split(word)
        if heads and heads[0].lower() == "по":
            return ()  # "по-домашнему"
        if heads and last.lower() == "заде":
            return tuple(Reading(word, case, gender, RULE) for case in CASES for gender in BEARERS)
        if not heads:
            return tuple(self._simple_surname(last))
        return tuple(self._double_surname(heads, last)) if len(heads) < 3 and all((*heads, last)) else ()

    def _typical_surname(self, word: str) -> tuple[Reading, ...]:
        """Return the word's readings as a surname that its ending or the list of names gives away.

        It is no other word and no place.
        """
        known = [a for a in self._dictionary.analyses(word) if a.known]
        if any(a.kind in ("", "place") for a in known) and not any(a.kind == "surname" for a in known):
            return ()
        return tuple(
            r
            for r in self.surname(word)
            if r.confidence >= WEAK
            and (TYPICAL.search(r.nominative.lower()) or self._names.count(Kind.SURNAME, r.nominative) >= FEW)
        )

    def _any_surname(self, word: str, ordinary: bool = False) -> tuple[Reading, ...]:
        """Return the word's readings as a surname of any kind, for where only a surname can stand.

        Without ``ordinary``, a word that means something else is none.
        """
        known = [a for a in self._dictionary.analyses(word) if a.known]
        if not ordinary and any(a.kind in ("", "place") for a in known):
            return ()
        if self._is_no_noun(word, known):
            return ()  # "Похоронили Руслана", "Нам Иван Петрович рассказал"
        found = self.surname(word)
        if found or len(word) > LONGEST:
            return found
        forms = self._declension.nominatives(word.lower())
        return tuple(Reading(capitalised(f.nominative, word), f.case, f.gender, ORDINARY, f.weight) for f in forms)

    def whatever_surname(self, word: str, proved: bool = False) -> tuple[Reading, ...]:
        """Return the word's readings as a surname, whatever it means besides: "Топал", "Гай", "Перерва".

        For where a capital can only be a name's; if ``proved`` by a patronymic, it may be a place's name as well, and
        need not decline.
        """
        known = [a for a in self._dictionary.analyses(word) if a.known]
        if len(word) > LONGEST or (not proved and any(a.kind == "place" for a in known)):
            return ()
        nouns = _as_the_noun(word, [a for a in known if a.pos in ("NOUN", "PROPN", "ADJ")])
        forms = self._declension.nominatives(word.lower())
        by_rule = (Reading(capitalise(f.nominative), f.case, f.gender, ORDINARY, f.weight / 2) for f in forms)
        as_it_is = (Reading(capitalise(word), case, sex, ORDINARY, _AS_IT_IS) for case in CASES for sex in BEARERS)
        return (*nouns, *by_rule, *(as_it_is if proved else ()))

    def _is_no_noun(self, word: str, known: Sequence[Analysis]) -> bool:
        """Tell whether a word is a verb, a pronoun or the like, and no surname besides, as "Доев" and "Ан" are."""
        if not known or any(a.pos in CONTENT and (a.case or a.kind) for a in known):
            return False
        said = any(a.pos in ("PRON", "DET", "ADP") or (a.pos == "VERB" and a.plural) for a in known)
        return said or self._names.count(Kind.SURNAME, word) < FEW

    def _lone_surname(self, word: str, begins_sentence: bool) -> tuple[Reading, ...]:
        """Return the word's readings as a surname that nothing stands beside.

        A word that is also an ordinary one, a given name or a place is none; where a sentence begins every word has a
        capital, so that only what a dictionary or the list knows counts there.
        """
        known = [a for a in self._dictionary.analyses(word) if a.known]
        surname = sum(a.probability for a in known if a.kind == "surname" and not a.plural)
        # "Орлов" is many eagles too, "Гагарина" a town's case, and "Московские" no man.
        other = sum(a.probability for a in known if a.kind != "surname" and not (surname and a.plural))
        if known and surname <= other:
            return ()
        readings = [r for r in self.surname(word) if r.confidence >= WEAK]
        least = RULE if begins_sentence else WEAK
        typical = [r for r in readings if r.confidence >= least and TYPICAL.search(r.nominative.lower())]
        listed = [r for r in readings if self._names.count(Kind.SURNAME, r.nominative) >= FEW]
        return tuple(readings) if typical or listed or surname else ()

    def _double_surname(self, heads: Sequence[str], last: str) -> Iterator[Reading]:
        """Yield readings of a surname of several parts: all agree, or only the last declines ("Тер-Погосяну")."""
        # "Эрдни-Горяева": a given name that is no surname may stay as it is.
        fixed = [self._names.count(Kind.GIVEN, h) > self._names.count(Kind.SURNAME, h) for h in heads]
        declined = [[] if whole else self._simple_surname(head) for head, whole in zip(heads, fixed, strict=True)]
        givens = [self._declined_given(head) for head in heads]
        for reading in self._simple_surname(last) or self.any_surname(last, True):
            agreeing = [
                given.get(reading.case)
                if given
                else next((r.nominative for r in options if (r.case, r.gender) == (reading.case, reading.gender)), None)
                for given, options in zip(givens, declined, strict=True)
            ]
            names = [name or head for name, head in zip(agreeing, heads, strict=True)]
            written = zip([*names, reading.nominative], [*heads, last], strict=True)
            share = reading.share * (1.0 if all(agreeing) else _UNDECLINED)
            confidence = RULE if reading.confidence >= RULE else WEAK
            yield Reading("-".join(_like(*pair) for pair in written), reading.case, reading.gender, confidence, share)

    def _declined_given(self, head: str) -> dict[str, str]:
        """Return by case the given name that a double surname begins with: "Бадму-Халгаева" is Бадма-Халгаев's."""
        forms = self._declension.nominatives(head.lower()) if not self._names.count(Kind.SURNAME, head) else ()
        listed = (f for f in forms if f.case != "Nom" and self._names.count(Kind.GIVEN, f.nominative) >= SOME)
        return {f.case: capitalise(f.nominative) for f in listed if f.nominative != head.lower()}

    def _simple_surname(self, word: str) -> list[Reading]:
        analyses = self._dictionary.analyses(word)
        known = shares(word, [a for a in analyses if a.known and a.kind == "surname" and not a.plural], KNOWN)
        # Of the others the dictionary knows all forms; but "Фоминых" it has for many Фомины only.
        itself = word.lower().endswith(("ых", "их")) and self._names.count(Kind.SURNAME, word) >= SOME
        if not itself and any(a.known and a.kind == "surname" and REGULAR.search(a.lemma) for a in analyses):
            return [*known, *self._irregular(word)]
        taken = {(r.case, r.gender) for r in known}
        by_rule = (r for r in self._surnames_by_rule(word, analyses) if (r.case, r.gender) not in taken)
        return [*known, *by_rule]

    def _irregular(self, word: str) -> Iterator[Reading]:
        """Yield a man's readings of what looks like a woman's regular surname: "Дубовой", "Чуприна" are men's too."""
        for form in self._declension.nominatives(word.lower()):
            if form.gender == "Masc" and _LIKE_A_WOMANS.search(form.nominative):
                yield Reading(capitalise(form.nominative), form.case, "Masc", WEAK, _SELDOM)

    def _surnames_by_rule(self, word: str, analyses: Sequence[Analysis]) -> Iterator[Reading]:
        forms = self._declension.nominatives(word.lower())
        # "Осени" may be an imperative, but hardly ever is; "Соловей" too, and many are called so.
        known = [a for a in analyses if a.known and (a.pos in CONTENT or a.probability > _RARELY)]
        is_surname = any(a.kind == "surname" for a in known)
        # "Тагиров", "Сулейманов" are many Tagirs and Suleimans as well: in the singular only is a name no surname.
        kinds = {a.kind for a in known if not a.plural}
        # "Кужугет" the dictionary has for a given name.
        named = "patronymic" in kinds or ("given" in kinds and not self._is_rather_surname(word))
        listed = {name: self._names.entry(Kind.SURNAME, name) for name in {form.nominative for form in forms}}
        many_bear = listed.get(word.lower(), _NOBODY).people >= MANY
        seldom = many_bear and sum(a.probability for a in known if a.pos not in CONTENT) < _SELDOM_SAID
        if not is_surname and (named or (any(a.pos not in CONTENT for a in known) and not seldom)):
            return
        # "Кедров", "Соколов" are many cedars and falcons as well: that is no reason against a surname.
        ordinary = any(not a.kind and not a.plural for a in known)
        adjectives = {a.lemma for a in known if a.pos == "ADJ"}
        nouns = [a for a in known if a.pos in ("NOUN", "PROPN")]
        oblique = (
            bool(nouns) and len(nouns) == len(known) and all(a.case and (a.plural or a.case != "Nom") for a in nouns)
        )
        many = any(a.plural and a.case == "Nom" for a in nouns)
        if not is_surname:
            yield from _as_the_noun(word, [a for a in known if a.pos in ("NOUN", "PROPN", "ADJ")])
        if many_bear and not REGULAR.search(word.lower()):
            # "Простились с Куулар Айдысом": many peoples' surnames are left as they are.
            for case in CASES[1:]:
                yield Reading(capitalise(word), case, "Masc", WEAK, _AS_IT_IS)
        for form in forms:
            people, bearer = listed[form.nominative]
            other_sex = bool(bearer) and not bearer & BEARERS[form.gender]
            if is_surname and form.weight < 1 and (other_sex or people < FEW):
                continue  # the dictionary knows better
            as_it_is = oblique and form.nominative == word.lower() and form.weight < 1 and people < FEW
            if as_it_is and (form.case != "Nom" or not many):
                continue  # "Родом" is the instrumental of "род", "Совы" the genitive of "сова"
            if form.weight == 1:
                confidence = WEAK if ordinary and not is_surname else RULE
            elif known and not is_surname:
                confidence = ORDINARY if people < MANY else WEAK
            else:
                confidence = WEAK if people < FEW else RULE
            # "Лугового" is Луговой, not Луговый: so is the adjective.
            weight = 2.0 if form.nominative in adjectives else form.weight
            if as_it_is:
                weight *= _AS_IT_IS  # "Дети", "Соколята": a word in the plural, and seldom a surname
            if form.nominative.endswith(("ской", "цкой")) and not (people or form.nominative in adjectives):
                weight *= _STRESSED
            if other_sex:
                weight *= _OF_THE_OTHER_SEX
            if not is_surname:
                weight *= 1 + log2(1 + people) / 4
            yield Reading(capitalise(form.nominative), form.case, form.gender, confidence, confidence * weight)

    def _is_rather_surname(self, word: str) -> bool:
        return self._names.count(Kind.SURNAME, word) > self._names.count(Kind.GIVEN, word)


def _as_the_noun(word: str, nouns: Iterable[Analysis]) -> Iterator[Reading]:
    """Yield the readings of a case form that a surname has from the noun that it is: "Зайца" is Заяц, "Мыши" Мышь."""
    for noun in nouns:
        if noun.kind or noun.plural or noun.case in ("", "Nom") or noun.lemma.endswith(_NO_MANS):
            continue
        lemma = noun.lemma if "ё" in word.lower() else lower(noun.lemma)
        if noun.pos == "ADJ" and noun.gender != "Masc":
            if noun.gender == "Fem" and lemma.endswith(("ой", "ый")):
                yield Reading(capitalise(lemma[:-2] + "ая"), noun.case, "Fem", ORDINARY, _THE_NOUN)
            continue
        for gender in ("Masc",) if noun.gender == "Masc" else BEARERS:
            yield Reading(capitalise(lemma), noun.case, gender, ORDINARY, _THE_NOUN)


def no_trade(readings: Iterable[Reading]) -> list[Reading]:
    """Leave out what before a name is rather somebody's trade or office: "учитель Иван Петрович"."""
    return [r for r in readings if r.confidence > ORDINARY or not _is_trade(lower(r.nominative))]


def _is_trade(word: str) -> bool:
    return len(word) > 3 and _TRADE.search(word) is not None


def _like(part: str, written: str) -> str:
    """Write a part of a double surname small where it was written so, or always is: "Кужугет-оол", "фон"."""
    return part.lower() if written[0].islower() or written.lower() in _SMALL else capitalise(part)
