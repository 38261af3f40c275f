"""The deduplicator at work on a workspace: all of it, or the neighbourhood of one decision."""

from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache, partial
from itertools import islice
from typing import NamedTuple

import msgspec

from dedupe import layer, snapshot
from dedupe.candidates import cuts, divided, tied
from dedupe.crew import put_together
from dedupe.engine.table import Table
from dedupe.families import publishers
from dedupe.findings import Longs
from dedupe.late import among, near
from dedupe.linkage import Cuts
from dedupe.matter import Matter, matter
from dedupe.newcomers import grown, unchanged, unsettled
from dedupe.questions import sample_of
from dedupe.reasons import catalogue
from dedupe.resolve import MentionsOf, Ruling, resolve
from dedupe.resume import Spool, State, begun, note
from dedupe.snapshot import FOLDER, VERSION, Snapshot
from dedupe.streaming import evidence_numbers, table
from dedupe.ties import BETWEEN, IdPair, decided_pairs, ties
from dedupe.weights import ENOUGH, LEARNT, Weights
from sinodik.collecting import seldom_collected
from sinodik.errors import NotFound
from sinodik.progress import Progress, silent
from sinodik.settings import Settings
from sinodik.store import Store
from sinodik.store.candidates import Row
from sinodik.store.matching import Matched
from sinodik.store.workspace import lock
from sinodik.struct import digest

# Of the mentions that weights were learnt from, so many may change until they are learnt anew.
_FEW = 0.05
_CREW = 100_000  # mentions from which on a crew is worth its start


class DedupeReport(msgspec.Struct, frozen=True):
    """What came of a run.

    ``merged`` are mentions beyond the first in a candidate, ``doubtful`` the pairs in the queue, ``cut`` the blocks
    and components that were too large to be compared whole, ``lost`` the mentions that a standing decision points at
    and that nobody reads any more. ``weights`` tells whether they were learnt from these mentions or trained before,
    ``cuts`` which blocks were cut, ``carried_on`` whether much was there from a run that was killed.
    """

    mentions: int
    candidates: int
    merged: int
    doubtful: int
    cut: int = 0
    lost: int = 0
    weights: str = ""
    cuts: tuple[str, ...] = ()
    carried_on: bool = False


def dedupe(
    store: Store, settings: Settings, progress: Progress = silent, *, full: bool = False, enough: int = ENOUGH
) -> DedupeReport:
    """Make all candidates from all mentions and standing decisions.

    Weights are learnt from ``enough`` mentions on. Where they were learnt before, and little has changed since, only
    what the changes touch is computed anew, unless ``full`` asks for everything.
    """
    with lock(store.workspace, "dedupe"), seldom_collected():
        run = store.runs.start("dedupe")
        with store.view():
            news = None if full else _news(store, settings, enough)
        report = (
            _everything(store, settings, progress, run, enough) if news is None else _more(store, settings, run, news)
        )
        if matched := store.matching.get():
            snapshot.sweep(store.workspace / FOLDER, matched.run, matched.layer)
        return report


def _everything(store: Store, settings: Settings, progress: Progress, run: int, enough: int) -> DedupeReport:
    """Begin anew. Nobody waits meanwhile: what is decided while the machine computes is worked in at the end."""
    with store.view():
        work = _Full(store, settings, progress, run, enough)
        made = Spool(work.folder)
        made.add(work.candidates(len(made)))
    with store.transaction():
        progress(0, 1, "writing")
        store.candidates.replace(made.candidates(), work.division.compared())
        store.matching.replace(work.matched, catalogue())
        for touched in _decided_since(store, work.last):
            _refresh(store, settings, touched)
        report = work.report(store)
        store.runs.finish(run, "finished", msgspec.to_builtins(report))
        progress(1, 1, "writing")
    made.end()
    return report


