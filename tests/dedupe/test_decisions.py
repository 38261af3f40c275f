"""What people decide, and what becomes of the candidates."""

from collections.abc import Callable
from typing import Any

import pytest

from sinodik.records import Candidate, Decision, Mention, State

Make, Decide, Compute = Callable[..., Mention], Callable[..., Decision], Callable[..., Any]

SURE = {"birth": "1990-02-01", "death": "2022-05-09"}
NAME = "Кедров Пётр Ильич"


@pytest.fixture
def four(person: Make) -> list[Mention]:
    """Four posts about, as the machine sees it, one person; in order of identifier."""
    return sorted((person(NAME, str(i), **SURE) for i in range(4)), key=lambda m: m.id)


def sets(made: Any) -> set[tuple[str, ...]]:
    return {c.mentions for c in made.candidates}


def ids(*mentions: Mention) -> tuple[str, ...]:
    return tuple(sorted(m.id for m in mentions))


def the(made: Any, mention: Mention) -> Candidate:
    return next(c for c in made.candidates if mention.id in c.mentions)


def test_without_decisions_the_machine_merges(four: list[Mention], compute: Compute) -> None:
    [candidate] = compute(four).candidates
    assert candidate.mentions == ids(*four)
    assert candidate.state is State.DRAFT
    assert candidate.decision is None


def test_same_ties_what_the_machine_would_not(person: Make, decide: Decide, compute: Compute) -> None:
    a, b = person(NAME, birth="1990"), person("Луговой Андрей", birth="1970")
    assert sets(compute([a, b])) == {ids(a), ids(b)}
    assert sets(compute([a, b], [decide(1, "same", [a], [b])])) == {ids(a, b)}


@pytest.mark.parametrize("judgement", ["different", "split"])
def test_different_keeps_apart_and_is_carried_along(
    four: list[Mention], decide: Decide, compute: Compute, judgement: str
) -> None:
    a, b, *_ = four
    made = compute(four, [decide(1, judgement, [a], [b])])
    assert the(made, a) != the(made, b)
    assert len(made.candidates) == 2
    assert all(doubt is None for _, doubt in made.pairs)  # neither is anything left to ask


def test_what_was_said_of_one_side_holds_for_all_that_is_tied_to_it(
    four: list[Mention], decide: Decide, compute: Compute
) -> None:
    a, b, c, d = four
    made = compute(four, [decide(1, "same", [a], [c]), decide(2, "same", [b], [d]), decide(3, "different", [c], [d])])
    assert sets(made) == {ids(a, c), ids(b, d)}


def test_unsure_changes_nothing_but_the_queue(person: Make, decide: Decide, compute: Compute) -> None:
    a, b = person(NAME, "1", birth="1990-02-01"), person(NAME, "2", birth="1970-06-06")
    [(pair, doubt)] = compute([a, b]).pairs
    assert doubt is not None
    [(same_pair, later)] = compute([a, b], [decide(1, "unsure", [a], [b])]).pairs
    assert same_pair == pair
    assert later == doubt + 1000


def test_a_contradiction_keeps_what_was_tied_and_says_so(four: list[Mention], decide: Decide, compute: Compute) -> None:
    a, b, c, d = four
    made = compute(
        four,
        [
            decide(1, "confirm", [a, b, c]),
            decide(2, "same", [a], [b]),
            decide(3, "same", [b], [c]),
            decide(4, "different", [c], [a]),
            decide(5, "different", [d], [a, b, c]),
        ],
    )
    bad = the(made, a)
    assert bad.mentions == ids(a, b, c)
    assert bad.state is State.CONTRADICTED
    assert "Decision 1 says that these are one person, decision 4 says that they are not." in bad.conflicts
    assert the(made, d).state is State.DRAFT


def test_a_contradiction_names_the_chain(person: Make, decide: Decide, compute: Compute) -> None:
    a, b, c = (person(n) for n in ("Кедров Пётр", "Луговой Андрей", "Песков Юрий"))
    [bad] = compute(
        [a, b, c], [decide(4, "same", [a], [b]), decide(6, "same", [b], [c]), decide(9, "different", [a], [c])]
    ).candidates
    [sentence] = [s for s in bad.conflicts if "Decision" in s]
    expected = "Decisions 4 and 6 together say that these are one person, decision 9 says that they are not."
    assert sentence == expected


def test_confirm(four: list[Mention], decide: Decide, compute: Compute) -> None:
    [candidate] = compute(four, [decide(7, "confirm", four)]).candidates
    assert (candidate.state, candidate.decision, candidate.confirmed) == (State.CONFIRMED, 7, ids(*four))
    assert candidate.conflicts == ()


def test_confirm_binds_even_what_the_machine_doubts(person: Make, decide: Decide, compute: Compute) -> None:
    a, b = person(NAME, birth="1990"), person("Луговой Андрей", birth="1970")
    [candidate] = compute([a, b], [decide(1, "confirm", [a, b])]).candidates
    assert candidate.state is State.CONFIRMED
    assert any(s.startswith("The surnames differ") for s in candidate.conflicts)


