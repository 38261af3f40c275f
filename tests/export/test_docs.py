"""docs/export.md tells of every column, as it is."""

from pathlib import Path

import pytest

from export.columns import PERSON, REFERENCE, STATUS

TEXT = (Path(__file__).parents[2] / "docs" / "export.md").read_text("utf-8")


@pytest.mark.parametrize("column", {c.name: c for c in (*PERSON, *STATUS, *REFERENCE)}.values(), ids=lambda c: c.name)
def test_every_column_is_documented(column):
    assert f"| `{column.name}` | {column.type} | " in TEXT
    assert column.note in TEXT
