"""Whom somebody saved: «вынес двух танкистов», «прикрыл собой молодого лейтенанта» tells nothing of him."""

import re

_SAVED = re.compile(
    r"(?<![а-я])(?:прикры|закры|заслони|спас|вынес|вынос|вытас|вытащ|оттащ|подобра|вывел|вывез|эваку|перевяз|собой)[а-я]*"
    r"(?: [а-я]+){0,4} $"
)
_OBJECT = ("а", "я", "ов", "ей", "у", "ю", "го", "их", "ых")
_LEAD = 60  # characters from the verb to whom he saved


def is_rescued(low: str, begin: int, start: int, end: int) -> bool:
    """Tell whether the words at ``start:end`` are whom somebody saved, by the verb before them since ``begin``."""
    return low.endswith(_OBJECT, start, end) and bool(_SAVED.search(low, max(begin, start - _LEAD), start))
