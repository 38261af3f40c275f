"""The mentions as a CSV for Splink: as written, and in our normal forms."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from benchmarks.people import Rows
from dedupe.engine import normal
from dedupe.engine.columns import Col, Columns
from dedupe.engine.days import DAY, YEAR
from dedupe.engine.table import Table
from sinodik.names import fold, sound

HEADER = (
    "unique_id truth raw_surname raw_given raw_patronymic raw_region surname given patronymic surname_sound "
    "given_sound patronymic_sound surname_start letter birth birth_year born_from born_to death died_from died_to "
    "buried posted month region settlement unit branch rank photo text"
).split()


def write(rows: Rows, path: str) -> None:
    """Write what Splink reads."""
    c = Columns.made(Table(*rows[:-1]))
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADER)
        out.writerows(zip(*_columns(rows, c), strict=True))


def _columns(rows: Rows, c: Columns) -> Iterator[Iterable[object]]:
    names = list(c.vocabulary.names.codes)
    surname, given, patronymic = ([names[i] for i in c.col(x)] for x in (Col.SURNAME, Col.GIVEN, Col.PATRONYMIC))
    full = [normal.canonical(g)[0] for g in given]
    heard = {w: sound(w) if len(w) > 1 else "" for w in {*surname, *full, *patronymic}}
    yield range(len(c))
    yield rows.truth.tolist()
    yield from ([fold(t) for t in texts] for texts in (*rows[:3], rows.region))
    yield from (surname, full, patronymic)
    yield from ([heard[w] for w in words] for words in (surname, full, patronymic))
    yield [heard[w][:3] for w in surname]
    yield [w[:1] for w in full]
    precise, birth = c.col(Col.PRECISION), rows.birth
    yield [_iso(d) if p == DAY else "" for d, p in zip(birth.tolist(), precise.tolist(), strict=True)]
    yield _known(birth // 10000, precise >= YEAR)
    yield from (_known(c.col(x), precise > 0) for x in (Col.BORN_FROM, Col.BORN_TO))
    yield [_iso(d) if d % 100 else "" for d in rows.death.tolist()]
    yield from (_known(c.col(x), c.col(x) != 0) for x in (Col.DIED_FROM, Col.DIED_TO, Col.BURIED_FROM, Col.POSTED))
    when = np.where(
        c.col(Col.DIED_FROM) != 0, c.col(Col.DIED_FROM), np.maximum(c.col(Col.BURIED_FROM), c.col(Col.POSTED)) - 16
    )
    yield _known(when // 30, when > 0)
    yield [normal.region(r) for r in rows.region]
    yield [normal.place(s) for s in rows.settlement]
    yield from (rows.unit, rows.branch, rows.rank)
    yield from (_known(x, x != 0) for x in (rows.photo, rows.text))


def _known(numbers: np.ndarray, known: np.ndarray) -> list[object]:
    return [n if k else "" for n, k in zip(numbers.tolist(), known.tolist(), strict=True)]


def _iso(date: int) -> str:
    return f"{date // 10000:04}-{date // 100 % 100:02}-{date % 100:02}"
