"""What a trace says beside the quote itself."""

import pytest

from sinodik.cli.trace import _follow
from sinodik.records import Field, Reference, Span

NAME = "Кедров"
CASES = [
    ("Погиб Кедров. Копия: https://archive.is/aBcD1", "", ("https://archive.ph/aBcD1",)),
    ("Погиб Кедров. Копия делается: https://archive.ph/wip/aBcD1", "", ()),
    ("Погиб Кедров.", "https://archive.ph/aBcD1", ("https://archive.ph/aBcD1",)),
    ("Погиб Кедров. https://t.me/kedrovka/12", "", ()),
]


@pytest.mark.parametrize(("text", "origin", "copies"), CASES)
def test_only_finished_copies_are_shown(store, add_evidence, text: str, origin: str, copies: tuple[str, ...]) -> None:
    evidence = add_evidence(text, origin=origin)
    where = Span(text.index(NAME), text.index(NAME) + len(NAME))
    reference = Reference(
        field=Field.SURNAME,
        value=NAME,
        quote=NAME,
        where=where,
        mention="m1",
        evidence=evidence.id,
        payload=evidence.payload,
        url=evidence.url,
        publisher=evidence.publisher,
        posted=evidence.posted,
    )
    step = _follow(store, reference)
    assert step.holds
    assert step.copies == copies
