"""VK walls through the API: invented answers in the shape of 5.199, and a real one of 2020 where it is at hand."""

import json
import os
import pickle
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from fuzzing import JSON, fuzz, mutilated
from hypothesis import strategies as st

from crawlers.reader import Ask, Reading, Seen, Then
from crawlers.vk_media import ATTACHMENTS, media_of
from crawlers.vk_post import plain, post
from crawlers.vk_wall import READER, parse, sight
from sinodik.errors import BadConfiguration
from sinodik.records import Capture, Media
from sinodik.sources import VkWall, load

WALL = (Path(__file__).parent / "vk" / "wall.json").read_bytes()
CAPTURES = Path(os.environ.get("SINODIK_CAPTURES", Path(__file__).parents[3] / "shared" / "captures"))
REAL = CAPTURES / "vk_wall_get_2020.json"
SOURCE = VkWall(id="kedrovka", publisher="kedrovka", owner_id=-4411, title="Кедровка")
AT = datetime(2023, 3, 11, 9, tzinfo=UTC)
API = "https://api.vk.com/method/wall.get?owner_id=-4411&count=100&extended=0&v=5.199"
HOME = "https://vk.com/wall-4411_"


def capture(at: datetime = AT) -> Capture:
    return Capture(payload="0" * 64, url=API, at=at, status=200, mime="application/json", warc="w", offset=0, length=1)


def read(body: bytes | dict, ask: Ask | None = None, source: VkWall = SOURCE, at: datetime = AT) -> Reading:
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    ask = ask or READER.first(source)[0]
    return READER.read(source, Seen(ask, ask.url, 200, {}, body, capture(at)))


def wall(*numbers: int, total: int = 0, **more: object) -> dict:
    items = [{"id": n, "owner_id": -4411, "date": 1_670_000_000 + n, "text": f"№ {n}"} | more for n in numbers]
    return {"response": {"count": total or len(items), "items": items}}


def evidence() -> dict[int, object]:
    reading = read(WALL)
    assert reading.sight and not reading.trouble
    return {int(e.url.rpartition("_")[2]): e for e in reading.sight.evidence}


TEXTS = {
    812: "Правила группы. Пишите @club4411 (нам).",
    1203: "В Кедровке простились с Петром Ильичом.\nНаш земляк, Кедров Пётр Ильич, погиб 9 марта 2023 года. "
    "Подробнее #память@kedrovka",
    1201: "Вечная память.\n\nПередаём со страницы школы.\n\nШкола № 3 скорбит: погиб выпускник Липов Илья.",
    1200: "",
    1195: "",
    1190: "Погиб житель Нижних Ключей Осинин Павел",
    1188: "Из газеты. Погиб Ясенев Олег.",
}
MEDIA = {
    1203: [
        ("photo", "https://sun9-1.userapi.example/o.jpg?sign=1"),
        ("video", "https://vk.com/video-4411_66"),
        ("document", "https://vk.com/doc55_9"),
    ],
    1201: [("photo", "https://sun9-2.userapi.example/x.jpg")],
    1195: [("photo", "https://sun9-3.userapi.example/p.jpg"), ("photo", "https://sun9-4.userapi.example/o.jpg")],
}
ORIGINS = {
    1201: "https://vk.com/wall-60_12",
    1200: "https://vk.com/wall-70_8",
    1188: "https://example.org/kedrovka/17",
}


def test_what_a_reader_of_the_wall_sees():
    found = evidence()
    assert {n: e.text for n, e in found.items()} == TEXTS
    assert {n: [(m.kind, m.url) for m in e.media] for n, e in found.items() if e.media} == MEDIA
    assert {n: e.origin for n, e in found.items() if e.origin} == ORIGINS
    assert found[1203].posted == datetime(2023, 3, 10, 7, 10, tzinfo=UTC)
    assert {(e.source, e.title, e.payload, e.seen) for e in found.values()} == {("kedrovka", "Кедровка", "0" * 64, AT)}


