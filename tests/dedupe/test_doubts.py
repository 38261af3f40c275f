"""What is put before a person, and what is not."""

import pytest

from dedupe.doubts import Queue
from dedupe.groups import Groups
from dedupe.ties import Ties, ties
from sinodik.records import Pair, Why
from sinodik.settings import Match

NO_TIES = ties([])

# clusters, scores by pair, pairs asked in order
CASES = [
    ("a b", {"ab": 4}, "ab"),
    ("a b", {"ab": 0}, ""),
    ("a b", {"ab": 9}, "ab"),  # something else kept them apart: a person should know
    ("ab", {"ab": 9}, ""),
    ("ab", {"ab": 8.5}, "ab"),  # hangs by a thread
    ("abc", {"ab": 12, "bc": 12, "ac": 3}, ""),  # through b they are sure enough
    ("abc", {"ab": 12, "bc": 8.1, "ac": 8.3}, "ac"),
    ("abc", {"ab": 8.1, "bc": 8.2, "ac": 8.3}, "bc ac"),  # two answers hold three together
    ("ab c", {"ac": 5, "bc": 4.5}, "ac"),  # one question for two clusters: the one that tells most
    ("a b c", {"ab": 1, "bc": 4}, "bc ab"),  # the most doubtful first
]


def pairs(scores: dict[str, float]) -> list[Pair]:
    return [Pair(a=k[0], b=k[1], score=s) for k, s in scores.items()]


def ask(
    clusters: str, scores: dict[str, float], constraints: Ties = NO_TIES, rejected: str = "", vetoes: str = ""
) -> list[str]:
    people = {m: tuple(c) for c in clusters.split() for m in c}

    def score(a: str, b: str) -> Pair:
        a, b = sorted((a, b))
        whys = (Why("birth_conflict", "…", -12.0),) if a + b in vetoes.split() else ()
        return Pair(a=a, b=b, score=scores.get(a + b, -5.0), whys=whys)

    queue = Queue(people, constraints, Match(), {tuple(c) for c in rejected.split()}, score)
    found = queue.doubts(pairs(scores))
    return ["".join(p) for p, _ in sorted(found.items(), key=lambda item: item[1])]


@pytest.mark.parametrize(("clusters", "scores", "expected"), CASES)
def test_the_queue(clusters: str, scores: dict[str, float], expected: str) -> None:
    assert ask(clusters, scores) == expected.split()


def constrained(*, apart: tuple[str, str] | None = None, unsure: tuple[str, str] | None = None, tie: str = "") -> Ties:
    tied = Groups()
    tied.tie(tie)
    return Ties(tied, frozenset([apart] if apart else []), frozenset([unsure] if unsure else []), {}, {})


def test_what_was_decided_is_not_asked_again() -> None:
    assert ask("ac b", {"ab": 4, "bc": 5}, constrained(apart=("a", "b"))) == []
    assert ask("ab", {"ab": 8.5}, constrained(tie="ab")) == []


def test_what_nobody_could_tell_comes_last() -> None:
    scores = {"ab": 4, "ac": 7}
    assert ask("a b c", scores) == ["ab", "ac"]
    assert ask("a b c", scores, constrained(unsure=("a", "b"))) == ["ac", "ab"]


def test_what_cannot_be_one_person_is_not_asked_through_a_vaguer_mention() -> None:
    assert ask("ab c", {"ac": 5}, vetoes="bc") == []
    assert ask("a c", {"ac": 5}, vetoes="ac") == ["ac"]  # much speaks for it, and something against


def test_the_rejected_are_left_alone() -> None:
    assert ask("a b", {"ab": 4}, rejected="a b") == []
    assert ask("a b", {"ab": 4}, rejected="a") == ["ab"]


def test_the_order_of_pairs_does_not_matter() -> None:
    scores: dict[str, float] = {"ac": 5, "bc": 5, "ab": 8.5}
    backwards = dict(reversed(scores.items()))
    assert ask("ab c", scores) == ask("ab c", backwards)
