"""Captures (bytes), evidence (what stands in them) and observations (what became of it)."""

import json
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

import msgspec
from sqlite_utils import Database

from sinodik.errors import NotFound
from sinodik.records import Capture, Evidence
from sinodik.store import fates
from sinodik.store.fates import Gone
from sinodik.store.log import Log, columns

_CAPTURE = columns("capture")


class EvidenceTable:
    """Appended, never changed: a changed page is new evidence, a vanished one gets an observation."""

    def __init__(self, db: Database, log: Log) -> None:
        self._db = db
        self._log = log

    def add_captures(self, captures: Iterable[Capture]) -> None:
        """Record where responses lie. Their WARC records must have reached the disk before."""
        self._log.enter(
            "capture", [(c.payload, c.url, _iso(c.at), c.status, c.mime, c.warc, c.offset, c.length) for c in captures]
        )

    def add(self, evidence: Iterable[Evidence]) -> int:
        """Append what is not known yet; returns how many were new."""
        found = {e.id: e for e in evidence}
        known = self.known_among(found)
        return self._log.enter("evidence", _rows((id_, e) for id_, e in found.items() if id_ not in known))

    def observe(
        self, url: str, source: str, state: str, at: datetime, payload: str, begun: datetime | None = None
    ) -> bool:
        """Append that ``url`` is ``missing`` (or ``seen again``) in ``payload``; returns False if that was known.

        ``begun`` is when this crawl began: only an absence from before confirms that the post is gone. See
        :mod:`sinodik.store.fates`.
        """
        known = self.state(url) == state
        if not known or (state == "missing" and self._tells_more(url, source, at, begun or at)):
            self._log.enter("observation", [(url, source, _iso(at), state, payload)])
        return not known

    def _tells_more(self, url: str, source: str, at: datetime, begun: datetime) -> bool:
        own = next((a for a in fates.absences(self._db, url) if a.source == source), None)
        return own is None or (not own.confirmed and own.confirmed_by(at, begun))

    def state(self, url: str) -> str:
        """Return what was last observed of ``url``: ``seen again`` unless it is ``missing``."""
        row = self._db.execute("SELECT state FROM observation WHERE url = ? ORDER BY id DESC LIMIT 1", [url]).fetchone()
        return str(row[0]) if row else "seen again"

    def missing_among(self, urls: Collection[str]) -> list[str]:
        """Return those of ``urls`` that are missing, in order: whose :meth:`state` it is."""
        sql = """SELECT value FROM json_each(?) WHERE
            (SELECT state FROM observation WHERE url = value ORDER BY id DESC LIMIT 1) = 'missing'"""
        return [r[0] for r in self._db.execute(sql, [json.dumps(sorted(urls))])] if urls else []

    def fate(self, url: str) -> Gone | None:
        """Return how ``url`` is gone, missing or deleted; None if it is there."""
        return fates.fate(self._db, url)

    def missing_since(self, url: str) -> datetime | None:
        """Return when ``url`` was first found missing, if it is missing (or deleted) now."""
        gone = self.fate(url)
        return gone.since if gone else None

    def known(self, id_: str) -> bool:
        """Tell whether the very same thing was seen before."""
        return self._db.execute("SELECT 1 FROM evidence WHERE id = ?", [id_]).fetchone() is not None

    def known_among(self, ids: Collection[str]) -> set[str]:
        """Return those of ``ids`` that were seen before; in bulk this is ten times as fast as :meth:`known`."""
        sql = "SELECT id FROM evidence WHERE id IN (SELECT value FROM json_each(?))"
        return {r[0] for r in self._db.execute(sql, [json.dumps(list(ids))])} if ids else set()

    def urls(self, source: str) -> Iterator[str]:
        """Yield the address of everything seen from one source; what was seen in two versions comes twice."""
        return (r[0] for r in self._db.execute("SELECT url FROM evidence WHERE source = ?", [source]))

    def shown_as(self, url: str, source: str, *, json: bool) -> bool:
        """Tell whether a source has shown ``url`` by this method: as ``json``, or on a page."""
        sql = """SELECT 1 FROM evidence WHERE url = ? AND source = ?
            AND (coalesce(data ->> 'fragment', '') LIKE '/%') = ? LIMIT 1"""
        return self._db.execute(sql, [url, source, json]).fetchone() is not None

    def get(self, id_: str) -> Evidence:
        """Return one piece of evidence by its identifier."""
        row = self._db.execute("SELECT data FROM evidence WHERE id = ?", [id_]).fetchone()
        if row is None:
            raise NotFound(f"There is no evidence {id_!r} in this workspace.", remedy="sinodik status")
        return msgspec.json.decode(row[0], type=Evidence)

    def beginning(self, prefix: str) -> list[Evidence]:
        """Return the evidence whose identifier begins with ``prefix`` (hexadecimal digits), at most two."""
        sql = "SELECT data FROM evidence WHERE id >= ? AND id < ? || 'g' ORDER BY id LIMIT 2"
        rows = self._db.execute(sql, [prefix, prefix]).fetchall()
        return [msgspec.json.decode(r[0], type=Evidence) for r in rows]

    def at(self, url: str) -> list[Evidence]:
        """Return what was seen at an address, in the order in which it was seen."""
        rows = self._db.execute("SELECT data FROM evidence WHERE url = ? ORDER BY seq", [url]).fetchall()
        return [msgspec.json.decode(r[0], type=Evidence) for r in rows]

    def some(self, ids: Collection[str]) -> dict[str, Evidence]:
        """Return those of ``ids`` that are there; in bulk this is many times as fast as :meth:`get`."""
        decode = msgspec.json.Decoder(Evidence).decode
        sql = "SELECT id, data FROM evidence WHERE id IN (SELECT value FROM json_each(?))"
        found = {r[0]: decode(r[1]) for r in self._db.execute(sql, [json.dumps(list(ids))])}
        for id_, evidence in found.items():
            vars(evidence)["id"] = id_  # what the property would reckon anew
        return found

    def all(self) -> Iterator[Evidence]:
        """Yield everything, in the order in which it was seen."""
        decode = msgspec.json.Decoder(Evidence).decode
        return (decode(r[0]) for r in self._db.execute("SELECT data FROM evidence ORDER BY seq"))

    def samples(self) -> Iterator[Evidence]:
        """Yield the first piece of evidence of each source: enough to tell who publishes under which address."""
        decode = msgspec.json.Decoder(Evidence).decode
        # From source to source along the index: to group by source would be to read all of it.
        sql = """WITH RECURSIVE every (source) AS (SELECT min(source) FROM evidence UNION ALL
            SELECT (SELECT min(source) FROM evidence WHERE source > every.source) FROM every WHERE source NOT NULL)
            SELECT data FROM evidence WHERE seq IN
            (SELECT (SELECT min(seq) FROM evidence e WHERE e.source = every.source) FROM every) ORDER BY seq"""
        return (decode(r[0]) for r in self._db.execute(sql))

    def pending(self, extractor: str, version: str, kind: str) -> Iterator[Evidence]:
        """Yield the evidence of one kind that this version of the extractor has not read yet."""
        sql = """SELECT data FROM evidence e WHERE data ->> 'kind' = ? AND NOT EXISTS (
            SELECT 1 FROM extraction x WHERE x.evidence = e.id AND x.extractor = ? AND x.version = ?) ORDER BY seq"""
        decode = msgspec.json.Decoder(Evidence).decode
        rows = self._db.execute(sql, [kind, extractor, version]).fetchall()
        return (decode(r[0]) for r in rows)

    def capture(self, payload: str) -> Capture:
        """Return where the bytes with this SHA-256 lie."""
        return self._one_capture("payload", payload)

    def capture_of(self, url: str) -> Capture | None:
        """Return the latest successful capture of an address (a photo of a post, say)."""
        sql = f"SELECT {_CAPTURE} FROM capture WHERE url = ? AND status = 200 ORDER BY id DESC LIMIT 1"
        row = self._db.execute(sql, [url]).fetchone()
        return _capture(row) if row else None

    def captures_of(self, urls: Collection[str]) -> dict[str, Capture]:
        """Return the latest successful capture of each address that has one; in bulk much faster than one by one."""
        sql = f"""SELECT {_CAPTURE} FROM capture WHERE id IN (
            SELECT (SELECT id FROM capture WHERE url = value AND status = 200 ORDER BY id DESC LIMIT 1)
            FROM json_each(?))"""
        return {c.url: c for c in map(_capture, self._db.execute(sql, [json.dumps(list(urls))]))}

    def captures(self) -> Iterator[Capture]:
        """Yield every capture, in the order in which they were made."""
        return (_capture(r) for r in self._db.execute(f"SELECT {_CAPTURE} FROM capture ORDER BY id"))

    def committed_end(self, warc: str) -> int:
        """Return the offset at which the last acknowledged record of a WARC file ends, in bytes."""
        sql = 'SELECT max("offset" + length) FROM capture WHERE warc = ?'
        return int(self._db.execute(sql, [warc]).fetchone()[0] or 0)

    def _one_capture(self, column: str, value: str) -> Capture:
        sql = f"SELECT {_CAPTURE} FROM capture WHERE {column} = ? ORDER BY id LIMIT 1"
        row = self._db.execute(sql, [value]).fetchone()
        if row is None:
            raise NotFound(f"No capture has the {column} {value}.", remedy="sinodik verify")
        return _capture(row)


def _capture(row: tuple[object, ...]) -> Capture:
    names = Capture.__struct_fields__
    return msgspec.convert(dict(zip(names, row, strict=True)), Capture)


def _rows(evidence: Iterable[tuple[str, Evidence]]) -> Iterator[tuple[object, ...]]:
    encode = msgspec.json.Encoder().encode
    seen, iso = None, None
    for id_, e in evidence:
        if e.seen is not seen:  # what was imported together was seen at one moment
            seen, iso = e.seen, _iso(e.seen)
        yield id_, e.source, e.url, _iso(e.posted), iso, e.payload, encode(e).decode()


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
