"""How well and how fast posts are read: ``python benchmarks/text.py [--part sealed] [--alone]``.

Sinodik and Natasha (1.6, in an environment of its own, made at first use) read the same golden posts in one run. A
name is right if all its parts are, in the nominative (ё and е are one). Natasha does not say who died, nor of what a
date is the date: "who is dead" takes all the persons that it finds for dead, and a date counts as read if it is among
those of the text. Partial dates lack the day; relative ones take their year from the post's own date.
"""

import argparse
import importlib.util
import json
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from peer import ask, environment

from sinodik.settings import Ner

NATASHA = ("natasha==1.6.0", "setuptools<81")
NAME = ("surname", "given", "patronymic")
DAYS = ("birth", "death", "burial", "mobilised")
MANY = ("branch", "award", "settlement")
REST = ("age", "rank", "branch", "award", "settlement", "district", "region", "status", "unit", "cemetery")
SCORER = Path(__file__).parents[1] / "tests" / "extract" / "text" / "scorer.py"
ROUNDS = 3

Said = dict[str, Any]


class Post(NamedTuple):
    """A golden post: its text, and what is to be read in it."""

    text: str
    expected: list[Said]


class Rate(NamedTuple):
    """Right of all that were to be read, and read though they were not."""

    right: int
    wanted: int
    extra: int = 0

    @property
    def share(self) -> float:
        """The share of what was to be read that was read right."""
        return self.right / self.wanted if self.wanted else float("nan")

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.wanted + self.right + self.extra
        return 2 * self.right / both if both else float("nan")


def scorer() -> ModuleType:
    """Return the module that the tests measure with."""
    spec = importlib.util.spec_from_file_location("golden_text_scorer", SCORER)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def folded(said: Said) -> tuple[str, ...]:
    """Return a name to compare by."""
    return tuple(str(said.get(part) or "").lower().replace("ё", "е") for part in NAME)


def kind(date: str, text: str) -> str:
    """Tell how a golden date is written: ``full``, ``partial`` or ``relative``."""
    year = date[:4]
    if year not in text and f"{year[2:]}" not in text.replace("20", ""):
        return "relative"
    return "full" if len(date) == 10 else "partial"


def names(posts: Sequence[Post], read: Sequence[Sequence[Said]]) -> dict[str, Rate]:
    """Return how many whole names were read, and who was rightly taken for dead."""
    right = wanted = extra = 0
    for post, persons in zip(posts, read, strict=True):
        gold, got = {folded(m) for m in post.expected}, {folded(p) for p in persons}
        right, wanted, extra = right + len(gold & got), wanted + len(gold), extra + len(got - gold)
    return {"name": Rate(right, wanted), "dead": Rate(right, wanted, extra)}


def dates_of_all(posts: Sequence[Post], read: Sequence[Sequence[str]]) -> dict[str, Rate]:
    """Return how many golden dates are among those read in their post, whatever they are the dates of."""
    right: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for post, days in zip(posts, read, strict=True):
        for day in (m[f] for m in post.expected for f in DAYS if f in m):
            wanted[kind(day, post.text)] += 1
            right[kind(day, post.text)] += day in days
    return {k: Rate(right[k], wanted[k]) for k in wanted}


def fields(posts: Sequence[Post], read: Sequence[Sequence[Said]]) -> dict[str, Rate]:
    """Return each field of the persons whose name was read right; dates by how they are written."""
    right: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    for post, persons in zip(posts, read, strict=True):
        got = {folded(p): p for p in persons}
        for gold in (m for m in post.expected if folded(m) in got):
            ours = got[folded(gold)]
            for field in (*DAYS, *REST):
                here, there = values(gold.get(field)), values(ours.get(field))
                for value in here | there:
                    key = kind(value, post.text) if field in DAYS else field
                    wanted[key] += value in here
                    right[key] += value in here & there
                    extra[key] += value in there - here
    return {k: Rate(right[k], wanted[k], extra[k]) for k in wanted | extra}


def values(said: object) -> set[str]:
    """Return one value or several as a set."""
    return set(map(str, said)) if isinstance(said, list | tuple) else {str(said)} if said is not None else set()


def gauge() -> None:
    """Print the start-up's seconds and the peak memory of a process that reads one post."""
    began = time.process_time()
    from extract.text import TextReader

    TextReader.load()
    seconds = time.process_time() - began
    print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


def ours(golden: ModuleType, folders: Iterable[Path], ner: Ner = "off") -> tuple[list[list[Said]], float]:
    """Return what Sinodik reads in each post, and the seconds of CPU for one round over all."""
    from extract.text import TextReader, finder

    reader = TextReader.load(finder(ner))
    evidence = [golden.evidence_of(folder)[0] for folder in folders]
    read = [[golden.read(m) for m in reader.mentions(e)] for e in evidence]
    began = time.process_time()
    for _ in range(ROUNDS):
        for piece in evidence:
            reader.mentions(piece)
    return read, (time.process_time() - began) / ROUNDS


