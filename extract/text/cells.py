"""Cells: what stands bare in the rows of a list is what it is by standing so in most of them.

«Кедров Пётр, 34, Отрадное, мобилизованный»: where one row has a number of two figures alone between two marks, and so
have the others, it is an age; words with capitals alone are where he is from.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, pairwise

from extract.text.ages import Age
from extract.text.document import Document
from extract.text.place_starts import Start
from extract.text.rows import Named, Row, lines, series
from extract.text.tables import called, tables

_MARK = re.compile(r"[,;|()\n•]|\.(?= \d\d?\.\d\d)|(?<=\s)[/—–-](?=\s)")
# Figures part what is written without marks: "1990 г.р. Отрадное 5.02.2023".
_FIGURES = re.compile(rf"{_MARK.pattern}|\d[\d.]*(?: ?г\. ?р\.?| ?гр(?![а-я])| ?г\.| лет| года?)?")
_AGE = re.compile(r"\s*(\d\d)(?: ?(?:лет|года?|г\.))?[\s.]*")
_WORD = "[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)*"
_WORDS = re.compile(
    r"\s*(?P<of>из )?(?:(?:С|Д|П|Г|Х|СТ|ПОС|ДЕР)\. ?)?"
    rf"({_WORD}(?: {_WORD}){{0,2}}|[А-ЯЁ]{{3,}}(?:[ -][А-ЯЁ]{{3,}})?)[\s.]*"
)
_NO_PLACE = re.compile(
    r"мобилиз|добров|контракт|срочн|погиб|умер|убит|пропал|ранен|плен|вагнер|пехот|десант|росси|украин|рядов|ефрейт|сержант"
    r"|старшин|прапорщ|лейтенант|капитан|майор|полковн|матрос|мичман|водит|стрел|снайпер|танкист|посмертн|женат|холост|геро"
    r"|воин|боец|памят|слава|орден|медал"
)
_HOME = re.compile(
    r"место (?:рожд|жит|прож)|адрес|прожив|откуда|родом|нас\. ?пункт|населен"
    r"|сел[оа](?![а-я])|город|посел|деревн|регион|област"
    r"|место$|^н\.?[ /]?п\.?$"
)
# «Погибли: из Отрадного – Кедров Пётр, из Лугового – Белов Олег».
_LEAD = re.compile(rf"(?:^|[:;,.] |\n)[Ии]з ({_WORD}(?: {_WORD})?) ?[—–:-] ", re.MULTILINE)
_BEHIND = re.compile(r"[ ,—–-]{1,3}(\d\d) ?(?:лет|года?)(?![а-я])")  # "кедров пётр 30 лет"
_YOUNGEST, _OLDEST = 17, 70
# «11 — Кедровка, », «Кедровка: » before a row's name.
_LEADING = re.compile(
    rf"[^\w\n]*(?:\d{{1,2}}[^\w\n]{{1,4}})?(?P<of>[Ии]з )?({_WORD}(?: {_WORD}){{0,2}})(?:[:,;]| [—–-])\s*"
)
_FUNERALS = re.compile(r"похорон|прощан|провод|погреб|захорон|отпев")
_ABOVE = 200  # characters before a list
_LEAST, _AGED = 2, 0.3  # rows that have such a cell, and which share of all (at least half, if not an age) they are
_CONFIDENCE = 0.75


def bare_ages(document: Document, names: Sequence[Named]) -> Iterator[Age]:
    """Yield the ages of a list's rows: numbers of two figures that stand alone after the names of most of them."""
    for rows in _lists(document, names):
        cells = [cell for row in rows for cell in _cells(document, row, _MARK, _AGE)]
        cells += [cell for row in rows if (cell := _BEHIND.match(document.low, row.name_end, row.end))]
        cells = [cell for cell in cells if _YOUNGEST <= int(cell[1]) <= _OLDEST]
        if _are_usual(cells, rows, _AGED) and not _count_the_rows([int(cell[1]) for cell in cells]):
            yield from (Age(int(cell[1]), *cell.span(1)) for cell in cells)


