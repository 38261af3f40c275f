"""Surnames that stand apart from the rest of the name, or without any."""

import pytest

from extract.text.document import Document
from extract.text.lexicon import Lexicon
from extract.text.morphology import Morphology
from extract.text.names import NameFinder

CASES = [
    ("Проводили в последний путь Гайнутдинова. Инсафу Маратовичу было 33 года.", ["Гайнутдинов Инсаф Маратович"]),
    ("Привезли Горелова. Василий Васильевич родился в селе.", ["Горелов Василий Васильевич"]),
    ("Прощались с Кедровым.\nПётр Ильич погиб 3 мая.", ["Кедров Пётр Ильич"]),
    # A place, a woman, somebody who is named in full elsewhere, a surname that is somebody else's.
    ("Родом он из Саратова. Пётр Ильич погиб.", ["Пётр Ильич"]),
    ("Похоронили Кедрову. Пётр Ильич погиб.", ["Пётр Ильич"]),
    ("Похоронили Зорина. Пётр Ильич, отец, плакал. Кедров Пётр Ильич", ["Пётр Ильич", "Кедров Пётр Ильич"]),
    ("Похоронили Ивана Зорина. Пётр Ильич погиб.", ["Зорин Иван", "Пётр Ильич"]),
    ("Он погиб в мае. Пётр Ильич погиб в июне.", ["Пётр Ильич"]),
    # As directories have it, in one case.
    ("Кедров, Пётр Ильич, погиб 3 мая.", ["Кедров Пётр Ильич"]),
    ("Белов: Олег Юрьевич (1990)", ["Белов Олег Юрьевич"]),
    ("**Зорин** Пётр Ильич", ["Зорин Пётр Ильич"]),
    ("Похоронили Зорина, Пётр Ильич плакал.", ["Пётр Ильич"]),
    # Kin who fell together.
    (
        "Иван Петрович Кедров и сын его Олег Иванович, обоих похоронили.",
        ["Кедров Иван Петрович", "Кедров Олег Иванович"],
    ),
    ("Погиб Иван Петрович Кедров. Приехал и сын его Олег Иванович.", ["Кедров Иван Петрович", "Олег Иванович"]),
    # Rows.
    ("24.02 Кирсанов А.\n01.03 Горелов\n12.04 Бобков С. В.", ["Кирсанов А.", "Горелов", "Бобков С. В."]),
    (
        "Зорин И. И., 1990\nГорелов, имени не видно, 2024\nБобков П. П., 1990",
        ["Зорин И. И.", "Горелов", "Бобков П. П."],
    ),
    ("Зорин И. И., 1990\nКедровка, 2024\nБобков П. П., 1990", ["Зорин И. И.", "Бобков П. П."]),
    ("Псков, полгода войны\n\n24.02 Кирсанов А.", ["Кирсанов А."]),
]


@pytest.fixture(scope="module")
def finder(morphology: Morphology, lexicon: Lexicon) -> NameFinder:
    return NameFinder(morphology, lexicon)


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_what_belongs_to_one_name(finder: NameFinder, text: str, expected: list[str]):
    assert [str(name.person) for name in finder.names(Document(text))] == expected