def with_entities(golden: ModuleType, folders: Sequence[Path], posts: Sequence[Post]) -> None:
    """Print what is read with the finder of entities; nothing where the extra is not installed."""
    from extract.text.entities import probe

    if probe().missing:
        return
    read, seconds = ours(golden, folders, "on")
    who = names(posts, read)
    line("with NER: posts/s, one core", "≥ 400", f"{len(posts) / seconds:,.0f}", "")
    line("with NER: whole name, nominative", "≥ 96 %", f"{who['name'].share:.1%}", "")
    line("with NER: who is dead, F1", "≥ 0.95", f"{who['dead'].f1:.3f} (+{who['dead'].extra})", "")


def line(label: str, target: str, ours: str, peer: str) -> None:
    """Print a line of the table."""
    print(f"{label:<34}{target:>12}{ours:>16}{peer:>12}")


def main() -> None:
    """Read the golden posts with both and print the figures side by side."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("dev", "sealed", "all"), default="sealed", help="which cases are read")
    parser.add_argument("--folder", type=Path, help="cases that lie elsewhere")
    parser.add_argument("--alone", action="store_true", help="without Natasha")
    parser.add_argument("--gauge", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.gauge:
        gauge()
        return
    golden = scorer()
    folders = sorted(p for p in chosen.folder.iterdir() if p.is_dir()) if chosen.folder else golden.cases(chosen.part)
    posts = [Post(e.text, expected) for e, expected in map(golden.evidence_of, folders)]
    characters = sum(len(p.text) for p in posts)
    print(
        f"{len(posts)} posts, {characters / len(posts):.0f} characters each, {sum(len(p.expected) for p in posts)} dead"
    )
    read, seconds = ours(golden, folders)
    start, memory = json.loads(
        subprocess.run([sys.executable, __file__, "--gauge"], capture_output=True, check=True).stdout
    )
    peer: dict[str, str] = {}
    if not chosen.alone:
        answer = ask(environment("natasha", *NATASHA), "natasha_text.py", [p.text for p in posts])
        found = names(posts, answer["persons"])
        peer = {"name": f"{found['name'].share:.1%}", "dead": f"{found['dead'].f1:.3f}"}
        peer |= {k: f"{r.share:.1%}" for k, r in dates_of_all(posts, answer["dates"]).items()}
        peer |= {"speed": f"{len(posts) / answer['seconds']:,.0f}", "start": f"{answer['start']:.2f} s"}
        peer["ratio"] = f"{answer['seconds'] / seconds:.1f} ×"
    report(names(posts, read), fields(posts, read), peer)
    line("posts/s, one core", "≥ 1,500", f"{len(posts) / seconds:,.0f}", peer.get("speed", ""))
    with_entities(golden, folders, posts)
    line("characters/s", "", f"{characters / seconds:,.0f}", "")
    line("faster than Natasha", "", peer.get("ratio", ""), "")
    line("start-up, CPU", "≤ 0.3 s", f"{start:.2f} s", peer.get("start", ""))
    line("memory", "≤ 120 MB", f"{memory:.0f} MB", "")


SHOWN = (
    ("full", "full dates", "≥ 99 %"),
    ("partial", "partial dates", "≥ 95 %"),
    ("relative", "relative dates", "≥ 95 %"),
    ("age", "age", "≥ 97 %"),
    ("rank", "rank", "≥ 95 %"),
    ("branch", "branch", "≥ 95 %"),
    ("award", "awards, F1", "≥ 0.93"),
    ("settlement", "settlement", "≥ 92 %"),
    ("region", "region", "≥ 97 %"),
    ("district", "district", ""),
    ("unit", "unit", ""),
    ("cemetery", "cemetery", ""),
)


def report(who: dict[str, Rate], what: dict[str, Rate], peer: dict[str, str]) -> None:
    """Print the table of quality."""
    line("", "target", "Sinodik", "Natasha")
    line("whole name, nominative", "≥ 96 %", f"{who['name'].share:.1%}", peer.get("name", ""))
    line("who is dead, F1", "≥ 0.95", f"{who['dead'].f1:.3f}", peer.get("dead", ""))
    for key, label, target in SHOWN:
        if key in what:
            rate = what[key]
            shown = f"{rate.f1:.3f}" if "F1" in label else f"{rate.share:.1%} (+{rate.extra})"
            line(f"{label} ({rate.wanted})", target, shown, peer.get(key, ""))
    print("(+n): read though there was none to read.")


if __name__ == "__main__":
    main()
