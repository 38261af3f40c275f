"""What ``sinodik verify`` checks: all that entered is still there, as it was, in the same order.

The log's chain shows that no entry was changed, removed or moved, each entry's digest that its row was not, and each
capture's SHA-256 that its bytes were not. Whoever can write the database could recompute the chain's end; that is
found by comparing it with heads that were written down elsewhere: in each WARC file's first record, and wherever the
operator keeps one (``expect_head``).
"""

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from itertools import groupby

import msgspec
from sqlite_utils import Database

from sinodik.errors import Tampered
from sinodik.progress import Progress, silent
from sinodik.records import Capture
from sinodik.store import Store
from sinodik.store.chain import broken_links, cut_tails, strange_rows
from sinodik.store.log import GENESIS, LOGGED, columns
from sinodik.store.seals import broken_seals


class VerifyReport(msgspec.Struct, frozen=True):
    """What was found. ``problems`` are sentences, empty if all is well; ``head`` is worth writing down elsewhere."""

    entries: int
    payloads: int
    problems: tuple[str, ...]
    head: str


def verify(
    store: Store,
    progress: Progress = silent,
    *,
    evidence: bool = True,
    expect_head: str | None = None,
    authorities: Collection[bytes] = (),
) -> VerifyReport:
    """Check the log, the rows it speaks of and (unless ``evidence`` is False) every payload; never stops at the first.

    ``expect_head`` is a head of the log that was noted earlier: it must still be part of the chain.
    ``authorities`` are certificates (DER) by which the time stamps of seals are judged.
    """
    # The files' heads come first: one written after the snapshot may name a later entry.
    heads = dict(_file_heads(store))
    with _snapshot(store.db):
        problems = [*_log_problems(store, progress), *_missing_heads(store.db, heads, expect_head)]
        problems += broken_seals(store.db, authorities)
        payloads = 0
        if evidence:
            problems += _orphans(store.db)
            for warc, captures in groupby(_captures(store.db), key=lambda c: c.warc):
                found, bad = _file_problems(store, warc, list(captures), heads)
                payloads += found
                problems += bad
                progress(payloads, None, "payloads")
        entries, head = store.log.head()
    return VerifyReport(entries, payloads, tuple(problems), head)


@contextmanager
def _snapshot(db: Database) -> Iterator[None]:
    # One read transaction: what another process adds meanwhile is not half seen.
    if db.conn.in_transaction:
        yield
        return
    db.conn.execute("BEGIN")
    try:
        yield
    finally:
        db.conn.execute("ROLLBACK")


def _log_problems(store: Store, progress: Progress) -> Iterator[str]:
    total = store.log.head()[0]
    progress(0, total, "log entries")
    yield from broken_links(store.db)
    for table in LOGGED:
        yield from strange_rows(store.db, table)
    yield from cut_tails(store.db)
    yield from _contradictions(store.db)
    progress(total, total, "log entries")


# What a column must be by the row's JSON; msgspec writes UTC as Z, datetime.isoformat() as +00:00.
_SAID = {
    "evidence": {c: f"data ->> '{c}'" for c in ("source", "url", "payload")}
    | {c: f"replace(data ->> '{c}', 'Z', '+00:00')" for c in ("posted", "seen")},
    "decision": {c: f"data ->> '{c}'" for c in ("seq", "judgement", "reviewer", "undoes")}
    | {"at": "replace(data ->> 'at', 'Z', '+00:00')"},
}


def _contradictions(db: Database) -> Iterator[str]:
    """Yield a sentence for each row whose columns say another thing than its JSON. SQLite is the one that compares."""
    for table, said in _SAID.items():
        differs = " || ".join(f"iif({c} IS {path}, '', ' {c}')" for c, path in said.items())
        wrong = f"SELECT seq, iif(json_valid(data), {differs}, ' data') AS wrong FROM {table}"
        for seq, names in db.execute(f"SELECT * FROM ({wrong}) WHERE wrong <> '' ORDER BY seq"):
            yield f"{table} {seq}: its columns are not what its data say ({', '.join(names.split())})."


def _file_heads(store: Store) -> Iterator[tuple[str, str | None]]:
    """Yield each WARC file's name and the log head that its first record names, None where it cannot be read."""
    for file in store.archive.files():
        yield file.name, store.archive.log_head(file)


def _missing_heads(db: Database, heads: dict[str, str | None], expected: str | None) -> Iterator[str]:
    named = [(f"{file} was begun", head) for file, head in heads.items() if head is not None]
    named += [("the expected head was noted", expected)] if expected else []
    # All at once: the log is read from front to back, it has no index of hashes.
    sql = "SELECT hash FROM log WHERE hash IN (SELECT value FROM json_each(?))"
    found = {r[0] for r in db.execute(sql, [json.dumps([head for _, head in named])])}
    for when, head in named:
        if head != GENESIS and head not in found:
            yield f"The log was rewritten since {when}: it has no entry {head[:12]}… any more."


def _orphans(db: Database) -> Iterator[str]:
    sql = """SELECT seq, url, payload FROM evidence e
        WHERE NOT EXISTS (SELECT 1 FROM capture c WHERE c.payload = e.payload) ORDER BY seq"""
    for seq, url, payload in db.execute(sql):
        yield f"evidence {seq} ({url}): no capture holds its bytes, {payload[:12]}…."


def _captures(db: Database) -> Iterator[Capture]:
    """Yield where every payload lies, file by file and in the order of the bytes; each place once."""
    sql = f'SELECT {columns("capture")} FROM capture GROUP BY warc, "offset" ORDER BY warc, "offset"'
    for row in db.execute(sql):
        # construct, not convert: a column that was tampered with is the log's finding, and must not stop us here.
        yield Capture(**dict(zip(Capture.__struct_fields__, row, strict=True)))


def _file_problems(
    store: Store, warc: str, captures: list[Capture], heads: dict[str, str | None]
) -> tuple[int, list[str]]:
    """Return how many payloads of one WARC file are as recorded, and a sentence for each that is not."""
    if not (store.archive.folder / warc).is_file():
        return 0, [f"{warc} is gone, and {len(captures)} payloads with it."]
    problems = [f"{warc} does not begin as we wrote it."] if heads.get(warc, "") is None else []
    good = 0
    for capture in captures:
        try:
            store.archive.read(capture)
            good += 1
        except Tampered as error:
            problems.append(error.message)
    return good, problems
