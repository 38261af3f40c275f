"""A table of a test, divided: one row in four is sealed, and no rule is made by looking at it."""

import hashlib
from collections.abc import Callable, Sequence
from typing import TypeVar

Row = TypeVar("Row", bound=tuple)


def is_sealed(text: str) -> bool:
    """Tell by a text's hash whether its row is sealed."""
    return hashlib.sha256(text.encode()).digest()[0] < 64


def open_rows(rows: Sequence[Row]) -> list[Row]:
    """Return the rows that rules may be made by; each has to be read rightly."""
    return [row for row in rows if not is_sealed(row[0])]


def sealed_share(rows: Sequence[Row], is_right: Callable[[Row], bool]) -> float:
    """Return what share of the sealed rows is read rightly; of them a table has ten at least."""
    sealed = [row for row in rows if is_sealed(row[0])]
    assert len(sealed) >= 10
    return sum(map(is_right, sealed)) / len(sealed)
