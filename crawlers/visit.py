"""A visit to one source: what it saw, and what came of it."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Generic, NamedTuple, TypeVar

import msgspec

from sinodik.records import Capture, Evidence
from sinodik.sources import Source

FINISHED = "finished"
STOPPED = "Stopped before the end; the same command carries on."

_NUMBER = re.compile(r"[0-9]{1,18}$")

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
    """A request and the response to it as received: ``body`` in its Content-Encoding, ``status`` like ``200 OK``.

    ``ip`` is the server's address, empty where a proxy hides it; ``tls`` what the connection proved, empty without TLS.
    """

    url: str
    status: str
    headers: Headers
    body: bytes
    request: tuple[str, Headers]
    at: datetime
    ip: str = ""
    tls: Headers = ()


class Kept(NamedTuple):
    """An answer that was archived before: where it lies, its headers, and ``body`` in its Content-Encoding."""

    capture: Capture
    headers: Headers
    body: bytes


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
        (low, high), stems = self.span, self.stems
        return sorted(
            u
            for u in known
            if low <= number(u) <= high and u.casefold() not in shown and (not stems or stem(u) in stems)
        )

    @property
    def stems(self) -> frozenset[str]:
        """What its addresses begin with: a page tells nothing of what stands elsewhere."""
        return frozenset(map(stem, self.shown))


def number(url: str) -> int:
    """Return the number that an address ends in; -1 if it ends in none.

    >>> number("https://t.me/kedrovka/26"), number("https://vk.com/wall-1_12"), number("https://example.org/")
    (26, 12, -1)
    """
    digits = _NUMBER.search(url)
    return int(digits[0]) if digits else -1


def stem(url: str) -> str:
    """Return what stands before an address's number, without regard to case.

    >>> stem("https://t.me/Kedrovka/26"), stem("https://vk.com/wall-1_12")
    ('https://t.me/kedrovka/', 'https://vk.com/wall-1_')
    """
    return _NUMBER.sub("", url).casefold()


class Taken(NamedTuple):
    """What the keeper made of a page. ``wanted`` are the addresses of photos that are not archived yet."""

    new: int
    known: int
    missing: int
    wanted: tuple[str, ...]


class Visit(Generic[S]):
    """One source being visited by this process. It ends when nothing of it is left that could be asked for now.

    ``under_way`` counts the asks that are leased, ``lost`` the photos that may be had another time, ``left`` what waits
    for the next crawl. ``trouble`` is the sentence saying why the visit went wrong. A ``halted`` visit asks for nothing
    more, a ``dry`` one found nothing to ask for when it last looked.
    """

    def __init__(self, source: S) -> None:
        self.source = source
        self.trouble = ""
        self.pages = self.new = self.known = self.missing = self.media = self.lost = 0
        self.under_way = self.left = 0
        self.ended = self.stopped = self.halted = self.dry = False

    def saw(self, taken: Taken) -> None:
        """Count one page."""
        self.pages += 1
        self.new += taken.new
        self.known += taken.known
        self.missing += taken.missing

    @property
    def outcome(self) -> str:
        """Return ``finished``, or a sentence saying why not and what is left."""
        if self.trouble:
            return self.trouble
        if self.lost:
            photographs = "a photograph" if self.lost == 1 else f"{self.lost} photographs"
            return f"Finished, but for {photographs} that could not be fetched; the next crawl will try again."
        return f"{self.left} requests are left; the same command carries on." if self.left else FINISHED

    def report(self) -> CrawlReport:
        """Return what came of the visit so far."""
        return CrawlReport(self.source.id, self.outcome, self.pages, self.new, self.known, self.missing, self.media)


def left_alone(until: float, why: str) -> str:
    """Return the sentence for a source that is parked ``until`` a moment (seconds since the epoch)."""
    return f"{why} It is left alone until {datetime.fromtimestamp(until, UTC):%Y-%m-%d %H:%M} UTC.".strip()


def reach(source: Source) -> int:
    """Return how many pages back a source may be read."""
    return int(getattr(source, "pages", 1))


def unvisited(source: Source) -> CrawlReport:
    """Return the report of a source whose turn never came."""
    return CrawlReport(source.id, "Not visited: the crawl was stopped before.")
