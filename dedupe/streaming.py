"""A table from mentions that come one by one: a million records are never held at once."""

from array import array
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

import numpy as np

from dedupe.engine.copies import Copies
from dedupe.engine.photos import Photos
from dedupe.engine.table import Ints, Table, number, pack, words_of
from sinodik.progress import Progress, silent
from sinodik.records import Field, PartialDate, Value

_EVERY = 10_000
_TEXTS = ("surname", "given", "patronymic", "region", "settlement", "unit", "branch", "rank")
_DATES = ("birth", "death", "burial")


class _Claim(Protocol):
    @property
    def field(self) -> Field: ...
    @property
    def value(self) -> Value: ...
    @property
    def confidence(self) -> float: ...


class _Mention(Protocol):
    @property
    def evidence(self) -> str: ...
    @property
    def claims(self) -> Sequence[_Claim]: ...


class _Evidence(Protocol):
    @property
    def posted(self) -> datetime | None: ...
    @property
    def text(self) -> str: ...
    @property
    def phash(self) -> str: ...


def table(
    mentions: Iterable[tuple[str, _Mention]],
    evidence: Iterable[tuple[str, _Evidence]],
    total: int | None = None,
    progress: Progress = silent,
) -> tuple[list[str], Table]:
    """Return the identifiers and the table of mentions that come with, and in the order of, their identifiers.

    ``evidence`` comes in any order, and holds at least what the mentions stand in.
    """
    pieces = _pieces(evidence, total, progress)
    ids: list[str] = []
    texts: dict[str, list[str]] = {field: [] for field in _TEXTS}
    numbers = {field: array("q") for field in (*_DATES, "age", "evidence")}
    same: dict[str, str] = {}  # equal texts are one in memory
    for id_, mention in mentions:
        if len(ids) % _EVERY == 0:
            progress(len(ids), total, "reading")
        ids.append(id_)
        said = _said(mention)
        for field, column in texts.items():
            text = str(said.get(field) or "")
            column.append(same.setdefault(text, text))
        for field in _DATES:
            date = said.get(field)
            numbers[field].append(pack(date) if isinstance(date, PartialDate) else 0)
        age = said.get("age")
        numbers["age"].append(age if isinstance(age, int) else -1)
        numbers["evidence"].append(evidence_number(mention.evidence))
    progress(len(ids), len(ids), "reading")
    columns: dict[str, Any] = {name: np.frombuffer(column, np.int64).copy() for name, column in numbers.items()}
    return ids, Table(**(columns | texts | pieces.of(columns["evidence"])))


class _Pieces:
    """What of evidence is compared, by the number of the evidence."""

    def __init__(self, *columns: Ints) -> None:
        every = columns
        order = np.argsort(every[0], kind="stable")
        self._key, *self._columns = (a[order] for a in every)

    def of(self, keys: Ints) -> dict[str, Ints]:
        """Return when evidence was posted, its text and its photo."""
        at = np.searchsorted(self._key, keys)
        return {name: column[at] for name, column in zip(("posted", "text", "photo"), self._columns, strict=True)}


def _pieces(evidence: Iterable[tuple[str, _Evidence]], total: int | None, progress: Progress) -> _Pieces:
    columns = [array("q") for _ in range(4)]
    copies, pictures = Copies(), Photos()
    for done, (id_, piece) in enumerate(evidence):
        if done % _EVERY == 0:
            progress(done, total, "reading evidence")
        when = piece.posted
        posted = when.year * 10000 + when.month * 100 + when.day if when else 0
        text = number(words_of(piece.text))
        copies.add(text, piece.text)
        photo = number(piece.phash)
        pictures.add(photo, piece.phash)
        row = evidence_number(id_), posted, text, photo
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    key, posted_at, texts, photos = (np.frombuffer(column, np.int64) for column in columns)
    return _Pieces(key, posted_at, copies.merged(texts), pictures.merged(photos))


def evidence_number(evidence: str) -> int:
    """Return a number for evidence, from its identifier, which is a hash."""
    return int(evidence[:15], 16)


def evidence_numbers(evidence: Iterable[str]) -> Ints:
    """Return the numbers of some pieces."""
    return np.array([evidence_number(e) for e in evidence], np.int64)


def _said(mention: _Mention) -> dict[str, Value]:
    """Return what the surest claim about each field says."""
    best: dict[str, float] = {}
    said: dict[str, Value] = {}
    for claim in mention.claims:
        if claim.confidence > best.get(claim.field, -1.0):
            best[claim.field], said[claim.field] = claim.confidence, claim.value
    return said
