"""Trying again, but only when the server says it may be asked again."""

import asyncio
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response


class PatientRetry(RetryMiddleware):
    """Scrapy's own retries, each after the wait that the server asks for, or else after a growing one.

    A wait longer than ``RETRY_LONGEST_WAIT`` is not waited out: the source is left alone until the next crawl.
    """

    async def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]  # Scrapy awaits it
        """Return the response, or the request to be made again when the time has come."""
        again = super().process_response(request, response)
        if isinstance(again, Response):
            return response
        wait = asked_to_wait(response.headers.get("Retry-After"), datetime.now(UTC))
        if wait is None:
            wait = self.crawler.settings.getfloat("DOWNLOAD_DELAY") * 2 ** request.meta.get("retry_times", 0)
        if wait > self.crawler.settings.getfloat("RETRY_LONGEST_WAIT"):
            return response
        await asyncio.sleep(wait)
        return again


def asked_to_wait(retry_after: bytes | None, now: datetime) -> float | None:
    """Return the seconds that a ``Retry-After`` header asks for (RFC 9110, section 10.2.3); None if it says nothing."""
    text = (retry_after or b"").decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (at.replace(tzinfo=at.tzinfo or UTC) - now).total_seconds())
