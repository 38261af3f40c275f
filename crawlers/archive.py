"""Bytes first: every response goes into the archive before anything reads it."""

from collections.abc import Iterable
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response

from crawlers.visit import Exchange

# What the operator's own network adds is no part of the evidence, and may be a password.
_OURS_ALONE = frozenset({b"Proxy-Authorization", b"Cookie", b"Authorization"})


class ArchiveFirst:
    """A downloader middleware, nearest the wire: redirects, errors and ``robots.txt`` are archived too.

    Leaves the :class:`~sinodik.records.Capture` in ``meta["capture"]``.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one, as Scrapy does."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Archive the response through the spider's keeper."""
        keeper = self._crawler.spider.keeper  # type: ignore[union-attr]  # our spiders all have one
        request.meta["capture"] = keeper.archive(exchange(request, response, datetime.now(UTC)))
        return response


def exchange(request: Request, response: Response, at: datetime) -> Exchange:
    """Return what went over the wire, as far as it is evidence."""
    parts = urlsplit(request.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    sent = [("Host", parts.netloc.rpartition("@")[2]), *_pairs(request.headers, without=_OURS_ALONE)]
    return Exchange(
        url=response.url,
        status=_status(response.status),
        headers=_pairs(response.headers),
        body=response.body,
        request=(f"{request.method} {target} HTTP/1.1", sent),
        at=at,
    )


def _pairs(headers: Headers, without: Iterable[bytes] = ()) -> list[tuple[str, str]]:
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in headers.items()
        if name not in without
        for value in values
    ]


def _status(code: int) -> str:
    known = code in HTTPStatus.__members__.values()
    return f"{code} {HTTPStatus(code).phrase}" if known else f"{code} Unknown"
