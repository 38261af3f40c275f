"""A newer extractor may read the same post otherwise: what a person confirmed stays, and the difference is told."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from sinodik.records import Candidate, Claim, Decision, Field, Mention, PartialDate, State

Make, Decide, Compute = Callable[..., Mention], Callable[..., Decision], Callable[..., Any]
NAME = "Кедров Пётр Ильич"


def reread(mention: Mention, **values: object) -> Mention:
    """The same mention as a newer extractor reads it; None takes a claim away."""

    def claim(old: Claim) -> Claim | None:
        if old.field not in values:
            return old
        value = values[old.field]
        return None if value is None else msgspec.structs.replace(old, value=value)

    return msgspec.structs.replace(mention, version="2", claims=tuple(c for c in map(claim, mention.claims) if c))


@pytest.fixture
def confirmed(person: Make, decide: Decide, compute: Compute) -> tuple[Mention, Decision]:
    """A mention that was read as born in 1990, and confirmed so."""
    mention = person(NAME, birth="1990-02-01", rank="сержант")
    [seen] = compute([mention]).candidates
    return mention, decide(1, "confirm", [mention], values=seen.best)


# (what the newer extractor reads, the values that hold, a part of the warning)
READINGS = [
    ({}, {"birth": PartialDate(1990, 2, 1), "rank": "сержант"}, None),
    ({"birth": PartialDate(1991, 2, 1)}, {"birth": PartialDate(1990, 2, 1)}, "the birth as 1 февраля 1990"),
    ({"rank": None}, {"rank": "сержант"}, "the rank as «сержант»"),
    ({"surname": "Кедровский"}, {"surname": "Кедров"}, "the surname as «Кедров»"),
]


@pytest.mark.parametrize(("values", "hold", "warning"), READINGS, ids=["as before", "date", "gone", "name"])
def test_what_was_confirmed_holds(
    confirmed: tuple[Mention, Decision],
    compute: Compute,
    values: dict[str, object],
    hold: dict[str, object],
    warning: str | None,
) -> None:
    mention, decision = confirmed
    [today] = compute([reread(mention, **values)], [decision]).candidates
    assert today.state is State.CONFIRMED
    assert {f: today.value(Field(f)) for f in hold} == hold
    assert all(a.mentions == (mention.id,) for a in today.best)
    assert [c for c in today.conflicts if "Correct it" in c] == [c for c in today.conflicts if warning and warning in c]
    assert any(warning in c for c in today.conflicts) if warning else today.conflicts == ()


def test_what_is_new_waits_for_a_person(person: Make, decide: Decide, compute: Compute) -> None:
    mention = person(NAME, birth="1990-02-01")
    bare = reread(mention, birth=None)
    [seen] = compute([bare]).candidates
    [today] = compute([mention], [decide(1, "confirm", [bare], values=seen.best)]).candidates
    assert today.value(Field.BIRTH) is None
    assert "not known" in today.conflicts[0]


def test_a_correction_made_afterwards_counts(
    confirmed: tuple[Mention, Decision], decide: Decide, compute: Compute
) -> None:
    mention, decision = confirmed
    correction = decide(2, "correct", [mention], field=Field.BIRTH, value=PartialDate(1989))
    [today] = compute([mention], [decision, correction]).candidates
    assert today.value(Field.BIRTH) == PartialDate(1989)
    assert not any("Correct it" in c for c in today.conflicts)


def test_confirming_again_accepts_the_new_reading(
    confirmed: tuple[Mention, Decision], decide: Decide, compute: Compute
) -> None:
    mention, decision = confirmed
    newer = reread(mention, birth=PartialDate(1991))
    seen: Candidate = compute([newer]).candidates[0]
    [today] = compute([newer], [decision, decide(2, "confirm", [newer], values=seen.best)]).candidates
    assert today.value(Field.BIRTH) == PartialDate(1991)
    assert today.conflicts == ()
