"""Who is compared with whom."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from dedupe.block import blocks, chains, keys, pairs
from sinodik.records import Mention

COMPARED = [
    ("Кедров Пётр Ильич", {}, "Кедров Пётр Ильич", {}),
    ("Кондратьев Пётр Ильич", {}, "Кандратев Пётр Ильич", {}),  # sounds alike
    ("Кедров Пётр Ильич", {}, "Кедров П. И.", {}),
    ("Кедров Пётр Ильич", {}, "Кедров", {}),
    ("Кедров Пётр Ильич", {}, "Кедоров Пётр Ильич", {}),  # a letter too many
    ("Кедров Пётр Ильич", {"birth": "1990-02-01"}, "Медров Пётр Ильич", {"birth": "1990-02-01"}),
    ("Кедров Пётр Ильич", {"birth": "1990"}, "Медров Пётр Ильич", {"birth": "1990"}),
    ("Кедров Пётр Ильич", {"birth": "1990"}, "Кедров Тётр Ильич", {"birth": "1990"}),
]


@pytest.mark.parametrize(("a", "known_a", "b", "known_b"), COMPARED)
def test_compared(person: Callable[..., Mention], a: str, known_a: dict, b: str, known_b: dict) -> None:
    x, y = person(a, "1", **known_a), person(b, "2", **known_b)
    assert pairs([x, y]) == [tuple(sorted((x.id, y.id)))]


def test_strangers_are_not_compared(person: Callable[..., Mention]) -> None:
    assert pairs([person("Кедров Пётр Ильич"), person("Луговой Андрей Юрьевич")]) == []


def test_nobody_is_compared_with_himself(person: Callable[..., Mention]) -> None:
    one = person("Кедров Пётр Ильич", birth="1990-02-01")
    assert pairs([one, one]) == []


def test_a_common_surname_is_compared_only_where_more_agrees(person: Callable[..., Mention]) -> None:
    crowd = [person(f"Кедров {given}", str(i)) for i in range(4) for given in ("Пётр", "Андрей", "Юрий")]
    found = blocks(crowd, largest=6)
    assert found.oversized == dict.fromkeys(found.oversized, 12)
    assert found.cut == 0
    by_id = {m.id: m.name.given for m in crowd}
    compared = pairs(crowd, found.oversized)
    assert len(compared) == 3 * (4 * 3 // 2)
    assert all(by_id[a] == by_id[b] for a, b in compared)


def test_a_block_that_nothing_can_mend_is_cut_and_counted(person: Callable[..., Mention]) -> None:
    crowd = [person("Кедров", str(i)) for i in range(5)]
    found = blocks(crowd, largest=4)
    assert found.cut == 1
    assert pairs(crowd, found.oversized) == []


def test_a_small_crowd_is_not_cut(person: Callable[..., Mention]) -> None:
    found = blocks([person("Кедров", str(i)) for i in range(4)], largest=4)
    assert (found.cut, dict(found.oversized)) == (0, {})


def test_keys_are_from_coarse_to_fine(person: Callable[..., Mention]) -> None:
    mention = person("Кедров Пётр Ильич", birth="1990-02-01")
    for chain in chains(mention):
        assert all(fine.startswith(coarse) for coarse, fine in pairwise(chain))
    first = next(iter(chains(mention)))
    assert first[0] in keys(mention, ())
    assert first[0] not in keys(mention, {first[0]})
    assert first[1] in keys(mention, {first[0]})


def test_a_name_of_latin_letters_or_none_breaks_nothing(person: Callable[..., Mention]) -> None:
    assert pairs([person("Smith John", "1"), person("Smith John", "2"), person("?", "3")]) == []
