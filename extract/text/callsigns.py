"""Call signs: "позывной «Кедр»", "с позывным Кедр", "поз. «Кедр»", "Иван «Кедр» Громов", "«Кедр» — Иван Громов"."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.text.document import Document
from extract.text.found import Found
from extract.text.name import Name
from sinodik.names import capitalise
from sinodik.records import Field

_SIGN = r"[^\n«»\"“”„,.;:!?()#@/]{1,25}"
_QUOTED = rf"[«\"“„](?P<quoted>{_SIGN})[»\"”“]"
# In quotation marks it may be anything, and words may stand between; else it is a word, or two with capitals.
_CALLED = re.compile(
    rf"(?<![А-Яа-яё])[Пп](?:озывн(?:ой|ым|ого|ому)|оз\.)(?![А-Яа-яё])(?:(?: [а-яё]+){{0,3}} ?[-–—:]? ?{_QUOTED}"
    r"|(?: (?:был|его|её|ее|у него))? ?[-–—:]? ?"
    r"(?P<bare>[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё\d]+)?(?: [А-ЯЁ][а-яё]+)?|[А-ЯЁ]{2,15}"
    r"|(?<=й )[а-яё]{3,12}(?=[ ]?[.,;)\n]|$)))"
)
_BETWEEN = re.compile(rf" ?\(?{_QUOTED}\)? ?")
_BEFORE = re.compile(rf"(?:^|\n|[-–—•\d.)] ?)[ ]*{_QUOTED} ?[,–—-] ?$")
_CONFIDENCE = 0.9
_BEFORE_WITHIN = 40  # characters
# What is said of a call sign is none: "позывной был дан", "позывной неизвестен".
_NOT_ONE = frozenset("был была его неизвестен неизвестно неизвестный уточняется который получил взял дали".split())


def callsigns(document: Document, names: Sequence[Name] = ()) -> Iterator[Found]:
    """Yield every call sign; ``names`` are the names in the document, for those that stand inside or before one."""
    # A name after a bare call sign is no part of it: "позывной Кедр Громов Иван".
    starts = {part.start for name in names for part in name.parts}
    for match in _CALLED.finditer(document.text):
        group = "quoted" if match["quoted"] else "bare"
        start, end = match.span(group)
        first = document.text.find(" ", start, end)
        if group == "bare" and first >= 0 and first + 1 in starts:
            end = first
        if start not in starts and document.low[start:end] not in _NOT_ONE:
            yield _callsign(document, start, end)
    for name in names:
        gaps = ((a.end, b.start) for a, b in pairwise(name.parts))
        inside = (_BETWEEN.fullmatch(document.text, *gap) for gap in gaps)
        before = _BEFORE.search(document.text, max(0, name.start - _BEFORE_WITHIN), name.start)
        for found in (*inside, before):
            if found:
                yield _callsign(document, *found.span("quoted"))


def _callsign(document: Document, start: int, end: int) -> Found:
    while document.text[start] == " ":
        start += 1
    written = document.text[start:end].rstrip()
    shouted = written.isupper() and len(written) > 4
    value = " ".join(capitalise(word) for word in written.split()) if shouted else written
    return Found(Field.CALLSIGN, value[:1].upper() + value[1:], start, start + len(written), _CONFIDENCE)
