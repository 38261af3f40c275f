"""Slots by the calendar and the clock, as Debian's cron would have them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinodik import cron

NEXT = [
    # expression, zone, after (UTC) → the slots that follow (UTC)
    ("*/30 * * * *", "UTC", "2024-03-01 11:59", ["2024-03-01 12:00", "2024-03-01 12:30"]),
    ("0 3 * * *", "Europe/Moscow", "2024-03-01 00:00", ["2024-03-02 00:00", "2024-03-03 00:00"]),
    # leap days
    ("0 0 29 2 *", "UTC", "2023-01-01 00:00", ["2024-02-29 00:00", "2028-02-29 00:00"]),
    ("0 0 29 2 *", "UTC", "2096-03-01 00:00", ["2104-02-29 00:00"]),  # 2100 has none
    ("30 23 L * *", "UTC", "2024-02-01 00:00", ["2024-02-29 23:30", "2024-03-31 23:30"]),
    ("0 12 * * MON#1", "UTC", "2024-02-28 00:00", ["2024-03-04 12:00", "2024-04-01 12:00"]),
    # spring forward in Berlin, 2024-03-31: 01:59:59 +1 is followed by 03:00:00 +2
    ("30 2 * * *", "Europe/Berlin", "2024-03-30 12:00", ["2024-03-31 01:00", "2024-04-01 00:30"]),
    ("*/30 * * * *", "Europe/Berlin", "2024-03-31 00:29", ["2024-03-31 00:30", "2024-03-31 01:00"]),
    ("0 3 * * *", "Europe/Berlin", "2024-03-30 12:00", ["2024-03-31 01:00", "2024-04-01 01:00"]),
    # fall back in Berlin, 2024-10-27: 02:59:59 +2 is followed by 02:00:00 +1; once, not twice
    ("30 2 * * *", "Europe/Berlin", "2024-10-26 12:00", ["2024-10-27 00:30", "2024-10-28 01:30"]),
    ("*/30 * * * *", "Europe/Berlin", "2024-10-27 00:29", ["2024-10-27 00:30", "2024-10-27 01:00", "2024-10-27 01:30"]),
    # no summer time in Moscow since 2014
    ("30 2 * * *", "Europe/Moscow", "2024-03-30 12:00", ["2024-03-30 23:30", "2024-03-31 23:30"]),
]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(("expression", "zone", "moment", "slots"), NEXT)
def test_the_slots_that_follow(expression, zone, moment, slots) -> None:
    found, moment = [], utc(moment)
    for _ in slots:
        moment = cron.after(expression, moment, ZoneInfo(zone))
        found.append(moment)
    assert found == [utc(s) for s in slots]


@pytest.mark.parametrize(("expression", "zone", "moment", "slots"), NEXT)
def test_looking_back_finds_the_same_slots(expression, zone, moment, slots) -> None:
    for slot in map(utc, slots):
        assert cron.latest(expression, slot, ZoneInfo(zone)) == slot
        assert cron.latest(expression, slot + timedelta(seconds=59), ZoneInfo(zone)) == slot
        assert cron.latest(expression, slot - timedelta(microseconds=1), ZoneInfo(zone)) < slot


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Europe/Moscow", "UTC"])
@pytest.mark.parametrize("expression", ["30 2 * * *", "*/20 * * * *", "15 1-3 * * *", "0 0 * * SUN"])
def test_a_slot_found_looking_back_is_never_later_than_the_moment(expression: str, zone: str) -> None:
    for changes in (utc("2024-03-09 20:00"), utc("2024-03-30 20:00"), utc("2024-10-05 10:00"), utc("2024-10-26 20:00")):
        for minutes in range(0, 900, 7):
            moment = changes + timedelta(minutes=minutes, microseconds=minutes)
            assert cron.latest(expression, moment, ZoneInfo(zone)) <= moment
            assert cron.after(expression, moment, ZoneInfo(zone)) > moment


WRONG = [
    ("", "has 0 fields"),
    ("hourly", "has 1 fields"),
    ("@daily", "has 1 fields"),
    ("* * * * * *", "has 6 fields"),
    ("60 * * * *", "bad minute"),
    ("*/0 * * * *", "bad minute"),
    ("0 24 * * *", "bad hour"),
    ("0 0 0 * *", "bad day-of-month"),
    ("0 0 31 2 *", "bad day-of-month"),
    ("0 0 * 13 *", "bad month"),
    ("0 0 * * 8", "bad day-of-week"),
    ("5-1 * * * *", "bad minute"),
    ("* * */20 * 1L", "never comes"),
]


@pytest.mark.parametrize(("expression", "said"), WRONG)
def test_what_is_no_schedule(expression: str, said: str) -> None:
    assert said in cron.wrong(expression)


@given(st.text("0123456789*/-,#LW ABC?", max_size=24))
def test_nothing_that_an_operator_types_breaks_it(expression: str) -> None:
    assert isinstance(cron.wrong(expression), str)


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../../etc/passwd", "/etc/localtime", "Europe"])
def test_what_is_no_time_zone(name: str) -> None:
    assert "there is no time zone" in cron.wrong_zone(name)
