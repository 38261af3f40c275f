"""From the lines of an inscription to the people it names: surname, given name, patronymic, and their dates."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from extract.photo.dates import dates
from extract.photo.lexicon import LEXICON
from extract.photo.life import life
from extract.photo.lines import Line, columns
from extract.photo.names import Part, given, is_family, is_formula, part, patronymic
from extract.photo.ocr import Word
from extract.photo.reading import Person, Reading, reading
from sinodik.records import Field

# Graves put the surname first, or alone above the rest; some put it last. Longer orders are tried first.
_ORDERS = (
    (Field.SURNAME, Field.GIVEN, Field.PATRONYMIC),
    (Field.GIVEN, Field.PATRONYMIC, Field.SURNAME),
    (Field.GIVEN, Field.PATRONYMIC),
    (Field.SURNAME, Field.GIVEN),
    (Field.GIVEN, Field.SURNAME),
)
_SURE_ENOUGH = 0.25  # below it, a short word is a scratch or a leaf


class _Token(NamedTuple):
    """A word that may be part of a name; ``value`` is how it should be written, ``row`` the line it stands in."""

    value: str
    word: Word
    row: int


def people(pieces: Sequence[Line], until: date) -> list[Person]:
    """Return who is named, each with what stands below the name; ``until`` is the day the photo was seen."""
    return [person for column in columns(pieces) for person in _column(column, until)]


def _column(rows: list[Line], until: date) -> Iterator[Person]:
    dated = [bool(dates(row.text, until)) for row in rows]
    names = list(_names(list(_tokens(rows)), dated))
    ends = [row for _, row in names[1:]] + [len(rows)]
    for (name, row), end in zip(names, ends, strict=False):  # no name: nothing to end
        yield [*name, *life(rows[row:end], until)]


def _tokens(rows: list[Line]) -> Iterator[_Token]:
    for number, row in enumerate(rows):
        if sum(is_formula(w.text) for w in row.words) > 1:
            continue  # an epitaph, or who put up the stone
        for word in row.words:
            value = part(word.text)
            if value and (word.confidence >= _SURE_ENOUGH or len(value) > 3):
                yield _Token(value, word, number)


def _names(tokens: list[_Token], dated: list[bool]) -> Iterator[tuple[Person, int]]:
    """Yield the names in a column, each with the row in which it begins; ``dated`` tells which rows hold dates."""
    while tokens:
        name = _name(tokens, has_dates=any(dated[tokens[0].row :]))
        if name:
            yield name, tokens[0].row
        tokens = tokens[max(1, len(name)) :]


def _name(tokens: list[_Token], *, has_dates: bool) -> Person:
    """Read the name that begins with the first token; empty if none does.

    Two words alone are a name only on a stone with dates: a mother's first name in an epitaph is not.
    """
    for order in _ORDERS:
        window = tokens[: len(order)]
        if len(window) == len(order) and _together(window) and (len(order) == 3 or has_dates):
            name = [_read(field, token, order) for field, token in zip(order, window, strict=True)]
            found = [r for r in name if r]
            if len(found) == len(order):
                return found
    return []


def _together(tokens: list[_Token]) -> bool:
    return all(b.row - a.row <= 2 for a, b in pairwise(tokens))


def _read(field: Field, token: _Token, order: tuple[Field, ...]) -> Reading | None:
    found: Part | None
    if field is Field.PATRONYMIC:
        found = patronymic(token.value, LEXICON)
    elif field is Field.GIVEN:
        found = given(token.value, LEXICON)
        if found is None and len(order) == 3:  # a name from afar: the patronymic after it says what it is
            found = Part(token.value, mended=True)
    else:
        plain = len(order) == 3 or is_family(token.value) or token.word.text.isupper()
        found = Part(token.value, mended=False) if plain else None
    return reading(field, found.value, token.word, mended=found.mended) if found else None
