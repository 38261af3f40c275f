"""What a ``robots.txt`` that does not come means: RFC 9309, section 2.3.1."""

from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from twisted.internet.defer import Deferred

_NOBODY_ANYWHERE = b"User-agent: *\nDisallow: /\n"


class RobotsByTheBook:
    """A downloader middleware that corrects Scrapy, which reads an error page as if it were the rules.

    Where the server says that there are none (4xx), everything is allowed; where it fails (5xx), nothing is.
    """

    def process_response(self, request: Request, response: Response) -> Response:
        """Put what the standard says in the place of an error page."""
        if urlsplit(request.url).path != "/robots.txt":
            return response
        if response.status >= 500:
            return response.replace(body=_NOBODY_ANYWHERE)
        return response.replace(body=b"") if response.status >= 400 else response


class RulesFirst(RobotsTxtMiddleware):
    """Scrapy's middleware, but where the rules cannot be had, nothing is (section 2.3.1.4).

    A page of such a host fails for the reason for which its ``robots.txt`` did.
    """

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        awaited, rules = self._parsers[netloc], _Unknown(exc)
        self._parsers[netloc] = rules
        if isinstance(awaited, Deferred):
            awaited.callback(rules)


class _Unknown(RobotParser):
    """The rules of a host that did not tell them."""

    def __init__(self, why: Exception) -> None:
        self._why = why

    @classmethod
    def from_crawler(cls, crawler: Crawler, robotstxt_body: bytes) -> Self:
        """Not made by Scrapy."""
        raise NotImplementedError

    def allowed(self, url: str | bytes, user_agent: str | bytes) -> bool:
        """Raise the reason."""
        raise self._why
