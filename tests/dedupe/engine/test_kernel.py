"""The levels of two mentions, in the language of the field."""

import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest

from benchmarks.people import mentions
from dedupe.engine.columns import Columns
from dedupe.engine.compiled import plain
from dedupe.engine.explain import Explainer
from dedupe.engine.kernel import COUNT, levels, score, score_above
from dedupe.engine.levels import COMPARISONS, EVENT, WIDTH, Event
from dedupe.engine.model import Model, chance
from dedupe.engine.table import Table
from dedupe.weights import shipped, table
from tests.dedupe.engine.rows import columns

NAMES = [
    ("Кедров Пётр Ильич", "КЕДРОВ ПЕТР ИЛЬИЧ", "exact exact exact"),
    ("Кедров Пётр Ильич", "Kedrov Petr", "exact exact missing"),
    ("Кедров Пётр Ильич", "Kедров П. И.", "exact initial initial"),
    ("Кедров Пётр Ильич", "Кедров С. И.", "exact other_initial initial"),
    ("Кедров Пётр Ильич", "Пётр Кедров Ильич", "exact exact exact"),  # changed places
    ("Луговой Александр", "Луговой Саша", "exact short missing"),
    ("Луговой Саша", "Луговой Шура", "exact short missing"),
    ("Луговой Александр", "Лугавой Аликсандр", "sound sound missing"),
    ("Кедров Пётр", "Кедровв Пёдр", "sound sound missing"),
    ("Луговой Александр", "Лугогой Алексшндр", "slip slip missing"),
    ("Луговой Александр", "Дубов Виктор", "different different missing"),
    ("Луговой Александр", "Луговойский Александр", "alike exact missing"),
]
BIRTHS = [
    ({"birth": 19900201}, {"birth": 19900201}, "day"),
    ({"birth": 19900201}, {"birth": 19900102}, "slip"),  # day and month changed places
    ({"birth": 19900201}, {"birth": 19910201}, "slip"),  # one digit
    ({"birth": 19900201}, {"birth": 19900130}, "slip"),  # two days
    ({"birth": 19900201}, {"birth": 19900200}, "month"),
    ({"birth": 19900201}, {"birth": 19900000}, "year"),
    ({"birth": 19900201}, {"birth": 19910000}, "year_off"),
    ({"birth": 19900201}, {"birth": 19900916}, "other_day"),
    ({"birth": 19900201}, {"birth": 19910916}, "near"),
    ({"birth": 19900201}, {"birth": 19840916}, "conflict"),
    ({"birth": 19900201}, {"age": 32, "death": 20220509}, "age_fits"),
    ({"birth": 19900701}, {"age": 32, "death": 20220509}, "year_off"),
    ({"birth": 19990701}, {"age": 32, "death": 20220509}, "conflict"),
    ({"age": 31, "posted": 20220601}, {"age": 32, "death": 20220509}, "ages_fit"),
    ({"birth": 19900201}, {"age": 32}, "missing"),  # an age at no known time
]
EVENTS = [
    ({"death": 20220509}, {"death": 20220509}, "death_day"),
    ({"death": 20220509}, {"death": 20220511}, "death_near"),
    ({"death": 20220509}, {"death": 20220519}, "death_slip"),
    ({"death": 20220509}, {"death": 20220530}, "death_weeks"),
    ({"death": 20220509}, {"death": 20220816}, "death_months"),
    ({"death": 20220509}, {"death": 20230816}, "death_far"),
    ({"death": 20220509}, {"death": 20220500}, "month_same"),
    ({"death": 20220509}, {"death": 20220600}, "month_near"),
    ({"death": 20220509}, {"death": 20220900}, "month_far"),
    ({"death": 20220509}, {"death": 20220000}, "year_same"),
    ({"death": 20220000}, {"death": 20220000}, "year_same"),
    ({"death": 20221231}, {"death": 20230000}, "year_other"),
    ({"burial": 20220519}, {"burial": 20220519}, "burial_day"),
    ({"death": 20220509}, {"burial": 20220519}, "buried_soon"),
    ({"death": 20220509}, {"burial": 20220919}, "buried_later"),
    ({"death": 20220509}, {"burial": 20220419}, "buried_before"),
    ({"death": 20220509}, {"posted": 20220519}, "post_soon"),
    ({"death": 20220509}, {"posted": 20220419}, "post_before"),
    ({"posted": 20220509}, {"posted": 20220512}, "posts_close"),
    ({"posted": 20220509}, {"posted": 20240512}, "posts_far"),
    ({"posted": 20220509}, {}, "missing"),
]
PLACES = [
    ({"region": "Тыва"}, {"region": "Республика Тува"}, "region"),
    ({"region": "Тыва"}, {"region": "Томская область"}, "other_region"),
    ({"region": "Тыва", "settlement": "с. Кедровка"}, {"region": "Тыва", "settlement": "Кедровка"}, "settlement"),
    ({"region": "Тыва", "settlement": "Кедровка"}, {"settlement": "Кедровка"}, "settlement_alone"),
    (
        {"region": "Тыва", "settlement": "Кедровка"},
        {"region": "Коми", "settlement": "Кедровка"},
        "settlement_elsewhere",
    ),
    (
        {"region": "Тыва", "settlement": "Ключи"},
        {"region": "Тыва", "settlement": "Кедровка"},
        "region_other_settlement",
    ),
    ({"settlement": "Ключи"}, {"settlement": "Кедровка"}, "other_settlement"),
]


