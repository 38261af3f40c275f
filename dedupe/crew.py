"""Candidates put together from what the store holds: one batch after another, or by a crew of processes."""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice, repeat
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path

from dedupe.assemble import Assembly
from dedupe.families import publishers
from dedupe.resolve import Ruling
from dedupe.ties import Cluster, ties
from sinodik.collecting import collect_seldom
from sinodik.store import Store
from sinodik.store.candidates import Row

_BATCH = 2000  # candidates that are put together from one reading
_AHEAD = 8  # batches that a crew is given at a time

_Task = tuple[list[Cluster], list[Ruling], dict[str, str]]


def put_together(
    store: Store, clusters: Iterator[Cluster], rulings: list[Ruling], *, crew: bool
) -> Iterator[tuple[int, list[Row]]]:
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
    with ProcessPoolExecutor(cpu_count(), get_context("spawn"), collect_seldom) as pool:
        waiting: deque[tuple[_Task, Future[list[Row] | None]]] = deque()
        for task in chain(work, repeat(None, _AHEAD)):
            if task:
                waiting.append((task, pool.submit(_elsewhere, store.workspace, *task)))
            if waiting and (not task or len(waiting) >= _AHEAD):
                first, future = waiting.popleft()
                yield sum(map(len, first[0])), future.result() or _batch(store, *first) or []


def _elsewhere(workspace: Path, *task: *_Task) -> list[Row] | None:
    with Store(workspace) as store:
        return _batch(store, *task)


def _batch(store: Store, clusters: list[Cluster], rulings: list[Ruling], known: dict[str, str]) -> list[Row] | None:
    """Put some candidates together, encoded; None if a mention is not there any more."""
    mentions = store.mentions.some([m for members in clusters for m in members])
    if len(mentions) < sum(map(len, clusters)):
        return None
    evidence = store.evidence.some({m.evidence for m in mentions.values()})
    assemble = Assembly(rulings, ties(rulings), known)
    return [Row.of(assemble([mentions[m] for m in members], evidence)) for members in clusters]


def _about(rulings: list[Ruling], clusters: list[Cluster]) -> list[Ruling]:
    """Return the decisions about some candidates."""
    ours = {m for members in clusters for m in members} if rulings else set()
    return [r for r in rulings if not ours.isdisjoint(r.everyone)]
