import json
import pickle
from datetime import UTC, date, datetime

import pytest
from fuzzing import fuzz
from hypothesis import strategies as st

from crawlers.news import READER, looks_like_article
from crawlers.reader import Ask, Seen
from sinodik.records import Capture, digest
from sinodik.sources import News

HOME = "https://kedrovka.example/news/"
KEDROVKA = News(id="kedrovka", publisher="vesti", urls=(HOME,))
SEEN = datetime(2023, 3, 12, 15, tzinfo=UTC)
FIRST = Ask(HOME, "page", {"number": 1})


def seen(body: bytes | str, ask: Ask = FIRST, **headers: str) -> Seen:
    body = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    capture = Capture(
        payload=digest(body.hex()), url=ask.url, at=SEEN, status=200, mime="", warc="1.warc.gz", offset=0, length=9
    )
    return Seen(ask, ask.url, 200, {"content-type": "text/html"} | headers, body, capture)


def page(*hrefs: str, head: str = "", more: str = "") -> str:
    links = "".join(f'<li><a href="{href}">…</a></li>' for href in hrefs)
    return f"<!DOCTYPE html><html><head>{head}</head><body><ul>{links}</ul>{more}</body></html>"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/2023/03/12/prostilis-s-zemlyakom/", True),
        ("/news/2023-03-12/skorbim", True),
        ("/news/184512/", True),
        ("/news/prostilis-s-pogibshim-zemlyakom.html", True),
        ("/index.php?newsid=812", True),
        ("/news/?ELEMENT_ID=812", True),
        (
            "/%D0%BF%D0%BE%D0%B3%D0%B8%D0%B1-%D0%BD%D0%B0%D1%88-%D0%B7%D0%B5%D0%BC%D0%BB%D1%8F%D0%BA-%D0%B8%D0%B2%D0%B0%D0%BD",
            True,
        ),
        ("/", False),
        ("/news/", False),
        ("/category/novosti-nashego-rayona-i-sela/", False),
        ("/tag/2023/", False),
        ("/upload/2023/03/12/plan-raboty-na-god.pdf", False),
        ("/about/nasha-redaktsiya-i-kontakty", False),
        ("/news/page/20234/", False),
    ],
)
def test_what_looks_like_an_article(address, expected):
    assert looks_like_article("https://kedrovka.example" + address) is expected


def test_a_list_leads_to_articles_and_back_in_time():
    more = '<div class="pages"><span>1</span><a href="?PAGEN_1=2">Следующая »</a></div>'
    body = page(
        "/news/184512/", "/news/184512/#comments", "/about/", "https://elsewhere.example/news/184513/", more=more
    )
    reading = READER.read(KEDROVKA, seen(body))
    assert reading.follow == (Ask("https://kedrovka.example/news/184512/", "article", once=True),)
    assert reading.earlier == Ask("https://kedrovka.example/news/?PAGEN_1=2", "page", {"number": 2})
    last = READER.read(KEDROVKA, seen(body, Ask(HOME + "?PAGEN_1=9", "page", {"number": 10})))
    assert (len(last.follow), last.earlier) == (1, None)


@pytest.mark.parametrize(
    "more",
    [
        '<a rel="next" href="/news/page/2/">2</a>',
        '<a class="next page-numbers" href="/news/page/2/"><i></i></a>',
        '<li class="pager-next"><a href="/news/page/2/">2</a></li>',
        '<a href="/news/page/2/">Ранее</a>',
        '<a href="https://elsewhere.example/" rel="next">2</a><a href="/news/page/2/">›</a>',
    ],
)
def test_the_way_to_the_page_before(more):
    reading = READER.read(KEDROVKA, seen(page("/news/184512/", more=more)))
    assert reading.earlier.url == "https://kedrovka.example/news/page/2/"


def test_the_operators_pattern_decides():
    source = News(id="k", publisher="v", urls=(HOME,), match=r"/pamyat/\w+$")
    reading = READER.read(source, seen(page("/news/184512/", "/pamyat/kedrov")))
    assert [a.url for a in reading.follow] == ["https://kedrovka.example/pamyat/kedrov"]
    nothing = READER.read(source, seen(page("/news/184512/", "/x")))
    assert nothing.trouble == (
        f"None of the 2 links on {HOME} matches “match”, such as https://kedrovka.example/news/184512/."
    )
    assert "looks like an article" in READER.read(KEDROVKA, seen(page("/x"))).trouble
    assert READER.read(KEDROVKA, seen("")).trouble == f"{HOME} is empty."


FEED = '<link rel="alternate" type="application/rss+xml" href="/%s">'


def test_a_feed_that_the_site_names_leads_to_its_pages():
    head = FEED % "comments/feed/" + FEED % "feed/"
    reading = READER.read(KEDROVKA, seen(page(head=head)))
    ask = Ask("https://kedrovka.example/feed/", "feed")
    assert reading.follow == (ask,)
    rss = """<rss version="2.0"><channel><item><link>https://kedrovka.example/a</link><title>А</title></item>
    <item><link>https://elsewhere.example/b</link><title>Б</title></item></channel></rss>"""
    assert [a.url for a in READER.read(KEDROVKA, seen(rss, ask)).follow] == ["https://kedrovka.example/a"]


