import json
from datetime import datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from crawlers.telegram_page import Page, Post, parse
from crawlers.telegram_text import text_of
from sinodik.records import Media

PAGES = Path(__file__).with_name("pages")
TEXTS = (PAGES / "texts.html").read_bytes()


def expected(path: Path) -> Page:
    raw = json.loads(path.read_text("utf-8"))
    posts = tuple(
        Post(
            "kedrovka",
            p["number"],
            datetime.fromisoformat(p["posted"]) if p["posted"] else None,
            p["text"],
            tuple(Media(*m) for m in p["media"]),
            p["origin"],
        )
        for p in raw["posts"]
    )
    return Page(**(raw | {"posts": posts, "shown": frozenset(raw["shown"])}))


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.html")), ids=lambda p: p.stem)
def test_page(page: Path):
    assert parse(page.read_bytes(), "http://localhost:8000/s/kedrovka") == expected(page.with_suffix(".json"))


def test_addresses_do_not_depend_on_who_serves_the_page():
    post = parse(TEXTS, "http://localhost:8000/s/kedrovka").posts[0]
    assert post.url == "https://t.me/kedrovka/11"
    assert post.fragment == '[data-post="kedrovka/11"]'


TEXT_CASES = [
    ("a<br>b<br/>c", "a\nb\nc"),
    ("  a \n  b\t c  ", "a b c"),
    ("a <br> b", "a\nb"),
    ("<p>a</p><p>b</p>", "a\nb"),
    ("a<br><blockquote>b</blockquote><br>c", "a\nb\n\nc"),
    ("a\x1eb", "a b"),
    ("a&nbsp;b", "a\xa0b"),
    ("1990&#8211;2023", "1990–2023"),
    ("<script>x</script>a<style>y</style>", "a"),
    ("<tg-emoji emoji-id='1'><i class='emoji'><b>🕯</b></i></tg-emoji>a", "🕯a"),
    ("<?pi?>a<!-- b -->c", "ac"),
    ("", ""),
]


@pytest.mark.parametrize(("html", "text"), TEXT_CASES)
def test_text(html: str, text: str):
    assert text_of(lxml_html.fromstring(f"<div>{html}</div>")) == text


def test_depth_is_no_danger():
    deep = b'<div data-post="kedrovka/1"><div class="tgme_widget_message_text">' + b"<b>" * 30_000 + b"x</html>"
    assert [p.number for p in parse(deep, "https://t.me/s/kedrovka").posts] == [1]


def check(page: Page) -> None:
    """What holds for a page made of any bytes: it can be stored, and every post has its place."""
    assert {p.number for p in page.posts} <= page.shown
    for post in page.posts:
        msgspec.json.encode(post)
        post.text.encode()
        assert all(m.url.startswith(("http://", "https://")) for m in post.media)


@given(st.data())
def test_mutilated_pages_do_no_harm(data: st.DataObject):
    page = (PAGES / data.draw(st.sampled_from(["texts.html", "media.html", "broken.html"]))).read_bytes()
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(page)))
        end = data.draw(st.integers(start, min(len(page), start + 400)))
        other = data.draw(st.integers(0, len(page)))
        patch = data.draw(
            st.sampled_from([b"", b"\x00", b"\xff\xfe", b"<", b"&#xD800;", b"\xed\xa0\x80", page[other : other + 200]])
        )
        page = page[:start] + patch + page[end:]
    check(parse(page, "https://t.me/s/kedrovka"))


@given(st.binary(max_size=400))
def test_any_bytes_are_a_page(body: bytes):
    check(parse(body, "https://t.me/s/kedrovka"))
