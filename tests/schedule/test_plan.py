from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sinodik import cron
from sinodik.schedule.plan import ATTEMPTS, PATIENCE, Start, choose, lane, reading, sealing, upcoming
from sinodik.sources import Photos, TelegramPreview
from sinodik.store.firings import Firing, Outcome

UTC_ZONE = ZoneInfo("UTC")
DAY = datetime(2024, 3, 1, tzinfo=UTC)
HOURLY = Photos(id="kedrovka", publisher="k", folder="photos", schedule="0 * * * *")
LATE = cron.jitter("kedrovka", "0 * * * *", DAY)


def at(clock: str) -> datetime:
    hour, _, minute = clock.partition(":")
    return DAY + timedelta(hours=int(hour), minutes=int(minute or 0))


def fired(slot: str, outcome: str = "finished", *, attempt: int = 1, ended: str | None = "", **given) -> Firing:
    started = at(slot) + LATE
    until = None if ended is None else at(ended) if ended else started + timedelta(minutes=1)
    stage, source = given.get("job", ("crawl", "kedrovka"))
    brought = at(given["brought"]) if "brought" in given else None
    return Firing(stage, source, at(slot), attempt, started, started, until, outcome, "", brought)


# what was started last, when somebody last crawled by hand, now → slot, attempt, minutes until it is due (0: due now)
PLANS = [
    ("never crawled: at once", None, None, "12:10", ("12:10", 1, 0)),
    ("crawled by hand before: at the next slot", None, "11:30", "11:50", ("12:00", 1, 10)),
    ("just done", fired("12:00"), None, "12:10", ("13:00", 1, 50)),
    ("the next slot has come", fired("12:00"), None, "13:10", ("13:00", 1, 0)),
    ("down for five hours: once, for the newest slot", fired("12:00"), None, "17:10", ("17:00", 1, 0)),
    ("down for five hours, then crawled by hand", fired("12:00"), "16:30", "16:50", ("17:00", 1, 10)),
    ("crawled by hand before the start does not count again", fired("12:00"), "11:30", "13:10", ("13:00", 1, 0)),
    ("failed: not before its next slot", fired("12:00", "failed"), None, "12:10", ("13:00", 1, 50)),
    ("timed out: not before its next slot", fired("12:00", "timed out"), None, "12:10", ("13:00", 1, 50)),
    ("killed: again at once", fired("12:00", "interrupted"), None, "12:10", ("12:00", 2, 0)),
    ("killed, and the next slot has come", fired("12:00", "interrupted"), None, "13:10", ("13:00", 1, 0)),
    ("killed each time: enough", fired("12:00", "interrupted", attempt=ATTEMPTS), None, "12:10", ("13:00", 1, 50)),
    ("stopped in order: again at once", fired("12:00", "stopped", attempt=9), None, "12:10", ("12:00", 10, 0)),
    ("somebody else was at it", fired("12:00", "in use", ended="12:10"), None, "12:10", ("12:00", 2, 1)),
    ("the clock had been years ahead", fired("9000:00"), None, "12:10", ("12:10", 1, 0)),
    ("the clock was put back a little", fired("12:00"), None, "11:50", ("13:00", 1, 70)),
]


@pytest.mark.parametrize(("past", "crawled", "now", "expected"), [p[1:] for p in PLANS], ids=[p[0] for p in PLANS])
def test_what_comes_next(past, crawled, now, expected) -> None:
    start = upcoming(HOURLY, past, at(crawled) if crawled else None, at(now), UTC_ZONE)
    slot, attempt, minutes = expected
    wait = max(timedelta(), start.at - at(now))
    assert (start.slot, start.attempt) == (at(slot), attempt)
    assert timedelta(minutes=minutes) <= wait <= timedelta(minutes=minutes) + (LATE if minutes else timedelta())


@pytest.mark.parametrize("keys", [{"schedule": ""}, {"enabled": False}, {"schedule": "", "enabled": False}])
def test_who_is_not_scheduled(keys) -> None:
    source = Photos(**({"id": "a", "publisher": "a", "folder": "a", "schedule": "* * * * *"} | keys))
    assert upcoming(source, None, None, at("12"), UTC_ZONE) is None


def test_a_year_of_any_clock_fires_each_slot_at_most_once_and_in_order() -> None:
    """However irregularly the scheduler looks, no slot is fired twice, and none is later than it must be."""
    past, slots = None, []
    looks = [at("0") + timedelta(minutes=m * m % 997 + 7 * m) for m in range(400)]
    for now in sorted(looks):
        start = upcoming(HOURLY, past, None, now, UTC_ZONE)
        if start.at <= now:
            slots.append(start.slot)
            past = Firing("crawl", "kedrovka", start.slot, 1, now, now, now, "finished", "", None)
    assert slots == sorted(set(slots))
    assert len(slots) > 40


def test_the_jitter_is_the_same_each_time_and_differs_between_sources() -> None:
    names = [f"source {n}" for n in range(200)]
    hourly = [cron.jitter(n, "0 * * * *", DAY) for n in names]
    assert hourly == [cron.jitter(n, "0 * * * *", DAY + timedelta(hours=5)) for n in names]
    assert len(set(hourly)) > 100
    assert max(hourly) <= timedelta(minutes=5)
    assert max(cron.jitter(n, "*/10 * * * *", DAY) for n in names) <= timedelta(minutes=1)
    assert max(cron.jitter(n, "0 3 * * *", DAY) for n in names) <= timedelta(minutes=5)


