"""Names of persons: which words form one, and what it is in the nominative.

Each way in which a name can be written is a pattern of parts. Where patterns overlap, those that explain the whole text
best win (a shortest path over its words), so that of "Сергей Петрович / Иванов Иван Ильич" each gets his own.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from extract.text.document import Document, Word
from extract.text.lexicon import Lexicon
from extract.text.lists import is_item
from extract.text.morphology import CASES, Morphology
from extract.text.readings import KNOWN, ORDINARY, RULE, UNKNOWN, WEAK, Reading, Readings
from sinodik.records import Field, PersonName

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

# Between two parts of a name: spaces, one line's end, and the label of a form ("Имя: Иван").
_GAP = re.compile(r" {0,3}\n?[ ]{0,3}(?:(?:имя|отчество) ?: ?)?")
_INITIALS_AFTER = re.compile(r" ?([А-ЯЁ])\.(?: ?([А-ЯЁ])\.)?")
_INITIALS_BEFORE = re.compile(r"(?<![А-Яа-яЁё.])([А-ЯЁ])\.(?: ?([А-ЯЁ])\.)? ?$")
# What is told of the dead afterwards shows whether it was a man or a woman.
_TOLD = re.compile(r"(?<![а-я])(?:погиб|погибла|родился|родилась|похоронен|похоронена|скончался|скончалась)(?![а-я])")
# Beside these nothing is a name that only its surroundings make one: places, units and what is called after somebody.
_NO_NAME_BEFORE = re.compile(r"(?:(?<![а-я])(?:в|во|из|под|на|к|у|над|от|до|около|близ|имени|им\.) ?|[«\"„“])$")
_CASE_PRIOR = {"Nom": 1.0, "Gen": 0.9, "Dat": 0.85, "Acc": 0.85, "Ins": 0.85, "Loc": 0.5}
# Nineteen in twenty of the dead are men; it decides only where grammar does not ("Александра Иванова").
_GENDER_PRIOR = {"Masc": 1.0, "Fem": 0.5, "Neut": 0.0}
_GOVERNS = frozenset({"память", "слава", "честь"})  # "вечная память Иванову": the name does not agree with these
_HINT = 10.0  # a word beside the name agrees with it


class Part(NamedTuple):
    """One part of a name, in the nominative, and where it stands in the cleaned text."""

    field: Field
    value: str
    start: int
    end: int
    confidence: float


class Name(NamedTuple):
    """A person's name where it stands, with the case and gender that its parts agree on."""

    parts: tuple[Part, ...]
    case: str
    gender: str
    worth: float

    @property
    def start(self) -> int:
        """Where it begins in the cleaned text."""
        return self.parts[0].start

    @property
    def end(self) -> int:
        """Where it ends in the cleaned text."""
        return self.parts[-1].end

    @property
    def person(self) -> PersonName:
        """The name itself."""
        values = {part.field: part.value for part in self.parts}
        return PersonName(values.get(S, ""), values.get(G, ""), values.get(P, ""))


