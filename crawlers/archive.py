"""Bytes first: every response goes into the archive before anything reads it."""

from collections.abc import Iterable
from datetime import datetime
from http import HTTPStatus
from typing import Self
from urllib.parse import urlsplit

import msgspec
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response

from crawlers.errand import Keeper
from crawlers.visit import Exchange, Kept

# Which header of an answer becomes which condition of the next request.
_CONDITIONS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
_PHRASES = {int(status): status.phrase for status in HTTPStatus}
# What the operator's own network adds is no part of the evidence, and may be a password.
_OURS_ALONE = frozenset({b"Proxy-Authorization", b"Cookie", b"Authorization"})


class ArchiveFirst:
    """A downloader middleware, nearest the wire: redirects, errors and ``robots.txt`` are archived too.

    Leaves the :class:`~sinodik.records.Capture` in ``meta["capture"]``. What was archived before is asked for only if
    it has changed (RFC 9110, section 13); where it has not, the answer of then is read again, as the answer of now.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one, as Scrapy does."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Ask for the answer only if it is another than the one that is archived."""
        kept = self._keeper.kept(request.url) if request.method == "GET" else None
        request.meta["kept"] = kept
        for validator, condition in _CONDITIONS.items():
            request.headers.pop(condition, None)
            if kept and (value := _header(kept, validator)):
                request.headers[condition] = value

    def process_response(self, request: Request, response: Response) -> Response:
        """Archive the response through the spider's keeper."""
        verified = self._crawler.settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
        happened = exchange(request, response, self._keeper.now(), verified=verified)
        kept = request.meta.pop("kept", None) if response.status == HTTPStatus.NOT_MODIFIED else None
        capture = self._keeper.archive(happened, kept)
        if kept is None:
            request.meta["capture"] = capture
            return response
        # What the server vouches for now is evidence of now.
        request.meta["capture"] = msgspec.structs.replace(kept.capture, at=capture.at)
        headers = Headers()
        for name, value in kept.headers:
            headers.appendlist(name, value)
        return response.replace(status=kept.capture.status, headers=headers, body=kept.body)

    @property
    def _keeper(self) -> Keeper:
        keeper: Keeper = self._crawler.spider.keeper  # type: ignore[union-attr]  # our spiders all have one
        return keeper


def exchange(request: Request, response: Response, at: datetime, *, verified: bool = False) -> Exchange:
    """Return what went over the wire, as far as it is evidence; ``verified`` if a bad certificate is refused."""
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
        # Through a proxy the other end of the connection is the proxy, and no business of anybody.
        ip=str(response.ip_address) if response.ip_address and not request.meta.get("proxy") else "",
        tls=_tls(response, verified=verified),
    )


def _tls(response: Response, *, verified: bool) -> list[tuple[str, str]]:
    """Return what the connection proved of the server. Scrapy does not tell the version of TLS."""
    certificate = response.certificate
    if certificate is None or certificate.original is None:
        return []
    return [
        ("protocol", response.protocol or "unknown"),
        ("tls-certificate-verified", "yes" if verified else "no"),
        ("tls-certificate-sha256", certificate.digest("sha256").decode().replace(":", "").lower()),
    ]


def _pairs(headers: Headers, without: Iterable[bytes] = ()) -> list[tuple[str, str]]:
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in headers.items()
        if name not in without
        for value in values
    ]


def _status(code: int) -> str:
    return f"{code} {_PHRASES.get(code, 'Unknown')}"


def _header(kept: Kept, wanted: str) -> str | None:
    """Return a header's value, if it can be sent back as it came (RFC 9110, section 5.5)."""
    value = next((value for name, value in kept.headers if name.lower() == wanted), "")
    return value if value.isascii() and value.isprintable() and value else None
