"""Each error of the VK API has its own action."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawlers.budget import MOSCOW, VK_WALL_GET
from crawlers.reader import Ask, Seen, Then
from crawlers.vk_errors import RULES, on_error
from crawlers.vk_wall import READER
from sinodik.records import Capture
from sinodik.sources import VkWall

AT = datetime(2026, 11, 23, 20, 30, tzinfo=UTC)  # 23:30 in Moscow

ACTIONS = [
    (5, Then.STOP, "new service token"),
    (6, Then.TRY_AGAIN, "fewer calls a second"),
    (9, Then.PARK, "tomorrow"),
    (10, Then.TRY_AGAIN, "of its own"),
    (14, Then.STOP, "captcha"),
    (15, Then.STOP, "closed"),
    (18, Then.STOP, "deleted or banned"),
    (27, Then.STOP, "service or user token"),
    (28, Then.STOP, "service or user token"),
    (29, Then.PARK, "tomorrow"),
    (30, Then.STOP, "private"),
    (100, Then.STOP, "owner_id"),
    (113, Then.STOP, "owner_id"),
    (125, Then.STOP, "owner_id"),
    (203, Then.STOP, "denies access"),
    (7777, Then.STOP, "does not know"),
]


@pytest.mark.parametrize(("code", "then", "words"), ACTIONS)
def test_action(code: int, then: Then, words: str):
    body = (
        f'{{"error": {{"error_code": {code}, "error_msg": "WORDS OF THEIRS", "captcha_sid": "1", "captcha_img": "https://x",'
        '"request_params": [{"key": "access_token", "value": "vk1.SECRET"}]}}'
    )
    source = VkWall(id="k", publisher="k", domain="kedrovka")
    capture = Capture(payload="0" * 64, url="u", at=AT, status=200, mime="m", warc="w", offset=0, length=1)
    reading = READER.read(source, Seen(Ask("u"), "u", 200, {}, body.encode(), capture))
    assert reading.then is then
    assert words in reading.trouble
    assert reading.trouble.endswith(f"(VK error {code})")
    assert "THEIRS" not in reading.trouble and "SECRET" not in reading.trouble
    assert reading.sight is None and reading.earlier is None and reading.follow == ()


def test_only_waiting_has_a_wait():
    waits = {code: on_error(code, AT).wait for code in RULES}
    assert waits[6] == 1.0
    assert {waits[9], waits[29]} == {35 * 60.0}  # half an hour to midnight in Moscow, and five minutes
    assert {c for c, w in waits.items() if w} == {6} | {c for c, r in RULES.items() if r.then is Then.PARK}


@pytest.mark.parametrize("error", ["1", "[]", '{"error_code": null}', '{"error_code": "5"}', "{}", "null"])
def test_an_error_without_a_code_is_no_crash(error: str):
    source = VkWall(id="k", publisher="k", domain="kedrovka")
    capture = Capture(payload="0" * 64, url="u", at=AT, status=200, mime="m", warc="w", offset=0, length=1)
    reading = READER.read(source, Seen(Ask("u"), "u", 200, {}, b'{"error": %s}' % error.encode(), capture))
    assert reading.then is not Then.GO_ON


DAYS = [
    (datetime(2026, 11, 23, 20, 59, 59, tzinfo=UTC), "2026-11-23"),
    (datetime(2026, 11, 23, 21, 0, tzinfo=UTC), "2026-11-24"),
    (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), "2027-01-01"),
]


@pytest.mark.parametrize(("now", "day"), DAYS)
def test_the_day_of_a_budget_begins_at_midnight_in_moscow(now: datetime, day: str):
    assert VK_WALL_GET.day(now) == day
    renewed = now + timedelta(seconds=VK_WALL_GET.until_renewed(now))
    assert renewed.astimezone(MOSCOW).strftime("%H:%M") == "00:05"
    assert VK_WALL_GET.day(renewed) > day


DOCUMENT = Path(__file__).parents[2] / "docs" / "sources-vk.md"
WORDS = {"stops": Then.STOP, "parked": Then.PARK, "again": Then.TRY_AGAIN}


def test_the_document_tells_what_happens_at_every_error():
    rows = re.findall(r"^\| ([0-9][^|]*) \| ([^|]*) \|$", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    told = {
        int(c): then
        for codes, told in rows
        for c in re.findall(r"\d+", codes)
        for w, then in WORDS.items()
        if w in told
    }
    assert told == {code: rule.then for code, rule in RULES.items()}
