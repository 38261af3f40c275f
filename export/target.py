"""Where confirmed records go."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import msgspec

from sinodik.records import Record


class Changes(msgspec.Struct, frozen=True):
    """How many records an export put in, changed, marked as withdrawn, and found as they should be."""

    inserted: int = 0
    updated: int = 0
    withdrawn: int = 0
    unchanged: int = 0


class Target(Protocol):
    """One destination, which holds the old state or the new, whole; never something between."""

    @property
    def name(self) -> str:
        """What to call it in a message: no password in it."""

    def write(self, records: Sequence[Record], at: datetime) -> Changes:
        """Make the destination hold just ``records`` as confirmed, at the moment ``at``.

        Those that it held and that are not among them are marked as withdrawn, never deleted.
        """
