"""The weights that are shipped are those that were learnt."""

import json

from benchmarks.weighing import Person, Sight, figures, is_likely, learn, shown
from extract.text.weighing import WEIGHTS


def test_the_shipped_weights_are_what_the_notes_teach() -> None:
    learnt, shipped = learn(Sight.load().persons), json.loads(WEIGHTS.read_text("utf-8"))
    assert set(learnt.weights) ^ set(shipped["weights"]) == set()
    assert max(abs(weight - shipped["weights"][sign]) for sign, weight in learnt.weights.items()) < 0.02


def test_authors_are_judged_better_than_by_the_rules_alone() -> None:
    sight = Sight.load()
    taught = sight.of({"j", "k", "l", "m", "n", "o", "p", "q", "r", "s"})
    met = sight.of({"w", "x", "z", "bb"})
    learnt = learn(taught.persons)
    likely = [is_likely(learnt, person) for person in met.persons]
    ruled, weighed = figures(met, [p.recorded for p in met.persons]), figures(met, likely)
    assert weighed[2] > ruled[2] + 0.02
    assert weighed[3] > ruled[3] + 0.03


def test_figures() -> None:
    sight = Sight(
        {"j-one": 2, "j-none": 0, "k-none": 0},
        [
            Person("j-one", True, True, True, {}),
            Person("j-one", False, False, True, {}),
            Person("j-none", True, False, False, {}),
        ],
    )
    assert figures(sight, [True, False, True]) == [0.5, 0.5, 0.5, 0.5]
    assert figures(sight, [True, True, False]) == [1.0, 1.0, 1.0, 1.0]
    assert len(sight.of({"k"}).persons) == 0
    assert shown("j", sight, [True, True, False]).count("1.000") == 4


def test_what_is_noted_comes_back(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("benchmarks.weighing.SIGHT", tmp_path / "sight.json.gz")
    sight = Sight({"j-one": 1}, [Person("j-one", True, False, True, {"near rank": 1.0})])
    sight.save()
    first = (tmp_path / "sight.json.gz").read_bytes()
    assert Sight.load() == sight
    sight.save()
    assert (tmp_path / "sight.json.gz").read_bytes() == first
