"""Dates that stand as others do in a list: their role is that of those, or what the heading says."""

from datetime import UTC, datetime

import pytest

from extract.text.anchor import Clock
from extract.text.document import Document
from extract.text.lexicon import Lexicon
from extract.text.roles import DateFinder
from sinodik.records import Field

B, D, F = Field.BIRTH, Field.DEATH, Field.BURIAL
NAMES = ("Кедров Пётр", "Белов Олег", "Седов Иван")
CASES = [
    ("Погибли: Кедров Пётр — 5.02.2023, Белов Олег — 7.03.2023, Седов Иван — 9.04.2023.",
     [(D, "2023-02-05"), (D, "2023-03-07"), (D, "2023-04-09")]),
    ("Пали на СВО: Кедров Пётр (погиб 5 февраля 2023), Белов Олег (7 марта 2023), Седов Иван (9 апреля 2023).",
     [(D, "2023-02-05"), (D, "2023-03-07"), (D, "2023-04-09")]),
    ("В феврале 2023 года погиб Кедров Пётр, в марте – Белов Олег, в апреле – Седов Иван.",
     [(D, "2023-02"), (D, "2023-03"), (D, "2023-04")]),
    ("Даты смерти на крестах:\n5.02 Кедров Пётр\n7.03 Белов Олег", [(D, "2023-02-05"), (D, "2023-03-07")]),
    ("График прощаний:\n12.04, 11:00 — Кедров Пётр, 1990 г. р.\n13.04, 12:00 — Белов Олег, 1991 г. р.",
     [(F, "2023-04-12"), (B, "1990"), (F, "2023-04-13"), (B, "1991")]),
    ("Погибли:\nКедров Пётр, боксёр, 1998–2022\nБелов Олег, вольник, 2001–2023",
     [(B, "1998"), (D, "2022"), (B, "2001"), (D, "2023")]),
    ("Погибли на СВО:\n5.02.2023 — Кедров Пётр, 1990 г.р.\n7.03.2023 — Белов Олег, 1991 г.р.",
     [(D, "2023-02-05"), (B, "1990"), (D, "2023-03-07"), (B, "1991")]),
    # What the dates are is not told.
    ("Кедров Пётр учился с 1 сентября 2015 года. Белов Олег — с 1 сентября 2016 года.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), CASES)
def test_dates_of_rows(lexicon: Lexicon, text: str, told: list[tuple[Field, str]]):
    clock = Clock.of(datetime(2023, 4, 10, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC))
    ends = {text.index(name) + len(name) for name in NAMES if name in text}
    found = DateFinder(lexicon.cues).dated(Document(text), clock, ends)
    assert [(one.field, str(one.value)) for one in found] == told
