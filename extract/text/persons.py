"""Persons: the names in one post that mean one man or woman."""

from collections import defaultdict
from collections.abc import Sequence

from extract.text.names import Name, Part
from sinodik.names import fold
from sinodik.records import Field

_PARTS = (Field.SURNAME, Field.GIVEN, Field.PATRONYMIC)


class Person:
    """One person and every place where the post names him; ``parts`` are each from the place that tells most of it."""

    def __init__(self, name: Name, living: bool) -> None:
        self.names = [name]
        self.living = living
        self._parts = {part.field: (_fullness(name), part) for part in name.parts}

    @property
    def parts(self) -> list[Part]:
        """The parts of his name, the surname first."""
        return [self._parts[field][1] for field in _PARTS if field in self._parts]

    def takes(self, name: Name) -> bool:
        """Tell whether ``name`` can mean this person: nothing differs, and more than an initial is common."""
        agreed = [_agree(part, other) for part in self.parts for other in name.parts if part.field == other.field]
        return None not in agreed and any(agreed)

    def add(self, name: Name, living: bool) -> None:
        """Note another place where he is named."""
        self.names.append(name)
        self.living |= living
        for part in name.parts:
            if part.field not in self._parts or _fullness(name) > self._parts[part.field][0]:
                self._parts[part.field] = (_fullness(name), part)


def _fullness(name: Name) -> int:
    """Count the parts that are more than an initial."""
    return sum(len(part.value) > 2 for part in name.parts)


def persons(names: Sequence[Name], living: Sequence[bool]) -> list[Person]:
    """Gather names into persons, in the order in which they are first named.

    The fullest names come first; a shorter one that could be one of several persons is a person of its own.
    """
    found: list[Person] = []
    by_part: dict[tuple[Field, str], list[Person]] = defaultdict(list)
    for name, alive in sorted(zip(names, living, strict=True), key=lambda item: -_fullness(item[0])):
        keys = [(part.field, fold(part.value)) for part in name.parts]
        near = {id(person): person for key in keys for person in by_part[key]}
        fitting = [person for person in near.values() if person.takes(name)]
        if len(fitting) == 1:
            person = fitting[0]
            person.add(name, alive)
        else:
            person = Person(name, alive)
            found.append(person)
        for key in keys:
            if person not in by_part[key]:
                by_part[key].append(person)
    return sorted(found, key=lambda person: min(name.start for name in person.names))


def _agree(a: Part, b: Part) -> bool | None:
    """Return True where two parts are one in full, False where an initial allows it, None where they differ."""
    one, other = fold(a.value), fold(b.value)
    if one == other:
        return not one.endswith(".")
    if one.endswith(".") or other.endswith("."):
        return False if one[0] == other[0] else None
    return None
