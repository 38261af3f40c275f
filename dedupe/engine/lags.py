"""Which level the dates of two mentions have: births by what is known of them, events by the lag between them."""

import numpy as np
from numpy.typing import NDArray

from dedupe.engine.columns import Col
from dedupe.engine.compiled import compiled
from dedupe.engine.days import DAY, FROM_AGE, MONTH, YEAR
from dedupe.engine.levels import Birth, Event

Row = NDArray[np.int32]


@compiled
def birth(x: Row, y: Row) -> Birth:
    """Compare what is known of the births."""
    p, q = x[Col.PRECISION], y[Col.PRECISION]
    least, most = min(p, q), max(p, q)
    if least == 0:
        return Birth.MISSING
    if least == DAY:
        return full_births(x[Col.BIRTH], y[Col.BIRTH], abs(x[Col.BORN_FROM] - y[Col.BORN_FROM]))
    gap = max(x[Col.BORN_FROM] - y[Col.BORN_TO], y[Col.BORN_FROM] - x[Col.BORN_TO])
    if gap <= 0:
        if least == MONTH:
            return Birth.MONTH
        if least == YEAR:
            return Birth.YEAR
        return Birth.AGES_FIT if most == FROM_AGE else Birth.AGE_FITS
    if gap <= 366:
        return Birth.YEAR_OFF
    return Birth.CONFLICT


@compiled
def full_births(a: int, b: int, apart: int) -> Birth:
    """Compare two full dates of birth that are so many days apart."""
    if a == b:
        return Birth.DAY
    if apart <= 3 or one_digit(a, b) or swapped(a, b):
        return Birth.SLIP
    if a // 10000 == b // 10000:
        return Birth.OTHER_DAY
    return Birth.NEAR if apart <= 731 else Birth.CONFLICT


@compiled
def one_digit(a: int, b: int) -> bool:
    """Tell whether two packed dates differ in one digit."""
    wrong = 0
    while a or b:
        wrong += a % 10 != b % 10
        a //= 10
        b //= 10
    return wrong == 1


@compiled
def swapped(a: int, b: int) -> bool:
    """Tell whether day and month have changed places."""
    return a // 10000 == b // 10000 and a % 100 == b // 100 % 100 and b % 100 == a // 100 % 100


@compiled
def event(x: Row, y: Row) -> Event:
    """Compare the most telling pair of events: death with death, burial with burial, then one with the other."""
    died, buried = x[Col.DIED_TO] != 0 and y[Col.DIED_TO] != 0, x[Col.BURIED_TO] != 0 and y[Col.BURIED_TO] != 0
    exact = x[Col.DIED_FROM] == x[Col.DIED_TO] and y[Col.DIED_FROM] == y[Col.DIED_TO]
    if died and exact:
        return deaths(x[Col.DEATH], y[Col.DEATH], abs(x[Col.DIED_FROM] - y[Col.DIED_FROM]))
    if buried:
        apart = abs(x[Col.BURIED_FROM] - y[Col.BURIED_FROM])
        return Event.BURIAL_DAY if apart == 0 else Event.BURIAL_NEAR if apart <= 3 else Event.BURIAL_FAR
    if died:
        return vague_deaths(x, y)
    level = burial_after(x, y)
    if level != Event.MISSING:
        return level
    return posts(x, y)


@compiled
def deaths(a: int, b: int, apart: int) -> Event:
    """Compare two full dates of death that are so many days apart."""
    if apart == 0:
        return Event.DEATH_DAY
    if apart <= 3:
        return Event.DEATH_NEAR
    if one_digit(a, b):
        return Event.DEATH_SLIP
    if apart <= 31:
        return Event.DEATH_WEEKS
    return Event.DEATH_MONTHS if apart <= 120 else Event.DEATH_FAR


@compiled
def vague_deaths(x: Row, y: Row) -> Event:
    """Compare two deaths of which at least one is known by its month only, or by its year."""
    gap = max(x[Col.DIED_FROM] - y[Col.DIED_TO], y[Col.DIED_FROM] - x[Col.DIED_TO])
    if max(x[Col.DIED_TO] - x[Col.DIED_FROM], y[Col.DIED_TO] - y[Col.DIED_FROM]) > 31:
        return Event.YEAR_SAME if gap <= 0 else Event.YEAR_OTHER
    return Event.MONTH_SAME if gap <= 0 else Event.MONTH_NEAR if gap <= 31 else Event.MONTH_FAR


@compiled
def burial_after(x: Row, y: Row) -> Event:
    """Compare the death of one with the burial of the other; the first pair that is known counts."""
    if x[Col.DIED_TO] != 0 and y[Col.BURIED_TO] != 0:
        return _buried(x[Col.DIED_FROM], x[Col.DIED_TO], y[Col.BURIED_FROM], y[Col.BURIED_TO])
    if y[Col.DIED_TO] != 0 and x[Col.BURIED_TO] != 0:
        return _buried(y[Col.DIED_FROM], y[Col.DIED_TO], x[Col.BURIED_FROM], x[Col.BURIED_TO])
    return Event.MISSING


@compiled
def _buried(died_from: int, died_to: int, buried_from: int, buried_to: int) -> Event:
    if buried_to < died_from:
        return Event.BURIED_BEFORE
    lag = buried_from - died_to
    return Event.BURIED_SOON if lag <= 42 else Event.BURIED_LATER if lag <= 366 else Event.BURIED_FAR


@compiled
def posts(x: Row, y: Row) -> Event:
    """Compare when the one was written about with when the other died, was buried, or was written about."""
    px, py = x[Col.POSTED], y[Col.POSTED]
    if py != 0 and (x[Col.DIED_TO] != 0 or x[Col.BURIED_TO] != 0) and y[Col.DIED_TO] == 0 and y[Col.BURIED_TO] == 0:
        return _written(x, py)
    if px != 0 and (y[Col.DIED_TO] != 0 or y[Col.BURIED_TO] != 0) and x[Col.DIED_TO] == 0 and x[Col.BURIED_TO] == 0:
        return _written(y, px)
    if px == 0 or py == 0:
        return Event.MISSING
    apart = abs(px - py)
    return Event.POSTS_CLOSE if apart <= 7 else Event.POSTS_NEAR if apart <= 42 else Event.POSTS_FAR


@compiled
def _written(x: Row, posted: int) -> Event:
    first = x[Col.DIED_FROM] if x[Col.DIED_TO] != 0 else x[Col.BURIED_FROM] - 5
    last = x[Col.DIED_TO] if x[Col.DIED_TO] != 0 else x[Col.BURIED_TO]
    if posted < first:
        return Event.POST_BEFORE
    lag = posted - last
    return Event.POST_SOON if lag <= 42 else Event.POST_LATER if lag <= 183 else Event.POST_FAR
