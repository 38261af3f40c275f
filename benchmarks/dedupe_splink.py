"""Splink 5 on DuckDB over the columns that ``dedupe.py`` wrote; run by it, in an environment of Splink's own.

``python dedupe_splink.py mentions.csv plain|ours``. The model is the one that Splink's documentation leads to: u by
random sampling, m by EM over several blocking rules, term frequencies on names. ``plain`` has the names as written
and library comparisons; ``ours`` has our normal forms, phonetic codes and spans of birth, and levels like ours.
Printed as JSON: seconds, CPU and memory up to the first clustering, and the accuracy at the cut that is best by truth.
"""

import json
import logging
import resource
import sys
import time

import duckdb
import numpy as np
import pandas as pd
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from accuracy import accuracy
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.internals.comparison_level_creator import ComparisonLevelCreator

PLAIN = [
    cl.JaroWinklerAtThresholds("raw_surname", [0.92, 0.85]).configure(term_frequency_adjustments=True),
    cl.JaroWinklerAtThresholds("raw_given", [0.92]).configure(term_frequency_adjustments=True),
    cl.JaroWinklerAtThresholds("raw_patronymic", [0.92]).configure(term_frequency_adjustments=True),
    cl.LevenshteinAtThresholds("birth", [1]),
    cl.LevenshteinAtThresholds("death", [1]),
    cl.ExactMatch("raw_region").configure(term_frequency_adjustments=True),
    cl.ExactMatch("settlement").configure(term_frequency_adjustments=True),
    cl.ExactMatch("unit"),
    cl.ExactMatch("branch"),
    cl.ExactMatch("rank"),
    cl.ExactMatch("photo"),
    cl.ExactMatch("text"),
]
PLAIN_BLOCKS = [
    ("raw_surname", "raw_given"),
    ("raw_surname", "birth"),
    ("raw_surname", "death"),
    ("birth", "raw_given"),
    ("death", "raw_given"),
    ("raw_surname", "raw_patronymic"),
    ("raw_surname", "raw_region"),
    ("text",),
    ("photo",),
]
OUR_BLOCKS = [
    ("surname_sound", "given_sound"),
    ("surname_sound", "birth_year"),
    ("birth",),
    ("given_sound", "patronymic_sound", "birth_year"),
    ("death", "given_sound"),
    ("surname_sound", "patronymic_sound"),
    ("surname_sound", "region", "month"),
    ("surname_sound", "letter", "region"),
    ("surname_start", "given_sound", "region"),
    ("surname_start", "death"),
    ("text",),
    ("photo",),
]


Condition = tuple[str, str] | ComparisonLevelCreator


def _levels(name: str, *conditions: Condition, null: str) -> cl.CustomComparison:
    made = [c if not isinstance(c, tuple) else cll.CustomLevel(c[0], label_for_charts=c[1]) for c in conditions]
    return cl.CustomComparison(
        output_column_name=name,
        comparison_levels=[cll.CustomLevel(null).configure(is_null_level=True), *made, cll.ElseLevel()],
    )


def _name(part: str, *, frequent: bool = True) -> cl.CustomComparison:
    exact = cll.ExactMatchLevel(part, term_frequency_adjustments=frequent)
    initials = f"(length({part}_l) = 1 or length({part}_r) = 1)"
    return _levels(
        part,
        exact,
        (f"{initials} and left({part}_l, 1) = left({part}_r, 1)", "initial fits"),
        (f"{initials}", "initial differs"),
        (f"{part}_sound_l = {part}_sound_r", "sounds alike"),
        (f"damerau_levenshtein({part}_l, {part}_r) <= 1", "one slip"),
        (f"jaro_winkler_similarity({part}_l, {part}_r) >= 0.92", "JW 0.92"),
        (f"jaro_winkler_similarity({part}_l, {part}_r) >= 0.85", "JW 0.85"),
        null=f"{part}_l is null or {part}_r is null",
    )


