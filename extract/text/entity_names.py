"""Names that only a finder of entities reads: where words with capitals stay unexplained and a death is told.

It only points; what the words are in the nominative our own declension says, and who is dead the judge.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from math import log2
from typing import NamedTuple

from extract.text.agreement import Choice, choose
from extract.text.document import Document, Word
from extract.text.entities import EntityFinder
from extract.text.lexicon import Lexicon
from extract.text.lists import begins_line
from extract.text.name import Name, Part
from extract.text.ranks import Rank
from extract.text.reading import WEAK, Reading, capitalised
from extract.text.readings import Readings
from extract.text.strangers import may_be_a_name
from extract.text.surroundings import Surroundings
from sinodik.lexicon import Kind, NameLexicon
from sinodik.names import capitalise
from sinodik.records import Field

S, G, P = Field.SURNAME, Field.GIVEN, Field.PATRONYMIC
PATTERNS = ((S, G), (G, S), (S, G, P), (G, P, S), (G, P))
_KINDS = {S: Kind.SURNAME, G: Kind.GIVEN}
_CALL_SIGN = r"[«\"“„][^\n«»\"“”„]{1,25}[»\"”“]"
_GAP = re.compile(rf" (?:\(?{_CALL_SIGN}\)? )?")
_OPENS = frozenset('«"“„')
# What decides the case of a name after it, where no dictionary knows a form of it.
_GOVERNED = {"с": "Ins", "со": "Ins", "о": "Loc", "об": "Loc", "память": "Dat", "слава": "Dat"}
_CAPITALS = re.compile(r"[А-ЯЁ]{3,}")
_LONGEST = 4  # words; more capitals than these are a heading
_MOST = 24  # sentences of one post that are looked at
_WORTH = 1.0
_SURE = 0.5  # no part of such a name is surer
_USUAL_ORDER = 2.0  # bits; lists put the surname first, sentences the given name, and a post keeps to one order


class _Run(NamedTuple):
    """Words with capitals that no rule explains, and their numbers among the document's words."""

    numbers: Sequence[int]
    words: Sequence[Word]


class EntityNames:
    """Reads the names that a finder of entities points at."""

    def __init__(self, finder: EntityFinder, readings: Readings, names: NameLexicon, lexicon: Lexicon) -> None:
        self._finder, self._readings, self._names, self._lexicon = finder, readings, names, lexicon

    def names(self, document: Document, read: Sequence[Name], ranks: Sequence[Rank]) -> list[Name]:
        """Return the names that ``read`` lacks, in order; the finder is asked only about sentences that need it."""
        surroundings = Surroundings(document, self._readings, self._lexicon, {rank.end for rank in ranks})
        found: list[Name] = []
        runs = list(self._unexplained(surroundings, read))
        surnames_first = _surnames_come_first(read)
        sentences = list(dict.fromkeys(document.sentence(run.words[0].start) for run in runs))[:_MOST]
        if not sentences:
            return []
        pointed = self._finder.persons([_CAPITALS.sub(_in_small, document.text[a:b]) for a, b in sentences])
        spans = [(a + start, a + end) for (a, _), here in zip(sentences, pointed, strict=True) for start, end in here]
        for run in runs:
            for start, end in spans:
                within = [n for n, word in enumerate(run.words) if start <= word.start and word.end <= end]
                name = self._name(surroundings, run, within, surnames_first) if len(within) in (2, 3) else None
                if name:
                    found.append(name)
        return found

    def _unexplained(self, surroundings: Surroundings, read: Sequence[Name]) -> Iterator[_Run]:
        """Yield the runs of words that may be a name, that no name read overlaps, and beside which a death is told."""
        for numbers, words in _runs(surroundings.document, read):
            likely = [may_be_a_name(word, self._lexicon, self._readings) for word in words]
            # "Погиб Дзандар Хъырым": the first has its capital from the sentence.
            first = int(not likely[0] and _begins_sentence(surroundings.document, words[0]))
            run = _Run(numbers[first:], words[first:])
            if len(run.words) < 2 or not any(likely) or not all(map(surroundings.allows_name, run.numbers)):
                continue
            if surroundings.allows_unknown(run.words[0].start, run.words[-1].end):
                yield run

    def _name(self, surroundings: Surroundings, run: _Run, within: Sequence[int], surnames_first: bool) -> Name | None:
        """Return the likeliest name that the words are."""
        words = [run.words[n] for n in within]
        hints = _hints(surroundings, run.numbers[within[0]], run.numbers[within[-1]] + 1)
        usual = S if surnames_first or begins_line(surroundings.document, words[0].start) else G
        best: tuple[float, tuple[Field, ...], Choice] | None = None
        for pattern in _patterns(words):
            options = [self._options(field, word.text) for field, word in zip(pattern, words, strict=True)]
            choice = choose(options, hints) or choose(_surname_as_it_stands(pattern, words, options), hints)
            if choice:
                fit = self._fit(pattern, choice) + (_USUAL_ORDER if pattern[0] is usual else 0.0)
                if best is None or fit > best[0]:
                    best = (fit, pattern, choice)
        return _written(words, best[1], best[2]) if best else None

    def _options(self, field: Field, word: str) -> Sequence[Reading]:
        readings = self._readings
        if field is P:
            return readings.patronymic(word)
        if field is S:
            return readings.any_surname(word, True)
        return readings.given(word) or self._double_given(word) or readings.unknown_given(word, True)

    def _double_given(self, word: str) -> list[Reading]:
        """Return readings of "Ай-Мергеном" as a given name of which no part is in a list: the last declines."""
        head, hyphen, tail = word.rpartition("-")
        readings = self._readings.unknown_given(capitalise(tail), True) if hyphen else ()
        return [r._replace(nominative=capitalised(f"{head}-{r.nominative.lower()}", word)) for r in readings]

    def _fit(self, pattern: Sequence[Field], choice: Choice) -> float:
        """Return how common the parts are as what they are taken for, in bits."""
        people = (
            self._names.count(_KINDS[field], reading.nominative)
            for field, reading in zip(pattern, choice.readings, strict=True)
            if field in _KINDS
        )
        return choice.score + sum(log2(1 + number) for number in people) + (40.0 if P in pattern else 0.0)


