"""The confidences of the shipped reader, over the golden posts."""

import json
from importlib import util
from pathlib import Path

import pytest

from extract.calibration import expected_error
from extract.text import TextReader
from sinodik.records import Claim, Field, Mention, Span, digest

FLOORS = json.loads((Path(__file__).parents[2] / "quality_floor.json").read_text())


@pytest.fixture(scope="module")
def reliability():
    spec = util.spec_from_file_location("reliability", Path(__file__).with_name("reliability.py"))
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("part", ["dev", "sealed"])
def test_confidence_may_be_believed(reliability, scorer, part: str) -> None:
    claims = list(reliability.judged(TextReader.load(), scorer, part))
    assert len(claims) > 100
    assert expected_error(claims) <= FLOORS["text.ece_at_most"], "measure anew: python benchmarks/calibrate.py --write"


def mention(**said: str) -> Mention:
    claims = (Claim(Field(field), value, value, Span(0, len(value)), 0.9) for field, value in said.items())
    return Mention(evidence=digest("x"), extractor="text", version="1", claims=tuple(claims))


WHO = [
    # (who was read, who was expected, which of the expected each is: None for nobody)
    ([{"surname": "Кедров"}], [], [None]),
    ([{"surname": "Кедров", "given": "Пётр"}], [{"surname": "Кедров", "given": "Пётр"}], [0]),
    ([{"surname": "Кедрова", "given": "Пётр"}], [{"surname": "Кедров", "given": "Пётр"}], [0]),
    ([{"surname": "Лугов"}], [{"surname": "Кедров", "given": "Пётр"}], [None]),
    (
        [{"surname": "Кедров", "given": "Олег"}, {"surname": "Кедров", "given": "Пётр"}],
        [{"surname": "Кедров", "given": "Пётр"}, {"surname": "Кедров", "given": "Олег", "patronymic": "Ильич"}],
        [1, 0],
    ),
    (
        [{"surname": "Кедров"}, {"surname": "Кедров", "given": "Пётр"}],
        [{"surname": "Кедров", "given": "Пётр"}],
        [None, 0],
    ),
]


@pytest.mark.parametrize(("read", "expected", "who"), WHO)
def test_whom_a_mention_means(reliability, read, expected, who) -> None:
    found = [person for _, person in reliability.matched([mention(**r) for r in read], expected)]
    assert found == [None if index is None else expected[index] for index in who]


WANTED = [
    ({"award": ["орден Мужества", "медаль Жукова"]}, Field.AWARD, {"орден Мужества", "медаль Жукова"}),
    ({"age": 23}, Field.AGE, {"23"}),
    ({"age": 23}, Field.RANK, set()),
    (None, Field.AGE, set()),
]


@pytest.mark.parametrize(("person", "field", "expected"), WANTED)
def test_what_is_right(reliability, person, field, expected) -> None:
    assert reliability.wanted(person, field) == expected
