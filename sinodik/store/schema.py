"""The tables of a workspace, and the steps by which an older workspace becomes a newer one.

Never edit a step that has been released: append one. Every table is STRICT. What is evidence or was decided can only
be appended; triggers hold that, whoever writes. ``mention``, ``candidate``, ``membership``, ``pair``, ``reason`` and
``matching`` are derived and may be thrown away and made anew.
"""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("sinodik")

APPEND_ONLY = ("capture", "evidence", "observation", "decision", "log")

_FIRST = """
CREATE TABLE run (
    id INTEGER PRIMARY KEY AUTOINCREMENT, stage TEXT NOT NULL, source TEXT NOT NULL, started TEXT NOT NULL,
    finished TEXT, outcome TEXT, counts TEXT NOT NULL DEFAULT '{}') STRICT;
CREATE INDEX run_by_source ON run (stage, source, id);

CREATE TABLE capture (
    id INTEGER PRIMARY KEY AUTOINCREMENT, payload TEXT NOT NULL, url TEXT NOT NULL, at TEXT NOT NULL,
    status INTEGER NOT NULL, mime TEXT NOT NULL, warc TEXT NOT NULL, "offset" INTEGER NOT NULL,
    length INTEGER NOT NULL, UNIQUE (warc, "offset")) STRICT;
CREATE INDEX capture_by_payload ON capture (payload);
CREATE INDEX capture_by_url ON capture (url);

CREATE TABLE evidence (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL, url TEXT NOT NULL,
    posted TEXT, seen TEXT NOT NULL, payload TEXT NOT NULL, data TEXT NOT NULL) STRICT;
CREATE INDEX evidence_by_url ON evidence (url);
CREATE INDEX evidence_by_source ON evidence (source);

CREATE TABLE observation (
    id INTEGER PRIMARY KEY AUTOINCREMENT, url TEXT NOT NULL, source TEXT NOT NULL, at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('missing', 'seen again')), payload TEXT NOT NULL) STRICT;
CREATE INDEX observation_by_url ON observation (url, id);

CREATE TABLE extraction (
    evidence TEXT NOT NULL REFERENCES evidence (id), extractor TEXT NOT NULL, version TEXT NOT NULL,
    at TEXT NOT NULL, error TEXT NOT NULL DEFAULT '', PRIMARY KEY (evidence, extractor)) STRICT, WITHOUT ROWID;
CREATE TABLE mention (
    id TEXT PRIMARY KEY, evidence TEXT NOT NULL REFERENCES evidence (id), extractor TEXT NOT NULL,
    data TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX mention_by_evidence ON mention (evidence, extractor);

CREATE TABLE candidate (id TEXT PRIMARY KEY, state TEXT NOT NULL, name TEXT NOT NULL, data TEXT NOT NULL)
    STRICT, WITHOUT ROWID;
CREATE INDEX candidate_by_state ON candidate (state, name);
CREATE TABLE membership (
    mention TEXT PRIMARY KEY, candidate TEXT NOT NULL REFERENCES candidate (id) ON DELETE CASCADE)
    STRICT, WITHOUT ROWID;
CREATE INDEX membership_by_candidate ON membership (candidate);
CREATE TABLE pair (
    a TEXT NOT NULL, b TEXT NOT NULL, score REAL NOT NULL, doubt REAL, data TEXT NOT NULL,
    PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID;
CREATE INDEX pair_queue ON pair (doubt, a, b) WHERE doubt IS NOT NULL;
CREATE INDEX pair_by_b ON pair (b);

CREATE TABLE frequency (kind TEXT, name TEXT, count INTEGER NOT NULL, PRIMARY KEY (kind, name)) STRICT, WITHOUT ROWID;

CREATE TABLE decision (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, reviewer TEXT NOT NULL, judgement TEXT NOT NULL,
    undoes INTEGER REFERENCES decision (seq), data TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX decision_undone_once ON decision (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE reviewer (
    name TEXT PRIMARY KEY, password TEXT NOT NULL, added TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE log (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,
    digest TEXT NOT NULL, hash TEXT NOT NULL UNIQUE) STRICT;
"""


