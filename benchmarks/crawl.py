"""What does durability cost? ``python benchmarks/crawl.py [--pages 20000]``.

One made-up site on loopback is crawled in turn by plain Scrapy, which downloads and parses it and keeps nothing, and by
Sinodik, which archives every answer, keeps what it read and forgets nothing if it is killed; then the preview of ten
made-up channels. Every crawl is a process of its own; the site is served by another. Plain Scrapy has the same
delay and concurrency. The crawls are run in turn, more than once; printed are the medians of pages per second and their
ratio, that of the seconds of CPU, and the largest resident memory. Then both are crawled once more, unchanged; printed
is how many requests that took and how many new versions it brought.

20,000 pages take five minutes on two idle cores. Where others use the machine as well, look at the seconds of CPU: of
all processes, and of the crawling one alone, which is what bounds the pages per second where there are cores to spare.
"""

import argparse
import asyncio
import json
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any, ClassVar, NamedTuple

from parsel import Selector

from crawlers.reader import Ask, Reading, Seen
from crawlers.visit import Sight
from sinodik import sources as known
from sinodik.records import Evidence
from sinodik.settings import Crawl, Settings

BREADTH = 12  # links on a page
WORDS = ("Кедровка посёлок память погиб житель школа улица мемориал район область награда служба " * 12).split()
# By its name, not as __main__: what reads larger pages in a process of its own must find the reader.
COMMAND = [
    sys.executable,
    "-c",
    f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import crawl; crawl.command()",
]
ASKED = "/asked"  # tells how many pages were asked for so far
TOLD_EVERY = 500
CHANNELS = 10
POSTS = 20


class Page(NamedTuple):
    """What both crawls read from a page."""

    title: str
    text: str
    links: tuple[str, ...]


def parse(body: str, url: str) -> Page:
    """Read a page of the made-up site: the same work for both."""
    page = Selector(body)
    text = "\n".join("".join(p.xpath(".//text()").getall()).strip() for p in page.css("article p"))
    base = url.rpartition("/")[0]
    return Page(page.css("h1::text").get(""), text, tuple(f"{base}{h}" for h in page.css("nav a::attr(href)").getall()))


def article(number: int, pages: int) -> bytes:
    """Return page ``number``: some 10 kB, with links to the next twelve in a tree."""
    paragraphs = "".join(f"<p>{' '.join(WORDS[(number + k) % 50 :][:60])} {number}.{k}</p>" for k in range(8))
    after = range(number * BREADTH + 1, min(number * BREADTH + BREADTH + 1, pages))
    nav = "".join(f'<a href="/{n}">{n}</a>' for n in after)
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{number}</title></head><body><nav>{nav}</nav>"
        f"<article><h1>Запись {number}</h1>{paragraphs}</article></body></html>"
    ).encode()


class Made(known._Source, frozen=True, kw_only=True, tag="made"):
    """The made-up site, as a source."""

    url: str


class MadeReader:
    """Reads it: every page is a piece of evidence."""

    def first(self, source: Made) -> tuple[Ask, ...]:
        """Return the first page."""
        return (Ask(f"{source.url}/0"),)

    def read(self, source: Made, seen: Seen) -> Reading:
        """Return the page's evidence and its links."""
        page = parse(seen.body.decode(), seen.url)
        evidence = Evidence(
            source=source.id,
            publisher=source.publisher,
            kind="post",
            url=seen.url,
            posted=None,
            seen=seen.capture.at,
            payload=seen.capture.payload,
            text=page.text,
            title=page.title,
        )
        return Reading(Sight((evidence,), frozenset(), None), tuple(Ask(link) for link in page.links))


def channel(name: str, before: int, last: int) -> bytes:
    """Return the preview page of a made-up channel that ends ``before`` a number."""
    shown = range(max(1, before - POSTS), before)
    posts = "".join(
        f'<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message '
        f'text_not_supported_wrap js-widget_message" data-post="{name}/{n}"><div class="tgme_widget_message_bubble">'
        f'<div class="tgme_widget_message_text js-message_text" dir="auto">{" ".join(WORDS[n % 50 :][:50])}<br/>{n}'
        f'</div><a class="tgme_widget_message_date" href="https://t.me/{name}/{n}"><time '
        f'datetime="2023-02-01T09:30:00+00:00" class="time">09:30</time></a></div></div></div>'
        for n in shown
    )
    more = f'<a href="/s/{name}?before={shown[0]}" class="tme_messages_more" data-before="{shown[0]}"></a>'
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><section class="tgme_channel_history '
        f'js-message_history">{more if shown[0] > 1 else ""}{posts}</section></body></html>'
    ).encode()


