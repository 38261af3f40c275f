"""A VK wall through the whole machine: the API is on loopback."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

TOKEN = "vk1.a.INVENTED-TOKEN"
PATH = "/method/wall.get"


class Wall:
    """What the API knows: posts, newest first, and the error to give instead."""

    def __init__(self, site) -> None:
        self.numbers = list(range(230, 0, -1))
        self.pinned = 0
        self.error = 0
        self.site = site
        self.offsets: list[int] = []
        site.in_the_way = self.answer

    def answer(self, path: str):
        parts = urlsplit(path)
        if parts.path != PATH:
            return None
        offset = int(parse_qs(parts.query)["offset"][0])
        self.offsets.append(offset)
        sent = dict(self.site.headers[-1])
        if sent.get("Authorization") != f"Bearer {TOKEN}":
            return self.json({"error": {"error_code": 5, "error_msg": "no"}})
        if self.error:
            told = [{"key": "access_token", "value": TOKEN}]
            return self.json({"error": {"error_code": self.error, "error_msg": TOKEN, "request_params": told}})
        order = sorted(self.numbers, key=lambda n: (n != self.pinned, -n))[offset : offset + 100]
        return self.json({"response": {"count": len(self.numbers), "items": [self.post(n) for n in order]}})

    def post(self, number: int) -> dict:
        item = {
            "id": number,
            "owner_id": -7,
            "date": 1_670_000_000 + number,
            "text": f"Погиб житель Кедровки № {number}",
        }
        if number % 50 == 0:
            url = f"{self.site.url}/file/{number}.jpg"
            sizes = [{"type": "x", "width": 60, "height": 40, "url": url}]
            item["attachments"] = [{"type": "photo", "photo": {"id": number, "owner_id": -7, "sizes": sizes}}]
        return item | ({"is_pinned": 1} if number == self.pinned else {})

    def json(self, value: object):
        return self.site.Answer(json.dumps(value).encode(), headers={"Content-Type": "application/json"})


@pytest.fixture
def wall(site, workspace: Path) -> Wall:
    (workspace / "sinodik.toml").write_text('contact = "desk@example.org"\n[crawl]\ndelay = 0\ntimeout = 5\n')
    (workspace / "sources" / "example.toml").unlink()
    source = f'kind = "vk_wall"\npublisher = "k"\nowner_id = -7\nbase_url = "{site.url}"\n'
    (workspace / "sources" / "kedrovka.toml").write_text(source)
    site.files |= {f"/file/{n}.jpg": b"\xff\xd8 not much of a photo" for n in range(50, 250, 50)}
    return Wall(site)


@pytest.fixture
def visit(crawl) -> Callable:
    return lambda: crawl(SINODIK_VK_TOKEN=TOKEN)["kedrovka"]


def test_a_wall_is_read_back_to_its_beginning(wall: Wall, visit, store, sound):
    report = visit()
    assert (report.outcome, report.pages, report.new, report.media) == ("finished", 3, 230, 4)
    assert wall.offsets == [0, 97, 194]
    assert {e.url for e in store.evidence.all()} == {f"https://vk.com/wall-7_{n}" for n in range(1, 231)}
    again = visit()
    assert (again.outcome, again.pages, again.new, again.missing) == ("finished", 1, 0, 0)
    assert sound()
    day = store.db.execute("SELECT name, calls FROM spent").fetchall()
    assert day == [("vk wall.get", 4)]  # photos are not counted


def test_the_token_is_kept_nowhere(wall: Wall, visit, store, workspace: Path):
    visit()
    wall.error = 100  # an answer that quotes the request, token and all
    report = visit()
    assert "VK error 100" in report.outcome
    kept = {c.payload: store.archive.read(c) for c in store.evidence.captures()}
    assert len(kept) >= 4
    assert not [p for p, body in kept.items() if TOKEN.encode() in body]
    files = {f: f.read_bytes() for f in workspace.rglob("*") if f.is_file()}
    plain = {f: gzip.decompress(b) if f.suffix == ".gz" else b for f, b in files.items()}
    assert [f for f, b in plain.items() if b"wall.get" in b and f.suffix == ".gz"]
    assert not [f for f, b in plain.items() if TOKEN.encode() in b]


def test_what_was_deleted_is_noticed_and_what_is_pinned_is_not_missed(wall: Wall, visit, store):
    visit()
    wall.numbers.remove(215)
    wall.numbers.insert(0, 231)
    wall.pinned = 180
    report = visit()
    assert (report.new, report.missing) == (1, 1)
    assert store.evidence.state("https://vk.com/wall-7_215") == "missing"
    assert store.evidence.state("https://vk.com/wall-7_180") == "seen again"


def test_the_limit_parks_the_wall_until_tomorrow(wall: Wall, visit, store):
    wall.error = 29
    first = visit()
    assert "goes on tomorrow" in first.outcome
    asked = len(wall.offsets)
    wall.error = 0
    second = visit()
    assert "left alone until" in second.outcome
    assert len(wall.offsets) == asked


def test_a_captcha_stops_the_wall_and_nothing_is_asked_twice(wall: Wall, visit):
    wall.error = 14
    assert "captcha" in visit().outcome
    assert len(wall.offsets) == 1


def test_too_many_calls_a_second_are_called_again(wall: Wall, visit):
    wall.error = 6
    report = visit()
    assert "fewer calls a second" in report.outcome
    assert len(wall.offsets) == 3


def test_without_a_token_nothing_is_asked(wall: Wall, crawl, monkeypatch):
    monkeypatch.delenv("SINODIK_VK_TOKEN", raising=False)
    report = crawl()["kedrovka"]
    assert "SINODIK_VK_TOKEN" in report.outcome
    assert wall.offsets == []
