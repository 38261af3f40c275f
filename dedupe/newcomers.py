"""New mentions, and such as are gone: the last run's work is carried on instead of being begun anew.

Weights, frequencies and the numbers of words stay as the last full run learnt them; so what comes out differs from a
full run only where the newcomers themselves would have changed a weight or the size of a block.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from dedupe import snapshot
from dedupe.engine.blocks import LARGEST, NEIGHBOURS, Keys, blocks, every, stretches
from dedupe.engine.columns import Columns
from dedupe.engine.lexicon import Codes, Known, taken
from dedupe.engine.link import Links, links, scored
from dedupe.engine.model import Model
from dedupe.engine.table import Table
from dedupe.findings import Longs
from dedupe.late import coded_late
from dedupe.layer import Layer
from dedupe.linkage import Cuts
from dedupe.matter import Matter, nothing
from dedupe.parts import parts
from dedupe.snapshot import Snapshot
from dedupe.ties import Cluster
from dedupe.weights import Weights


def grown(
    known: Snapshot, weights: Weights, low: int, ids: Sequence[str], table: Table, gone: Longs
) -> tuple[Layer, list[Known]]:
    """Return what came or went since the full run once these come too (``ids`` with their table) and others are gone.

    Also the numbers of all words and things that the full run did not know. ``gone`` are positions.
    """
    fresh, late, size = coded_late(known, table), known.late, len(known.part)
    every_gone = np.union1d(late.gone, gone)
    asked, new = every(fresh)
    pairs, room = _meetings(known, asked, new)
    met = _met(known, pairs[~np.isin(pairs[:, 0], every_gone)], fresh, weights.model, low)
    among = _among(fresh, weights.model, low)
    found = (late.links, met._replace(b=met.b + size), among._replace(a=among.a + size, b=among.b + size))
    a, b, score = (np.concatenate([getattr(some, name) for some in found]) for name in ("a", "b", "score"))
    at = np.searchsorted(late.keys, asked[room], side="right")
    layer = Layer(
        ids=np.append(late.ids, np.array(ids, dtype=known.ids.dtype)),
        evidence=np.append(late.evidence, table.evidence),
        rows=np.concatenate([late.rows, fresh.rows]),
        words=taken(fresh.words, slice(len(known.words.letters) - len(late.words.letters), None)),
        links=Links(a, b, score, 0),
        gone=every_gone,
        keys=np.insert(late.keys, at, asked[room]),
        keyed=np.insert(late.keyed, at, new[room] + size),
    )
    return layer, fresh.vocabulary.known()


def unsettled(part: Matter, came: AbstractSet[str], tied: Codes, cuts: Cuts) -> Matter:
    """Return what newcomers may have changed of a neighbourhood: the parts whose members are not what they were.

    ``tied`` numbers what is one person by decision. People come of a part alone, so all others are what they were.
    """
    new = np.fromiter((m in came for m in part.ids), np.bool_, len(part.ids))
    links = part.links
    known = ~(new[links.a] | new[links.b])
    before = Links(links.a[known], links.b[known], links.score[known], 0)
    was, _ = parts(len(new), before, np.where(new, -1, tied).astype(np.int32), cuts.different, cuts.same)
    now, _ = parts(len(new), links, tied, cuts.different, cuts.same)
    moved = was != now
    kept = np.isin(was, was[moved]) | np.isin(now, now[moved]) | new
    # Without what held larger components together: each part is to be found again as it is.
    inside = kept[links.a] & (now[links.a] == now[links.b])
    place = np.cumsum(kept, dtype=np.int32) - 1
    within = Links(place[links.a[inside]], place[links.b[inside]], links.score[inside], 0)
    columns = replace(part.columns, rows=part.columns.rows[kept])
    return part._replace(ids=[part.ids[k] for k in np.flatnonzero(kept).tolist()], columns=columns, links=within)


def unchanged(clusters: Iterable[Cluster], before: Mapping[str, str], anew: AbstractSet[str]) -> set[Cluster]:
    """Return the clusters that are what they were: ``before`` has the candidate of each mention.

    Those of ``anew`` are not, whoever is in them: something else is said in them, or of them.
    """
    sizes = Counter(before.values())

    def same(members: Cluster) -> bool:
        of = {before.get(m, "") for m in members}
        return len(of) == 1 and sizes[of.pop()] == len(members) and anew.isdisjoint(members)

    return {members for members in clusters if same(members)}


def _meetings(known: Snapshot, asked: Keys, new: Codes) -> tuple[Longs, NDArray[np.bool_]]:
    """Return pairs of who was there and who is ``new`` that share a key, and which keys have room for one more."""
    room, pairs = np.full(len(asked), LARGEST + NEIGHBOURS), []
    for keys, whose in (snapshot.keys(known.folder), (known.late.keys, known.late.keyed)):
        first, last = (np.searchsorted(keys, asked, side=x) for x in ("left", "right"))
        # A block that was cut is met by its ends: more would be no block.
        sizes = np.minimum(last - first, room)
        room -= sizes
        pairs.append(whose[stretches(first, sizes)].astype(np.int64) << 32 | np.repeat(new, sizes))
    both = np.unique(np.concatenate(pairs))
    return np.stack([both >> 32, both & 0xFFFFFFFF], 1), room >= NEIGHBOURS


def _met(known: Snapshot, pairs: Longs, fresh: Columns, model: Model, low: int) -> Links:
    """Return the links among given pairs of who was there and who came."""
    who, at = np.unique(pairs[:, 0], return_inverse=True)
    here, there = at.astype(np.int32), pairs[:, 1].astype(np.int32)
    found = scored(known.row(who), here, fresh.rows, there, fresh.words, model, low)
    return found._replace(a=who[found.a].astype(np.int32))


def _among(fresh: Columns, model: Model, low: int) -> Links:
    """Return the links among those that came."""
    found = blocks(fresh)
    return links(fresh, found, model, low) if any(len(o) for o in found.order) else nothing()
