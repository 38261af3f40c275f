"""The families of the dead are living: whoever a post names beside them must not be taken for one."""

from datetime import UTC, datetime

import pytest

from extract.text import TextReader
from sinodik.records import Evidence

POSTED = datetime(2023, 11, 10, tzinfo=UTC)
READER = TextReader.load()

# (post, everybody of whom it tells that they are dead)
POSTS = [
    (
        "Младший брат погибшего Орлова Дениса — Орлов Кирилл Сергеевич — тоже служит. Денис погиб 3 июня 2022.",
        ["Орлов Денис"],
    ),
    ("Дети погибшего: Жуков Миша (5 лет) и Жукова Катя (3 года). Погиб Жуков Павел Ильич.", ["Жуков Павел Ильич"]),
    (
        "Погиб Лыткин Андрей Борисович. Родители погибшего, Лыткин Борис Петрович и Лыткина Мария Ивановна, "
        "принимают соболезнования.",
        ["Лыткин Андрей Борисович"],
    ),
    (
        "Погиб сын Тимофея Петровича и Галины Ивановны Герасимовой, Герасимов Олег Тимофеевич.",
        ["Герасимов Олег Тимофеевич"],
    ),
    (
        "На фото Власов Кирилл Олегович (погиб 04.04.2022) с женой Власовой Инной Петровной.",
        ["Власов Кирилл Олегович"],
    ),
    (
        "Сослуживец погибшего, Климов Антон Игоревич, рассказал о бое. Погиб рядовой Носов Илья Ильич.",
        ["Носов Илья Ильич"],
    ),
    # The dead are somebody's family too.
    ("Погиб наш брат и сын Носов Илья Ильич. Вечная память.", ["Носов Илья Ильич"]),
    ("Простились с братом Александра — Беловым Игорем Олеговичем, погибшим 5 мая 2022 года.", ["Белов Игорь Олегович"]),
    ("Простились с мужем Беловым Игорем Олеговичем, погибшим 5 мая 2022 года.", ["Белов Игорь Олегович"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "dead"), POSTS, ids=[t[:32] for t, _ in POSTS])
def test_only_the_dead(text: str, dead: list[str]) -> None:
    evidence = Evidence(
        source="a", publisher="a", kind="post", url="u", posted=POSTED, seen=POSTED, payload="0" * 64, text=text
    )
    assert [str(m.name) for m in READER.mentions(evidence)] == dead
