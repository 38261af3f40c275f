"""What people write for a day, a month, "last Friday" and an age: a table that anybody can add a line to.

``tests/golden/dates/expressions.tsv`` holds kind, the post's day, the words, and what they say ("~" where the post's
day was needed, "-" for nothing). One line in four, by the hash of its words, was written before the rules and is not
looked at while they change; its figures are floors, the rest must be right.
"""

import hashlib
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from extract.text.ages import ages
from extract.text.anchor import Clock
from extract.text.document import Document
from extract.text.lexicon import Lexicon
from extract.text.roles import DateFinder
from sinodik.records import How

TABLE = Path(__file__).resolve().parents[2] / "golden" / "dates" / "expressions.tsv"
FLOORS = {"full": 0.99, "partial": 0.95, "relative": 0.95, "age": 0.97}


class Line(NamedTuple):
    kind: str
    posted: str
    text: str
    expected: str

    @property
    def sealed(self) -> bool:
        return hashlib.sha256(self.text.encode()).digest()[0] % 4 == 0


LINES = [Line(*line.split("\t")) for line in TABLE.read_text("utf-8").splitlines()[1:]]


def said(finder: DateFinder, line: Line) -> str:
    document = Document(line.text.replace("\\n", "\n"))
    if line.kind == "age":
        values = [f"age={age.years}" for age in ages(document)]
    else:
        posted = datetime.fromisoformat(line.posted).replace(tzinfo=UTC)
        found = finder.dated(document, Clock.of(posted, posted))
        values = [f"{d.field.value}={d.value}{'~' * (d.value.how is How.FROM_POST_DATE)}" for d in found]
    return "; ".join(values) or "-"


@pytest.fixture(scope="module")
def finder(lexicon: Lexicon) -> DateFinder:
    return DateFinder(lexicon.cues)


@pytest.mark.parametrize("line", [line for line in LINES if not line.sealed], ids=lambda line: line.text)
def test_what_an_expression_says(finder: DateFinder, line: Line):
    assert said(finder, line) == line.expected


@pytest.mark.parametrize("kind", FLOORS)
def test_the_sealed_expressions_are_read(finder: DateFinder, kind: str):
    right = Counter(said(finder, line) == line.expected for line in LINES if line.sealed and line.kind == kind)
    assert right[True] / right.total() >= FLOORS[kind], f"{right[False]} of {right.total()} wrong"


def test_the_table_is_large_and_has_no_line_twice():
    assert len({(line.text, line.posted) for line in LINES}) == len(LINES) >= 300
    assert min(Counter(line.kind for line in LINES if line.sealed).values()) >= 12
