"""How far may the reader's confidences be trusted? ``python benchmarks/calibrate.py`` says so.

Prints the expected calibration error (Guo et al. 2017, ten bins of equal width) over the golden posts, of the
confidences as the rules feel them and as they are measured, for all fields together and for each. ``--write`` first
measures them anew over the open part and writes ``extract/calibration.json``; the sealed part is only looked at.
``--floors`` then lets tests/quality_floor.json hold what the sealed part must not exceed.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "extract" / "text")]

import reliability  # noqa: E402 (the folders above come first)
import scorer  # noqa: E402

from extract.calibration import TABLE, Calibration, Judged, expected_error, fit  # noqa: E402
from extract.text import TextReader, lexicon, morphology  # noqa: E402
from sinodik.records import Field  # noqa: E402

FLOORS = ROOT / "tests" / "quality_floor.json"
KEY = "text.ece_at_most"


def main(arguments: Sequence[str]) -> None:
    """Measure, and write where told."""
    felt_reader = TextReader(morphology.load(), lexicon.load())
    felt = {part: list(reliability.judged(felt_reader, scorer, part)) for part in ("dev", "sealed")}
    if "--write" in arguments:
        _write(felt["dev"])
    table = Calibration.load()
    measured = {
        part: [c._replace(confidence=table.confidence(c.field, c.confidence)) for c in claims]
        for part, claims in felt.items()
    }
    for part in felt:
        _show(part, felt[part], measured[part])
    if "--floors" in arguments:
        _floor(expected_error(measured["sealed"]))


def _write(claims: Sequence[Judged]) -> None:
    lines = (f"{json.dumps(field)}: {json.dumps(curve)}" for field, curve in fit(claims).items())
    TABLE.write_text("{\n" + ",\n".join(lines) + "\n}\n")


def _show(part: str, felt: Sequence[Judged], measured: Sequence[Judged]) -> None:
    print(f"{part}: {len(felt)} claims, {sum(c.right for c in felt) / len(felt):.1%} right")
    print(f"  {'':12} {'claims':>6} {'right':>6} {'ECE felt':>9} {'measured':>9}")
    for field in (None, *Field):
        before, after = ([c for c in claims if field in (None, c.field)] for claims in (felt, measured))
        if before:
            right = sum(c.right for c in before) / len(before)
            errors = f"{expected_error(before):9.3f} {expected_error(after):9.3f}"
            print(f"  {field or 'all':12} {len(before):6} {right:6.1%} {errors}")


def _floor(error: float) -> None:
    floors = json.loads(FLOORS.read_text())
    merged = dict(sorted((floors | {KEY: round(error + 0.01, 3)}).items()))
    FLOORS.write_text(json.dumps(merged, ensure_ascii=False, indent=2) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
