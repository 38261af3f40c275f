# ruff: noqa: D401 - a docstring here is the sentence that the reviewer reads
"""Reasons from dates and ages. Weights are in bits; see :mod:`dedupe.name_reasons`."""

from dedupe.why import why
from sinodik.dates import compatible, days_apart, earliest, latest
from sinodik.records import Field, How, Mention, PartialDate, Why

Dates = tuple[PartialDate, PartialDate]


def birth_same(a: Mention, b: Mention) -> Why | None:
    """The dates of birth agree as far as they are known."""
    dates = _both(Field.BIRTH, a, b)
    if not dates or not _agree(*dates):
        return None
    # The dead of this war were born in some 40 years: 5 bits for a year, 14 for a day; less, for what is mistaken.
    if How.FROM_AGE in (dates[0].how, dates[1].how):
        return why(birth_same, 2.0, *dates)
    precision = min(_precision(d) for d in dates)
    return why(birth_same, (3.5, 6.5, 10.0)[precision], *dates)


def birth_slip(a: Mention, b: Mention) -> Why | None:
    """The dates of birth differ by one digit, or by day and month changing places."""
    dates = _both(Field.BIRTH, a, b)
    return why(birth_slip, 2.0, *dates) if dates and not _agree(*dates) and _slip(*dates) else None


def birth_near(a: Mention, b: Mention) -> Why | None:
    """The years of birth are one apart, and one of the dates is not exact."""
    dates = _both(Field.BIRTH, a, b)
    if not dates or _agree(*dates) or _slip(*dates) or not _nearly(*dates):
        return None
    return why(birth_near, -4.5, *dates)


def birth_other_day(a: Mention, b: Mention) -> Why | None:
    """The dates of birth fall on different days of one year."""
    dates = _both(Field.BIRTH, a, b)
    if not dates or _agree(*dates) or _slip(*dates) or dates[0].year != dates[1].year:
        return None
    return why(birth_other_day, -5.0, *dates)


def birth_conflict(a: Mention, b: Mention) -> Why | None:
    """The birth dates cannot belong to one person."""
    dates = _both(Field.BIRTH, a, b)
    if not dates or _agree(*dates) or _slip(*dates) or _nearly(*dates) or dates[0].year == dates[1].year:
        return None
    return why(birth_conflict, -12.0, *dates)


def born_after_death(a: Mention, b: Mention) -> Why | None:
    """One was born after, or too shortly before, the other died."""
    for x, y in ((a, b), (b, a)):
        birth, death = x.date(Field.BIRTH), y.date(Field.DEATH)
        if birth and death and latest(death).year - earliest(birth).year < 14:
            return why(born_after_death, -12.0, *((birth, death) if x is a else (death, birth)))
    return None


def death_same(a: Mention, b: Mention) -> Why | None:
    """The dates of death agree as far as they are known."""
    dates = _both(Field.DEATH, a, b)
    if not dates or _inferred(*dates) or not compatible(*dates):
        return None
    # Deaths crowd into few days of battle: a shared day proves less than a shared birthday.
    return why(death_same, (0.5, 2.0, 5.0)[min(_precision(d) for d in dates)], *dates)


def death_near(a: Mention, b: Mention) -> Why | None:
    """The dates of death are close together."""
    dates = _both(Field.DEATH, a, b)
    if not dates:
        return None
    apart = days_apart(*dates)
    if _inferred(*dates):
        # «Вчера», reckoned from the post's date, is nearly a date; «недавно» is not.
        known = min(_precision(d) for d in dates) == 2
        return why(death_near, 2.5 if known and apart <= 1 else 0.5, *dates) if apart <= 60 else None
    return why(death_near, 2.0, *dates) if 0 < apart <= 7 else None


def death_far(a: Mention, b: Mention) -> Why | None:
    """The dates of death are far apart."""
    dates = _both(Field.DEATH, a, b)
    apart = days_apart(*dates) if dates else 0
    if not dates or apart <= 31:
        return None
    weight = -2.0 if apart <= 120 else -5.0 if apart <= 365 else -8.0
    return why(death_far, weight / 4 if _inferred(*dates) else weight, *dates)


