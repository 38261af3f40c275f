"""Learn how much the signs of a death weigh (:mod:`extract.text.weighing`), and tell how well that is done.

    python benchmarks/weighing.py                # each author's persons judged by what the other authors' teach
    python benchmarks/weighing.py --write        # learn from all
    python benchmarks/weighing.py --add FOLDER   # note what the rules say of cases whose author no rule has met

A rule made for a post is always right on it. So what is learnt from is what the rules said at first sight, before
anybody looked at an author's posts (``data/first_sight.json.gz``): new posts are added before rules are mended for
them. Sealed cases are not taken.
"""

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "extract" / "text")]

import scorer  # noqa: E402

from benchmarks.impression import author_of  # noqa: E402
from benchmarks.logistic import fitted  # noqa: E402
from extract.text import TextReader  # noqa: E402
from extract.text.impression import Impression  # noqa: E402
from extract.text.weighing import PASSED, WEIGHTS, Signs, Weighing, is_plain  # noqa: E402

SIGHT = Path(__file__).parent / "data" / "first_sight.json.gz"
LEAST = 3  # persons that a sign must stand by
RIDGE = 4.0


class Person(NamedTuple):
    """A person whom a post names: whether the rules recorded him, by plain words or not, the truth, and the signs."""

    case: str
    recorded: bool
    plain: bool
    is_dead: bool
    signs: Signs


class Sight(NamedTuple):
    """What the rules said at first sight; of each case also how many persons are to be recorded, found or not."""

    wanted: dict[str, int]
    persons: list[Person]

    @classmethod
    def load(cls) -> "Sight":
        """Read what was noted."""
        known = json.loads(gzip.decompress(SIGHT.read_bytes()))
        return cls(known["wanted"], [Person(*row) for row in known["persons"]])

    def save(self) -> None:
        """Write it; the same notes make the same bytes."""
        told = json.dumps(self._asdict(), ensure_ascii=False, separators=(",", ":"))
        SIGHT.write_bytes(gzip.compress(told.encode(), mtime=0))

    def of(self, authors: Collection[str]) -> "Sight":
        """Return what concerns some authors."""
        return Sight(
            {case: count for case, count in self.wanted.items() if author_of(case) in authors},
            [person for person in self.persons if author_of(person.case) in authors],
        )


def noted(reader: TextReader, folders: Sequence[Path]) -> Sight:
    """Return what the rules say of some cases now."""
    wanted, persons = {}, []
    for folder in folders:
        evidence, mentions = scorer.evidence_of(folder)
        names = {scorer._name(scorer.stated(mention)) for mention in mentions}
        wanted[folder.name] = len(names)
        for verdict, signs in reader.signs(evidence):
            values = {part.field.value: str(part.value) for part in verdict.person.parts}
            name = tuple(values.get(field.value) for field in scorer.NAME)
            shown = {sign: round(value, 2) for sign, value in sorted(signs.items())}
            persons.append(Person(folder.name, verdict.stop is None, is_plain(verdict), name in names, shown))
    return Sight(wanted, persons)


def learn(persons: Sequence[Person]) -> Weighing:
    """Return the weights that some persons teach."""
    counts = Counter(sign for person in persons for sign in person.signs)
    signs = sorted(sign for sign, count in counts.items() if count >= LEAST)
    number = {sign: k for k, sign in enumerate(signs)}
    entries = [(i, number[s], value) for i, p in enumerate(persons) for s, value in p.signs.items() if s in number]
    row, column, value = (np.array(part) for part in zip(*entries, strict=True))
    truth = np.array([person.is_dead for person in persons], float)
    weight = fitted(row, column, value, truth, len(signs), RIDGE, np.ones(len(truth)))
    weights = {sign: round(w, 3) for sign, w in zip(signs, weight[:-1].tolist(), strict=True) if round(w, 3)}
    return Weighing(weights, round(float(weight[-1]), 3), Impression({}, 0))


def is_likely(learnt: Weighing, person: Person) -> bool:
    """Tell whether a person would be recorded."""
    recorded = person.recorded and not any(sign.startswith(PASSED) for sign in person.signs)
    return learnt.is_likely(person.signs, recorded=recorded, plain=recorded and person.plain)


def figures(sight: Sight, recorded: Sequence[bool]) -> list[float]:
    """Return precision, recall and F1 of who is recorded, and the share of posts about nobody that stay silent."""
    right = sum(is_recorded and person.is_dead for is_recorded, person in zip(recorded, sight.persons, strict=True))
    all_wanted, nobody = sum(sight.wanted.values()), {case for case, count in sight.wanted.items() if not count}
    spoken = {p.case for is_recorded, p in zip(recorded, sight.persons, strict=True) if is_recorded}
    precision, recall = right / max(1, sum(recorded)), right / max(1, all_wanted)
    f1 = 2 * right / max(1, sum(recorded) + all_wanted)
    return [precision, recall, f1, 1 - len(nobody & spoken) / max(1, len(nobody))]


def main() -> None:
    """Print how well authors are judged whom nothing was learnt from; write what all teach, or add more, if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS.name}")
    parser.add_argument("--add", type=Path, nargs="+", metavar="FOLDER", help="folders that hold a folder a case")
    asked = parser.parse_args()
    sight = Sight.load()
    if asked.add:
        cases = [case for folder in asked.add for case in sorted(folder.iterdir()) if case.is_dir()]
        fresh = noted(TextReader.load(), [c for c in cases if not scorer.is_sealed(c) and c.name not in sight.wanted])
        sight = Sight(sight.wanted | fresh.wanted, sight.persons + fresh.persons)
        sight.save()
        print(f"{len(fresh.wanted)} cases, {len(fresh.persons)} persons added")
        return
    compare(sight)
    if asked.write:
        learnt = learn(sight.persons)
        told = {"bias": learnt.bias, "weights": learnt.weights}
        WEIGHTS.write_text(json.dumps(told, ensure_ascii=False, indent=0) + "\n", "utf-8")
        print(f"{len(learnt.weights):,} weights → {WEIGHTS.relative_to(ROOT)}")


def compare(sight: Sight) -> None:
    """Print what the rules alone record of each author's posts, and what is recorded once all is weighed."""
    print("author   posts persons      rules: precision recall F1 silence     weighed: precision recall F1 silence")
    weighed: dict[int, bool] = {}
    for author in sorted({author_of(case) for case in sight.wanted}):
        learnt = learn([person for person in sight.persons if author_of(person.case) != author])
        own = sight.of({author})
        likely = [is_likely(learnt, person) for person in own.persons]
        weighed |= {id(person): is_likely for person, is_likely in zip(own.persons, likely, strict=True)}
        print(shown(author, own, likely), flush=True)
    print(shown("all", sight, [weighed[id(person)] for person in sight.persons]))


def shown(name: str, sight: Sight, weighed: Sequence[bool]) -> str:
    """Return one line."""
    pairs = (figures(sight, [person.recorded for person in sight.persons]), figures(sight, weighed))
    ruled, told = ("  ".join(f"{figure:.3f}" for figure in side) for side in pairs)
    return f"{name:8}{len(sight.wanted):6}{len(sight.persons):8}      {ruled}      {told}"


if __name__ == "__main__":
    main()
