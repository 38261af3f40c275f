"""The model as Splink reads it."""

import numpy as np
import pytest

from benchmarks.people import mentions
from benchmarks.splink_settings import settings
from dedupe.engine.blocks import blocks
from dedupe.engine.columns import Columns
from dedupe.engine.levels import BIRTH, COMPARISONS, PHOTO, POST, Birth, Copy
from dedupe.engine.model import learn, learnt
from dedupe.engine.table import Table


@pytest.fixture(scope="module")
def learning():
    columns = Columns.made(Table(*mentions(3000, 1)[:-1]))
    found = blocks(columns)
    return columns, found, *learnt(columns, found)


def test_the_structure(learning):
    *_, model, shares = learning
    made = settings(model, shares)
    assert 0 < made["probability_two_random_records_match"] < 0.01
    assert [c["output_column_name"] for c in made["comparisons"]] == [c.name for c in COMPARISONS if c.name != "post"]
    for comparison in made["comparisons"]:
        null, *levels = comparison["comparison_levels"]
        assert null["is_null_level"]
        assert "m_probability" not in null
        assert levels[-1]["sql_condition"] == "ELSE"
        assert all(level["sql_condition"] and level["label_for_charts"] for level in levels)
        assert all(0 < level[p] < 1 for level in levels for p in ("m_probability", "u_probability"))
        assert len({level["label_for_charts"] for level in levels}) == len(levels)


@pytest.mark.parametrize(("comparison", "level"), [(BIRTH, b) for b in Birth if b] + [(PHOTO, Copy.SAME)])
def test_the_weights_are_those_of_the_shares(learning, comparison, level):
    """Splink's match weight of a level, log2(m / u), is ours, up to the bound that ours has."""
    *_, model, shares = learning
    bits = np.log2(shares.m[comparison, level] / shares.u[comparison, level])
    assert model.weights[comparison, level] / 100 == pytest.approx(np.clip(bits, -13, 13), abs=0.006)


def test_learning_is_the_same_with_and_without_its_shares(learning):
    columns, found, model, shares = learning
    assert (learn(columns, found).weights == model.weights).all()
    for c in range(POST):
        assert shares.m[c].sum() == pytest.approx(1)
        assert shares.u[c].sum() == pytest.approx(1)