class NameFinder:
    """Finds the names in documents."""

    def __init__(self, morphology: Morphology, lexicon: Lexicon) -> None:
        self._morphology = morphology
        self._readings = Readings(morphology)
        self._lexicon = lexicon

    def names(self, document: Document, rank_ends: Collection[int] = ()) -> list[Name]:
        """Return every name in the document, in order; they do not overlap.

        ``rank_ends`` is where military ranks end: what follows one is somebody's name.
        """
        return _best_cover([*self._written_out(document, rank_ends), *self._with_initials(document)])

    def _written_out(self, document: Document, rank_ends: Collection[int]) -> Iterator[Name]:
        words = document.words
        candidates = [self._parts(document, index) for index in range(len(words))]
        for start in range(len(words)):
            for pattern, worth in PATTERNS:
                run = words[start : start + len(pattern)]
                if len(run) == len(pattern) and _adjacent(document, run):
                    options = [candidates[start + i][field] for i, field in enumerate(pattern)]
                    name = self._agreed(document, start, pattern, options, worth)
                    if name := name or self._guessed(document, start, pattern, worth, rank_ends):
                        yield name

    def _parts(self, document: Document, index: int) -> dict[Field, list[Reading]]:
        """Return what the word can be: nothing if it stands where no name does."""
        word = document.words[index]
        if word.low in self._lexicon.not_names or len(word.text) < 2 or self._is_place(document, index):
            return {S: [], G: [], P: []}
        given, patronymic = self._readings.given(word.text), self._readings.patronymic(word.text)
        surname = self._readings.surname(word.text)
        if word.text[0].islower():
            surname = [r for r in surname if r.confidence == KNOWN]
        return {S: surname, G: given, P: patronymic}

    def _is_place(self, document: Document, index: int) -> bool:
        if index == 0:
            return False
        word, before = document.words[index], document.words[index - 1]
        gap = document.text[before.end : word.start]
        number_before = document.text[: before.start].rstrip()[-1:].isdigit()
        if len(before.text) == 1 and before.text.isupper():
            return False  # an initial
        gaps = (" ",) if len(before.low) > 3 else (". ", ".")
        return before.low in self._lexicon.place_types and gap in gaps and not number_before

    def _agreed(
        self,
        document: Document,
        start: int,
        pattern: tuple[Field, ...],
        options: list[list[Reading]],
        worth: float,
    ) -> Name | None:
        words = document.words[start : start + len(pattern)]
        if len(pattern) < 3 and any(word.text[0].islower() for word in words):
            return None
        least = ORDINARY if len(pattern) == 3 else WEAK
        given = pattern.index(G)
        others = options[:given] + options[given + 1 :]
        if not all(others) or not (options[given] or len(pattern) == 3):
            return None
        options = [[r for r in readings if r.confidence >= least] for readings in options]
        hints = self._hints(document, start, start + len(pattern))
        choice = _choose(options, hints)
        if choice is None or any(r.confidence < RULE for r in choice[1]):
            # What no dictionary knows, or knows of the other sex only ("Айнур"), may explain the words better.
            between = len(pattern) == 3 and all(any(r.confidence >= RULE for r in readings) for readings in others)
            unknown = self._readings.unknown_given(words[given].text, ordinary=between)
            choice = _choose([o + unknown if i == given else o for i, o in enumerate(options)], hints)
        if choice is None:
            return None
        return _written(document, words, pattern, choice, worth)

    def _guessed(
        self, document: Document, start: int, pattern: tuple[Field, ...], worth: float, rank_ends: Collection[int]
    ) -> Name | None:
        """Read a typical surname with a given name that nobody knows, beside the word that somebody died."""
        if pattern not in ((S, G), (G, S)):
            return None
        words = document.words[start : start + 2]
        surname, given = words if pattern[0] is S else words[::-1]
        if not self._may_be_unknown(document, start, surname, given):
            return None
        options = [self._readings.typical_surname(surname.text), self._readings.unknown_given(given.text)]
        choice = _choose(options[:: 1 if pattern[0] is S else -1], self._hints(document, start, start + 2))
        if choice is None or not (words[0].start - 1 in rank_ends or self._tells_a_death(document, words[0].start)):
            return None
        name = _written(document, words, pattern, choice, worth - 1.0)
        return name._replace(parts=tuple(p._replace(confidence=min(p.confidence, UNKNOWN)) for p in name.parts))

    def _may_be_unknown(self, document: Document, start: int, surname: Word, given: Word) -> bool:
        """Tell whether two words stand as a name does: written like one, and not like a place or a unit."""
        first = min(surname.start, given.start)
        before = document.low[max(0, first - 12) : first]
        return (
            len(given.text) > 2
            and given.text.isupper() == surname.text.isupper()
            and given.text[0].isupper()
            and surname.text[0].isupper()
            and "\n" not in document.text[first : max(surname.end, given.end)]
            and not self._lexicon.not_names & {surname.low, given.low}
            and not any(self._is_place(document, index) for index in (start, start + 1))
            and not _NO_NAME_BEFORE.search(before)
        )

    def _tells_a_death(self, document: Document, position: int) -> bool:
        """Tell whether the sentence tells a death, or stands right under a line that does, in a list."""
        start, end = document.sentence(position)
        told = [self._lexicon.cues[name] for name in ("event", "death", "missing")]
        if any(cue.search(document.low, start, end) for cue in told) or _TOLD.match(document.low, end):
            return True
        return is_item(document, position) and any(cue.search(document.low) for cue in told)

    def _hints(self, document: Document, start: int, end: int) -> set[tuple[str, str]]:
        """Return the cases and genders that the word before and the verb after a name speak for."""
        words, hints = document.words, set()
        joined = start > 0 and document.text[words[start - 1].end : words[start].start] == " "
        if joined and words[start - 1].low not in _GOVERNS:
            before = [a for a in self._morphology.analyses(words[start - 1].text) if not a.plural]
            hints |= {(a.case, a.gender) for a in before if a.pos in ("NOUN", "ADJ") and a.case and a.gender}
        near = words[max(0, start - 1) : start] + words[end : end + 1]
        for analysis in (a for w in near for a in self._morphology.analyses(w.text) if a.pos == "VERB"):
            if not analysis.case and analysis.gender:
                hints.add(("Nom", analysis.gender))
        told = _TOLD.search(document.low, words[end - 1].end, words[end - 1].end + 120)
        if told:
            hints |= {(case, "Fem" if told[0].endswith(("а", "ась")) else "Masc") for case in CASES}
        return hints

    def _with_initials(self, document: Document) -> Iterator[Name]:
        for index, word in enumerate(document.words):
            if word.text[0].islower() or len(word.text) < 3 or word.low in self._lexicon.not_names:
                continue
            after = _INITIALS_AFTER.match(document.text, word.end)
            before = _INITIALS_BEFORE.search(document.text, max(0, word.start - 8), word.start)
            match = after or before
            if match and not self._is_place(document, index):
                least = ORDINARY if match[2] else WEAK
                readings = [r for r in self._readings.surname(word.text) if r.confidence >= least]
                if choice := _choose([readings], self._hints(document, index, index + 1)):
                    yield _initialled(word, match, choice)