class _News(NamedTuple):
    """What has changed since the last run: its snapshot, mentions that came, and the positions of such as are gone.

    A mention that was read anew has gone and come. ``read`` is the number of the last reading among all these.
    """

    matched: Matched
    known: Snapshot
    come: list[str]
    gone: Longs
    read: int


def _news(store: Store, settings: Settings, enough: int) -> _News | None:
    """Return what has changed; None where it is better to begin anew."""
    matched, lines = store.matching.get(), cuts(settings.match, 0)
    if matched is None or matched.how != LEARNT or matched.mentions < enough:
        return None
    if (matched.version, matched.same, matched.different) != (VERSION, lines.same, lines.different):
        return None
    try:
        known = _known(store, matched)
    except NotFound:
        return None
    read, come = store.mentions.since(matched.read)
    gone = known.standing_in(evidence_numbers(read))
    changes = matched.changed + max(len(come), len(gone))
    if changes > _FEW * matched.mentions:
        return None
    return _News(matched, known, sorted(come), gone, store.mentions.last())


def _more(store: Store, settings: Settings, run: int, news: _News) -> DedupeReport:
    """Carry the last run on."""
    matched, known = news.matched, news.known
    with store.transaction():
        weights, fresh = _weights(matched), _table(store, news.come)
        touched = known.named(known.together(news.gone)).keys() | set(news.come)
        made = grown(known, weights, matched.different, news.come, fresh, news.gone)
        layer.write(snapshot.layer_file(known.folder, run), *made)
        changed = matched.changed + max(len(news.come), len(news.gone))
        now = msgspec.structs.replace(matched, layer=run, changed=changed, read=news.read)
        store.matching.replace(now, catalogue())
        if touched:
            _refresh(store, settings, touched, set(news.come))
        lost = {m for r in _rulings(store) for m in r.lost}
        mentions = len(known) - len(news.gone) + len(news.come)
        report = _report(store, mentions, weights.how, lost=len(lost))
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
        self.folder = store.workspace / FOLDER / str(run)
        lines = cuts(settings.match, sample_of(store.mentions.count()))
        self._carried_on = False
        self._matter, self._state = self._compared(run, lines, enough)
        self.last = store.decisions.last()
        self._rulings = _rulings(store)
        self._ties = ties(self._rulings)
        progress(0, 1, "clustering")
        self.division = divided(self._matter, self._rulings, self._ties, lines, _judged(store))
        progress(1, 1, "clustering")
        self.matched = _matched(run, self._matter.weights, lines.sample, settings, store.mentions.last())

    def _compared(self, run: int, lines: Cuts, enough: int) -> tuple[Matter, State]:
        """Compare everything, or take over what a run left that was killed."""
        store, matched = self._store, self._store.matching.get()
        known = sorted(publishers(store.evidence.samples()).items())
        key = digest(VERSION, lines, enough, store.mentions.last(), store.decisions.last(), known)
        if taken := begun(self.folder.parent, run, matched.run if matched else 0, key):
            self._carried_on = True
            return taken
        ids, read = table(store.brief.mentions(), store.brief.evidence(), store.mentions.count(), self._progress)
        compared, blocks = matter(ids, read, lines.different, enough, self._progress)
        snapshot.save(self.folder, compared, read.evidence, blocks.keys, blocks.keyed)
        state = State(key, compared.weights, tuple(blocks.reports), sum(n for n, _ in blocks.cut.values()))
        note(self.folder, state)
        return compared, state

    def candidates(self, made: int) -> Iterator[Row]:
        """Yield every candidate but the first ``made``, put together from what the store holds."""
        clusters = self.division.clusters()
        total, done = len(self._matter.ids), sum(map(len, islice(clusters, made)))
        for members, rows in put_together(self._store, clusters, self._rulings, crew=total - done >= _CREW):
            self._progress(done, total, "putting together")
            done += members
            yield from rows
        self._progress(total, total, "putting together")

    def report(self, store: Store) -> DedupeReport:
        """Count what came of it."""
        lost, cut = {m for r in self._rulings for m in r.lost}, self._state.cut + self.division.found.loosened
        found = _report(store, len(self._matter.ids), self._matter.weights.how, lost=len(lost), cut=cut)
        return msgspec.structs.replace(found, cuts=self._state.reports, carried_on=self._carried_on)


