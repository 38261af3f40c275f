"""A page in ``web/articles`` and what is to be read from it. To add a case, add a pair of files."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from fuzzing import fuzz
from hypothesis import strategies as st

from crawlers.article import Article, article, compose, excerpt
from crawlers.charset import decode

PAGES = sorted((Path(__file__).with_name("web") / "articles").glob("*.html"))


def read(page: Path, zone: str = "Europe/Moscow") -> Article | None:
    return article(decode(page.read_bytes(), "text/html"), f"https://kedrovka.example/news/{page.stem}", zone)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_page(page: Path):
    expected = json.loads(page.with_suffix(".json").read_text("utf-8"))
    if expected is not None:
        posted = expected["posted"] and datetime.fromisoformat(expected["posted"])
        text, photos = "\n".join(expected["text"]), tuple(expected["photos"])
        expected = Article(expected["url"], expected["title"], posted, text, photos)
    assert read(page) == expected


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_what_changes_daily_around_an_article_does_not_change_it(page: Path):
    html = decode(page.read_bytes(), "text/html")
    other = (
        html.replace("Просмотров: 1 204", "Просмотров: 9 871")
        .replace("Просмотров: 87", "Просмотров: 88")
        .replace("3 комментария", "41 комментарий")
        .replace("Светлая память</li>", "Светлая память</li><li>Помним</li>")
        .replace("Погода на завтра", "Гороскоп")
        .replace("Открылась выставка", "Закрылась выставка")
        .replace("Прочитано 512 раз", "Прочитано 513 раз")
        .replace("Другая новость", "Совсем другая новость")
        .replace("Ремонт дороги завершён", "Ремонт дороги начат")
        .replace("Купите окна", "Купите двери")
        .replace("Засуха в районе", "Дожди в районе, по словам синоптиков, продлятся до конца месяца")
        .replace("как сажать картофель", "как сажать лук, чтобы он рос всё лето и не болел")
        .replace("Сегодня: 514", "Сегодня: 1")
    )
    address = f"https://kedrovka.example/news/{page.stem}"
    assert article(other, address) == article(html, address)


def test_the_day_is_kept_where_the_time_zone_is_not_known():
    [bitrix] = [p for p in PAGES if p.stem == "bitrix"]
    assert read(bitrix, "").posted.isoformat() == "2023-04-05T12:00:00+00:00"
    assert read(bitrix, "Asia/Vladivostok").posted.isoformat() == "2023-04-05T06:40:00+00:00"


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("https://kedrovka.example/a", "https://kedrovka.example/a"),
        ("/a?utm_source=vk&id=5#top", "https://m.kedrovka.example/a?id=5"),
        ("https://www.kedrovka.example/a", "https://www.kedrovka.example/a"),
        ("https://elsewhere.example/a", "https://m.kedrovka.example/b"),  # nobody speaks for another site
        ("/", "https://m.kedrovka.example/b"),  # a broken template
        ("javascript:1", "https://m.kedrovka.example/b"),
        ("", "https://m.kedrovka.example/b"),
    ],
)
def test_the_address_that_a_page_goes_by(canonical, url):
    html = f'<html><head><link rel="canonical" href="{canonical}"></head><body><main><p>Погиб Кедров.</p></main>'
    assert article(html, "https://m.kedrovka.example/b").url == url


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("Читайте также: Открылась выставка", False),
        ("Просмотров: 1 204", False),
        ("Комментарии (3)", False),
        ("Комментарий главы района: «Погиб Кедров Иван».", True),
        ("Ранее сообщалось, что погиб Кедров Иван.", True),
        ("Далее его перевели в Липовку.", True),
        ("Запись Скорбим впервые появилась на Вести Кедровки.", False),
        ("The post Скорбим appeared first on Вести Кедровки.", False),
        ("Подробнее →", False),
    ],
)
def test_lines_that_lead_away(line, stays):
    assert compose("Скорбим", ["Погиб Кедров.", line]) == "\n".join(["Скорбим", "Погиб Кедров.", *[line] * stays])


def test_an_excerpt():
    html = '<p>Погиб <b>Кедров</b><br>Иван</p><img src="a.jpg"><img src="b.gif"><img src="c.jpg" width="1">'
    assert excerpt("Скорбим", html, "https://k.example/1/") == (
        "Скорбим\nПогиб Кедров\nИван",
        ("https://k.example/1/a.jpg",),
    )


CONTROLS = ["\x1f", "&#31;", "&#x0B;", "\ufffe", "&#xFFFF;"]


@pytest.mark.parametrize("control", CONTROLS)
def test_a_character_that_xml_has_no_place_for_is_a_gap(control: str):
    html = f"<p>{control}<script></script>Погиб{control}житель Кедровки.</p>"
    assert article(html, "https://kedrovka.example/1").text == "Погиб житель Кедровки."


PIECES = st.sampled_from(
    [
        *"<div> </div> <p> <article> <main class=entry-content> <h1> <table><tr><td>".split(" "),
        "<time datetime=2023-01-01T00:00:00>",
        *[
            "Погиб Кедров. ",
            "<script type=application/ld+json>[{",
            '"@type":"NewsArticle","datePublished":"',
            "</script>",
        ],
        *[
            "<img src=",
            "\x00",
            "<!--",
            "]]>",
            "&#0;",
            "<base href='http://[",
            "<link rel=canonical href=//",
            "<ul><li>",
            "12.03.2023",
        ],
        *[
            "<meta property=article:published_time content=9999-12-31T23:59:59-23:00>",
            "<form>",
            "<svg>",
            "\ud800",
            "</body>",
        ],
    ]
)


@fuzz(st.lists(PIECES | st.text(max_size=20), max_size=40).map("".join))
def test_any_page_is_read(html):
    found = article(html, "https://kedrovka.example/1")
    assert found == article(html, "https://kedrovka.example/1")
    assert found is None or found.text
