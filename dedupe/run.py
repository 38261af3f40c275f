"""The deduplicator at work on a workspace: all of it, or the neighbourhood of one decision."""

import tempfile
from collections import deque
from collections.abc import Collection, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import lru_cache
from itertools import chain, islice, repeat
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from dedupe import snapshot
from dedupe.assemble import Assembly
from dedupe.candidates import cuts, divided
from dedupe.engine.table import Table
from dedupe.families import publishers
from dedupe.late import among, near
from dedupe.matter import matter
from dedupe.newcomers import grown
from dedupe.questions import sample_of
from dedupe.reasons import catalogue
from dedupe.resolve import MentionsOf, Ruling, resolve
from dedupe.snapshot import FOLDER, VERSION, Snapshot
from dedupe.spool import spool, spooled
from dedupe.streaming import table
from dedupe.ties import BETWEEN, Cluster, IdPair, decided_pairs, ties
from dedupe.weights import ENOUGH, LEARNT, Weights
from sinodik.errors import NotFound
from sinodik.progress import Progress, silent
from sinodik.records import Candidate
from sinodik.settings import Settings
from sinodik.store import Store
from sinodik.store.matching import Matched
from sinodik.store.workspace import lock

# Of the mentions that weights were learnt from, so many may change until they are learnt anew.
_FEW = 0.05
_BATCH = 2000  # candidates that are put together from one reading
_AHEAD = 8  # batches that a crew is given at a time
_CREW = 100_000  # mentions from which on a crew is worth its start

_Made = list[tuple[str, bytes]]
_Task = tuple[list[Cluster], list[Ruling], dict[str, str]]


class DedupeReport(msgspec.Struct, frozen=True):
    """What came of a run.

    ``merged`` are mentions beyond the first in a candidate, ``doubtful`` the pairs in the queue, ``cut`` the blocks
    and components that were too large to be compared whole, ``lost`` the mentions that a standing decision points at
    and that nobody reads any more. ``weights`` tells whether they were learnt from these mentions or trained before,
    ``cuts`` which blocks were cut.
    """

    mentions: int
    candidates: int
    merged: int
    doubtful: int
    cut: int = 0
    lost: int = 0
    weights: str = ""
    cuts: tuple[str, ...] = ()


def dedupe(
    store: Store, settings: Settings, progress: Progress = silent, *, full: bool = False, enough: int = ENOUGH
) -> DedupeReport:
    """Make all candidates from all mentions and standing decisions.

    Weights are learnt from ``enough`` mentions on. Where they were learnt before, and little has changed since, only
    what the changes touch is computed anew, unless ``full`` asks for everything.
    """
    with lock(store.workspace, "dedupe"):
        run = store.runs.start("dedupe")
        with store.view():
            news = None if full else _news(store, settings, enough)
        report = (
            _everything(store, settings, progress, run, enough) if news is None else _more(store, settings, run, news)
        )
        snapshot.sweep(store.workspace / FOLDER, [str(run)])
        return report


def _everything(store: Store, settings: Settings, progress: Progress, run: int, enough: int) -> DedupeReport:
    """Begin anew. Nobody waits meanwhile: what is decided while the machine computes is worked in at the end."""
    with tempfile.TemporaryFile(dir=store.workspace) as file:
        with store.view():
            work = _Full(store, settings, progress, run, enough)
            kept = spool(work.candidates(), file)
        with store.transaction():
            progress(0, 1, "writing")
            store.candidates.replace(spooled(file, kept), work.division.compared())
            store.matching.replace(work.matched, catalogue())
            for touched in _decided_since(store, work.last):
                _refresh(store, settings, touched)
            report = work.report(store)
            store.runs.finish(run, "finished", msgspec.to_builtins(report))
            progress(1, 1, "writing")
    return report


class _News(NamedTuple):
    """What has changed since the last run: its snapshot, mentions that came, and the positions of such as are gone."""

    matched: Matched
    known: Snapshot
    come: list[str]
    gone: list[int]


