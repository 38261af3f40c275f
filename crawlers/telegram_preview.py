"""The spider for the public preview of Telegram channels, ``https://t.me/s/CHANNEL``."""

from collections.abc import AsyncIterator, Iterator, Sequence
from functools import partial
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawlers.outcome import for_good, sentence
from crawlers.telegram_page import HOME, Page, Post, parse
from crawlers.visit import STOPPED, Keeper, Sight, Visit
from sinodik.records import Capture, Evidence
from sinodik.sources import TelegramPreview

_PHOTOS_FIRST = 10


class TelegramPreviewSpider(Spider):
    """Reads all preview sources in one crawl, so that the pauses between requests hold for a host, not for a source."""

    name = "telegram_preview"

    def __init__(self, visits: Sequence[Visit[TelegramPreview]], keeper: Keeper) -> None:
        super().__init__()
        self.visits = visits
        self.keeper = keeper
        self.homes = frozenset(urlsplit(v.source.base_url).hostname or "" for v in visits)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:  # noqa: ANN401 - Scrapy's signature
        """Make the spider, as Scrapy does, and let it hear of its own mistakes."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.mistaken, signals.spider_error)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Begin with the latest page of each channel."""
        for visit in self.visits:
            yield self._page(visit, before=None)

    def _page(self, visit: Visit[TelegramPreview], before: int | None) -> Request:
        url = visit.source.url + (f"?before={before}" if before is not None else "")
        about = {"visit": visit, "before": before}
        request = Request(url, self.page, cb_kwargs=about, errback=partial(self.page_lost, visit))
        return self._ask(visit, request)

    def _photo(self, visit: Visit[TelegramPreview], url: str) -> Request:
        request = Request(url, self.photo, cb_kwargs={"visit": visit}, errback=partial(self.photo_lost, visit))
        return self._ask(visit, request, priority=_PHOTOS_FIRST)

    def _ask(self, visit: Visit[TelegramPreview], request: Request, priority: int = 0) -> Request:
        visit.under_way += 1
        return request.replace(priority=priority, dont_filter=True, meta={"visit": visit})

    def page(self, response: Response, visit: Visit[TelegramPreview], before: int | None) -> Iterator[Request]:
        """Keep what a page shows, then ask for its photos and for the page before it."""
        capture: Capture = response.meta["capture"]
        page = parse(response.body, response.url)
        if not page.preview and not page.shown:
            visit.trouble = f"{response.url} shows no preview: is the channel public, and its name right?"
            self._end(visit)
            return
        taken = self.keeper.take(visit, capture, sight(visit.source, page, capture, before))
        visit.saw(taken)
        if not page.whole:
            visit.trouble = f"{response.url} broke off before its end; the next crawl will read it again."
        self.keeper.tell(visit)
        for url in taken.wanted:
            if url not in visit.asked:
                visit.asked.add(url)
                yield self._photo(visit, url)
        enough = bool(page.posts) and not taken.new and not visit.thorough
        earlier = page.before is not None and (before is None or page.before < before)
        if earlier and not enough:
            if visit.pages < visit.source.pages:
                yield self._page(visit, page.before)
            elif visit.returning and not visit.known:
                visit.trouble = f"Stopped after {visit.pages} pages, before the posts known already: raise “pages”."
        self._end(visit)

    def page_lost(self, visit: Visit[TelegramPreview], failure: Failure) -> None:
        """Say why a page was not read; what was read before is kept."""
        if failure.value:
            visit.trouble = sentence(failure.value, urlsplit(visit.source.url).netloc)
        self._end(visit)

    def photo(self, response: Response, visit: Visit[TelegramPreview]) -> None:
        """Acknowledge a photo; the archive holds it already."""
        self.keeper.keep()
        visit.media += 1
        self.keeper.tell(visit)
        self._end(visit)

    def photo_lost(self, visit: Visit[TelegramPreview], failure: Failure) -> None:
        """Count a photo that could not be had: the post is worth keeping without it."""
        visit.lost += not (failure.value and for_good(failure.value))
        self._end(visit)

    def mistaken(self, failure: Failure, response: Response) -> None:
        """End the visit in which our own code failed; the others go on."""
        visit: Visit[TelegramPreview] = response.meta["visit"]
        visit.trouble = f"Sinodik failed on {response.url} ({type(failure.value).__name__}); please report it."
        self._end(visit)

    def closed(self, reason: str) -> None:
        """End what was stopped half-way."""
        for visit in self.visits:
            if not visit.ended:
                visit.stopped = reason == "shutdown"
                visit.trouble = visit.trouble or STOPPED
                self.keeper.finish(visit)

    def _end(self, visit: Visit[TelegramPreview]) -> None:
        visit.under_way -= 1
        if not visit.under_way:
            self.keeper.finish(visit)


def sight(source: TelegramPreview, page: Page, capture: Capture, before: int | None) -> Sight:
    """Return what a page that was asked for the posts ``before`` a number showed.

    It shows every post between its first and its last number, and up to ``before``: the server leaves none out.
    """
    evidence = tuple(_evidence(source, post, page.title, capture) for post in page.posts)
    channels = {post.channel for post in page.posts} or {source.channel}
    shown = frozenset(f"{HOME}/{channel}/{number}" for channel in channels for number in page.shown)
    span = (min(page.shown), max([*page.shown, (before or 0) - 1])) if page.shown and page.whole else None
    return Sight(evidence, shown, span)


def _evidence(source: TelegramPreview, post: Post, title: str, capture: Capture) -> Evidence:
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
