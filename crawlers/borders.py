"""Where a page may not send us: into the operator's own network."""

import ipaddress
import re
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, IPv6Network
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

_PRIVATE_NAME = re.compile(
    r"[^.]*|(.*\.)?(corp|home|home\.arpa|internal|intranet|lan|local|localdomain|localhost|private)", re.IGNORECASE
)
_NUMBER = re.compile(r"(.*\.)?(\d+|0x[0-9a-f]*)", re.IGNORECASE)
_IDEOGRAPHIC_STOPS = str.maketrans("。．｡", "...")  # RFC 3490, section 3.1: read as dots
_PORTS = {"http": 80, "https": 443}

# IPv6 addresses that stand for an IPv4 address, and how far to the left its 32 bits lie. The first three are reached
# through the host itself; RFC 6052 (NAT64), RFC 3056 (6to4), RFC 8215 (a NAT64 of one's own: never outside).
_CARRIES_IPV4 = [
    (IPv6Network("::ffff:0:0/96"), 0),
    (IPv6Network("::ffff:0:0:0/96"), 0),
    (IPv6Network("::/96"), 0),
    (IPv6Network("64:ff9b::/96"), 0),
    (IPv6Network("2002::/16"), 80),
]
_NEVER_OUTSIDE = [IPv6Network("64:ff9b:1::/48"), IPv6Network("2001::/32"), IPv6Network("fec0::/10")]


class StayOutside:
    """A downloader middleware, first of all: photos, redirects and ``robots.txt`` alike are only fetched outside.

    The servers that the operator named as sources may be asked wherever they are. What a name really leads to is looked
    at again when it has been resolved: :mod:`crawlers.resolver`.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one, as Scrapy does."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Refuse a request that leads inside."""
        spider: Any = self._crawler.spider
        if not outside(request.url, spider.homes):
            raise IgnoreRequest("it leads into a private network")


def home(url: str) -> str:
    """Return the server of ``url`` as ``host:port``: what the operator allows by naming it.

    >>> home("http://127.0.0.1:8000/news")
    '127.0.0.1:8000'
    >>> home("https://T.me/s/kedrovka")
    't.me:443'
    """
    parts = urlsplit(url)
    return f"{(parts.hostname or '').casefold()}:{parts.port or _PORTS.get(parts.scheme, 0)}"


def allowed_in(host: str, port: int, homes: Collection[str]) -> bool:
    """Tell whether the operator named this server; ``homes`` holds ``host:port``, or ``host`` for all its ports."""
    return host in homes or f"{host}:{port}" in homes


def outside(url: str, homes: Collection[str]) -> bool:
    """Tell whether ``url`` is on one of the servers ``homes``, or else on the public internet as far as its name says.

    Only ``http`` and ``https`` lead anywhere. A host that cannot be understood is not outside.
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").casefold(), parts.port or _PORTS[parts.scheme]
        plain = _plain(host)
    except (KeyError, ValueError):
        return False
    if allowed_in(host, port, homes) or allowed_in(plain, port, homes):
        return True
    return outside_host(plain)


def outside_host(host: str) -> bool:
    """Tell whether a host is on the public internet as far as its name says."""
    try:
        return outside_address(ipaddress.ip_address(host))
    except ValueError:
        # 127.1 and 0x7f000001 are addresses too: url.spec.whatwg.org, "ends in a number".
        return re.fullmatch(r"[a-z0-9._-]+", host) is not None and not (
            _PRIVATE_NAME.fullmatch(host) or _NUMBER.fullmatch(host)
        )


def outside_address(address: IPv4Address | IPv6Address) -> bool:
    """Tell whether an address is one computer on the public internet, whichever way it is written.

    >>> outside_address(ipaddress.ip_address("64:ff9b::7f00:1"))
    False
    """
    if isinstance(address, IPv6Address):
        if address.scope_id is not None or any(address in network for network in _NEVER_OUTSIDE):
            return False
        for network, shift in _CARRIES_IPV4:
            if address in network:
                return outside_address(IPv4Address(int(address) >> shift & 0xFFFFFFFF))
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _plain(host: str) -> str:
    """Return a host name as name servers are asked for it: unescaped, in ASCII, without the dot at its end."""
    name = unquote(host).translate(_IDEOGRAPHIC_STOPS)
    if not name.isascii():
        name = name.encode("idna").decode("ascii")  # folds full-width and circled digits: RFC 3491
    return name.removesuffix(".").casefold()
