import pickle
from datetime import UTC, datetime

import msgspec
import pytest
from fuzzing import fuzz
from hypothesis import strategies as st

from crawlers.reader import Ask, Seen
from crawlers.selector import READER, dated
from sinodik.errors import BadConfiguration
from sinodik.records import Capture, digest
from sinodik.sources import ArticlePage, ListPage, Selector, load

HOME = "http://pamyat.example/list.php"
LIST = ListPage(item="div.news", link="a.title", next="a.older")
ARTICLE = ArticlePage(
    text="div.body",
    title="h2",
    date="span.when",
    date_format="%d %B %Y г. %H:%M",
    remove=("div.share",),
    photo="div.body img",
)
PAMYAT = Selector(
    id="pamyat", publisher="p", urls=(HOME,), list=LIST, article=ARTICLE, timezone="Asia/Yekaterinburg", pages=3
)
SEEN = datetime(2023, 3, 12, 15, tzinfo=UTC)
PAGE = """<html><body>{}</body></html>"""
NEWS = """<div class="news"><a class="title" href="show.php?id=1&utm_source=x">Скорбим</a> <a href="/x">x</a></div>
<div class="news"><a class="title" href="show.php?id=2">Память</a></div>
<div class="news"><a class="title" href="https://elsewhere.example/">Реклама</a></div>
<a class="older" href="?p=2">Старше</a>"""
POST = """<h2> Скорбим:  <b>Кедров</b> </h2><span class="when">12 марта 2023 г. 14:30</span>
<div class="body"><p>Погиб Кедров Иван.</p><p>Похоронен 14 марта 2023 года.<img src="k.jpg"></p>
<div class="share">Делись</div></div>
<div class="body">Вторая часть.<div class="body">Внутри неё.</div></div>"""


def seen(body: bytes | str, ask: Ask) -> Seen:
    body = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    capture = Capture(
        payload=digest(body.hex()), url=ask.url, at=SEEN, status=200, mime="", warc="1.warc.gz", offset=0, length=9
    )
    return Seen(ask, ask.url, 200, {"content-type": "text/html"}, body, capture)


FIRST = Ask(HOME, "page", {"number": 1})
SHOW = Ask("http://pamyat.example/show.php?id=1", "article", once=True)


def test_a_list_leads_to_articles_and_back():
    assert READER.first(PAMYAT) == (FIRST,)
    reading = READER.read(PAMYAT, seen(PAGE.format(NEWS), FIRST))
    assert reading.follow == (SHOW, Ask("http://pamyat.example/show.php?id=2", "article", once=True))
    assert reading.earlier == Ask("http://pamyat.example/list.php?p=2", "page", {"number": 2})
    third = READER.read(PAMYAT, seen(PAGE.format(NEWS), Ask(HOME, "page", {"number": 3})))
    assert third.earlier is None


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-r"])
def test_an_article(encoding):
    [found] = READER.read(PAMYAT, seen(PAGE.format(POST).encode(encoding), SHOW)).sight.evidence
    text = "Скорбим: Кедров\nПогиб Кедров Иван.\nПохоронен 14 марта 2023 года.\nВторая часть.\nВнутри неё."
    assert (found.url, found.text, found.title) == (SHOW.url, text, "Скорбим: Кедров")
    assert found.posted == datetime(2023, 3, 12, 9, 30, tzinfo=UTC)
    assert [m.url for m in found.media] == ["http://pamyat.example/k.jpg"]
    assert (found.source, found.publisher, found.seen) == ("pamyat", "p", SEEN)


def test_without_a_list_the_pages_are_articles():
    source = Selector(id="p", publisher="p", urls=(HOME,), article=ArticlePage(text="li"))
    [ask] = READER.first(source)
    assert (ask.role, ask.once) == ("article", False)
    [found] = READER.read(source, seen("<h1>Память</h1><ul><li>Кедров Иван<li>Ольхов Пётр</ul>", ask)).sight.evidence
    assert (found.text, found.posted) == ("Память\nКедров Иван\nОльхов Пётр", None)


