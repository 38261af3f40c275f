"""Tables and rows for tests, written as sources write."""

import numpy as np

from dedupe.engine.columns import Columns
from dedupe.engine.table import Table

TEXTS = "surname given patronymic region settlement unit branch rank".split()
NUMBERS = "birth age death burial posted evidence text photo".split()
# The commoner names are what the rarer are slips of.
CROWD = [
    {"name": n} for n in ("Кедров Пётр Ильич", "Луговой Александр Юрьевич", "Монгуш Аяс Аясович") for _ in range(40)
]


def table(*people: dict) -> Table:
    """Make a table of people, ``name`` being surname, given name and patronymic."""
    columns: dict = {}
    rows = [dict(zip(TEXTS[:3], [*p.get("name", "").split(" "), "", ""], strict=False)) | p for p in people]
    for text in TEXTS:
        columns[text] = [r.get(text, "") for r in rows]
    for number in NUMBERS:
        columns[number] = np.array([r.get(number, -1 if number == "age" else 0) for r in rows], np.int64)
    if not columns["evidence"].any():
        columns["evidence"] = np.arange(1, len(rows) + 1)
    return Table(**columns)


def columns(*people: dict) -> Columns:
    """Make columns of people, among a crowd."""
    return Columns.made(table(*people, *CROWD))
