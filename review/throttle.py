"""Slows down whoever guesses passwords."""

import time
from collections import OrderedDict
from collections.abc import Callable

FREE = 5
LONGEST_S = 900.0
_REMEMBERED = 4096


class Throttle:
    """After five failures each further try must wait twice as long as the one before, up to a quarter of an hour.

    Counted by visitor's address and name together: a stranger elsewhere cannot lock a reviewer out.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: OrderedDict[tuple[str, str], tuple[int, float]] = OrderedDict()

    def wait(self, address: str, name: str) -> float:
        """Return how many seconds are left until the next try; 0 where one may try now."""
        return max(self._left((address, name), FREE), self._left((address, ""), FREE * 4))

    def failed(self, address: str, name: str) -> None:
        """Count a failure, against the name and against the address whatever the name."""
        for key in ((address, name), (address, "")):
            count, _ = self._failures.pop(key, (0, 0.0))
            self._failures[key] = (count + 1, self._clock())
        while len(self._failures) > _REMEMBERED:
            self._failures.popitem(last=False)

    def succeeded(self, address: str, name: str) -> None:
        """Forget the failures of one who got in."""
        self._failures.pop((address, name), None)

    def _left(self, key: tuple[str, str], free: int) -> float:
        count, last = self._failures.get(key, (0, 0.0))
        if count < free:
            return 0.0
        pause = min(2.0 ** min(count - free + 1, 20), LONGEST_S)
        return max(last + pause - self._clock(), 0.0)
