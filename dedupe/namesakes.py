"""How many people of one name are to be expected: the rarer a name, the more it proves (term frequency).

People, not mentions, are counted: forty reposts about one man do not make his surname common. A person is taken
to be a distinct name with a distinct year of birth.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

import msgspec

from sinodik.names import fold
from sinodik.records import Field, Mention, PersonName

PEOPLE = "people"  # the row of the counts that holds how many people there are in all

# Until the data speaks, a given name or patronymic is taken to be borne by 1 in 20, with the weight of 50 people seen.
_PRIOR_SHARE = 0.05
_PRIOR_PEOPLE = 50
# Russian given names begin with about ten letters.
_INITIAL_SHARE = 0.1

Count = tuple[str, str, int]


class NameCounts(msgspec.Struct, frozen=True):
    """How many people bear each name (folded); ``years`` counts the years of birth under one full name."""

    people: int = 0
    surname: Mapping[str, int] = {}
    given: Mapping[str, int] = {}
    patronymic: Mapping[str, int] = {}
    years: Mapping[str, int] = {}

    def namesakes(self, name: PersonName) -> float:
        """Return how many people of this name the data may hold; parts that are empty do not narrow it.

        The parts are taken to be independent, unless the data itself shows more people of the name.
        """
        bearers = max(1, self.surname.get(fold(name.surname), 0))
        expected = bearers * self._share(self.given, name.given) * self._share(self.patronymic, name.patronymic)
        return max(expected, self.years.get(full(name), 0) - 1.0)

    def _share(self, counts: Mapping[str, int], part: str) -> float:
        if not part:
            return 1.0
        if len(part.rstrip(".")) == 1:
            return _INITIAL_SHARE
        return (counts.get(fold(part), 0) + _PRIOR_SHARE * _PRIOR_PEOPLE) / (self.people + _PRIOR_PEOPLE)

    @classmethod
    def of(cls, rows: Iterable[Count]) -> "NameCounts":
        """Put rows of ``(kind, name, count)`` together again."""
        kinds: dict[str, dict[str, int]] = defaultdict(dict)
        for kind, name, count in rows:
            kinds[kind][name] = count
        people = kinds[PEOPLE].get("", 0)
        return cls(people, *(kinds[k] for k in ("surname", "given", "patronymic", "years")))

    def rows(self) -> list[Count]:
        """Take the counts apart, into rows that can be stored."""
        kinds = ("surname", "given", "patronymic", "years")
        return [(PEOPLE, "", self.people), *((k, n, c) for k in kinds for n, c in sorted(getattr(self, k).items()))]


def full(name: PersonName) -> str:
    """Return a name's key among the full names; empty unless all three parts are known."""
    return " ".join(_folded(name)) if name.surname and name.given and name.patronymic else ""


def counted(mentions: Iterable[Mention]) -> NameCounts:
    """Count the people of each name."""
    people = {(*_folded(m.name), birth.year if (birth := m.date(Field.BIRTH)) else 0) for m in mentions}
    names = [name[:3] for name in people]
    surname, given, patronymic = (Counter(name[i] for name in names if name[i]) for i in range(3))
    years: dict[str, set[int]] = defaultdict(set)
    for *name, year in people:
        if all(name) and year:
            years[" ".join(name)].add(year)
    namesakes = {name: count for name, seen in years.items() if (count := _apart(seen)) > 1}
    return NameCounts(len(people), surname, given, patronymic, namesakes)


def _apart(years: Iterable[int]) -> int:
    """Count years of birth; neighbouring ones (a birthday passed or not) are one."""
    ordered = sorted(years)
    return 1 + sum(later - earlier > 1 for earlier, later in pairwise(ordered))


def _folded(name: PersonName) -> tuple[str, str, str]:
    return fold(name.surname), fold(name.given), fold(name.patronymic)
