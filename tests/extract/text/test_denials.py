"""Deaths that are only said, and those that are answered for."""

import pytest

from extract.text.denials import is_only_said
from extract.text.document import Document
from extract.text.lexicon import Lexicon
from extract.text.tales import tales


@pytest.mark.parametrize(
    ("text", "only_said"),
    [
        ("Правда, что Олег Зуев погиб?? Напишите.", True),
        ("Правда, что Олег Зуев погиб?? — Правда.", False),
        ("Неужели он погиб?", True),
        ("За что погиб Олег Зуев?", False),
        ("Мошенники звонят: «Ваш сын погиб, переведите деньги».", True),
        ("«Ваш сын погиб», — сказал военком.", False),
        ("Я сам чуть не погиб под Бахмутом.", True),
        ("Он не погиб, а служит.", True),
        ("Соседи думали, что он погиб.", True),
        ("Нам сообщили, что он погиб.", False),
    ],
)
def test_what_is_only_said(lexicon: Lexicon, text: str, only_said: bool):
    document = Document(text)
    assert is_only_said(document, tales(document, lexicon.cues["told"])[0]) is only_said