def _hints(surroundings: Surroundings, start: int, end: int) -> Collection[tuple[str, str]]:
    """Return the cases and genders that the words about the words ``start:end`` (numbers) allow or speak for."""
    hints = surroundings.hints(start, end)
    words = surroundings.document.words
    governed = _GOVERNED.get(words[start - 1].low) if start else None
    if governed is None or surroundings.document.text[words[start - 1].end : words[start].start] != " ":
        return hints
    genders = {gender for case, gender in hints if case == governed} or {"Masc", "Fem"}
    return {(governed, gender) for gender in genders}


def _runs(document: Document, read: Sequence[Name]) -> Iterator[_Run]:
    """Yield two to four words with capitals each, with nothing between them but a call sign."""
    taken = {part.start for name in read for part in name.parts}
    run: list[tuple[int, Word]] = []
    for number, word in enumerate(document.words):
        if document.text[word.start - 1 : word.start] in _OPENS and run:
            continue  # a call sign within a name
        capital = word.text[0].isupper() and len(word.text) > 1 and word.start not in taken
        if run and not (capital and _GAP.fullmatch(document.text, run[-1][1].end, word.start)):
            if 2 <= len(run) <= _LONGEST:
                yield _Run(*zip(*run, strict=True))
            run = []
        if capital:
            run.append((number, word))
    if 2 <= len(run) <= _LONGEST:
        yield _Run(*zip(*run, strict=True))


def _surnames_come_first(read: Sequence[Name]) -> bool:
    """Tell whether most names of the post that were read have the surname first."""
    firsts = [name.parts[0].field for name in read if len(name.parts) > 1]
    return 2 * firsts.count(S) > len(firsts)


def _begins_sentence(document: Document, word: Word) -> bool:
    """Tell whether any word would have its capital there."""
    return document.sentence(word.start)[0] == word.start or begins_line(document, word.start)


def _patterns(words: Sequence[Word]) -> Iterator[tuple[Field, ...]]:
    """Yield the patterns that words can have: what alone is in capitals is the surname ("Дзандар ХЪЫРЫМ")."""
    large = [word.text.isupper() for word in words]
    mixed = any(large) and not all(large)
    for pattern in PATTERNS:
        if len(pattern) == len(words) and (not mixed or large == [field is S for field in pattern]):
            yield pattern


def _surname_as_it_stands(
    pattern: Sequence[Field], words: Sequence[Word], options: Sequence[Sequence[Reading]]
) -> list[Sequence[Reading]]:
    """Let a surname that comes first stay as it is while the rest declines: "с Куулар Ай-Мергеном"."""
    if pattern[0] is not S:
        return [()]
    surname = capitalise(words[0].text)
    cases = dict.fromkeys((reading.case, reading.gender) for reading in options[1])
    return [[Reading(surname, *agreement, WEAK) for agreement in cases], *options[1:]]


def _in_small(match: re.Match[str]) -> str:
    return capitalise(match[0])


def _written(words: Sequence[Word], pattern: Sequence[Field], choice: Choice) -> Name:
    parts = tuple(
        Part(f, r.nominative, w.start, w.end, round(min(r.confidence, _SURE) * choice.sure, 2), others)
        for f, r, w, others in zip(pattern, choice.readings, words, choice.others, strict=True)
    )
    return Name(parts, choice.readings[0].case, choice.readings[0].gender, _WORTH)