def _ours() -> list[object]:
    both_full = "birth_l is not null and birth_r is not null"
    overlap = "born_from_l <= born_to_r and born_from_r <= born_to_l"
    died = "died_from_l is not null and died_from_r is not null"
    buried = "buried_l is not null and buried_r is not null"
    gap = "greatest(died_from_l - died_to_r, died_from_r - died_to_l)"
    vague = "greatest(died_to_l - died_from_l, died_to_r - died_from_r) > 31"
    lag = "coalesce(buried_r - died_to_l, buried_l - died_to_r)"
    post = "coalesce(posted_r - died_to_l, posted_l - died_to_r, posted_r - buried_l, posted_l - buried_r)"
    posts = "abs(posted_l - posted_r)"
    return [
        _name("surname"),
        _name("given"),
        _name("patronymic"),
        _levels(
            "birth",
            cll.ExactMatchLevel("birth"),
            (f"{both_full} and damerau_levenshtein(birth_l, birth_r) <= 1", "one digit"),
            (f"{both_full} and abs(born_from_l - born_from_r) <= 3", "three days"),
            (f"{both_full} and left(birth_l, 4) = left(birth_r, 4)", "another day of the year"),
            (f"{both_full}", "other date"),
            (f"{overlap} and birth_year_l = birth_year_r", "same year"),
            (overlap, "ages fit"),
            ("born_from_l <= born_to_r + 366 and born_from_r <= born_to_l + 366", "off by one"),
            null="born_from_l is null or born_from_r is null",
        ),
        _levels(
            "event",
            cll.ExactMatchLevel("death"),
            (f"{died} and {vague} and {gap} <= 0", "death: same year"),
            (f"{died} and {vague}", "death: other year"),
            (f"{died} and {gap} <= 0", "death: same month"),
            (f"{died} and {gap} <= 3", "death: three days"),
            (f"{died} and {gap} <= 31", "death: a month"),
            (died, "death: other"),
            (f"{buried} and buried_l = buried_r", "burial: same day"),
            (buried, "burial: other"),
            (f"{lag} between 0 and 42", "death, burial"),
            (f"{lag} between 43 and 366", "death, late burial"),
            (f"{lag} is not null", "death, burial: no"),
            (f"{post} between -2 and 42", "death, post"),
            (f"{post} between 43 and 183", "death, late post"),
            (f"{post} is not null", "death, post: no"),
            (f"{posts} <= 7", "posts: a week"),
            (f"{posts} <= 42", "posts: six weeks"),
            null=" or ".join(f"coalesce(died_from_{s}, buried_{s}, posted_{s}) is null" for s in "lr"),
        ),
        _levels(
            "place",
            cll.ExactMatchLevel("settlement", term_frequency_adjustments=True),
            ("region_l = region_r and settlement_l <> settlement_r", "same region, other settlement"),
            cll.ExactMatchLevel("region", term_frequency_adjustments=True),
            null="(region_l is null or region_r is null) and (settlement_l is null or settlement_r is null)",
        ),
        cl.ExactMatch("unit"),
        cl.ExactMatch("branch"),
        cl.ExactMatch("rank"),
        cl.ExactMatch("photo"),
        cl.ExactMatch("text"),
    ]


_TEXT = dict.fromkeys(("birth", "death", "raw_surname", "letter", "unit"), "VARCHAR")


def main(path: str, columns: str) -> dict[str, object]:
    """Link, cluster at many cuts, and return the figures of the best."""
    logging.disable(logging.WARNING)
    connection = duckdb.connect(config={"threads": 2})
    began, cpu = time.perf_counter(), time.process_time()
    connection.execute(f"create table mentions as select * from read_csv('{path}', nullstr='', types={_TEXT})")
    api = DuckDBAPI(connection)
    ours = columns == "ours"
    rules = [block_on(*r) for r in (OUR_BLOCKS if ours else PLAIN_BLOCKS)]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=_ours() if ours else PLAIN,
        blocking_rules_to_generate_predictions=rules,
        retain_matching_columns=False,
    )
    linker = Linker(api.register("mentions"), settings)
    linker.training.estimate_probability_two_random_records_match([rules[0], block_on("birth", "death")], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in (rules[0], block_on("birth"), block_on("death")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    predicted = linker.inference.predict(threshold_match_weight=-5)
    cluster = linker.clustering.cluster_pairwise_predictions_at_threshold
    clusters = cluster(predicted, threshold_match_weight=5)
    seconds = {"seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu}
    seconds["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    truth = connection.execute("select truth from mentions order by unique_id").fetchnumpy()["truth"].astype(np.int64)
    tried = [(_figures(clusters.as_pandas_dataframe(), truth), 5)]
    for cut in (-2, 2, 8, 11, 15, 20):
        tried.append((_figures(cluster(predicted, threshold_match_weight=cut).as_pandas_dataframe(), truth), cut))
    best, cut = max(tried, key=lambda t: t[0]["f1"])
    return {
        "name": f"splink, {columns} columns",
        **seconds,
        **best,
        "cut": cut,
        "links": len(predicted.as_pandas_dataframe()),
    }


def _figures(clusters: pd.DataFrame, truth: np.ndarray) -> dict[str, float]:
    of = clusters.sort_values("unique_id")["cluster_id"].to_numpy().astype(np.int64)
    return accuracy(truth, of)


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
