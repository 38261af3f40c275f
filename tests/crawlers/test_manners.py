"""How we visit: who we say we are, what we leave out, when we come back."""

from datetime import UTC, datetime

import pytest
from scrapy import Request
from scrapy.exceptions import CannotResolveHostError, DownloadCancelledError, DownloadTimeoutError, IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError

from crawlers.archive import exchange
from crawlers.borders import outside
from crawlers.outcome import for_good, sentence
from crawlers.retry import asked_to_wait
from crawlers.run import crawl
from crawlers.scrapy_settings import scrapy_settings, user_agent
from crawlers.visit import Sight
from sinodik import __version__
from sinodik.errors import BadConfiguration
from sinodik.settings import Crawl, Settings
from sinodik.sources import TelegramPreview

NOW = datetime(2023, 3, 10, 12, tzinfo=UTC)

CONTACTS = [
    ("desk@example.org", f"Sinodik/{__version__} (+mailto:desk@example.org)"),
    ("mailto:desk@example.org", f"Sinodik/{__version__} (+mailto:desk@example.org)"),
    (" https://example.org/about ", f"Sinodik/{__version__} (+https://example.org/about)"),
]


@pytest.mark.parametrize(("contact", "agent"), CONTACTS)
def test_user_agent(contact: str, agent: str):
    assert user_agent(contact) == agent


@pytest.mark.parametrize("contact", ["", "  ", "a\r\nX-Evil: 1", "кто-то", "a b", "a)"])
def test_nobody_to_write_to_is_refused_before_anything_is_fetched(store, contact: str):
    source = TelegramPreview(id="kedrovka", publisher="k", channel="kedrovka", base_url="http://127.0.0.1:9")
    with pytest.raises(BadConfiguration) as error:
        crawl(store, Settings(contact=contact), [source])
    assert "sinodik.toml" in error.value.remedy
    assert store.runs.last("crawl", "kedrovka") is None


def test_scrapy_is_slow_and_quiet():
    slow = scrapy_settings(Settings(contact="a@example.org", crawl=Crawl(delay=3, timeout=7, max_mib=2)))
    assert slow.getbool("ROBOTSTXT_OBEY")
    assert slow.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
    assert slow.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == 1
    assert (slow.getfloat("DOWNLOAD_DELAY"), slow.getfloat("DOWNLOAD_TIMEOUT")) == (3, 7)
    assert slow.getint("DOWNLOAD_MAXSIZE") == 2 * 1024 * 1024
    off = ("COOKIES_ENABLED", "TELNETCONSOLE_ENABLED", "REMOTE_CONTROL_ENABLED", "REFERER_ENABLED", "LOG_ENABLED")
    assert not any(slow.getbool(name) for name in off)
    assert {k for k, v in slow.getdict("DOWNLOAD_HANDLERS").items() if v is None} == {"file", "ftp", "s3", "data"}


WAITS = [
    (b"120", 120),
    (b" 0 ", 0),
    (b"Fri, 10 Mar 2023 12:01:30 GMT", 90),
    (b"Fri, 10 Mar 2023 11:00:00 GMT", 0),
    (b"99999999999999999999", 999999999),
    (None, None),
    (b"", None),
    (b"-5", None),
    (b"soon", None),
    ("٣".encode(), None),
]


@pytest.mark.parametrize(("header", "seconds"), WAITS)
def test_retry_after(header: bytes | None, seconds: float | None):
    assert asked_to_wait(header, NOW) == seconds


def http_error(status: int) -> HttpError:
    return HttpError(Response("https://t.me/s/kedrovka", status=status))


