"""Mentions and evidence as far as they are compared: decoding what nobody asks for would take most of the time."""

from collections.abc import Collection, Iterator
from datetime import datetime

import msgspec
from sqlite_utils import Database

from sinodik.records import Field, Value

_SOME = "IN (SELECT value FROM json_each(?))"


class BriefClaim(msgspec.Struct):
    """A claim without its place."""

    field: Field
    value: Value
    confidence: float = 1.0


class BriefMention(msgspec.Struct):
    """A mention without its extractor."""

    evidence: str
    claims: list[BriefClaim]


class BriefEvidence(msgspec.Struct):
    """When evidence was posted, and what of it can be copied."""

    posted: datetime | None = None
    text: str = ""
    phash: str = ""


class Brief:
    """Everything, or some mentions, one by one."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def mentions(self, ids: Collection[str] | None = None) -> Iterator[tuple[str, BriefMention]]:
        """Yield mentions with their identifiers, in the order of these."""
        decode = msgspec.json.Decoder(BriefMention).decode
        where, given = ("", []) if ids is None else (f"WHERE id {_SOME}", [_json(ids)])
        for id_, data in self._db.conn.execute(f"SELECT id, data FROM mention {where} ORDER BY id", given):
            yield id_, decode(data)

    def evidence(self, ids: Collection[str] | None = None) -> Iterator[tuple[str, BriefEvidence]]:
        """Yield evidence (that which mentions of ``ids`` stand in) with its identifier, as it lies on the disk."""
        decode = msgspec.json.Decoder(BriefEvidence).decode
        of_ids = f"WHERE id IN (SELECT evidence FROM mention WHERE id {_SOME})"
        where, given = ("", []) if ids is None else (of_ids, [_json(ids)])
        for id_, data in self._db.conn.execute(f"SELECT id, data FROM evidence {where}", given):
            yield id_, decode(data)


def _json(ids: Collection[str]) -> str:
    return msgspec.json.encode(list(ids)).decode()
