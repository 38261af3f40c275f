"""What a full run leaves on the disk, so that one decision, or a few new mentions, need not begin anew.

A folder of arrays beside the database, opened without being read; what came or went since is a layer over them
(:mod:`dedupe.layer`). The database names the run whose folder it is, and that of the layer; both are written whole
before that, and what was there before is taken away after it. Nothing in it cannot be made again.
"""

import shutil
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.lib.format import open_memmap
from numpy.typing import NDArray

from dedupe import layer
from dedupe.engine.blocks import Keys, stretches
from dedupe.engine.columns import Col, Columns, Rows
from dedupe.engine.kernel import COUNT
from dedupe.engine.lexicon import Codes, Fact, Known, Vocabulary, Words
from dedupe.engine.lexicon import joined as words_joined
from dedupe.engine.link import Links
from dedupe.engine.rarity import Counts, Frequencies
from dedupe.findings import Longs
from dedupe.layer import Layer
from dedupe.matter import Matter
from dedupe.parts import joined
from dedupe.weights import Weights
from sinodik.errors import NotFound

FOLDER = "matching"
# Changes whenever the columns do: what another version left is not read.
VERSION = f"5-{len(Col)}-{COUNT}-{len(Fact)}"


class Snapshot(NamedTuple):
    """``ids`` in order, and in it ``rows`` and ``links`` as the engine has them; ``late`` is what came or went since.

    ``posts`` has a number for what a mention stands in, in order, and ``stands`` says which mention it is. ``words``
    are old and new; ``part`` is what links hold together, of all that came: what is gone still holds. ``run`` is that
    which wrote the layer, 0 if none has.
    """

    folder: Path
    run: int
    ids: NDArray[np.bytes_]
    posts: Longs
    stands: Codes
    rows: Rows
    words: Words
    links: Links
    part: Codes
    late: Layer

    def __len__(self) -> int:
        return len(self.part) - len(self.late.gone)

    def positions(self, mentions: Iterable[str]) -> dict[str, int]:
        """Return where these mentions stand; those that came later are left out."""
        asked = np.array(sorted(mentions), dtype=self.ids.dtype)
        at, old = _where(self.ids, asked)
        _, late = _where(asked, self.late.ids)
        return self.named(np.append(at[old], len(self.ids) + np.flatnonzero(late)))

    def named(self, positions: Longs) -> dict[str, int]:
        """Return positions by the identifiers of the mentions; those that are gone are left out."""
        there = positions[~np.isin(positions, self.late.gone)]
        return dict(zip(self._ids(there), there.tolist(), strict=True))

    def standing_in(self, posts: Longs) -> Longs:
        """Return the positions of the mentions that stand in these posts and photos."""
        first, last = (np.searchsorted(self.posts, posts, side=x) for x in ("left", "right"))
        old = self.stands[stretches(first, last - first)]
        late = np.flatnonzero(np.isin(self.late.evidence, posts)) + len(self.ids)
        return np.setdiff1d(np.append(old, late), self.late.gone)

    def together(self, positions: Collection[int]) -> Longs:
        """Return all that hangs together with these by links."""
        asked = np.zeros(len(self.part), np.bool_)
        asked[self.part[list(positions)]] = True
        return np.flatnonzero(asked[self.part])

    def whole(self, weights: Weights) -> Matter:
        """Return all that was compared."""
        return self.some(np.setdiff1d(np.arange(len(self.part)), self.late.gone), weights)

    def some(self, positions: Longs, weights: Weights) -> Matter:
        """Return a part of what was compared; ``positions`` hold whole components."""
        ids = self._ids(positions)
        order = sorted(range(len(ids)), key=ids.__getitem__)
        positions = positions[order]
        number = np.full(len(self.part), -1, np.int32)
        number[positions] = np.arange(len(positions))
        columns = Columns(self.row(positions), self.words, Vocabulary(), Frequencies((), np.zeros(0)))
        return Matter([ids[k] for k in order], columns, self._links(positions, number), weights)

    def row(self, positions: Longs) -> Rows:
        """Return the rows of some mentions."""
        rows: Rows = _either(self.rows, self.late.rows, positions)
        return rows

    def _ids(self, positions: Longs) -> list[str]:
        return [i.decode() for i in _either(self.ids, self.late.ids, positions).tolist()]

    def _links(self, positions: Longs, number: Codes) -> Links:
        """Return the links between mentions that have a number, by that; ``positions`` are theirs."""
        old, late = self.links, self.late.links
        first, last = (np.searchsorted(old.a, positions[positions < len(self.ids)], side=x) for x in ("left", "right"))
        at = stretches(first, last - first)
        a, b = (number[np.append(x[at], y)] for x, y in ((old.a, late.a), (old.b, late.b)))
        kept = (a >= 0) & (b >= 0)
        return Links(np.minimum(a, b)[kept], np.maximum(a, b)[kept], np.append(old.score[at], late.score)[kept], 0)


