"""The one spider: sends what waits in the frontier, lets readers read what comes, and hands it on to be kept."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import nullcontext
from functools import partial
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider, IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from crawlers.borders import home
from crawlers.errand import PHOTO, Errand, Fate, Keeper, Return, fate
from crawlers.limited import Failed, Limited, Unreadable
from crawlers.outcome import for_good, sentence
from crawlers.reader import Reader, Reading, Seen, Then
from crawlers.signing import Signature
from crawlers.throttle import PatientThrottle
from crawlers.visit import Visit
from sinodik.sources import Source

BATCH = 128
_BATCH_S = 0.25
_TICK_S = 0.2
_RENEW_S = 30.0
_PHOTOS_FIRST = 10


class HaltedError(IgnoreRequest):
    """The source is not to be asked for anything more."""


class HoldBack:
    """A downloader middleware, first of all: what waits for a source that has been halted is not sent any more."""

    def process_request(self, request: Request) -> None:
        """Refuse a request of a halted visit."""
        errand: Errand | None = request.meta.get("errand")
        if errand and errand.visit.halted:
            raise HaltedError


class SourcesSpider(Spider):
    """Visits all sources in one crawl, so that the pauses between requests hold for a host, not for a source.

    Answers are gathered into batches, each kept in one transaction: after :data:`BATCH` of them, after a quarter of a
    second, or when nothing else is under way, whichever comes first.
    """

    name = "sinodik"

    def __init__(
        self,
        visits: Sequence[Visit[Source]],
        keeper: Keeper,
        readers: Mapping[type[Source], Reader[Any]],
        signatures: Mapping[str, Signature],
    ) -> None:
        super().__init__()
        self.visits = visits
        self.keeper = keeper
        self.readers = readers
        self.signatures = signatures
        self.homes = frozenset(home(a.url) for v in visits for a in readers[type(v.source)].first(v.source))
        self._batch: list[Return] = []
        self._tries: Counter[int] = Counter()
        self._under_way = 0
        self._due: asyncio.TimerHandle | None = None
        self._limited = Limited()
        self._throttle: PatientThrottle | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:  # noqa: ANN401 - Scrapy's signature
        """Make the spider, as Scrapy does, and let it hear when there is nothing under way."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.idle, signals.spider_idle)
        crawler.signals.connect(spider.gone, signals.spider_closed)
        spider.pause = crawler.settings.getfloat("DOWNLOAD_DELAY")
        spider.longest = crawler.settings.getfloat("RETRY_LONGEST_WAIT")
        # Enough for Scrapy to choose from while a batch is being kept, and no more than is soon sent.
        spider.room = 2 * BATCH if not spider.pause else 8
        return spider

    pause = 0.0
    longest = 60.0
    room = 8

    async def start(self) -> AsyncIterator[Request]:
        """Begin with what waits in the frontier."""
        loop = asyncio.get_running_loop()
        # What answers yield, which is nothing, Scrapy would look for with a queue and two tasks for each.
        self.crawler.engine.scraper.handle_spider_output_async = _nothing_to_handle  # type: ignore[method-assign]  # of this one
        self._ticking = loop.call_later(_TICK_S, self._tick)
        self._renewing = loop.call_later(_RENEW_S, self._renew)
        self._throttle = self.crawler.get_extension(PatientThrottle)
        for request in self._flush():
            yield request

    async def answered(self, response: Response, errand: Errand) -> None:
        """Read what came; it is kept with its batch."""
        try:
            back = await self._read(response, errand)
        except Unreadable as error:
            lot = Fate.LOST if isinstance(error, Failed) else Fate.FAILED
            why = "please report it." if isinstance(error, Failed) else "it was left out."
            trouble = f"{errand.ask.url} could not be read ({error}); {why}"
            back = Return(errand, lot, Reading(trouble=trouble), response.meta["capture"])
        except Exception as error:  # a mistake of ours ends this errand alone
            back = _mistake(errand, error)
        self._take(back)

    def failed(self, errand: Errand, failure: Failure) -> None:
        """Note what did not come; what was read before is kept."""
        error = failure.value or RuntimeError("a failure that says nothing")
        if isinstance(error, HaltedError):
            self._take(Return(errand, Fate.BACK))
            return
        lot = Fate.FAILED if for_good(error) else Fate.LOST
        trouble = "" if errand.ask.role == PHOTO else sentence(error, _host(errand))
        self._take(Return(errand, lot, Reading(trouble=trouble)))

    def idle(self) -> None:
        """Keep the spider open while something waits for its time."""
        self._keep()
        if not all(v.ended for v in self.visits):
            raise DontCloseSpider

    def closed(self, reason: str) -> None:
        """Keep what came last, and end what was stopped half-way."""
        for timer in (self._due, self._ticking, self._renewing):
            if timer:
                timer.cancel()
        for visit in self.visits:
            if not visit.ended:
                visit.halted = True
                visit.stopped = reason == "shutdown"
        self._flush()

    async def gone(self) -> None:
        """End the processes that read for us."""
        await self._limited.close()

    async def _read(self, response: Response, errand: Errand) -> Return:
        capture = response.meta["capture"]
        if errand.ask.role == PHOTO:
            return Return(errand, Fate.DONE, capture=capture)
        headers = {k.decode("latin-1").lower(): v[-1].decode("latin-1") for k, v in response.headers.items() if v}
        seen = Seen(errand.ask, response.url, response.status, headers, response.body, capture)
        reading = await self._limited.read(self.readers[type(errand.visit.source)], errand.visit.source, seen)
        self._tries[errand.id] += 1
        lot, wait = fate(errand, reading, self.pause, self.longest, self._tries[errand.id])
        if lot is not Fate.AGAIN:
            del self._tries[errand.id]
        return Return(errand, lot, reading, capture, wait)

    def _take(self, back: Return) -> None:
        if back.reading.then in (Then.STOP, Then.PARK):
            back.errand.visit.halted = True
        self._batch.append(back)
        if len(self._batch) >= min(BATCH, self._under_way):
            self._keep()
        elif self._due is None:
            self._due = asyncio.get_running_loop().call_later(_BATCH_S, self._keep)

    def _keep(self) -> None:
        with self._throttle.busy() if self._throttle else nullcontext():
            for request in self._flush():
                self.crawler.engine.crawl(request)

    def _flush(self) -> list[Request]:
        if self._due:
            self._due.cancel()
            self._due = None
        batch, self._batch = self._batch, []
        self._under_way -= len(batch)
        requests = []
        try:
            errands = self.keeper.settle(batch, self.visits, self.room)
            while errands:
                made = list(map(self._request, errands))
                good = [r for r in made if isinstance(r, Request)]
                self._under_way += len(good)
                requests += good
                bad = [r for r in made if isinstance(r, Return)]
                errands = self.keeper.settle(bad, self.visits, self.room) if bad else []
        except Exception:  # the keeper knows why, and tells when the crawl has ended
            self._give_up()
        return requests

    def _request(self, errand: Errand) -> Request | Return:
        try:
            return Request(
                errand.ask.url,
                self.answered,
                errback=partial(self.failed, errand),
                cb_kwargs={"errand": errand},
                priority=_PHOTOS_FIRST if errand.ask.role == PHOTO else 0,
                dont_filter=True,
                meta={"errand": errand},
            )
        except ValueError:  # what a page calls an address may be anything
            return Return(errand, Fate.FAILED)

    def _give_up(self) -> None:
        for visit in self.visits:
            visit.halted = visit.ended = True
        self._close("fault")

    def _close(self, reason: str) -> None:
        engine = self.crawler.engine
        if engine and engine.spider:
            self._closing = asyncio.ensure_future(engine.close_spider_async(reason=reason))

    def _tick(self) -> None:
        """Look whether the time has come for what waits, or another process has left something."""
        self._ticking = asyncio.get_running_loop().call_later(_TICK_S, self._tick)
        if all(v.ended for v in self.visits):
            if not self._under_way:
                self._ticking.cancel()
                self._close("finished")
        elif any(not v.under_way and not v.ended for v in self.visits):
            self._keep()

    def _renew(self) -> None:
        self._renewing = asyncio.get_running_loop().call_later(_RENEW_S, self._renew)
        self.keeper.renew()


async def _nothing_to_handle(result: object, request: object, response: object) -> None:
    """Stand in for Scrapy's handling of items and requests: ours go to the keeper."""


def _mistake(errand: Errand, error: Exception) -> Return:
    why = f"Sinodik failed on {errand.ask.url} ({type(error).__name__}); please report it."
    return Return(errand, Fate.LOST, Reading(trouble=why))


def _host(errand: Errand) -> str:
    return errand.ask.url.split("/")[2]