def test_the_fragment_finds_the_post():
    for number, found in evidence().items():
        assert found.fragment == f"$.response.items[?@.id=={number}]"
        assert [i["id"] for i in json.loads(WALL)["response"]["items"] if i["id"] == number] == [number]


def test_what_is_only_a_stub_is_not_shown():
    shown = read(WALL).sight.shown
    assert {HOME + "1199", HOME + "1198"}.isdisjoint(shown)  # deleted; for subscribers
    assert HOME + "1197" in shown  # an advertisement is there, but is not kept


def test_advertisements_are_kept_where_the_operator_wants_them():
    source = msgspec.structs.replace(SOURCE, ads=True)
    assert HOME + "1197" in {e.url for e in read(WALL, source=source).sight.evidence}


PLAIN = [
    ("[id1|Пётр Кедров]", "Пётр Кедров"),
    ("в [club4411|группе] и [public5|на странице]", "в группе и на странице"),
    ("[id1:bp-4411_12|Пётр], ответ", "Пётр, ответ"),
    ("[https://vk.com/@kedrovka-1|Статья]", "Статья"),
    ("[#alias|vk.cc/x|https://example.org/]", "vk.cc/x"),
    ("[1990|2022]", "[1990|2022]"),
    ("[id1|]", ""),
    ("[id1]", "[id1]"),
    ("a\n\nb  c", "a\n\nb  c"),
    ("  a\n", "a"),
    ("🕯\ud83d", "🕯\N{REPLACEMENT CHARACTER}"),
]


@pytest.mark.parametrize(("text", "seen"), PLAIN)
def test_plain(text: str, seen: str):
    assert plain(text) == seen


def test_every_attachment_kind_is_read_or_left_out():
    sizes = [{"url": "https://a.example/1.jpg", "width": 1, "height": 1}]
    photo = {"id": 1, "owner_id": 2, "sizes": sizes}
    cases = {
        "photo": (photo, Media("photo", "https://a.example/1.jpg")),
        "posted_photo": (
            {"photo_130": "https://a/s.jpg", "photo_604": "https://a/l.jpg"},
            Media("photo", "https://a/l.jpg"),
        ),
        "album": ({"thumb": photo}, Media("photo", "https://a.example/1.jpg")),
        "graffiti": ({"url": "https://a.example/g.png"}, Media("photo", "https://a.example/g.png")),
        "doc": ({"id": 1, "owner_id": -2, "ext": "docx"}, Media("document", "https://vk.com/doc-2_1")),
        "video": ({"id": 1, "owner_id": -2}, Media("video", "https://vk.com/video-2_1")),
        "clip": ({"id": 1, "owner_id": -2}, Media("video", "https://vk.com/video-2_1")),
        "audio": ({"id": 1, "owner_id": 2}, Media("audio", "https://vk.com/audio2_1")),
        "sticker": ({"images": sizes}, Media("sticker", "https://a.example/1.jpg")),
    }
    assert cases.keys() == ATTACHMENTS.keys()
    for kind, (inner, media) in cases.items():
        assert media_of({"type": kind, kind: inner}) == media
        assert media_of({"type": kind, kind: {}}) is None
        assert media_of({"type": kind}) is None
    assert media_of({"type": "link", "link": {"photo": photo}}) is None


# Paging


def test_first_asks_for_the_newest():
    [ask] = READER.first(SOURCE)
    assert ask.url == API + "&offset=0"
    domain = VkWall(id="k", publisher="k", domain="kedrovka")
    assert "wall.get?domain=kedrovka&" in READER.first(domain)[0].url


PAGING = [  # offset, posts shown, posts on the wall → the next offset
    (0, 100, 250, 97),
    (97, 100, 250, 194),
    (194, 56, 250, None),
    (0, 100, 100, None),
    (0, 99, 250, 96),  # a hidden post was left out
    (0, 4, 250, 100),  # nearly all of them were
    (100, 0, 250, 200),
    (200, 0, 250, None),
    (0, 0, 0, None),
]


