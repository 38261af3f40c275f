"""Whose date, rank or age it is: the nearest name's.

A comma is farther than a word, a sentence's end farther than a comma, and a blank line farther still. Nothing crosses
from one item of a list to another, and what is nearest to a name that was not read is nobody's.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extract.text.document import Document
from extract.text.lists import Items
from extract.text.persons import Person

_SENTENCE, _PARAGRAPH = 3.0, 4.0


class _Named(NamedTuple):
    """Where a name stands, and whose it is; None for a name that was not read."""

    start: int
    end: int
    person: Person | None


class Owners:
    """Tells whose a thing is, among the persons of one document; ``strangers`` is where unread names stand."""

    def __init__(
        self, document: Document, persons: Sequence[Person], strangers: Iterable[tuple[int, int]] = ()
    ) -> None:
        self._document = document
        unread = [_Named(start, end, None) for start, end in strangers]
        self._all = _by_place(persons, unread)
        self._dead = _by_place([person for person in persons if not person.living], unread)
        self._items = Items(document, [(named.start, named.person or named) for named in self._all])

    def owner(self, start: int, end: int, *, of_the_dead: bool) -> Person | None:
        """Return the person whom what stands at ``start:end`` belongs to; None for a living one, or for nobody.

        ``of_the_dead`` where only the dead have such a thing: a day of death or burial.
        """
        cost, person = self._nearest(start, end, self._dead if of_the_dead else self._all)
        if person and person.living and cost >= _SENTENCE:
            # In a sentence without a name the text goes on about the dead.
            person = self._nearest(start, end, self._dead)[1]
        return None if person is None or person.living else person

    def _nearest(self, start: int, end: int, named: Sequence[_Named]) -> tuple[float, Person | None]:
        """Return the cheaper of the names on both sides; on a draw the one before."""
        after = bisect_right(named, start, key=lambda item: item.start)
        item = self._items.number(start)
        beside = [name for name in named[max(0, after - 1) : after + 1] if self._items.number(name.start) == item]
        costs = [(self._cost(start, end, name), index) for index, name in enumerate(beside)]
        if not costs:
            return 0.0, None
        cost, index = min(costs)
        return cost, beside[index].person

    def _cost(self, start: int, end: int, name: _Named) -> float:
        number, low = self._document.sentence_number, self._document.low
        if name.end <= start:
            between, sentences = low[name.end : start], number(start) - number(name.end - 1)
        else:
            # A name that comes only in a later sentence is a heading's, if anything: the last resort.
            between, sentences = low[end : name.start], 10 * (number(name.start) - number(end - 1))
        commas = len(re.findall(r"[,;)]", between))
        paragraphs = len(re.findall(r"\n\s*\n", between))
        return commas + _SENTENCE * sentences + _PARAGRAPH * paragraphs + min(len(between), 400) / 1000


def _by_place(persons: Sequence[Person], unread: Sequence[_Named]) -> list[_Named]:
    read = [_Named(name.start, name.end, person) for person in persons for name in person.names]
    return sorted([*read, *unread], key=lambda named: named.start)
