"""Scrapy over a SOCKS5 proxy such as Tor: RFC 1928, with user and password as in RFC 1929.

Scrapy's own handler for HTTP/1.1 knows only HTTP proxies. This one is the same but for the way that a connection is
made: to the proxy, which is told the *name* of the server and resolves it.
"""

import ipaddress
from base64 import b64decode
from collections.abc import Generator
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers import http11
from scrapy.exceptions import DownloadFailedError
from scrapy.http import Response
from scrapy.utils._download_handlers import wrap_twisted_exceptions
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.defer import Deferred
from twisted.internet.endpoints import HostnameEndpoint, connectProtocol, wrapClientTLS
from twisted.internet.interfaces import IStreamClientEndpoint
from twisted.internet.protocol import Factory, Protocol, connectionDone
from twisted.python.failure import Failure
from twisted.web.client import URI, Agent
from twisted.web.iweb import IAgentEndpointFactory
from zope.interface import implementer

_REPLIES = {  # RFC 1928, section 6
    1: "it failed",
    2: "it does not allow it",
    3: "the network is unreachable",
    4: "the host is unreachable",
    5: "the host refused the connection",
    6: "it took too long",
    7: "it cannot connect at all",
    8: "it does not know this kind of address",
}

# Yields how many bytes are awaited.
Conversation = Generator[int, bytes, None]


class SocksDownloadHandler(http11.HTTP11DownloadHandler):
    """Scrapy's HTTP/1.1 handler, every connection of which goes through the proxy in ``meta["proxy"]``."""

    async def download_request(self, request: Request) -> Response:
        """Fetch; a request without a proxy is not made."""
        if not str(request.meta.get("proxy") or "").startswith("socks5h://"):
            raise DownloadFailedError("no proxy is set for this request")
        agent = _SocksAgent(
            contextFactory=self._contextFactory,
            pool=self._pool,
            maxsize=self._default_maxsize,
            warnsize=self._default_warnsize,
            fail_on_dataloss=self._fail_on_dataloss,
            crawler=self._crawler,
        )
        with wrap_twisted_exceptions():
            return await maybe_deferred_to_future(agent.download_request(request))


class _SocksAgent(http11._ScrapyAgent):
    """Scrapy's own agent, but for where it connects to."""

    def _get_agent(self, request: Request, timeout: float) -> Agent:
        from twisted.internet import reactor  # installed by Scrapy when the crawl begins, not before

        # The password is for the proxy: the site must not see it.
        given = request.headers.pop("Proxy-Authorization", None)
        basic = given[0] if isinstance(given, list) else given
        user, _, password = b64decode(basic.partition(b" ")[2]).partition(b":") if basic else (b"", b"", b"")
        proxy = urlsplit(request.meta["proxy"])
        to_proxy = HostnameEndpoint(reactor, proxy.hostname or "", proxy.port or 1080, timeout)
        endpoints = _EndpointsBeyond(to_proxy, (user, password), self._contextFactory)
        agent: Agent = Agent.usingEndpointFactory(reactor, endpoints, self._pool)  # type: ignore[no-untyped-call]
        return agent


@implementer(IAgentEndpointFactory)
class _EndpointsBeyond:
    def __init__(self, proxy: Any, login: tuple[bytes, bytes], tls: Any) -> None:  # noqa: ANN401
        self._proxy = proxy
        self._login = login
        self._tls = tls

    def endpointForURI(self, uri: URI) -> Any:  # noqa: N802, ANN401 - Twisted's name
        beyond: Any = SocksEndpoint(self._proxy, uri.host, uri.port, self._login)
        if uri.scheme != b"https":
            return beyond
        return wrapClientTLS(self._tls.creatorForNetloc(uri.host, uri.port), beyond)


