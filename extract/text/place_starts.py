"""Where a place may begin, and what is asked of it there."""

import re
from typing import NamedTuple

from extract.text.kinds import kind_at

# «в нашем посёлке», «в поморском селе», «коренной житель старинного города».
_ADJECTIVES = re.compile(r"(?:(?:[а-я-]+(?:ого|его|ом|ем|ой|ей|ая|ую|ый|ий|ое|ее)|наш|свой) ){1,2}")
_KIND_BEFORE = re.compile(r"(?<![а-я])(?=хутор|сел[аео]|дерев|посел|город|станиц|аул|[сдпх]\.|ст-ц)")


class Start(NamedTuple):
    """Where a place may begin, the case that is asked of it, how sure the words before are, what may stand there.

    ``bare``: a settlement without a word for its kind. ``whole``: the place fills what stands between two separators.
    ``shared``: it is told of everybody named after it. ``noun``: the place is only meant («житель района»).
    """

    at: int
    case: str
    confidence: float
    bare: bool = True
    whole: bool = False
    shared: bool = False
    noun: str = ""
    closed: bool = False  # punctuation must follow
    together: bool = False  # of all the dead
    opens: bool = False  # of all the dead, if none of them is named before
    told_at: int | None = None  # where the text refers to the place
    towns: bool = True  # False: no settlement without a word for its kind, however well known


def kinds(low: str, begin: int, end: int) -> list[int]:
    """Return where the words for kinds of settlements stand."""
    return [m.start() for m in _KIND_BEFORE.finditer(low, begin, end) if kind_at(low, m.start())]


def past_adjectives(low: str, at: int) -> int:
    """Return where a word for a kind of settlement stands behind adjectives, or the position itself."""
    adjectives = _ADJECTIVES.match(low, at)
    if not adjectives or low.startswith("улус", adjectives.end()):
        return at  # «житель Сунтарского улуса Якутии»
    return adjectives.end() if kind_at(low, adjectives.end()) else at
