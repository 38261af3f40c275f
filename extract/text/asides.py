"""What stands inside a name and is no part of it: Виктор «Бахча» Громов, Кедрова (Белая) Анна, Ринат абый Закиров."""

import copy
import re
from bisect import bisect_left

from extract.text.document import Document
from extract.text.readings import Readings

# Between two words with capitals: a call sign in quotation marks, a maiden name or a call sign in brackets.
_ASIDE = re.compile(
    r"(?<![А-Яа-яЁё-])(?P<before>[А-ЯЁ][А-Яа-яЁё-]+) "
    r"(?P<aside>\(?[«\"“„][^\n«»\"“”„()]{1,25}[»\"”“]\)?|\([А-ЯЁ][А-Яа-яЁё-]{2,20}\)"
    r"|апа(?:й|я|ю)?|абый|абзый|ағай|агай|бабай|хаджи|хазрат|ханым|эфенди) (?P<after>[А-ЯЁ][А-Яа-яЁё-]+)"
)
_MAY = re.compile(r"[(«“„\"]|[А-ЯЁ][а-яё]+ (?:апа|аб[ыз]|а[гғ]ай|баба|хадж|хазр|хан|эфе)")


def without_asides(document: Document, readings: Readings) -> Document:
    """Return the document without the words that stand inside names; all else, and every offset, is as it was."""
    if not _MAY.search(document.text):
        return document
    dropped: set[int] = set()
    starts: list[int] = []
    for match in _ASIDE.finditer(document.text):
        if _is_name(match["before"], readings) or _is_name(match["after"], readings):
            starts = starts or [word.start for word in document.words]
            dropped.update(range(*(bisect_left(starts, place) for place in match.span("aside"))))
    if not dropped:
        return document
    seen = copy.copy(document)
    seen.__dict__["words"] = [word for number, word in enumerate(document.words) if number not in dropped]
    return seen


def _is_name(word: str, readings: Readings) -> bool:
    return bool(readings.given(word) or readings.patronymic(word))
