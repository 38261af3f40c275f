"""How well invented people are told apart: floors that only ever rise.

Weights were set while looking at the development seeds only; the sealed seeds tell whether they hold for others.
"""

import json
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from sinodik.records import Evidence, Mention, digest

FLOORS = json.loads((Path(__file__).parents[1] / "quality_floor.json").read_text("utf-8"))
DEVELOPMENT = (1, 2)
SEALED = (7001, 7002)


def together(groups: Iterable[Iterable[str]]) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def measured(made: Any, truth: dict[str, int]) -> dict[str, float]:
    people: dict[int, list[str]] = {}
    for mention, who in truth.items():
        people.setdefault(who, []).append(mention)
    right, found = together(people.values()), together(c.mentions for c in made.candidates)
    asked = {(p.a, p.b) for p, doubt in made.pairs if doubt is not None}
    return {
        "precision": len(right & found) / len(found),
        "recall": len(right & found) / len(right),
        "recall with the queue": _answered(right, found, asked, truth),
        "questions a mention": len(asked) / len(truth),
    }


def _answered(right: set, found: set, asked: set, truth: dict[str, int]) -> float:
    """The recall once a person has answered every question in the queue, as the truth has it."""
    parent = {m: m for m in truth}

    def root(m: str) -> str:
        return m if parent[m] == m else root(parent[m])

    for a, b in (found | asked) & right:
        parent[root(a)] = root(b)
    return sum(root(a) == root(b) for a, b in right) / len(right)


def test_the_sealed_people_are_those_that_the_floors_were_measured_on(invent: Callable) -> None:
    worlds = [invent(seed, 300) for seed in SEALED]
    assert digest([m for mentions, _, _ in worlds for m in mentions]) == FLOORS["dedupe.sealed_sha256"]


@pytest.mark.parametrize("seed", [*DEVELOPMENT, *SEALED])
def test_pairs_of_invented_people(
    invent: Callable[[int, int], tuple[list[Mention], dict[str, Evidence], dict[str, int]]],
    compute: Callable[..., Any],
    seed: int,
    record_property: Callable[[str, object], None],
) -> None:
    mentions, evidence, truth = invent(seed, 300)
    figures = measured(compute(mentions, evidence=evidence.values()), truth)
    record_property("figures", figures)
    print(figures)
    assert figures["precision"] >= FLOORS["dedupe.pair_precision"]
    assert figures["recall"] >= FLOORS["dedupe.pair_recall"]
    assert figures["recall with the queue"] >= FLOORS["dedupe.pair_recall_with_queue"]
    assert figures["questions a mention"] <= FLOORS["dedupe.questions_a_mention_at_most"]
