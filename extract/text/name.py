"""A person's name as it stands in a text."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from sinodik.records import Field, PersonName


class Part(NamedTuple):
    """One part of a name, in the nominative, and where it stands in the cleaned text.

    ``others`` are the nominatives that it could also be, the likeliest first.
    """

    field: Field
    value: str
    start: int
    end: int
    confidence: float
    others: tuple[str, ...] = ()


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
        return PersonName(*(values.get(field, "") for field in (Field.SURNAME, Field.GIVEN, Field.PATRONYMIC)))


def best_cover(names: Sequence[Name]) -> list[Name]:
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
