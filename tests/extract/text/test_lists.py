"""Where the items of a list stand, and what only looks like one."""

import pytest

from extract.text.document import Document
from extract.text.lists import Items, begins_line, is_item

LISTS = [
    ("Погибли:\n1. Кедров\nродом отсюда\n2. Белов\n\nПохороны",
     {"Погибли": 0, "Кедров": 1, "родом": 1, "Белов": 2, "Похороны": 0}),
    ("Погибли:\n1) Кедров\n\n2) Белов", {"Кедров": 1, "Белов": 2}),
    ("- Кедров\n- Белов", {"Кедров": 1, "Белов": 2}),
    ("🕯 Кедров\n🕯 Белов", {"Кедров": 1, "Белов": 2}),
    ("1. Кедров\n2. Родился", {"Кедров": 0, "Родился": 0}),
    ("Кедров\nБелов", {"Кедров": 0, "Белов": 0}),
    ("12.03.1990 Кедров\n13.04.1991 Белов", {"Кедров": 0, "Белов": 0}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_which_item_a_word_is_in(text: str, expected: dict[str, int]):
    named = [(text.index(name), name) for name in ("Кедров", "Белов") if name in text]
    items = Items(Document(text), named)
    assert {word: items.number(text.index(word)) for word in expected} == expected


def test_items_about_one_person_are_no_list():
    text = "- Кедров погиб\n- Кедров родился"
    items = Items(Document(text), [(2, "he"), (text.rindex("Кедров"), "he")])
    assert items.number(text.rindex("Кедров")) == 0


@pytest.mark.parametrize(
    ("text", "begins", "item"),
    [("1. Кедров", True, True), ("— Кедров", True, True), ("Погибли:\nКедров", True, True),
     ("Погиб.\nКедров", True, False), ("Погиб Кедров", False, False), ("2022 Кедров", False, False)],
)  # fmt: skip
def test_where_a_line_and_an_item_begin(text: str, begins: bool, item: bool):
    position = text.index("Кедров")
    assert (begins_line(Document(text), position), is_item(Document(text), position)) == (begins, item)
