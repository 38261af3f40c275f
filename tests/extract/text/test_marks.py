"""Legends of lists in which a mark says who is dead."""

import pytest

from extract.text.document import Document
from extract.text.marks import bears_the_mark, legend, sign


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("(* обозначены награждённые посмертно)\nДубов С. С. *", "*"),
        ("† — погибшие в зоне СВО\nДубов Глеб †", "†"),
        ("★ — наши павшие земляки\nДубов Глеб ★", "★"),
        ("● Погиб 3 мая\n● Дубов Глеб", None),
        ("† 3 мая 2023", None),
    ],
)
def test_what_mark_the_dead_bear(text: str, mark: str | None):
    low = Document(text).low
    words = legend(low)
    assert (words and sign(words)) == mark
    assert words is None or bears_the_mark(low, low.index("дубов"), sign(words))
