"""What is meant to choke a crawler: each costs one item, a bounded time and a bounded memory, and the crawl goes on."""

import gzip
import json
import re
import subprocess
import threading
import time
import zlib
from functools import cache
from pathlib import Path

import brotli
import pytest
from backports import zstd

from crawlers.visit import FINISHED
from sinodik.store.verify import verify

MIB = 1 << 20
MANY = 256  # MiB in a bomb, 16 times what is accepted


@cache
def gzip_bomb() -> bytes:
    return _squeezed(zlib.compressobj(9, wbits=31))


@cache
def deflate_bomb() -> bytes:
    return _squeezed(zlib.compressobj(9))


def _squeezed(machine: "zlib._Compress") -> bytes:
    return b"".join(machine.compress(bytes(MIB)) for _ in range(MANY)) + machine.flush()


@cache
def brotli_bomb() -> bytes:
    machine = brotli.Compressor(quality=2)
    return b"".join(machine.process(bytes(MIB)) for _ in range(MANY)) + machine.finish()


@cache
def zstd_bomb() -> bytes:
    machine = zstd.ZstdCompressor(level=3)
    return b"".join(machine.compress(bytes(MIB)) for _ in range(MANY)) + machine.flush()


HTML = b"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>"
PAGES: dict[str, tuple[bytes, dict[str, str]]] = {
    "gzip_bomb": (gzip_bomb(), {"Content-Encoding": "gzip"}),
    "gzip_twice": (gzip.compress(gzip_bomb()), {"Content-Encoding": "gzip, gzip"}),
    "deflate_bomb": (deflate_bomb(), {"Content-Encoding": "deflate"}),
    "brotli_bomb": (brotli_bomb(), {"Content-Encoding": "br"}),
    "zstd_bomb": (zstd_bomb(), {"Content-Encoding": "zstd"}),
    "no_gzip": (b"this is not compressed", {"Content-Encoding": "gzip"}),
    "torn_brotli": (brotli_bomb()[:50], {"Content-Encoding": "br"}),
    "too_large": (b"<p>" * (6 * MIB), {}),
    "one_line": (HTML + b"<p>text</p>" * MIB, {}),
    "one_word": (HTML + b"x" * (10 * MIB), {}),
    "deep": (HTML + b"<div>" * 30_000 + b"text", {}),
    "deep_bold": (HTML + b"<b><i>" * 100_000, {}),
    "deep_tables": (HTML + b"<table><tr><td>" * 40_000, {}),
    "attributes": (HTML + b"<p " + b" ".join(b"a%d=1" % n for n in range(300_000)) + b">", {}),
    "one_attribute": (HTML + b'<p a="' + b"x" * (8 * MIB), {}),
    "entities": (HTML + b"&amp;" * MIB, {}),
    "comments": (HTML + b"<!--" * (2 * MIB), {}),
    "nul": (HTML + b"\0" * MIB + b"<p>te\0xt</p>", {}),
    "wrong_bytes": (HTML + bytes(range(256)) * 4096, {}),
    "formatting": (HTML + b"<b><a><i><font></b>" * 20_000, {}),
    "nothing": (b"", {}),
}

LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))
DOCUMENTS: dict[str, bytes] = {
    "laughs": b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "ha">' + LAUGHS + b"]><rss><channel><item><title>&l11;"
    b"</title><link>http://example.org/1</link></item></channel></rss>",
    "quadratic": b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "' + b"x" * 100_000 + b'">]><rss><channel><item><title>'
    + b"&a;" * 20_000 + b"</title></item></channel></rss>",
    "deep_xml": b"<rss><channel>" + b"<item>" * 200_000,
    "gzip_feed": gzip_bomb(),
    "sitemap_laughs": b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "http://example.org/">' + LAUGHS
    + b"]><urlset><url><loc>&l11;</loc></url></urlset>",
    "deep_json": b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 100_000,
    "long_number": b'{"version":"https://jsonfeed.org/version/1","items":[{"id":' + b"9" * MIB + b"}]}",
}  # fmt: skip


