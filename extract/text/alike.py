"""Items of a list that nothing but their neighbours makes names: "Белов Иван, Мышь Егор, Седов Олег".

What fills an item beside one that a name fills is a name written as that one is, whatever its words mean else.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extract.text.agreement import choose
from extract.text.document import Word
from extract.text.name import Name, Part
from extract.text.reading import UNKNOWN, WEAK, Reading
from extract.text.surroundings import Surroundings
from sinodik.names import capitalise
from sinodik.records import Field

S, G = Field.SURNAME, Field.GIVEN
# Items are parted by ends of lines, commas and the like; a mark or a number may lead them.
_LEAD = r"[^\w\n,;:/|«\"(]{0,6}(?:\d{1,3} ?[.)] ?)?"
_ITEM = re.compile(
    rf"(?P<mark>^|[,;:/|\n])(?={_LEAD}(?P<first>[А-ЯЁ][\w-]+) (?P<second>[А-ЯЁ][\w-]+)(?P<end>(?= *(?:[,;/|\n]|$))))"
)
_LEAST = 2  # names of the list that are read
_WORTH = 4.0


def alike(surroundings: Surroundings, names: Sequence[Name]) -> Iterator[Name]:
    """Yield what fills an item of a list beside a name of two parts, in the order that those parts have."""
    orders = {(name.start, name.end): tuple(part.field for part in name.parts) for name in names}
    if len(orders) < _LEAST:
        return
    items = list(_ITEM.finditer(surroundings.document.text))
    taken = {part.start for name in names for part in name.parts}
    for number, item in enumerate(items):
        if item.start("first") in taken or item.start("second") in taken:
            continue
        near = items[max(0, number - 1) : number] + items[number + 1 : number + 2]
        beside = [
            order
            for other in near
            if item["mark"] == other["mark"] or ":" in (item["mark"], other["mark"])
            if (order := orders.get((other.start("first"), other.end("second"))))
        ]
        if beside and set(beside) <= {(S, G), (G, S)}:
            yield from _as(surroundings, beside[0], item)


def _as(surroundings: Surroundings, order: tuple[Field, ...], item: re.Match[str]) -> Iterator[Name]:
    """Yield the name that an item is if its parts stand in this order, in the nominative."""
    every = surroundings.document.words
    first = bisect_left(every, item.start("first"), key=lambda word: word.start)
    words = every[first : first + 2]
    spans = [item.span("first"), item.span("second")]
    if [(w.start, w.end) for w in words] != spans or not all(map(surroundings.allows_name, (first, first + 1))):
        return
    options = [
        [r for r in _readings(surroundings, field, w) if r.case == "Nom"] for field, w in zip(order, words, strict=True)
    ]
    if choice := choose(options, frozenset()):
        parts = tuple(
            Part(field, r.nominative, w.start, w.end, min(r.confidence, UNKNOWN))
            for field, r, w in zip(order, choice.readings, words, strict=True)
        )
        yield Name(parts, "Nom", choice.readings[0].gender, _WORTH)


def _readings(surroundings: Surroundings, field: Field, word: Word) -> Sequence[Reading]:
    readings = surroundings.readings
    as_it_is = [Reading(capitalise(word.text), "Nom", gender, WEAK, 0.01) for gender in ("Masc", "Fem")]
    if field is S:
        return readings.any_surname(word.text, True) or as_it_is
    return readings.given(word.text) or readings.unknown_given(word.text)
