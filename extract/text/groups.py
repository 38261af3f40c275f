"""Who is named together: what is told before or after them is told of each."""

from collections.abc import Sequence
from typing import NamedTuple

from extract.text.name import Name
from extract.text.persons import Person
from extract.text.proofs import Proofs


class Group(NamedTuple):
    """Persons whom one sentence names in one breath, and from where to where."""

    start: int
    end: int
    persons: Sequence[Person]


def groups(names: Sequence[Name], persons: Sequence[Person], proofs: Proofs) -> list[Group]:
    """Return the runs of names that are joined; ``persons`` says of each name whose it is."""
    found: list[Group] = []
    for number in range(len(names) - 1):
        if proofs.joined(number):
            one, other = number, number + 1
            if found and found[-1].end == names[one].end:
                last = found.pop()
                start, people = last.start, [*last.persons, persons[other]]
            else:
                start, people = names[one].start, [persons[one], persons[other]]
            found.append(Group(start, names[other].end, people))
    return found
