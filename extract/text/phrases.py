"""Phrases of a lexicon, found by the first letters of a word: a dictionary's look-up a word, whatever their number."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from extract.text.document import Document

T = TypeVar("T")

_HEAD = 3  # letters of a phrase by which it is looked up
_BETWEEN = r"[\s.«\"“„–-]{1,3}"
_ADJECTIVE = r"[а-я]+(?:ого|его|ой|ей|ых|их|ый|ий|ая)"


class Hit(NamedTuple, Generic[T]):
    """What a phrase stands for, and where it stands in the cleaned text."""

    value: T
    start: int
    end: int


class Phrases(Generic[T]):
    """Phrases in lower case without ё; ``*`` is any ending, ``#`` a number, ``?`` an adjective or none."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._by_head: dict[str, list[tuple[str, T]]] = defaultdict(list)
        # A pattern is compiled when its first letters are met: most phrases never are, and start-up does not wait.
        self._ready: dict[str, list[tuple[re.Pattern[str], T]]] = {}
        for phrase, value in sorted(phrases, key=lambda item: -len(item[0])):
            head = re.split(r"[ *#-]", phrase)[0][:_HEAD]
            self._by_head[head].append((phrase, value))

    def find(self, document: Document) -> Iterator[Hit[T]]:
        """Yield what stands in a document, in order; of the phrases with one value the longest at each word."""
        low, by_head = document.low, self._by_head
        for word in document.words:
            if (head := word.low[:_HEAD]) in by_head:
                yield from self._at(low, word.start, head)
            if "-" in word.low:
                for part in re.finditer(r"(?<=-)[а-я]+", word.low):
                    if (head := part[0][:_HEAD]) in by_head:
                        yield from self._at(low, word.start + part.start(), head)

    def _at(self, low: str, start: int, head: str) -> Iterator[Hit[T]]:
        seen: list[T] = []
        if head not in self._ready:
            self._ready[head] = [(_compiled(phrase), value) for phrase, value in self._by_head[head]]
        for pattern, value in self._ready[head]:
            if value not in seen and (match := pattern.match(low, start)):
                seen.append(value)
                yield Hit(value, start, match.end())


def _compiled(phrase: str) -> re.Pattern[str]:
    words = (re.escape(w).replace(r"\*", "[а-я]*").replace(r"\#", r"\d+") for w in phrase.split())
    pattern = _BETWEEN.join(words).replace(rf"{_BETWEEN}\?", rf"(?:{_BETWEEN}{_ADJECTIVE})?")
    return re.compile(pattern + r"(?![а-яa-z0-9])")
