"""When something was posted, from the ways in which feeds and pages write it."""

import re
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

# The Russian names of months by their first three letters («март», «марта», «мар.»), and their numbers.
MONTHS = {
    **dict(
        zip("янв фев мар апр май июн июл авг сен окт ноя дек".split(), (f"{n:02}" for n in range(1, 13)), strict=True)
    ),
    "мая": "05",
}
_WORD = "|".join(MONTHS)
_CLOCK = r"(?:\D{1,12}?(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?)?"
_NUMERIC = re.compile(r"(?<![\d.])(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4})(?!\d)" + _CLOCK)
_WORDED = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})\s+(?P<word>{_WORD})[а-я]{{0,6}}\.?\s+(?P<year>\d{{4}})(?!\d)" + _CLOCK, re.IGNORECASE
)
_LABEL = r"(?:(?:опубликован\w*|дата(?: публикации)?|добавлен\w*|размещен\w*|обновлен\w*)\W{0,3})?"
_WEEKDAY = r"(?:(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|пн|вт|ср|чт|пт|сб|вс)\W{1,3})?"
_ALONE = re.compile(
    rf"{_LABEL}{_WEEKDAY}\d{{1,2}}(?:[./]\d{{1,2}}[./]|\s+(?:{_WORD})[а-я]{{0,6}}\.?\s+)\d{{4}}\s?(?:г\.?|года)?"
    r"(?:[\s,|/в·—-]{1,5}\d{1,2}:\d\d(?::\d\d)?)?\s?(?:мск)?\W?",
    re.IGNORECASE,
)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?")
_MSK = re.compile(r"\b(?:MSK|МСК)\b", re.IGNORECASE)
_LONGEST = 200


def moment(text: str | None, zone: str = "") -> datetime | None:
    """Return the moment that stands in ``text``, in UTC: ISO 8601, RFC 5322, or a date as Russians write it.

    ``zone`` is the time zone (IANA name) of times that name none. Where it is not known, or no time of day is given,
    only the day is certain: the moment is then that day's noon in UTC, the same day in nearly all of Russia.
    """
    text = " ".join((text or "")[:_LONGEST].split())
    try:
        return _iso(text, zone) or _mail(text, zone) or _russian(text, zone)
    except (ValueError, OverflowError):
        return None


def is_date(line: str) -> bool:
    """Tell whether a line of text holds nothing but a date, and the time of day perhaps.

    >>> is_date("Опубликовано: 12 марта 2023 г., 14:30"), is_date("Похоронен 12 марта 2023 года")
    (True, False)
    """
    return len(line) <= _LONGEST and _ALONE.fullmatch(line.strip()) is not None


def of_day(day: date) -> datetime:
    """Return the moment that stands for a day."""
    return datetime.combine(day, time(12), UTC)


def _iso(text: str, zone: str) -> datetime | None:
    if not (match := _ISO.match(text)):
        return None
    found = datetime.fromisoformat(match[0].replace(",", ".").replace(" Z", "Z").replace(" +", "+"))
    return _settled(found, zone, exact=len(match[0]) > len("2023-03-12"))


def _mail(text: str, zone: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(_MSK.sub("+0300", text))
    except (ValueError, TypeError, IndexError):
        return None
    return _settled(found, zone, exact=":" in text)


def _russian(text: str, zone: str) -> datetime | None:
    if not (match := _NUMERIC.search(text) or _WORDED.search(text)):
        return None
    part = match.groupdict()
    month = int(part["month"]) if part.get("month") else int(MONTHS[part["word"].lower()])
    hour, minute, second = (int(part[name] or 0) for name in ("hour", "minute", "second"))
    found = datetime(int(part["year"]), month, int(part["day"]), hour, minute, second)
    return _settled(found, "Europe/Moscow" if _MSK.search(text) else zone, exact=part["hour"] is not None)


def _settled(found: datetime, zone: str, *, exact: bool) -> datetime:
    if not exact:
        return of_day(found.date())
    if found.tzinfo is None:
        if not zone:
            return of_day(found.date())
        found = found.replace(tzinfo=ZoneInfo(zone))
    return found.astimezone(UTC)
