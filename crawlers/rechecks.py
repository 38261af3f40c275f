"""When a post is looked at again: often while it is new, for it may be deleted within hours, and ever more seldom.

Moments are seconds since 1970. What is due decides how far back a crawl reads; where nothing is due, a source that has
nothing new costs one request.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from crawlers.known import Known
from crawlers.visit import Sight

_HOUR = 3600.0
STEPS = (_HOUR, 24 * _HOUR, 7 * 24 * _HOUR, 30 * 24 * _HOUR)


class Watched(NamedTuple):
    """A post: when it was ``first`` seen, last ``looked`` for (0 for never since), and found ``missing``, if it was.

    Posts seen to be there again, and those that count as deleted, have no ``missing``.
    """

    url: str
    first: float
    looked: float
    missing: float | None = None

    def due(self, now: float) -> bool:
        """Tell whether a moment for looking again has come since the post was looked for."""
        moments = [self.first + step for step in STEPS]
        if self.missing is not None:  # one absence is to be confirmed, or not
            moments.append(self.missing + _HOUR)
        return any(self.looked < moment <= now for moment in moments)


def due(posts: Iterable[Watched], now: float) -> Known:
    """Return the addresses of the posts that are due to be looked at again."""
    return Known(post.url for post in posts if post.due(now))


def covered(waiting: Known, sight: Sight) -> set[str]:
    """Return those addresses that a page shows, or would show if they were there."""
    return set(waiting.between(*sight.span, sight.stems)) if sight.span else set()


def further_back(waiting: Known, sight: Sight) -> Iterator[str]:
    """Yield those addresses that stand on a page before this one; none where a page's order tells nothing."""
    return waiting.between(0, sight.span[0] - 1, sight.stems) if sight.span else iter(())
