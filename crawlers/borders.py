"""Where a page may not send us: into the operator's own network."""

import ipaddress
import re
from collections.abc import Collection
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

_PRIVATE_NAME = re.compile(r"[^.]*|.*\.(home|internal|lan|local|localhost)", re.IGNORECASE)
_NUMBER = re.compile(r"(.*\.)?(\d+|0x[0-9a-f]*)\.?", re.IGNORECASE)


class StayOutside:
    """A downloader middleware, first of all: photos, redirects and ``robots.txt`` alike are only fetched outside.

    The hosts that the operator named as sources are outside by definition.
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


def outside(url: str, homes: Collection[str]) -> bool:
    """Tell whether ``url`` is on one of the hosts ``homes``, or else on the public internet as far as its name says."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    if host in homes:
        return True
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        # 127.1 and 0x7f000001 are addresses too: url.spec.whatwg.org, "ends in a number".
        return not _PRIVATE_NAME.fullmatch(host) and not _NUMBER.fullmatch(host)
