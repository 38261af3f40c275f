"""Our model as Splink settings: ``python -m benchmarks.splink_settings [--mentions 100000] [--seed 1] > model.json``.

For Splink's charts (``Linker(frame, settings).visualisations.match_weights_chart()``), and to hold our weights against
another's arithmetic. m and u are those of our levels; what Splink computes them from is the columns that
:mod:`benchmarks.columns_out` writes, in the SQL of DuckDB. Where a level needs more than these columns tell (which
spelling is a slip of which), it has a condition close to ours; how rare a place is, is left out.
"""

import argparse
import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.people import mentions
from dedupe.engine.blocks import blocks
from dedupe.engine.columns import Columns
from dedupe.engine.levels import COMPARISONS, POST, Birth, Comparison, Copy, Event, Place, Same, Spelling
from dedupe.engine.model import Model, Shares, learnt
from dedupe.engine.table import Table

_BOTH_DAYS = "birth_l is not null and birth_r is not null"
_YEARS = "birth_year_l is not null and birth_year_r is not null"
_OVERLAP = "born_from_l <= born_to_r and born_from_r <= born_to_l"
_DIED = "died_from_l is not null and died_from_r is not null"
_DAYS = "death_l is not null and death_r is not null"
_GAP = "greatest(died_from_l - died_to_r, died_from_r - died_to_l)"
_BURIED = "buried_l is not null and buried_r is not null"
_VAGUE = "greatest(died_to_l - died_from_l, died_to_r - died_from_r) > 31"
_LAG = "coalesce(buried_r - died_to_l, buried_l - died_to_r)"
_POST = "coalesce(posted_r - died_to_l, posted_l - died_to_r, posted_r - buried_l, posted_l - buried_r)"
_POSTS = "abs(posted_l - posted_r)"
_REGIONS = "region_l is not null and region_r is not null"

# In Splink's order: the first that holds is the level.
BIRTH = {
    Birth.DAY: "birth_l = birth_r",
    Birth.SLIP: f"{_BOTH_DAYS} and (damerau_levenshtein(birth_l, birth_r) <= 1 or abs(born_from_l - born_from_r) <= 3)",
    Birth.OTHER_DAY: f"{_BOTH_DAYS} and birth_year_l = birth_year_r",
    Birth.MONTH: f"{_OVERLAP} and {_YEARS} and least(born_to_l - born_from_l, born_to_r - born_from_r) <= 31"
    " and greatest(born_to_l - born_from_l, born_to_r - born_from_r) <= 31",
    Birth.YEAR: "birth_year_l = birth_year_r",
    Birth.AGE_FITS: f"{_OVERLAP} and (birth_year_l is not null or birth_year_r is not null)",
    Birth.AGES_FIT: _OVERLAP,
    Birth.YEAR_OFF: f"not ({_BOTH_DAYS}) and born_from_l <= born_to_r + 366 and born_from_r <= born_to_l + 366",
    Birth.NEAR: "born_from_l <= born_to_r + 731 and born_from_r <= born_to_l + 731",
    Birth.CONFLICT: "ELSE",
}
EVENT = {
    Event.DEATH_DAY: "death_l = death_r",
    Event.DEATH_NEAR: f"{_DAYS} and {_GAP} <= 3",
    Event.DEATH_SLIP: f"{_DAYS} and damerau_levenshtein(death_l, death_r) <= 1",
    Event.DEATH_WEEKS: f"{_DAYS} and {_GAP} <= 31",
    Event.DEATH_MONTHS: f"{_DAYS} and {_GAP} <= 122",
    Event.DEATH_FAR: _DAYS,
    Event.YEAR_SAME: f"{_DIED} and {_VAGUE} and {_GAP} <= 0",
    Event.YEAR_OTHER: f"{_DIED} and {_VAGUE}",
    Event.MONTH_SAME: f"{_DIED} and {_GAP} <= 0",
    Event.MONTH_NEAR: f"{_DIED} and {_GAP} <= 31",
    Event.MONTH_FAR: _DIED,
    Event.BURIAL_DAY: "buried_l = buried_r",
    Event.BURIAL_NEAR: f"{_BURIED} and abs(buried_l - buried_r) <= 3",
    Event.BURIAL_FAR: _BURIED,
    Event.BURIED_SOON: f"{_LAG} between 0 and 42",
    Event.BURIED_LATER: f"{_LAG} between 43 and 366",
    Event.BURIED_BEFORE: f"{_LAG} < 0",
    Event.BURIED_FAR: f"{_LAG} is not null",
    Event.POST_SOON: f"{_POST} between 0 and 42",
    Event.POST_LATER: f"{_POST} between 43 and 183",
    Event.POST_BEFORE: f"{_POST} < 0",
    Event.POST_FAR: f"{_POST} is not null",
    Event.POSTS_CLOSE: f"{_POSTS} <= 7",
    Event.POSTS_NEAR: f"{_POSTS} <= 42",
    Event.POSTS_FAR: "ELSE",
}
PLACE = {
    Place.SETTLEMENT_ELSEWHERE: "settlement_l = settlement_r and region_l <> region_r",
    Place.OTHER_REGION: "region_l <> region_r",
    Place.SETTLEMENT: f"settlement_l = settlement_r and {_REGIONS}",
    Place.SETTLEMENT_ALONE: "settlement_l = settlement_r",
    Place.REGION_OTHER_SETTLEMENT: f"settlement_l <> settlement_r and {_REGIONS}",
    Place.OTHER_SETTLEMENT: "settlement_l <> settlement_r",
    Place.REGION: "ELSE",
}
_UNKNOWN = {
    "birth": "born_from_l is null or born_from_r is null",
    "event": " or ".join(f"coalesce(died_from_{s}, buried_{s}, posted_{s}) is null" for s in "lr"),
    "place": f"not ({_REGIONS}) and (settlement_l is null or settlement_r is null)",
}