def xxe(secret: str) -> bytes:
    return (
        f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY s SYSTEM "{secret}"><!ENTITY % p SYSTEM "{secret}"> %p;]>'
        '<rss version="2.0"><channel><title>&s;</title><item><title>&s;</title><guid>1</guid>'
        "<description>&s;</description></item></channel></rss>"
    ).encode()


class Watch:
    """The largest memory of a process and of those that it started, in MiB, while it runs."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.peaks: dict[int, int] = {}
        self._process = process
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while self._process.poll() is None:
            for pid in self._family(self._process.pid):
                self._note(pid)
            time.sleep(0.02)

    def _family(self, pid: int) -> list[int]:
        found = [pid]
        for file in Path(f"/proc/{pid}/task").glob("*/children"):
            try:
                found += [p for child in file.read_text().split() for p in self._family(int(child))]
            except OSError:
                continue
        return found

    def _note(self, pid: int) -> None:
        try:
            peak = re.search(r"VmHWM:\s*(\d+)", Path(f"/proc/{pid}/status").read_text())
        except OSError:
            return
        if peak:
            self.peaks[pid] = int(peak[1]) >> 10


@pytest.fixture
def hostile(site, add_source, workspace: Path, canary, tmp_path: Path) -> set[str]:
    """A workspace with one good source and many that are meant to do harm; returns the names of the bad ones."""
    (workspace / "sinodik.toml").write_text('contact = "desk@example.org"\n[crawl]\ndelay = 0\ntimeout = 20\n')
    secret = tmp_path / "secret.txt"
    secret.write_text("top-secret")
    outside = {"xxe_file": xxe(secret.as_uri()), "xxe_web": xxe(f"http://127.0.0.1:{canary.port}/")}
    for name, (body, headers) in PAGES.items():
        site.overrides[f"/s/{name}"] = site.Answer(body, headers={"Content-Type": "text/html"} | headers)
        add_source(name)
    for name, body in (DOCUMENTS | outside).items():
        add(site, workspace, name, f'kind = "feed"\nurl = "{site.url}/{name}"\n', body, "application/xml")
    for name in ("deep", "deep_bold", "deep_tables", "one_line", "formatting", "nul"):
        links = "".join(f'<p><a href="/2023/03/article-number-{n}.html">A long enough title</a></p>' for n in range(1))
        add(site, workspace, f"news_{name}", f'kind = "news"\nurls = ["{site.url}/news_{name}"]\n', PAGES[name][0])
        site.overrides["/2023/03/article-number-0.html"] = site.Answer(PAGES["deep_bold"][0])
        add(site, workspace, "news_article", f'kind = "news"\nurls = ["{site.url}/news_article"]\n', links.encode())
    site.channel("kedrovka", 25, photo_every=5)
    add_source("kedrovka")
    return {path.stem for path in (workspace / "sources").glob("*.toml")} - {"kedrovka"}


def add(site, workspace: Path, name: str, source: str, body: bytes, mime: str = "text/html") -> None:
    site.overrides[f"/{name}"] = site.Answer(body, headers={"Content-Type": mime})
    (workspace / "sources" / f"{name}.toml").write_text(f'publisher = "{name}"\n{source}')


def test_bombs_cost_one_item_each(hostile: set[str], start_crawl, store, canary):
    with start_crawl() as process:
        watch = Watch(process)
        out, err = process.communicate(timeout=300)
    assert process.returncode == 0, err
    assert not err
    reports = {r["source"]: r for r in json.loads(out)}
    assert set(reports) == hostile | {"kedrovka"}
    good = reports["kedrovka"]
    assert (good["outcome"], good["new"], good["media"]) == (FINISHED, 25, 5)
    assert max(watch.peaks.values()) < 1100, watch.peaks
    assert watch.peaks[process.pid] < 400, "the crawl itself never holds what a bomb holds"
    for name in ("gzip_bomb", "gzip_twice", "deflate_bomb", "brotli_bomb", "zstd_bomb", "too_large"):
        assert "sent more than is accepted" in reports[name]["outcome"], name
        assert reports[name]["new"] == 0
    stored = "".join(e.text + e.title for e in store.evidence.all())
    assert "top-secret" not in stored
    assert "ha" * 1000 not in stored
    assert canary.visits == []
    assert "takes longer than" in reports["attributes"]["outcome"]
    assert verify(store).problems == ()
