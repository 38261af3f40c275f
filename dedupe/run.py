"""The deduplicator at work on a workspace: all of it, or the neighbourhood of one decision."""

from collections.abc import Collection, Iterable, Iterator
from functools import cache

import msgspec

from dedupe.block import Blocks, chains
from dedupe.candidates import Outcome, Whole, outcome, whole
from dedupe.families import publishers
from dedupe.namesakes import PEOPLE, NameCounts, full
from dedupe.resolve import MentionsOf, Ruling, resolve
from sinodik.errors import NotFound
from sinodik.names import fold
from sinodik.progress import Progress, silent
from sinodik.records import Mention
from sinodik.settings import Settings
from sinodik.store import Store
from sinodik.store.workspace import lock

# Decisions that arrive while candidates are computed make the work be done again; after so many times, nobody else
# may write meanwhile.
_PATIENCE = 3

_BLOCK = "block"
_CUT = "cut"


class DedupeReport(msgspec.Struct, frozen=True):
    """What came of a run.

    ``merged`` are mentions beyond the first in a candidate, ``doubtful`` the pairs in the queue, ``cut`` the blocks
    and components that were too large to be compared whole, ``lost`` the mentions that a standing decision points at
    and that nobody reads any more.
    """

    mentions: int
    candidates: int
    merged: int
    doubtful: int
    cut: int = 0
    lost: int = 0


def dedupe(store: Store, settings: Settings, progress: Progress = silent) -> DedupeReport:
    """Make all candidates anew from all mentions and standing decisions."""
    with lock(store.workspace, "dedupe"):
        run = store.runs.start("dedupe")
        for _ in range(_PATIENCE):
            last = store.decisions.last()
            work = _Full(store, settings, progress)
            with store.transaction():
                if store.decisions.last() == last:
                    return work.write(run)
        with store.transaction():
            return _Full(store, settings, progress).write(run)


class _Full:
    """Everything computed, and not yet written."""

    def __init__(self, store: Store, settings: Settings, progress: Progress) -> None:
        self._store = store
        self.mentions = list(store.mentions.all())
        evidence = {e.id: e for e in store.evidence.all()}
        self.rulings = resolve(store.decisions.standing(), _mentions_of(store))
        self.whole = whole(self.mentions, list(store.evidence.samples()))
        self.outcome = outcome(self.mentions, evidence, self.rulings, self.whole, settings.match, progress)

    def write(self, run: int) -> DedupeReport:
        """Put it in the place of what was there; must be called in a transaction."""
        self._store.candidates.replace(self.outcome.candidates, self.outcome.pairs)
        self._store.frequencies.replace(_rows(self.whole))
        report = self._report()
        self._store.runs.finish(run, "finished", msgspec.to_builtins(report))
        return report

    def _report(self) -> DedupeReport:
        return DedupeReport(
            mentions=len(self.mentions),
            candidates=len(self.outcome.candidates),
            merged=len(self.mentions) - len(self.outcome.candidates),
            doubtful=sum(doubt is not None for _, doubt in self.outcome.pairs),
            cut=self.outcome.cut,
            lost=len({m for r in self.rulings for m in r.lost}),
        )


def refresh(store: Store, settings: Settings, mentions: Collection[str]) -> None:
    """Compute anew what these mentions have to do with: the same as :func:`dedupe` would, after a decision.

    Mentions that were extracted since the last :func:`dedupe` stay unmatched until the next.
    """
    with store.transaction():
        rulings = resolve(store.decisions.standing(), _mentions_of(store))
        near, ours = _neighbourhood(store, mentions, rulings)
        made = _local(store, settings, near, ours)
        store.candidates.update(near, made.candidates, made.pairs)


def _local(store: Store, settings: Settings, near: Iterable[str], rulings: list[Ruling]) -> Outcome:
    mentions = list(_existing(store, near))
    evidence = {e: store.evidence.get(e) for e in {m.evidence for m in mentions}}
    return outcome(mentions, evidence, rulings, _known_whole(store, mentions), settings.match)


def _neighbourhood(store: Store, mentions: Collection[str], rulings: list[Ruling]) -> tuple[set[str], list[Ruling]]:
    """Return all that is tied to ``mentions`` by comparisons, candidates or decisions, and those decisions."""
    near = store.candidates.neighbourhood(mentions)
    while True:
        ours = [r for r in rulings if not near.isdisjoint(r.everyone)]
        tied = {m for r in ours for m in r.everyone} - near
        if not tied:
            return near, ours
        near = store.candidates.neighbourhood(near | tied)


def _existing(store: Store, ids: Iterable[str]) -> Iterator[Mention]:
    for id_ in sorted(ids):
        try:
            yield store.mentions.get(id_)
        except NotFound:  # extraction has replaced it; its candidate goes with it
            continue


def _mentions_of(store: Store) -> MentionsOf:
    return cache(store.mentions.of)


def _rows(whole: Whole) -> Iterator[tuple[str, str, int]]:
    yield from whole.counts.rows()
    yield from ((_BLOCK, key, size) for key, size in whole.blocks.oversized.items())
    yield _CUT, "", whole.blocks.cut


def _known_whole(store: Store, mentions: Collection[Mention]) -> Whole:
    """Return what the last full run learnt of the whole, as far as these mentions need it."""
    rows = list(store.frequencies.of(sorted(_asked(mentions))))
    oversized = {name: count for kind, name, count in rows if kind == _BLOCK}
    cut = next((count for kind, _, count in rows if kind == _CUT), 0)
    return Whole(NameCounts.of(rows), Blocks(oversized, cut), publishers(store.evidence.samples()))


def _asked(mentions: Iterable[Mention]) -> set[tuple[str, str]]:
    asked = {(PEOPLE, ""), (_CUT, "")}
    for mention in mentions:
        name = mention.name
        asked |= {("surname", fold(name.surname)), ("given", fold(name.given)), ("patronymic", fold(name.patronymic))}
        asked.add(("years", full(name)))
        asked |= {(_BLOCK, key) for chain in chains(mention) for key in chain}
    return asked
