import json
from datetime import datetime
from pathlib import Path

import pytest
from fuzzing import HTML, fuzz, harmless, mutilated
from hypothesis import strategies as st
from lxml import html as lxml_html

from crawlers.telegram_page import Page, Post, parse
from crawlers.telegram_text import text_of
from sinodik.records import Media

PAGES = Path(__file__).with_name("pages")
TEXTS = (PAGES / "texts.html").read_bytes()
HARMED = [(PAGES / f"{name}.html").read_bytes() for name in ("texts", "media", "broken")]


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


@fuzz(mutilated(*HARMED, patches=HTML, longest=400) | st.binary(max_size=400))
def test_any_page_does_no_harm(body: bytes):
    page = parse(body, "https://t.me/s/kedrovka")
    assert {p.number for p in page.posts} <= page.shown, "every post has its place"
    harmless(page.posts)