def _written(
    document: Document,
    words: Sequence[Word],
    pattern: tuple[Field, ...],
    choice: tuple[float, tuple[Reading, ...], float],
    worth: float,
) -> Name:
    score, readings, sure = choice
    newlines = document.text[words[0].end : words[-1].start].count("\n")
    weakness = 1.0 - min(reading.confidence for reading in readings)
    parts = (
        Part(field, reading.nominative, word.start, word.end, round(reading.confidence * sure, 2))
        for field, reading, word in zip(pattern, readings, words, strict=True)
    )
    return Name(tuple(parts), readings[0].case, readings[0].gender, worth - newlines - weakness + min(score, 1.0))


def _initialled(word: Word, match: re.Match[str], choice: tuple[float, tuple[Reading, ...], float]) -> Name:
    _, (reading,), sure = choice
    parts = [Part(S, reading.nominative, word.start, word.end, round(reading.confidence * sure, 2))]
    for group, field in ((1, G), (2, P)):
        if match[group]:
            parts.append(Part(field, match[group] + ".", match.start(group), match.end(group) + 1, KNOWN))
    parts.sort(key=lambda part: part.start)
    return Name(tuple(parts), reading.case, reading.gender, (3.0 * len(parts) - 1.0) * reading.confidence)


def _adjacent(document: Document, run: Sequence[Word]) -> bool:
    """Tell whether nothing but a name's own gaps stands between the words."""
    return all(_GAP.fullmatch(document.low, a.end, b.start) for a, b in pairwise(run))


def _choose(
    options: Sequence[Sequence[Reading]], hints: set[tuple[str, str]]
) -> tuple[float, tuple[Reading, ...], float] | None:
    """Choose one reading a part so that all agree in case and gender; the last figure falls if it was a near thing."""
    scored: dict[tuple[str, ...], tuple[float, tuple[Reading, ...]]] = {}
    for readings in product(*options):
        case, gender = readings[0].case, readings[0].gender
        if all((r.case, r.gender) == (case, gender) for r in readings):
            score = _CASE_PRIOR.get(case, 0.0) * _GENDER_PRIOR[gender] * (_HINT if (case, gender) in hints else 1.0)
            for reading in readings:
                # The root: how a name is used elsewhere says less than how it stands here.
                score *= reading.share**0.5
            name = tuple(r.nominative for r in readings)
            if score > scored.get(name, (0.0,))[0]:
                scored[name] = (score, readings)
    if not scored:
        return None
    ranked = sorted(scored.values(), key=lambda item: -item[0])
    (score, readings), rivals = ranked[0], ranked[1:]
    near = bool(rivals) and rivals[0][0] > score / 2.5
    return score, readings, 0.75 if near else 1.0


def _best_cover(names: list[Name]) -> list[Name]:
    """Return the names that do not overlap and are worth most together (weighted interval scheduling)."""
    names = sorted(names, key=lambda name: name.end)
    ends = [name.end for name in names]
    best, last = [0.0], [-1]
    for index, name in enumerate(names):
        worth = best[bisect_right(ends, name.start, hi=index)] + name.worth
        best.append(max(worth, best[-1]))
        last.append(index if worth > best[-2] else last[-1])
    chosen: list[Name] = []
    index = last[-1]
    while index >= 0:
        chosen.append(names[index])
        index = last[bisect_right(ends, names[index].start, hi=index)]
    return chosen[::-1]