CRAWL = ("crawl", "kedrovka")
EXTRACT, DEDUPE = ("extract", ""), ("dedupe", "")
READINGS = [
    ("nothing yet", [], None),
    ("a crawl that brought nothing", [fired("12:00")], None),
    ("a crawl that brought something", [fired("12:00", brought="12:05")], EXTRACT),
    ("one crawl brought something, another runs", [fired("12:00", ended=None, brought="11:05")], EXTRACT),
    ("read already", [fired("12:00", brought="12:01"), fired("12:02", job=EXTRACT)], None),
    ("brought while it was being read", [fired("12:00", brought="12:30"), fired("12:02", job=EXTRACT)], EXTRACT),
    ("being read", [fired("12:00", brought="12:30"), fired("12:02", ended=None, job=EXTRACT)], None),
    ("mentions found", [fired("12:02", job=EXTRACT, brought="12:20")], DEDUPE),
    ("matched", [fired("12:02", job=EXTRACT, brought="12:20"), fired("12:21", job=DEDUPE)], None),
    ("killed while reading", [fired("12:02", "interrupted", job=EXTRACT)], EXTRACT),
    ("failed while reading", [fired("12:00", brought="12:01"), fired("12:02", "failed", job=EXTRACT)], None),
    (
        "what has waited longest goes first, so that a busy crawl never keeps matching off",
        [fired("12:00", brought="12:40"), fired("12:02", job=EXTRACT, brought="12:20")],
        DEDUPE,
    ),
]


@pytest.mark.parametrize(("firings", "expected"), [r[1:] for r in READINGS], ids=[r[0] for r in READINGS])
def test_what_is_read_after_crawls(firings, expected) -> None:
    start = reading({f.job: f for f in firings})
    assert (start and start.job) == expected


def start(name: str, minute: int, lane: str = "", stage: str = "crawl") -> Start:
    due = at("12") + timedelta(minutes=minute)
    return Start((stage, name), due, 1, due, lane or name, 60)


CHOICES = [
    ("the longest overdue first", [start("a", -1), start("b", -9), start("c", -5)], [], 0, ["b", "c"]),
    ("not yet due", [start("a", 1), start("b", 0)], [], 0, ["b"]),
    ("never two of one site", [start("a", -1, "t.me"), start("b", -2, "t.me")], [], 0, ["b"]),
    ("the site is being read", [start("a", -1, "t.me"), start("b", -2)], ["t.me"], 1, ["b"]),
    ("enough crawls run", [start("a", -1)], [], 2, []),
    ("reading does not count as a crawl", [start("", -1, "reading", "extract")], [], 2, [""]),
]


@pytest.mark.parametrize(
    ("starts", "busy", "running", "expected"), [c[1:] for c in CHOICES], ids=[c[0] for c in CHOICES]
)
def test_who_is_started(starts, busy, running, expected) -> None:
    assert [s.job[1] for s in choose(starts, busy, running, at_once=2, now=at("12"))] == expected


def test_sources_of_one_host_share_a_lane() -> None:
    one = TelegramPreview(id="a", publisher="a", channel="kedrovka")
    other = TelegramPreview(id="b", publisher="b", channel="klyuchi")
    elsewhere = TelegramPreview(id="c", publisher="c", channel="klyuchi", base_url="http://127.0.0.1:1")
    assert lane(one) == lane(other) == "t.me"
    assert lane(elsewhere) == "127.0.0.1"
    assert lane(HOURLY) == "photos"


def test_patience_is_short() -> None:
    assert timedelta(seconds=10) < PATIENCE < timedelta(minutes=10)
    assert {*Outcome} >= {"finished", "interrupted"}


SEAL = ("seal", "")
# what was sealed last, hours from noon → the day's slot (0: today's midnight, 1: tomorrow's), attempt, due
SEALS = [
    ("never: at once", None, 0, (0, 1, True)),
    ("today", fired("00:00", job=SEAL), 0, (1, 1, False)),
    ("the evening before midnight", fired("00:00", job=SEAL), 11.9, (1, 1, False)),
    ("midnight", fired("00:00", job=SEAL), 12, (1, 1, True)),
    ("down for three days: once", fired("00:00", job=SEAL), 72, (3, 1, True)),
    ("failed: tomorrow again", fired("00:00", "failed", job=SEAL), 0, (1, 1, False)),
    ("killed: again at once", fired("00:00", "interrupted", job=SEAL), 0, (0, 2, True)),
    ("killed, and the next day has come", fired("00:00", "interrupted", job=SEAL), 13, (1, 1, True)),
]


@pytest.mark.parametrize(("past", "hours", "expected"), [s[1:] for s in SEALS], ids=[s[0] for s in SEALS])
def test_when_the_log_is_sealed(past, hours: float, expected: tuple[int, int, bool]) -> None:
    now = at("12:00") + timedelta(hours=hours)
    start = sealing(past, now)
    day, attempt, due = expected
    assert start.slot == at("00:00") + timedelta(days=day)
    assert (start.attempt, start.at <= now) == (attempt, due)
