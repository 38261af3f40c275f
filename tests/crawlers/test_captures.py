"""Real pages, where they are at hand: they are not ours to ship.

What is right is worked out here by other means than the parser's: regular expressions and BeautifulSoup.
"""

import os
import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from crawlers.telegram_page import parse

CAPTURES = Path(os.environ.get("SINODIK_CAPTURES", Path(__file__).parents[3] / "shared" / "captures"))
PAGE = CAPTURES / "tme_s_page.html"
BLOCKS = CAPTURES / "tme_s_blocks"

pytestmark = pytest.mark.skipif(
    not PAGE.is_file(), reason=f"real captures are not at {CAPTURES} (set SINODIK_CAPTURES to their folder)"
)

MEDIA = [
    ("photo", r"class=\"tgme_widget_message_photo_wrap[^>]*background-image:url\('([^']+)'\)"),
    ("video", r"<video src=\"([^\"]+)\" class=\"tgme_widget_message_video js-message_video\""),
    ("video", r"class=\"tgme_widget_message_video_player not_supported[^>]*href=\"([^\"]+)\""),
    ("video", r"<video class=\"tgme_widget_message_roundvideo [^>]*src=\"([^\"]+)\""),
    ("audio", r"<audio class=\"tgme_widget_message_voice [^>]*src=\"([^\"]+)\""),
    ("audio", r"tgme_widget_message_document_wrap\" href=\"([^\"]+)\">\s*<div class=\"[^\"]* audio\""),
    ("document", r"tgme_widget_message_document_wrap\" href=\"([^\"]+)\">\s*<div class=\"[^\"]*accent_bg\""),
    ("sticker", r"data-webp=\"([^\"]+)\""),
]


def posts(html: str) -> dict[int, tuple[datetime, str, list[tuple[str, str]]]]:
    """Number → when, text, media, for all that is not a service message."""
    blocks = re.split(r"(?=<div class=\"tgme_widget_message_wrap )", html)[1:]
    found = {}
    for block in blocks:
        head = re.search(r"<div class=\"(tgme_widget_message [^\"]*)\" data-post=\"\w+/(\d+)\"", block)
        if head and "service_message" not in head[1]:
            moment = re.search(r"class=\"tgme_widget_message_date\"[^>]*><time datetime=\"([^\"]+)\"", block)
            media = [(m.start(), kind, unescape(m[1])) for kind, regex in MEDIA for m in re.finditer(regex, block)]
            found[int(head[2])] = (datetime.fromisoformat(moment[1]), text(block), [m[1:] for m in sorted(media)])
    return found


def text(block: str) -> str:
    soup = BeautifulSoup(block, "html.parser")
    own = soup.select_one(".js-message_text")
    if not isinstance(own, Tag):
        return ""
    for br in own.find_all("br"):
        br.replace_with("\ue000")
    lines = re.sub(r"[ \t\r\n]+", " ", own.get_text()).split("\ue000")
    return "\n".join(line.strip(" ") for line in lines).strip()


@pytest.mark.parametrize("block", sorted(BLOCKS.glob("*.html")), ids=lambda p: p.stem)
def test_block(block: Path):
    html = block.read_text("utf-8")
    page = parse(f"<html>{html}</html>".encode(), "https://t.me/s/tchantest")
    assert {p.number: (p.posted, p.text, [(m.kind, m.url) for m in p.media]) for p in page.posts} == posts(html)
    assert page.nothing == ("tme_no_messages_found" in html)
    named = re.findall(r"forwarded_from_name\" href=\"([^\"]+)\"", html)
    assert [p.origin for p in page.posts if p.origin] == named


def test_a_real_page_becomes_evidence(site, add_source, crawl, store):
    html = PAGE.read_text("utf-8")
    nothing = '<section class="tgme_channel_history"><div class="tme_no_messages_found"></div></section>'
    served = {"/s/tchantest": html, "/s/tchantest?before=999980": nothing}
    site.in_the_way = lambda path: site.Answer(served[path].encode()) if path in served else None
    add_source("tchan", channel="tchantest")
    # The photos lie on a host that is not to be visited in a test: the way there ends at a proxy that says no.
    report = crawl(https_proxy=site.url)["tchan"]

    truth = posts(html)
    assert len(truth) == 16
    assert (report.pages, report.new, report.missing) == (2, 16, 0)
    evidence = {int(e.url.rpartition("/")[2]): e for e in store.evidence.all()}
    assert {n: (e.posted, e.text, [(m.kind, m.url) for m in e.media]) for n, e in evidence.items()} == truth
    for number, e in evidence.items():
        assert e.url == f"https://t.me/tchantest/{number}"
        assert e.posted.tzinfo == UTC
        bytes_ = store.archive.read(store.evidence.capture(e.payload))
        assert BeautifulSoup(bytes_, "html.parser").select_one(e.fragment)
    photos = {url for *_, media in truth.values() for kind, url in media if kind == "photo"}
    assert report.outcome.startswith(f"Finished, but for {len(photos)} photographs")
