"""Call signs under which the dead are told of, in any case, and words in quotation marks that are none."""

import pytest

from extract.text.callsigns import callsigns
from extract.text.document import Document
from extract.text.lexicon import Lexicon
from extract.text.morphology import Morphology
from extract.text.names import NameFinder
from extract.text.signs_of_the_dead import signs_of_the_dead

CASES = [
    ("«Карась» двухсотый. Пётр Громов. Вчера.", "Карась"),
    ("Не стало «Лома». Его звали Пётр Громов.", "Лом"),
    ("Братья, «Мороз» погиб. По паспорту Громов Пётр Ильич.", "Мороз"),
    ("Погиб наш «Бобёр» — Пётр Громов.", "Бобёр"),
    ("Погиб командир «Вектор». В миру — Пётр Громов.", "Вектор"),
    ("Погиб «Вектор» (Громов Пётр).", "Вектор"),
    ("Вечная память «Вектору», Петру Громову!", "Вектор"),
    ("Громов Пётр. Больше нет нашего «Седого».", "Седой"),
    ("Громов Пётр. Прощаемся с «Дедом».", "Дед"),
    ("Громов Пётр. Нашего «Барса» больше нет.", "Барс"),
    ("Громов Пётр. Земля пухом, «Малыш».", None),
    ("Клуб «Олимп» скорбит: погиб Громов Пётр.", None),
    ("Погиб боец отряда «Вихрь» Громов Пётр.", None),
    ("Громов Пётр. Газета «Заря» больше не выйдет.", None),
    ("Погиб крановщик завода «Искра» Громов Пётр.", None),
    ("Громов Пётр вернулся из отпуска «Сокол».", None),
]

CALLED = [
    ("Он же «Якут», Пётр Громов.", "Якут"),
    ("Громов Пётр, он же Вектор, погиб.", "Вектор"),
    ("По рации отзывался на «Гром».", "Гром"),
    ("На связь выходил как «Танго».", None),
    ("Выходил на связь как «Танго».", "Танго"),
    ("Бойцы называли его «Рыжим».", "Рыжий"),
    ("Все звали его «Дед».", "Дед"),
    ("Среди своих — «Батя».", "Батя"),
    ("С/п «Кот».", "Кот"),
    ("Боевой псевдоним — «Хан».", "Хан"),
    ("На фронте стал «Ковшом» — позывной придумали за минуту.", "Ковш"),
    ("Его знали как «Семафора», позывной «Семафор».", "Семафор"),
    ("Все помнят «Гармониста с того берега».", None),
    ("Позывной его командира — «Туман».", None),
]


@pytest.mark.parametrize(("text", "callsign"), CASES)
def test_a_sign_of_the_dead(morphology: Morphology, lexicon: Lexicon, text: str, callsign: str | None):
    document = Document(text)
    found = list(signs_of_the_dead(document, NameFinder(morphology, lexicon).names(document), morphology))
    assert {f.value for f in found} == ({callsign} if callsign else set())


@pytest.mark.parametrize(("text", "callsign"), CALLED)
def test_what_he_was_called(morphology: Morphology, lexicon: Lexicon, text: str, callsign: str | None):
    document = Document(text)
    found = callsigns(document, NameFinder(morphology, lexicon).names(document), morphology)
    assert {f.value for f in found} == ({callsign} if callsign else set())
