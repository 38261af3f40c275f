"""What hangs together with some mentions, and mentions that came after the last full run."""

from collections.abc import Callable, Collection, Sequence

import numpy as np

from dedupe import snapshot
from dedupe.engine.columns import NAMES, Col, Columns, Rows, coded, rarities
from dedupe.engine.lexicon import Fact, Vocabulary, Words, joined
from dedupe.engine.slips import intended
from dedupe.engine.swaps import seen_as, unswapped
from dedupe.engine.table import Table
from dedupe.matter import Matter
from dedupe.resolve import Ruling
from dedupe.snapshot import Snapshot
from dedupe.weights import Weights

Fellows = Callable[[Collection[str]], set[str]]


def near(
    known: Snapshot, mentions: Collection[str], rulings: Sequence[Ruling], fellows: Fellows
) -> tuple[set[str], list[Ruling]]:
    """Return all that is tied to ``mentions`` by links, candidates or decisions, and those decisions.

    ``fellows`` gives the mentions of the candidates that some mentions are in today.
    """
    found: set[str] = set()
    edge = set(mentions)
    while edge:
        found |= edge
        linked = {known.ids[k].decode() for k in known.together(known.positions(edge).values())}
        found |= linked
        ours = [r for r in rulings if not found.isdisjoint(r.everyone)]
        edge = (fellows(edge | linked) | {m for r in ours for m in r.everyone}) - found
    return found, [r for r in rulings if not found.isdisjoint(r.everyone)]


def among(known: Snapshot, mentions: Sequence[str], weights: Weights, read: Callable[[Sequence[str]], Table]) -> Matter:
    """Return what was compared of ``mentions`` (in order), and those of them that came later, with no links yet.

    ``read`` gives the table of the latter.
    """
    at = known.positions(mentions)
    part = known.some(np.array(sorted(at.values()), np.int64), weights)
    late = [m for m in mentions if m not in at]
    if not late:
        return part
    rows, words, _ = coded_late(known, read(late))
    ids = [*part.ids, *late]
    order = np.argsort(np.array(ids), kind="stable")
    place = np.empty(len(ids), np.int32)
    place[order] = np.arange(len(ids))
    a, b = place[part.links.a], place[part.links.b]
    links = part.links._replace(a=np.minimum(a, b), b=np.maximum(a, b))
    columns = Columns(
        np.concatenate([part.columns.rows, rows])[order], words, part.columns.vocabulary, part.columns.frequencies
    )
    return Matter([ids[k] for k in order], columns, links, weights)


def coded_late(known: Snapshot, table: Table) -> tuple[Rows, Words, Vocabulary]:
    """Turn later mentions into rows, by the numbers and frequencies of the last full run.

    Return also all words, old and new, and their numbers.
    """
    vocabulary, size = snapshot.vocabulary(known.folder), len(known.words.letters)
    rows = coded(table, vocabulary)
    words = joined(known.words, vocabulary.words(size))
    counts = np.bincount(known.rows[:, NAMES].ravel(), minlength=size)
    words.facts[size:, Fact.INTENDED] = intended(words, counts, size)
    seen = seen_as(known.rows[:, Col.SURNAME], known.rows[:, Col.GIVEN], words)
    rows[:, Col.SURNAME], rows[:, Col.GIVEN] = unswapped(rows[:, Col.SURNAME], rows[:, Col.GIVEN], *seen, words)
    rarities(rows, snapshot.frequencies(known.folder))
    return rows, words, vocabulary
