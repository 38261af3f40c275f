"""Which texts are copies of each other, and which only sound alike."""

import random

import numpy as np
import pytest

from dedupe.engine.copies import Copies
from dedupe.engine.table import number, words_of

LETTER = (
    "С глубоким прискорбием сообщаем, что при выполнении боевых задач погиб наш земляк, житель деревни Кедровка "
    "рядовой Кедров Пётр Ильич, 1990 года рождения. Администрация района выражает соболезнования родным и близким.\n"
    "Прощание состоится в доме культуры 5 мая в 12 часов.\nСветлая память герою!"
)
LIST = (
    "Список погибших жителей района, дополненный. Просим сообщать о неточностях в комментариях к этой записи:\n"
    "1. Кедров Пётр Ильич\n2. Лугин Семён Петрович\n3. Бродов Илья Кузьмич\n4. Ключев Иван Фомич\n"
    "5. Ольхин Степан Ильич\n6. Осинин Фома Лукич\n7. Рябинин Павел Ильич\nвечная память и слава"
)

COPIES = {
    "emoji": (LETTER, "🕯🕯🕯 " + LETTER.replace("земляк,", "земляк 😢,") + " 🙏🙏"),
    "a dropped line": (LETTER, LETTER.replace("Прощание состоится в доме культуры 5 мая в 12 часов.\n", "")),
    "the source named": (LETTER, LETTER + "\nИсточник: Подслушано в Нижних Ключах https://example.org/1"),
    "a typo mended": (LETTER, LETTER.replace("соболезнования", "соболезнавания")),
    "a word put in": (LETTER, LETTER.replace("погиб наш", "геройски погиб наш")),
    "Latin letters, no ё": (LETTER, LETTER.replace("ё", "е").replace("района", "рaйoнa")),
    "a heading": (LETTER, "Печальная новость.\n" + LETTER),
    "a list and its copy": (LIST, LIST.replace("Просим сообщать", "Просьба сообщать") + " 🕯"),
}
NO_COPIES = {
    "another person": (LETTER, LETTER.replace("Кедров Пётр Ильич", "Лугин Семён Петрович")),
    "a brother": (LETTER, LETTER.replace("Пётр", "Иван")),
    "another year": (LETTER, LETTER.replace("1990", "1991")),
    "another village and day": (LETTER, LETTER.replace("Кедровка", "Осиновка").replace("5 мая", "7 мая")),
    "another person, in small letters": (LETTER.lower(), LETTER.replace("Кедров Пётр", "Лугин Семён").lower()),
    "another person, in capitals": (LETTER.upper(), LETTER.replace("Кедров Пётр", "Лугин Семён").upper()),
    "initials": (LETTER.replace("Пётр Ильич", "П. И."), LETTER.replace("Пётр Ильич", "С. И.")),
    "a list with one name changed": (LIST, LIST.replace("Осинин Фома", "Вязов Демьян")),
    "a list with one name more": (LIST, LIST.replace("\nвечная", "\n8. Вязов Демьян Ильич\nвечная")),
    "other words": (LETTER, LIST),
}


def grouped(texts):
    """Return the number of each text."""
    copies, numbers = Copies(), [number(words_of(t)) for t in texts]
    for one, text in zip(numbers, texts, strict=True):
        copies.add(one, text)
    return copies.merged(np.array(numbers, np.int64)).tolist()


@pytest.mark.parametrize("pair", COPIES.values(), ids=COPIES)
def test_copies(pair):
    assert len(set(grouped(pair))) == 1


@pytest.mark.parametrize("pair", NO_COPIES.values(), ids=NO_COPIES)
def test_no_copies(pair):
    assert len(set(grouped(pair))) == 2


def test_short_texts_are_nobodys_copies():
    assert grouped(["Кедров Пётр", LETTER, "Кедров Пётр"]) == [0, number(words_of(LETTER)), 0]


def test_nothing_to_compare():
    assert grouped([]) == []
    assert grouped([""]) == [0]
    assert len(set(grouped(["—" * 90, "12 " * 40, LETTER]))) == 3


def test_a_form_letter_of_a_whole_district():
    """Hundreds of one wording, each twice: only the two about one person are one."""
    letters = [LETTER.replace("Кедров Пётр", f"Кедров{'аеиоу'[k % 5]} Пётр{k}к") for k in range(300)]
    texts = letters + [f"🕯 {t} Скорбим" for t in letters]
    mixed = random.Random(1).sample(range(600), 600)
    found = dict(zip(mixed, grouped([texts[k] for k in mixed]), strict=True))
    assert [found[k] == found[k + 300] for k in range(300)] == [True] * 300
    assert len({found[k] for k in range(300)}) == 300


def test_the_order_of_input_does_not_matter():
    texts = [t for pair in (*COPIES.values(), *NO_COPIES.values()) for t in pair]
    assert grouped(texts[::-1]) == grouped(texts)[::-1]


@pytest.mark.parametrize("often", [0, 1])
def test_the_commonest_wording_stands_for_its_copies(often):
    texts = [LETTER, f"{LETTER} 🕯 Скорбим"]
    assert set(grouped([*texts, texts[often], texts[often]])) == {number(words_of(texts[often]))}
