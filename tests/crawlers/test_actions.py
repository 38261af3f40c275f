"""What a source's answers make the machine do: go on, try again, leave it alone until tomorrow, stop; with a secret."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from crawlers.visit import FINISHED, CrawlReport

Crawl = Callable[..., dict[str, CrawlReport]]

TOKEN = "vk1.a.invented-token-0123456789"


def posts(*numbers: int, count: int = 0) -> bytes:
    items = [
        {"id": n, "owner_id": -1, "from_id": -1, "date": 1675243800 + n, "text": f"Запись № {n}", "type": "post"}
        for n in numbers
    ]
    return json.dumps({"response": {"count": count or len(items), "items": items}}).encode()


def error(code: int) -> bytes:
    return json.dumps({"error": {"error_code": code, "error_msg": "no", "request_params": []}}).encode()


@pytest.fixture
def wall(workspace: Path, site, add_source) -> Callable[[list[bytes]], list[str]]:
    """A wall whose answers are given one after the other, the last one for ever; returns what was asked for."""
    source = f'kind = "vk_wall"\npublisher = "wall"\nowner_id = -1\nbase_url = "{site.url}"\n'
    (workspace / "sources" / "wall.toml").write_text(source)

    def serve(answers: list[bytes]) -> list[str]:
        asked: list[str] = []

        def answer(path: str):
            if not path.startswith("/method/"):
                return None
            asked.append(path)
            body = answers.pop(0) if len(answers) > 1 else answers[0]
            return site.Answer(body, headers={"Content-Type": "application/json"})

        site.in_the_way = answer
        return asked

    return serve


ANSWERS = [
    ("too many a second, then posts", [error(6), posts(3, 2, 1)], 2, (FINISHED, 3)),
    ("out of order for ever", [error(10)], 3, ("", 0)),
    ("not signed in", [error(5)], 1, ("token", 0)),
    ("a captcha", [error(14)], 1, ("captcha", 0)),
    ("too many a day", [error(29)], 1, ("It is left alone until", 0)),
    ("no answer of the API", [b"<html>"], 3, ("next crawl", 0)),
]


@pytest.mark.parametrize(("answers", "times", "outcome"), [a[1:] for a in ANSWERS], ids=[a[0] for a in ANSWERS])
def test_answers(wall, crawl: Crawl, store, sound, answers, times: int, outcome):
    asked = wall(list(answers))
    report = crawl(SINODIK_VK_TOKEN=TOKEN)["wall"]
    assert len(asked) == times
    words, new = outcome
    assert words.casefold() in report.outcome.casefold()
    assert (report.new, report.outcome == FINISHED) == (new, new > 0)
    assert store.frontier.left("wall").requests == (0 if new else 1), "it is tried again another time"
    assert sound()


def test_a_parked_source_is_not_asked_before_its_time(wall, crawl: Crawl, store):
    asked = wall([error(29), posts(1)])
    assert "left alone until" in crawl(SINODIK_VK_TOKEN=TOKEN)["wall"].outcome
    again = crawl(SINODIK_VK_TOKEN=TOKEN)["wall"]
    assert len(asked) == 1
    assert "left alone until" in again.outcome
    with store.transaction():
        store.frontier.park("wall", 1.0, "")
    assert crawl(SINODIK_VK_TOKEN=TOKEN)["wall"] == CrawlReport("wall", FINISHED, pages=1, new=1)


def test_a_days_budget_is_kept_to(wall, crawl: Crawl, store):
    from datetime import UTC, datetime

    from crawlers.budget import VK_WALL_GET

    asked = wall([posts(*range(100, 0, -1), count=500)])
    with store.transaction():
        store.frontier.spend(VK_WALL_GET.name, VK_WALL_GET.day(datetime.now(UTC)), VK_WALL_GET.calls - 2)
    report = crawl(SINODIK_VK_TOKEN=TOKEN)["wall"]
    assert len(asked) == 2
    assert "used up" in report.outcome
    assert store.frontier.left("wall").requests == 1


def test_a_secret_is_sent_and_kept_nowhere(wall, site, crawl: Crawl, store, workspace: Path):
    quoting = json.dumps({"response": {"count": 1, "items": [], "said": TOKEN}}).encode()
    wall([quoting])
    crawl(SINODIK_VK_TOKEN=TOKEN)
    sent = [(p, h.get("Authorization", "")) for p, h in zip(site.asked, site.headers, strict=True)]
    assert [p.split("?")[0] for p, _ in sent] == ["/robots.txt", "/method/wall.get"]
    assert [TOKEN in h for _, h in sent] == [False, True], "only where it belongs"
    assert TOKEN not in sent[1][0]
    for capture in store.evidence.captures():
        assert TOKEN.encode() not in store.archive.read(capture)
    for file in store.archive.files():
        import gzip

        assert TOKEN.encode() not in gzip.decompress(file.read_bytes())
    with sqlite3.connect(workspace / "sinodik.db") as db:
        assert not any(TOKEN in line for line in db.iterdump())


def test_a_secret_does_not_follow_a_redirect(wall, site, crawl: Crawl):
    wall([b""])
    elsewhere = site.url.replace("127.0.0.1", "localhost")
    site.in_the_way = lambda path: (
        site.Answer(b"", 302, {"Location": f"{elsewhere}/away"}) if path.startswith("/method/") else None
    )
    # localhost is not a server that the operator named, so nothing is asked there at all; and if it were, unsigned.
    crawl(SINODIK_VK_TOKEN=TOKEN)
    assert not any(
        TOKEN in h.get("Authorization", "") for p, h in zip(site.asked, site.headers, strict=True) if "method" not in p
    )
    assert "/away" not in site.asked


def test_without_its_secret_a_source_is_not_visited_but_others_are(wall, site, add_source, crawl: Crawl):
    asked = wall([posts(1)])
    site.channel("kedrovka", 3)
    add_source("kedrovka")
    reports = crawl(SINODIK_VK_TOKEN="")
    assert asked == []
    assert "SINODIK_VK_TOKEN" in reports["wall"].outcome
    assert reports["kedrovka"].outcome == FINISHED
