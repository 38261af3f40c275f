import gzip
import json
import pickle
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from fuzzing import fuzz
from hypothesis import strategies as st

from crawlers.charset import decode
from crawlers.feed import READER
from crawlers.feed_items import feed_items, json_items
from crawlers.reader import Ask, Reading, Seen
from crawlers.sitemap import sitemap
from sinodik.records import Capture, digest
from sinodik.sources import Feed

WEB = Path(__file__).with_name("web")
FEEDS = WEB / "feeds"
URL = "https://kedrovka.example/feed/"
KEDROVKA = Feed(id="kedrovka", publisher="vesti", url=URL, timezone="Europe/Moscow")
SEEN = datetime(2023, 3, 12, 15, tzinfo=UTC)


def seen(body: bytes | str, ask: Ask | str = URL, *, url: str = "", mime: str = "text/xml") -> Seen:
    ask = Ask(ask) if isinstance(ask, str) else ask
    body = body.encode() if isinstance(body, str) else body
    capture = Capture(
        payload=digest(body.hex()), url=ask.url, at=SEEN, status=200, mime=mime, warc="1.warc.gz", offset=0, length=9
    )
    return Seen(ask, url or ask.url, 200, {"content-type": mime}, body, capture)


def posts(reading: Reading) -> list[tuple[object, ...]]:
    assert not reading.trouble
    return [
        (e.url, e.posted and e.posted.isoformat(), e.text, [m.url for m in e.media]) for e in reading.sight.evidence
    ]


ITEMS = {
    "rss.xml": [
        (
            "https://kedrovka.example/2023/03/skorbim/",
            "2023-03-12T11:30:00+00:00",
            "Скорбим: «Кедров»\nПогиб Кедров Иван.\nПохоронен в Липовке.",
            ["https://kedrovka.example/i/kedrov.jpg", "https://kedrovka.example/i/kedrov2.jpg"],
        ),
        (
            "https://kedrovka.example/2023/03/vtoroy/",
            "2023-03-11T06:00:00+00:00",
            "Без времени и без пояса\nПервая строка\nвторая строка",
            [],
        ),
        (f"https://kedrovka.example/lenta#{digest('g1')[:12]}", None, "Общая ссылка 1\nОдин", []),
        (f"https://kedrovka.example/lenta#{digest('g2')[:12]}", None, "Общая ссылка 2\nДва", []),
        (f"{URL}#{digest('g3')[:12]}", None, "Без ссылки\nТри", []),
    ],
    "atom.xml": [
        (
            "https://kedrovka.example/news/2023/1.html",
            "2023-03-12T11:30:00+00:00",
            "Память & скорбь\nПогиб Ольхов Семён.",
            ["https://kedrovka.example/news/2023/olhov.jpg"],
        ),
        ("https://kedrovka.example/news/2.html", "2023-03-11T12:00:00+00:00", "Вторая\nСтрока 1 < 2\nстрока 2", []),
    ],
    "rdf.xml": [("https://kedrovka.example/3", "2023-03-10T05:00:00+00:00", "Третья\nПогиб Дубов.", [])],
    "feed.json": [
        (
            "https://kedrovka.example/4",
            "2023-03-09T08:00:00+00:00",
            "Четвёртая\nПогиб Липов <1 & 2>\nв Липовке",
            ["https://kedrovka.example/i/lipov.jpg"],
        ),
        ("https://kedrovka.example/5", None, "Погиб Боров", []),
    ],
}


@pytest.mark.parametrize("name", ITEMS)
def test_a_feed_is_evidence(name):
    reading = READER.read(KEDROVKA, seen((FEEDS / name).read_bytes()))
    assert posts(reading) == ITEMS[name]
    assert not reading.follow
    assert {e.url for e in reading.sight.evidence} == reading.sight.shown


def test_the_declared_encoding_of_a_feed_may_be_right():
    text = (FEEDS / "atom.xml").read_text("utf-8")
    assert posts(READER.read(KEDROVKA, seen(text.encode("cp1251")))) == ITEMS["atom.xml"]


