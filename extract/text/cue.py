"""Lists of words as patterns, and texts that remember where they have them: rules ask again and again."""

import re
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Self

_WORD_STARTS = re.compile(r"[а-я0-9](?<![а-я0-9].)[а-я0-9]{0,2}", re.DOTALL)
_HEAD = re.compile(r"[а-я0-9]{3}|[а-я0-9]{1,2}(?=[ .-]|$)")

_Spans = tuple[Sequence[int], Sequence[int]]  # starts and ends


class Text(str):
    """A text in lower case without ё, which remembers where cues stand in it. Parts of it are common strings."""

    @cached_property
    def by_head(self) -> Mapping[str, Sequence[int]]:
        """Where words begin, by their first three letters, or all of them where they have fewer."""
        found: dict[str, list[int]] = {}
        for word in _WORD_STARTS.finditer(self):
            head = word[0]
            if head in found:
                found[head].append(word.start())
            else:
                found[head] = [word.start()]
        return found

    @cached_property
    def heads(self) -> frozenset[str]:
        """How words begin."""
        return frozenset(self.by_head)

    @cached_property
    def spans(self) -> dict[int, _Spans]:
        """Where the cues match that were asked for, by the cue's ``id``; matches would hold the text in a circle."""
        return {}


class CuePattern:
    """A pattern as ``re`` has them. In a :class:`Text` it is looked for once, where words begin as a phrase does.

    ``phrases`` are what it is made of; each may end in ``*``.
    """

    def __init__(self, pattern: str, phrases: Iterable[str]) -> None:
        self.pattern, self.phrases = pattern, tuple(phrases)
        self._compiled = re.compile(pattern)
        self.match, self.fullmatch = self._compiled.match, self._compiled.fullmatch
        heads = [_HEAD.match(phrase) for phrase in self.phrases]
        self._heads = frozenset(head[0] for head in heads if head) if all(heads) else None

    def __reduce__(self) -> tuple[type[Self], tuple[str, tuple[str, ...]]]:
        return type(self), (self.pattern, self.phrases)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first match within a range."""
        if type(text) is not Text:
            return self._compiled.search(text, start, end)
        starts, ends = text.spans.get(id(self)) or self._read(text)
        if not starts:
            return None
        first = bisect_left(starts, start)
        if first and ends[first - 1] > start:
            return self._compiled.search(text, start, end)  # a range that begins within words
        if first == len(starts) or starts[first] >= end:
            return None
        return self._compiled.search(text, starts[first], end)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Yield every match within a range."""
        if type(text) is not Text:
            return self._compiled.finditer(text, start, end)
        starts, ends = text.spans.get(id(self)) or self._read(text)
        first, after = bisect_left(starts, start), bisect_left(starts, end)
        if first == after and not (first and ends[first - 1] > start):
            return iter(())
        return self._compiled.finditer(text, start, end)

    def _read(self, text: Text) -> _Spans:
        """Note every match in a text."""
        spans: list[tuple[int, int]] = []
        if self._heads is None:
            spans = [found.span() for found in self._compiled.finditer(text)]
        elif heads := self._heads & text.heads:
            match, end = self.match, 0
            for start in sorted([start for head in heads for start in text.by_head[head]]):
                if start >= end and (found := match(text, start)):
                    end = found.end()
                    spans.append((start, end))
        text.spans[id(self)] = [start for start, _ in spans], [end for _, end in spans]
        return text.spans[id(self)]
