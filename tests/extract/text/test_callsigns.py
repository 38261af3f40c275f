"""Call signs, however they are introduced."""

import pytest

from extract.text.callsigns import callsigns
from extract.text.document import Document
from extract.text.lexicon import Lexicon
from extract.text.morphology import Morphology
from extract.text.names import NameFinder

CASES = [
    ("позывной «Кедр»", "Кедр"),
    ("Погиб боец с позывным Кедр.", "Кедр"),
    ("Позывной: «Борода»", "Борода"),
    ('под позывным "Лиса"', "Лиса"),
    ("Позывной у него был «Компас»", "Компас"),
    ("позывной - Марс.", "Марс"),
    ("поз. «Лапоть», 42 года", "Лапоть"),
    ("позывной «Дед Зима»", "Дед Зима"),
    ("ПОЗЫВНОЙ «КЕДРОВИК»", None),
    ("позывной «КЕДРОВИК»", "Кедровик"),
    ("позывной «Док-2»", "Док-2"),
    ("племянник Громов Пётр,позывной шаман.27 лет", "Шаман"),
    ("позывной Кедр Громов Иван", "Кедр"),
    ("«Лом» — Иван Громов", "Лом"),
    ("2) «Циркач», Громов Олег", "Циркач"),
    ("позывной неизвестен", None),
    ("позывной был дан ему", None),
    ("Позывной, не поверите, «Внук».", "Внук"),
    ("Позывной у него, конечно, был «Столб»", "Столб"),
    ("позывной у него был Рахим. Анна Громова", "Рахим"),
    ("Позывной у него был такой же, как клубный ник — Барбос.", "Барбос"),
    ("Позывной? Фантик. Сам попросил", "Фантик"),
    ("«Почтальон». Позывной.", "Почтальон"),
    ("Погиб Олег Громов (он же «Француз»).", "Француз"),
    ("Олег Громов («Циркач»), 30 лет", "Циркач"),
    ("Олег Громов («Ахмат»), 30 лет", None),
    ("ФИО;звание;позывной\nГромов Олег Ильич;рядовой;Сыч\nКедров Пётр Ильич;рядовой;", "Сыч"),
    ("Сослуживец Андрей Р. с позывным «Дед» рассказал", None),
    ("Позывной получил, служил в батальоне «Восток»", None),
    ("посёлок «Кедр»", None),
    ("Позывных не было.", None),
    ("служил в отряде «Шторм», Громов Олег", None),
]


@pytest.mark.parametrize(("text", "callsign"), CASES)
def test_a_callsign(morphology: Morphology, lexicon: Lexicon, text: str, callsign: str | None):
    document = Document(text)
    found = list(callsigns(document, NameFinder(morphology, lexicon).names(document)))
    assert [f.value for f in found] == ([callsign] if callsign else [])
    assert all(document.text[f.start : f.end].lower() == f.value.lower() for f in found)
