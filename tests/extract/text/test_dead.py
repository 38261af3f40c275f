"""Deaths in unusual words: whoever is told dead, missing, captive or wounded in this war, however it is told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from extract.text import TextReader
from sinodik.records import Evidence

TOLD = (Path(__file__).resolve().parents[2] / "golden" / "dead.txt").read_text().split("\n---\n")
_STATUS = {"missing": "~м", "wounded": "~р", "captured": "~п", "dead": ""}


@pytest.mark.parametrize("told", TOLD)
def test_however_a_death_is_told_it_is_read(reader: TextReader, make_evidence: Callable[..., Evidence], told: str):
    text, surnames = told.rsplit("\n→ ", 1)
    found = reader.mentions(make_evidence(text))
    assert [f"{m.name.surname}{_STATUS[m.status.value]}" for m in found] == surnames.split()