@pytest.mark.parametrize("name", ["rss.xml", "atom.xml", "rdf.xml"])
def test_the_fragment_finds_the_item(name):
    body = (FEEDS / name).read_bytes()
    for evidence in READER.read(KEDROVKA, seen(body)).sight.evidence:
        [item] = BeautifulSoup(decode(body), "xml").select(evidence.fragment)
        assert item.title.get_text()[:5] == evidence.title[:5]


def test_with_full_text_the_pages_are_followed_once():
    source = Feed(id="k", publisher="v", url=URL, full_text=True, match="/2023/", since=date(2023, 3, 12))
    reading = READER.read(source, seen((FEEDS / "rss.xml").read_bytes()))
    about = {"posted": "2023-03-12T11:30:00+00:00", "title": "Скорбим: «Кедров»"}
    assert reading.follow == (Ask("https://kedrovka.example/2023/03/skorbim/", "article", about, once=True),)
    assert posts(reading) == []


def test_the_feeds_date_stands_where_the_page_has_none():
    ask = Ask("https://kedrovka.example/a", "article", {"posted": "2023-03-12T11:30:00+00:00"}, once=True)
    page = "<html><body><h1>Скорбим</h1><main><p>Погиб Кедров Иван.</p></main></body></html>"
    assert posts(READER.read(KEDROVKA, seen(page, ask, mime="text/html"))) == [
        ("https://kedrovka.example/a", "2023-03-12T11:30:00+00:00", "Скорбим\nПогиб Кедров Иван.", [])
    ]
    assert READER.read(KEDROVKA, seen(b"%PDF-1.4", ask, mime="application/pdf")) == Reading()


def test_a_feed_that_breaks_off_keeps_all_but_its_last_item():
    body = (FEEDS / "rss.xml").read_bytes()
    reading = READER.read(KEDROVKA, seen(body[: body.index("Три".encode()) + 1]))
    assert reading.trouble == f"{URL} broke off before its end; the next crawl will read it again."
    assert posts(reading._replace(trouble=""))[:2] == ITEMS["rss.xml"][:2]
    assert len(reading.sight.evidence) == 4


def test_bad_xml_is_read_as_far_as_it_goes():
    body = (
        (FEEDS / "rss.xml").read_text("utf-8").replace("<description/>", "<description>A & B &nbsp; <b></description>")
    )
    body += "<script>counter()</script>"
    assert [p[0] for p in posts(READER.read(KEDROVKA, seen(body)))] == [p[0] for p in ITEMS["rss.xml"]]


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
)
RSS_BOMB = f"{BOMB}<rss version='2.0'><channel><item><title>&b;&f;</title></item></channel></rss>"
MAP_BOMB = f"{BOMB}<urlset><url><loc>https://kedrovka.example/&b;&f;</loc></url></urlset>"


@pytest.mark.parametrize(
    ("body", "trouble"),
    [
        ("", "is no feed and no sitemap: check “url”"),
        ("plain words", "is no feed and no sitemap"),
        ("<html><body>404</body></html>", "is no feed and no sitemap"),
        (
            '<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head></html>',
            "its feeds are https://kedrovka.example/rss",
        ),
        ("{", "is no feed that can be read"),
        ('{"items": 7}', "is no feed that can be read"),
        ("[" * 100_000, "is no feed that can be read"),
        (RSS_BOMB, "is no feed"),
        (MAP_BOMB, "is no feed"),
        (RSS_BOMB.encode("utf-16"), "is no feed"),
    ],
)
def test_what_is_no_feed(body, trouble):
    reading = READER.read(KEDROVKA, seen(body))
    assert trouble in reading.trouble
    assert not reading.follow
    assert reading.sight is None


@pytest.mark.parametrize(
    "text", ["<rss><channel><item><title>A</title></item></channel></rss>", "<rss version='2.0'><channel/></rss>"]
)
def test_an_empty_feed_is_a_feed(text):
    assert not READER.read(KEDROVKA, seen(text)).trouble


SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://kedrovka.example/old</loc><lastmod>2021-05-01</lastmod></url>
<url><loc> https://kedrovka.example/skorbim?a=1&amp;b=2 </loc><lastmod>2023-03-12</lastmod></url>
<url><loc><![CDATA[https://kedrovka.example/news/1]]></loc><news:news><news:publication><news:name>Вести</news:name></news:publication>
<news:publication_date>2023-03-13T10:00:00+03:00</news:publication_date><news:title>Скорбим</news:title></news:news></url>
<url><loc>javascript:alert(1)</loc></url><url/><!-- x -->
</urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://kedrovka.example/s1.xml.gz</loc><lastmod>2020-01-01</lastmod></sitemap>
<sitemap><loc>https://kedrovka.example/s2.xml.gz</loc></sitemap></sitemapindex>"""


def test_a_sitemap_leads_to_pages_the_newest_first():
    source = Feed(id="k", publisher="v", url=URL, since=date(2022, 2, 24))
    about = {"posted": "2023-03-13T07:00:00+00:00", "title": "Скорбим"}
    expected = (
        Ask("https://kedrovka.example/news/1", "article", about, once=True),
        Ask("https://kedrovka.example/skorbim?a=1&b=2", "article", once=True),
    )
    assert READER.read(source, seen(SITEMAP)).follow == expected
    assert READER.read(source, seen(gzip.compress(SITEMAP.encode()))).follow == expected


def test_an_index_leads_to_sitemaps():
    source = Feed(id="k", publisher="v", url=URL, since=date(2022, 2, 24))
    second = Ask("https://kedrovka.example/s2.xml.gz", "sitemap", {"depth": 1})
    assert READER.read(source, seen(INDEX)).follow == (second,)
    deep = READER.read(source, seen(INDEX, Ask(URL, "sitemap", {"depth": 2})))
    assert (deep.follow, "were not read" in deep.trouble) == ((), True)


def test_a_gzip_bomb_is_not_unpacked_whole():
    bomb = gzip.compress(b"<urlset>" + b" " * (200 << 20), 9)
    assert not READER.read(KEDROVKA, seen(bomb)).follow
    assert "is no feed" in READER.read(KEDROVKA, seen(b"\x1f\x8b rubbish")).trouble


def test_the_reader_can_be_sent_to_another_process():
    assert pickle.loads(pickle.dumps(READER)).first(KEDROVKA) == (Ask(URL),)


XML = st.sampled_from(
    [
        *"<rss> <channel> <item> </item> <title> </title> <link> <guid> <pubDate> <description> </rss>".split(),
        *["<rss version='2.0'>", "<![CDATA[", "]]>"],
        *[
            "<feed xmlns='http://www.w3.org/2005/Atom'>",
            "<entry>",
            "<content type='xhtml'>",
            "xml:base='http://['",
            "<updated>",
        ],
        *[
            "<urlset>",
            "<sitemapindex>",
            "<sitemap>",
            "<url>",
            "<loc>",
            "http://[::1",
            "&#0;",
            "&nbsp;",
            "&x;",
            "<?xml",
            "?>",
            "<!--",
        ],
        *[
            '{"items":[',
            '{"url":',
            "1e999",
            "]}",
            "9999-12-31T23:59:59-23:59",
            "Sun, 99 Mar 2023",
            "\x00",
            "\ud800",
            "<p>Погиб",
            "{",
            "}",
        ],
    ]
)


@fuzz(st.lists(XML | st.text(max_size=10), max_size=40).map("".join))
def test_any_text_is_read(text):
    READER.read(KEDROVKA, seen(text.encode("utf-8", "surrogatepass")))
    for read in (feed_items, json_items, sitemap):
        assert read(text, URL) == read(text, URL)


@fuzz(st.binary(max_size=400))
def test_any_bytes_are_read(body):
    READER.read(KEDROVKA, seen(body))
    READER.read(KEDROVKA, seen(body, Ask(URL, "article"), mime="text/html"))


@fuzz(
    st.recursive(
        st.none() | st.floats() | st.text(max_size=5),
        lambda x: (
            st.lists(x)
            | st.dictionaries(
                st.sampled_from(
                    ["items", "url", "id", "title", "content_html", "content_text", "image", "date_published"]
                ),
                x,
            )
        ),
        max_leaves=20,
    )
)
def test_any_json_is_read(value):
    READER.read(KEDROVKA, seen(json.dumps(value)))
