"""Places on cards and in lists: "Иванов Пётр, 1990 г.р., г. Кедровск", "АХТЫНСКИЙ РАЙОН" over a list of names.

A place counts there if it fills what stands between two separators.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from extract.text.document import Document
from extract.text.found import Found
from extract.text.kinds import kind_at
from extract.text.origins import Start
from sinodik.records import Field

# Bounded: a text of line breaks or number signs alone must not be walked through from each of them.
_SEPARATOR = re.compile(
    r"(?:[,;(—–:|\n]|[.!?…] |[^\w\s,.;:!?«»\"()'„“”/-]{1,8})\s{0,40}(?:из )?(?=[А-ЯЁа-яё])|^(?=[А-ЯЁа-яё])"
)
_CLOSED = re.compile(r"[»\"”)]* ?(?:$|[\n.;)(:|—–]|,(?! ?(?:ул|пр|пер|д|дом|кладб)\b)|[^\w\s,.;:!?«»\"()'„“”/-])")
_ELSEWHERE = re.compile(
    r"хорон|прощан|отпева|панихид|церемони|состоит|погреб|кладбищ"
    r"|погиб[а-я]* (?:\d\d? [а-я]+ (?:\d{4} (?:г\. ?|года )?)?"
    r"|\d\d?\.\d\d\.\d{2,4} (?:г\. ?|года )?)?"
    r"(?:в|во|под|на|у|при|около|за) (?!ходе|время|бо|сво|зон|недел"
    r"|месяц|сутки|год|день|дни|послед|эт|прошл)"
    r"|администраци|глав[аы] |правительств|губернатор|министр|военком|управлени|управа|пресс-служб"
    r"|фото|источник|адрес|редакци|(?<![а-я])ул\."
    r"|ранен|госпитал|школ|казач|(?<![\d.])\d{1,2}[:.]\d\d[, ]*$"
)
_CARD_WORDS = re.compile(
    r"\d|позывн|мобилиз|добров|контракт|срочник|погиб|рядов|сержант|лейтенант|ефрейт|родил|уроженец"
    r"|здесь жил|там жил|все это —"
)
_LETTER = re.compile("[а-я]")
_HEADS = 34  # characters between a heading and the name under it
_CARD, _HEADING = 0.8, 0.85


def card_starts(document: Document, name_starts: Collection[int]) -> Iterator[Start]:
    """Yield where a place may stand between separators."""
    low, text = document.low, document.text
    for separator in _SEPARATOR.finditer(text):
        at = separator.end()
        if at not in name_starts and (text[at].isupper() or kind_at(low, at)):
            yield Start(at, "Nom", _CARD, bare=False, whole=True)


def is_elsewhere(document: Document, at: int) -> bool:
    """Tell whether the words before a place make it that of a death, a burial or an office."""
    line = document.low.rfind("\n", 0, at) + 1
    begin = max(line, document.sentence(at)[0]) if at - line > 80 else line
    return bool(_ELSEWHERE.search(document.low, begin, at))


def is_closed(document: Document, end: int) -> bool:
    """Tell whether a separator stands after a position."""
    return bool(_CLOSED.match(document.low, end))


def is_card(document: Document, start: int, end: int, name_ends: Collection[int]) -> bool:
    """Tell whether a place stands alone in its line, or beside what a card tells."""
    low = document.low
    begin, stop = low.rfind("\n", 0, start) + 1, low.find("\n", end)
    stop = len(low) if stop < 0 else stop
    rest = low[begin:start] + " " + low[end:stop]
    if low[end : end + 2].lstrip(")").startswith(":"):
        return True
    return not _LETTER.search(rest) or bool(_CARD_WORDS.search(rest)) or any(begin <= e <= stop for e in name_ends)


def with_reach(document: Document, found: Sequence[Found], name_starts: Collection[int]) -> list[Found]:
    """Give the headings of lists their reach: to the next heading of the same kind or a higher one."""
    starts = sorted(name_starts)
    heads = [place for place in found if _is_heading(document, place, starts)]
    if not heads:
        return list(found)
    spans = {(head.field, head.start): _reach(document, head, heads) for head in heads}
    return [place._replace(reach=spans.get((place.field, place.start), place.reach)) for place in found]


def _is_heading(document: Document, place: Found, name_starts: Sequence[int]) -> bool:
    if place.field is Field.SETTLEMENT:
        return False  # «… 24 года, д. Кедровка» ends the line of one
    before = document.text[: place.start].rstrip(" («#")
    begins = (
        not before
        or document.text[len(before) : place.start].count("\n") > 0
        or before[-1] in "\n.!:"
        or (before[-1] > "\u2000" and before[-1] not in "—–")
    )
    index = bisect_left(name_starts, place.end)
    if not begins or index == len(name_starts):
        return False
    between = document.text[place.end : name_starts[index]]
    return len(between) <= _HEADS and bool(re.match(r"[)»]?\s*(?:[.:\n]|[—–] |\n)", between)) and "," not in between


def _reach(document: Document, head: Found, heads: Sequence[Found]) -> int:
    order = (Field.REGION, Field.DISTRICT, Field.SETTLEMENT)
    level = order.index(head.field)
    ends = [other.start for other in heads if other.start > head.end and order.index(other.field) <= level]
    return min(ends, default=len(document.text))