class Site(asyncio.Protocol):
    """Serves both, from memory where the same is asked for again. It costs little, or the site would be measured."""

    pages = 0
    asked = 0
    made: ClassVar[dict[str, bytes]] = {}
    transport: asyncio.Transport
    begun = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the connection."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every request that has come whole."""
        *requests, self.begun = (self.begun + data).split(b"\r\n\r\n")
        for request in requests:
            path = request.split(b" ", 2)[1].decode()
            body = str(Site.asked).encode() if path == ASKED else self.made.get(path) or self.make(path)
            Site.asked += path not in (ASKED, "/robots.txt")
            status = b"404 Not Found" if path == "/robots.txt" else b"200 OK"
            head = b"HTTP/1.1 %s\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n"
            self.transport.write(head % (status, len(body)) + body)

    def make(self, path: str) -> bytes:
        """Return a page that is not in memory."""
        name, _, before = path.removeprefix("/s/").partition("?before=")
        if path.startswith("/s/"):
            last = self.pages // CHANNELS * POSTS
            return channel(name, int(before or last + 1), last)
        return article(int(name[1:]), self.pages) if name[1:].isdigit() else b"-"


async def serve(pages: int) -> None:
    """Serve the site until standard input ends; prints its address."""
    Site.pages = pages
    Site.made = {f"/{n}": article(n, pages) for n in range(pages)}
    # A short queue would have connections wait for a second: Scrapy opens many.
    server = await asyncio.get_running_loop().create_server(Site, "127.0.0.1", 0, backlog=1024)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await asyncio.to_thread(sys.stdin.read)


def _settings() -> Settings:
    return Settings(contact="desk@example.org", crawl=Crawl(delay=0))


def plain(url: str) -> dict[str, float]:
    """Crawl the site with Scrapy alone, with the concurrency that Sinodik has."""
    from scrapy import Request, Spider
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.http import Response

    from crawlers.scrapy_settings import scrapy_settings

    class Plain(Spider):
        name = "plain"
        start_urls: ClassVar[list[str]] = [f"{url}/0"]
        seen = 0

        def parse(self, response: Response) -> Iterator[Request]:
            Plain.seen += 1
            tell(Plain.seen)
            for link in parse(response.text, response.url).links:
                yield Request(link)

    ours = scrapy_settings(_settings())
    alike = ("DOWNLOAD_DELAY", "CONCURRENT_REQUESTS_PER_DOMAIN", "CONCURRENT_REQUESTS", "CONCURRENT_ITEMS")
    quiet = {"LOG_ENABLED": False, "TELNETCONSOLE_ENABLED": False}
    process = AsyncCrawlerProcess(quiet | {name: ours.get(name) for name in alike})
    process.crawl(Plain)
    start = time.perf_counter()
    process.start()
    return measured(Plain.seen, time.perf_counter() - start)


def durable(url: str, folder: str, kind: str) -> dict[str, float]:
    """Crawl with Sinodik: the site (``site``) or the channels (``channels``)."""
    from crawlers.readers import READERS
    from crawlers.run import crawl
    from sinodik.store import Store

    sources: list[Any] = [Made(id="made", publisher="made", url=url)]
    if kind == "channels":
        names = [f"kedrovka{n}" for n in range(CHANNELS)]
        sources = [known.TelegramPreview(id=n, publisher=n, channel=n, base_url=url, pages=1_000_000) for n in names]
    settings = _settings()
    with Store(Path(folder)) as store:
        start = time.perf_counter()
        reports = crawl(store, settings, sources, lambda done, *_: tell(done), readers=READERS | {Made: MadeReader()})
        seconds = time.perf_counter() - start
    assert {r.outcome for r in reports} == {"finished"}, reports
    brought = {"new": sum(r.new for r in reports), "known": sum(r.known for r in reports)}
    return measured(sum(r.pages for r in reports), seconds) | brought


