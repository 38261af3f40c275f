"""What a spider and the one that keeps what it brings say to each other."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

import msgspec

from sinodik.records import Capture, Evidence
from sinodik.sources import Source

FINISHED = "finished"
STOPPED = "Stopped before the end; the same command carries on."

S = TypeVar("S", bound=Source, covariant=True)
Headers = Sequence[tuple[str, str]]


class CrawlReport(msgspec.Struct, frozen=True):
    """What came of one source. ``outcome`` is ``finished``, or a sentence saying why not.

    ``pages`` were read; ``new`` and ``known`` count posts (or photographs), ``missing`` those found to be gone,
    ``media`` the pictures fetched.
    """

    source: str
    outcome: str = FINISHED
    pages: int = 0
    new: int = 0
    known: int = 0
    missing: int = 0
    media: int = 0


class Exchange(NamedTuple):
    """A request and the response to it as received: ``body`` in its Content-Encoding, ``status`` like ``200 OK``."""

    url: str
    status: str
    headers: Headers
    body: bytes
    request: tuple[str, Headers]
    at: datetime


class Sight(NamedTuple):
    """What one page showed: its posts, and the range of numbers of which it shows all that exist.

    ``shown`` are the addresses of everything on the page; ``span`` is None where nothing may be concluded from an
    absence.
    """

    evidence: tuple[Evidence, ...]
    shown: frozenset[str]
    span: tuple[int, int] | None

    def absent(self, known: Iterable[str]) -> list[str]:
        """Return the known addresses (ending in a post's number) that this page should show but does not."""
        if self.span is None:
            return []
        shown = {url.casefold() for url in self.shown}  # a channel may change the case of its name
        low, high = self.span
        return sorted(u for u in known if low <= int(u.rpartition("/")[2]) <= high and u.casefold() not in shown)


class Taken(NamedTuple):
    """What the keeper made of a page. ``wanted`` are the addresses of photos that are not archived yet."""

    new: int
    known: int
    missing: int
    wanted: tuple[str, ...]


class Keeper(Protocol):
    """Keeps what spiders bring. Every method returns when its argument can no longer be lost, but for ``archive``."""

    def archive(self, exchange: Exchange) -> Capture:
        """Append an exchange to the archive, before anybody looks into it."""

    def take(self, visit: "Visit[Any]", capture: Capture, sight: Sight) -> Taken:
        """Keep what a page showed, and note what is gone."""

    def keep(self) -> None:
        """Acknowledge what was archived."""

    def tell(self, visit: "Visit[Any]") -> None:
        """Hear how far a visit has come."""

    def finish(self, visit: "Visit[Any]") -> None:
        """Note that a visit has ended."""


class Visit(Generic[S]):
    """One source being visited. It ends when no request of it is under way.

    ``thorough`` visits read all the pages they may; others stop at a page that holds nothing new. ``lost`` counts the
    photos that may be had another time, ``trouble`` is the sentence saying why the visit went wrong. ``returning``
    visits have something to connect with: posts known from before.
    """

    def __init__(self, source: S, *, thorough: bool, returning: bool) -> None:
        self.source = source
        self.thorough = thorough
        self.returning = returning
        self.trouble = ""
        self.pages = self.new = self.known = self.missing = self.media = self.lost = 0
        self.under_way = 0
        self.ended = self.stopped = False
        self.asked: set[str] = set()

    def saw(self, taken: Taken) -> None:
        """Count one page."""
        self.pages += 1
        self.new += taken.new
        self.known += taken.known
        self.missing += taken.missing

    @property
    def outcome(self) -> str:
        """Return ``finished``, or a sentence saying why not."""
        if self.trouble or not self.lost:
            return self.trouble or FINISHED
        photographs = "a photograph" if self.lost == 1 else f"{self.lost} photographs"
        return f"Finished, but for {photographs} that could not be fetched; the next crawl will try again."

    def report(self) -> CrawlReport:
        """Return what came of the visit so far."""
        return CrawlReport(self.source.id, self.outcome, self.pages, self.new, self.known, self.missing, self.media)
