"""Tables: what the line over a table's rows calls the cell that something stands in.

«ФИО | Дата рождения | Дата гибели | Откуда», and under it a line for each person with as many bars (or semicolons, or
tabs, which the cleaned text has as bars).
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extract.text.dates import DateFound
from extract.text.document import Document
from extract.text.found import Found
from sinodik.records import Field

_HEAD = re.compile(r"^(?=[^\n]{0,240}(?:фио|ф\. ?и\. ?о|фамили|(?<![а-я])имя))[^\n]{0,240}?([|;])[^\n]*$", re.MULTILINE)
_ROLES = (
    (re.compile(r"похор|погреб|прощан|захорон"), Field.BURIAL),
    (re.compile(r"гибел|смерт|погиб"), Field.DEATH),
    (re.compile(r"рожд|родил|(?:^|дата )р\.?$|г\. ?р|^д\.? ?р"), Field.BIRTH),
    (re.compile(r"мобилиз"), Field.MOBILISED),
)
# «Год выпуска», «дата контракта»: days that are nobody's birth and nobody's death.
_ELSE = re.compile(
    r"выпуск|(?<![а-я])вып(?![а-я])|оконч|класс|учеб|школ|контракт|наград|награж|приказ|указ|стаж|служб|обновл|отпуск"
)
_ADJECTIVE = re.compile(r"[А-ЯЁ][а-яё-]+(?:ий|ый|ой)")
_NEUTER = re.compile(r"[А-ЯЁ][а-яё-]+[ое]е(?: [а-яё]+[ое]е)*")
_CONFIDENCE = 0.85


class Table(NamedTuple):
    """Where the rows of a table stand, by what their cells are parted, and what the head calls each."""

    start: int
    end: int
    mark: str
    head: Sequence[str]

    def called(self, document: Document, position: int) -> str:
        """Return what the head calls the cell at a position."""
        line = document.low.rfind("\n", 0, position) + 1
        cell = document.low.count(self.mark, line, position)
        return self.head[cell] if cell < len(self.head) else ""


def tables(document: Document) -> list[Table]:
    """Return the tables that have a head; in it nothing is told of anybody."""
    found: list[Table] = []
    low = document.low
    for line in _HEAD.finditer(low):
        first, *others = line[0].split(line[1])
        # «Список погибших, форма: ФИО; возраст»
        head = [first.rpartition(":")[2].strip(), *(cell.strip() for cell in others)]
        stop = line.end()
        while stop < len(low) and line[1] in low[stop + 1 : (end := _line_end(low, stop + 1))]:
            stop = end
        if stop > line.end() and not any(c.isdigit() for cell in head for c in cell):
            found.append(Table(line.end() + 1, stop, line[1], head))
    return found


def called(document: Document, found: Sequence[Table], position: int) -> str:
    """Return what a table's head calls the cell at a position, in lower case; "" outside tables."""
    return next((t.called(document, position) for t in found if t.start <= position < t.end), "")


def role(document: Document, found: Sequence[Table], position: int) -> Field | None:
    """Return of what a date at a position is the date by its table's head."""
    head = called(document, found, position)
    return next((field for words, field in _ROLES if words.search(head)), None)


def told_of_else(document: Document, found: Sequence[DateFound]) -> set[int]:
    """Return where the dates start that stand in cells whose head tells of something else than a life's days."""
    headed = tables(document) if found and _ELSE.search(document.low) else ()
    starts = [one.start for one in found] if headed else ()
    heads = {start: called(document, headed, start) for start in starts}
    return {start for start, head in heads.items() if _ELSE.search(head) and not role(document, headed, start)}


def told_by_heads(document: Document) -> Iterator[Found]:
    """Yield what stands in cells whose head alone says what it is: districts («Кедровский»), cemeteries («Южное»)."""
    for table in tables(document):
        for cell in re.compile(rf"(?<![^{table.mark}\n ])[^{table.mark}\n ][^{table.mark}\n]*").finditer(
            document.text, table.start, table.end
        ):
            head, value = table.called(document, cell.start()), cell[0].strip()
            end = cell.start() + len(value)
            if head == "район" and _ADJECTIVE.fullmatch(value):
                yield Found(Field.DISTRICT, f"{value} район", cell.start(), end, _CONFIDENCE)
            if "кладбищ" in head and _NEUTER.fullmatch(value):
                yield Found(Field.CEMETERY, f"{value} кладбище", cell.start(), end, _CONFIDENCE)


def _line_end(low: str, position: int) -> int:
    stop = low.find("\n", position)
    return len(low) if stop < 0 else stop
