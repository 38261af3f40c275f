"""What a full run leaves on the disk, so that one decision, or a few new mentions, need not begin anew.

A folder of arrays beside the database, opened without being read. The database names the folder that it goes with; it
is written whole before that, and the one before is taken away after it. Nothing in it cannot be made again.
"""

import shutil
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedupe.engine.columns import Col, Columns
from dedupe.engine.kernel import COUNT
from dedupe.engine.lexicon import Fact, Known, Vocabulary, Words
from dedupe.engine.link import Links
from dedupe.engine.rarity import Counts, Frequencies
from dedupe.findings import Longs
from dedupe.matter import Matter
from dedupe.parts import joined
from dedupe.weights import Weights
from sinodik.errors import NotFound

FOLDER = "matching"
# Changes whenever the columns do: what another version left is not read.
VERSION = f"4-{len(Col)}-{COUNT}-{len(Fact)}"


Keyed = tuple[list[NDArray[np.uint64]], list[NDArray[np.int32]]]


class Snapshot(NamedTuple):
    """``ids`` in order, and in it the rest: ``evidence`` has a number for what each mention stands in.

    ``rows``, ``words`` and ``links`` are as the engine has them, ``part`` is what links hold together.
    """

    folder: Path
    ids: NDArray[np.bytes_]
    evidence: NDArray[np.int64]
    rows: NDArray[np.int32]
    words: Words
    links: Links
    part: NDArray[np.int32]

    def positions(self, mentions: Iterable[str]) -> dict[str, int]:
        """Return where these mentions stand; those that came later are left out."""
        asked = np.array(sorted(mentions), dtype=self.ids.dtype)
        at = np.minimum(np.searchsorted(self.ids, asked), max(0, len(self.ids) - 1))
        if not len(self.ids):
            return {}
        known = self.ids[at] == asked
        return {a.decode(): int(k) for a, k in zip(asked[known], at[known], strict=True)}

    def together(self, positions: Collection[int]) -> Longs:
        """Return all that hangs together with these by links."""
        if not positions:
            return np.zeros(0, np.int64)
        return np.flatnonzero(np.isin(self.part, np.unique(self.part[list(positions)])))

    def whole(self, weights: Weights) -> Matter:
        """Return all that was compared."""
        return self.some(np.arange(len(self.ids)), weights)

    def some(self, positions: Longs, weights: Weights) -> Matter:
        """Return a part of what was compared; ``positions`` are in order and hold whole components."""
        number = np.full(len(self.ids), -1, np.int32)
        number[positions] = np.arange(len(positions))
        a, b = number[self.links.a], number[self.links.b]
        kept = (a >= 0) & (b >= 0)
        links = Links(a[kept], b[kept], self.links.score[kept], 0)
        columns = Columns(self.rows[positions], self.words, Vocabulary(), Frequencies((), np.zeros(0)))
        return Matter([i.decode() for i in self.ids[positions].tolist()], columns, links, weights)


def save(folder: Path, matter: Matter, evidence: Longs, keyed: Keyed) -> None:
    """Write a snapshot to a new folder; ``keyed`` has keys, in order, and whose they are, for each kind of key."""
    shutil.rmtree(folder, ignore_errors=True)
    for new in (folder.parent, folder):
        new.mkdir(mode=0o700, exist_ok=True)
    c, links = matter.columns, matter.links
    arrays = {
        "evidence": evidence,
        "ids": np.array(matter.ids, dtype=np.bytes_) if len(matter.ids) else np.zeros(0, "S17"),
        "rows": c.rows,
        "part": joined(np.arange(len(c), dtype=np.int32), links.a, links.b),
        "region": c.frequencies.region,
        **{f"link-{name}": getattr(links, name) for name in ("a", "b", "score")},
        **{f"word-{name}": column for name, column in c.words._asdict().items()},
        **{f"count-{k}-{n}": x for k, counts in enumerate(c.frequencies.counts) for n, x in counts._asdict().items()},
        **{f"known-{k}-{n}": x for k, known in enumerate(c.vocabulary.known()) for n, x in known._asdict().items()},
        **{f"keys-{k}": some for k, some in enumerate(keyed[0])},
        **{f"keyed-{k}": whose for k, whose in enumerate(keyed[1])},
    }
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", np.ascontiguousarray(array))


def load(folder: Path) -> Snapshot:
    """Open a snapshot; raises NotFound where there is none, or only another version's."""
    try:
        words = Words._make(_array(folder, f"word-{name}") for name in Words._fields)
        a, b, score = (_array(folder, f"link-{name}") for name in ("a", "b", "score"))
        ids, evidence, rows, part = (_array(folder, name) for name in ("ids", "evidence", "rows", "part"))
        return Snapshot(folder, ids, evidence, rows, words, Links(a, b, score, 0), part)
    except (OSError, ValueError) as error:
        raise NotFound(
            "What the last deduplication compared is not there any more.", remedy="sinodik dedupe"
        ) from error


def vocabulary(folder: Path) -> Vocabulary:
    """Return the numbers that words and things have; whatever is new is numbered on."""
    kinds = len(list(folder.glob("known-*-codes.npy")))
    return Vocabulary.after(
        [Known(*(_array(folder, f"known-{k}-{name}") for name in Known._fields)) for k in range(kinds)]
    )


def frequencies(folder: Path) -> Frequencies:
    """Read how often names and places were said."""
    counts = (Counts._make(_array(folder, f"count-{k}-{name}") for name in Counts._fields) for k in range(4))
    return Frequencies(tuple(counts), _array(folder, "region"))


def keys(folder: Path) -> Keyed:
    """Read the keys under which mentions were compared, and whose they are, for each kind of key."""
    kinds = range(len(list(folder.glob("keyed-*.npy"))))
    return [_array(folder, f"keys-{k}") for k in kinds], [_array(folder, f"keyed-{k}") for k in kinds]


def sweep(folder: Path, kept: Sequence[str]) -> None:
    """Take away the snapshots that the database does not speak of."""
    for old in folder.glob("*"):
        if old.name not in kept:
            shutil.rmtree(old, ignore_errors=True)


def _array(folder: Path, name: str) -> NDArray[Any]:
    # Copied on being written to, so that compiled code sees the same type as for what was just computed.
    return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="c"))
