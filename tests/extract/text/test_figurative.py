"""Words that only sound like a death, and the same words where they tell one."""

import pytest

from extract.text.document import Document
from extract.text.figurative import is_figurative, is_hoped


@pytest.mark.parametrize(
    ("text", "figurative"),
    [
        ("не вернулся из отпуска", True),
        ("не вернулась вовремя из увольнения", True),
        ("не вернулся из боевой командировки", False),
        ("двухсотый рейс с гуманитаркой", True),
        ("двухсотый Годунов", False),
        ("убита горем", True),
        ("убита осколком", False),
        ("потерял четверых", True),
        ("потеряли Надежду Кедрову", False),
        ("погиб урожай", True),
        ("Погиб Рыбин Олег", False),
        ("простились с летом", True),
        ("простились с Петром", False),
        ("в плену иллюзий", True),
        ("В плену Снегирёв Пётр", False),
    ],
)
def test_what_only_sounds_like_a_death(text: str, figurative: bool):
    assert is_figurative(Document(text), 0) is figurative


@pytest.mark.parametrize(
    ("text", "hoped"),
    [
        ("Молимся, чтобы Саша нашёлся", True),
        ("Верим, что он жив. Он нашёлся", False),
        ("В субботу Саша нашёлся", False),
    ],
)
def test_what_is_only_hoped_for(text: str, hoped: bool):
    low = Document(text).low
    assert is_hoped(low, low.index("нашелся")) is hoped
