"""What a source usually yields, so that a sudden drought is told and not silently accepted."""

from collections.abc import Mapping, Sequence
from statistics import median

from sinodik.store.runs import Run

RUNS = 10  # that tell what is usual
FEWEST_RUNS = 3
LOOK_BACK = 50  # runs
FAR_LESS = 0.25  # of the usual
_TOO_FEW_TO_TELL = 4.0


def yielded(counts: Mapping[str, int]) -> int:
    """Return what a visit yielded: everything it saw, new or known. A quiet channel still shows its old posts."""
    return counts.get("new", 0) + counts.get("known", 0)


def usual(yields: Sequence[int]) -> float | None:
    """Return the median of the last ten yields, the oldest first, that were not far below what was usual then.

    None until there are three: nothing is usual yet. A drought does not become usual before :data:`LOOK_BACK` runs.
    """
    kept: list[int] = []
    for value in yields:
        before = kept[-RUNS:]
        if len(before) < FEWEST_RUNS or not far_less(value, median(before)):
            kept.append(value)
    return float(median(kept[-RUNS:])) if len(kept) >= FEWEST_RUNS else None


def far_less(value: int, usually: float | None) -> bool:
    """Tell whether a yield is far below the usual one; a source that always yields little is never accused."""
    return usually is not None and usually >= _TOO_FEW_TO_TELL and value < usually * FAR_LESS


def drought(runs: Sequence[Run]) -> str:
    """Say that the last finished of a source's runs (the newest first) yielded far less than usual; "" if not."""
    yields = finished(runs)
    if not yields or not far_less(yields[-1], usually := usual(yields[:-1])):
        return ""
    return f"Far less than usual: {yields[-1]} seen, usually about {usually:.0f}. Has the site changed its pages?"


def finished(runs: Sequence[Run]) -> list[int]:
    """Return the yields of the runs that went to their end, the oldest first.

    A visit that was answered “not modified” and nothing else says nothing about the yield.
    """
    ended = [r for r in reversed(runs) if r.outcome == "finished"]
    return [yielded(r.counts) for r in ended if yielded(r.counts) or not r.counts.get("unchanged", 0)]