FAILURES = [
    (http_error(403), "t.me refuses to be read (403 Forbidden)", True),
    (http_error(404), "t.me has no such page (404 Not Found)", True),
    (http_error(418), "t.me answered 418 I'm a Teapot", True),
    (http_error(429), "t.me asks to be visited less often", False),
    (http_error(503), "t.me is out of order (503 Service Unavailable)", False),
    (http_error(599), "t.me is out of order (599 unknown status)", False),
    (IgnoreRequest("Forbidden by robots.txt"), "The robots.txt of t.me does not let this page be read", True),
    (CannotResolveHostError(), "The name t.me cannot be found", False),
    (DownloadTimeoutError(), "t.me did not answer in time", False),
    (DownloadCancelledError(), "t.me sent more than is accepted", True),
    (RuntimeError(), "t.me could not be read (RuntimeError)", False),
]


@pytest.mark.parametrize(("error", "words", "final"), FAILURES, ids=lambda v: str(v)[:30])
def test_failures_in_words(error: BaseException, words: str, final: bool):
    assert sentence(error, "t.me").startswith(words)
    assert sentence(error, "t.me").endswith(".")
    assert for_good(error) is final


def test_an_exchange_leaves_out_what_is_the_operators():
    headers = {"User-Agent": "Sinodik", "Proxy-Authorization": "Basic c2VjcmV0", "Cookie": "a=b"}
    request = Request("http://t.me:8080/s/kedrovka?before=5", headers=headers)
    response = Response(request.url, status=418, headers={"Content-Type": "text/html", "X": ["1", "2"]}, body=b"tea")
    got = exchange(request, response, NOW)
    assert got.status == "418 I'm a Teapot"
    assert got.request == (
        "GET /s/kedrovka?before=5 HTTP/1.1",
        [("Host", "t.me:8080"), ("User-Agent", "Sinodik")],
    )
    assert got.headers == [("Content-Type", "text/html"), ("X", "1"), ("X", "2")]
    assert exchange(request, response.replace(status=299), NOW).status == "299 Unknown"


PLACES = [
    ("https://cdn4.example.org/file/a.jpg", True),
    ("http://127.0.0.1:8000/file/a.jpg", False),
    ("http://localhost/a.jpg", False),
    ("http://router/a.jpg", False),
    ("http://10.1.2.3/a.jpg", False),
    ("http://[::1]/a.jpg", False),
    ("http://[fe80::1/a.jpg", False),
    ("http://169.254.169.254/latest/meta-data", False),
    ("http://8.8.8.8/a.jpg", True),
    ("http://127.1/a.jpg", False),
    ("http://2130706433/a.jpg", False),
    ("http://0x7f.0x1/a.jpg", False),
    ("http://printer.local/a.jpg", False),
    ("http://web.archive.org/a.jpg", True),
    ("http://t.me:80/a.jpg", True),
    ("http:///a.jpg", False),
]


@pytest.mark.parametrize(("url", "allowed"), PLACES)
def test_where_a_page_may_send_us(url: str, allowed: bool):
    assert outside(url, {"t.me"}) is allowed


def test_a_page_may_send_us_to_a_host_that_the_operator_named():
    assert outside("http://127.0.0.1:8000/a.jpg", {"127.0.0.1"})


def url(number: int, channel: str = "kedrovka") -> str:
    return f"https://t.me/{channel}/{number}"


ABSENT = [
    ("all there", (1, 3), [1, 2, 3], [1, 2, 3], []),
    ("one gone", (1, 3), [1, 3], [1, 2, 3], [2]),
    ("outside of the page", (5, 9), [5, 9], [1, 4, 10], []),
    ("nothing may be concluded", None, [5, 9], [6], []),
]


@pytest.mark.parametrize(("span", "shown", "known", "gone"), [c[1:] for c in ABSENT], ids=[c[0] for c in ABSENT])
def test_absent(span, shown, known, gone):
    sight = Sight((), frozenset(map(url, shown)), span)
    assert sight.absent(map(url, known)) == [url(n) for n in gone]


def test_a_channel_that_changes_its_case_loses_no_post():
    assert Sight((), frozenset({url(1, "Kedrovka")}), (1, 1)).absent([url(1)]) == []
