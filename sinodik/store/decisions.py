"""Decisions: what people said. Appended, never changed."""

from collections.abc import Iterator

import msgspec
from sqlite_utils import Database

from sinodik.errors import BadInput, NotFound
from sinodik.records import Decision, Judgement, active
from sinodik.store.log import Log


class Decisions:
    """The one thing in a workspace that nothing can make again."""

    def __init__(self, db: Database, log: Log) -> None:
        self._db = db
        self._log = log
        self._decode = msgspec.json.Decoder(Decision).decode

    def add(self, decision: Decision) -> Decision:
        """Append a decision and return it with its number; must be called inside a transaction."""
        if decision.judgement is Judgement.UNDO:
            self._check_undo(decision)
        seq = self.last() + 1
        numbered = msgspec.structs.replace(decision, seq=seq)
        data = msgspec.json.encode(numbered).decode()
        self._decode(data)  # what cannot be read again must not enter: it could never be taken out
        row = (numbered.judgement.value, numbered.at.isoformat(), numbered.reviewer, numbered.undoes, data)
        self._log.enter("decision", [row])
        return numbered

    def last(self) -> int:
        """Return the number of the last decision; 0 if there is none."""
        # sqlite_sequence, not max(seq): a number is never given twice, even if rows were removed by force.
        row = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'decision'").fetchone()
        return int(row[0]) if row else 0

    def get(self, seq: int) -> Decision:
        """Return one decision by its number."""
        row = self._db.execute("SELECT data FROM decision WHERE seq = ?", [seq]).fetchone()
        if row is None:
            raise NotFound(f"There is no decision {seq} in this workspace.", remedy="sinodik status")
        return self._decode(row[0])

    def all(self) -> Iterator[Decision]:
        """Yield every decision in the order in which it was made, undone ones and undoings too."""
        return (self._decode(r[0]) for r in self._db.execute("SELECT data FROM decision ORDER BY seq"))

    def standing(self) -> list[Decision]:
        """Return the decisions that hold: neither undone nor an undoing."""
        return list(active(self.all()))

    def last_of(self, reviewer: str) -> Decision | None:
        """Return the newest standing decision of one reviewer: what "undo" means."""
        return next((d for d in reversed(self.standing()) if d.reviewer == reviewer), None)

    def _check_undo(self, undo: Decision) -> None:
        target = self.get(undo.undoes or 0)
        if target.judgement is Judgement.UNDO or target.seq not in {d.seq for d in self.standing()}:
            raise BadInput(f"Decision {target.seq} does not stand any more.", remedy="decide the pair anew instead")
