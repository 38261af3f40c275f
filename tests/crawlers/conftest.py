"""A channel's preview on loopback, and crawls of it in processes of their own."""

import gzip
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image

from crawlers.visit import CrawlReport
from sinodik.store import Store
from sinodik.store.verify import verify

BEGINNING = datetime(2023, 2, 1, 9, 30, tzinfo=UTC)
PAGE_SIZE = 20


def picture(colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "JPEG")
    return out.getvalue()


@dataclass
class Post:
    number: int
    text: str
    photos: tuple[str, ...] = ()
    forwarded: str = ""
    service: bool = False

    def html(self, channel: str) -> str:
        classes = "tgme_widget_message text_not_supported_wrap js-widget_message" + " service_message" * self.service
        posted = (BEGINNING + timedelta(hours=self.number)).isoformat()
        photos = "".join(
            f'<a class="tgme_widget_message_photo_wrap" href="https://t.me/{channel}/{self.number}" '
            f"style=\"width:450px;background-image:url('{p}')\"></a>"
            for p in self.photos
        )
        forwarded = (
            '<div class="tgme_widget_message_forwarded_from accent_color">Forwarded from '
            f'<a class="tgme_widget_message_forwarded_from_name" href="{self.forwarded}">…</a></div>'
        )
        return (
            f'<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="{classes}" '
            f'data-post="{channel}/{self.number}"><div class="tgme_widget_message_bubble">'
            f"{forwarded if self.forwarded else ''}{photos}"
            f'<div class="tgme_widget_message_text js-message_text" dir="auto">'
            f"{escape(self.text).replace(chr(10), '<br/>')}</div>"
            f'<a class="tgme_widget_message_date" href="https://t.me/{channel}/{self.number}">'
            f'<time datetime="{posted}" class="time">09:30</time></a></div></div></div>'
        )


@dataclass
class Channel:
    """A channel whose posts can be changed between crawls."""

    name: str
    posts: list[Post] = field(default_factory=list)

    def page(self, before: int | None) -> bytes:
        rest = [p for p in self.posts if before is None or p.number < before]
        shown = rest[-PAGE_SIZE:]
        more = (
            f'<div class="js-messages_more_wrap"><a href="/s/{self.name}?before={shown[0].number}" '
            f'class="tme_messages_more js-messages_more" data-before="{shown[0].number}"></a></div>'
        )
        nothing = '<div class="tme_no_messages_found">No posts found</div>'
        body = "".join(p.html(self.name) for p in shown) or nothing
        return (
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><meta property="og:title" content="{self.name}"></head>'
            f'<body><section class="tgme_channel_history js-message_history">{more if len(rest) > len(shown) else ""}'
            f"{body}</section></body></html>"
        ).encode()

    def drop(self, *numbers: int) -> None:
        self.posts = [p for p in self.posts if p.number not in numbers]

    def post(self, number: int) -> Post:
        return next(p for p in self.posts if p.number == number)


@dataclass
class Answer:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})


class Site:
    """A host on loopback that serves channels, files, and whatever a test puts in the way."""

    Answer = Answer

    def __init__(self) -> None:
        self.channels: dict[str, Channel] = {}
        self.files: dict[str, bytes] = {}
        self.overrides: dict[str, Answer] = {}
        self.in_the_way: Callable[[str], Answer | None] = lambda path: None
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.compressed = False
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append(self.path)
                site.headers.append(dict(self.headers))
                answer = site.in_the_way(self.path) or site.answer(self.path)
                body = gzip.compress(answer.body) if site.compressed else answer.body
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                if site.compressed:
                    self.send_header("Content-Encoding", "gzip")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_CONNECT = do_GET  # noqa: N815 - http.server's name

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, path: str) -> Answer:
        parts = urlsplit(path)
        if path in self.overrides:
            return self.overrides[path]
        if path in self.files:
            return Answer(self.files[path], headers={"Content-Type": "image/jpeg"})
        if (match := re.fullmatch("/s/([A-Za-z0-9_]+)", parts.path)) and match[1] in self.channels:
            before = parse_qs(parts.query).get("before")
            return Answer(self.channels[match[1]].page(int(before[0]) if before else None))
        return Answer(b"<html><body>not here</body></html>", 404)

    def channel(self, name: str, count: int, photo_every: int = 0) -> Channel:
        """Serve a channel of ``count`` posts, from number 1 on."""
        posts = []
        for number in range(1, count + 1):
            path = f"/file/{name}{number}.jpg"
            if photo_every and number % photo_every == 0:
                self.files[path] = picture(f"#{number:06x}")
            photos = (path,) if path in self.files else ()
            posts.append(Post(number, f"Запись № {number}.\nПогиб житель Кедровки.", photos))
        self.channels[name] = Channel(name, posts)
        return self.channels[name]


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    thread = threading.Thread(target=site.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield site
    site.server.shutdown()
    site.server.server_close()
    thread.join()


@pytest.fixture
def add_source(workspace: Path, site: Site) -> Callable[..., None]:
    """Add a source to the workspace, which is set up to crawl loopback without pauses."""
    (workspace / "sinodik.toml").write_text('contact = "desk@example.org"\n[crawl]\ndelay = 0\ntimeout = 5\n')
    (workspace / "sources" / "example.toml").unlink()

    def add(id_: str, *, pages: int = 50, channel: str = "", base_url: str = "") -> None:
        (workspace / "sources" / f"{id_}.toml").write_text(
            f'kind = "telegram_preview"\npublisher = "{id_}"\nchannel = "{channel or id_}"\n'
            f'pages = {pages}\nbase_url = "{base_url or site.url}"\n'
        )

    return add


@pytest.fixture
def start_crawl(workspace: Path) -> Callable[..., subprocess.Popen[str]]:
    """Start a crawl of the workspace in a process of its own."""

    def start(*options: str, largest_file: int = 0, **environment: str) -> subprocess.Popen[str]:
        clean = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
        command = [sys.executable, str(Path(__file__).with_name("crawl_once.py")), str(workspace), *options]
        return subprocess.Popen(
            ["prlimit", f"--fsize={largest_file}", *command] if largest_file else command,
            env=clean | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start


@pytest.fixture
def crawl(start_crawl: Callable[..., subprocess.Popen[str]]) -> Callable[..., dict[str, CrawlReport]]:
    """Crawl to the end; returns the reports by source."""

    def run(*options: str, **environment: str) -> dict[str, CrawlReport]:
        with start_crawl(*options, **environment) as process:
            out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        assert not err, "a crawl is quiet"
        return {r["source"]: CrawlReport(**r) for r in json.loads(out)}

    return run


@pytest.fixture
def sound(store: Store, workspace: Path) -> Callable[[], bool]:
    """Tell whether every WARC file is whole and the log agrees with what it speaks of; fails with what is wrong."""

    def check() -> bool:
        files = [str(f) for f in store.archive.files()]
        done = subprocess.run([sys.executable, "-m", "warcio.cli", "check", *files], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        assert verify(store).problems == ()
        for file in store.archive.files():
            assert store.archive.cut_torn_tail(file, store.evidence.committed_end(file.name)) == 0
        return True

    return check
