"""The score of two mentions in words: one reason for each level that was found, and their weights add up to it."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from dedupe.engine.columns import Columns
from dedupe.engine.kernel import COUNT, levels, rarity
from dedupe.engine.levels import BIRTH, COMPARISONS, EVENT, PLACE, TEXT
from dedupe.engine.model import Model
from dedupe.engine.table import Table
from sinodik.records import Pair, Why

PRIOR = "prior"
PRIOR_SENTENCE = "Before anything is compared: of all pairs of mentions, only so few are one person."


class Explainer(NamedTuple):
    """All that it takes to explain the score of any two mentions."""

    table: Table
    columns: Columns
    model: Model

    def __call__(self, i: int, j: int) -> tuple[Why, ...]:
        """Return the reasons for and against two mentions being one person, the strongest first."""
        x, y = self.columns.rows[i], self.columns.rows[j]
        found = np.zeros(COUNT, np.int8)
        levels(x, y, self.columns.words, self.model.rare, found)
        whys = [Why(PRIOR, PRIOR_SENTENCE, self.model.prior / 100)]
        for c, comparison in enumerate(COMPARISONS):
            level = int(found[c])
            weight = int(self.model.weights[c, level]) + (int(rarity(x, y, c, level)) if c <= PLACE else 0)
            if level and weight:
                rule = f"{comparison.name}_{comparison.levels(level).name.lower()}"
                shown = (_said(self.table, c, k) for k in (i, j))
                whys.append(Why(rule, comparison.sentences[level - 1], weight / 100, *shown))
        return tuple(sorted(whys, key=lambda w: (-abs(w.weight), w.rule)))

    def pair(self, i: int, j: int, ids: Sequence[str]) -> Pair:
        """Return two mentions compared, in the order of their identifiers."""
        i, j = sorted((i, j), key=lambda k: ids[k])
        whys = self(i, j)
        return Pair(a=ids[i], b=ids[j], score=round(sum(w.weight for w in whys), 2), whys=whys)


def _said(t: Table, comparison: int, i: int) -> str:
    """Return what one mention says about a thing compared."""
    if comparison == BIRTH:
        return _day(int(t.birth[i])) or (f"{int(t.age[i])}" if t.age[i] >= 0 else "")
    if comparison == EVENT:
        return _day(int(t.death[i])) or _day(int(t.burial[i])) or _day(int(t.posted[i]))
    if comparison == PLACE:
        return ", ".join(p for p in (t.region[i], t.settlement[i]) if p)
    if comparison <= 2 or comparison < TEXT - 1:
        columns = (t.surname, t.given, t.patronymic, (), (), (), t.unit, t.branch, t.rank)
        return str(columns[comparison][i])
    return ""


def _day(packed: int) -> str:
    """Write a packed date.

    >>> _day(20220509), _day(20220500), _day(20220000), _day(0)
    ('2022-05-09', '2022-05', '2022', '')
    """
    year, month, day = packed // 10000, packed // 100 % 100, packed % 100
    return "-".join([f"{year:04}", *(f"{p:02}" for p in (month, day) if p)]) if year else ""
