"""The site has the structure of Telegram's public previews, says that it is invented, and breaks on nothing."""

import re
from datetime import datetime

import httpx
import pytest
from parsel import Selector
from starlette.testclient import TestClient

from sinodik.demo.pages import PAGE_SIZE, as_html
from sinodik.demo.posts import Post
from sinodik.demo.site import create_app, serve
from sinodik.demo.world import World

NOTICES = ("вымышлен", "invented")


@pytest.fixture
def client(app) -> TestClient:
    return TestClient(app, base_url="http://127.0.0.1:9999")


def walk(client: TestClient, channel: str) -> list[Selector]:
    """Return every page of a channel, newest first, following the links to earlier ones."""
    pages, url = [], f"/s/{channel}"
    while url:
        pages.append(Selector(client.get(url).text))
        url = pages[-1].css("a.tme_messages_more::attr(href)").get()
    return pages


def text_of(message: Selector) -> str:
    found = message.css(".tgme_widget_message_text")
    parts = found.xpath(".//text()[not(ancestor::svg)] | .//br").getall() if found else []
    return "".join("\n" if p.startswith("<br") else p for p in parts).strip()


@pytest.mark.parametrize("moment", [1, 2])
def test_every_post_is_on_the_pages_as_it_is(world: World, moment):
    client = TestClient(create_app(world, moment), base_url="http://127.0.0.1:9999")
    for channel in world.channels:
        pages = walk(client, channel.name)
        messages = [m for page in reversed(pages) for m in page.css(".tgme_widget_message")]
        posts = [p for p in world.at(moment) if p.channel == channel.name]
        assert [len(p.css(".tgme_widget_message")) for p in pages[:-1]] == [PAGE_SIZE] * (len(pages) - 1)
        assert [seen(m) for m in messages] == [expected(p) for p in posts]


def seen(message: Selector) -> dict[str, object]:
    styles = message.css(".tgme_widget_message_photo_wrap::attr(style)").getall()
    return {
        "post": message.attrib["data-post"],
        "posted": datetime.fromisoformat(message.css("time::attr(datetime)").get("")),
        "text": text_of(message),
        "photos": [re.search(r"url\('([^']+)'\)", style)[1] for style in styles],
        "from": message.css(".tgme_widget_message_forwarded_from_name::attr(href)").get(),
        "service": "service_message" in message.attrib["class"],
        "edited": "edited" in "".join(message.css(".tgme_widget_message_meta::text").getall()),
    }


def expected(post: Post) -> dict[str, object]:
    return {
        "post": f"{post.channel}/{post.id}",
        "posted": post.posted,
        "text": post.text,
        "photos": [f"http://127.0.0.1:9999/file/{name}" for name in post.photos],
        "from": f"https://t.me/{post.forwarded[0]}/{post.forwarded[1]}" if post.forwarded else None,
        "service": post.service,
        "edited": post.edited,
    }


def test_every_page_says_that_all_is_invented(client: TestClient, world: World):
    urls = ["/", "/nobody", "/s/nobody", *(f"/s/{c.name}" for c in world.channels), "/s/sinodik_demo_ogon?before=1"]
    for url in urls:
        page = client.get(url).text
        assert all(notice in page for notice in NOTICES), url


@pytest.mark.parametrize("before", ["1", "0"])
def test_nothing_before_the_first_post(client: TestClient, before):
    page = Selector(client.get(f"/s/sinodik_demo_ogon?before={before}").text)
    assert page.css(".tme_no_messages_found::text").get() == "No posts found"
    assert not page.css(".tgme_widget_message, .tme_messages_more")


@pytest.mark.parametrize("before", ["", "x", "-3", "9" * 40, "٣", "1e3", "'\"><script>"])
def test_a_strange_place_to_begin(client: TestClient, before):
    page = client.get("/s/sinodik_demo_ogon", params={"before": before})
    assert page.status_code == 200
    assert "<script" not in page.text


HOSTILE = [
    ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("a & b \"c\" 'd'", "a &amp; b &#34;c&#34; &#39;d&#39;"),
    ("раз\nдва", "раз<br/>два"),
    ("{{ 7 * 7 }}", "{{ 7 * 7 }}"),
]


@pytest.mark.parametrize(("text", "html"), HOSTILE)
def test_hostile_text_is_escaped(text, html):
    assert as_html(text) == html


def test_emoji_are_pictures_with_their_own_text(client: TestClient, world: World):
    assert "<b>❤️</b>" in as_html("спасибо ❤️")
    emoji = {url for p in world.posts for url in re.findall(r"/static/emoji/\w+\.svg", as_html(p.text))}
    assert len(emoji) >= 10
    assert [url for url in sorted(emoji) if client.get(url).status_code != 200] == []


def test_nothing_on_the_pages_comes_from_elsewhere(client: TestClient, world: World):
    for url in ["/", *(f"/s/{c.name}" for c in world.channels)]:
        page = Selector(client.get(url).text)
        loaded = page.css("img::attr(src), script::attr(src), link[rel=stylesheet]::attr(href)").getall()
        loaded += re.findall(r"url\('([^']+)'\)", " ".join(page.css("[style]::attr(style)").getall()))
        assert all(u.startswith(("/", "http://127.0.0.1:9999/")) and not u.startswith("//") for u in loaded)
        for path in sorted(set(loaded))[:4]:
            assert client.get(path).status_code == 200


def test_pictures_robots_and_a_post_of_its_own(client: TestClient, world: World):
    candle = next(n for n, p in world.pictures.items() if p.shows == "candle")
    answer = client.get(f"/file/{candle}")
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.content == client.get(f"/file/{candle}").content
    assert client.get("/file/../world.py").status_code == 404
    assert client.get("/", headers={"host": "example.org"}).status_code == 400
    assert "Disallow" not in client.get("/robots.txt").text
    post = world.at(1)[10]
    page = Selector(client.get(f"/{post.channel}/{post.id}").text)
    assert page.css(".tgme_widget_message::attr(data-post)").getall()[-1] == f"{post.channel}/{post.id}"


def test_serve_and_advance(world: World):
    gone = next(p for p in world.at(1) if p.until == 1 and p.channel == "sinodik_demo_ogon")
    with serve(world) as site:
        assert site.url.startswith("http://127.0.0.1:")
        address = f"{site.url}/s/{gone.channel}?before={gone.id + 1}"
        assert f'data-post="{gone.channel}/{gone.id}"' in httpx.get(address).text
        site.advance()
        assert f'data-post="{gone.channel}/{gone.id}"' not in httpx.get(address).text
    with pytest.raises(httpx.ConnectError):
        httpx.get(site.url)
