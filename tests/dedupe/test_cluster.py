"""Linkage on scores given by hand: who ends up with whom."""

from itertools import combinations

import pytest

from dedupe import cluster as module
from dedupe.cluster import cluster, components, linkage
from dedupe.groups import Groups
from dedupe.ties import ties
from sinodik.records import Pair, Why

NO_TIES = ties([])

# scores by pair (missing: -5), expected clusters
CASES = [
    ({}, "a b c"),
    ({"ab": 8}, "ab c"),
    ({"ab": 7.99}, "a b c"),
    ({"ab": 12, "bc": 12, "ac": 12}, "abc"),
    ({"ab": 12, "bc": 12, "ac": -9}, "ab c"),  # no chaining through one vague mention: the mean is 1.5
    ({"ab": 12, "bc": 14, "ac": -9}, "a bc"),
    ({"ab": 12, "cd": 12, "ac": 9, "ad": 9, "bc": 9, "bd": 9}, "abcd"),
    ({"ab": 12, "cd": 12, "ac": 30}, "ac b d"),
]


def scorer(scores: dict[str, float], veto: str = ""):
    def score(a: str, b: str) -> Pair:
        whys = (Why("birth_conflict", "…", -12.0),) if {a, b} == set(veto) else ()
        return Pair(a=a, b=b, score=scores.get(a + b, -5.0), whys=whys)

    return score


@pytest.mark.parametrize(("scores", "expected"), CASES)
def test_average_linkage(scores: dict[str, float], expected: str) -> None:
    members = tuple(sorted({m for word in expected.split() for m in word}))
    assert {"".join(c) for c in cluster(members, scorer(scores), NO_TIES, 8.0)} == set(expected.split())


def test_a_veto_holds_whatever_else_is_said_and_is_carried_along() -> None:
    scores = {a + b: 30.0 for a, b in combinations("abcd", 2)}
    found = cluster(tuple("abcd"), scorer(scores, veto="ad"), NO_TIES, 8.0)
    assert len(found) == 2
    assert not any({"a", "d"} <= set(c) for c in found)


def pair_with(score: float, **whys: float) -> Pair:
    return Pair(a="a", b="b", score=score, whys=tuple(Why(rule, "…", w) for rule, w in whys.items()))


LINKAGES = [
    ([pair_with(4)], 4),
    ([pair_with(4), pair_with(12)], 12),
    ([pair_with(-2, common_name=-6), pair_with(12)], 12),
    ([pair_with(12), pair_with(-4, patronymic_different=-8)], 4),
    ([pair_with(3, rank_different=-0.5), pair_with(-4, rank_different=-0.5, patronymic_different=-8)], -5),
    ([pair_with(5, death_far=-2), pair_with(1, death_far=-5)], 2),
]


@pytest.mark.parametrize(("between", "expected"), LINKAGES)
def test_what_people_tied_speaks_with_its_clearest_voice(between: list[Pair], expected: float) -> None:
    assert linkage(between) == linkage(between[::-1]) == expected


def links(scores: dict[str, float]) -> list[Pair]:
    return [Pair(a=k[0], b=k[1], score=s) for k, s in scores.items()]


def test_components_hang_together_by_links_and_decisions() -> None:
    tied = Groups()
    tied.tie("cx")  # x is a mention that is gone
    tied.tie("xd")
    found, loosened = components("abcde", links({"ab": 1, "bc": 0}), tied, low=0, same=8)
    assert sorted(found) == [("a", "b"), ("c", "d"), ("e",)]
    assert loosened == 0


def test_a_large_component_is_loosened_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST_COMPONENT", 2)
    found, loosened = components("abcd", links({"ab": 9, "bc": 1.5, "cd": 9}), Groups(), low=0, same=8)
    assert sorted(found) == [("a", "b"), ("c", "d")]
    assert loosened >= 1


def test_what_is_sure_is_never_loosened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST_COMPONENT", 2)
    found, _ = components("abc", links({"ab": 9, "bc": 9}), Groups(), low=0, same=8)
    assert found == [("a", "b", "c")]


def test_groups_are_named_by_their_least() -> None:
    groups = Groups("dcba")
    groups.tie("db")
    groups.tie("bc")
    assert list(groups) == [("a",), ("b", "c", "d")]
    assert groups.root("d") == "b"
    assert groups.together("c", "d")
    assert not groups.together("a", "d")
