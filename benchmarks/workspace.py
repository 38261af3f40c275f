"""Invented mentions put into a workspace, as extraction would have."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from benchmarks.people import Rows
from sinodik.records import Claim, Evidence, Field, Mention, PartialDate, Span, Value
from sinodik.store import Store

_SEEN = datetime(2025, 1, 1, tzinfo=UTC)
_AT_ONCE = 20_000
_TEXTS = (Field.REGION, Field.SETTLEMENT, Field.UNIT, Field.BRANCH, Field.RANK)
_DATES = (Field.BIRTH, Field.DEATH, Field.BURIAL)
_PUBLISHERS = 97


def fill(store: Store, rows: Rows, which: Sequence[int]) -> None:
    """Put some rows into the store: each a post of its own, with one mention."""
    for first in range(0, len(which), _AT_ONCE):
        made = [_made(rows, k) for k in which[first : first + _AT_ONCE]]
        with store.transaction():
            store.evidence.add(evidence for evidence, _ in made)
            for evidence, mention in made:
                store.mentions.replace(evidence.id, "invented", "1", [mention])


def row_of(url: str) -> int:
    """Return which row the evidence at an address was made of."""
    return int(url.rpartition("/")[2])


def _made(rows: Rows, k: int) -> tuple[Evidence, Mention]:
    text, claims = "", []
    for field, value in _said(rows, k):
        quote = str(value)
        claims.append(Claim(field, value, quote, Span(len(text), len(text) + len(quote)), 0.9))
        text += f"{quote} "
    posted = _date(int(rows.posted[k]))
    evidence = Evidence(
        source=f"s{k % _PUBLISHERS}",
        publisher=f"s{k % _PUBLISHERS}",
        kind="post",
        url=f"https://example.org/{k % _PUBLISHERS}/{k}",
        posted=datetime(posted.year, posted.month or 1, posted.day or 1, tzinfo=UTC) if posted else None,
        seen=_SEEN,
        payload=f"{k:064x}",
        text=text,
    )
    return evidence, Mention(evidence=evidence.id, extractor="invented", version="1", claims=tuple(claims))


def _said(rows: Rows, k: int) -> Iterator[tuple[Field, Value]]:
    for field in (Field.SURNAME, Field.GIVEN, Field.PATRONYMIC, *_TEXTS):
        if text := getattr(rows, field.value)[k]:
            yield field, text
    for field in _DATES:
        if date := _date(int(getattr(rows, field.value)[k])):
            yield field, date
    if rows.age[k] >= 0:
        yield Field.AGE, int(rows.age[k])


def _date(packed: int) -> PartialDate | None:
    return PartialDate(packed // 10000, packed // 100 % 100 or None, packed % 100 or None) if packed else None
