"""Two names of one person: "Сеня Кедров" and «Арсений Кедров», "воин Иоанн (Кедров)" and «Иван Кедров»."""

from collections.abc import Collection, Sequence

from extract.text.persons import Person
from sinodik.records import Field

_Alike = Collection[tuple[str, str]]


def join_aliases(people: Sequence[Person], alike: _Alike) -> list[Person]:
    """Return the persons, those joined whose given names are two forms of one; the name in full is kept.

    ``alike`` holds pairs of a name in full and what else its bearer may be called. Whoever has no surname is joined
    only to the one person whom it can be.
    """
    if len(people) == 1:
        return list(people)
    found = list(people)
    for person in people:
        others = [other for other in found if other is not person and _is_full(person, other, alike)]
        if person not in found or not others:
            continue
        same = [other for other in others if person.has_surname or other.has_surname]
        if len(same) == 1:
            person.absorb(same[0])
            found.remove(same[0])
    return found


def _is_full(person: Person, other: Person, alike: _Alike) -> bool:
    """Tell whether a person's given name is in full what another's is in short, and nothing else differs."""
    if person.names[0].gender != other.names[0].gender:
        return False
    if any(_differ(person.value(field), other.value(field)) for field in (Field.SURNAME, Field.PATRONYMIC)):
        return False
    full = person.value(Field.GIVEN)
    return bool(full) and any((full, short) in alike for short in other.called())


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and one != other
