"""Whether an award was given after death, by where the post says so."""

import pytest

from extract.text.awards import AwardFinder
from extract.text.document import Document
from extract.text.lexicon import Lexicon

COURAGE, BRAVE, ZHUKOV = "орден Мужества", "медаль «За отвагу»", "медаль Жукова"
AFTER = ", посмертно"
CASES = [
    ("Отметили орденом Мужества, также посмертно.", [COURAGE + AFTER]),
    ("Первый в роте орден Мужества — и тот посмертно. Погибла в мае", [COURAGE + AFTER]),
    ("«Медаль Жукова — рядовому Петру Кедрову, посмертно».", [ZHUKOV + AFTER]),
    ("получил орден Мужества, но уже не сам, посмертно.", [COURAGE + AFTER]),
    ("переписали на орден Мужества, так он и пришёл, посмертно.", [COURAGE + AFTER]),
    ("Кедров Пётр | орден Мужества | посмертно, вдове", [COURAGE + AFTER]),
    ("ПОСМЕРТНО\nорден Мужества — Кедров\n\nПРИЖИЗНЕННО\nмедаль Жукова — Белов", [COURAGE + AFTER, ZHUKOV]),
    ("Награждены посмертно:\n1. Кедров — орден Мужества\n2. Белов — медаль Жукова", [COURAGE + AFTER, ZHUKOV + AFTER]),
    ("Посм. — орден Мужества.", [COURAGE + AFTER]),
    ("ОМ — посм. Погребён в Кедровке", [COURAGE + AFTER]),
    ("Нагр.: «За отвагу», Жукова, посм. ОМ.", [BRAVE, ZHUKOV, COURAGE + AFTER]),
    ("Медалью «За отвагу», а орденом Мужества — уже после гибели (23 марта).", [BRAVE, COURAGE + AFTER]),
    ("После гибели награждён орденом Мужества.", [COURAGE + AFTER]),
]
OPPOSITE = [
    ("После гибели командира награждён медалью «За отвагу».", [BRAVE]),
    ("Орден Мужества, почётный гражданин Кедровки (посмертно).", [COURAGE]),
    ("Орден Мужества вручили лично, улица названа посмертно.", [COURAGE]),
    ("Кавалер ордена Мужества. Звание почётного гражданина присвоено посмертно.", [COURAGE]),
    ("Награждён медалью Жукова, имя посмертно занесено в Книгу Памяти.", [ZHUKOV]),
    ("Награждён медалью «За отвагу», представлен к ордену Мужества (посмертно).", [BRAVE]),
    ("Медаль «За отвагу»; документы на орден Мужества ушли наверх.", [BRAVE]),
    ("Наградной лист на орден Мужества на подписи.", []),
    ("погиб под ОМ", []),
    ("мед. рота «Кедр», мед. институт", []),
    ("медалью «За отвагу», «выполнил свой долг».", [BRAVE]),
]


@pytest.mark.parametrize(("text", "expected"), [*CASES, *OPPOSITE])
def test_what_was_given_after_death(lexicon: Lexicon, text: str, expected: list[str]):
    found = AwardFinder(lexicon.awards).awards(Document(text))
    assert sorted({award.value for award in found}) == sorted(expected)
