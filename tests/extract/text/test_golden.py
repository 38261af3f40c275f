"""The quality that must not be lost: figures over the golden posts against their floors."""

import json
from pathlib import Path

import pytest

from extract.text import TextReader

FLOORS = json.loads((Path(__file__).parents[2] / "quality_floor.json").read_text())


def test_the_floors_are_those_of_this_corpus(scorer):
    assert FLOORS["text.corpus_sha256"] == scorer.corpus_digest(), (
        "measure anew: python tests/extract/text/scorer.py --floors"
    )


@pytest.mark.parametrize("part", ["dev", "sealed"])
def test_no_figure_is_below_its_floor(scorer, reader: TextReader, part: str):
    figures = scorer.score(reader, part)
    floors = {key.split(".")[2]: value for key, value in FLOORS.items() if key.startswith(f"text.{part}.")}
    assert floors
    assert {k: figures.get(k) for k, floor in floors.items() if figures.get(k, 0) < floor} == {}


def test_the_corpus_is_large_and_honest(scorer):
    silent = [c for c in scorer.cases() if not scorer.evidence_of(c)[1]]
    assert len(scorer.cases()) - len(silent) >= 60
    assert len(silent) >= 15
    assert len(scorer.cases("sealed")) >= 20


def test_a_reader_that_finds_nobody_scores_nothing(scorer):
    class Nobody:
        def mentions(self, evidence):
            return []

    figures = scorer.score(Nobody())
    assert figures["name"] == 0
    assert figures["silence"] == 1
