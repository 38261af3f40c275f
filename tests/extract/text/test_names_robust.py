"""Whatever the text: names stand where they say they do, and reading takes work in proportion to its length."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.text import lexicon as lexicons
from extract.text import morphology as morphologies
from extract.text.callsigns import callsigns
from extract.text.document import Document
from extract.text.name import Name
from extract.text.names import NameFinder

MORPHOLOGY = morphologies.load()
FINDER = NameFinder(MORPHOLOGY, lexicons.load())

PIECES = st.one_of(
    st.sampled_from(
        "Иванов Сергей Петрович Мышь Саша ЛЁХА Ай-оол Тер-Погосян Ле оглы погиб рядовой с И. П. Н.П.".split()
    ),
    st.sampled_from([" ", "\n", ". ", ", ", "-", "«", "»", "— ", "(", "\u00ad", "и\u0306", "\u0301", "позывной "]),
    st.text("абвгеийлнорьяё", min_size=1, max_size=12).map(str.capitalize),
    st.text(max_size=5),
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


def check(document: Document, names: list[Name]) -> None:
    parts = [part for name in names for part in sorted(name.parts, key=lambda part: part.start)]
    end = 0
    for part in parts:
        assert end <= part.start < part.end <= len(document.text)
        span = document.span(part.start, part.end)
        assert 0 <= span.start < span.end <= len(document.source)
        assert Document(span.of(document.source)).text == document.text[part.start : part.end]
        assert part.value.strip()
        assert part.value not in part.others
        assert 0 < part.confidence <= 1
        end = part.end


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_names_stand_where_they_say(text: str):
    document = Document(text)
    names = FINDER.names(document, set(range(0, len(text), 7)))
    check(document, names)
    check(document, FINDER.press_names(document))
    for found in callsigns(document, names, MORPHOLOGY):
        assert found.value.lower() == document.text[found.start : found.end].lower()


@contextmanager
def calls() -> Iterator[Callable[[], int]]:
    """Count the calls of Python functions: a measure of work that no other program disturbs."""
    counted = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal counted
        counted += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield lambda: counted
    finally:
        sys.setprofile(before)


HOSTILE = {
    "one long word": "А" * 10_000,
    "one long small word": "а" * 10_000,
    "one long hyphen chain": "Иванов-" * 1_400,
    "initials": "А. Б. " * 1_600,
    "surnames": "Иванов Сорока Ким " * 550,
    "given names": "Сергей Анна Саша " * 600,
    "patronymics": "Петрович сергеевич " * 520,
    "capitals": "ИВАНОВ СЕРГЕЙ ПЕТРОВИЧ " * 430,
    "unknown words": " ".join(f"{a}{b}кт{c}б" for a in "БВГДЖЗКЛМН" for b in "аеиоуыэюя" for c in "абвгдежзик"),
    "deaths": "Погиб Бвкт Гджл " * 620,
    "quotation marks": "позывной «" * 1_000,
    "ages": "Иван Громов, 20 лет " * 500,
    "dashes": "Громов Иван — " * 700,
    "lines": "Громов\nИван\n" * 800,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_work_grows_with_the_text_only(text: str):
    finder = NameFinder(morphologies.load(), lexicons.load())
    document = Document(text)
    with calls() as counted:
        names = finder.names(document)
        list(callsigns(document, names, MORPHOLOGY))
    check(document, names)
    assert counted() < 100 * len(text)