def _news(store: Store, settings: Settings, enough: int) -> _News | None:
    """Return what has changed; None where it is better to begin anew."""
    matched, lines = store.matching.get(), cuts(settings.match, 0)
    if matched is None or matched.how != LEARNT or matched.mentions < enough:
        return None
    if (matched.version, matched.same, matched.different) != (VERSION, lines.same, lines.different):
        return None
    try:
        known = snapshot.load(store.workspace / FOLDER / str(matched.run))
    except NotFound:
        return None
    today = set(store.mentions.ids())
    before = dict(zip(map(bytes.decode, known.ids.tolist()), range(len(known.ids)), strict=True))
    come, gone = sorted(today - before.keys()), sorted(at for id_, at in before.items() if id_ not in today)
    changes = matched.changed + len(come) + len(gone)
    return _News(matched, known, come, gone) if changes <= _FEW * matched.mentions else None


def _more(store: Store, settings: Settings, run: int, news: _News) -> DedupeReport:
    """Carry the last run on."""
    matched, known = news.matched, news.known
    with store.transaction():
        weights = _weights(matched)
        read = _table(store, news.come)
        touched = {known.ids[k].decode() for k in known.together(news.gone)} | set(news.come)
        found, keyed = grown(known, weights, matched.different, news.come, read, np.array(news.gone, np.int64))
        snapshot.save(store.workspace / FOLDER / str(run), found, *keyed)
        changed = matched.changed + len(news.come) + len(news.gone)
        store.matching.replace(msgspec.structs.replace(matched, run=run, changed=changed), catalogue())
        if touched:
            _refresh(store, settings, touched)
        lost = {m for r in _rulings(store) for m in r.lost}
        report = _report(store, len(found.ids), weights.how, lost=len(lost))
        store.runs.finish(run, "finished", msgspec.to_builtins(report))
    return report


def _report(store: Store, mentions: int, weights: str, *, lost: int = 0, cut: int = 0) -> DedupeReport:
    """Count what came of a run."""
    people = store.candidates.count()
    doubtful = store.candidates.queue_length()
    return DedupeReport(mentions, people, mentions - people, doubtful, cut, lost, weights)


class _Full:
    """Everything computed, and not yet written."""

    def __init__(self, store: Store, settings: Settings, progress: Progress, run: int, enough: int) -> None:
        self._store, self._progress = store, progress
        ids, read = table(store.brief.mentions(), store.brief.evidence(), store.mentions.count(), progress)
        lines = cuts(settings.match, sample_of(len(ids)))
        self._matter, blocks = matter(ids, read, lines.different, enough, progress)
        self._cuts = tuple(blocks.reports)
        self._cut = sum(n for n, _ in blocks.cut.values())
        snapshot.save(store.workspace / FOLDER / str(run), self._matter, blocks.keys, blocks.keyed)
        self.last = store.decisions.last()
        self._rulings = _rulings(store)
        self._ties = ties(self._rulings)
        progress(0, 1, "clustering")
        self.division = divided(self._matter, self._rulings, self._ties, lines, _judged(store))
        progress(1, 1, "clustering")
        self.matched = _matched(run, self._matter.weights, lines.sample, settings)

    def candidates(self) -> Iterator[tuple[str, bytes]]:
        """Yield every candidate, put together from what the store holds, and encoded."""
        total, done = len(self._matter.ids), 0
        for members, made in _encoded(self._store, self.division.clusters(), self._rulings, crew=total >= _CREW):
            self._progress(done, total, "putting together")
            done += members
            yield from made
        self._progress(total, total, "putting together")

    def report(self, store: Store) -> DedupeReport:
        """Count what came of it."""
        lost, cut = {m for r in self._rulings for m in r.lost}, self._cut + self.division.found.loosened
        found = _report(store, len(self._matter.ids), self._matter.weights.how, lost=len(lost), cut=cut)
        return msgspec.structs.replace(found, cuts=self._cuts)


def refresh(store: Store, settings: Settings, mentions: Collection[str]) -> None:
    """Compute anew what these mentions have to do with: the same as :func:`dedupe` would, after a decision.

    Mentions that were extracted since the last :func:`dedupe` stay unmatched until the next, unless people tied them.
    """
    with store.transaction():
        _refresh(store, settings, mentions)