def _count_the_rows(figures: Sequence[int]) -> bool:
    """Tell whether figures are the numbers of rows: each is one more than the one before."""
    return len(figures) > 1 and all(second - first == 1 for first, second in pairwise(figures))


def cell_starts(
    document: Document,
    names: Sequence[Named],
    may_be_bare: Callable[[str], bool],
    is_no_home: Callable[[str], bool],
) -> Iterator[Start]:
    """Yield where the cells of a list's rows begin that can but say where each is from.

    ``may_be_bare`` tells of words whether a settlement may be called so, ``is_no_home`` whether they are rather the
    place of a death or no place: where a third of a column is, the rest of it is too.
    """
    headed, starts = tables(document), {name.start for name in names}
    leads = [lead for lead in _LEAD.finditer(document.text) if lead.end() in starts]
    yield from (Start(lead.start(1), "Gen", _CONFIDENCE) for lead in leads if len(leads) >= _LEAST)
    for rows in lines(document, names, several=True) if len(names) >= _LEAST else ():
        yield from _before_names(document, rows, may_be_bare)
    for rows in _lists(document, names):
        yield from _before_names(document, rows, may_be_bare)
        cells = [
            cell
            for row in rows
            for cell in _cells(document, row, _FIGURES, _WORDS)
            if _may_be_home(document, row, cell)
        ]
        heads = [called(document, headed, cell.start(2)) for cell in cells]
        if not any(heads):
            doubted = 3 * sum(is_no_home(cell[2]) for cell in cells) >= len(cells)
            cells = cells if not doubted and _are_usual(cells, rows) else []
        elif any(map(_HOME.search, heads)):
            cells = [cell for cell, head in zip(cells, heads, strict=True) if _HOME.search(head)]
        else:
            cells = []
        yield from (Start(cell.start(2), "Gen" if cell["of"] else "Nom", _CONFIDENCE, closed=True) for cell in cells)


def _before_names(document: Document, rows: Sequence[Row], may_be_bare: Callable[[str], bool]) -> Iterator[Start]:
    """Yield where rows begin with a place: «11 — Кедровка, Кедров Пётр», but not in a list of funerals."""
    if _FUNERALS.search(document.low, max(0, rows[0].start - _ABOVE), rows[0].start):
        return
    cells = [
        cell
        for row in rows
        if (cell := _LEADING.fullmatch(document.text, row.start, row.name_start)) and _may_be_home(document, row, cell)
    ]
    cells = [cell for cell in cells if may_be_bare(cell[2])]
    if _are_usual(cells, rows):
        yield from (Start(cell.start(2), "Gen" if cell["of"] else "Nom", _CONFIDENCE) for cell in cells)


def _may_be_home(document: Document, row: Row, cell: re.Match[str]) -> bool:
    """Tell whether a cell's words are none that lists tell of besides; in capitals only where the name is, too."""
    shouted = cell[2].isupper() and not document.text[row.name_start : row.name_start + 4].isupper()
    return not (shouted or _NO_PLACE.search(document.low, *cell.span(2)))


def _lists(document: Document, names: Sequence[Named]) -> Iterator[list[Row]]:
    if len(names) >= _LEAST:
        yield from (rows for rows in chain(series(document, names), lines(document, names)) if len(rows) >= _LEAST)


def _cells(document: Document, row: Row, mark: re.Pattern[str], form: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield the cells of a row that have a form, but for what no mark parts from the name."""
    if (bar := document.text.rfind("|", row.start, row.name_start)) >= 0:
        begin = max(row.start, document.text.rfind("|", row.start, bar) + 1)
        if cell := form.fullmatch(document.text, begin, bar):
            yield cell
    marks = [*(m.span() for m in mark.finditer(document.text, row.name_end, row.end)), (row.end, row.end)]
    for (_, start), (end, _) in pairwise(marks):
        if cell := form.fullmatch(document.text, start, end):
            yield cell


def _are_usual(cells: Sequence[re.Match[str]], rows: Sequence[Row], share: float = 0.5) -> bool:
    having = sum(any(row.start <= cell.start() < row.end for cell in cells) for row in rows)
    return having >= max(_LEAST, len(rows) * share)