WORDPRESS = '<link rel="https://api.w.org/" href="https://kedrovka.example/wp-json/">' + FEED % "feed/"
CATEGORY = '<link rel="alternate" type="application/json" href="https://kedrovka.example/wp-json/wp/v2/categories/5">'
POSTS = "https://kedrovka.example/wp-json/wp/v2/posts?per_page=100&_fields=id,date_gmt,link,title,content,jetpack_featured_media_url"


def wordpress_post(number: int) -> dict[str, object]:
    return {
        "id": number,
        "date_gmt": "2023-03-12T08:15:00",
        "link": f"https://kedrovka.example/2023/{number}/",
        "title": {"rendered": "Скорбим: &#171;Кедров&#187;"},
        "content": {
            "rendered": "<p>Погиб Кедров Иван.</p>\n<div class='sharedaddy sharing'>Поделиться</div>",
            "protected": False,
        },
    }


@pytest.mark.parametrize(
    ("head", "since", "address"),
    [
        (WORDPRESS, None, POSTS + "&page=1"),
        (WORDPRESS + CATEGORY, date(2022, 2, 24), POSTS + "&categories=5&after=2022-02-24T00:00:00&page=1"),
        (
            WORDPRESS.replace("/wp-json/", "/index.php?rest_route=/"),
            None,
            POSTS.replace("/wp-json/wp/v2/posts?", "/index.php?rest_route=/wp/v2/posts&") + "&page=1",
        ),
    ],
)
def test_wordpress_is_asked_for_its_posts(head, since, address):
    source = News(id="k", publisher="v", urls=(HOME,), since=since)
    reading = READER.read(source, seen(page("/news/184512/", head=head)))
    assert reading.follow == (Ask(address, "posts", {"number": 1}),)


def test_wordpress_can_be_left_alone():
    source = News(id="k", publisher="v", urls=(HOME,), wordpress=False)
    reading = READER.read(source, seen(page("/news/184512/", head=WORDPRESS)))
    assert [a.role for a in reading.follow] == ["feed", "article"]


def test_posts_of_wordpress_are_evidence():
    ask = Ask(POSTS + "&page=1", "posts", {"number": 1})
    elsewhere = wordpress_post(3) | {"link": "https://elsewhere.example/"}
    body = json.dumps([wordpress_post(1), wordpress_post(2), elsewhere, {"id": 4}, 5])
    reading = READER.read(KEDROVKA, seen(body, ask, **{"x-wp-totalpages": "2"}))
    first, second = reading.sight.evidence
    assert (first.url, first.text) == ("https://kedrovka.example/2023/1/", "Скорбим: «Кедров»\nПогиб Кедров Иван.")
    assert (first.posted, first.fragment, second.fragment) == (datetime(2023, 3, 12, 8, 15, tzinfo=UTC), "/0", "/1")
    assert reading.earlier == Ask(POSTS + "&page=2", "posts", {"number": 2})
    assert READER.read(KEDROVKA, seen(body, reading.earlier, **{"x-wp-totalpages": "2"})).earlier is None
    assert READER.read(KEDROVKA, seen(body, ask)).earlier is None, "fewer than a hundred: the last page"
    assert READER.read(KEDROVKA, seen(json.dumps([wordpress_post(n) for n in range(100)]), ask)).earlier
    refused = READER.read(KEDROVKA, seen('{"code":"rest_forbidden"}', ask))
    assert "set wordpress = false" in refused.trouble


def test_the_sitemaps_that_robots_txt_names():
    source = News(id="k", publisher="v", urls=(HOME,), sitemap=True, match="/news/")
    robots = Ask("https://kedrovka.example/robots.txt", "robots")
    assert READER.first(source) == (FIRST, robots)
    text = (
        "User-agent: *\nDisallow:\nSitemap: https://kedrovka.example/s.xml\nsitemap: https://elsewhere.example/s.xml\n"
    )
    ask = Ask("https://kedrovka.example/s.xml", "sitemap")
    assert READER.read(source, seen(text, robots)).follow == (ask,)
    assert "names no sitemap" in READER.read(source, seen("User-agent: *", robots)).trouble
    urls = "".join(
        f"<url><loc>{u}</loc></url>" for u in (HOME + "1", "https://kedrovka.example/2", "https://x.example/news/")
    )
    assert [a.url for a in READER.read(source, seen(f"<urlset>{urls}</urlset>", ask)).follow] == [HOME + "1"]


def test_the_reader_can_be_sent_to_another_process():
    assert pickle.loads(pickle.dumps(READER)).first(KEDROVKA) == (FIRST,)


HTML = st.sampled_from(
    [
        *[
            "<link rel='https://api.w.org/' href='",
            "<link rel=next href=",
            "<a href='",
            "'>",
            "http://[",
            "//kedrovka.example/12345",
            "</a>",
        ],
        *[
            "<base href=",
            "Дальше",
            '[{"link":"',
            '"}]',
            '"content":{"rendered":',
            "Sitemap: ",
            "\x00",
            "\ud800",
            "<urlset><url><loc>",
            "<rss>",
        ],
    ]
)


@fuzz(
    st.lists(HTML | st.text(max_size=10), max_size=30).map("".join) | st.binary(max_size=300),
    st.sampled_from(["page", "article", "posts", "robots", "sitemap", "feed"]),
)
def test_anything_is_read(body, role):
    for ask in READER.read(KEDROVKA, seen(body, Ask(HOME, role))).follow:
        assert ask.url.startswith(("http://", "https://"))
