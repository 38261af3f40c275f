"""What the spider and the one that keeps what it brings say to each other."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from crawlers.reader import Ask, Reading, Then
from crawlers.visit import Exchange, Kept, Visit
from sinodik.records import Capture

PHOTO = "photo"
TRIES = 3  # in one crawl


class Errand(NamedTuple):
    """An ask that this process has leased; ``tries`` counts those before, in this crawl and others."""

    id: int
    visit: Visit[Any]
    round: int
    ask: Ask
    tries: int


class Fate(StrEnum):
    """What becomes of an errand."""

    DONE = "done"
    AGAIN = "again"  # in this crawl
    BACK = "back"  # not tried: another time
    LOST = "lost"  # tried: the next crawl tries again
    FAILED = "failed"  # for good


class Return(NamedTuple):
    """An errand come back: with a capture and what was read from it, or with neither. ``wait`` is in seconds."""

    errand: Errand
    fate: Fate
    reading: Reading = Reading()
    capture: Capture | None = None
    wait: float = 0.0


class Keeper(Protocol):
    """Keeps what the spider brings."""

    def now(self) -> datetime:
        """Return this moment, by the keeper's clock."""

    def kept(self, url: str) -> Kept | None:
        """Return the answer that an address last gave, if it is worth asking whether it has changed since."""

    def archive(self, exchange: Exchange, unchanged: Kept | None = None) -> Capture:
        """Append an exchange to the archive, before anybody looks into it.

        ``unchanged`` is the answer of which a 304 says that it still holds.
        """

    def settle(self, returned: Sequence[Return], visits: Sequence[Visit[Any]], room: int) -> list[Errand]:
        """Keep all this in one transaction, and lease what may be asked for next: at most ``room`` for each visit.

        When it returns, what it was given can no longer be lost. Ends the visits that have nothing left to do.
        """

    def renew(self) -> None:
        """Prolong the leases of this process."""

    def finish(self, visit: Visit[Any]) -> None:
        """Note that a visit has ended."""


def fate(errand: Errand, reading: Reading, pause: float, longest: float, tried: int) -> tuple[Fate, float]:
    """Return what becomes of an errand whose answer was read, and the seconds to wait before it is tried again.

    ``pause`` is the host's usual one and doubles with every try; more than ``longest`` is not waited out. ``tried`` is
    how often it was tried in this crawl.
    """
    if reading.then is Then.GO_ON:
        return Fate.DONE, 0.0
    if reading.then is Then.PARK:
        return Fate.BACK, 0.0
    wait = reading.wait or pause * 2**tried
    again = reading.then is Then.TRY_AGAIN and tried < TRIES and wait <= longest
    return (Fate.AGAIN, wait) if again else (Fate.LOST, 0.0)
