"""Crawling through a proxy, and never past it.

The proxy resolves the names, so that neither the sites nor a name server learn where the crawl comes from. If it does
not answer, nothing is fetched: :class:`crawlers.resolver.OutsideResolver` then knows no other address.
"""

from typing import Any, Self
from urllib.parse import quote, urlsplit
from urllib.request import getproxies

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, DownloadConnectionRefusedError, DownloadFailedError, NotConfigured
from scrapy.settings import BaseSettings

from sinodik import secrets
from sinodik.errors import BadConfiguration

_HTTP = {"http": "scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler"}
_SOCKS = {"socks5h": "crawlers.socks.SocksDownloadHandler"}
_HANDLERS = _HTTP | _SOCKS

_REMEDY = 'set proxy = "socks5h://127.0.0.1:9050" (Tor), "http://host:port", or "" for none'


class ProxyUnreachable(DownloadFailedError):
    """The proxy does not answer, so that nothing was fetched."""


class ThroughProxy:
    """A downloader middleware that sends every request through ``CRAWL_PROXY``, redirects and ``robots.txt`` alike."""

    def __init__(self, proxy: str) -> None:
        self._proxy = proxy

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one, as Scrapy does."""
        proxy = crawler.settings.get("CRAWL_PROXY")
        if not proxy:
            raise NotConfigured
        return cls(proxy)

    def process_request(self, request: Request) -> None:
        """Set the proxy."""
        request.meta["proxy"] = self._proxy

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Say that it was not the site that did not answer."""
        if isinstance(exception, (DownloadConnectionRefusedError, CannotResolveHostError)):
            raise ProxyUnreachable from exception


def scrapy_settings(proxy: str) -> dict[str, Any]:
    """Return Scrapy's settings for ``proxy`` (``""`` for none): always one handler for ``http`` and ``https``.

    Raises BadConfiguration for what is no proxy, or of a kind that would have us resolve names ourselves.
    """
    if not proxy:
        return {"DOWNLOAD_HANDLERS": _both(_HTTP["http"])}
    try:
        parts = urlsplit(proxy)
        whole = bool(parts.hostname and parts.port) and not (parts.path.strip("/") or parts.query or parts.fragment)
    except ValueError:
        whole = False
    if not whole:
        raise BadConfiguration("crawl.proxy is no address of a proxy.", remedy=_REMEDY)
    if parts.password is not None:
        raise BadConfiguration(
            "crawl.proxy holds a password, and sinodik.toml is no place for one.",
            remedy=f"leave the user in crawl.proxy, and set {secrets.variable_of('proxy_password')}",
        )
    if parts.scheme not in _HANDLERS:
        socks = parts.scheme.startswith("socks")
        why = (
            "it would have names resolved here, where they can be seen" if socks else "only http and socks5h are known"
        )
        raise BadConfiguration(f"crawl.proxy cannot be {parts.scheme}://: {why}.", remedy=_REMEDY)
    return {
        "CRAWL_PROXY": _with_password(proxy),
        "HTTPPROXY_AUTH_ENCODING": "utf-8",
        "DOWNLOAD_HANDLERS": _both(_HANDLERS[parts.scheme]),
    }


def servers(settings: BaseSettings) -> frozenset[tuple[str, int]]:
    """Return the proxies' hosts and ports: the one that is set, or else those of the environment (``http_proxy``)."""
    own = settings.get("CRAWL_PROXY")
    urls = [own] if own else [url for scheme, url in getproxies().items() if scheme in ("http", "https", "all")]
    return frozenset(filter(None, map(_server, urls)))


def _server(url: str) -> tuple[str, int] | None:
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        return (parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80))
    except ValueError:
        return None


def _with_password(proxy: str) -> str:
    parts = urlsplit(proxy)
    if parts.username is None:
        return proxy
    password = secrets.need("proxy_password").reveal()
    netloc = f"{parts.username}:{quote(password, safe='')}@{parts.netloc.rpartition('@')[2]}"
    return parts._replace(netloc=netloc).geturl()


def _both(handler: str) -> dict[str, str]:
    return {"http": handler, "https": handler}
