"""Secrets that a source wants to see: added when a request is sent, and in nothing that is kept."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, Protocol, Self, TypeVar, runtime_checkable

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

from crawlers.borders import home
from sinodik.secrets import Secret
from sinodik.sources import Source

S_contra = TypeVar("S_contra", bound=Source, contravariant=True)


class Signature(NamedTuple):
    """A header that carries a secret (``{}`` stands for it), and the only servers to see it, as ``host:port``."""

    secret: Secret
    homes: frozenset[str]
    header: str = "Authorization"
    value: str = "Bearer {}"


@runtime_checkable
class Signs(Protocol[S_contra]):
    """A reader whose requests are signed."""

    def signature(self, source: S_contra, workspace: Path) -> Signature:
        """Return what to sign with; raises BadConfiguration or NoPermission where there is nothing to be had."""


class Sign:
    """A downloader middleware, nearer to the wire than the archive: it comes last on the way out, first on the way in.

    Answers are asked for uncompressed, so that one which quotes the secret can be blotted out before it is archived.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one, as Scrapy does, if there is a secret to sign with."""
        spider: Any = crawler.spider
        if not spider.signatures:
            raise NotConfigured
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Sign a request to the server that the secret is for; a redirect elsewhere loses what it carried."""
        signature = self._signature(request)
        if signature is None:
            return
        request.headers.pop(signature.header, None)
        if home(request.url) in signature.homes:
            request.headers[signature.header] = signature.value.format(signature.secret.reveal())
            request.headers["Accept-Encoding"] = "identity"

    def process_response(self, request: Request, response: Response) -> Response:
        """Take the secret out of the request, and out of an answer that quotes it."""
        signature = self._signature(request)
        if signature is None:
            return response
        request.headers.pop(signature.header, None)
        secret = signature.secret.reveal().encode()
        for name, values in list(response.headers.items()):
            response.headers[name] = [v.replace(secret, _blot(secret)) for v in values]
        if secret in response.body:
            return response.replace(body=response.body.replace(secret, _blot(secret)))
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Take the secret out of a request that failed."""
        if signature := self._signature(request):
            request.headers.pop(signature.header, None)

    def _signature(self, request: Request) -> Signature | None:
        spider: Any = self._crawler.spider
        signatures: Mapping[str, Signature] = spider.signatures
        errand = request.meta.get("errand")
        return signatures.get(errand.visit.source.id) if errand else None


def _blot(secret: bytes) -> bytes:
    """Return as many bytes, so that lengths and offsets in an answer stay as they were."""
    return b"*" * len(secret)