def test_two_that_were_confirmed_apart_are_not_merged_by_the_machine(
    four: list[Mention], decide: Decide, compute: Compute
) -> None:
    a, b, c, d = four
    apart = [decide(1, "confirm", [a, b]), decide(2, "confirm", [c, d])]
    made = compute(four, apart)
    assert sets(made) == {ids(a, b), ids(c, d)}
    assert sum(doubt is not None for _, doubt in made.pairs) == 1  # but a person is asked, once
    [one] = compute(four, [*apart, decide(3, "same", [b], [c])]).candidates
    assert one.decision == 2
    assert "2 mentions joined after it was confirmed." in one.conflicts


def test_who_joins_a_confirmed_person_is_announced_and_changes_no_value(
    person: Make, four: list[Mention], decide: Decide, compute: Compute
) -> None:
    a, b, c, _ = four
    newcomer = person(NAME, "9", settlement="Кедровка", **SURE)
    made = compute([a, b, c, newcomer], [decide(1, "confirm", [a, b, c])])
    [candidate] = made.candidates
    assert candidate.state is State.CONFIRMED
    assert candidate.confirmed == ids(a, b, c)
    assert "1 mention joined after it was confirmed." in candidate.conflicts
    assert candidate.value("settlement") is None
    assert "Кедровка" in {v.value for v in candidate.variants}
    assert all(set(v.mentions) <= set(candidate.confirmed) for v in candidate.best)


def test_reject_and_what_joins_later(four: list[Mention], decide: Decide, compute: Compute) -> None:
    a, b, c, _ = four
    [rejected] = compute(four, [decide(5, "reject", four)]).candidates
    assert (rejected.state, rejected.decision) == (State.REJECTED, 5)
    [again] = compute(four, [decide(5, "reject", [a, b, c])]).candidates
    assert (again.state, again.decision) == (State.DRAFT, None)
    assert "Decision 5 rejected it before 1 mention joined." in again.conflicts


def test_the_later_of_confirm_and_reject_counts(four: list[Mention], decide: Decide, compute: Compute) -> None:
    confirm, reject = decide(1, "confirm", four), decide(2, "reject", four)
    [candidate] = compute(four, [confirm, reject]).candidates
    assert candidate.state is State.REJECTED
    [candidate] = compute(four, [confirm, reject, decide(3, "confirm", four)]).candidates
    assert (candidate.state, candidate.decision) == (State.CONFIRMED, 3)


def test_the_machine_never_takes_a_confirmation_back(four: list[Mention], decide: Decide, compute: Compute) -> None:
    a, b, c, _ = four
    made = compute(four, [decide(1, "confirm", [a, b]), decide(2, "reject", [c])])
    assert the(made, a).state is State.CONFIRMED
    assert the(made, c).state is State.REJECTED
    assert the(made, a) != the(made, c)


def test_confirmed_and_rejected_tied_by_a_person_contradict(
    four: list[Mention], decide: Decide, compute: Compute
) -> None:
    a, b, c, _ = four
    made = compute(four, [decide(1, "confirm", [a, b]), decide(2, "reject", [c]), decide(3, "same", [a], [c])])
    assert the(made, a).state is State.CONTRADICTED
    assert "Decision 1 confirmed a part of these mentions, decision 2 rejected another." in the(made, a).conflicts


def test_a_correction_stands_above_what_was_read(four: list[Mention], decide: Decide, compute: Compute) -> None:
    changes = [
        decide(1, "correct", four, field="given", value="Павел"),
        decide(2, "correct", four, field="given", value="Петр"),
        decide(3, "correct", four, field="patronymic", value=None),
        decide(4, "correct", four, field="rank", value="рядовой"),
    ]
    [candidate] = compute(four, changes).candidates
    best = {a.field: (a.value, a.mentions) for a in candidate.best}
    assert best["given"] == ("Петр", ids(*four))  # who reads «Пётр» says the same
    assert best["rank"] == ("рядовой", ids(*four))  # nobody says so: the evidence that the person was looking at
    assert "patronymic" not in best
    assert "Ильич" in {v.value for v in candidate.variants}


def test_two_people_who_correct_differently_are_both_named(
    four: list[Mention], decide: Decide, compute: Compute
) -> None:
    changes = [
        decide(1, "correct", four, field="given", value="Павел"),
        decide(2, "correct", four, field="given", value="Прохор", reviewer="oleg"),
    ]
    [candidate] = compute(four, changes).candidates
    assert "Decisions 1 and 2 correct the given differently." in candidate.conflicts
    assert candidate.value("given") == "Прохор"


def test_the_correction_of_a_newcomer_does_not_touch_a_confirmed_person(
    four: list[Mention], decide: Decide, compute: Compute
) -> None:
    *seen, newcomer = four
    changes = [decide(1, "confirm", seen), decide(2, "correct", [newcomer], field="given", value="Павел")]
    assert compute(four, changes).candidates[0].value("given") == "Пётр"


def test_a_candidate_keeps_its_identifier_when_an_older_mention_joins(
    four: list[Mention], decide: Decide, compute: Compute
) -> None:
    *_, c, d = four
    confirmed = decide(1, "confirm", [c, d])
    [before], [after] = compute([c, d], [confirmed]).candidates, compute(four, [confirmed]).candidates
    assert before.id == after.id
    assert after.id.startswith("c")
    assert len(after.id) == 13
