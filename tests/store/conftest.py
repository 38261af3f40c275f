"""Ways to do what nobody should: a second, raw connection with the triggers removed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection

import pytest
from pysqlite3 import dbapi2 as sqlite3

from sinodik.records import Anchor, Decision, Judgement, Span
from sinodik.store import DATABASE
from sinodik.store.schema import APPEND_ONLY


@contextmanager
def raw(workspace: Path) -> Iterator[Connection]:
    connection = sqlite3.connect(str(workspace / DATABASE), isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


@pytest.fixture
def connect_raw(workspace: Path) -> Callable[[], object]:
    return lambda: raw(workspace)


@pytest.fixture
def tamper(workspace: Path) -> Callable[..., None]:
    """Run SQL as somebody who has the file, and has removed the triggers and constraints that are in the way."""

    def run(*statements: str) -> None:
        with raw(workspace) as connection:
            connection.execute("PRAGMA foreign_keys = OFF")
            for table in APPEND_ONLY:
                connection.execute(f"DROP TRIGGER IF EXISTS {table}_no_update")
                connection.execute(f"DROP TRIGGER IF EXISTS {table}_no_delete")
            for statement in statements:
                connection.execute(statement)

    return run


@pytest.fixture
def make_decision() -> Callable[..., Decision]:
    """A decision about one mention, told apart by ``number``."""

    def make(judgement: Judgement = Judgement.CONFIRM, number: int = 1, **given: object) -> Decision:
        about = (Anchor(f"m{number:016}", f"{number:064}", Span(0, 6)),)
        filled = {"at": datetime(2023, 4, 1, 9, number % 60, tzinfo=UTC), "reviewer": "vera", "about": about}
        return Decision(judgement=judgement, **(filled | given))  # type: ignore[arg-type]

    return make
