"""The public preview of Telegram channels, ``https://t.me/s/CHANNEL``."""

from crawlers.posts import evidence
from crawlers.reader import Ask, Reading, Seen, Then
from crawlers.telegram_page import HOME, Page, parse
from crawlers.visit import Sight
from sinodik.records import Capture
from sinodik.sources import TelegramPreview


class TelegramReader:
    """Reads a channel from its latest page back."""

    def first(self, source: TelegramPreview) -> tuple[Ask, ...]:
        """Return the latest page."""
        return (Ask(source.url),)

    def read(self, source: TelegramPreview, seen: Seen) -> Reading:
        """Return the posts of a page, and the page before it."""
        page = parse(seen.body, seen.url)
        if not page.preview and not page.shown:
            why = f"{seen.url} shows no preview: is the channel public, and its name right?"
            return Reading(trouble=why, then=Then.STOP)
        before = seen.ask.about.get("before")
        asked = before if isinstance(before, int) else None
        earlier = None
        if page.before is not None and (asked is None or page.before < asked):
            earlier = Ask(f"{source.url}?before={page.before}", about={"before": page.before})
        found = sight(source, page, seen.capture, asked)
        if not page.whole:
            why = f"{seen.url} broke off before its end; the next crawl will read it again."
            return Reading(found, earlier=earlier, trouble=why, then=Then.TRY_AGAIN)
        return Reading(found, earlier=earlier)


READER = TelegramReader()


def sight(source: TelegramPreview, page: Page, capture: Capture, before: int | None) -> Sight:
    """Return what a page that was asked for the posts ``before`` a number showed.

    It shows every post between its first and its last number, and up to ``before``: the server leaves none out.
    """
    posts = tuple(evidence(source, post, page.title, capture) for post in page.posts)
    channels = {post.channel for post in page.posts} or {source.channel}
    shown = frozenset(f"{HOME}/{channel}/{number}" for channel in channels for number in page.shown)
    span = (min(page.shown), max([*page.shown, (before or 0) - 1])) if page.shown and page.whole else None
    return Sight(posts, shown, span)