def found(*people: dict) -> dict[str, str]:
    c = columns(*people)
    both = []
    for i, j in ((0, 1), (1, 0)):
        out = np.zeros(COUNT, np.int8)
        levels(c.rows[i], c.rows[j], c.words, 500, out)
        both.append({x.name: x.levels(int(out[k])).name.lower() for k, x in enumerate(COMPARISONS)})
    assert both[0] == both[1]  # whichever comes first
    return both[0]


@pytest.mark.parametrize(("a", "b", "expected"), NAMES)
def test_names(a: str, b: str, expected: str) -> None:
    seen = found({"name": a}, {"name": b})
    assert [seen["surname"], seen["given"], seen["patronymic"]] == expected.split()


@pytest.mark.parametrize(
    ("what", "a", "b", "expected"),
    [("birth", *c) for c in BIRTHS] + [("event", *c) for c in EVENTS] + [("place", *c) for c in PLACES],
)
def test_dates_and_places(what: str, a: dict, b: dict, expected: str) -> None:
    assert found(a, b)[what] == expected


def test_copies_and_service() -> None:
    same = {"photo": 3, "text": 4, "unit": "123 полк", "branch": "ВДВ"}
    seen = found(same | {"rank": "рядовой"}, same | {"rank": "сержант"})
    assert [seen[x] for x in ("photo", "text", "unit", "branch", "rank")] == ["same"] * 4 + ["different"]
    assert found({"evidence": 7}, {"evidence": 7})["post"] == "same"


def test_what_all_share_says_little() -> None:
    """Where all is of one week, that two posts are of one week is no reason."""
    believed = table(shipped().strangers)
    surnames = ("Кедров", "Луговой", "Ветров", "Зорин", "Песков", "Туманов", "Калинов", "Рябинин")
    week = columns(*({"name": f"{s} Пётр", "posted": 20220509 + k % 3} for k, s in enumerate(surnames * 9)))
    seen, unmoved = chance(week, believed, 1000.0), chance(week, believed, 1e12)
    assert seen[EVENT, Event.POSTS_CLOSE] > 10 * believed[EVENT, Event.POSTS_CLOSE]
    assert seen[EVENT, Event.DEATH_DAY] < believed[EVENT, Event.DEATH_DAY]
    assert np.allclose(unmoved, believed, atol=1e-6)


def test_every_level_has_its_sentence() -> None:
    for comparison in COMPARISONS:
        assert len(comparison.sentences) == len(comparison.levels) - 1
        assert len({*comparison.sentences}) == len(comparison.sentences)
        assert all(s.endswith(".") and s[0].isupper() for s in comparison.sentences)
        assert (comparison.levels.__doc__ or "").endswith(".")


def _model(seed: int) -> Model:
    weights = np.random.default_rng(seed).integers(-900, 900, (COUNT, WIDTH)).astype(np.int32)
    weights[:, 0] = 0
    return Model(weights, -1500, 900)


@pytest.fixture(scope="module")
def population() -> tuple[Table, Columns]:
    made = Table(*mentions(600, 3)[:-1])
    return made, Columns.made(made)


def test_the_reasons_add_up_to_the_score(population: tuple[Table, Columns]) -> None:
    made, c = population
    model, out = _model(1), np.zeros(COUNT, np.int8)
    explain = Explainer(made, c, model)
    for i, j in np.random.default_rng(2).integers(0, len(c), (1500, 2)).tolist():
        total, _ = score(c.rows[i], c.rows[j], c.words, *model, out)
        whys = explain(i, j)
        assert sum(round(w.weight * 100) for w in whys) == total
        assert {w.rule for w in whys} == {w.rule for w in explain(j, i)}
        assert all(w.sentence for w in whys)


def test_a_score_above_the_cut_is_never_missed(population: tuple[Table, Columns]) -> None:
    c, out = population[1], np.zeros(COUNT, np.int8)
    order = np.argsort(c.rows[:, 0], kind="stable").tolist()
    for seed in range(3):
        model = _model(seed)
        for i, j in pairwise(order):
            total, _ = score(c.rows[i], c.rows[j], c.words, *model, out)
            quick, _ = score_above(c.rows[i], c.rows[j], c.words, *model, -300, out)
            assert quick == total if total > -300 else quick <= -300


def test_uncompiled_levels_are_the_same(population: tuple[Table, Columns]) -> None:
    c = population[1]
    fast, slow = np.zeros(COUNT, np.int8), np.zeros(COUNT, np.int8)
    for i, j in np.random.default_rng(4).integers(0, len(c), (200, 2)).tolist():
        levels(c.rows[i], c.rows[j], c.words, 900, fast)
        plain(levels)(c.rows[i], c.rows[j], c.words, 900, slow)
        assert fast.tolist() == slow.tolist()


_WITHOUT = """
import sys
if "without" in sys.argv: sys.modules["numba"] = None
from benchmarks.people import mentions
from dedupe import candidates, matter, ties
from dedupe.engine import compiled, table
from sinodik.settings import Match
ids = [f"m{k:016x}" for k in range(250)]
compared, _ = matter.matter(ids, table.Table(*mentions(250, 5)[:-1]), -400, 100)
made = candidates.divided(compared, [], ties.ties([]), candidates.cuts(Match(), 25), [])
print(compiled.numba is None, file=sys.stderr)
print(compared.weights.how, compared.weights.model.weights.tolist())
print(sorted(zip(*(x.tolist() for x in compared.links[:3]))), made.found.of.tolist(), made.found.findings.tolist())
"""


def test_all_is_the_same_where_numba_is_absent() -> None:
    runs = [
        subprocess.run([sys.executable, "-c", _WITHOUT, how], capture_output=True, text=True, check=True)
        for how in ("with", "without")
    ]
    assert [r.stderr.split()[-1] for r in runs] == ["False", "True"]
    assert runs[0].stdout == runs[1].stdout