@pytest.mark.parametrize(
    ("list_", "article", "trouble"),
    [
        ({"item": "div.newz"}, {}, f"“list.item” = “div.newz” found nothing on {HOME}; near it the page has .news."),
        ({"link": "a.headline"}, {}, "“list.link” = “a.headline” found nothing on"),
        ({"item": "", "link": "a[href^='https://elsewhere']"}, {}, "found no links to the site's own pages"),
        (
            {},
            {"text": "div.bodi"},
            f"“article.text” = “div.bodi” found nothing on {SHOW.url}; near it the page has .body.",
        ),
        ({}, {"text": "div.body img"}, "“article.text” = “div.body img” found only empty elements"),
        ({}, {"date": "time"}, "“article.date” = “time” found nothing on"),
        (
            {},
            {"date_format": "%Y"},
            f"The date “12 марта 2023 г. 14:30” on {SHOW.url} was not understood: it does not fit",
        ),
        ({}, {"date": "h2", "date_format": ""}, "was not understood: set “article.date_format”"),
    ],
)
def test_a_selector_that_finds_nothing_says_what_is_there(list_, article, trouble):
    change = msgspec.structs.replace
    source = change(PAMYAT, list=change(LIST, **list_), article=change(ARTICLE, **article))
    body, ask = (PAGE.format(POST), SHOW) if article else (PAGE.format(NEWS), FIRST)
    reading = READER.read(source, seen(body, ask))
    assert trouble in reading.trouble
    kept = reading.sight.evidence if reading.sight else ()
    assert len(kept) == ("not understood" in trouble), "a post is kept without its date"


def test_a_page_made_in_the_browser():
    trouble = READER.read(PAMYAT, seen('<html><body><script src="app.js"></script></body></html>', SHOW)).trouble
    assert "is it made by a script in the browser?" in trouble


@pytest.mark.parametrize(
    ("text", "form", "zone", "expected"),
    [
        ("12 марта 2023", "%d %B %Y", "", "2023-03-12T12:00:00+00:00"),
        ("12 мар. 2023, 01:30", "%d %b %Y, %H:%M", "Asia/Kamchatka", "2023-03-11T13:30:00+00:00"),
        ("12 мая 2023 01:30", "%d %B %Y %H:%M", "", "2023-05-12T12:00:00+00:00"),
        ("12.03.23 01:30 +0300", "%d.%m.%y %H:%M %z", "", "2023-03-11T22:30:00+00:00"),
        ("вчера", "%d.%m.%Y", "", None),
        ("31.02.2023", "%d.%m.%Y", "", None),
    ],
)
def test_dates(text, form, zone, expected):
    found = dated(text, form, zone)
    assert (found and found.isoformat()) == expected


TOML = """kind = "selector"
publisher = "pamyat"
urls = ["http://pamyat.example/list.php"]
timezone = "Asia/Yekaterinburg"
[list]
link = "a.title"
[article]
text = "div.body"
"""


@pytest.mark.parametrize(
    ("was", "now", "wrong"),
    [
        ("a.title", "a[title", "“a\\[title” is no CSS selector"),
        ("div.body", "", "text"),
        ("Asia/Yekaterinburg", "Asia/Ekaterinburg", "there is no time zone"),
        ("http://pamyat.example/list.php", "pamyat.example", "urls"),
        ("link =", "linck =", "did you mean “link”"),
    ],
)
def test_a_mistake_in_the_file_is_told_of(workspace, was, now, wrong):
    (workspace / "sources" / "pamyat.toml").write_text(TOML)
    assert load(workspace)[-1] == Selector(
        id="pamyat",
        publisher="pamyat",
        urls=(HOME,),
        timezone="Asia/Yekaterinburg",
        list=ListPage(link="a.title"),
        article=ArticlePage(text="div.body"),
    )
    (workspace / "sources" / "pamyat.toml").write_text(TOML.replace(was, now))
    with pytest.raises(BadConfiguration, match=wrong):
        load(workspace)


def test_the_reader_can_be_sent_to_another_process():
    assert pickle.loads(pickle.dumps(READER)).first(PAMYAT) == (FIRST,)


HTML = st.sampled_from(
    [
        *[
            "<div class=news>",
            "<a class=title href='",
            "'>",
            "<a class=older href=",
            "<div class=body>",
            "</div>",
            "<h2>",
        ],
        *["<span class=when>", "<base href="],
        *[
            "<link rel=canonical href=http://[",
            "Погиб",
            "12 марта 2023 г. 14:30",
            "99 мая 9999 г. 25:61",
            "\x00",
            "\ud800",
            "<img src=",
        ],
    ]
)


@fuzz(
    st.lists(HTML | st.text(max_size=10), max_size=30).map("".join) | st.binary(max_size=300),
    st.sampled_from([FIRST, SHOW]),
)
def test_anything_is_read(body, ask):
    reading = READER.read(PAMYAT, seen(body, ask))
    assert reading == READER.read(PAMYAT, seen(body, ask))
