"""What hangs together with some mentions, and mentions that came after the last full run."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np

from dedupe import snapshot
from dedupe.engine.columns import Col, Columns, coded, rarities
from dedupe.engine.lexicon import Fact, joined
from dedupe.engine.slips import intended
from dedupe.engine.swaps import meant_as, unswapped
from dedupe.engine.table import Table
from dedupe.matter import Matter
from dedupe.resolve import Ruling
from dedupe.snapshot import Snapshot
from dedupe.weights import Weights

Fellows = Callable[[Collection[str]], Mapping[str, str]]


def near(
    known: Snapshot, mentions: Collection[str], rulings: Sequence[Ruling], fellows: Fellows
) -> tuple[dict[str, int], set[str], list[Ruling]]:
    """Return all that is tied to ``mentions`` by links, candidates or decisions, and those decisions.

    First where those stand that were compared, then the others. ``fellows`` gives the mentions of the candidates that
    some mentions are in today.
    """
    at: dict[str, int] = {}
    others: set[str] = set()
    edge = set(mentions)
    while edge:
        linked = known.named(known.together(known.positions(edge).values()))
        at |= linked
        others |= edge - at.keys()
        found = at.keys() | others
        ours = [r for r in rulings if not found.isdisjoint(r.everyone)]
        edge = (fellows(edge | linked.keys()).keys() | {m for r in ours for m in r.everyone}) - found
    return at, others, [r for r in rulings if any(m in at or m in others for m in r.everyone)]


def among(
    known: Snapshot, at: Collection[int], late: Sequence[str], weights: Weights, read: Callable[[Sequence[str]], Table]
) -> Matter:
    """Return what was compared of the mentions ``at`` some positions, and the ``late`` ones (in order), not yet linked.

    ``read`` gives the table of the latter.
    """
    part = known.some(np.array(list(at), np.int64), weights)
    if not late:
        return part
    fresh = coded_late(known, read(late))
    ids = [*part.ids, *late]
    order = np.argsort(np.array(ids), kind="stable")
    place = np.empty(len(ids), np.int32)
    place[order] = np.arange(len(ids))
    a, b = place[part.links.a], place[part.links.b]
    links = part.links._replace(a=np.minimum(a, b), b=np.maximum(a, b))
    columns = replace(fresh, rows=np.concatenate([part.columns.rows, fresh.rows])[order])
    return Matter([ids[k] for k in order], columns, links, weights)


def coded_late(known: Snapshot, table: Table) -> Columns:
    """Turn later mentions into numbers, by the words, numbers and frequencies of the last full run.

    Words that came since are numbered on, and are no model for others.
    """
    vocabulary, found = snapshot.vocabulary(known), snapshot.frequencies(known.folder)
    rows, first = coded(table, vocabulary), len(known.words.letters)
    words = joined(known.words, vocabulary.words(first))
    surname, given, patronymic = (counts.said(len(words.letters)) for counts in found.counts[:3])
    words.facts[first:, Fact.INTENDED] = intended(words, surname + given + patronymic, first)
    seen = meant_as(surname, given, words)
    rows[:, Col.SURNAME], rows[:, Col.GIVEN] = unswapped(rows[:, Col.SURNAME], rows[:, Col.GIVEN], *seen, words)
    rarities(rows, found)
    return Columns(rows, words, vocabulary, found)
