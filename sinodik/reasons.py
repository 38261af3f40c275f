"""Why two mentions are thought to be one person: reasons as numbers, and as sentences in English and Russian."""

import struct
from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sinodik.dates import PartialDate, in_russian
from sinodik.records import Field, Mention, Pair, Why


class Language(StrEnum):
    """What sentences can be read in."""

    ENGLISH = "en"
    RUSSIAN = "ru"


class Reason(NamedTuple):
    """One reason that there is. ``said`` names the fields that it is about: the first known («a|b»), or all («a&b»)."""

    number: int
    rule: str
    english: str
    russian: str
    said: str


class Compared(NamedTuple):
    """Two mentions compared, as it is kept; ``a < b``.

    ``doubt`` is the pair's place in the queue, the least first, or None; ``sampled`` marks a merge that chance chose
    to be checked. ``reasons`` are packed; ``data`` is empty, or a :class:`Pair` written out.
    """

    a: str
    b: str
    score: float
    doubt: float | None
    sampled: bool
    reasons: bytes
    data: str = ""


class Said(NamedTuple):
    """A mention and when its evidence was posted; None for a mention that is not there any more."""

    mention: Mention | None
    posted: datetime | None

    def says(self, fields: str) -> str:
        """Return what it says in some fields, as a Russian reader would write it; "" if it says nothing."""
        if not self.mention or not fields:
            return ""
        if "&" in fields:
            return ", ".join(filter(None, map(self._value, fields.split("&"))))
        return next(filter(None, map(self._value, fields.split("|"))), "")

    def _value(self, field: str) -> str:
        if field == "posted":
            return in_russian(PartialDate(*self.posted.timetuple()[:3])) if self.posted else ""
        value = self.mention.value(Field(field)) if self.mention else None
        if isinstance(value, PartialDate):
            return in_russian(value)
        return "" if value is None else str(value)


def unpacked(packed: bytes) -> Iterator[tuple[int, int]]:
    """Yield the number and the weight, in hundredths of a bit, of each packed reason."""
    for (code,) in struct.iter_unpack("<I", packed):
        yield code >> 16, (code & 0xFFFF) - 32768


def told(
    row: Compared, known: Mapping[int, Reason], sides: tuple[Said, Said], language: Language = Language.ENGLISH
) -> Pair:
    """Put a comparison in words, the strongest reason first; ``sides`` tell what each mention says."""
    whys = []
    for number, weight in unpacked(row.reasons):
        reason = known[number]
        sentence = reason.russian if language is Language.RUSSIAN else reason.english
        whys.append(Why(reason.rule, sentence, weight / 100, *(s.says(reason.said) for s in sides)))
    whys.sort(key=lambda w: (-abs(w.weight), w.rule))
    return Pair(a=row.a, b=row.b, score=row.score, whys=tuple(whys), sampled=row.sampled)
