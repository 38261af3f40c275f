"""What a name leads to is looked at after it was resolved, by the very answer that is then connected to.

So a name that changes its address between two look-ups (DNS rebinding) gains nothing. This holds for Scrapy's HTTP/1.1
handler on Twisted, which asks the reactor's resolver even for addresses written as numbers; the handlers on aiohttp and
httpx do not, and are not used (:mod:`crawlers.scrapy_settings`).
"""

import ipaddress
from collections.abc import Collection, Sequence
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import CrawlerProcessBase
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.resolver import CachingHostnameResolver
from twisted.internet.base import ReactorBase
from twisted.internet.interfaces import IAddress, IHostResolution, IResolutionReceiver
from twisted.web.client import URI
from zope.interface import implementer

from crawlers.borders import allowed_in, outside_address, outside_host
from crawlers.proxy import servers


class OutsideResolver(CachingHostnameResolver):
    """A resolver that knows no name of the operator's own network, but for the servers named there as sources.

    A source that is named by a public name gets no further than others: its owner decides where the name leads.
    A name of which one address lies inside is not resolved at all. Where a proxy is set, nothing but the proxy is
    resolved: names are the proxy's business, and nothing can be fetched past it.
    """

    def __init__(self, reactor: ReactorBase, cache_size: int, process: Any) -> None:  # noqa: ANN401 - Scrapy's process, or a test's
        super().__init__(reactor, cache_size)
        self._process = process
        self._proxies = servers(process.settings)
        self._only_proxy = bool(process.settings.get("CRAWL_PROXY"))
        self.refused: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: CrawlerProcessBase, reactor: ReactorBase) -> Self:  # type: ignore[override]  # Scrapy passes the process
        """Make one, as Scrapy does."""
        return cls(reactor, crawler.settings.getint("DNSCACHE_SIZE"), crawler)

    def resolveHostName(  # noqa: N802 - Twisted's name
        self,
        resolutionReceiver: Any,  # noqa: N803, ANN401 - an IResolutionReceiver: zope's interfaces are no types
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:  # noqa: ANN401 - an IHostResolution
        """Resolve a name (or a number), and hand on the addresses if they are all allowed."""
        trusted = self._trusted(hostName, portNumber)
        receiver: Any = _Sieve(resolutionReceiver, hostName, trusted, self.refused)
        if self._only_proxy and not trusted:
            self.refused.add(hostName)
            receiver.resolutionBegan(_Nothing(hostName))
            receiver.resolutionComplete()
            return _Nothing(hostName)
        return super().resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)

    def _trusted(self, host: str, port: int) -> bool:
        if self._only_proxy:
            return (host, port) in self._proxies
        homes = {h for crawler in self._process.crawlers for h in getattr(crawler.spider, "homes", ())}
        private = not outside_host(host.casefold()) and allowed_in(host.casefold(), port, homes)
        return private or (host, port) in self._proxies


class RefusedForGood:
    """A downloader middleware, near the wire: what the resolver refused is refused, not tried again."""

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Say why a name was not resolved."""
        from twisted.internet import reactor  # installed by Scrapy when the crawl begins, not before

        host = URI.fromBytes(request.url.encode("ascii")).host.decode("ascii")  # type: ignore[no-untyped-call]
        refused: Collection[str] = getattr(reactor.nameResolver, "refused", ())
        if isinstance(exception, CannotResolveHostError) and host in refused:
            raise IgnoreRequest("it leads into a private network") from exception


@implementer(IHostResolution)
class _Nothing:
    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """There is nothing under way."""


@implementer(IResolutionReceiver)
class _Sieve:
    """Hears what a name resolves to, and passes it on at the end if nothing of it lies inside."""

    def __init__(self, to: Any, name: str, trusted: bool, refused: set[str]) -> None:  # noqa: ANN401
        self._to = to
        self._name = name
        self._trusted = trusted
        self._refused = refused
        self._addresses: list[Any] = []

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802, ANN401
        self._to.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802, ANN401
        self._addresses.append(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        if self._trusted or all(outside_address(ipaddress.ip_address(a.host)) for a in self._addresses):
            for address in self._addresses:
                self._to.addressResolved(address)
        else:
            self._refused.add(self._name)
        self._to.resolutionComplete()
