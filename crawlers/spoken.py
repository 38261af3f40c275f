"""When something was posted, from the words that VK's and ok.ru's pages use: «сегодня в 10:30», «12 мар в 9:05».

Both show moments in Moscow time to whoever has no account.
"""

import re
from datetime import date, datetime, timedelta

from crawlers.budget import MOSCOW
from crawlers.moments import moment

_ZONE = "Europe/Moscow"
_DAYS = {"сегодня": 0, "вчера": 1, "today": 0, "yesterday": 1}
_MONTHS = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(),
    "january february march april may june july august september october november december".split(),
)
_DAY = re.compile(r"(?<!\d)(?P<day>\d{1,2})\s+(?P<word>[a-zа-я]{3,8})\.?(?:\s+(?P<year>\d{4})(?!\d))?")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2}:\d{2})(?::\d{2})?(?:\s?(am|pm)\b)?")


def said(words: str, seen: datetime) -> datetime | None:
    """Return the moment, in UTC, that ``words`` named when they were ``seen``; a day without a time is its noon.

    None for «5 минут назад»: what is not exact would be another moment each time it is read.
    """
    words = " ".join(words[:100].lower().split())
    today = seen.astimezone(MOSCOW).date()
    day = _day(words, today)
    return moment(f"{day:%d.%m.%Y} {_clock(words)}", _ZONE) if day else None


def _day(words: str, today: date) -> date | None:
    first = words.partition(" ")[0].strip(",")
    if first in _DAYS:
        return today - timedelta(days=_DAYS[first])
    if _CLOCK.fullmatch(words):  # ok.ru: a time alone is today's
        return today
    match = _DAY.search(words)
    month = _month(match["word"]) if match else 0
    if not match or not month:
        return None
    # The year is left out while it is this one; in January a page may still show last year's December.
    years = [int(match["year"])] if match["year"] else [today.year, today.year - 1]
    days = (_date(year, month, int(match["day"])) for year in years)
    return next((d for d in days if d and d <= today), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(word: str) -> int:
    """Return the number of a month that is named or cut short («мар», «марта»); 0 if it is none."""
    if word == "май":
        return 5
    found = (n for names in _MONTHS for n, name in enumerate(names, 1) if name.startswith(word))
    return next(found, 0)


def _clock(words: str) -> str:
    match = _CLOCK.search(words)
    if not match:
        return ""
    hour, minute = map(int, match[1].split(":"))
    if match[2]:
        hour = hour % 12 + 12 * (match[2] == "pm")
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""
