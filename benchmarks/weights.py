"""Make the weights that a small workspace is compared with: ``python -m benchmarks.weights``.

They are learnt, without labels, from invented mentions on development seeds, and written to ``dedupe/weights.json``.
"""

from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

import dedupe.weights
from benchmarks.people import mentions
from dedupe.engine.blocks import blocks
from dedupe.engine.columns import Columns
from dedupe.engine.levels import COMPARISONS, PATRONYMIC, SURNAME, Spelling
from dedupe.engine.model import learnt
from dedupe.engine.table import Table

SEEDS = (1, 2, 3)
MENTIONS = 100_000


def main() -> None:
    """Write the mean weights of all seeds."""
    found, strangers = [], []
    for seed in SEEDS:
        columns = Columns.made(Table(*mentions(MENTIONS, seed)[:-1]))
        model, shares = learnt(columns, blocks(columns))
        found.append(model.weights)
        strangers.append(shares.u)
    mean = np.rint(np.mean(found, axis=0)).astype(np.int32)
    # Invented people have no surname of one letter: an initial weighs there what it weighs in a patronymic. Only given
    # names have short forms.
    for level in (Spelling.INITIAL, Spelling.OTHER_INITIAL):
        mean[SURNAME, level] = mean[PATRONYMIC, level]
    mean[[SURNAME, PATRONYMIC], Spelling.SHORT] = 0
    path = Path(dedupe.weights.__file__).with_name("weights.json")
    trained = dedupe.weights.Trained(dedupe.weights.named(mean), _shares(np.mean(strangers, axis=0)))
    path.write_bytes(msgspec.json.format(msgspec.json.encode(trained), indent=1) + b"\n")


def _shares(u: NDArray[np.float64]) -> dict[str, dict[str, float]]:
    return {
        c.name: {level.name.lower(): round(float(u[k, level]), 7) for level in c.levels if level}
        for k, c in enumerate(COMPARISONS)
    }


if __name__ == "__main__":
    main()
