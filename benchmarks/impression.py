"""Learn what a post sounds like as a whole (:mod:`extract.text.impression`), and tell how well that is heard.

    python benchmarks/impression.py            # each author's posts judged by what the other authors' teach
    python benchmarks/impression.py --write    # learn from all open golden posts

Logistic regression on marks weighted by their rarity (tf-idf; Spärck Jones 1972), both answers of equal weight. Sealed
posts are not looked at.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "extract" / "text")]

import scorer  # noqa: E402

from benchmarks.logistic import fitted  # noqa: E402
from extract.text.document import Document  # noqa: E402
from extract.text.impression import GRAVE, WEIGHTS, Impression, marks  # noqa: E402

LIGHT = 1 - GRAVE
LEAST = 2  # posts that a mark must stand in
RIDGE = 0.05
WORTH_KEEPING = 0.5
_AUTHOR = re.compile(r"(([a-z])\2?)-")


class Post(NamedTuple):
    """An open golden post, its author and the truth."""

    author: str
    document: Document
    tells: bool


def author_of(case: str) -> str:
    """Return who wrote a case, by its name: authors whom no rule had met are a letter, or a doubled one."""
    named = _AUTHOR.match(case)
    return named[1] if named else ""


def posts() -> list[Post]:
    """Return every open golden post."""
    found = []
    for folder in scorer.cases("dev"):
        evidence, mentions = scorer.evidence_of(folder)
        found.append(Post(author_of(folder.name), Document(evidence.text), bool(mentions)))
    return found


def learn(known: Sequence[Post]) -> Impression:
    """Return the impression that some posts make."""
    seen = [marks(post.document) for post in known]
    counts = Counter(mark for some in seen for mark in some)
    words = sorted(mark for mark, count in counts.items() if count >= LEAST)
    number = {mark: k for k, mark in enumerate(words)}
    rarity = np.array([1 + np.log((1 + len(known)) / (1 + counts[mark])) for mark in words])
    # Not by their share: that makes less of what is learnt where a post has few marks.
    entries = [(i, number[m], 1 / np.sqrt(len(some))) for i, some in enumerate(seen) for m in some if m in number]
    post, mark, value = (np.array(column) for column in zip(*entries, strict=True))
    truth = np.array([p.tells for p in known], float)
    balance = np.where(truth == 1, 0.5 / truth.mean(), 0.5 / (1 - truth.mean()))
    weight = fitted(post, mark, value * rarity[mark], truth, len(words), RIDGE, balance)
    told = dict(zip(words, (weight[:-1] * rarity).tolist(), strict=True))
    return Impression({m: round(w, 2) for m, w in told.items() if abs(w) >= WORTH_KEEPING}, round(float(weight[-1]), 3))


def main() -> None:
    """Print how well authors are heard whom nothing was learnt from; write what all teach, if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS.name}")
    asked = parser.parse_args()
    known = posts()
    print("author   posts  right   grave: of them tell   light: of them tell")
    whole = []
    for author in sorted({post.author for post in known}):
        impression = learn([post for post in known if post.author != author])
        heard = [(impression.chance(p.document), p.tells) for p in known if p.author == author]
        whole += heard
        print(shown(author or "others", heard), flush=True)
    print(shown("all", whole))
    if asked.write:
        learnt = learn(known)
        told = {"bias": learnt.bias, "weights": learnt.weights}
        WEIGHTS.write_text(json.dumps(told, ensure_ascii=False, indent=0) + "\n", "utf-8")
        print(f"{len(learnt.weights):,} weights → {WEIGHTS.relative_to(ROOT)}")


def shown(name: str, heard: Sequence[tuple[float, bool]]) -> str:
    """Return one line: how many were heard rightly, and what is true of those that sound grave or light."""
    chance, tells = (np.array(column) for column in zip(*heard, strict=True))
    grave, light = tells[chance >= GRAVE], tells[chance < LIGHT]
    right = ((chance > 0.5) == tells).mean()
    sounds = "".join(f"{len(some):8}: {some.mean():.3f}      " for some in (grave, light))
    return f"{name:8}{len(heard):6}  {right:.3f}{sounds}"


if __name__ == "__main__":
    main()
