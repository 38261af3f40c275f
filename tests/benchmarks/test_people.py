"""The invented mentions are what their description says."""

from collections import Counter

import numpy as np

from benchmarks.people import mentions, packed
from benchmarks.population import people, regions

ROWS = mentions(4000, 1)


def test_a_seed_gives_the_same_mentions_and_another_gives_others() -> None:
    again, other = mentions(4000, 1), mentions(4000, 2)
    assert all(list(x) == list(y) for x, y in zip(ROWS, again, strict=True))
    assert list(ROWS.surname) != list(other.surname)


def test_dates_are_dates() -> None:
    for dates in (ROWS.birth, ROWS.death, ROWS.burial, ROWS.posted):
        months, days = dates // 100 % 100, dates % 100
        assert (months <= 12).all()
        assert (days <= 31).all()
        assert not ((months == 0) & (days > 0)).any()
    assert packed(np.array([0, 19121])).tolist() == [19700101, 20220509]


def test_mentions_are_as_poor_as_posts_and_graves_are() -> None:
    said = {k: np.mean([bool(v) for v in getattr(ROWS, k)]) for k in ("patronymic", "region", "settlement")}
    assert 0.5 < said["patronymic"] < 0.75
    assert 0.8 < said["region"] < 0.95
    assert 0.3 < np.mean(ROWS.birth % 100 > 0) < 0.5
    assert np.mean([n.endswith(".") for n in ROWS.given]) > 0.02
    assert sum(any("a" <= c <= "z" for c in n) for n in ROWS.surname) > 100


def test_people_share_names_and_villages() -> None:
    who = people(20_000, np.random.default_rng(1))
    full = Counter(zip(who.surname, who.given, who.patronymic, strict=True))
    assert sum(n for n in full.values() if n > 1) > 500
    kin = Counter(zip(who.surname, who.patronymic, who.settlement, strict=True))
    assert sum(n for n in kin.values() if n > 1) > 500
    tuva = who.surname[who.region == regions()[0].index("Тыва")]
    assert Counter(tuva).most_common(1)[0][1] > len(tuva) / 30
