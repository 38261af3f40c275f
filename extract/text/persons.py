"""Persons: the names in one post that mean one man or woman, and the words that name him shortly."""

from collections import defaultdict
from collections.abc import Sequence

from extract.text.document import Document, Word
from extract.text.name import Name, Part
from extract.text.readings import Reading, Readings
from sinodik.names import fold
from sinodik.records import Field

# A form that may be several cases is most often the first of these.
_CASES = ("Nom", "Gen", "Dat", "Ins", "Acc", "Loc", "Voc", "")
_PARTS = (Field.SURNAME, Field.GIVEN, Field.PATRONYMIC)


class Person:
    """One person and every place where the post names him; ``parts`` are each from the place that tells most of it.

    ``living`` is set for those who are not to be recorded.
    """

    def __init__(self, name: Name) -> None:
        self.names = [name]
        self.living = False
        self._parts = {part.field: (_fullness(name), part) for part in name.parts}

    @property
    def parts(self) -> list[Part]:
        """The parts of his name, the surname first."""
        return [self._parts[field][1] for field in _PARTS if field in self._parts]

    @property
    def has_surname(self) -> bool:
        """Whether the post names him by more than a given name and a patronymic."""
        return Field.SURNAME in self._parts

    def value(self, field: Field) -> str:
        """Return a part of the name, folded for comparison; empty if it is not known."""
        return fold(self._parts[field][1].value) if field in self._parts else ""

    def takes(self, name: Name) -> bool:
        """Tell whether ``name`` can mean this person: nothing differs, and more than an initial is common."""
        agreed = [_agree(self.value(p.field), fold(p.value)) for p in self._meant(name) if p.field in self._parts]
        return None not in agreed and any(agreed)

    def _meant(self, name: Name) -> list[Part]:
        """Leave out of "Аскер Хабалович" the surname, if it is this person's patronymic that was taken for one."""
        patronymic = self.value(Field.PATRONYMIC)
        return [p for p in name.parts if p.field is not Field.SURNAME or not patronymic or fold(p.value) != patronymic]

    def add(self, name: Name) -> None:
        """Note another place where he is named."""
        self.names.append(name)
        for part in self._meant(name):
            if part.field not in self._parts or _fullness(name) > self._parts[part.field][0]:
                self._parts[part.field] = (_fullness(name), part)


def _fullness(name: Name) -> int:
    """Count the parts that are more than an initial."""
    return sum(len(part.value) > 2 for part in name.parts)


def persons(names: Sequence[Name]) -> list[Person]:
    """Gather names into persons, in the order in which they are first named.

    The fullest names come first; a shorter one that could be one of several persons is a person of its own.
    """
    if len(names) == 1:
        return [Person(names[0])]
    found: list[Person] = []
    by_part: dict[tuple[Field, str], list[Person]] = defaultdict(list)
    for name in sorted(names, key=lambda name: -_fullness(name)):
        keys = [(part.field, fold(part.value)) for part in name.parts]
        near = {id(person): person for key in keys for person in by_part[key]}
        fitting = [person for person in near.values() if person.takes(name)]
        if len(fitting) == 1:
            person = fitting[0]
            person.add(name)
        else:
            person = Person(name)
            found.append(person)
        for key in keys:
            if person not in by_part[key]:
                by_part[key].append(person)
    return sorted(found, key=lambda person: min(name.start for name in person.names))


def call_shortly(document: Document, people: Sequence[Person], readings: Readings) -> None:
    """Note where the surname or the given name of somebody named in full stands alone, in whatever case.

    Of several persons whom it can mean it is the first named one: families share surnames, and posts begin with him.
    """
    taken = {part.start for person in people for name in person.names for part in name.parts}
    known: dict[str, list[tuple[Field, str, Person]]] = defaultdict(list)
    for person in people:
        for field in (Field.SURNAME, Field.GIVEN):
            if len(value := person.value(field)) > 2:
                known[value[0]].append((field, value, person))
    for word in map(document.words.__getitem__, document.capitals):
        if word.low[0] in known and word.start not in taken and len(word.text) > 2:
            for field, value, person in known[word.low[0]]:
                if reading := _form(word, field, value, person.names[0].gender, readings):
                    part = Part(field, reading.nominative, word.start, word.end, reading.confidence)
                    person.names.append(Name((part,), reading.case, reading.gender, 0.0))
                    break


def _form(word: Word, field: Field, value: str, gender: str, readings: Readings) -> Reading | None:
    """Return the likeliest reading of the word as a case of the name."""
    if word.low[:2] != value[:2] and len(value) > 4:
        return None
    read = readings.surname if field is Field.SURNAME else readings.given
    fitting = [r for r in read(word.text) if r.gender == gender and fold(r.nominative) == value]
    return min(fitting, key=lambda reading: _CASES.index(reading.case), default=None)


def _agree(one: str, other: str) -> bool | None:
    """Return True where two parts are one in full, False where an initial allows it, None where they differ."""
    if one == other:
        return not one.endswith(".")
    if one.endswith(".") or other.endswith("."):
        return False if one[0] == other[0] else None
    return None
