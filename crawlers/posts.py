"""Posts become evidence, whatever network they were read from."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from crawlers.visit import Sight
from sinodik.records import Capture, Evidence, Media
from sinodik.sources import Source


class Posted(Protocol):
    """What a reader says of one post.

    ``url`` is its public address, ``fragment`` where it stands in what was captured (a CSS selector or a JSON
    pointer), ``origin`` what it repeats, empty if it is the author's own.
    """

    @property
    def url(self) -> str: ...  # noqa: D102 - see above
    @property
    def fragment(self) -> str: ...  # noqa: D102
    @property
    def posted(self) -> datetime | None: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def media(self) -> tuple[Media, ...]: ...  # noqa: D102
    @property
    def origin(self) -> str: ...  # noqa: D102


def evidence(source: Source, post: Posted, title: str, capture: Capture) -> Evidence:
    """Return what is kept of a post that a capture showed; ``title`` is the name of the channel, wall or group."""
    return Evidence(
        source=source.id,
        publisher=source.publisher,
        kind="post",
        url=post.url,
        posted=post.posted,
        seen=capture.at,
        payload=capture.payload,
        fragment=post.fragment,
        text=post.text,
        media=post.media,
        origin=post.origin,
        title=title,
    )


def sight(source: Source, posts: Iterable[Posted], title: str, capture: Capture) -> Sight:
    """Return what a page of no certain structure showed: of what it does not show, nothing is concluded."""
    shown = tuple(evidence(source, post, source.title or title, capture) for post in posts)
    return Sight(shown, frozenset(e.url for e in shown), None)