def tell(done: int) -> None:
    """Show how far a crawl has come."""
    if done % TOLD_EVERY == 0:
        print(f"\r{done:9,} pages", end="\r", file=sys.stderr, flush=True)


def measured(pages: int, seconds: float) -> dict[str, float]:
    """Return what is printed of a crawl: ``own`` is the CPU of its first process, ``mb`` the memory of the largest."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    own, others = (u.ru_utime + u.ru_stime for u in used)
    largest = max(u.ru_maxrss for u in used) / 1024
    return {"pages": pages, "seconds": seconds, "cpu": own + others, "own": own, "mb": largest}


def run(title: str, *arguments: str) -> dict[str, float]:
    """Run one crawl in a process of its own."""
    done = subprocess.run([*COMMAND, *arguments], stdout=subprocess.PIPE, check=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout)
    pages = figures["pages"] or 1
    print(
        f"{title:18}{figures['pages']:7,.0f} pages {figures['seconds']:7.1f} s "
        f"{pages / figures['seconds']:6.0f} pages/s "
        f"{figures['cpu']:6.1f} s of CPU ({1e6 * figures['own'] / pages:5,.0f} µs a page + "
        f"{1e6 * (figures['cpu'] - figures['own']) / pages:5,.0f} in others) {figures['mb']:4.0f} MB",
        flush=True,
    )
    return figures


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, default=20_000)
    options.add_argument("--rounds", type=int, default=2, help="how often each crawl of the site is run")
    chosen = options.parse_args()
    command = [*COMMAND, "serve", str(chosen.pages)]
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server,
    ):
        assert server.stdout and server.stdin
        compare(server.stdout.readline().strip(), Path(folder), chosen.pages, chosen.rounds)
        server.stdin.close()


def compare(url: str, folder: Path, pages: int, rounds: int) -> None:
    """Crawl in turn, so that what else the machine does falls on both; then once more, unchanged."""
    from sinodik.store.workspace import create

    for name in ("channels", *(f"site{n}" for n in range(rounds))):
        create(folder / name)
    bare, kept = [], []
    for number in range(rounds):
        bare.append(run("plain Scrapy", "plain", url))
        kept.append(run("Sinodik", "durable", url, f"{folder}/site{number}", "site"))
    assert {f["pages"] for f in bare + kept} == {pages}
    told = run("Sinodik, t.me/s", "durable", url, f"{folder}/channels", "channels")
    asked = [requests(url)]
    for name in ("site0", "channels"):
        again = run("  once more", "durable", url, f"{folder}/{name}", name.rstrip("0"))
        assert not again["new"], again
        asked.append(requests(url))
    print(
        f"pages per second: {rate(kept) / rate(bare):.2f} of plain Scrapy (0.85 is wanted); by seconds of CPU "
        f"{middle(bare, 'own') / middle(kept, 'own'):.2f} in the crawling process, "
        f"{middle(bare, 'cpu') / middle(kept, 'cpu'):.2f} in all"
    )
    print(f"t.me/s: {rate([told]):.0f} pages/s stored (70 are wanted)")
    print(f"memory: {max(f['mb'] for f in [*kept, told]):.0f} MB (less than 200 is wanted)")
    print(f"once more, unchanged: {asked[1] - asked[0]:,} requests for {pages:,} pages, 0 new versions;")
    print(f"  {asked[2] - asked[1]:,} for {CHANNELS} channels of {told['pages'] / CHANNELS:,.0f} pages, 0 new versions")


def requests(url: str) -> int:
    """Ask the site how many of its pages were asked for so far."""
    with urllib.request.urlopen(url + ASKED) as answer:
        return int(answer.read())


def rate(runs: list[dict[str, float]]) -> float:
    """Return the median of the pages per second."""
    return median(f["pages"] / f["seconds"] for f in runs)


def middle(runs: list[dict[str, float]], what: str) -> float:
    """Return the median of a figure."""
    return median(f[what] for f in runs)


def command() -> None:
    """Do what the arguments say."""
    match sys.argv[1:]:
        case ["serve", count]:
            asyncio.run(serve(int(count)))
        case ["plain", address]:
            print(json.dumps(plain(address)))
        case ["durable", address, where, what]:
            print(json.dumps(durable(address, where, what)))
        case _:
            main()


if __name__ == "__main__":
    command()
