"""A reader of moments, in a module of its own: another process imports it."""

from datetime import UTC, datetime

from crawlers.reader import Ask, Reading, Seen
from crawlers.visit import Sight
from sinodik.records import Evidence, digest
from sinodik.sources import TelegramPreview

SEEN = datetime(2023, 3, 10, 12, tzinfo=UTC)


class Timed:
    """Reads a page that begins with a moment (ISO 8601): a post of that moment, with whatever offset is stated."""

    def first(self, source: TelegramPreview) -> tuple[Ask, ...]:
        """Return nothing: no visit begins with it."""
        return ()

    def read(self, source: TelegramPreview, seen: Seen) -> Reading:
        """Return the post, and a request that follows from it."""
        posted = datetime.fromisoformat(seen.body.decode().split()[0])
        told = {"source": source.id, "publisher": source.publisher, "url": seen.url, "payload": digest(seen.body.hex())}
        post = Evidence(kind="post", posted=posted, seen=SEEN, **told)
        return Reading(Sight((post,), frozenset({seen.url}), (1, 2)), (Ask(seen.url, about={"page": 2}),), wait=0.5)
