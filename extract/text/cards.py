"""Places on cards and in lists: "Иванов Пётр, 1990 г.р., г. Кедровск", "АХТЫНСКИЙ РАЙОН" over a list of names.

A place counts there if it fills what stands between two separators.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from extract.text.document import Document
from extract.text.found import Found
from extract.text.kinds import kind_at
from extract.text.place_starts import Start
from sinodik.records import Field

# Bounded: a text of line breaks or number signs alone must not be walked through from each of them.
_SEPARATOR = re.compile(
    r"(?:[,;(—–:|\n]|[.!?…] |(?<= )/|[^\w\s,.;:!?«»\"()'„“”/-]{1,8})\s{0,40}(?:из )?(?=[А-ЯЁа-яё])|^(?=[А-ЯЁа-яё])"
)
_CLOSED = re.compile(
    r"[»\"”)]* {0,40}(?:$|[\n.;)(:|—–]|/ |\d|,(?! ?(?:ул|пр|пер|д|дом|кладб)\b)|[^\w\s,.;:!?«»\"()'„“”/-])"
)
_CARD_WORDS = re.compile(
    r"\d|позывн|мобилиз|добров|контракт|срочник|погиб|рядов|сержант|лейтенант|ефрейт|родил|уроженец"
    r"|здесь жил|там жил|все это —"
)
_OF_A_PERSON = re.compile(r"г\. ?р|год[ау]? рожд|(?<!\d)\d\d (?:лет|год)|\d\d?\.\d\d?\.\d{2,4}")
_KIND = re.compile(r"(?<![а-я])(?:[сдпгх]|сел|пос|дер|ст)\. ?$")
_DAY = re.compile(r"(?<![\d.])\d\d\.\d\d(?!\d)")
_LETTER = re.compile("[а-я]")
_HEADS = 34  # characters between a heading and the name under it
_LEADS = re.compile(r"\)?(?: ?\(\d+(?: [а-я]+\.?)?\) ?)?:")  # "Кедровка (2): …"
_CARD, _HEADING = 0.8, 0.85


def card_starts(document: Document, name_starts: Collection[int]) -> Iterator[Start]:
    """Yield where a place may stand between separators."""
    low, text = document.low, document.text
    for separator in _SEPARATOR.finditer(text):
        at = separator.end()
        if _KIND.search(low, max(0, at - 6), at):
            continue  # «с. Крым» is no region
        if at not in name_starts and (text[at].isupper() or kind_at(low, at)):
            yield Start(at, "Nom", _CARD, bare=False, whole=True)


def is_closed(document: Document, end: int) -> bool:
    """Tell whether a separator stands after a position."""
    return bool(_CLOSED.match(document.low, end))


def is_card(document: Document, start: int, end: int, name_ends: Collection[int], *, town: bool = False) -> bool:
    """Tell whether a place stands alone in its line, or beside what a card tells.

    Of a ``town``, which nothing says to be a place, more is asked: a person must be named or told of in its sentence.
    """
    low = document.low
    begin, stop = low.rfind("\n", 0, start) + 1, low.find("\n", end)
    stop = len(low) if stop < 0 else stop
    rest = low[begin:start] + " " + low[end:stop]
    if _LEADS.match(low, end):
        return True
    if town and _LETTER.search(rest):
        first, last = document.sentence(start)
        if not _LETTER.search(low[first:start] + low[end:last]):
            return bool(_OF_A_PERSON.search(rest) or _DAY.search(rest))  # «36 лет. Самара.»
        return bool(_OF_A_PERSON.search(low, first, last)) or any(first <= e <= start for e in name_ends)
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
