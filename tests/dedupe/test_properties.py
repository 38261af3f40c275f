"""What holds whatever the mentions, whoever decides, and in whatever order."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sinodik.records import Decision, Judgement, Mention, State, active

# Few names, few dates: so that much is shared, and much contradicts.
NAMES = st.sampled_from(["Кедров Пётр Ильич", "Кедров П. И.", "Кедроф Пётр", "Кедров Павел Ильич", "Луговой Андрей"])
KNOWN = st.fixed_dictionaries(
    {},
    optional={
        "birth": st.sampled_from(["1990", "1990-02-01", "1990-02-07", "1985-07-12"]),
        "death": st.sampled_from(["2022-05-09", "2022-05", "2023-01-30"]),
        "settlement": st.sampled_from(["Кедровка", "Нижние Ключи"]),
    },
)
PEOPLE = st.lists(st.tuples(NAMES, KNOWN), min_size=2, max_size=9)
SAYINGS = st.lists(
    st.tuples(
        st.sampled_from(["same", "different", "split", "unsure", "confirm", "reject", "undo"]),
        st.sets(st.integers(0, 8), min_size=1, max_size=3),
        st.sets(st.integers(0, 8), min_size=1, max_size=2),
    ),
    max_size=8,
)
PATIENT = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def build(person: Callable[..., Mention], decide: Callable[..., Decision]) -> Callable[..., Any]:
    """Mentions and decisions from what hypothesis draws."""

    def make(people: list, sayings: list) -> tuple[list[Mention], list[Decision]]:
        mentions = [person(name, str(i), **known) for i, (name, known) in enumerate(people)]
        decisions: list[Decision] = []
        for seq, (judgement, left, right) in enumerate(sayings, 1):
            if judgement == "undo":
                standing = [d.seq for d in active(decisions)]
                if standing:
                    decisions.append(decide(seq, "undo", undoes=standing[min(left) % len(standing)], about=[]))
                continue
            about = [mentions[i] for i in sorted(left) if i < len(mentions)] or mentions[:1]
            against = [m for i in sorted(right) if i < len(mentions) and (m := mentions[i]) not in about]
            one_sided = judgement in ("confirm", "reject")
            if one_sided or against:
                decisions.append(decide(seq, judgement, about, [] if one_sided else against))
        return mentions, decisions

    return make


@PATIENT
@given(people=PEOPLE, sayings=SAYINGS, shuffle=st.randoms())
def test_order_does_not_matter(build: Any, compute: Any, people: list, sayings: list, shuffle: Any) -> None:
    mentions, decisions = build(people, sayings)
    standing = list(active(decisions))
    before = compute(mentions, standing)
    shuffle.shuffle(mentions)
    shuffle.shuffle(standing)
    assert compute(mentions, standing) == before


@PATIENT
@given(people=PEOPLE, sayings=SAYINGS)
def test_every_mention_is_in_one_candidate(build: Any, compute: Any, people: list, sayings: list) -> None:
    mentions, decisions = build(people, sayings)
    made = compute(mentions, list(active(decisions)))
    held = [m for c in made.candidates for m in c.mentions]
    assert sorted(held) == sorted(m.id for m in mentions)
    assert len({c.id for c in made.candidates}) == len(made.candidates)


@PATIENT
@given(people=PEOPLE, sayings=SAYINGS)
def test_no_standing_decision_is_broken_unsaid(build: Any, compute: Any, people: list, sayings: list) -> None:
    mentions, decisions = build(people, sayings)
    standing = list(active(decisions))
    made: Any = compute(mentions, standing)
    where = {m: c for c in made.candidates for m in c.mentions}
    for decision in standing:
        about, against = ([a.mention for a in side] for side in (decision.about, decision.against))
        if decision.judgement in (Judgement.SAME, Judgement.CONFIRM):
            assert len({where[m].id for m in (*about, *against)}) == 1
        if decision.judgement in (Judgement.DIFFERENT, Judgement.SPLIT):
            for a, b in product(about, against):
                together = where[a].id == where[b].id
                assert not together or where[a].state is State.CONTRADICTED
                assert not together or any(f"decision {decision.seq} " in s for s in where[a].conflicts)


@PATIENT
@given(people=PEOPLE, sayings=SAYINGS)
def test_confirmed_and_rejected_stay_so_until_people_disagree(
    build: Any, compute: Any, people: list, sayings: list
) -> None:
    mentions, decisions = build(people, sayings)
    standing = list(active(decisions))
    made: Any = compute(mentions, standing)
    last = {a.mention: d for d in standing if d.judgement in (Judgement.CONFIRM, Judgement.REJECT) for a in d.about}
    for candidate in made.candidates:
        said = {last[m].judgement for m in candidate.mentions if m in last}
        if said == {Judgement.CONFIRM}:
            assert candidate.state in (State.CONFIRMED, State.CONTRADICTED)
        if candidate.state is State.CONFIRMED:
            assert said == {Judgement.CONFIRM}
            assert candidate.confirmed
            assert {m for a in candidate.best for m in a.mentions} <= set(candidate.confirmed)
        if candidate.state is State.REJECTED:
            assert {last[m].judgement for m in candidate.mentions} == {Judgement.REJECT}


@PATIENT
@given(people=PEOPLE, sayings=SAYINGS)
def test_what_is_decided_is_not_asked_again(build: Any, compute: Any, people: list, sayings: list) -> None:
    mentions, decisions = build(people, sayings)
    standing = list(active(decisions))
    asked = {frozenset((p.a, p.b)) for p, doubt in compute(mentions, standing).pairs if doubt is not None}
    for decision in standing:
        if decision.judgement in (Judgement.SAME, Judgement.DIFFERENT, Judgement.SPLIT):
            for a, b in product(decision.about, decision.against):
                assert frozenset((a.mention, b.mention)) not in asked


@PATIENT
@given(people=PEOPLE, sayings=SAYINGS, last=st.sampled_from(["same", "different", "confirm"]))
def test_an_undone_decision_leaves_no_trace(
    build: Any, compute: Any, decide: Any, people: list, sayings: list, last: str
) -> None:
    mentions, decisions = build(people, sayings)
    before = compute(mentions, list(active(decisions)))
    about, against = mentions[:1], [] if last == "confirm" else mentions[1:2]
    done, undone = decide(90, last, about, against), decide(91, "undo", undoes=90, about=[])
    assert compute(mentions, list(active([*decisions, done, undone]))) == before
