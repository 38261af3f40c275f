"""What is told of several at once is told of each; what is told of one stays his."""

from collections.abc import Callable

import pytest

from extract.text import TextReader
from sinodik.records import Evidence, Field

# (post, field, what each of its dead has of it, in order)
POSTS = [
    ("Похороны Петра Кедрова и Олега Белова прошли 10 мая 2022 года.", Field.BURIAL, ["2022-05-10", "2022-05-10"]),
    ("Капитан Пётр Кедров и рядовой Олег Белов погибли 3 мая 2022 года.", Field.DEATH, ["2022-05-03", "2022-05-03"]),
    ("Погибли Пётр Кедров и Олег Белов. Похоронили друзей 10 мая 2022 года.", Field.BURIAL,
     ["2022-05-10", "2022-05-10"]),
    ("3 мая 2022 года погиб Пётр Кедров. Вместе с ним погиб Олег Белов.", Field.DEATH, ["2022-05-03", "2022-05-03"]),
    ("Погиб Пётр Кедров 3 мая 2022 года. Погиб Олег Белов 5 мая 2022 года.", Field.DEATH,
     ["2022-05-03", "2022-05-05"]),
    ("Погибли:\nКедров Пётр, 1990 г.р.\nБелов Олег, 1985 г.р.", Field.BIRTH, ["1990", "1985"]),
    ("Погиб Пётр Кедров. Пропал без вести Олег Белов. Похоронили бойцов 10 мая 2022 года.", Field.BURIAL,
     ["2022-05-10", None]),
    ("Погиб рядовой Пётр Кедров. Кедрову было 25 лет. Погиб и Олег Белов. Белову было 30 лет.", Field.AGE,
     ["25", "30"]),
    ("График прощаний\n\n6 мая (пятница)\n10:00 Кедров Пётр Ильич, 45 лет — зал\n13:00 Белов Олег Павлович\n\n"
     "7 мая (суббота)\n11:00 Седов Иван Олегович\n\nВсе погибли на СВО.", Field.BURIAL,
     ["2023-05-06", "2023-05-06", "2023-05-07"]),
    ("График прощаний с погибшими на СВО\n\n06.05.2022, 12.00, ДК — рядовой Кедров Пётр Ильич, погиб 01.05.2022.\n"
     "07.05.2022, 12.00, ДК — рядовой Белов Олег Павлович, погиб 02.05.2022.", Field.BURIAL,
     ["2022-05-06", "2022-05-07"]),
    ("В селе Кедровка открыт памятник воинам-односельчанам, погибшим на СВО:\nКедров Пётр Ильич\nБелов Олег Павлович",
     Field.SETTLEMENT, ["Кедровка", "Кедровка"]),
    ("В селе Новая Кедровка до войны жило 300 человек. Теперь здесь две могилы.\n\nПервым погиб Пётр Ильич Белов.\n"
     "Вторым погиб Олег Павлович Седов.", Field.SETTLEMENT, ["Новая Кедровка", "Новая Кедровка"]),
    ("Погиб Кедров Пётр Ильич. Пётр Ильич родился в семье Цыденжапа Дамбаевича и Анны Петровны.\n\nПогиб 6 мая.",
     Field.DEATH, ["2022-05-06"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "field", "expected"), POSTS, ids=[text[:40] for text, _, _ in POSTS])
def test_whose_it_is(
    reader: TextReader, make_evidence: Callable[..., Evidence], text: str, field: Field, expected: list[str | None]
):
    values = [mention.value(field) for mention in reader.mentions(make_evidence(text))]
    assert [None if value is None else str(value) for value in values] == expected
