"""A date with its role."""

from typing import NamedTuple

from sinodik.records import Field, PartialDate


class Dated(NamedTuple):
    """A date with its role and value, and where it stands in the cleaned text.

    ``together`` if it is several persons', ``of_a_life`` if birth and death stand side by side,
    ``reach`` is up to where it is told of all who are named after it, ``told_at`` where the word stands that says whose
    it is, if that is not the nearest name's: "погибшего 5 мая".
    """

    field: Field
    value: PartialDate
    start: int
    end: int
    confidence: float
    together: bool = False
    of_a_life: bool = False
    reach: int | None = None
    told_at: int | None = None
