import pytest
from hypothesis import given, strategies

from review.highlight import KINDS, LONG, segments, window
from sinodik.records import Box, Claim, Field, Span

TEXT = "ст. с-т Берестов Пётр, 1990"


def claim(field: Field, start: int, end: int) -> Claim:
    return Claim(field, "x", TEXT[start:end], Span(start, end))


CASES = [
    ("nothing read", [], [(TEXT, "")]),
    ("one", [claim(Field.SURNAME, 8, 16)], [("ст. с-т ", ""), ("Берестов", "surname"), (" Пётр, 1990", "")]),
    ("the whole text", [claim(Field.SURNAME, 0, 27)], [(TEXT, "surname")]),
    (
        "side by side",
        [claim(Field.RANK, 0, 7), claim(Field.SURNAME, 7, 16)],
        [("ст. с-т", "rank"), (" Берестов", "surname"), (" Пётр, 1990", "")],
    ),
    (
        "overlapping",
        [claim(Field.RANK, 0, 16), claim(Field.SURNAME, 8, 21)],
        [("ст. с-т ", "rank"), ("Берестов", "rank+surname"), (" Пётр", "surname"), (", 1990", "")],
    ),
    ("beyond the end", [claim(Field.BIRTH, 23, 99)], [("ст. с-т Берестов Пётр, ", ""), ("1990", "birth")]),
    ("a box is not in the text", [Claim(Field.SURNAME, "x", "x", Box("0" * 64, 0, 0, 1, 1))], [(TEXT, "")]),
]


@pytest.mark.parametrize(("what", "claims", "expected"), CASES, ids=[c[0] for c in CASES])
def test_text_is_cut_at_the_quotes(what: str, claims: list[Claim], expected: list[tuple[str, str]]) -> None:
    cut = segments(TEXT, claims)
    assert [(s.text, "+".join(s.fields)) for s in cut] == expected
    assert "".join(s.text for s in cut) == TEXT


def test_every_field_has_a_colour() -> None:
    assert set(KINDS) == set(Field)


def test_a_long_text_is_shown_around_its_quotes() -> None:
    words = "слово " * 400
    text = words + "Берестов" + " слово" * 400
    quoted = [Claim(Field.SURNAME, "Берестов", "Берестов", Span(len(words), len(words) + 8))]
    view = window(text, quoted)
    assert view.end - view.start < LONG
    assert "Берестов" in view.of(text)
    assert text[view.start - 1] == " " == text[view.end], "cut between words"
    assert "".join(s.text for s in segments(text, quoted, view)) == view.of(text)


def test_a_short_text_is_shown_whole() -> None:
    assert window(TEXT, []) == Span(0, len(TEXT))


def test_a_long_text_without_spaces_or_quotes_is_cut_all_the_same() -> None:
    assert 0 < window("а" * 5000, []).end < 1000


SPANS = strategies.lists(strategies.tuples(strategies.integers(0, 40), strategies.integers(1, 20)), max_size=8)


@given(strategies.text(max_size=40), SPANS)
def test_no_letter_is_lost_or_doubled_whatever_the_spans(text: str, spans: list[tuple[int, int]]) -> None:
    claims = [Claim(Field.RANK, "x", "x", Span(at, at + length)) for at, length in spans]
    cut = segments(text, claims)
    assert "".join(s.text for s in cut) == text
    marked = sum(len(s.text) for s in cut if s.fields)
    assert marked == sum(any(at <= i < at + length for at, length in spans) for i in range(len(text)))
