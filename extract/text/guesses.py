"""Names of which no dictionary knows every part: what stands about them makes them names."""

import re
from collections.abc import Iterator, Sequence

from extract.text.agreement import FREE, Choice, choose
from extract.text.clean import lower
from extract.text.document import Document, Word
from extract.text.givens import LIKE_A_GIVEN
from extract.text.lists import begins_line
from extract.text.name import Name, Part
from extract.text.reading import MANY, ORDINARY, SOME, TYPICAL, UNKNOWN, Reading
from extract.text.readings import Readings
from extract.text.surname_readings import no_trade
from extract.text.surroundings import Surroundings
from sinodik.lexicon import Kind
from sinodik.records import Field

S, G, P = Field.SURNAME, Field.GIVEN, Field.PATRONYMIC

_REVERSED, _CLEARLY = 1.5, 20  # what a name loses that would be so many times likelier in the other order
_DECLINES, _AS_IT_IS = re.compile("[бвгджзйклмнпрстфхцчшщь]$"), 0.01  # how likely a surname that declines is left so
_ODD = 0.3  # what a name loses whose surname looks like none
_BREAKS = "\n|;("  # the ends of lines and of a table's cells, and brackets


class Guesses:
    """Reads words that no dictionary knows as names, and tells which order of a name's parts is the likelier."""

    def __init__(self, readings: Readings) -> None:
        self._readings = readings

    def reversal(self, surname: str, given: str) -> float:
        """Return how much less two words are worth if many bear the surname for a given name, or the other way."""
        count = self._readings.people
        here = (1 + count(Kind.SURNAME, surname)) * (1 + count(Kind.GIVEN, given))
        there = (1 + count(Kind.SURNAME, given)) * (1 + count(Kind.GIVEN, surname))
        # "Баталбий Чермит", "Кадырбеч Хут": the one is made as given names are.
        made_so = count(Kind.GIVEN, given) < SOME and LIKE_A_GIVEN.search(lower(surname)) is not None
        likelier = there > _CLEARLY * here or (there >= here and made_so)
        return _REVERSED if likelier and not LIKE_A_GIVEN.search(lower(given)) else 0.0

    def guessed(self, surroundings: Surroundings, start: int, pattern: tuple[Field, ...], worth: float) -> Name | None:
        """Read parts that no dictionary knows together, where only a name can stand."""
        words = surroundings.document.words[start : start + len(pattern)]
        surname, given = words[pattern.index(S)], words[pattern.index(G)]
        if len(given.text) < 3 or not alike_written(surname.text, given.text):
            return None
        patronymic = self._readings.patronymic(words[pattern.index(P)].text) if P in pattern else ()
        if P in pattern and not patronymic:
            return None
        if pattern == (G, S) and self.is_patronymic(surroundings, start):
            return None
        known = self._readings.given(given.text)
        if not known and self._looks_like_a_surname(given.text) and not self._looks_like_a_surname(surname.text):
            return None
        surnames = self._surnames(surroundings, start, pattern, known, patronymic)
        proved = bool(patronymic) or surroundings.calls_for_a_name(start, start + len(pattern))
        givens = known or self._givens(surroundings, given, patronymic)
        if not givens and proved and self._looks_like_a_surname(surname.text):
            givens = self._ordinary(given)
        if not (surnames and givens):
            return None
        surnames = [*surnames, *_undeclined(surnames, known)]
        person = pattern == (G, S) and self._is_somebody(surroundings, given, surname)
        if not surroundings.allows_unknown(words[0].start, words[-1].end, proved=proved, person=person):
            return None
        read = {S: surnames, G: givens, P: patronymic}
        hints = surroundings.hints(start, start + len(pattern))
        choice = choose([read[field] for field in pattern], hints)
        if choice is None or (FREE in hints and choice.readings[0].case != "Nom"):
            return None  # "Рахими Тагай" is no Рахимя's name, for nothing governs it
        worth -= self.reversal(
            choice.readings[pattern.index(S)].nominative, choice.readings[pattern.index(G)].nominative
        )
        # In prose the given name stands first.
        prose = pattern == (S, G) and not known and not begins_line(surroundings.document, surname.start)
        # "Бауырымыз Сеитказы Мурзабекович Окасов": what looks like a surname is rather one.
        worth -= 0.0 if self._looks_like_a_surname(surname.text) else _ODD
        name = written(surroundings.document, words, pattern, choice, worth - (1.5 if prose else 1.0))
        return name._replace(parts=tuple(p._replace(confidence=min(p.confidence, UNKNOWN)) for p in name.parts))

    def _givens(self, surroundings: Surroundings, given: Word, patronymic: Sequence[Reading]) -> Sequence[Reading]:
        if patronymic:
            return self._readings.unknown_given(given.text, True)
        return (self._readings.foreign_given if surroundings.press else self._readings.unknown_given)(given.text)

    def _ordinary(self, given: Word) -> Sequence[Reading]:
        """Return what a word that means something else is as a given name: "погиб Хан Сагалаков"; but no trade."""
        forms = {(a.lemma, a.case) for a in self._readings.analyses(given.text) if a.known and not a.plural}
        if any(a.known and a.pos == "ADJ" for a in self._readings.analyses(given.text)):
            return []  # "сорокалетний Кедров"
        read = (r._replace(confidence=ORDINARY) for r in self._readings.unknown_given(given.text, True))
        return no_trade(r for r in read if (lower(r.nominative), r.case) in forms)

    def _surnames(
        self,
        surroundings: Surroundings,
        start: int,
        pattern: tuple[Field, ...],
        known: Sequence[Reading],
        patronymic: Sequence[Reading],
    ) -> Sequence[Reading]:
        """Return what the surname can be; beside a given name any word: before it where none but a name stands."""
        words = surroundings.document.words[start : start + len(pattern)]
        surname, given = words[pattern.index(S)], words[pattern.index(G)]
        called_for = surroundings.calls_for_a_name(start, start + len(pattern))
        # "Мышь Егор" at the head of a line; "погиб Мышь Егор" in the midst of a sentence.
        anything = bool(known) and (pattern[0] is G or called_for or surroundings.is_headed(words[0].start))
        after_patronymic = pattern == (G, P, S) and not given.text.isupper()
        surnames: Sequence[Reading] = () if known else self._readings.typical_surname(surname.text)
        if not surnames and (anything or patronymic or (surroundings.press and pattern[0] is G)):
            surnames = self._readings.any_surname(surname.text, anything or after_patronymic)
        if not surnames and called_for:
            surnames = self._readings.any_surname(surname.text)
        inside = surroundings.is_inside(start) if pattern[0] is S else after_patronymic
        if inside and (known or patronymic) and not surroundings.press:
            proved = bool(patronymic) or surroundings.follows_person(start)
            surnames = [*surnames, *self._readings.whatever_surname(surname.text, proved)]
        elif pattern[0] is S:
            surnames = no_trade(surnames)
        return surnames

    def _is_somebody(self, surroundings: Surroundings, given: Word, surname: Word) -> bool:
        """Tell whether two words are a person wherever they stand: "Арсений Волкодав", "Гиляз Фархетдинов"."""
        if surroundings.names_somebody(given):
            return True
        unknown = not any(
            a.known for word in (given, surname) for a in self._readings.analyses(word.text) if not a.kind
        )
        listed = self._readings.people(Kind.SURNAME, surname.text) >= MANY
        return surroundings.is_of_the_dead and unknown and (listed or self._looks_like_a_surname(surname.text))

    def is_patronymic(self, surroundings: Surroundings, number: int) -> bool:
        """Tell whether the word after a given name is rather a patronymic than a surname.

        "Мударисович" is, "Сивкович" is not; what nobody bears is where a sentence begins: "Санчат Орланович родился".
        """
        word, count = surroundings.document.words[number + 1].text, self._readings.people
        if not self._readings.patronymic(word):
            return False
        sons, family = count(Kind.PATRONYMIC, word), count(Kind.SURNAME, word)
        return sons > family if sons or family else not surroundings.is_inside(number)

    def _looks_like_a_surname(self, word: str) -> bool:
        return any(
            TYPICAL.search(r.nominative.lower()) or self._readings.people(Kind.SURNAME, r.nominative) >= SOME
            for r in self._readings.typical_surname(word)
        )


