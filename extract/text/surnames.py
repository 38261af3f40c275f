"""Surnames that stand alone: "Кедров родился в 1990 году", where the full name came before or after, or never."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from extract.text.agreement import choose
from extract.text.document import Word
from extract.text.lexicon import Lexicon
from extract.text.name import Name, Part
from extract.text.reading import MANY, TYPICAL, WEAK, Reading
from extract.text.readings import Readings
from extract.text.surroundings import Surroundings
from sinodik.lexicon import Kind
from sinodik.names import fold
from sinodik.records import Field

_ALONE = 1.0  # what such a name is worth beside a full one
_UNPROVED = 0.2  # how much less sure it is if nobody of this surname is named in full
# Inside quotation marks and after these it is a firm's, a ship's or a street's.
_QUOTED = re.compile(r"[«\"„“]$")
_BEGINS = re.compile(r"(?:^|[.!?…:\n»\")—–-]|\d\.)\s*$")


def after_ranks(surroundings: Surroundings, names: Sequence[Name]) -> Iterator[Name]:
    """Yield surnames that stand alone after a rank, of those whom nothing in the document names in full.

    "Сержант Кедров погиб"; of another "Кедров" named in full this is a short name of his.
    """
    taken = {part.start for name in names for part in name.parts}
    full = {fold(part.value) for name in names for part in name.parts if part.field is Field.SURNAME}
    words = surroundings.document.words
    for number, word in enumerate(words):
        follows = word.start - 1 in surroundings.rank_ends and surroundings.document.text[word.start - 1] not in "|;"
        if not follows or word.start in taken or not word.text[0].isupper():
            continue
        after = words[number + 1] if number + 1 < len(words) else None
        if after and after.text[0].isupper() and after.start == word.end + 1:
            continue  # two words that could not be read
        if surroundings.document.text[word.end : word.end + 3].strip()[1:2] == "." or not surroundings.allows_name(
            number
        ):
            continue
        readings = surroundings.readings.lone_surname(word.text, False) or [
            r
            for r in surroundings.readings.surname(word.text)
            if r.confidence >= WEAK and (TYPICAL.search(r.nominative.lower()) or _is_no_given(surroundings, word))
        ]
        if any(fold(r.nominative) in full for r in readings):
            continue
        if choice := choose([readings], surroundings.hints(number, number + 1)):
            reading = choice.readings[0]
            confidence = round(max(0.1, reading.confidence * choice.sure - _UNPROVED), 2)
            part = Part(Field.SURNAME, reading.nominative, word.start, word.end, confidence, choice.others[0])
            yield Name((part,), reading.case, reading.gender, _ALONE)


def _is_no_given(surroundings: Surroundings, word: Word) -> bool:
    """Tell whether a word is rather a surname than anything else: "сержант Ким"."""
    count = surroundings.readings.people
    return count(Kind.SURNAME, word.text) >= max(MANY, count(Kind.GIVEN, word.text))


class LoneSurnames:
    """Finds surnames that stand alone in one document; ``names`` are the fuller ones found in it."""

    def __init__(self, surroundings: Surroundings, readings: Readings, lexicon: Lexicon, names: Sequence[Name]) -> None:
        self._surroundings, self._document, self._readings = surroundings, surroundings.document, readings
        self._speech, self._office = lexicon.cues["speech"], lexicon.cues["official"]
        self._taken = sorted((name.start, name.end) for name in names)
        self._full: dict[str, set[str]] = defaultdict(set)
        for name in names:
            for part in name.parts:
                if part.field is Field.SURNAME:
                    self._full[fold(part.value)].add(name.gender)

    def names(self) -> Iterator[Name]:
        """Yield the lone surnames."""
        capitals = (n for n, word in enumerate(self._document.words) if word.text[0].isupper())
        options = {number: options for number in capitals if (options := self._options(number))}
        counted = Counter(n for found in options.values() for n in {fold(r.nominative) for r in found})
        for number, readings in options.items():
            word = self._document.words[number]
            proved = [r for r in readings if r.gender in self._full.get(fold(r.nominative), ())]
            # Of nominatives that several places allow, the one that most of them allow is the likeliest.
            readings = proved or [r._replace(share=r.share * counted[fold(r.nominative)] ** 2) for r in readings]
            if choice := choose([readings], self._surroundings.hints(number, number + 1)):
                reading, less = choice.readings[0], 0.0 if proved else _UNPROVED
                confidence = round(max(0.1, reading.confidence * choice.sure - less), 2)
                part = Part(Field.SURNAME, reading.nominative, word.start, word.end, confidence, choice.others[0])
                yield Name((part,), reading.case, reading.gender, _ALONE)

    def _options(self, number: int) -> Sequence[Reading]:
        word = self._document.words[number]
        if len(word.text) < 3 or self._is_taken(word):
            return ()
        readings = self._readings.any_surname(word.text, True)
        if any(r.gender in self._full.get(fold(r.nominative), ()) for r in readings):
            return readings
        if (
            word.text.isupper()
            or not self._surroundings.allows_name(number)
            or _QUOTED.search(self._document.text, max(0, word.start - 1), word.start)
        ):
            return ()
        if not any(a.known for a in self._readings.analyses(word.text)) and self._is_announced(number):
            return self._readings.any_surname(word.text)
        return self._readings.lone_surname(word.text, self._begins_sentence(word))

    def _is_announced(self, number: int) -> bool:
        """Tell whether the word beside it says that a person stands here: "сказал", "по словам", "президент"."""
        words, low = self._document.words, self._document.low
        before, after = words[max(0, number - 2) : number], words[number + 1 : number + 2]
        if before and low[before[-1].end : words[number].start] == " ":
            said = low[before[0].start : before[-1].end]
            if any(m.end() == len(said) for cue in (self._speech, self._office) for m in cue.finditer(said)):
                return True
        return bool(after) and self._speech.fullmatch(after[0].low) is not None

    def _begins_sentence(self, word: Word) -> bool:
        return _BEGINS.search(self._document.text, max(0, word.start - 6), word.start) is not None

    def _is_taken(self, word: Word) -> bool:
        return any(start < word.end and word.start < end for start, end in self._taken)
