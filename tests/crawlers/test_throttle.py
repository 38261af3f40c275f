"""We visit no faster than a host can bear, and leave it alone when it asks for it."""

import socket
import threading
from collections.abc import Iterator
from itertools import pairwise
from time import monotonic as time_now
from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.core.downloader import Slot
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from crawlers.throttle import HostResting, LetRest, PatientThrottle, overloaded

DELAYS = [  # (the pause before, the status, its latency in seconds, the pause after)
    (2.0, 200, 0.1, 2.0),
    (8.0, 200, 0.1, 4.05),
    (2.0, 200, 7.0, 7.0),
    (2.0, 429, 0.01, 4.0),
    (2.0, 500, 0.01, 4.0),
    (2.0, 503, 9.0, 9.0),
    (16.0, 503, 0.01, 32.0),
    (50.0, 500, 0.01, 60.0),
    (60.0, 599, 0.0, 60.0),
    (90.0, 503, 0.0, 90.0),  # a Crawl-delay above Scrapy's longest
    (8.0, 404, 0.01, 8.0),
    (8.0, 302, 0.01, 8.0),
]


@pytest.fixture
def throttle() -> PatientThrottle:
    crawler = get_crawler(settings_dict={"AUTOTHROTTLE_ENABLED": True, "DOWNLOAD_DELAY": 2})
    throttle = PatientThrottle.from_crawler(crawler)
    throttle.mindelay, throttle.maxdelay = 2.0, 60.0
    return throttle


@pytest.mark.parametrize(("before", "status", "latency", "after"), DELAYS)
def test_the_pause_after_an_answer(throttle, before: float, status: int, latency: float, after: float):
    slot = Slot(concurrency=1, delay=before, jitter=0)
    throttle._adjust_delay(slot, latency, Response("http://example.org", status=status))
    assert slot.delay == after


STALLS = [  # (how long the answer took, how long we were busy, how long ago that ended, the pause after)
    (9.0, 0.0, 0.0, 9.0),
    (9.0, 5.0, 0.0, 4.0),
    (9.0, 5.0, 1.0, 4.0),
    (9.0, 5.0, 6.0, 6.0),  # some of it was before the request
    (9.0, 5.0, 10.0, 9.0),
    (9.0, 20.0, 0.0, 2.0),
]


@pytest.mark.parametrize(("latency", "busy", "ago", "after"), STALLS)
def test_our_own_stalls_are_no_slowness_of_the_host(throttle, monkeypatch, latency, busy, ago, after):
    moments = iter([100.0, 100.0 + busy, 100.0 + busy + ago])
    monkeypatch.setattr("crawlers.throttle.monotonic", lambda: next(moments))
    slot = Slot(concurrency=1, delay=2.0, jitter=0)
    with throttle.busy():
        pass
    throttle._adjust_delay(slot, latency, Response("http://example.org"))
    assert slot.delay == after


@pytest.mark.parametrize(("status", "is_"), [(200, False), (403, False), (408, False), (429, True), (500, True)])
def test_overloaded(status: int, is_: bool):
    assert overloaded(status) is is_


RESTS = [
    (429, "3600", True),
    (503, "3600", True),
    (503, "61", True),
    (503, "60", False),
    (503, "soon", False),
    (503, None, False),
    (500, "3600", False),
    (200, "3600", False),
    (301, "3600", False),
]


@pytest.mark.parametrize(("status", "retry_after", "rests"), RESTS)
def test_a_host_that_wants_a_long_rest_is_left_alone_for_the_whole_crawl(status, retry_after, rests):
    crawler = SimpleNamespace(settings=get_crawler(settings_dict={"RETRY_LONGEST_WAIT": 60}).settings)
    let_rest = LetRest.from_crawler(crawler)
    asked, other = Request("http://example.org/1"), Request("http://example.org/2")
    let_rest.process_request(asked)
    headers = {"Retry-After": retry_after} if retry_after else {}
    answer = Response(asked.url, status=status, headers=headers)
    assert let_rest.process_response(asked, answer) is answer
    if rests:
        with pytest.raises(HostResting):
            let_rest.process_request(other)
    else:
        let_rest.process_request(other)
    let_rest.process_request(Request("http://example.net/"))


