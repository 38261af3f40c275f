"""Real feeds and sitemaps, where they are at hand. What is right is worked out by other means: regular expressions."""

import html
import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.feed import READER
from crawlers.reader import Ask, Reading, Seen
from sinodik.records import Capture, digest
from sinodik.sources import Feed

CAPTURES = Path(os.environ.get("SINODIK_CAPTURES", Path(__file__).parents[3] / "shared" / "captures"))
SAMPLES = ["feed.json", "feed1.atom", "feed2.rss", "sitemap.xml", "sitemap2.xml", "sitemap-hreflang.xml"]

pytestmark = pytest.mark.skipif(
    not all((CAPTURES / f"trafilatura_{name}").is_file() for name in SAMPLES),
    reason=f"real captures are not at {CAPTURES} (set SINODIK_CAPTURES to their folder)",
)


def text(name: str) -> str:
    return (CAPTURES / f"trafilatura_{name}").read_text("utf-8")


def read(name: str, *, full_text: bool = False) -> Reading:
    ask = Ask("https://www.example.com/feed")
    at = datetime(2023, 3, 1, tzinfo=UTC)
    capture = Capture(payload=digest(name), url=ask.url, at=at, status=200, mime="", warc="1", offset=0, length=1)
    source = Feed(id="x", publisher="x", url=ask.url, full_text=full_text)
    reading = READER.read(source, Seen(ask, ask.url, 200, {}, text(name).encode(), capture))
    assert not reading.trouble
    return reading


def test_json_feed():
    items = json.loads(text("feed.json"))["items"]
    evidence = read("feed.json").sight.evidence
    assert [e.title for e in evidence] == [" ".join(i["title"].split()) for i in items]
    assert [e.url for e in evidence] == [i["url"].partition("?utm_")[0] for i in items]
    assert [e.posted for e in evidence] == [datetime.fromisoformat(i["date_published"]) for i in items]
    for e, item in zip(evidence, items, strict=True):
        words = re.sub(r"\s+", "", html.unescape(re.sub("<[^>]*>", "", item["content_html"])))
        assert words.endswith(re.sub(r"\s+", "", e.text.removeprefix(e.title))) or len(words) > len(e.text) / 2


@pytest.mark.parametrize("name", ["feed1.atom", "feed2.rss"])
def test_feed(name):
    blocks = re.findall(r"<(?:entry|item)>.*?</(?:entry|item)>", text(name), re.DOTALL)
    evidence = read(name).sight.evidence
    assert [e.title for e in evidence] == [re.search("<title>(.*?)</title>", b)[1] for b in blocks]
    links = [re.search(r'<link(?:>| href=")([^"<]+)', b)[1] for b in blocks]
    assert [e.url for e in evidence] == links
    said = [re.search("<(?:summary|description)>(.*?)<", b)[1] for b in blocks]
    assert [e.text.split("\n")[1] for e in evidence] == said
    assert [a.url for a in read(name, full_text=True).follow] == links


@pytest.mark.parametrize("name", ["sitemap.xml", "sitemap2.xml", "sitemap-hreflang.xml"])
def test_sitemap(name):
    found = re.findall(r"<(url|sitemap)>\s*<loc>(?:<!\[CDATA\[)?([^<\]]+)", text(name))
    roles = {"url": "article", "sitemap": "sitemap"}
    assert {(a.role, a.url) for a in read(name).follow} == {(roles[kind], url) for kind, url in found}
