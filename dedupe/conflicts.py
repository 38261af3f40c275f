"""Sentences about what cannot be true of one person: warnings to whoever is about to confirm a candidate."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from dedupe.kin import Kin, kin
from sinodik.dates import compatible, days_apart, earliest, latest
from sinodik.records import Attested, Field, How, Mention, PartialDate, Status, Value

_NAMES = {Field.SURNAME: "surnames", Field.GIVEN: "given names", Field.PATRONYMIC: "patronymics"}
_FAR_APART_DAYS = 31

V = TypeVar("V", bound=Value)


def conflicts(values: Iterable[Attested], mentions: Iterable[Mention]) -> list[str]:
    """Return what cannot be true of one person, given all values that stand (corrected fields: the correction only)."""
    by_field: dict[Field, list[Value]] = {}
    for value in values:
        by_field.setdefault(value.field, []).append(value.value)
    return [*_names(by_field), *_dates(by_field), *_ages(by_field), *_alive(mentions)]


def _names(values: Mapping[Field, list[Value]]) -> Iterator[str]:
    for field, plural in _NAMES.items():
        yield from _clash(f"The {plural} differ", values.get(field, []), _other_name)


def _dates(values: Mapping[Field, list[Value]]) -> Iterator[str]:
    births, deaths, burials = (_stated(values, f) for f in (Field.BIRTH, Field.DEATH, Field.BURIAL))
    yield from _clash("The dates of birth cannot be one", births, _other_birth)
    yield from _clash("The dates of death are far apart", deaths, _far_apart)
    for birth in births:
        for death in deaths:
            if latest(death) < earliest(birth):
                yield f"The death ({death}) is before the birth ({birth})."
    for death in deaths:
        for burial in burials:
            if latest(burial) < earliest(death):
                yield f"The burial ({burial}) is before the death ({death})."


def _ages(values: Mapping[Field, list[Value]]) -> Iterator[str]:
    for age in values.get(Field.AGE, []):
        for birth in _stated(values, Field.BIRTH):
            for death in _stated(values, Field.DEATH):
                oldest = latest(death).year - earliest(birth).year
                youngest = earliest(death).year - latest(birth).year - 1
                if isinstance(age, int) and not youngest <= age <= oldest:
                    yield f"An age of {age} does not fit a life from {birth} to {death}."


def _alive(mentions: Iterable[Mention]) -> Iterator[str]:
    statuses = sorted({m.status.value for m in mentions})
    if Status.DEAD not in statuses:
        yield f"No mention says that this person died, only: {', '.join(statuses)}."


def _clash(what: str, values: Sequence[V], differ: Callable[[V, V], bool]) -> Iterator[str]:
    clashing = {str(v) for a, b in combinations(values, 2) if differ(a, b) for v in (a, b)}
    if clashing:
        *most, last = sorted(clashing)
        yield f"{what}: {', '.join(most)} and {last}."


def _stated(values: Mapping[Field, list[Value]], field: Field) -> list[PartialDate]:
    return [v for v in values.get(field, []) if isinstance(v, PartialDate) and v.how is not How.FROM_POST_DATE]


def _other_name(a: Value, b: Value) -> bool:
    return kin(str(a), str(b)) is Kin.DIFFERENT


def _other_birth(a: PartialDate, b: PartialDate) -> bool:
    if How.FROM_AGE in (a.how, b.how):
        return abs(a.year - b.year) > 1
    return not compatible(a, b)


def _far_apart(a: PartialDate, b: PartialDate) -> bool:
    return days_apart(a, b) > _FAR_APART_DAYS
