"""A few new mentions in a large workspace: only what they touch is computed, and the outcome is that of a full run."""

from collections.abc import Callable, Sequence
from itertools import combinations

import pytest
from msgspec.structs import replace

from dedupe.run import dedupe
from sinodik.records import Evidence, Field, Mention
from sinodik.settings import Settings
from sinodik.store import Store

SETTINGS = Settings()
STRANGER = {Field.SURNAME: "Щукарь", Field.GIVEN: "Вениамин", Field.PATRONYMIC: "Ефимович"}
ENOUGH = 400  # so that weights are learnt, as they are in a large workspace


@pytest.fixture(scope="module")
def people(invent: Callable) -> tuple[list[Mention], list[Evidence]]:
    mentions, evidence, _ = invent(31, 300)
    return mentions, list(evidence.values())


def put(store: Store, mentions: Sequence[Mention], evidence: Sequence[Evidence]) -> None:
    by_evidence = {m.evidence: m for m in mentions}
    with store.transaction():
        store.evidence.add([e for e in evidence if e.id in by_evidence])
        for id_, mention in by_evidence.items():
            store.mentions.replace(id_, "test", "1", [mention])


def together(store: Store) -> set[tuple[str, str]]:
    return {pair for c in store.candidates.all() for pair in combinations(c.mentions, 2)}


def test_newcomers_end_up_where_a_full_run_puts_them(store: Store, people: tuple) -> None:
    mentions, evidence = people
    put(store, mentions[25:], evidence)
    before = dedupe(store, SETTINGS, enough=ENOUGH)
    put(store, mentions[:25], evidence)
    steps: list[str] = []
    after = dedupe(store, SETTINGS, lambda done, total, what: steps.append(what), enough=ENOUGH)
    assert "comparing" not in steps  # not begun anew
    assert (before.weights, after.mentions) == ("learnt", len(mentions))
    assert {m for c in store.candidates.all() for m in c.mentions} == {m.id for m in mentions}
    carried_on = together(store)
    dedupe(store, SETTINGS, full=True, enough=ENOUGH)
    anew = together(store)
    assert 2 * len(carried_on & anew) / (len(carried_on) + len(anew)) >= 0.97


def test_in_two_steps_or_in_one(store: Store, people: tuple) -> None:
    mentions, evidence = people
    put(store, mentions[20:], evidence)
    dedupe(store, SETTINGS, enough=ENOUGH)
    put(store, mentions[:10], evidence)
    dedupe(store, SETTINGS, enough=ENOUGH)
    put(store, mentions[10:20], evidence)
    dedupe(store, SETTINGS, enough=ENOUGH)
    in_two = together(store)
    with store.transaction():
        for m in mentions[:20]:
            store.mentions.replace(m.evidence, "test", "1", [])
    gone = dedupe(store, SETTINGS, enough=ENOUGH)
    assert gone.mentions == len(mentions) - 20
    put(store, mentions[:20], evidence)
    dedupe(store, SETTINGS, enough=ENOUGH)
    assert 2 * len(together(store) & in_two) / (len(together(store)) + len(in_two)) >= 0.99


def test_much_new_is_matched_from_the_beginning(store: Store, people: tuple) -> None:
    mentions, evidence = people
    put(store, mentions[100:], evidence)
    dedupe(store, SETTINGS, enough=ENOUGH)
    put(store, mentions[:100], evidence)
    steps: list[str] = []
    dedupe(store, SETTINGS, lambda done, total, what: steps.append(what), enough=ENOUGH)
    assert "comparing" in steps


def test_nothing_new(store: Store, people: tuple) -> None:
    mentions, evidence = people
    put(store, mentions, evidence)
    dedupe(store, SETTINGS, enough=ENOUGH)
    before = list(store.candidates.all())
    dedupe(store, SETTINGS, enough=ENOUGH)
    assert list(store.candidates.all()) == before


def test_what_is_read_anew_is_compared_anew(store: Store, people: tuple) -> None:
    """A better reading of the same place keeps the mention's identifier: what it now says must count all the same."""
    mentions, evidence = people
    put(store, mentions, evidence)
    dedupe(store, SETTINGS, enough=ENOUGH)
    pair = next(c.mentions for c in store.candidates.all() if len(c.mentions) == 2)
    known = store.mentions.get(pair[0])
    other = replace(
        known, version="2", claims=tuple(replace(c, value=STRANGER.get(c.field, c.value)) for c in known.claims)
    )
    assert other.id == known.id
    with store.transaction():
        store.mentions.replace(known.evidence, "test", "2", [other])
    steps: list[str] = []
    dedupe(store, SETTINGS, lambda done, total, what: steps.append(what), enough=ENOUGH)
    assert "comparing" not in steps
    [alone] = [c for c in store.candidates.all() if known.id in c.mentions]
    assert alone.mentions == (known.id,)
    carried_on = list(store.candidates.all())
    dedupe(store, SETTINGS, full=True, enough=ENOUGH)
    assert together(store) == {pair for c in carried_on for pair in combinations(c.mentions, 2)}