def settings(model: Model, shares: Shares) -> dict[str, Any]:
    """Return Splink settings for a model. That one post names each person once is a veto, and no part of them."""
    compared = [(i, c) for i, c in enumerate(COMPARISONS) if i != POST]
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": float(1 / (1 + np.exp2(-model.prior / 100))),
        "comparisons": [comparison(c, shares.m[i], shares.u[i]) for i, c in compared],
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": "l.surname_sound = r.surname_sound and l.given_sound = r.given_sound"},
            {"blocking_rule": "l.birth = r.birth"},
        ],
    }


def comparison(c: Comparison, m: NDArray[np.float64], u: NDArray[np.float64]) -> dict[str, Any]:
    """Return one comparison; what is not known on one side is Splink's null level, and no reason in either."""
    unknown = _UNKNOWN.get(c.name, f"{c.name}_l is null or {c.name}_r is null")
    found: list[dict[str, Any]] = [{"sql_condition": unknown, "label_for_charts": "not known", "is_null_level": True}]
    for level, condition in conditions(c).items():
        sentence = "No copy." if level == Copy.NO and c.levels is Copy else c.sentences[level - 1]
        one: dict[str, Any] = {
            "sql_condition": condition,
            "label_for_charts": sentence,
            "m_probability": float(m[level]),
            "u_probability": float(u[level]),
        }
        if c.levels is Spelling and level == Spelling.EXACT:
            one["tf_adjustment_column"] = c.name
        found.append(one)
    return {"output_column_name": c.name, "comparison_description": c.name, "comparison_levels": found}


def conditions(c: Comparison) -> dict[int, str]:
    """Return the condition of each level, in the order in which they are tried."""
    if c.levels is Spelling:
        return {int(level): sql for level, sql in _spelling(c.name).items()}
    if c.levels is Same:
        return {Same.SAME: f"{c.name}_l = {c.name}_r", Same.DIFFERENT: "ELSE"}
    if c.levels is Copy:
        return {Copy.SAME: f"{c.name}_l = {c.name}_r", Copy.NO: "ELSE"}
    return {int(level): sql for level, sql in {"birth": BIRTH, "event": EVENT, "place": PLACE}[c.name].items()}


def _spelling(part: str) -> dict[Spelling, str]:
    letter = f"(length({part}_l) = 1 or length({part}_r) = 1)"
    slips, alike = f"damerau_levenshtein({part}_l, {part}_r)", f"jaro_winkler_similarity({part}_l, {part}_r)"
    return {
        Spelling.INITIAL: f"{letter} and left({part}_l, 1) = left({part}_r, 1)",
        Spelling.OTHER_INITIAL: letter,
        Spelling.EXACT: f"{part}_l = {part}_r",
        Spelling.SOUND: f"{part}_sound_l = {part}_sound_r",
        Spelling.NEAR: f"{slips} <= 1 and {alike} < 0.92",
        Spelling.SLIP: f"{slips} <= 1",
        Spelling.ALIKE: f"{alike} >= 0.92 or ({slips} = 2 and least(length({part}_l), length({part}_r)) >= 6)",
        Spelling.LIKENESS: f"{alike} >= 0.85",
        Spelling.DIFFERENT: "ELSE",
    }


def main() -> None:
    """Learn a model from invented mentions and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mentions", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    columns = Columns.made(Table(*mentions(asked.mentions, asked.seed)[:-1]))
    print(json.dumps(settings(*learnt(columns, blocks(columns))), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
