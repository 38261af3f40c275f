"""What a finder found."""

from typing import Generic, NamedTuple, TypeVar

from sinodik.records import Field, Value

V = TypeVar("V", bound=Value, covariant=True)

# What a line over a list, or a sentence about several, can tell of each of them.
OF_MANY = frozenset(
    {
        Field.REGION,
        Field.DISTRICT,
        Field.SETTLEMENT,
        Field.UNIT,
        Field.BRANCH,
        Field.CEMETERY,
        Field.AWARD,
        Field.SCHOOL,
    }
)


class Fact(NamedTuple, Generic[V]):
    """The value of a field, where it stands in the cleaned text, and how sure it is, from 0 to 1.

    ``told_at`` is where the text tells it of somebody, if that is elsewhere («житель округа»). What heads a list is
    told of everybody who is named between its end and ``reach``, and what is told ``together`` of all the dead.
    """

    field: Field
    value: V
    start: int
    end: int
    confidence: float
    told_at: int | None = None
    reach: int | None = None
    together: bool = False


class Found(Fact[str]):
    """A fact whose value is words of the text, as most finders find it."""

    __slots__ = ()
