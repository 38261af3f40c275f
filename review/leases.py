"""Two reviewers at once are shown two different pairs."""

import time
from collections.abc import Callable, Iterable

from sinodik.records import Pair

HELD_S = 300.0


class Leases:
    """Who has which pair before them. Only a courtesy: nothing breaks if it is forgotten."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held: dict[str, tuple[tuple[str, str], float]] = {}

    def choose(self, pairs: Iterable[Pair], reviewer: str) -> Pair | None:
        """Return the first pair that nobody else has looked at in the last minutes, else the first; hold it."""
        pairs = list(pairs)
        taken = {key for other, (key, until) in self._held.items() if other != reviewer and until > self._clock()}
        chosen = next((p for p in pairs if (p.a, p.b) not in taken), pairs[0] if pairs else None)
        if chosen:
            self._held[reviewer] = ((chosen.a, chosen.b), self._clock() + HELD_S)
        return chosen
