"""What people decided, as numbers for the linkage."""

from collections.abc import Mapping

import numpy as np

from dedupe.linkage import Rules
from dedupe.ties import Ties
from sinodik.records import Judgement


def rules(ties: Ties, positions: Mapping[str, int], n: int) -> Rules:
    """Turn ties into numbers. ``positions`` holds at least the mentions that decisions speak of."""
    numbers: dict[str, int] = {}
    tied, ruled = np.full(n, -1, np.int32), np.zeros(n, np.int32)
    for mention in ties.tied.members():
        number = numbers.setdefault(ties.tied.root(mention), len(numbers))
        if mention in positions:
            tied[positions[mention]] = number
    for root in {m for pair in ties.apart for m in pair}:
        number = numbers.setdefault(root, len(numbers))
        if root in positions:
            tied[positions[root]] = number
    apart = sorted({min(a, b) << 32 | max(a, b) for a, b in ((numbers[x], numbers[y]) for x, y in ties.apart)})
    for mention, ruling in ties.verdict.items():
        if mention in positions:
            ruled[positions[mention]] = ruling.seq if ruling.decision.judgement is Judgement.CONFIRM else -ruling.seq
    return Rules(tied, np.array(apart, np.int64), ruled)
