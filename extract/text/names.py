"""Names of persons: which words form one, and what it is in the nominative.

Each way in which a name can be written is a pattern of parts. Where patterns overlap, those that explain the whole text
best win (a shortest path over its words), so that of "Сергей Петрович / Иванов Иван Ильич" each gets his own.
"""

from collections.abc import Collection, Iterator, Sequence

from extract.text.agreement import choose
from extract.text.alike import alike
from extract.text.asides import without_asides
from extract.text.candidates import Options, candidates, runs
from extract.text.document import Document, Word
from extract.text.guesses import Guesses, alike_written, written
from extract.text.initials import with_an_initial, with_initials
from extract.text.joined import across_sentences, in_rows, with_kin
from extract.text.kin_names import relatives
from extract.text.korean import korean
from extract.text.lexicon import Lexicon
from extract.text.lists import begins_line
from extract.text.morphology import Morphology
from extract.text.name import Name as Name
from extract.text.name import Part as Part
from extract.text.name import best_cover
from extract.text.reading import FEW, KNOWN, ORDINARY, RULE, UNKNOWN, WEAK
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

_INFERRED = 0.7  # how sure it is that a diminutive stands for its commonest name

_PARTICLES = frozenset("ле ла де ди да дю дель дер ван фон бен бин ибн аль эль сан".split())


class NameFinder:
    """Finds the names in documents."""

    def __init__(self, morphology: Morphology, lexicon: Lexicon, names: NameLexicon | None = None) -> None:
        self.readings = Readings(morphology, names or NameLexicon(more=lexicon.names), lexicon.diminutives)
        self._lexicon, self._guesses = lexicon, Guesses(self.readings)

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
            chosen = sorted([*chosen, *relatives(surroundings, chosen)], key=lambda name: name.start)
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
                    name = self._guesses.guessed(surroundings, start, pattern, worth)
                if name:
                    found.append(name)
                    explained = max(explained, name.end if self._is_sure(name) else 0)
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
        if pattern == (G, S) and self._guesses.is_patronymic(surroundings, start):
            return None  # "Виталий Сенгирович"
        if pattern == (S, G, P) and self._is_shortened(*surroundings.document.words[start : start + 2]):
            return None  # "Президента РФ Аркадий Львович"
        options = [candidate[field] for candidate, field in zip(options_of, pattern, strict=False)]
        for place, readings in enumerate(options):
            if not readings and (place != given or not (long or P in pattern)):
                return None
        words = surroundings.document.words[start : start + len(pattern)]
        if (
            not long
            and P not in pattern
            and not (alike_written(words[1 - given].text, words[given].text) or _heads_small(surroundings, words))
        ):
            return None
        least = ORDINARY if long else WEAK
        options = [[r for r in readings if r.confidence >= least] for readings in options]
        if S in pattern and _is_beside_a_capital(words[pattern.index(S)], words[given]):
            options[pattern.index(S)] = [r for r in options[pattern.index(S)] if r.confidence >= KNOWN]
        if pattern[0] is S and (surroundings.press or not surroundings.is_inside(start)):
            options[0] = no_trade(options[0])
        elif S in pattern and " " in words[pattern.index(S)].text:
            return None  # "Нурлан Бакыт уулу"
        hints = surroundings.hints(start, start + len(pattern))
        choice = choose(options, hints)
        if choice is None or not options[given]:
            # What no dictionary knows, or knows of the other sex only ("Айнур"), may explain the words better.
            sure = long and all(any(r.confidence >= RULE for r in o) for i, o in enumerate(options) if i != given)
            options[given] = [*options[given], *self.readings.unknown_given(words[given].text, sure)]
            choice = choose(options, hints)
        if choice and P not in pattern[1:2] and pattern != (S, G, P):
            surname = choice.readings[pattern.index(S)].nominative
            worth -= self._guesses.reversal(surname, choice.readings[given].nominative)
        return written(surroundings.document, words, pattern, choice, worth) if choice else None

    def _is_shortened(self, surname: Word, given: Word) -> bool:
        """Tell whether capitals before a name are an abbreviation and nobody's surname: "РФ", but not "КИМ"."""
        capitals = surname.text.isupper() and len(surname.text) < 4 and not given.text.isupper()
        return capitals and self.readings.people(Kind.SURNAME, surname.text) < FEW

    def _is_sure(self, name: Name) -> bool:
        """Tell whether every part is known, and in the likelier order."""
        person = name.person
        return all(part.confidence >= RULE for part in name.parts) and not (
            person.surname and person.given and self._guesses.reversal(person.surname, person.given)
        )

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
                yield written(surroundings.document, [given, both], (G, S), choice, 6.0)


def _is_beside_a_capital(surname: Word, given: Word) -> bool:
    """Tell whether a word in small letters stands by a given name that has a capital: "прихожанин Борис"."""
    return surname.text.islower() and not given.text.islower()


def _heads_small(surroundings: Surroundings, words: Sequence[Word]) -> bool:
    """Tell whether two words in small letters begin a line: "кедров пётр 30 лет"."""
    small = all(word.text.islower() for word in words)
    return small and begins_line(surroundings.document, words[0].start)
