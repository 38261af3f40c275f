"""How fast a host is visited: never faster for failing fast, and as slowly as it asks for.

Pauses hold for the host, not for the one request that was answered so: all sources on it wait.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from time import monotonic
from typing import Self

from scrapy import Request, Spider, signals
from scrapy.core.downloader import Downloader, Slot
from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.asyncio import call_later
from scrapy.utils.httpobj import urlparse_cached

from crawlers.retry import asked_to_wait

_LONGEST_CRAWL_DELAY_S = 3600.0


class PatientThrottle(AutoThrottle):
    """Scrapy's AutoThrottle, which takes a fast error for a fast server, put right.

    - An answer of 429 or 5xx doubles the pause between two requests, however fast it came.
    - ``Retry-After`` (RFC 9110, section 10.2.3) stops the whole host for as long as it says.
    - ``Crawl-delay`` of its ``robots.txt`` is the shortest pause, and there is then one request at a time.
    - While this process keeps a batch, no answer is taken in: :meth:`busy`. That is no slowness of the host.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._crawl_delays: dict[str, float] = {}
        self._resting: dict[str, float] = {}
        self._busy = (0.0, 0.0)
        crawler.signals.connect(self._robots_parsed, signals.robots_parsed)

    def _robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        agent = self.crawler.settings["ROBOTSTXT_USER_AGENT"] or self.crawler.settings["USER_AGENT"]
        if delay := robotparser.crawl_delay(agent):
            if not self._crawl_delays:
                self.crawler.signals.connect(self._request_arrived, signals.request_reached_downloader)
            host = _host(request)
            self._crawl_delays[host] = min(delay, _LONGEST_CRAWL_DELAY_S)
            self._hold_to_it(host, self._downloader.slots.get(host))

    def _request_arrived(self, request: Request, spider: Spider) -> None:
        key, slot = self._get_slot(request, spider)
        self._hold_to_it(key or "", slot)  # Scrapy throws slots away that are idle, and their delays with them

    def _hold_to_it(self, host: str, slot: Slot | None) -> None:
        if slot is not None and (delay := self._crawl_delays.get(host)):
            slot.delay = max(slot.delay, delay)
            slot.concurrency = 1

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        super()._response_downloaded(response, request, spider)
        host, slot = self._get_slot(request, spider)
        if host is None or slot is None:
            return
        self._hold_to_it(host, slot)
        wait = _asked(response)
        if 0 < wait <= self.crawler.settings.getfloat("RETRY_LONGEST_WAIT"):
            self._rest(host, slot, wait)

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Leave the time that this takes out of the latencies that are measured meanwhile."""
        begun = monotonic()
        try:
            yield
        finally:
            self._busy = begun, monotonic()

    def _adjust_delay(self, slot: Slot, latency: float, response: Response) -> None:
        begun, ended = self._busy
        latency -= max(0.0, ended - max(begun, monotonic() - latency))
        if not overloaded(response.status):
            super()._adjust_delay(slot, latency, response)
            return
        slower = max(2 * slot.delay, 2 * self.mindelay, latency / self.target_concurrency)
        slot.delay = max(slot.delay, min(slower, self.maxdelay))

    def _rest(self, host: str, slot: Slot, seconds: float) -> None:
        """Ask nothing of a host for some time; a longer rest that it is in already goes on."""
        until = monotonic() + seconds
        if until > self._resting.get(host, 0.0):
            self._resting[host] = until
            slot.close()  # ends the pause that the slot may be in
            slot.latercall = call_later(seconds, self._downloader._latercall, slot)

    @property
    def _downloader(self) -> Downloader:
        assert self.crawler.engine is not None
        return self.crawler.engine.downloader


class HostResting(Exception):
    """The host asked to be left alone for longer than a crawl waits; nothing was sent. It is no refusal for good."""


class LetRest:
    """A downloader middleware, near the wire: a host that asked for a long rest is asked nothing more until then.

    Shorter rests are waited out (:class:`PatientThrottle`).
    """

    def __init__(self, longest: float) -> None:
        self._longest = longest
        self._until: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one, as Scrapy does."""
        return cls(crawler.settings.getfloat("RETRY_LONGEST_WAIT"))

    def process_request(self, request: Request) -> None:
        """Refuse a request to a host that rests; raises HostResting."""
        if monotonic() < self._until.get(_host(request), 0.0):
            raise HostResting(f"{_host(request)} asked to be left alone")

    def process_response(self, request: Request, response: Response) -> Response:
        """Note how long a host wants to be left alone."""
        wait = _asked(response)
        if wait > self._longest:
            self._until[_host(request)] = monotonic() + wait
        return response


def overloaded(status: int) -> bool:
    """Tell whether an answer says that its server has too much to do, or fails."""
    return status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR


def _asked(response: Response) -> float:
    """Return the seconds that the host is to be left alone for: only 429 and 503 speak for more than one page."""
    if response.status not in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        return 0.0
    return asked_to_wait(response.headers.get("Retry-After"), datetime.now(UTC)) or 0.0


def _host(request: Request) -> str:
    return urlparse_cached(request).hostname or ""
