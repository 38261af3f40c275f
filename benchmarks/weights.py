"""Make the weights that a small workspace is compared with: ``python -m benchmarks.weights``.

They are learnt, without labels, from invented mentions on development seeds, and written to ``dedupe/weights.json``.
"""

from pathlib import Path

import msgspec
import numpy as np

import dedupe.weights
from benchmarks.people import mentions
from dedupe.engine.blocks import blocks
from dedupe.engine.columns import Columns
from dedupe.engine.levels import PATRONYMIC, SURNAME, Spelling
from dedupe.engine.model import learn
from dedupe.engine.table import Table

SEEDS = (1, 2, 3)
MENTIONS = 100_000


def main() -> None:
    """Write the mean weights of all seeds."""
    learnt = []
    for seed in SEEDS:
        columns = Columns.made(Table(*mentions(MENTIONS, seed)[:-1]))
        learnt.append(learn(columns, blocks(columns)).weights)
    mean = np.rint(np.mean(learnt, axis=0)).astype(np.int32)
    # Invented people have no surname of one letter: an initial weighs there what it weighs in a patronymic. Only given
    # names have short forms.
    for level in (Spelling.INITIAL, Spelling.OTHER_INITIAL):
        mean[SURNAME, level] = mean[PATRONYMIC, level]
    mean[[SURNAME, PATRONYMIC], Spelling.SHORT] = 0
    path = Path(dedupe.weights.__file__).with_name("weights.json")
    path.write_bytes(msgspec.json.format(msgspec.json.encode(dedupe.weights.named(mean)), indent=1) + b"\n")


if __name__ == "__main__":
    main()
