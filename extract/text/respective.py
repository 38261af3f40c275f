"""Ages told one after another of those whom the text has named: «Им было 27 и 24», «Одному 27, другому 24»."""

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.text.document import Document
from extract.text.found import Fact
from extract.text.persons import Person
from sinodik.records import Field, Value

_JOINED = re.compile(
    r"(?: ?(?:лет|года?|г\.))?(?:,? (?:и|а)|,)"
    r"(?: (?:ему|ей|было|всего|другому|второму|третьему|четвертому|другой|второй))* ?"
)
_HIM, _HER = (
    re.compile(r"(?<![а-я])(?:ему|он|юноше|сыну|мужу)(?![а-я])"),
    re.compile(r"(?<![а-я])(?:ей|она|девушке|дочери|жене)(?![а-я])"),
)


def respectively(document: Document, facts: Sequence[Fact[Value]], dead: Sequence[Person]) -> dict[int, Person]:
    """Return whose the ages are, by where they stand, that a post tells in one breath of all its dead.

    They are told in the order in which the dead are named, or of him and of her.
    """
    ages = sorted((fact for fact in facts if fact.field is Field.AGE), key=lambda fact: fact.start)
    if len(dead) < 2 or len(ages) != len(dead) or not _in_one_breath(document, ages):
        return {}
    named = sorted(dead, key=lambda person: min(name.start for name in person.names))
    if max(min(name.start for name in person.names) for person in named) > ages[0].start:
        return {}
    order = _by_gender(document, ages, named) or named
    return {age.start: person for age, person in zip(ages, order, strict=True)}


def _in_one_breath(document: Document, ages: Sequence[Fact[Value]]) -> bool:
    return all(_JOINED.fullmatch(document.low, one.end, other.start) for one, other in pairwise(ages))


def _by_gender(document: Document, ages: Sequence[Fact[Value]], dead: Sequence[Person]) -> list[Person] | None:
    """Return the man and the woman in the order in which the ages are told of him and of her."""
    first = document.low[document.sentence(ages[0].start)[0] : ages[0].end]
    genders = [next((name.gender for name in person.names if name.gender), "") for person in dead]
    if sorted(genders) != ["Fem", "Masc"] or not (_HIM.search(first) or _HER.search(first)):
        return None
    man, woman = dead[genders.index("Masc")], dead[genders.index("Fem")]
    return [woman, man] if _HER.search(first) else [man, woman]
