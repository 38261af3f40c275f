"""What is compared: mentions as columns, with the weights and the links between them. People have no part in it yet."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from dedupe.engine.blocks import Blocks, blocks
from dedupe.engine.columns import Columns
from dedupe.engine.link import Links, links
from dedupe.engine.table import Table
from dedupe.findings import Longs
from dedupe.weights import TRAINED, Weights, tempered, weights
from sinodik.progress import Progress, silent


class Matter(NamedTuple):
    """``ids`` are in order, and the columns in the order of the ids. Scores are in hundredths of a bit."""

    ids: Sequence[str]
    columns: Columns
    links: Links
    weights: Weights

    @property
    def hashes(self) -> Longs:
        """A number for each mention, from its identifier."""
        return np.fromiter((int(i[1:14], 16) for i in self.ids), np.int64, len(self.ids))


def matter(
    ids: Sequence[str], table: Table, low: int, enough: int, progress: Progress = silent
) -> tuple[Matter, Blocks]:
    """Compare mentions; ``table`` holds them in the order of ``ids``. Links above ``low`` are kept."""
    say = _steps(progress)
    say("coding")
    columns = Columns.made(table)
    say("blocking")
    found = blocks(columns)
    say("weighing")
    learnt = weights(columns, found, enough)
    if learnt.how == TRAINED:
        columns = tempered(columns)
    say("comparing")
    kept = links(columns, found, learnt.model, low) if any(len(o) for o in found.order) else nothing()
    say("")
    return Matter(ids, columns, kept, learnt), found


def nothing() -> Links:
    """Return no links."""
    none = np.zeros(0, np.int32)
    return Links(none, none, none, 0)


def _steps(progress: Progress) -> Callable[[str], None]:
    """Return what to call when a step begins: the engine's own steps are too quick to be counted inside."""
    running: list[str] = []

    def step(what: str) -> None:
        if running:
            progress(1, 1, running.pop())
        if what:
            running.append(what)
            progress(0, 1, what)

    return step
