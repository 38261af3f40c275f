"""Walking the log: its links, and whether it and the rows that it speaks of correspond one to one."""

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from sqlite_utils import Database

from sinodik.records import digest
from sinodik.store.log import GENESIS, LOGGED, columns, link

# How far apart two sides may have slipped before we give up finding where they agree again; bounds the memory.
SLIP = 100_000

KEYS = {"capture": "id", "evidence": "seq", "observation": "id", "decision": "seq"}


class Item(NamedTuple):
    """A row or an entry: its number, what it is about, and its digest."""

    number: int
    subject: str
    digest: str


def broken_links(db: Database) -> Iterator[str]:
    """Yield a sentence for each entry that is not where, or not what, it was when the next one was made."""
    previous, expected = GENESIS, 1
    for seq, at, kind, subject, row_digest, hash_ in db.execute("SELECT * FROM log ORDER BY seq"):
        if seq != expected:
            yield f"Log: {_range(expected, seq - 1)} gone; the next is entry {seq}."
        if kind not in LOGGED:
            yield f"Log entry {seq} is of an unknown kind, {kind!r}."
        if link(previous, seq, at, kind, subject, row_digest) != hash_:
            yield f"Log entry {seq} ({kind} {_short(subject)}) does not follow from the one before: changed or moved."
        previous, expected = hash_, seq + 1


def _range(first: int, last: int) -> str:
    return f"entry {first} is" if first == last else f"entries {first} to {last} are"


def strange_rows(db: Database, table: str) -> Iterator[str]:
    """Yield a sentence for each row of ``table`` without its entry, or entry without its row."""
    sql = "SELECT seq, subject, digest FROM log WHERE kind = ? ORDER BY seq"
    entries = (Item(*r) for r in db.execute(sql, [table]))
    for lost, found in _unmatched(entries, _rows(db, table)):
        for entry, row in zip(lost, found, strict=False):
            yield (
                f"{table} {row.number} ({_short(row.subject)}) is not what log entry {entry.number} "
                f"({_short(entry.subject)}) recorded: changed or moved."
            )
        for entry in lost[len(found) :]:
            yield f"{table}: the row of log entry {entry.number} ({_short(entry.subject)}) is gone."
        for row in found[len(lost) :]:
            yield f"{table} {row.number} ({_short(row.subject)}) never entered the log: it was put in later."


def _rows(db: Database, table: str) -> Iterator[Item]:
    for number, *row in db.execute(f'SELECT "{KEYS[table]}", {columns(table)} FROM {table} ORDER BY "{KEYS[table]}"'):
        yield Item(number, str(row[0]), digest(*row))


def _unmatched(entries: Iterable[Item], rows: Iterable[Item]) -> Iterator[tuple[list[Item], list[Item]]]:
    """Yield the stretches of both sides that do not correspond.

    entries  1 2 3 4 5 6          ([3], [x])  changed
    rows     1 2 x 4   6  7       ([5], [])   gone
                                  ([], [7])   put in
    """
    left, right = _Side(entries), _Side(rows)
    while left or right:
        a, b = left.next(), right.next()
        if a and b and a.digest == b.digest:
            continue
        lost, found = _resynchronise(left.back(a), right.back(b))
        yield left.take(lost), right.take(found)


class _Side:
    """An iterator that can be looked ahead into."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = iter(items)
        self.ahead: deque[Item] = deque()

    def __bool__(self) -> bool:
        return bool(self.ahead) or self.look() is not None

    def look(self) -> Item | None:
        """Read one more item without consuming it."""
        item = next(self._items, None)
        if item:
            self.ahead.append(item)
        return item

    def next(self) -> Item | None:
        return self.ahead.popleft() if self.ahead else next(self._items, None)

    def back(self, item: Item | None) -> "_Side":
        if item:
            self.ahead.appendleft(item)
        return self

    def take(self, count: int) -> list[Item]:
        return [self.ahead.popleft() for _ in range(count)]


def _resynchronise(left: _Side, right: _Side) -> tuple[int, int]:
    """Return how many items of each side to pass over until both agree again."""
    seen: tuple[dict[str, int], dict[str, int]] = ({}, {})
    for position in range(SLIP):
        a, b = _at(left, position), _at(right, position)
        if a is None and b is None:
            break
        for item, ours, theirs in ((a, *seen), (b, seen[1], seen[0])):
            if item:
                ours.setdefault(item.digest, position)
                if item.digest in theirs:
                    return seen[0][item.digest], seen[1][item.digest]
    return len(left.ahead), len(right.ahead)


def _at(side: _Side, position: int) -> Item | None:
    if position < len(side.ahead):
        return next(islice(side.ahead, position, None))
    return side.look()


def cut_tails(db: Database) -> Iterator[str]:
    """Yield a sentence for each table whose newest rows are gone, or which was renumbered.

    ``sqlite_sequence`` remembers the greatest number ever given; numbers are given without gaps.
    """
    for table, key in (KEYS | {"log": "seq"}).items():
        given = db.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", [table]).fetchone()
        last, count = db.execute(f"SELECT coalesce(max({key}), 0), count(*) FROM {table}").fetchone()
        issued = int(given[0]) if given else 0
        if issued != last:
            yield f"{table}: the last number given was {issued}, but the last row is {last}: the end was cut."
        elif count != last:
            yield f"{table}: {count} rows, but numbered up to {last}: rows are gone or were renumbered."


def _short(subject: str) -> str:
    return subject if len(subject) <= 20 else f"{subject[:12]}…"
