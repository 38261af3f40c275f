from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from fuzzing import HTML, fuzz, harmless, mutilated
from hypothesis import strategies as st

from crawlers.reader import Ask, Reading, Seen
from crawlers.vk_mobile import READER, parse
from sinodik.errors import BadConfiguration
from sinodik.records import Capture, Media
from sinodik.sources import VkMobile, load

PAGE = (Path(__file__).parent / "vk" / "mobile.html").read_bytes()
AT = datetime(2023, 3, 11, 9, tzinfo=UTC)
SOURCE = VkMobile(id="kedrovka", publisher="kedrovka", domain="kedrovka", experimental=True)


def read(body: bytes, offset: int = 0) -> Reading:
    capture = Capture(payload="0" * 64, url="u", at=AT, status=200, mime="text/html", warc="w", offset=0, length=1)
    return READER.read(SOURCE, Seen(Ask("u", about={"offset": offset}), SOURCE.url, 200, {}, body, capture))


POSTS = [
    (
        "https://vk.com/wall-4411_1203",
        datetime(2023, 3, 9, 7, 30, tzinfo=UTC),
        "Простились с земляком.\n\nКедров Пётр Ильич погиб 9\xa0марта 🕯 Похороны в Кедровке.",
        (
            Media("photo", "https://sun9-1.userapi.example/o.jpg?sign=1"),
            Media("video", "https://vk.com/video-4411_66"),
            Media("document", "https://vk.com/doc55_9"),
        ),
        "",
    ),
    (
        "https://vk.com/wall-4411_1201",
        datetime(2023, 3, 10, 6, 5, tzinfo=UTC),
        "Вечная память.\n\nПогиб выпускник Липов Илья.",
        (),
        "https://vk.com/wall-60_12",
    ),
    ("https://vk.com/wall-4411_1195", None, "", (), ""),
]


def test_a_wall():
    reading = read(PAGE)
    assert [(e.url, e.posted, e.text, e.media, e.origin) for e in reading.sight.evidence] == POSTS
    assert {e.title for e in reading.sight.evidence} == {"Кедровка сегодня"}
    assert reading.sight.shown == {url for url, *_ in POSTS}
    assert reading.sight.span is None
    assert BeautifulSoup(PAGE, "html.parser").select_one(reading.sight.evidence[0].fragment)


@pytest.mark.parametrize(("offset", "after"), [(0, 10), (10, 20), (20, None)])
def test_paging(offset: int, after: int | None):
    earlier = read(PAGE, offset).earlier
    wanted = after and Ask(f"https://m.vk.com/kedrovka?offset={after}&own=1", about={"offset": after})
    assert earlier == wanted


@pytest.mark.parametrize("body", [b"", b"<html><body>login</body></html>", b"\xff\x00"])
def test_no_wall(body: bytes):
    reading = read(body)
    assert reading.sight is None
    assert "shows no wall" in reading.trouble


@pytest.mark.parametrize("body", [b"", b"experimental = false\n"])
def test_it_must_be_asked_for(workspace, body: bytes):
    text = b"kind = 'vk_mobile'\npublisher = 'k'\ndomain = 'kedrovka'\n"
    (workspace / "sources" / "k.toml").write_bytes(text + body)
    with pytest.raises(BadConfiguration, match="set experimental = true"):
        load(workspace)


@fuzz(mutilated(PAGE, patches=HTML) | st.binary(max_size=300))
def test_any_page_does_no_harm(body: bytes):
    harmless(parse(body, SOURCE.url, AT).posts)


def test_posts_inside_posts_are_read_apart():
    inner = b'<div class="wall_item" data-post-id="-1_%d"><div class="pi_text">%d'
    page = parse(b"".join(inner % (n, n) for n in range(1, 2000)), SOURCE.url, AT)
    assert {p.number: p.text for p in page.posts if p.number < 100} == {n: str(n) for n in range(1, 100)}