def test_retry_after_holds_for_the_whole_host(site, wander):
    """Four at a time, no pause: after the 503, nothing comes until it is over; not two seconds later, all do."""
    lock, times = threading.Lock(), []

    def note(path: str):
        with lock:
            times.append((path, time_now()))
            if path == "/busy":
                return site.Answer(b"", 503, {"Retry-After": "2"})
        return None

    site.in_the_way = note
    asks = [f"{site.url}/{n}" for n in range(30)]
    wander([f"{site.url}/busy", *asks], homes=(site.url,), scrapy={"RETRY_TIMES": 0, "CONCURRENT_REQUESTS": 100})
    busy = next(at for path, at in times if path == "/busy")
    after = sorted(at - busy for path, at in times if at > busy and path != "/busy")
    assert len(times) == 32
    on_their_way = [at for at in after if at < 1]
    assert len(on_their_way) <= 4, "only what had been sent before"
    assert min(at for at in after if at >= 1) >= 2 - 0.05


def test_crawl_delay_is_applied(site, wander):
    site.overrides["/robots.txt"] = site.Answer(b"User-agent: *\nCrawl-delay: 0.4\nAllow: /\n")
    times: list[float] = []

    def note(path: str) -> None:
        times.append(time_now())

    site.in_the_way = note
    wander([f"{site.url}/{n}" for n in range(6)], homes=(site.url,))
    gaps = [b - a for a, b in pairwise(times)]
    assert len(gaps) == 6
    assert min(gaps) >= 0.4 - 0.02, "also the first after robots.txt, and though four at a time are allowed"


ROBOTS = [  # (what robots.txt is, whether /a is asked for): RFC 9309, section 2.3.1
    ("rules that allow it", (b"User-agent: *\nDisallow: /b\n", 200), True),
    ("rules that do not", (b"User-agent: *\nDisallow: /a\n", 200), False),
    ("rules for us", (b"User-agent: *\nAllow: /\n\nUser-agent: Sinodik\nDisallow: /a\n", 200), False),
    ("the longer rule wins", (b"User-agent: *\nDisallow: /\nAllow: /a\n", 200), True),
    ("there is none", (b"User-agent: *\nDisallow: /\n", 404), True),
    ("it is forbidden", (b"User-agent: *\nDisallow: /\n", 403), True),
    ("out of order", (b"", 500), False),
    ("overloaded", (b"User-agent: *\nAllow: /\n", 503), False),
]


@pytest.mark.parametrize(("body", "allowed"), [c[1:] for c in ROBOTS], ids=[c[0] for c in ROBOTS])
def test_robots(site, wander, body: tuple[bytes, int], allowed: bool):
    site.overrides["/robots.txt"] = site.Answer(*body)
    wander([f"{site.url}/a"], homes=(site.url,), scrapy={"RETRY_TIMES": 0})
    assert ("/a" in site.asked) is allowed


class Rude:
    """A host that breaks off whatever it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            with connection:
                self.asked.append(connection.recv(4096).split()[1].decode())
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nUser-agent")


@pytest.fixture
def rude() -> Iterator[Rude]:
    rude = Rude()
    yield rude
    rude.socket.shutdown(socket.SHUT_RDWR)
    rude.socket.close()
    rude.thread.join()


def test_what_cannot_be_asked_for_its_rules_is_not_read(wander, rude):
    """RFC 9309, section 2.3.1.4: unreachable, also by a broken connection, means that nothing is allowed."""
    results = wander([f"{rude.url}/a"], homes=(rude.url,), scrapy={"RETRY_TIMES": 1})
    assert "broke off in the middle" in results[f"{rude.url}/a"]["error"]
    assert rude.asked == ["/robots.txt", "/robots.txt"]
