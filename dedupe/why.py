"""What every reason has in common: its sentence is the docstring of the function that gives it."""

from collections.abc import Callable

from sinodik.dates import in_russian
from sinodik.records import Mention, PartialDate, Value, Why

Reason = Callable[[Mention, Mention], Why | None]

# In bits. One reason this strong against keeps two mentions apart, whatever speaks for them, until a person speaks.
VETO = -10.0


def why(rule: Callable[..., Why | None], weight: float, a: Value | None, b: Value | None) -> Why:
    """Return the reason that the function ``rule`` gives, with both values as a Russian reader would write them."""
    return Why(rule.__name__, sentence(rule), round(weight, 2), shown(a), shown(b))


def sentence(rule: Callable[..., Why | None]) -> str:
    """Return the sentence of a rule: its docstring."""
    return " ".join((rule.__doc__ or rule.__name__).split())


def shown(value: Value | None) -> str:
    """Write a value as a Russian reader would.

    >>> shown(PartialDate(1990, 2, 1)), shown("Иванов"), shown(None)
    ('1 февраля 1990', 'Иванов', '')
    """
    if isinstance(value, PartialDate):
        return in_russian(value)
    return "" if value is None else str(value)
