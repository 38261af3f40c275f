"""New mentions, and such as are gone: the last run's work is carried on instead of being begun anew.

Weights, frequencies and the numbers of words stay as the last full run learnt them; so what comes out differs from a
full run only where the newcomers themselves would have changed a weight or the size of a block.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

import numpy as np

from dedupe import snapshot
from dedupe.engine.blocks import LARGEST, NEIGHBOURS, blocks, chains
from dedupe.engine.columns import Columns
from dedupe.engine.lexicon import Codes
from dedupe.engine.link import Links, links, scored
from dedupe.engine.model import Model
from dedupe.engine.table import Table
from dedupe.findings import Longs
from dedupe.late import coded_late
from dedupe.linkage import Cuts
from dedupe.matter import Matter, nothing
from dedupe.parts import parts
from dedupe.snapshot import Keyed, Snapshot
from dedupe.weights import Weights


def grown(
    known: Snapshot, weights: Weights, low: int, ids: Sequence[str], table: Table, gone: Longs
) -> tuple[Matter, Longs, Keyed]:
    """Return all that is compared once mentions have come (``ids`` in order, with their table) or gone (positions).

    Also the numbers of their evidence, and the keys under which later ones will find them.
    """
    rows, words, vocabulary = coded_late(known, table)
    fresh = Columns(rows, words, vocabulary, snapshot.frequencies(known.folder))
    old = snapshot.keys(known.folder)
    met = _met(known, fresh, old, weights.model, low)
    among = _among(fresh, weights.model, low)
    size = len(known.ids)
    kept = np.ones(size, np.bool_)
    kept[gone] = False
    stay, came = known.ids[kept], np.array(ids, dtype=known.ids.dtype)
    everyone = np.concatenate([stay, came])
    order = np.insert(np.arange(len(stay)), np.searchsorted(stay, came), len(stay) + np.arange(len(came)))
    place = np.full(size + len(ids), -1, np.int32)
    place[np.append(np.flatnonzero(kept), np.arange(size, size + len(ids)))[order]] = np.arange(len(order))
    found = [known.links, met, among._replace(a=among.a + size, b=among.b + size)]
    columns = Columns(np.concatenate([known.rows[kept], rows])[order], words, vocabulary, fresh.frequencies)
    names = [i.decode() for i in everyone[order].tolist()]
    evidence = np.concatenate([known.evidence[kept], table.evidence])[order]
    return Matter(names, columns, _placed(found, place), weights), evidence, _keyed(old, fresh, place, size)


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


def _met(known: Snapshot, fresh: Columns, keyed: Keyed, model: Model, low: int) -> Links:
    """Return the links between what was there and the newcomers, who are numbered on."""
    pairs = [np.zeros(0, np.int64)]
    for (_, chain), keys, whose in zip(chains(fresh), *keyed, strict=True):
        for level in chain:
            new = np.flatnonzero(level)
            first, last = (np.searchsorted(keys, level[new], side=x) for x in ("left", "right"))
            # A block that was cut is met by its ends: more would be no block.
            sizes = np.minimum(last, first + LARGEST + NEIGHBOURS) - first
            at = np.repeat(first - np.append(0, np.cumsum(sizes)[:-1]), sizes) + np.arange(sizes.sum())
            pairs.append(whose[at].astype(np.int64) << 32 | np.repeat(new, sizes))
    both = np.unique(np.concatenate(pairs))
    here, there = (both >> 32).astype(np.int32), (both & 0xFFFFFFFF).astype(np.int32)
    found = scored(known.rows, here, fresh.rows, there, fresh.words, model, low)
    return found._replace(b=found.b + len(known.ids))


def _among(fresh: Columns, model: Model, low: int) -> Links:
    found = blocks(fresh)
    return links(fresh, found, model, low) if any(len(o) for o in found.order) else nothing()


def _placed(found: Sequence[Links], place: Codes) -> Links:
    a, b = (place[np.concatenate([getattr(part, end) for part in found])] for end in ("a", "b"))
    score = np.concatenate([part.score for part in found])
    kept = (a >= 0) & (b >= 0)
    return Links(np.minimum(a, b)[kept], np.maximum(a, b)[kept], score[kept], 0)


def _keyed(old: Keyed, fresh: Columns, place: Codes, size: int) -> Keyed:
    """Add the newcomers under every key of theirs that is not too large already."""
    made: Keyed = ([], [])
    for (_, chain), keys, whose in zip(chains(fresh), *old, strict=True):
        kept = place[whose] >= 0
        every, owners = [keys[kept]], [place[whose[kept]]]
        for level in chain:
            new = np.flatnonzero(level)
            first, last = (np.searchsorted(keys, level[new], side=x) for x in ("left", "right"))
            new = new[last - first <= LARGEST]
            every.append(level[new])
            owners.append(place[new + size])
        ordered = np.argsort(np.concatenate(every), kind="stable")
        made[0].append(np.concatenate(every)[ordered])
        made[1].append(np.concatenate(owners)[ordered].astype(np.int32))
    return made