@pytest.mark.parametrize(("offset", "shown", "total", "after"), PAGING)
def test_paging(offset: int, shown: int, total: int, after: int | None):
    ask = Ask(f"{API}&offset={offset}", about={"offset": offset, "pinned": 5})
    answer = wall(*range(1000, 1000 - shown, -1)) | {}
    answer["response"]["count"] = total
    earlier = read(answer, ask).earlier
    if after is None:
        assert earlier is None
    else:
        assert earlier == Ask(f"{API}&offset={after}", about={"offset": after, "pinned": 5})


def test_paging_ends_whatever_the_server_says():
    ask, asked = READER.first(SOURCE)[0], 0
    while ask and asked < 1000:
        ask, asked = read({"response": {"count": 3000, "items": []}}, ask).earlier, asked + 1
    assert asked == 30


# What is gone

KNOWN = [HOME + str(n) for n in (5, 7, 8, 9, 10, 12)]
ABSENCES = [
    (wall(10, 9, 7), [8]),
    (wall(9, 8, 7), []),  # 10 and 12 may be newer than the page, 5 is older
    (wall(10, 8, 9, 7), []),  # out of order: nothing can be said
    (wall(12, 10), []),
    (wall(), []),
    ({"response": {"count": 3, "items": [*wall(10, 7)["response"]["items"], {"id": "?"}]}}, []),  # may be 8 or 9
    (wall(10, 9, 8, 7, is_deleted=True), [7, 8, 9, 10]),
]


@pytest.mark.parametrize(("answer", "gone"), ABSENCES)
def test_absence(answer: dict, gone: list[int]):
    assert read(answer).sight.absent(KNOWN) == sorted(HOME + str(n) for n in gone)


def test_the_pinned_post_is_not_missed_where_it_would_have_stood():
    first = wall(12, 10, 9, total=300)
    first["response"]["items"].insert(0, {"id": 7, "owner_id": -4411, "text": "Закреплено", "is_pinned": 1})
    reading = read(first)
    assert reading.sight.absent(KNOWN) == []
    assert reading.sight.span == (9, 12)
    assert reading.earlier.about["pinned"] == 7
    later = read(wall(9, 8, 5, total=300), reading.earlier)
    assert later.sight.absent(KNOWN) == []
    assert read(wall(9, 8, 5)).sight.absent(KNOWN) == [HOME + "7"]


def test_unreadable_posts_are_told_of_and_the_rest_is_kept():
    items = [{"id": 3, "owner_id": -4411, "text": "a"}, {"id": 2}, 7, None, {"id": 0, "owner_id": -1}, {"text": "b"}]
    reading = read({"response": {"count": 6, "items": items}})
    assert [e.url for e in reading.sight.evidence] == [HOME + "3"]
    assert reading.trouble == "5 posts could not be read; please report it."
    assert reading.then is Then.GO_ON


# Answers that are none

NONSENSE = [
    b"",
    b"<html>503</html>",
    b"{",
    b"[]",
    b"null",
    b'{"response": 1}',
    b'{"response": {"items": {}}}',
    b"\xff\xfe",
]


@pytest.mark.parametrize("body", [*NONSENSE, b'{"response":{"count":"many","items":[]}}', b"[" * 100_000])
def test_nonsense_is_asked_for_again(body: bytes):
    reading = read(body)
    assert reading.then is Then.TRY_AGAIN
    assert reading.sight is None
    assert "no answer of its API" in reading.trouble


@fuzz(mutilated(WALL, patches=JSON, longest=200))
def test_mutilated_answers_do_no_harm(body: bytes):
    check(read(body))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3),
)
FIELDS = [*json.loads(WALL)["response"]["items"][2], "attachments", "copyright", "donut", "is_deleted"]


@fuzz(st.lists(st.dictionaries(st.sampled_from(FIELDS), json_values), max_size=4))
def test_any_fields_make_an_answer(items: list[dict]):
    items = [{"id": n, "owner_id": -4411} | item for n, item in enumerate(items, 1)]
    check(read({"response": {"count": 9, "items": items}}))


