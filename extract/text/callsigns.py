"""Call signs: "позывной «Кедр»", "с позывным Кедр", "поз. «Кедр»", "Иван «Кедр» Громов", "«Кедр» — Иван Громов"."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.text.document import Document
from extract.text.found import Found
from extract.text.name import Name
from extract.text.tables import tables
from sinodik.names import capitalise
from sinodik.records import Field

_NAMED = "батальон|отряд|полк|бригад|рот[аеуы] |взвод|медал|орден|газет|групп|канал|служ|воева|завод"
_SIGN = r"[^\n«»\"“”„,.;:!?()#@/]{1,25}"
_QUOTED = rf"[«\"“„](?P<quoted>{_SIGN})[»\"”“]"
_WORD = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё\d]+)?(?: [А-ЯЁ][а-яё]+)?|[А-ЯЁ]{2,15}"
# What may stand before a call sign that is neither quoted nor after a dash: "позывной у него был Рахим".
_SMALL = (
    r"(?: (?:у|него|неё|нее|ему|ей|его|её|ее|был"
    r"|дали|взял|выбрал|получил|носил|сам|просто|тоже|такой|же|и|там|свой)(?![а-яё])"
    r"|, (?:конечно|понятно|естественно),?)"
)
# In quotation marks, or after a dash, it may be anything, and other words may stand between; else it is a word, or two
# with capitals.
_CALLED = re.compile(
    r"(?<![А-Яа-яё])[Пп](?:озывн(?:ой|ым|ого|ому)|оз\.)(?![А-Яа-яё])"
    rf"(?:(?:,? (?!{_NAMED})[а-яё]+){{0,5}},? ?[-–—:?]? ?{_QUOTED}"
    rf"|(?:,? [а-яё]+){{0,8}} ?[—–:?] ?(?P<told>{_WORD})(?=[ ]?[.,;!)\n]|$)"
    rf"|{_SMALL}{{0,5}} ?[-–—:]? ?"
    rf"(?P<bare>{_WORD}|(?<=й )[а-яё]{{3,12}}(?=[ ]?[.,;)\n]|$)))"
)
_BETWEEN = re.compile(rf" ?\(?{_QUOTED}\)? ?")
_BEFORE = re.compile(rf"(?:^|\n|[-–—•\d.)] ?)[ ]*{_QUOTED} ?[,–—-] ?$")
# «Олег Громов (он же «Француз»)», «Олег Громов («Циркач»)», «4) Громов Олег, «Циркач», 41 год».
_AFTER = re.compile(rf"(?P<lead>,? ?\(?(?:он|она) же | ?\(|, ){_QUOTED}(?=[),.]|$)")
# «Так и подписался: «Почтальон». Позывной.»
_ITSELF = re.compile(rf"{_QUOTED}[.,]? ?[—–(-]? ?(?:это |его |её |такой )?[Пп]озывной(?= ?(?:у него|его)?[.,;)!\n]|$)")
# «В роте звали его «Хомус»», «для своих он был «Хомус»», «в эфире — «Хомус»».
_AMONG_HIS = re.compile(
    r"(?<![А-Яа-яё])(?:[Вв] (?:роте|взводе|батальоне|бригаде|полку|отряде|эфире|части)"
    r"|[Нн]а (?:войне|фронте|передовой|позициях)|[Дд]ля (?:своих|ребят|пацанов|сослуживцев|боевых)"
    r"|[Сс]ослуживцы|[Пп]ацаны|[Бб]оевые (?:друзья|товарищи)|[Бб]ратья по оружию)"
    r"(?:(?: (?:все|его|её|ее|он|она|был[аи]?|звали|называли|знали|прозвали|помнят|как|просто)(?![а-яё]))+"
    rf" ?[-–—:]?| ?[–—:]) ?{_QUOTED}"
)
# «Сослуживец Андрей Р. с позывным «Дед» рассказал …»: not the one whom it is told of.
_ANOTHERS = re.compile(r"(?:сослужив|командир|комбат|ротн|взводн|однополчан)[^!?\n]{0,30}(?:с|под) $")
# Known names of units and companies are no call signs.
_NO_SIGN = re.compile(r"ахмат|вагнер|редут|шторм|барс|.*(?:[ыи]|ия)$", re.IGNORECASE)
_CONFIDENCE = 0.9
_BEFORE_WITHIN = 40  # characters
# What is said of a call sign is none: "позывной был дан", "позывной неизвестен".
_NOT_ONE = frozenset(
    "был была его отца деда брата командира неизвестен неизвестно неизвестный уточняется который"
    " получил взял дали".split()
)


def callsigns(document: Document, names: Sequence[Name] = ()) -> Iterator[Found]:
    """Yield every call sign; ``names`` are the names in the document, for those that stand inside or before one."""
    # A name after a bare call sign is no part of it: "позывной Кедр Громов Иван".
    starts = {part.start for name in names for part in name.parts}
    for match in _CALLED.finditer(document.text):
        group = str(match.lastgroup)
        start, end = match.span(group)
        first = document.text.find(" ", start, end)
        if group != "quoted" and first >= 0 and first + 1 in starts:
            end = first
        anothers = _ANOTHERS.search(document.low, document.sentence(match.start())[0], match.start())
        if start not in starts and document.low[start:end] not in _NOT_ONE and not anothers:
            yield _callsign(document, start, end)
    for match in (*_ITSELF.finditer(document.text), *_AMONG_HIS.finditer(document.text)):
        yield _callsign(document, *match.span("quoted"))
    yield from _in_tables(document)
    for name in names:
        gaps = ((a.end, b.start) for a, b in pairwise(name.parts))
        inside = (_BETWEEN.fullmatch(document.text, *gap) for gap in gaps)
        before = _BEFORE.search(document.text, max(0, name.start - _BEFORE_WITHIN), name.start)
        for found in (*inside, before, _after(document, name)):
            if found:
                yield _callsign(document, *found.span("quoted"))


def _after(document: Document, name: Name) -> re.Match[str] | None:
    """Return the call sign that stands behind a name, if it is not where he serves or writes."""
    match = _AFTER.match(document.text, name.end)
    if not match or " же " in match["lead"]:
        return match
    return None if " " in match["quoted"] or _NO_SIGN.match(match["quoted"]) else match


def _in_tables(document: Document) -> Iterator[Found]:
    """Yield the cells that a table's head calls call signs."""
    for table in tables(document) if "позывн" in document.low else ():
        for cell in re.finditer(rf"[^{re.escape(table.mark)}\n]+", document.text[: table.end]):
            if cell.start() >= table.start and "позывн" in table.called(document, cell.start()) and cell[0].strip():
                yield _callsign(document, *cell.span())


def _callsign(document: Document, start: int, end: int) -> Found:
    while document.text[start] == " ":
        start += 1
    written = document.text[start:end].rstrip()
    shouted = written.isupper() and len(written) > 4
    value = " ".join(capitalise(word) for word in written.split()) if shouted else written
    return Found(Field.CALLSIGN, value[:1].upper() + value[1:], start, start + len(written), _CONFIDENCE)
