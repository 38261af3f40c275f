"""What a ``robots.txt`` that does not come means: RFC 9309, section 2.3.1."""

from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response

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