def refresh(store: Store, settings: Settings, mentions: Collection[str]) -> None:
    """Compute anew what these mentions have to do with: the same as :func:`dedupe` would, after a decision.

    Mentions that were extracted since the last :func:`dedupe` stay unmatched until the next, unless people tied them.
    """
    with store.transaction():
        _refresh(store, settings, mentions)


def _refresh(store: Store, settings: Settings, mentions: Collection[str], came: AbstractSet[str] | None = None) -> None:
    """Compute a neighbourhood anew. If all ``mentions`` only ``came``, it is that of the parts which they join."""
    matched = store.matching.get()
    if matched is None or matched.version != VERSION:
        raise NotFound("The candidates were made by another version of Sinodik, or never.", remedy="sinodik dedupe")
    known, weights, rulings = _known(store, matched), _weights(matched), _rulings(store)
    joined = came is not None and len(came) == len(mentions)
    at, others, ours = near(known, mentions, rulings, (lambda _: {}) if joined else store.candidates.fellows)
    everyone = at.keys() | others
    again, anew = store.mentions.since(matched.read)
    anew |= set(mentions) if came is None else came
    here = _present(store, known, again, at, others)
    old, late = [k for m, k in at.items() if m in here], sorted(here - at.keys())
    part = among(known, old, late, weights, partial(_table, store))
    lines, bonds = cuts(settings.match, matched.sample), ties(ours)
    if joined:
        part = unsettled(part, anew, tied(part.ids, ours, bonds), lines)
        everyone = set(part.ids)
    before = store.candidates.fellows(everyone)
    if joined and not before.keys() <= everyone:  # a decision was stored, but what it changes was never computed
        _refresh(store, settings, mentions)
        return
    division = divided(part, ours, bonds, lines, _judged(store))
    kept = unchanged(division.clusters(), before, anew.union(*(r.everyone for r in ours)))
    changed = (c for c in division.clusters() if c not in kept)
    made = [row for _, some in put_together(store, changed, ours, crew=False) for row in some]
    store.candidates.update(everyone - {m for c in kept for m in c}, made, division.compared(), everyone)


def _present(
    store: Store, known: Snapshot, again: Collection[str], at: Mapping[str, int], others: AbstractSet[str]
) -> set[str]:
    """Return who is there today: the database is asked only about evidence that was read ``again``, and ``others``."""
    unsure = others | (known.named(known.standing_in(evidence_numbers(again))).keys() & at.keys())
    return (at.keys() - unsure) | store.mentions.known_among(unsure)


def _known(store: Store, matched: Matched) -> Snapshot:
    return snapshot.load(store.workspace / FOLDER / str(matched.run), matched.layer)


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


def _table(store: Store, mentions: Collection[str]) -> Table:
    return table(store.brief.mentions(mentions), store.brief.evidence(mentions))[1]


def _matched(run: int, weights: Weights, sample: int, settings: Settings, read: int) -> Matched:
    lines, w = cuts(settings.match, sample), weights
    return Matched(
        run, w.how, w.mentions, sample, lines.same, lines.different, w.prior, w.rare, w.weights, VERSION, read=read
    )


def _decided_since(store: Store, last: int) -> Iterator[set[str]]:
    """Yield the mentions of each decision that came after number ``last``."""
    for decision in [d for d in store.decisions.all() if d.seq > last]:
        undone = [store.decisions.get(decision.undoes)] if decision.undoes else []
        yield {a.mention for d in (decision, *undone) for a in (*d.about, *d.against)}