@implementer(IStreamClientEndpoint)
class SocksEndpoint:
    """A connection to ``host``, which the SOCKS5 server at ``proxy`` makes and resolves. ``login`` may be empty."""

    def __init__(self, proxy: Any, host: bytes, port: int, login: tuple[bytes, bytes]) -> None:  # noqa: ANN401
        self._proxy = proxy
        self._target = (host, port)
        self._login = login

    def connect(self, protocolFactory: Factory) -> Deferred[Protocol]:  # noqa: N803 - Twisted's name
        """Connect; fails with DownloadFailedError where the proxy says no."""
        handshake = _Handshake(self._target, self._login, protocolFactory)
        connected: Deferred[Protocol] = connectProtocol(self._proxy, handshake)  # type: ignore[no-untyped-call]
        return connected.addCallback(lambda _: handshake.ready)


class _Handshake(Protocol):
    """Talks with the proxy, then stands between the transport and the protocol that was asked for.

    The conversation yields how many bytes it waits for, and is sent them.
    """

    def __init__(self, target: tuple[bytes, int], login: tuple[bytes, bytes], factory: Factory) -> None:
        self.ready: Deferred[Protocol] = Deferred(lambda _: self._abort())
        self._factory = factory
        self._received = b""
        self._inner: Protocol | None = None
        self._talk = self._conversation(*target, *login)
        self._awaited = 0

    def connectionMade(self) -> None:  # noqa: N802
        self._awaited = next(self._talk)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802
        if self._inner:
            self._inner.dataReceived(data)
            return
        self._received += data
        try:
            while len(self._received) >= self._awaited:
                heard, self._received = self._received[: self._awaited], self._received[self._awaited :]
                self._awaited = self._talk.send(heard)
        except StopIteration:
            self._hand_over()
        except DownloadFailedError as error:
            self._abort()
            self._fail(error)

    def connectionLost(self, reason: Failure = connectionDone) -> None:  # noqa: N802
        if self._inner:
            self._inner.connectionLost(reason)
        else:
            self._fail(DownloadFailedError("the proxy broke off"))

    def _conversation(self, host: bytes, port: int, user: bytes, password: bytes) -> Conversation:
        self._write(b"\x05\x02\x00\x02" if user else b"\x05\x01\x00")
        version, method = yield 2
        if version != 5 or method not in (0, 2 if user else 0):
            raise DownloadFailedError("the proxy speaks no SOCKS5, or wants another login")
        if method == 2:
            self._write(b"\x01" + _short(user) + _short(password))
            _, denied = yield 2
            if denied:
                raise DownloadFailedError("the proxy does not accept the user and password")
        self._write(b"\x05\x01\x00" + _address(host) + port.to_bytes(2))
        _, reply, _, kind = yield 4
        if reply:
            raise DownloadFailedError(f"the proxy cannot reach it: {_REPLIES.get(reply, 'no reason given')}")
        length = {1: 4, 4: 16}.get(kind) or (yield 1)[0]  # where it connected from: of no interest
        yield length + 2

    def _hand_over(self) -> None:
        assert self.transport is not None
        peer: Any = self.transport
        inner: Any = self._factory.buildProtocol(peer.getPeer())
        if inner is None:
            self._abort()
            self._fail(DownloadFailedError("the connection is not wanted any more"))
            return
        self._inner = inner
        inner.makeConnection(self.transport)
        self.ready.callback(inner)
        if self._received:
            inner.dataReceived(self._received)

    def _write(self, data: bytes) -> None:
        transport: Any = self.transport  # zope's interfaces are no types
        transport.write(data)

    def _abort(self) -> None:
        transport: Any = self.transport
        if transport is not None:
            transport.abortConnection()

    def _fail(self, error: Exception) -> None:
        if not self.ready.called:
            self.ready.errback(error)


def _address(host: bytes) -> bytes:
    """Return a server's address as SOCKS5 writes it: a name as a name."""
    try:
        number = ipaddress.ip_address(host.decode("ascii").strip("[]"))
    except ValueError:
        return b"\x03" + _short(host)
    return (b"\x01" if number.version == 4 else b"\x04") + number.packed


def _short(text: bytes) -> bytes:
    if len(text) > 255:
        raise DownloadFailedError("the name, user or password is too long for a proxy")
    return bytes([len(text)]) + text
