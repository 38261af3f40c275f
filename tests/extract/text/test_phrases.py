"""Phrases of a lexicon."""

import pytest

from extract.text.document import Document
from extract.text.phrases import Phrases

PHRASES = Phrases(
    [
        ("морск* пехот*", "marines"),
        ("барс-#", "bars"),
        ("чвк вагнер*", "wagner"),
        ("танкист*", "tanks"),
        ("на флоте", "navy"),
        ("пилот* ? дрон*", "drones"),
    ]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("в Морской пехоте", [("marines", "Морской пехоте")]),
        ("отряд БАРС-13", [("bars", "БАРС-13")]),
        ("ЧВК «Вагнер»", [("wagner", "ЧВК «Вагнер")]),
        ("служил на флоте", [("navy", "на флоте")]),
        ("пилот ударного дрона, пилот дрона", [("drones", "пилот ударного дрона"), ("drones", "пилот дрона")]),
        ("командир-танкист", [("tanks", "танкист")]),
        ("морской пейзаж, барсук, чвк", []),
        ("пехота морская", []),
    ],
)
def test_phrases(text: str, expected: list[tuple[str, str]]):
    hits = [(hit.value, text[hit.start : hit.end]) for hit in PHRASES.find(Document(text))]
    assert hits == expected
