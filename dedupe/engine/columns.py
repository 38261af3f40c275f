"""Mentions as rows of numbers: everything that blocks, levels and weights are computed from."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import IntEnum, auto

import numpy as np
from numpy.typing import NDArray

from dedupe.engine import normal
from dedupe.engine.days import births, spans
from dedupe.engine.lexicon import Fact, Vocabulary, Words
from dedupe.engine.rarity import Frequencies, frequencies, rarity
from dedupe.engine.slips import corrected
from dedupe.engine.swaps import seen_as, unswapped
from dedupe.engine.table import Table
from sinodik.records import Evidence, Mention

Rows = NDArray[np.int32]


class Col(IntEnum):
    """The columns of a row. Days are counted from 1970-01-01; rarities are hundredths of a bit."""

    SURNAME = 0
    GIVEN = auto()
    PATRONYMIC = auto()
    BIRTH = auto()  # yyyymmdd
    BORN_FROM = auto()
    BORN_TO = auto()
    PRECISION = auto()  # 0 nothing, 1 from an age, 2 year, 3 month, 4 day
    DEATH = auto()
    DIED_FROM = auto()
    DIED_TO = auto()
    BURIED_FROM = auto()
    BURIED_TO = auto()
    POSTED = auto()  # a day; 0: not known
    REGION = auto()
    SETTLEMENT = auto()
    UNIT = auto()
    BRANCH = auto()
    RANK = auto()
    EVIDENCE = auto()
    TEXT = auto()
    PHOTO = auto()
    RARE_SURNAME = auto()  # among all; the same in one's own region follows below
    RARE_GIVEN = auto()
    RARE_PATRONYMIC = auto()
    RARE_PLACE = auto()
    HERE_SURNAME = auto()
    HERE_GIVEN = auto()
    HERE_PATRONYMIC = auto()
    HERE_PLACE = auto()
    RARE_REGION = auto()


@dataclass(frozen=True, slots=True)
class Columns:
    """``rows`` holds one row a mention, by :class:`Col`; ``words`` what is known of each distinct name."""

    rows: Rows
    words: Words
    vocabulary: Vocabulary
    frequencies: Frequencies

    def __len__(self) -> int:
        return len(self.rows)

    def col(self, col: Col) -> Rows:
        """Return one column."""
        return self.rows[:, col]

    @classmethod
    def of(cls, mentions: Collection[Mention], evidence: Mapping[str, Evidence]) -> "Columns":
        """Turn mentions into numbers, in the order of their identifiers."""
        return cls.made(Table.of(mentions, evidence))

    @classmethod
    def made(cls, table: Table) -> "Columns":
        """Turn a table into numbers."""
        vocabulary = Vocabulary()
        rows = coded(table, vocabulary)
        words = vocabulary.words()
        counts = np.bincount(rows[:, NAMES].ravel(), minlength=len(words.facts))
        words.facts[:, Fact.INTENDED] = corrected(words, counts)
        rows[:, Col.SURNAME], rows[:, Col.GIVEN] = unswapped(
            rows[:, Col.SURNAME], rows[:, Col.GIVEN], *seen_as(rows[:, Col.SURNAME], rows[:, Col.GIVEN], words), words
        )
        found = frequencies(rows[:, NAMES], rows[:, Col.REGION], rows[:, Col.SETTLEMENT])
        rarities(rows, found)
        return cls(rows, words, vocabulary, found)


NAMES = slice(Col.SURNAME, Col.PATRONYMIC + 1)


def coded(table: Table, vocabulary: Vocabulary) -> Rows:
    """Turn a table into rows, all but the rarities, with the numbers that the vocabulary has or gets."""
    rows = np.zeros((len(table), len(Col)), np.int32)
    given, patronymic = _initials_apart(table)
    for col, texts in ((Col.SURNAME, table.surname), (Col.GIVEN, given), (Col.PATRONYMIC, patronymic)):
        rows[:, col] = vocabulary.names.coded(texts, normal.word)
    _dates(rows, table)
    _things(rows, table, vocabulary)
    return rows


def rarities(rows: Rows, found: Frequencies) -> None:
    """Write how rare the values of each row are."""
    rare = rarity(found, rows[:, NAMES], rows[:, Col.REGION], rows[:, Col.SETTLEMENT])
    rows[:, Col.RARE_SURNAME : Col.RARE_PLACE + 1] = rare.everywhere
    rows[:, Col.HERE_SURNAME : Col.HERE_PLACE + 1] = rare.here
    rows[:, Col.RARE_REGION] = rare.region


def _initials_apart(table: Table) -> tuple[list[str], list[str]]:
    """Take «А. П.» apart where it stands for both names."""
    given, patronymic = list(table.given), list(table.patronymic)
    split = {t: normal.initials(t) for t in dict.fromkeys(given)}
    both = {t: found for t, found in split.items() if found}
    if both:
        for i, text in enumerate(given):
            if text in both:
                given[i], second = both[text]
                patronymic[i] = patronymic[i] or second
    return given, patronymic


def _dates(rows: Rows, table: Table) -> None:
    rows[:, Col.BIRTH], rows[:, Col.DEATH] = table.birth, table.death
    rows[:, Col.DIED_FROM], rows[:, Col.DIED_TO] = spans(table.death)
    rows[:, Col.BURIED_FROM], rows[:, Col.BURIED_TO] = spans(table.burial)
    rows[:, Col.POSTED] = spans(table.posted)[0]
    born = births(table.birth, table.age, rows[:, Col.DIED_FROM : Col.POSTED + 1])
    rows[:, Col.BORN_FROM], rows[:, Col.BORN_TO], rows[:, Col.PRECISION] = born


def _things(rows: Rows, table: Table, vocabulary: Vocabulary) -> None:
    numberings = iter(vocabulary.things)
    for col, texts, form in (
        (Col.REGION, table.region, normal.region),
        (Col.SETTLEMENT, table.settlement, normal.place),
        (Col.UNIT, table.unit, normal.words),
        (Col.BRANCH, table.branch, normal.words),
        (Col.RANK, table.rank, normal.words),
    ):
        rows[:, col] = next(numberings).coded(texts, form)
    for col, numbers in ((Col.EVIDENCE, table.evidence), (Col.TEXT, table.text), (Col.PHOTO, table.photo)):
        rows[:, col] = next(numberings).coded(numbers.tolist())
