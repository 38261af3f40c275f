"""Posts about nobody whom this war took: of whatever they tell, nobody is to be recorded."""

from collections.abc import Callable
from pathlib import Path

import pytest

from extract.text import TextReader
from sinodik.records import Evidence

NOBODY = (Path(__file__).resolve().parents[2] / "golden" / "nobody.txt").read_text().split("\n---\n")


@pytest.mark.parametrize("text", NOBODY)
def test_posts_about_nobody_give_nobody(reader: TextReader, make_evidence: Callable[..., Evidence], text: str):
    assert [str(mention.name) for mention in reader.mentions(make_evidence(text))] == []
