"""Brothers whom a post names with one surname."""

from collections.abc import Callable

import pytest

from extract.text import TextReader
from sinodik.records import Evidence

CASES = [
    ("Погибли братья Пётр и Олег Кедровы.", ["Кедров Пётр", "Кедров Олег"]),
    ("Похоронили братьев — Петра и Олега Подгорских.", ["Подгорский Пётр", "Подгорский Олег"]),
    (
        "Простились с братьями — 29-летним Николаем и 26-летним Степаном Демченко.",
        ["Демченко Николай", "Демченко Степан"],
    ),
    ("Погибли Пётр Белов и Олег Кедров.", ["Белов Пётр", "Кедров Олег"]),
    ("Погиб Олег Кедров. Соболезнуем братьям Петру и Ивану Кедровым.", ["Кедров Олег"]),
]


@pytest.mark.parametrize(("text", "names"), CASES)
def test_each_brother_has_the_surname(
    reader: TextReader, make_evidence: Callable[..., Evidence], text: str, names: list[str]
):
    assert [str(m.name) for m in reader.mentions(make_evidence(text))] == names
