"""Lists in which only some are dead: a mark says who, or "посмертно" beside some of the awards."""

import re
from collections.abc import Mapping

from extract.text.cue import CuePattern
from extract.text.lists import begins_line
from extract.text.standing import Standing, Words

# "* — погибшие", "звёздочкой (*) обозначены награждённые посмертно".
_SIGNS, _FALLEN = "[*✝†☦★☆●■▲⭐✯]", "(?:погиб|посмертн|павши|пали(?![а-я])|умерши|не вернувши|нет в живых)"
_SIGN = re.compile(_SIGNS)
_LEGEND = re.compile(
    rf"(?<!\w )({_SIGNS})\)? ?[—–-] ?(?:[а-я]+ ){{0,4}}{_FALLEN}"
    rf"|({_SIGNS})[^\n]{{0,12}}(?:обознач|отмеч|помеч|выделен)[^.\n]{{0,60}}{_FALLEN}"
)
_AWARD = re.compile(r"(?<![а-я])(?:орден|медал|крест|герой росси)")
_POSTHUMOUS = re.compile(r"(?<![а-я])посмертн|\(посм")
_AWARDED = re.compile(r"^[^\n]{0,90}(?:орден|медал)[^\n]{0,60}посмертно", re.MULTILINE)


class Marks:
    """The gates that leave the living of such lists out."""

    def __init__(self, cues: Mapping[str, CuePattern]) -> None:
        self._cues = cues

    def is_unmarked(self, place: Standing) -> Words | None:
        """Stands in a list that marks the dead, and is not marked."""
        low = place.document.low
        words = legend(low) if begins_line(place.document, place.name.start) else None
        return None if words is None or sign(words) in _line(low, place.name.start) else words.span()

    def is_awarded_alive(self, place: Standing) -> Words | None:
        """Stands in a list of the awarded of whom some are so after death, and this person is not."""
        low = place.document.low
        listed = begins_line(place.document, place.name.start) and _AWARD.search(_line(low, place.name.start))
        if not listed or _POSTHUMOUS.search(_line(low, place.name.start)):
            return None
        late = _AWARDED.search(low)
        if late is None or any(self._cues[cue].search(low, 0, late.start()) for cue in ("death", "collective")):
            return None
        return late.span()


def legend(low: str) -> re.Match[str] | None:
    """Return the words of a text that say what mark the dead of its list bear."""
    return _LEGEND.search(low) if _SIGN.search(low) else None


def bears_the_mark(low: str, position: int, sign: str) -> bool:
    """Tell whether the line around a position bears a mark."""
    return sign in _line(low, position)


def sign(words: re.Match[str]) -> str:
    """Return the mark that a legend explains."""
    return str(words[1] or words[2])


def _line(low: str, position: int) -> str:
    """Return the line around a position."""
    start, end = low.rfind("\n", 0, position) + 1, low.find("\n", position)
    return low[start : end if end >= 0 else len(low)]
