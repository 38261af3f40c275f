"""What was read for one field, still in pixels of the picture that was read."""

from collections.abc import Sequence
from typing import NamedTuple

from extract.photo.ocr import Word
from sinodik.records import Field, PartialDate

_MENDED = 0.8  # a value that needed no mending is that much surer


class Reading(NamedTuple):
    """One value of one field, the words as read with their box, and how sure the value is (0 to 1)."""

    field: Field
    value: str | PartialDate
    word: Word
    confidence: float


Person = Sequence[Reading]


def reading(field: Field, value: str | PartialDate, word: Word, *, mended: bool) -> Reading:
    """Make a reading; one that was mended is less sure than its word."""
    return Reading(field, value, word, word.confidence * (_MENDED if mended else 1))
