"""Columns: tables that spaces, commas or quotation marks make, written with bars as the others are.

::

    Село        Имя                Годы             Село       |Имя               |Годы
    Кедровка    Белов Пётр Ильич   1990–2023   →    Кедровка   |Белов Пётр Ильич  |1990–2023

    фамилия,имя,дата гибели                    →    фамилия|имя|дата гибели
    Белов,Пётр,02.05.2023                           Белов|Пётр|02.05.2023

    "Белов";"Пётр";"1990-05-02"                →     Белов | Пётр | 1990-05-02

    Фамилия     Белов                          →    Фамилия:    Белов
    Имя Пётр                                   →    Имя:Пётр
"""

import re
from itertools import groupby

_WIDE = re.compile(r"(?<=\S) {2,}(?=\S)")
_QUOTED = re.compile(r"^(?:\"[^\"\n]*\"(?:[;,|]|$)){2,}$", re.MULTILINE)
_LABELS = re.compile(r"(?:фамили[яие]|имя|отчество|фио|ф\.и\.о\.)$", re.IGNORECASE)
_LABELLED = re.compile(
    r"^(?P<label>фам(?:илия|\.)|имя|отч(?:ество|\.))(?P<gap> )(?=[А-ЯЁ])(?!\w+ и )", re.MULTILINE | re.IGNORECASE
)
_HEAD = re.compile(r"^[^\n,]{0,40}(?:фио|ф\. ?и\. ?о\.?|фамилия)[^\n]{0,200}$", re.MULTILINE | re.IGNORECASE)
_MARKS = re.compile("[|:]")
_ARROWS = re.compile(r"(?:[→⇒➡➔►▶](?<=\S .)|(?://|::|=>|->)(?<=\S ..))(?= \S)")
_LEAST = 2  # rows of a table


def in_columns(text: str) -> str:
    """Return the text, of the same length, with bars between the columns of its tables."""
    if '"' in text:
        text = _QUOTED.sub(lambda row: re.sub(r'[;,|](?="|$)', "|", row[0]).replace('"', " "), text)
    text = _ARROWS.sub(lambda mark: "|".ljust(len(mark[0])), text)
    if (labels := list(_LABELLED.finditer(text))) and len({label["label"].lower() for label in labels}) >= _LEAST:
        text = _LABELLED.sub(lambda line: line["label"] + ":", text)
    if head := _HEAD.search(text):
        text = _parted_by_commas(text, head)
    return _parted_by_spaces(text) if "  " in text else text


def _parted_by_commas(text: str, head: re.Match[str]) -> str:
    """Put bars for the commas of a table whose rows have as many as its head."""
    commas = head[0].count(",")
    if commas < _LEAST or head[0].endswith((".", ":")):
        return text
    rows = text[head.start() :].split("\n")
    last = next((at for at, row in enumerate(rows) if row.count(",") != commas), len(rows))
    if last <= _LEAST:
        return text
    return text[: head.start()] + "\n".join([*(row.replace(",", "|") for row in rows[:last]), *rows[last:]])


def _parted_by_spaces(text: str) -> str:
    rows = text.split("\n")
    at = 0
    for count, group in groupby(rows, key=lambda row: 0 if _MARKS.search(row) else len(_WIDE.findall(row))):
        table = list(group)
        if count and len(table) >= _LEAST:
            labelled = count == 1 and any(_LABELS.match(_WIDE.split(row)[0].strip()) for row in table)
            rows[at : at + len(table)] = [_barred(row, labelled=labelled) for row in table]
        at += len(table)
    return "\n".join(rows)


def _barred(row: str, *, labelled: bool) -> str:
    """Put a mark for a space of each gap: a colon right behind a label, a bar before a cell."""
    if labelled:
        return _WIDE.sub(lambda gap: ":" + " " * (len(gap[0]) - 1), row)
    return _WIDE.sub(lambda gap: " " * (len(gap[0]) - 1) + "|", row)
