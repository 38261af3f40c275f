"""Names of persons: which words form one, and what it is in the nominative.

Each way in which a name can be written is a pattern of parts. Where patterns overlap, those that explain the whole text
best win (a shortest path over its words), so that of "Сергей Петрович / Иванов Иван Ильич" each gets his own.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from extract.text.agreement import Choice, choose
from extract.text.alike import alike
from extract.text.asides import without_asides
from extract.text.candidates import Options, candidates, runs
from extract.text.clean import lower
from extract.text.document import Document, Word
from extract.text.initials import with_an_initial, with_initials
from extract.text.joined import across_sentences, in_rows, with_kin
from extract.text.korean import korean
from extract.text.lexicon import Lexicon
from extract.text.lists import begins_line
from extract.text.morphology import Morphology
from extract.text.name import Name as Name
from extract.text.name import Part as Part
from extract.text.name import best_cover
from extract.text.reading import KNOWN, MANY, ORDINARY, RULE, TYPICAL, UNKNOWN, WEAK, Reading
from extract.text.readings import Readings
from extract.text.siblings import siblings
from extract.text.surname_readings import no_trade
from extract.text.surnames import LoneSurnames, after_ranks
from extract.text.surroundings import Surroundings
from sinodik.lexicon import Kind, NameLexicon
from sinodik.records import Field

S, G, P = Field.SURNAME, Field.GIVEN, Field.PATRONYMIC

# Pattern → its worth when every part is certain; a long one is worth more than the short ones it is made of.
PATTERNS: tuple[tuple[tuple[Field, ...], float], ...] = (
    ((S, G, P), 10.0),
    ((G, P, S), 10.0),
    ((G, S, P), 9.5),
    ((S, G), 5.0),
    ((G, S), 5.0),
    ((G, P), 4.0),
)
_GUESSED = frozenset({(S, G), (G, S), (G, P, S), (S, G, P)})
# News put the given name first.
_PRESS_PATTERNS = tuple((pattern, worth - 1.0 if pattern == (S, G) else worth) for pattern, worth in PATTERNS)

_REVERSED, _CLEARLY = 1.5, 20  # what a name loses that would be so many times likelier in the other order
# "Баталбий Чермит", "Кадырбеч Хут": the one is made as given names are.
_LIKE_A_GIVEN = re.compile(
    r"(?:д[ие]н|бе[кч]|би[йя]?|улла|хан|бай|[дж]жон|гирей|герий|мурза|али|[ао][хг]ме[дт]|гуль|нур)$"
)
_INFERRED = 0.7  # how sure it is that a diminutive stands for its commonest name


_BREAKS = "\n|;"  # the ends of lines and of a table's cells
_PARTICLES = frozenset("ле ла де ди да дю дель дер ван фон бен бин ибн аль эль сан".split())


class NameFinder:
    """Finds the names in documents."""

    def __init__(self, morphology: Morphology, lexicon: Lexicon, names: NameLexicon | None = None) -> None:
        self.readings = Readings(morphology, names or NameLexicon(more=lexicon.names), lexicon.diminutives)
        self._lexicon = lexicon

    def names(self, document: Document, rank_ends: Collection[int] = ()) -> list[Name]:
        """Return every name in the document, in order; they do not overlap.

        ``rank_ends`` is where military ranks end: what follows one is somebody's name.
        """
        seen = without_asides(document, self.readings)
        return self._names(Surroundings(seen, self.readings, self._lexicon, rank_ends))

    def press_names(self, document: Document) -> list[Name]:
        """Return every name in the document, surnames that stand alone among them, as news and speeches have them."""
        surroundings = Surroundings(document, self.readings, self._lexicon, (), press=True)
        names = self._names(surroundings)
        lone = LoneSurnames(surroundings, self.readings, self._lexicon, names)
        return sorted([*names, *lone.names()], key=lambda name: name.start)

    def _names(self, surroundings: Surroundings) -> list[Name]:
        named = [
            *self._written_out(surroundings),
            *with_initials(surroundings),
            *korean(surroundings),
            *siblings(surroundings),
        ]
        chosen = best_cover([*named, *self._with_particle(surroundings)] if surroundings.press else named)
        if not surroundings.press:
            chosen = sorted([*chosen, *alike(surroundings, chosen)], key=lambda name: name.start)
            chosen = list(with_kin(surroundings, across_sentences(surroundings, chosen)))
            lone = [*after_ranks(surroundings, chosen), *in_rows(surroundings, chosen)]
            chosen = sorted([*chosen, *lone], key=lambda name: name.start)
        return [self._in_full(with_an_initial(surroundings.document, name)) for name in chosen]

    def _in_full(self, name: Name) -> Name:
        """Put the name in full for a diminutive, unless a patronymic shows that it is in the documents as it stands."""
        if any(part.field is P for part in name.parts):
            return name
        fulls = [self.readings.in_full(part.value, name.gender) if part.field is G else None for part in name.parts]
        if not any(fulls):
            return name
        parts = (
            part._replace(value=full, confidence=round(part.confidence * _INFERRED, 2), others=(part.value,))
            if full
            else part
            for part, full in zip(name.parts, fulls, strict=True)
        )
        return name._replace(parts=tuple(parts))

    def _written_out(self, surroundings: Surroundings) -> Iterator[Name]:
        for run in runs(surroundings.document, candidates(surroundings)):
            if len(run) > 1:
                yield from self._in_run(surroundings, run)

    def _in_run(self, surroundings: Surroundings, run: Sequence[tuple[int, Options]]) -> list[Name]:
        """Return every name in a run of words that may be parts of names."""
        found: list[Name] = []
        explained = 0  # up to where a name that needs no guess has been found
        for place, (start, _) in enumerate(run):
            options = [options for _, options in run[place : place + 3]]
            for pattern, worth in _PRESS_PATTERNS if surroundings.press else PATTERNS:
                if len(pattern) == 2 and len(run) == 3 and explained:
                    return found  # all three words are explained, and nothing stands beside them
                if len(pattern) > len(options):
                    continue
                name = self._agreed(surroundings, start, pattern, options, worth)
                if name is None and pattern in _GUESSED and explained <= surroundings.document.words[start].start:
                    name = self._guessed(surroundings, start, pattern, worth)
                if name:
                    found.append(name)
                    explained = max(explained, name.end if _is_sure(name) else 0)
        return found

    def _agreed(
        self,
        surroundings: Surroundings,
        start: int,
        pattern: tuple[Field, ...],
        options_of: Sequence[Options],
        worth: float,
    ) -> Name | None:
        long, given = len(pattern) == 3, pattern.index(G)
        options = [candidate[field] for candidate, field in zip(options_of, pattern, strict=False)]
        for place, readings in enumerate(options):
            if not readings and (place != given or not long):
                return None
        words = surroundings.document.words[start : start + len(pattern)]
        if (
            not long
            and P not in pattern
            and not (_alike(words[1 - given].text, words[given].text) or _heads_small(surroundings, words))
        ):
            return None
        least = ORDINARY if long else WEAK
        options = [[r for r in readings if r.confidence >= least] for readings in options]
        if S in pattern and _is_beside_a_capital(words[pattern.index(S)], words[given]):
            options[pattern.index(S)] = [r for r in options[pattern.index(S)] if r.confidence >= KNOWN]
        if pattern[0] is S:
            options[0] = no_trade(options[0])
        elif S in pattern and " " in words[pattern.index(S)].text:
            return None  # "Нурлан Бакыт уулу"
        hints = surroundings.hints(start, start + len(pattern))
        choice = choose(options, hints)
        if choice is None or not options[given]:
            # What no dictionary knows, or knows of the other sex only ("Айнур"), may explain the words better.
            sure = all(any(r.confidence >= RULE for r in o) for i, o in enumerate(options) if i != given)
            options[given] = [*options[given], *self.readings.unknown_given(words[given].text, long and sure)]
            choice = choose(options, hints)
        if choice and not long:
            worth -= self._reversal(choice.readings[1 - given].nominative, choice.readings[given].nominative)
        return _written(surroundings.document, words, pattern, choice, worth) if choice else None

    def _reversal(self, surname: str, given: str) -> float:
        """Return how much less two words are worth if many bear the surname for a given name, or the other way."""
        count = self.readings.people
        here = (1 + count(Kind.SURNAME, surname)) * (1 + count(Kind.GIVEN, given))
        there = (1 + count(Kind.SURNAME, given)) * (1 + count(Kind.GIVEN, surname))
        likelier = there > _CLEARLY * here or (there >= here and _LIKE_A_GIVEN.search(lower(surname)) is not None)
        return _REVERSED if likelier and not _LIKE_A_GIVEN.search(lower(given)) else 0.0

    def _guessed(self, surroundings: Surroundings, start: int, pattern: tuple[Field, ...], worth: float) -> Name | None:
        """Read parts that no dictionary knows together, where only a name can stand."""
        words = surroundings.document.words[start : start + len(pattern)]
        surname, given = words[pattern.index(S)], words[pattern.index(G)]
        if len(given.text) < 3 or not _alike(surname.text, given.text):
            return None
        patronymic = self.readings.patronymic(words[pattern.index(P)].text) if P in pattern else ()
        if P in pattern and not patronymic:
            return None
        known = self.readings.given(given.text)
        if not known and self._looks_like_a_surname(given.text) and not self._looks_like_a_surname(surname.text):
            return None
        # Any word may be a surname beside a given name, before it at the head of a line: "Мышь Егор".
        called_for = surroundings.calls_for_a_name(start, start + len(pattern))
        anything = bool(known) and (pattern[0] is G or called_for or surroundings.is_headed(words[0].start))
        after_patronymic = pattern == (G, P, S) and not given.text.isupper()
        surnames: Sequence[Reading] = () if known else self.readings.typical_surname(surname.text)
        if not surnames and (anything or patronymic or (surroundings.press and pattern[0] is G)):
            surnames = self.readings.any_surname(surname.text, anything or after_patronymic)
        if not surnames and called_for:
            surnames = self.readings.any_surname(surname.text)
        if not surnames:
            return None
        unknown = self.readings.foreign_given if surroundings.press else self.readings.unknown_given
        if pattern[0] is S:
            surnames = no_trade(surnames)
        givens = known or (self.readings.unknown_given(given.text, True) if patronymic else unknown(given.text))
        read = {S: surnames, G: givens, P: patronymic}
        if not (surnames and givens):
            return None
        person = pattern == (G, S) and self._is_somebody(surroundings, given, surname)
        proved = bool(patronymic) or called_for
        if not surroundings.allows_unknown(words[0].start, words[-1].end, proved=proved, person=person):
            return None
        choice = choose([read[field] for field in pattern], surroundings.hints(start, start + len(pattern)))
        if choice is None:
            return None
        worth -= self._reversal(
            choice.readings[pattern.index(S)].nominative, choice.readings[pattern.index(G)].nominative
        )
        # In prose the given name stands first.
        prose = pattern == (S, G) and not known and not begins_line(surroundings.document, surname.start)
        name = _written(surroundings.document, words, pattern, choice, worth - (1.5 if prose else 1.0))
        return name._replace(parts=tuple(p._replace(confidence=min(p.confidence, UNKNOWN)) for p in name.parts))

    def _is_somebody(self, surroundings: Surroundings, given: Word, surname: Word) -> bool:
        """Tell whether two words are a person wherever they stand: "Арсений Волкодав", "Гиляз Фархетдинов"."""
        if surroundings.names_somebody(given):
            return True
        unknown = not any(a.known for word in (given, surname) for a in self.readings.analyses(word.text) if not a.kind)
        listed = self.readings.people(Kind.SURNAME, surname.text) >= MANY
        return surroundings.is_of_the_dead and unknown and (listed or self._looks_like_a_surname(surname.text))

    def _looks_like_a_surname(self, word: str) -> bool:
        return any(TYPICAL.search(reading.nominative.lower()) for reading in self.readings.typical_surname(word))

    def _with_particle(self, surroundings: Surroundings) -> Iterator[Name]:
        """Yield names from abroad whose surname is two words: "Марин Ле Руа", "Отто фон Кемпстон"."""
        words = surroundings.document.words
        for number, (given, particle, last) in enumerate(zip(words, words[1:], words[2:], strict=False)):
            if particle.low not in _PARTICLES or not (given.text[0].isupper() and last.text[0].isupper()):
                continue
            givens = self.readings.given(given.text) or self.readings.foreign_given(given.text)
            surnames = [
                r._replace(nominative=f"{particle.text} {r.nominative}", confidence=UNKNOWN)
                for r in self.readings.any_surname(last.text, True)
            ]
            joined = surroundings.document.text[given.end : last.start] == f" {particle.text} "
            choice = choose([givens, surnames], surroundings.hints(number, number + 3)) if joined else None
            if choice:
                both = particle._replace(text=f"{particle.text} {last.text}", end=last.end)
                yield _written(surroundings.document, [given, both], (G, S), choice, 6.0)


def _is_sure(name: Name) -> bool:
    return all(part.confidence >= RULE for part in name.parts)


def _alike(surname: str, given: str) -> bool:
    """Tell whether two words are written as one name: both with a capital, or the surname, or both, in capitals."""
    if not (given[0].isupper() and surname[0].isupper()):
        return False
    # "Мартын БУЗДЫГА"; what is shorter is an abbreviation.
    return given.isupper() == surname.isupper() or (surname.isupper() and len(surname) > 3)


def _is_beside_a_capital(surname: Word, given: Word) -> bool:
    """Tell whether a word in small letters stands by a given name that has a capital: "прихожанин Борис"."""
    return surname.text.islower() and not given.text.islower()


def _heads_small(surroundings: Surroundings, words: Sequence[Word]) -> bool:
    """Tell whether two words in small letters begin a line: "кедров пётр 30 лет"."""
    small = all(word.text.islower() for word in words)
    return small and begins_line(surroundings.document, words[0].start)


def _written(
    document: Document, words: Sequence[Word], pattern: tuple[Field, ...], choice: Choice, worth: float
) -> Name:
    breaks = sum(document.text[words[0].end : words[-1].start].count(mark) for mark in _BREAKS)
    weakness = 1.0 - min(reading.confidence for reading in choice.readings)
    parts = tuple(
        Part(field, reading.nominative, word.start, word.end, round(reading.confidence * choice.sure, 2), others)
        for field, reading, word, others in zip(pattern, choice.readings, words, choice.others, strict=True)
    )
    case, gender = choice.readings[0].case, choice.readings[0].gender
    return Name(parts, case, gender, worth - breaks - weakness + min(choice.score, 1.0))