def _refresh(store: Store, settings: Settings, mentions: Collection[str]) -> None:
    matched = store.matching.get()
    if matched is None or matched.version != VERSION:
        raise NotFound("The candidates were made by another version of Sinodik, or never.", remedy="sinodik dedupe")
    known = snapshot.load(store.workspace / FOLDER / str(matched.run))
    rulings = _rulings(store)
    everyone, ours = near(known, mentions, rulings, store.candidates.fellows)
    weights = _weights(matched)
    here = [m for m in sorted(everyone) if store.mentions.known(m)]
    part = among(known, here, weights, lambda late: _table(store, late))
    division = divided(part, ours, ties(ours), cuts(settings.match, matched.sample), _judged(store))
    decode = msgspec.msgpack.Decoder(Candidate).decode
    batches = _encoded(store, division.clusters(), ours, crew=False)
    made = [decode(data) for _, some in batches for _, data in some]
    store.candidates.update(everyone, made, division.compared())


def _weights(m: Matched) -> Weights:
    return Weights(m.how, m.mentions, m.prior, m.rare, m.weights)


def _rulings(store: Store) -> list[Ruling]:
    return resolve(store.decisions.standing(), _mentions_of(store))


def _judged(store: Store) -> set[IdPair]:
    """Return every pair that a person ever stood before, whether or not what they said stands today."""
    said = (d for d in store.decisions.all() if d.judgement in BETWEEN)
    return decided_pairs(resolve(said, _mentions_of(store)))


def _mentions_of(store: Store) -> MentionsOf:
    return lru_cache(maxsize=None)(store.mentions.of)


def _encoded(
    store: Store, clusters: Iterator[Cluster], rulings: list[Ruling], *, crew: bool
) -> Iterator[tuple[int, _Made]]:
    """Put candidates together, some thousands at a time; yield how many mentions those have, and them.

    Where there is much to do a ``crew`` of processes does it. They see the store as it is by then: if a mention was
    read anew meanwhile, its batch is done here, in the view that all the rest was computed from.
    """
    known = publishers(store.evidence.samples())
    batches = iter(lambda: list(islice(clusters, _BATCH)), [])
    work = ((batch, _about(rulings, batch), known) for batch in batches)
    if not crew:
        yield from ((sum(map(len, task[0])), _batch(store, *task) or []) for task in work)
        return
    with ProcessPoolExecutor(cpu_count(), get_context("spawn")) as pool:
        waiting: deque[tuple[_Task, Future[_Made | None]]] = deque()
        for task in chain(work, repeat(None, _AHEAD)):
            if task:
                waiting.append((task, pool.submit(_elsewhere, store.workspace, *task)))
            if waiting and (not task or len(waiting) >= _AHEAD):
                first, future = waiting.popleft()
                yield sum(map(len, first[0])), future.result() or _batch(store, *first) or []


def _elsewhere(workspace: Path, *task: *_Task) -> _Made | None:
    with Store(workspace) as store:
        return _batch(store, *task)


def _batch(store: Store, clusters: list[Cluster], rulings: list[Ruling], known: dict[str, str]) -> _Made | None:
    """Put some candidates together, encoded; None if a mention is not there any more."""
    mentions = store.mentions.some([m for members in clusters for m in members])
    if len(mentions) < sum(map(len, clusters)):
        return None
    evidence = store.evidence.some({m.evidence for m in mentions.values()})
    assemble, encode = Assembly(rulings, ties(rulings), known), msgspec.msgpack.encode
    made = (assemble([mentions[m] for m in members], evidence) for members in clusters)
    return [(c.id, encode(c)) for c in made]


def _about(rulings: list[Ruling], clusters: list[Cluster]) -> list[Ruling]:
    """Return the decisions about some candidates."""
    ours = {m for members in clusters for m in members} if rulings else set()
    return [r for r in rulings if not ours.isdisjoint(r.everyone)]


def _table(store: Store, mentions: Collection[str]) -> Table:
    return table(store.brief.mentions(mentions), store.brief.evidence(mentions))[1]


def _matched(run: int, weights: Weights, sample: int, settings: Settings) -> Matched:
    lines = cuts(settings.match, sample)
    w = weights
    return Matched(run, w.how, w.mentions, sample, lines.same, lines.different, w.prior, w.rare, w.weights, VERSION)


def _decided_since(store: Store, last: int) -> Iterator[set[str]]:
    """Yield the mentions of each decision that came after number ``last``."""
    for decision in [d for d in store.decisions.all() if d.seq > last]:
        undone = [store.decisions.get(decision.undoes)] if decision.undoes else []
        yield {a.mention for d in (decision, *undone) for a in (*d.about, *d.against)}
