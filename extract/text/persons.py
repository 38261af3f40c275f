"""Persons: the names in one post that mean one man or woman, and the words that name him shortly."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from extract.text.document import Document, Word
from extract.text.name import Name, Part
from extract.text.reading import WEAK
from extract.text.readings import Reading, Readings
from sinodik.names import fold
from sinodik.records import Field

# A form that may be several cases is most often the first of these.
_CASES = ("Nom", "Gen", "Dat", "Ins", "Acc", "Loc", "Voc", "")
# "Ксюша, 25 лет, погибла": only as the subject of a sentence; a son may be called as his father is.
_GOES_ON = re.compile(r",? [а-яё\d]")
_FAMILY = 5  # letters
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

    def called(self) -> set[str]:
        """Return every form of his given name that the post has, folded: the name in full, and as it is written."""
        parts = [part for name in self.names for part in name.parts if part.field is Field.GIVEN]
        return {fold(value) for part in parts for value in (part.value, *part.others)}

    def absorb(self, other: "Person") -> None:
        """Take over the names of another, who is this one; this one's parts are kept where both have them."""
        self.names.extend(other.names)
        self._parts = other._parts | self._parts

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


def family(surname: str) -> str:
    """Return how a surname, folded, begins that men and women of a family have in common; empty for a short one."""
    return surname[:_FAMILY] if len(surname) >= _FAMILY else ""


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
    _join_apart(found)
    return sorted(found, key=lambda person: min(name.start for name in person.names))


def _join_apart(found: list[Person]) -> None:
    """Make one of the only man called by his surname alone and the only one by a given name and a patronymic.

    "Капитан Синегубов сгорел в машине. … Родом Игнат Валерьевич из станицы": so a long text goes on.
    """
    alone = [person for person in found if _told_of(person) == {Field.SURNAME}]
    called = [person for person in found if _told_of(person) == {Field.GIVEN, Field.PATRONYMIC}]
    if len(alone) == len(called) == 1 and alone[0].names[0].gender == called[0].names[0].gender:
        for name in called[0].names:
            alone[0].add(name)
        found.remove(called[0])


def _told_of(person: Person) -> set[Field]:
    return {part.field for part in person.parts}


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
    by_given = {(p.value(Field.GIVEN), p.names[0].gender): p for p in reversed(people) if p.has_surname}
    for number in document.capitals:
        word = document.words[number]
        if word.start in taken or len(word.text) < 3:
            continue
        for field, value, person in known.get(word.low[0], ()):
            if reading := _form(word, field, value, person.names[0].gender, readings):
                part = Part(field, reading.nominative, word.start, word.end, reading.confidence)
                person.names.append(Name((part,), reading.case, reading.gender, 0.0))
                break
        else:
            if by_given and _GOES_ON.match(document.text, word.end) and document.sentence(word.start)[0] == word.start:
                _call_fondly(word, by_given, readings)


def _call_fondly(word: Word, by_given: Mapping[tuple[str, str], Person], readings: Readings) -> None:
    """Note a word that is short for the given name of somebody named in full: "Ксюша" of Ксения."""
    for reading in readings.given(word.text):
        full = readings.in_full(reading.nominative, reading.gender)
        if full and reading.case == "Nom" and (person := by_given.get((fold(full), reading.gender))):
            part = Part(Field.GIVEN, full, word.start, word.end, WEAK)
            person.names.append(Name((part,), reading.case, reading.gender, 0.0))
            return


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
