"""What the last deduplication went by: its weights, its cuts, and the folder in which it left its columns."""

from collections.abc import Iterable

import msgspec
from sqlite_utils import Database

from sinodik.reasons import Reason


class Matched(msgspec.Struct, frozen=True):
    """One run of the deduplicator.

    ``run`` is its number; ``how`` tells whether weights were learnt or trained, ``mentions`` how many were compared.
    ``sample``: of so many merged pairs one is put before people. ``same`` and ``different`` are the cuts, in
    hundredths of a bit; ``prior``, ``rare`` and ``weights`` the model; ``version`` that of the engine's columns.
    ``changed`` is how many mentions have come, gone or changed since the weights were learnt, ``read`` the number of
    the last reading that was looked at. ``layer`` is the run that wrote down what came or went since, or 0.
    """

    run: int
    how: str
    mentions: int
    sample: int
    same: int
    different: int
    prior: int
    rare: int
    weights: dict[str, dict[str, int]]
    version: str = ""
    changed: int = 0
    read: int = 0
    layer: int = 0


class Matching:
    """Kept with the candidates, so that what was explained once is explained the same way again."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def replace(self, matched: Matched, reasons: Iterable[Reason]) -> None:
        """Put these in the place of what there was; must be called in the transaction that replaces the candidates."""
        conn = self._db.conn
        conn.execute("INSERT OR REPLACE INTO matching VALUES (1, ?)", [msgspec.json.encode(matched).decode()])
        conn.executemany("INSERT OR REPLACE INTO reason VALUES (?, ?, ?, ?, ?)", reasons)

    def get(self) -> Matched | None:
        """Return what the candidates were made with; None before the first run."""
        row = self._db.execute("SELECT data FROM matching").fetchone()
        return msgspec.json.decode(row[0], type=Matched) if row else None

    def reasons(self) -> dict[int, Reason]:
        """Return every reason by its number."""
        return {row[0]: Reason(*row) for row in self._db.execute("SELECT * FROM reason")}
