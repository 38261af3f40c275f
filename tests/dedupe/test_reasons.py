"""Pairs as a reviewer would tell them: one person, two people, or a question; and why, in words that add up."""

import inspect
from collections.abc import Callable
from typing import Any

import pytest

from dedupe import russian
from dedupe.engine.kernel import COUNT
from dedupe.engine.levels import COMPARISONS
from dedupe.reasons import catalogue
from dedupe.weights import named, shipped, table
from sinodik.records import Mention

ONE, TWO, ASK = "one person", "two people", "a question"
ИСН = "Иванов Сергей Николаевич"
# So that names are as common among the few compared as they are in life.
CROWD = [
    "Иванов Сергей Николаевич", "Иванов Андрей Сергеевич", "Петров Сергей Андреевич", "Кедров Пётр Ильич",
    "Иванов Николай Петрович", "Смирнов Сергей Николаевич", "Луговой Андрей Юрьевич", "Иванов Пётр Николаевич",
]  # fmt: skip

PAIRS = [
    (ИСН, {"birth": "1990-02-01"}, ИСН, {"birth": "1990-02-01"}, ONE),
    (ИСН, {"birth": "1990", "death": "2022-05-09"}, ИСН, {"birth": "1990", "death": "2022-05-09"}, ONE),
    ("Заозёрный Пётр Ильич", {}, "Заозёрный Пётр Ильич", {}, ONE),
    ("Заозёрный Пётр Ильич", {"birth": "1990-02-01"}, "Заозёрный П. И.", {"birth": "1990"}, ONE),
    ("Журавлёв Артём Ильич", {"birth": "1990"}, "Журавлев Артем Ильич", {"birth": "1990"}, ONE),
    ("Кедров Пётр Ильич", {"birth": "1990-02-01"}, "Кедроф Пётр Ильич", {"birth": "1990-02-01"}, ONE),
    ("Кедров Александр", {"birth": "1990-02-01"}, "Кедров Саша", {"birth": "1990-02-01"}, ONE),
    (ИСН, {"age": 32, "death": "2022-05-09"}, ИСН, {"birth": "1990-02-01"}, ONE),
    # namesakes: a person should look
    ("Кедров Пётр Ильич", {"birth": "1990-02-01"}, "Кедров Пётр Ильич", {"birth": "1970-06-06"}, ASK),
    ("Заозёрный Пётр Ильич", {"death": "2022-05-09"}, "Заозёрный Пётр Ильич", {"death": "2023-01-20"}, ASK),
    # families
    (ИСН, {"birth": "1970"}, "Иванов Николай Сергеевич", {"birth": "1995"}, TWO),
    (ИСН, {"birth": "1990-02-01"}, "Иванов Андрей Николаевич", {"birth": "1990-02-01"}, ASK),  # twins
    (ИСН, {"death": "2022-05-09"}, "Иванов Андрей Николаевич", {"death": "2023-11-20"}, TWO),
    (ИСН, {}, "Луговой Андрей Юрьевич", {}, TWO),
]


@pytest.fixture
def pair(person: Callable[..., Mention], compute: Callable[..., Any]) -> Callable[..., tuple[Any, str]]:
    """Compare two mentions in a small crowd; return the pair (or None) and what the machine makes of it."""

    def make(a: Mention, b: Mention) -> tuple[Any, str]:
        crowd = [person(n, f"crowd {i}", region="Заречная", birth=str(1960 + i)) for i, n in enumerate(CROWD)]
        made = compute([a, b, *crowd])
        [found] = [p for p in made.pairs if {p[0].a, p[0].b} == {a.id, b.id}] or [(None, None)]
        if any({a.id, b.id} <= set(c.mentions) for c in made.candidates):
            return found[0], ONE
        return found[0], ASK if found[1] is not None else TWO

    return make


@pytest.mark.parametrize(("a", "known_a", "b", "known_b", "expected"), PAIRS)
def test_pairs(person: Any, pair: Any, a: str, known_a: dict, b: str, known_b: dict, expected: str) -> None:
    found, said = pair(person(a, "1", **known_a), person(b, "2", **known_b))
    assert said == expected, found


@pytest.mark.parametrize(("a", "known_a", "b", "known_b", "_"), PAIRS)
def test_the_score_is_the_sum_of_the_reasons(
    person: Any, compute: Any, decide: Any, a: str, known_a: dict, b: str, known_b: dict, _: str
) -> None:
    x, y = person(a, "1", **known_a), person(b, "2", **known_b)
    [(found, _doubt)] = compute([x, y], [decide(1, "unsure", [x], [y])]).pairs
    assert found.a < found.b
    assert round(sum(round(w.weight * 100) for w in found.whys)) == round(found.score * 100)
    assert [abs(w.weight) for w in found.whys] == sorted((abs(w.weight) for w in found.whys), reverse=True)


@pytest.mark.parametrize("reason", catalogue(), ids=lambda r: r.rule)
def test_every_reason_has_a_sentence_in_both_languages(reason: Any) -> None:
    for sentence in (reason.english, reason.russian):
        assert sentence.endswith(".")
        assert sentence.count(". ") == 0
        assert "\n" not in sentence
        assert 9 < len(sentence) < 100
        assert sentence[0] == sentence[0].upper()
    assert not set("абвгдежзиклмнопрстуфхцчшщыэюя") & set(reason.english.lower())
    assert not set("abcdefghijklmnopqrstuvwxyz") & set(reason.russian.lower())


def test_reasons_have_numbers_and_names_of_their_own() -> None:
    found = catalogue()
    assert len({r.number for r in found}) == len({r.rule for r in found}) == len(found)
    assert list(russian.SENTENCES) == [c.name for c in COMPARISONS]
    assert all(len(russian.SENTENCES[c.name]) == len(c.sentences) for c in COMPARISONS)
    assert len(COMPARISONS) == COUNT


def test_each_side_says_its_own(person: Any, compute: Any, decide: Any) -> None:
    x = person("Кедров Пётр Ильич", "1", death="2022-05-09", settlement="Кедровка", region="Заречная")
    y = person("Кедров Пётр Ильич", "2", burial="2022-05-20", settlement="Нижние Ключи", region="Заречная")
    [(found, _)] = compute([x, y], [decide(1, "unsure", [x], [y])]).pairs
    sides = {w.rule: {found.a: w.a, found.b: w.b} for w in found.whys}
    assert sides["event_buried_soon"] == {x.id: "9 мая 2022", y.id: "20 мая 2022"}
    assert sides["place_region_other_settlement"] == {x.id: "Заречная, Кедровка", y.id: "Заречная, Нижние Ключи"}
    assert sides["surname_exact"] == {x.id: "Кедров", y.id: "Кедров"}


def test_two_in_one_post_are_two_people(make_evidence: Any, make_mention: Any, pieces: Any, pair: Any) -> None:
    post = make_evidence("Кедров Пётр Ильич и его брат Кедров Павел Ильич")
    pieces[post.id] = post
    found, said = pair(make_mention("Кедров Пётр Ильич", post), make_mention("Кедров Павел Ильич", post))
    assert (found, said) == (None, TWO)


def test_trained_weights_name_every_level() -> None:
    assert named(table(shipped().weights).astype(int)) == shipped().weights


def test_the_weights_say_how_they_are_made() -> None:
    import dedupe.weights

    assert "python -m benchmarks.weights" in (inspect.getdoc(dedupe.weights) or "")
