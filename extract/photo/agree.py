"""Several looks at one inscription: what they agree on, and what is left where they do not."""

from collections.abc import Iterator, Sequence
from statistics import mean

import msgspec

from sinodik.names import fold
from sinodik.records import Claim, Field, PartialDate

Person = tuple[Claim, ...]

_NAME = (Field.SURNAME, Field.GIVEN, Field.PATRONYMIC)
_NAMED = 2  # parts of a name, or nobody can be told by it
_ALL = (*_NAME, Field.BIRTH, Field.DEATH)
_DOUBTED = 0.7  # what is left of the confidence where looks differ
_HARDLY = 0.2  # Tesseract's confidence in a word that it made of scratches
_CLEARLY = 3  # times as much must speak for a date as for the next one


def complete(seen: Sequence[Sequence[Person]]) -> bool:
    """Tell whether the last look read each person whole, an earlier one read the very same, and the vote says so."""
    last = [_values(person) for person in seen[-1]]
    whole = bool(last) and all(len(values) == len(_ALL) for values in last)
    twice = whole and any(last == [_values(person) for person in look] for look in seen[:-1])
    return twice and all(len(_values(person)) == len(_ALL) for person in agreed(seen))


def agreed(seen: Sequence[Sequence[Person]]) -> list[Person]:
    """Return the people of the best look, each claim weighed against what the other looks read there."""
    best = max(seen, key=_worth, default=())
    weighed = [_weighed(person, seen) for person in best]
    return [person for person in weighed if sum(c.field in _NAME for c in person) >= _NAMED]


def _values(person: Person) -> dict[Field, str]:
    return {c.field: _same(c) for c in person if not isinstance(c.value, PartialDate) or c.value.day}


def _same(claim: Claim) -> str:
    """Return what makes two claims of one field equal."""
    return fold(claim.value) if isinstance(claim.value, str) else str(claim.value)


def _worth(people: Sequence[Person]) -> float:
    claims = [c for person in people for c in person]
    known = sum(len(str(c.value)) / 10 if isinstance(c.value, PartialDate) else 1 for c in claims)
    return known + mean(c.confidence for c in claims) if claims else 0


def _weighed(person: Person, seen: Sequence[Sequence[Person]]) -> Person:
    twins = [other for look in seen for other in look if _one(person, other)]
    weighed = (_vote([c for twin in twins for c in twin if c.field is field]) for field in _ALL)
    return tuple(claim for claims in weighed for claim in claims)


def _one(a: Person, b: Person) -> bool:
    """Tell whether two looks read the same person: their names stand in the same place."""
    return any(x.field is y.field and x.where.overlaps(y.where) for x in a for y in b if x.field in _NAME)


def _vote(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Yield the one claim that the looks' claims of a field come to, if any.

    The value that was read most often and most surely stands. Where another comes near it, a date is cut down to the
    part that both share. What one look alone read, and hardly trusted, is not claimed.
    """
    fullest = max((len(str(c.value)) for c in claims if isinstance(c.value, PartialDate)), default=0)
    weights: dict[str, float] = {}
    for claim in claims:
        if len(str(claim.value)) >= fullest:  # a date's missing part does not speak against one that was read
            weights[_same(claim)] = weights.get(_same(claim), 0) + claim.confidence
    ranked = sorted(weights, key=lambda value: -weights[value])
    behind = [c for c in claims if ranked and _same(c) == ranked[0]]
    if not behind or (len(behind) == 1 and behind[0].confidence < _HARDLY):
        return
    winner = max(behind, key=lambda c: c.confidence)
    if len(ranked) == 1:
        yield winner
    elif not isinstance(winner.value, PartialDate) or weights[ranked[0]] > _CLEARLY * weights[ranked[1]]:
        yield _doubted(winner, winner.value)
    else:
        shared = _shared([c.value for c in claims if isinstance(c.value, PartialDate) and _same(c) in ranked[:2]])
        yield from [_doubted(winner, shared)] if shared else []


def _doubted(claim: Claim, value: str | int | PartialDate) -> Claim:
    return msgspec.structs.replace(claim, value=value, confidence=round(claim.confidence * _DOUBTED, 3))


def _shared(dates: Sequence[PartialDate]) -> PartialDate | None:
    first, *others = dates
    if any(d.year != first.year for d in others):
        return None
    return PartialDate(first.year, None if any(d.month != first.month for d in others) else first.month)
