"""Why a source could not be read, in a sentence that says what to do."""

from http import HTTPStatus

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.spidermiddlewares.httperror import HttpError

from crawlers.proxy import ProxyUnreachable
from crawlers.throttle import HostResting

_TOO_LARGE = "{host} sent more than is accepted: see max_mib in sinodik.toml."

# In this order: the first that fits. {host} is the server, {what} the error in its own words.
_SENTENCES: list[tuple[type[BaseException], str]] = [
    (
        ProxyUnreachable,
        "The proxy did not answer, so nothing was fetched from {host}: see crawl.proxy in sinodik.toml.",
    ),
    (HostResting, "{host} asked to be left alone for a while; the next crawl will try again."),
    (CannotResolveHostError, "The name {host} cannot be found: check the address and the network connection."),
    (DownloadConnectionRefusedError, "{host} refused the connection; the next crawl will try again."),
    (DownloadTimeoutError, "{host} did not answer in time; the next crawl will try again."),
    (DownloadCancelledError, _TOO_LARGE),
    (ResponseDataLossError, "{host} broke off in the middle of an answer; the next crawl will try again."),
    (DownloadFailedError, "{host} could not be read ({what}); the next crawl will try again."),
    (OSError, "{host} could not be read ({what}); the next crawl will try again."),
]

_STATUSES = {
    401: "{host} wants a login, and only public pages are read; nothing was fetched from it.",
    403: "{host} refuses to be read (403 Forbidden); it was left alone.",
    404: "{host} has no such page (404 Not Found): check the channel's name.",
    410: "{host} says that the page is gone (410 Gone).",
    429: "{host} asks to be visited less often (429 Too Many Requests): raise crawl.delay, and crawl again later.",
}


def sentence(error: BaseException, host: str) -> str:
    """Return why a page of ``host`` was not read."""
    if isinstance(error, HttpError):
        return _status_sentence(error.response.status).format(host=host)
    if isinstance(error, IgnoreRequest):
        if "robots" in str(error):
            return f"The robots.txt of {host} does not let this page be read; it was left alone."
        if "DOWNLOAD_MAXSIZE" in str(error):  # what it sent was packed, and unpacks to more
            return _TOO_LARGE.format(host=host)
        return f"{host} could not be read: {error}."
    for kind, text in _SENTENCES:
        if isinstance(error, kind):
            return text.format(host=host, what=type(error).__name__)
    return f"{host} could not be read ({type(error).__name__}); the next crawl will try again."


def for_good(error: BaseException) -> bool:
    """Tell whether asking again another day is of no use: the answer was a refusal, not an accident."""
    if isinstance(error, HttpError):
        return 400 <= error.response.status < 500 and error.response.status not in (408, 425, 429)
    return isinstance(error, (IgnoreRequest, DownloadCancelledError))


def _status_sentence(status: int) -> str:
    if status in _STATUSES:
        return _STATUSES[status]
    phrase = HTTPStatus(status).phrase if status in HTTPStatus.__members__.values() else "unknown status"
    if status >= 500:
        return f"{{host}} is out of order ({status} {phrase}); the next crawl will try again."
    return f"{{host}} answered {status} {phrase} instead of the page."
