"""Who is compared with whom, and that nothing is cut silently."""

from itertools import combinations

import numpy as np
import pytest

from dedupe.engine.blocks import blocks, every
from dedupe.engine.columns import Columns
from dedupe.engine.levels import COMPARISONS, WIDTH
from dedupe.engine.link import links
from dedupe.engine.model import Model
from tests.dedupe.engine.rows import CROWD, columns, table

# Everything scores alike, so that every pair that meets is a link.
ANY = Model(np.zeros((len(COMPARISONS), WIDTH), np.int32), 0, 900)

MEET = [
    ({"name": "Кедров Пётр Ильич"}, {"name": "Кедров Пётр"}),
    ({"name": "Кедров Пётр"}, {"name": "Кедров П. И."}),
    ({"name": "Луговой Александр"}, {"name": "Луговой Саня"}),
    ({"name": "Кедров Пётр"}, {"name": "Кедрв Пётр"}),  # a slip in the surname
    ({"name": "Дубов Иван", "birth": 19900201}, {"name": "Медров Пётр", "birth": 19900201}),
    ({"name": "Дубов Иван", "photo": 5}, {"name": "Медров Пётр", "photo": 5}),
    ({"name": "Дубов Иван", "text": 5}, {"name": "Медров Пётр", "text": 5}),
    ({"name": "Кедров Пётр Ильич"}, {"name": "Дубов Пётр Ильич", "birth": 19900201}),
]


def meetings(c: Columns, largest: int = 120) -> set[tuple[int, int]]:
    found = links(c, blocks(c, largest), ANY, -(10**9))
    pairs = list(zip(found.a.tolist(), found.b.tolist(), strict=True))
    assert len(pairs) == len(set(pairs))  # under however many keys they meet, they are compared once
    return set(pairs)


@pytest.mark.parametrize(("a", "b"), MEET[:-1])
def test_they_meet(a: dict, b: dict) -> None:
    assert (0, 1) in meetings(columns(a, b))


def test_strangers_do_not_meet() -> None:
    assert (0, 1) not in meetings(columns(*MEET[-1]))


def test_every_pair_under_a_small_key_meets() -> None:
    crowd = Columns.made(table(*({"name": "Дубов Иван"} for _ in range(9))))
    assert meetings(crowd) == set(combinations(range(9), 2))


def test_a_large_block_is_made_finer() -> None:
    crowd = [
        {"name": f"Кедров Пётр {f}", "birth": y * 10000}
        for f in ("Ильич", "Юрьевич")
        for y in (1980, 1990)
        for _ in range(10)
    ]
    found = blocks(Columns.made(table(*crowd)), largest=3)
    assert meetings(Columns.made(table(*crowd)), 3) >= {(0, 1), (0, 2), (1, 2), (3, 4)}
    assert (0, 39) not in meetings(Columns.made(table(*crowd)), 3)
    assert found.reports  # by surname and given name alone they could not be divided


def test_a_cut_is_reported_and_equals_still_meet() -> None:
    crowd = [{"name": "Кедров Пётр"} for _ in range(200)]
    twins = [{"name": "Кедров Пётр Ильич", "birth": 19900201} for _ in range(2)]
    made = Columns.made(table(twins[0], *crowd, twins[1]))
    found = blocks(made, largest=20)
    assert found.cut["surname+given"][1] >= 200
    assert any("200" in line or "20" in line for line in found.reports)
    assert (0, 201) in meetings(made, 20)


def test_equal_mentions_hang_together_however_many_they_are() -> None:
    crowd = [{"name": "Кедров Пётр Ильич", "birth": 19900201, "region": "Тыва"} for _ in range(300)]
    c = Columns.made(table(*crowd, *CROWD))
    near = {b: a for a, b in sorted(meetings(c, 20)) if b < 300}
    assert all(near[i] < i for i in range(1, 300))


def test_who_comes_later_finds_all_whom_it_would_have_met() -> None:
    """Under the keys that are kept stands everybody of a small block, and no kind is taken for another."""
    people = [a for a, _ in MEET] + [b for _, b in MEET]
    c = Columns.made(table(*people, *CROWD))
    found, (keys, whose) = blocks(c), every(c)
    kept_keys, keyed = np.concatenate(found.keys), np.concatenate(found.keyed)
    assert np.all(kept_keys[:-1] <= kept_keys[1:])
    assert np.all(keys[:-1] <= keys[1:])
    both = {
        (int(keyed[k]), int(w)) for key, w in zip(keys, whose, strict=True) for k in np.flatnonzero(kept_keys == key)
    }
    assert {(a, b) for a, b in both if a < b} >= meetings(c)
