"""How long does ``sinodik verify`` take for a log of 200,000 entries? ``python benchmarks/verify.py [ENTRIES]``.

Builds a workspace in a temporary folder through the log's only way in, nine pieces of evidence to one decision, then
prints how long the check without the payloads took.
"""

import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from sinodik.records import Anchor, Decision, Evidence, Judgement, Span, digest
from sinodik.store import Store
from sinodik.store.verify import verify
from sinodik.store.workspace import create

AT = datetime(2023, 3, 10, 12, tzinfo=UTC)
BATCH = 10_000


def fill(store: Store, entries: int) -> None:
    """Let ``entries`` rows enter the log, in batches."""
    for start in range(0, entries, BATCH):
        count = min(BATCH, entries - start)
        with store.transaction():
            seen = [_evidence(n) for n in range(start, start + count - count // 10)]
            store.evidence.add(seen)
            first = store.decisions.last() + 1
            decided = (_decision(seq, seen[0].id) for seq in range(first, first + count // 10))
            store.log.enter("decision", [_row(d) for d in decided])


def _evidence(number: int) -> Evidence:
    text = f"Пост номер {number}. Кедров Пётр Ильич, 1990 года рождения, посёлок Кедровка. Вечная память. " * 3
    return Evidence(
        source="kedrovka",
        publisher="kedrovka",
        kind="post",
        url=f"https://example.org/kedrovka/{number}",
        posted=AT,
        seen=AT,
        payload=digest("page", number),
        text=text,
    )


def _decision(seq: int, evidence: str) -> Decision:
    about = (Anchor(f"m{seq:016}", evidence, Span(16, 22)),)
    return Decision(at=AT, reviewer="vera", judgement=Judgement.CONFIRM, about=about, seq=seq)


def _row(d: Decision) -> tuple[object, ...]:
    return d.judgement.value, d.at.isoformat(), d.reviewer, d.undoes, msgspec.json.encode(d).decode()


def main(entries: int) -> None:
    """Print what it took."""
    with tempfile.TemporaryDirectory() as folder:
        create(Path(folder) / "w")
        with Store(Path(folder) / "w") as store:
            fill(store, entries)
            start, started = time.perf_counter(), time.process_time()
            report = verify(store, evidence=False)
            seconds, worked = time.perf_counter() - start, time.process_time() - started
    print(f"{report.entries:,} entries: {seconds:.2f} s ({worked:.2f} s of CPU), problems: {len(report.problems)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