def check(reading: Reading) -> None:
    for found in reading.sight.evidence if reading.sight else ():
        msgspec.json.encode(found)
        found.text.encode()
        assert found.url.startswith("https://vk.com/wall")
        assert all(m.url.startswith(("http://", "https://")) for m in found.media)


# The source and its token


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("owner_id = -1\ndomain = 'x_y'", "one of the two"),
        ("", "one of the two"),
        ("domain = 'a b'", "domain"),
        ("owner_id = -1\nbase_url = 'http://api.vk.com'", "https"),
    ],
)
def test_a_source_that_is_none(workspace, text: str, what: str):
    (workspace / "sources" / "w.toml").write_text(f"kind = 'vk_wall'\npublisher = 'w'\n{text}\n")
    with pytest.raises(BadConfiguration, match=what):
        load(workspace)


def test_sources_that_share_a_token_share_a_budget():
    other = msgspec.structs.replace(SOURCE, id="other", owner_id=5)
    apart = msgspec.structs.replace(SOURCE, id="apart", token_file="vk.token")
    assert READER.budget(SOURCE) == READER.budget(other) != READER.budget(apart)
    assert READER.budget(SOURCE).calls == 5000


def test_the_token_goes_to_the_api_alone(workspace, monkeypatch):
    monkeypatch.setenv("SINODIK_VK_TOKEN", "vk1.a.INVENTED")
    signature = READER.signature(SOURCE, workspace)
    assert signature.homes == {"api.vk.com:443"}
    assert (signature.header, signature.secret.reveal()) == ("Authorization", "vk1.a.INVENTED")
    assert "INVENTED" not in repr(signature)


def test_the_token_may_lie_in_a_file_that_others_cannot_read(workspace):
    source = msgspec.structs.replace(SOURCE, token_file="vk.token")
    (workspace / "vk.token").write_text("vk1.a.INVENTED\n")
    (workspace / "vk.token").chmod(0o640)
    with pytest.raises(BadConfiguration, match="Others may read"):
        READER.signature(source, workspace)
    (workspace / "vk.token").chmod(0o600)
    assert READER.signature(source, workspace).secret.reveal() == "vk1.a.INVENTED"


def test_readers_can_be_sent_to_another_process():
    assert pickle.loads(pickle.dumps(READER)).first(SOURCE) == READER.first(SOURCE)


# A real answer


@pytest.mark.skipif(not REAL.is_file(), reason=f"{REAL} is not there (set SINODIK_CAPTURES to the folder of captures)")
def test_a_real_answer():
    real = json.loads(REAL.read_bytes())
    page = parse(real)
    assert page is not None
    assert (page.total, page.length, page.unreadable) == (38935, 10, 0)
    for raw, found in zip(real["items"], page.posts, strict=True):
        assert found.url == f"https://vk.com/wall-109125816_{raw['id']}"
        assert found.posted == datetime.fromtimestamp(raw["date"], UTC)
        kinds = [a["type"] for a in raw["attachments"] if a["type"] != "link"]
        assert len(found.media) == len(kinds)
        assert all(m.kind == "photo" for m in found.media)  # its three files are pictures
        photos = [a["photo"]["sizes"] for a in raw["attachments"] if a["type"] == "photo"]
        largest = [max(sizes, key=lambda s: s["width"])["url"] for sizes in photos]
        assert [u for u in largest if u not in {m.url for m in found.media}] == []
        assert "[club" not in found.text
    [pinned] = [p.number for p in page.posts if p.pinned]
    assert pinned == 519471
    assert "группу Фудшеринг Отдам даром еду" in page.posts[0].text
    assert sight(SOURCE, page, capture()).span == (520204, 520290)
    assert read({"response": real}).earlier.about == {"offset": 100, "pinned": 519471}


def test_post_needs_a_place():
    for raw in ({}, {"id": 1}, {"id": 1, "owner_id": 0}, {"id": 2**70, "owner_id": 1}, [], "x"):
        with pytest.raises(ValueError):
            post(raw)
