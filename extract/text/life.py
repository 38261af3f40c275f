"""What a life's dates must agree in: birth, death, age, burial. What contradicts is doubted, never corrected."""

from collections.abc import Sequence
from datetime import date
from itertools import product

from extract.text.anchor import OLDEST, YOUNGEST, possible
from sinodik.dates import compatible, earliest, latest
from sinodik.records import Claim, Field, How, PartialDate

# What others can contradict, or tell more exactly.
_WEIGHED = frozenset({Field.BIRTH, Field.DEATH, Field.AGE, Field.BURIAL, Field.MOBILISED})
_RECENT = 30  # days between a burial and its news
_LONGEST_WAIT = 60  # days from a death to a burial that the same post tells without its year
_VAGUE, _ONLY_A_YEAR = 0.75, 0.55  # and of one that another tells more exactly
_DOUBT = 0.6  # what is left of the confidence of a claim that others contradict


def could_be_a_life(birth: PartialDate, death: PartialDate) -> bool:
    """Tell whether the two can be the ends of a soldier's life."""
    return YOUNGEST <= death.year - birth.year <= OLDEST


def age_span(birth: PartialDate, death: PartialDate) -> tuple[int, int]:
    """Return the least and the greatest age in whole years that a life between the two can have reached.

    >>> age_span(PartialDate(1990, 5, 3), PartialDate(2023, 2))
    (32, 32)
    """
    return _years(latest(birth), earliest(death)), _years(earliest(birth), latest(death))


def soon(burial: PartialDate, death: PartialDate, today: date) -> PartialDate | None:
    """Return the burial in the death's year, where its own came from the post's day and would come too late.

    "Погиб 9 мая 2022 года, похоронен 22 мая" in a post of a year later: the second year is the first one.
    """
    if burial.how is How.STATED or burial.day is None or abs((earliest(burial) - today).days) <= _RECENT:
        return None
    if 0 <= _days(death, burial) <= _LONGEST_WAIT:
        return None
    for year in (death.year, death.year + 1):
        when = possible(year, burial.month, burial.day, How.STATED, Field.BURIAL, today)
        if when and 0 <= _days(death, when) <= _LONGEST_WAIT:
            return when
    return None


def _days(since: PartialDate, till: PartialDate) -> int:
    return (earliest(till) - earliest(since)).days


def _years(since: date, till: date) -> int:
    return till.year - since.year - ((till.month, till.day) < (since.month, since.day))


def weigh(claims: Sequence[Claim]) -> list[Claim]:
    """Return one person's claims with less confidence in those that the others contradict.

    Of two dates or ages told for one thing that which agrees with the rest keeps its confidence, so that it is the
    surest; and "8 декабря" is surer than "в декабре". Values stay as they were read.
    """
    if not any(claim.field in _WEIGHED for claim in claims):
        return list(claims)
    weighed = [
        _less(claim, _DOUBT) if claim.field in _WEIGHED and _contradicted(claim, claims) else claim for claim in claims
    ]
    return [_less(claim, _share(claim)) if _is_told_better(claim, weighed) else claim for claim in weighed]


def _less(claim: Claim, share: float) -> Claim:
    return Claim(claim.field, claim.value, claim.quote, claim.where, round(claim.confidence * share, 2))


def _share(vague: Claim) -> float:
    """Return what a vague date keeps: of a year, as on a stone, less than of a month."""
    return _ONLY_A_YEAR if isinstance(vague.value, PartialDate) and vague.value.month is None else _VAGUE


def _is_told_better(claim: Claim, claims: Sequence[Claim]) -> bool:
    """Tell whether another claim says the same more exactly, and surely enough."""
    vague = claim.value
    if not isinstance(vague, PartialDate) or vague.day is not None:
        return False
    return any(
        other.field is claim.field
        and isinstance(other.value, PartialDate)
        and len(str(other.value)) > len(str(vague))
        and compatible(other.value, vague)
        and other.confidence > claim.confidence * _share(claim)
        for other in claims
    )


def _contradicted(claim: Claim, claims: Sequence[Claim]) -> bool:
    deaths = _dates(claims, Field.DEATH)
    if claim.field is Field.BURIAL and isinstance(claim.value, PartialDate):
        return bool(deaths) and all(latest(claim.value) < earliest(death) for death in deaths)
    if claim.field is Field.MOBILISED and isinstance(claim.value, PartialDate):
        return bool(deaths) and all(earliest(claim.value) > latest(death) for death in deaths)
    if claim.field not in (Field.BIRTH, Field.DEATH, Field.AGE):
        return False
    births: Sequence[PartialDate] = _dates(claims, Field.BIRTH)
    ages: Sequence[int | None] = [c.value for c in claims if c.field is Field.AGE and isinstance(c.value, int)] or [
        None
    ]
    if isinstance(claim.value, int):
        ages = [claim.value]
    elif isinstance(claim.value, PartialDate) and claim.field is Field.BIRTH:
        births = [claim.value]
    elif isinstance(claim.value, PartialDate):
        deaths = [claim.value]
    told = list(product(births, deaths, ages))
    return bool(told) and not any(_agree(*life) for life in told)


def _dates(claims: Sequence[Claim], field: Field) -> list[PartialDate]:
    return [c.value for c in claims if c.field is field and isinstance(c.value, PartialDate)]


def _agree(birth: PartialDate, death: PartialDate, age: int | None) -> bool:
    least, greatest = age_span(birth, death)
    return could_be_a_life(birth, death) and (age is None or least <= age <= greatest)
