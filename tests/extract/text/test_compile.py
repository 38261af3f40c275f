"""Rows of the source's tables, into the list of names."""

from pathlib import Path

import pytest

from extract.text.compile import gather, main
from sinodik.lexicon import Bearer, Entry

CASES = [
    ([("Артём", 2, "m"), ("АРТЕМ", 3, None)], {"артем": Entry(5, Bearer.MAN)}),
    ([("Женя", 4, "m"), ("Женя", 5, "f")], {"женя": Entry(9, Bearer.MAN | Bearer.WOMAN)}),
    ([("Шевчук", 7, "u")], {"шевчук": Entry(7, Bearer.MAN | Bearer.WOMAN)}),
    ([("Гафиз Оглы", 1, "m")], {"гафиз оглы": Entry(1, Bearer.MAN)}),
    ([("ИП ГОВША АВ", 1, None), ("КОНТОРА №2", 1, None), ("Лукаhиhа", 1, None), ("Я", 1, "f"), ("", 1, "m")], {}),
]


@pytest.mark.parametrize(("rows", "expected"), CASES)
def test_rows_become_entries(rows: list[tuple[str, int, str | None]], expected: dict[str, Entry]):
    assert dict(gather({"text": t, "count": c, "gender": g} for t, c, g in rows)) == expected


def test_without_a_folder_it_says_how_it_is_called(capsys: pytest.CaptureFixture[str]):
    assert main([]) == 64
    assert "python -m extract.text.compile" in capsys.readouterr().out


def test_without_its_tables_it_writes_nothing(tmp_path: Path):
    output = tmp_path / "names.bin"
    assert main([str(tmp_path / "absent"), str(output)]) in (65, 69)  # no such table, or no pyarrow
    assert not output.exists()
