from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from fuzzing import HTML, fuzz, harmless, mutilated
from hypothesis import strategies as st

from crawlers.ok_group import READER, parse
from crawlers.reader import Ask, Reading, Seen
from sinodik.errors import BadConfiguration
from sinodik.records import Capture, Media
from sinodik.sources import OkGroup, load

PAGE = (Path(__file__).parent / "vk" / "ok.html").read_bytes()
AT = datetime(2023, 3, 11, 9, tzinfo=UTC)
SOURCE = OkGroup(id="kedrovka", publisher="kedrovka", group="5512", experimental=True)


def read(body: bytes, **about: int) -> Reading:
    capture = Capture(payload="0" * 64, url="u", at=AT, status=200, mime="text/html", warc="w", offset=0, length=1)
    return READER.read(SOURCE, Seen(Ask("u", about=about or {"page": 1}), SOURCE.url, 200, {}, body, capture))


TOPICS = [
    (
        "https://ok.ru/group/5512/topic/155000000000001",
        datetime(2023, 3, 9, 12, tzinfo=UTC),  # no time is given: the day's noon
        "Погиб житель Кедровки\nКедров Пётр Ильич.",
        (Media("photo", "https://i.mycdn.example/i?r=1&n=2"), Media("video", "https://ok.ru/video/77001")),
    ),
    (
        "https://ok.ru/group/5512/topic/155000000000000",
        datetime(2023, 3, 10, 18, 5, tzinfo=UTC),
        "Сбор помощи.",
        (),
    ),
]


def test_a_group():
    reading = read(PAGE)
    assert [(e.url, e.posted, e.text, e.media) for e in reading.sight.evidence] == TOPICS
    assert {e.title for e in reading.sight.evidence} == {"Кедровка и кедровчане"}
    assert reading.sight.span is None
    assert BeautifulSoup(PAGE, "html.parser").select_one(reading.sight.evidence[0].fragment)


def test_paging_goes_on_while_pages_differ():
    top = 155000000000001
    earlier = Ask("https://ok.ru/group/5512/topics?st.page=2&st.markerB=AbC_-9z", about={"page": 2, "top": top})
    assert read(PAGE).earlier == earlier
    assert read(PAGE, page=2, top=155000000000009).earlier.about == {"page": 3, "top": top}
    assert read(PAGE, page=2, top=top).earlier is None
    assert read(b'<div class="feed-list"></div>').earlier is None


@pytest.mark.parametrize(
    ("group", "url"), [("5512", "https://ok.ru/group/5512/topics"), ("kedr", "https://ok.ru/kedr/topics")]
)
def test_where_reading_begins(group: str, url: str):
    source = OkGroup(id="k", publisher="k", group=group, experimental=True)
    assert [a.url for a in READER.first(source)] == [url]


@pytest.mark.parametrize("body", [b"", b"<html><body>login</body></html>"])
def test_no_group(body: bytes):
    reading = read(body)
    assert reading.sight is None
    assert "shows no group" in reading.trouble


def test_it_must_be_asked_for(workspace):
    (workspace / "sources" / "k.toml").write_text("kind = 'ok_group'\npublisher = 'k'\ngroup = '5512'\n")
    with pytest.raises(BadConfiguration, match="set experimental = true"):
        load(workspace)


@fuzz(mutilated(PAGE, patches=HTML) | st.binary(max_size=300))
def test_any_page_does_no_harm(body: bytes):
    harmless(parse(body, SOURCE.url, AT).topics)