def _undeclined(surnames: Sequence[Reading], known: Sequence[Reading]) -> Iterator[Reading]:
    """Yield the readings of a surname that a man's given name shows to be left as it is: "капитану Ивану Ремез"."""
    if any(reading.case == "Nom" for reading in known):
        return
    cases = {reading.case for reading in known if reading.gender == "Masc"}
    for reading in surnames:
        as_it_is = reading.case == "Nom" and reading.gender == "Masc" and not TYPICAL.search(lower(reading.nominative))
        if as_it_is and _DECLINES.search(reading.nominative):
            yield from (reading._replace(case=case, share=reading.share * _AS_IT_IS) for case in cases)


def alike_written(surname: str, given: str) -> bool:
    """Tell whether two words are written as one name: both with a capital, or the surname, or both, in capitals."""
    if not (given[0].isupper() and surname[0].isupper()):
        return False
    # "Мартын БУЗДЫГА"; what is shorter is an abbreviation.
    return given.isupper() == surname.isupper() or (surname.isupper() and len(surname) > 3)


def written(
    document: Document, words: Sequence[Word], pattern: tuple[Field, ...], choice: Choice, worth: float
) -> Name:
    """Return the name that words are in a pattern, read as chosen."""
    breaks = sum(document.text[words[0].end : words[-1].start].count(mark) for mark in _BREAKS)
    weakness = 1.0 - min(reading.confidence for reading in choice.readings)
    parts = tuple(
        Part(field, reading.nominative, word.start, word.end, round(reading.confidence * choice.sure, 2), others)
        for field, reading, word, others in zip(pattern, choice.readings, words, choice.others, strict=True)
    )
    case, gender = choice.readings[0].case, choice.readings[0].gender
    return Name(parts, case, gender, worth - breaks - weakness + min(choice.score, 1.0))