@migrations()
def first(db: Database) -> None:
    """Lay the tables of version 0.1."""
    # One statement at a time: executescript() would commit the migration's transaction.
    for statement in filter(str.strip, _FIRST.split(";")):
        db.execute(statement)
    for table in APPEND_ONLY:
        _append_only(db, table)


def _append_only(db: Database, table: str) -> None:
    for verb in ("UPDATE", "DELETE"):
        db.execute(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} BEGIN "
            f"SELECT RAISE(ABORT, '{table}: rows are appended, never changed'); END"
        )


@migrations()
def schedule(db: Database) -> None:
    """Remember what the scheduler started: a row for each job, and one for the scheduler itself (stage ``serve``)."""
    db.execute(
        "CREATE TABLE firing (stage TEXT NOT NULL, source TEXT NOT NULL, slot TEXT NOT NULL, attempt INTEGER NOT NULL, "
        "started TEXT NOT NULL, beat TEXT NOT NULL, ended TEXT, outcome TEXT NOT NULL DEFAULT '', "
        "detail TEXT NOT NULL DEFAULT '', brought TEXT, PRIMARY KEY (stage, source)) STRICT, WITHOUT ROWID"
    )


_FRONTIER = """
CREATE TABLE round (
    id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, begun REAL NOT NULL, ended REAL,
    thorough INTEGER NOT NULL, had_posts INTEGER NOT NULL, pages INTEGER NOT NULL DEFAULT 0,
    known INTEGER NOT NULL DEFAULT 0, reach INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX round_by_source ON round (source, ended);

CREATE TABLE ask (
    id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, round INTEGER NOT NULL REFERENCES round (id),
    digest TEXT NOT NULL, data TEXT NOT NULL, priority INTEGER NOT NULL DEFAULT 0, once INTEGER NOT NULL DEFAULT 0,
    photo INTEGER NOT NULL DEFAULT 0, tries INTEGER NOT NULL DEFAULT 0, not_before REAL NOT NULL DEFAULT 0,
    at REAL NOT NULL, holder TEXT, until REAL,
    state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'leased', 'done', 'lost', 'failed')),
    CHECK ((state = 'leased') = (holder IS NOT NULL AND until IS NOT NULL)), UNIQUE (source, digest, round)) STRICT;
CREATE INDEX ask_queue ON ask (source, priority DESC, id) WHERE state = 'pending';
CREATE INDEX ask_leased ON ask (holder) WHERE state = 'leased';
CREATE INDEX ask_open ON ask (source, round, state) WHERE state <> 'done';

CREATE TABLE spent (name TEXT NOT NULL, day TEXT NOT NULL, calls INTEGER NOT NULL, PRIMARY KEY (name, day))
    STRICT, WITHOUT ROWID;
CREATE TABLE parked (source TEXT PRIMARY KEY, until REAL NOT NULL, why TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""


@migrations()
def frontier(db: Database) -> None:
    """Keep what is still to be asked for: see :mod:`sinodik.store.frontier`."""
    for statement in filter(str.strip, _FRONTIER.split(";")):
        db.execute(statement)


@migrations()
def seal(db: Database) -> None:
    """Keep a Merkle root of the log for each day: see :mod:`sinodik.store.seals`. Only a missing token is added."""
    db.execute(
        "CREATE TABLE seal (day TEXT PRIMARY KEY, at TEXT NOT NULL, entries INTEGER NOT NULL, root TEXT NOT NULL, "
        "token BLOB) STRICT, WITHOUT ROWID"
    )
    refuse = "BEGIN SELECT RAISE(ABORT, 'seal: rows are appended, never changed'); END"
    db.execute(f"CREATE TRIGGER seal_no_delete BEFORE DELETE ON seal {refuse}")
    same = " AND ".join(f"new.{c} IS old.{c}" for c in ("day", "at", "entries", "root"))
    db.execute(f"CREATE TRIGGER seal_no_update BEFORE UPDATE ON seal WHEN NOT ({same} AND old.token IS NULL) {refuse}")


@migrations()
def log_by_number(db: Database) -> None:
    """Drop the log's index of hashes, which cost as much as the log: nothing is looked for by its hash but heads.

    That no hash comes twice is shown by the chain: each covers its own number (:mod:`sinodik.store.chain`).
    """
    db.execute(
        "CREATE TABLE log_anew (seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, kind TEXT NOT NULL, "
        "subject TEXT NOT NULL, digest TEXT NOT NULL, hash TEXT NOT NULL) STRICT"
    )
    # Before the rows: it remembers a greater number than theirs where the log's end was cut, which verify must find.
    db.execute("INSERT INTO sqlite_sequence SELECT 'log_anew', seq FROM sqlite_sequence WHERE name = 'log'")
    db.execute("INSERT INTO log_anew SELECT seq, at, kind, subject, digest, hash FROM log ORDER BY seq")
    db.execute("DROP TABLE log")
    db.execute("ALTER TABLE log_anew RENAME TO log")
    _append_only(db, "log")


@migrations()
def looks(db: Database) -> None:
    """Remember when posts were looked for again: see :mod:`sinodik.store.looks`."""
    db.execute(
        "CREATE TABLE look (source TEXT NOT NULL, url TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (source, url)) "
        "STRICT, WITHOUT ROWID"
    )


@migrations()
def engine(db: Database) -> None:
    """Keep reasons as numbers, what the last matching went by, and where identifiers that are gone lead."""
    db.execute("DROP TABLE frequency")
    db.execute("ALTER TABLE pair ADD COLUMN sampled INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE pair ADD COLUMN reasons BLOB NOT NULL DEFAULT x''")
    db.execute("CREATE TABLE matching (id INTEGER PRIMARY KEY CHECK (id = 1), data TEXT NOT NULL) STRICT")
    db.execute(
        "CREATE TABLE reason (number INTEGER PRIMARY KEY, rule TEXT NOT NULL, english TEXT NOT NULL, "
        "russian TEXT NOT NULL, said TEXT NOT NULL) STRICT"
    )
    db.execute("CREATE TABLE candidate_redirect (old TEXT PRIMARY KEY, new TEXT NOT NULL) STRICT, WITHOUT ROWID")


@migrations()
def readings_in_order(db: Database) -> None:
    """Give each reading a number as it is written: mentions read anew keep their identifiers, whatever they now say."""
    db.execute("ALTER TABLE extraction ADD COLUMN seq INTEGER NOT NULL DEFAULT 0")
    db.execute("CREATE INDEX extraction_by_seq ON extraction (seq)")


_CANDIDATES = """
CREATE TABLE candidate_anew (id TEXT PRIMARY KEY, state TEXT NOT NULL, name TEXT NOT NULL, data TEXT NOT NULL) STRICT;
INSERT INTO candidate_anew SELECT * FROM candidate ORDER BY id;
CREATE TEMP TABLE kept AS SELECT * FROM membership ORDER BY mention;
DROP TABLE membership;
DROP TABLE candidate;
ALTER TABLE candidate_anew RENAME TO candidate;
CREATE INDEX candidate_by_state ON candidate (state, name);
CREATE TABLE membership (
    mention TEXT PRIMARY KEY, candidate TEXT NOT NULL REFERENCES candidate (id) ON DELETE CASCADE)
    STRICT, WITHOUT ROWID;
INSERT INTO membership SELECT * FROM kept;
CREATE INDEX membership_by_candidate ON membership (candidate);
DROP TABLE kept
"""


@migrations()
def candidates_in_rows(db: Database) -> None:
    """Keep candidates in the order in which they come: by identifier each lay in pages of its own, of a deep tree."""
    for statement in _CANDIDATES.split(";"):
        db.execute(statement)
