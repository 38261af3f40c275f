"""A kind of source is a reader: pure functions from a response to what stands in it and what to ask for next.

Readers know nothing of Scrapy, of the store or of the network: the same reader reads a response on the day it came,
and the same bytes out of the archive years later. The machine that sends what a reader asks for is
:mod:`crawlers.spider`; what is asked for waits in the store's frontier, so that nothing is lost when a crawl is killed.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple, Protocol, TypeVar

from crawlers.visit import Sight
from sinodik.records import Capture
from sinodik.sources import Source
from sinodik.struct import Struct

S_contra = TypeVar("S_contra", bound=Source, contravariant=True)


class Ask(Struct, frozen=True):
    """One request that a source wants made. It is kept in the store, so it holds no secret.

    ``role`` tells the reader what it asked for (``page``, ``article``, …), ``about`` whatever it needs to know when the
    answer comes. ``once`` asks are not made again when the same address was read to the end before.
    """

    url: str
    role: str = "page"
    about: dict[str, str | int] = {}  # noqa: RUF012 - msgspec makes a new one for each
    once: bool = False


class Seen(NamedTuple):
    """A response as a reader gets it: ``body`` without its Content-Encoding, header names in lower case."""

    ask: Ask
    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    capture: Capture


class Then(StrEnum):
    """What becomes of the source after a response."""

    GO_ON = "go on"
    TRY_AGAIN = "try again"  # this request, after a wait that grows
    PARK = "park"  # the whole source, until ``Reading.until``
    STOP = "stop"  # the whole source, until a person does something


class Reading(NamedTuple):
    """What a response held.

    ``follow`` is always asked for; ``earlier``, the page before this one, only while there is something new to find.
    ``trouble`` is a sentence for the operator, without personal data. ``wait`` is in seconds (for TRY_AGAIN and PARK;
    0 leaves it to the machine).
    """

    sight: Sight | None = None
    follow: tuple[Ask, ...] = ()
    earlier: Ask | None = None
    trouble: str = ""
    then: Then = Then.GO_ON
    wait: float = 0.0


class Reader(Protocol[S_contra]):
    """Reads one kind of source."""

    def first(self, source: S_contra) -> tuple[Ask, ...]:
        """Return what a visit begins with."""

    def read(self, source: S_contra, seen: Seen) -> Reading:
        """Read one response. Never raises for what a site may send: bad input is a Reading with trouble."""