def save(folder: Path, matter: Matter, evidence: Longs, keys: Sequence[Keys], keyed: Sequence[Codes]) -> None:
    """Write a snapshot to a new folder; ``keys`` are those of each kind, in order, ``keyed`` says whose they are."""
    shutil.rmtree(folder, ignore_errors=True)
    for new in (folder.parent, folder):
        new.mkdir(mode=0o700, exist_ok=True)
    c, links = matter.columns, matter.links
    by_post, by_first = np.argsort(evidence, kind="stable"), np.argsort(links.a, kind="stable")
    arrays = {
        "posts": evidence[by_post],
        "stands": by_post.astype(np.int32),
        "ids": np.array(matter.ids, dtype=np.bytes_) if len(matter.ids) else np.zeros(0, "S17"),
        "rows": c.rows,
        "part": joined(np.arange(len(c), dtype=np.int32), links.a, links.b),
        "region": c.frequencies.region,
        **{f"link-{name}": getattr(links, name)[by_first] for name in ("a", "b", "score")},
        **{f"word-{name}": column for name, column in c.words._asdict().items()},
        **{f"count-{k}-{n}": x for k, counts in enumerate(c.frequencies.counts) for n, x in counts._asdict().items()},
        **{f"known-{k}-{n}": x for k, known in enumerate(c.vocabulary.known()) for n, x in known._asdict().items()},
    }
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", np.ascontiguousarray(array))
    for name, kinds in (("keys", keys), ("keyed", keyed)):  # piece by piece: together they are large
        whole = open_memmap(folder / f"{name}.npy", "w+", kinds[0].dtype, (sum(map(len, kinds)),))
        np.concatenate(kinds, out=whole)


def load(folder: Path, late: int = 0) -> Snapshot:
    """Open a snapshot, with the layer that run ``late`` wrote; raises NotFound where one is not there, or unfit."""
    try:
        words = Words._make(_array(folder, f"word-{name}") for name in Words._fields)
        links = Links(_array(folder, "link-a"), _array(folder, "link-b"), _array(folder, "link-score"), 0)
        ids, posts, stands, rows, part = (_array(folder, n) for n in ("ids", "posts", "stands", "rows", "part"))
        if not late:
            over = Layer.nothing(ids, rows, words)
            return Snapshot(folder, 0, ids, posts, stands, rows, words, links, part, over)
        over = layer.read(layer_file(folder, late))
    except (OSError, ValueError) as error:
        raise NotFound(
            "What the last deduplication compared is not there any more.", remedy="sinodik dedupe"
        ) from error
    everybody = np.append(part, np.arange(len(part), len(part) + len(over.ids), dtype=np.int32))
    part = joined(everybody, over.links.a, over.links.b)
    return Snapshot(folder, late, ids, posts, stands, rows, words_joined(words, over.words), links, part, over)


def layer_file(folder: Path, run: int) -> Path:
    """Return where a run keeps what came or went since the full run whose folder this is."""
    return folder / f"{run}.npz"


def vocabulary(known: Snapshot) -> Vocabulary:
    """Return the numbers that words and things have; whatever is new is numbered on."""
    kinds = range(len(list(known.folder.glob("known-*-codes.npy"))))
    first = [Known(*(_array(known.folder, f"known-{k}-{name}") for name in Known._fields)) for k in kinds]
    return Vocabulary.after(first, layer.numbers(layer_file(known.folder, known.run)) if known.run else ())


def frequencies(folder: Path) -> Frequencies:
    """Read how often names and places were said."""
    counts = (Counts._make(_array(folder, f"count-{k}-{name}") for name in Counts._fields) for k in range(4))
    return Frequencies(tuple(counts), _array(folder, "region"))


def keys(folder: Path) -> tuple[Keys, Codes]:
    """Read the keys under which a full run compared mentions, in order, and whose they are."""
    return _array(folder, "keys"), _array(folder, "keyed")


def sweep(folder: Path, run: int, late: int) -> None:
    """Take away the snapshots and layers that the database does not speak of."""
    for old in folder.glob("*"):
        if old.name != str(run):
            shutil.rmtree(old, ignore_errors=True)
    for thin in folder.glob("*/*.npz"):
        if thin.stem != str(late):
            thin.unlink(missing_ok=True)


def _where(ordered: NDArray[Any], asked: NDArray[Any]) -> tuple[Longs, NDArray[np.bool_]]:
    """Return where each one asked for stands, or would stand, and whether it is there."""
    at = np.searchsorted(ordered, asked)
    if not len(ordered):
        return at, np.zeros(len(asked), np.bool_)
    at = np.minimum(at, len(ordered) - 1)
    return at, ordered[at] == asked


def _either(old: NDArray[Any], late: NDArray[Any], positions: Longs) -> NDArray[Any]:
    """Return the elements at some positions of two arrays, the one after the other."""
    early = positions < len(old)
    found = np.empty((len(positions), *old.shape[1:]), old.dtype)
    found[early] = old[positions[early]]
    found[~early] = late[positions[~early] - len(old)]
    return found


def _array(folder: Path, name: str) -> NDArray[Any]:
    # Copied on being written to, so that compiled code sees the same type as for what was just computed.
    return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="c"))
