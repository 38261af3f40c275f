"""The workspace: what was seen, what was read from it, what people decided.

Everything that is kept goes through :class:`Store`; no other module of the program writes the database.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from shlex import quote
from types import TracebackType
from typing import Self

from pysqlite3 import dbapi2 as sqlite3

from sinodik.errors import InUse, NoSpace, NoWorkspace
from sinodik.store.brief import Brief
from sinodik.store.candidates import Candidates
from sinodik.store.connection import connect
from sinodik.store.decisions import Decisions
from sinodik.store.evidence import EvidenceTable
from sinodik.store.firings import Firings
from sinodik.store.frontier import Frontier
from sinodik.store.log import Log
from sinodik.store.looks import Looks
from sinodik.store.matching import Matching
from sinodik.store.mentions import Mentions
from sinodik.store.reviewers import Reviewers
from sinodik.store.runs import Runs
from sinodik.store.seals import Seals
from sinodik.store.warc import Archive

DATABASE = "sinodik.db"
EVIDENCE = "evidence"


class Store:
    """One workspace's database and evidence folder. Belongs to one thread; opening it twice is fine."""

    def __init__(self, workspace: Path) -> None:
        database = workspace / DATABASE
        if not database.is_file() or not database.stat().st_size:
            raise _without_database(workspace)
        self.workspace = workspace
        self.db = connect(workspace / DATABASE)
        self.log = Log(self.db)
        self.archive = Archive(workspace / EVIDENCE)
        self.evidence = EvidenceTable(self.db, self.log)
        self.frontier = Frontier(self.db)
        self.looks = Looks(self.db)
        self.mentions = Mentions(self.db)
        self.brief = Brief(self.db)
        self.candidates = Candidates(self.db)
        self.matching = Matching(self.db)
        self.decisions = Decisions(self.db, self.log)
        self.reviewers = Reviewers(self.db)
        self.runs = Runs(self.db)
        self.seals = Seals(self.db)
        self.firings = Firings(self.db)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        self.db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, and on the disk when it ends. Waits for another writer; nested use joins the outer one."""
        if self.db.conn.in_transaction:
            yield
            return
        try:
            self.db.conn.execute("BEGIN IMMEDIATE")
            yield
            self.db.conn.execute("COMMIT")
        except sqlite3.OperationalError as error:
            self._roll_back()
            raise _explained(error, self.workspace) from error
        except BaseException:
            self._roll_back()
            raise

    @contextmanager
    def view(self) -> Iterator[None]:
        """Read everything as it is at one moment, whatever others write meanwhile; nobody waits."""
        self.db.conn.execute("BEGIN")
        try:
            yield
        finally:
            self.db.conn.execute("ROLLBACK")

    @contextmanager
    def part(self) -> Iterator[None]:
        """Undo this part of a transaction alone if it raises; the rest goes on. Parts are not nested."""
        self.db.conn.execute("SAVEPOINT part")
        try:
            yield
        except sqlite3.OperationalError as error:
            raise _explained(error, self.workspace) from error
        except BaseException:
            if self.db.conn.in_transaction:
                self.db.conn.execute("ROLLBACK TO part")
            raise
        finally:
            if self.db.conn.in_transaction:
                self.db.conn.execute("RELEASE part")

    def _roll_back(self) -> None:
        if self.db.conn.in_transaction:
            self.db.conn.execute("ROLLBACK")


def _without_database(workspace: Path) -> NoWorkspace:
    if any((workspace / EVIDENCE).glob("*.warc.gz")):
        # A new one would be empty, and an export from it would withdraw everything that was published.
        return NoWorkspace(
            f"{workspace} holds evidence, but its {DATABASE} is gone or empty.",
            remedy=f"restore {DATABASE} from a backup; {EVIDENCE}/ is untouched",
        )
    return NoWorkspace(
        f"{workspace} is not a workspace (no {DATABASE} there).", remedy=f"sinodik init {quote(str(workspace))}"
    )


def now() -> datetime:
    """Return this moment, in UTC."""
    return datetime.now(UTC)


def _explained(error: Exception, workspace: Path) -> Exception:
    text = str(error)
    if "locked" in text or "busy" in text:
        return InUse(f"{workspace} is being written by another process.", remedy="try again when it has ended")
    if "full" in text or "disk I/O" in text:
        return NoSpace(
            f"The disk that holds {workspace} is full or failed ({text}); what was stored before is safe.",
            remedy=f"free space (df -h {quote(str(workspace))}), then run the same command again",
        )
    return error
