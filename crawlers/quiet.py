"""Scrapy's log, which nobody reads: what came of a crawl stands in its reports."""

from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter


class Quiet(LogFormatter):
    """Writes no line for an answer: making it up costs more than a middleware, and it would name the address."""

    def crawled(self, request: Request, response: Response, spider: Spider) -> None:  # type: ignore[override]  # Scrapy allows None
        """Return nothing to log."""
