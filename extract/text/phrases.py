"""Phrases of a lexicon, found by the first letters of a word: a dictionary's look-up a word, whatever their number."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from extract.text.document import Document

T = TypeVar("T")

_HEAD = 3  # letters of a phrase by which it is looked up
_FIRST = re.compile("[ *#?-]")
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
        self._by_head: dict[str, list[tuple[str, str, T]]] = defaultdict(list)
        # A pattern is compiled when its first word is met: most phrases never are, and start-up does not wait.
        self._ready: dict[str, re.Pattern[str]] = {}
        for phrase, value in sorted(phrases, key=lambda item: -len(item[0])):
            first = _FIRST.split(phrase, maxsplit=1)[0]
            self._by_head[first[:_HEAD]].append((first, phrase, value))

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
        for first, phrase, value in self._by_head[head]:
            if not low.startswith(first, start) or value in seen:
                continue
            if phrase not in self._ready:
                self._ready[phrase] = _compiled(phrase)
            if match := self._ready[phrase].match(low, start):
                seen.append(value)
                yield Hit(value, start, match.end())


def _compiled(phrase: str) -> re.Pattern[str]:
    words = (re.escape(w).replace(r"\*", "[а-я]*").replace(r"\#", r"\d+") for w in phrase.split())
    pattern = _BETWEEN.join(words).replace(rf"{_BETWEEN}\?", rf"(?:{_BETWEEN}{_ADJECTIVE})?")
    return re.compile(pattern + r"(?![а-яa-z0-9])")