def burial_same(a: Mention, b: Mention) -> Why | None:
    """They were buried on the same day."""
    dates = _both(Field.BURIAL, a, b)
    return why(burial_same, 4.0, *dates) if dates and dates[0].day and dates[0] == dates[1] else None


def buried_soon_after(a: Mention, b: Mention) -> Why | None:
    """One was buried within six weeks of the other's death."""
    dates, lag = _burial_lag(a, b)
    return why(buried_soon_after, 1.5, *dates) if dates and 0 <= lag <= 42 else None


def buried_before_death(a: Mention, b: Mention) -> Why | None:
    """One was buried before the other died."""
    dates, lag = _burial_lag(a, b)
    return why(buried_before_death, -10.0, *dates) if dates and lag < 0 else None


def age_same(a: Mention, b: Mention) -> Why | None:
    """The age at death is the same."""
    x, y = a.value(Field.AGE), b.value(Field.AGE)
    return why(age_same, 2.5, x, y) if x is not None and x == y else None


def age_different(a: Mention, b: Mention) -> Why | None:
    """The ages at death are more than a year apart."""
    x, y = a.value(Field.AGE), b.value(Field.AGE)
    apart = abs(x - y) if isinstance(x, int) and isinstance(y, int) else 0
    return why(age_different, -6.0, x, y) if apart > 1 else None


def age_fits(a: Mention, b: Mention) -> Why | None:
    """The age at death fits the other's dates."""
    gap, x, y = _age_gap(a, b)
    return why(age_fits, 2.5, x, y) if gap == 0 else None


def age_conflict(a: Mention, b: Mention) -> Why | None:
    """The age at death does not fit the other's dates."""
    gap, x, y = _age_gap(a, b)
    return why(age_conflict, -3.0 if gap == 1 else -8.0, x, y) if gap else None


def _both(field: Field, a: Mention, b: Mention) -> Dates | None:
    x, y = a.date(field), b.date(field)
    return (x, y) if x and y else None


def _precision(when: PartialDate) -> int:
    return 0 if when.month is None else 1 if when.day is None else 2


def _agree(x: PartialDate, y: PartialDate) -> bool:
    if How.FROM_AGE in (x.how, y.how):
        return abs(x.year - y.year) <= 1
    return compatible(x, y)


def _nearly(x: PartialDate, y: PartialDate) -> bool:
    slack = 2 if How.FROM_AGE in (x.how, y.how) else 1
    return 0 < abs(x.year - y.year) <= slack and min(_precision(x), _precision(y)) < 2


def _slip(x: PartialDate, y: PartialDate) -> bool:
    """Tell whether two full dates differ by one digit, or by day and month changing places."""
    if _precision(x) < 2 or _precision(y) < 2:
        return False
    wrong = sum(p != q for p, q in zip(str(x), str(y), strict=True))
    return wrong == 1 or (x.year == y.year and (x.month, x.day) == (y.day, y.month))


def _inferred(*dates: PartialDate) -> bool:
    return any(d.how is How.FROM_POST_DATE for d in dates)


def _burial_lag(a: Mention, b: Mention) -> tuple[Dates | None, int]:
    """Return one's death and the other's burial, in the order of ``a`` and ``b``, and the days between; < 0: no."""
    for x, y in ((a, b), (b, a)):
        death, burial = x.date(Field.DEATH), y.date(Field.BURIAL)
        if death and burial and not _inferred(death, burial):
            lag = -1 if latest(burial) < earliest(death) else days_apart(death, burial)
            return ((death, burial) if x is a else (burial, death)), lag
    return None, 0


def _age_gap(a: Mention, b: Mention) -> tuple[int | None, int | PartialDate, int | PartialDate]:
    """Return by how many years an age misses the other's date of birth, and the two values as in ``a`` and ``b``."""
    for x, y in ((a, b), (b, a)):
        age, birth = x.value(Field.AGE), y.date(Field.BIRTH)
        death = x.date(Field.DEATH) or y.date(Field.DEATH)
        if isinstance(age, int) and birth and death:
            oldest = latest(death).year - earliest(birth).year
            youngest = earliest(death).year - latest(birth).year - 1
            gap = max(0, youngest - age, age - oldest)
            return gap, *((age, birth) if x is a else (birth, age))
    return None, 0, 0
