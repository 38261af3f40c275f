"""Where somebody lies: the cemetery, or the alley of honour."""

import pytest

from extract.text.cemeteries import cemeteries
from extract.text.document import Document
from extract.text.lexicon import Lexicon
from extract.text.morphology import Morphology
from extract.text.places import PlaceFinder

CEMETERIES = [
    ("похоронен на Кедровском кладбище", "Кедровское кладбище"),
    ("Похоронили на Аллее Героев", "Аллея Героев"),
    ("предан земле на Аллее Славы", "Аллея Славы"),
    ("похоронен на Аллее Героев городского кладбища", "Аллея Героев городского кладбища"),
    ("Похоронен на кладбище села Нижние Ключи", "кладбище села Нижние Ключи"),
    ("похоронен на кладбище деревни Осиновки", "кладбище деревни Осиновка"),
    ("похороны пройдут на Северном кладбище", "Северное кладбище"),
    ("похоронен на Новом городском кладбище", "Новое городское кладбище"),
    ("похоронен на сельском кладбище", "сельское кладбище"),
    ("Погребение состоится на Старо-Кедровском кладбище", "Старо-Кедровское кладбище"),
    ("похоронен на кладбище в селе Луговое", "кладбище села Луговое"),
    ("Место захоронения: Кедровское кладбище", "Кедровское кладбище"),
    ("похоронят на Нижнем кладбище", "Нижнее кладбище"),
    ("похоронен на кладбище «Лесное»", "кладбище «Лесное»"),
]
NONE = [
    "На кладбище прибрались волонтёры",
    "На аллее открыли плиту",
    "Продаётся дом рядом с кладбищем",
    "На Аллее Героев высадили деревья",
    "похоронен на кладбище",
]


@pytest.mark.parametrize(("text", "cemetery"), CEMETERIES)
def test_a_cemetery(morphology: Morphology, lexicon: Lexicon, text: str, cemetery: str):
    (found,) = cemeteries(Document(text), PlaceFinder(morphology, lexicon))
    assert found.value == cemetery


@pytest.mark.parametrize("text", NONE)
def test_no_cemetery(morphology: Morphology, lexicon: Lexicon, text: str):
    assert list(cemeteries(Document(text), PlaceFinder(morphology, lexicon))) == []
