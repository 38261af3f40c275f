"""Decisions outlive a new reading of the evidence that they were made about."""

from collections.abc import Callable
from typing import Any

from dedupe.resolve import find, resolve
from sinodik.records import Anchor, Box, Claim, Decision, Evidence, Field, Mention, Span

Make, Decide, Compute = Callable[..., Mention], Callable[..., Decision], Callable[..., Any]
PHOTO = "a" * 64


def reread(mention: Mention, start: int, end: int) -> Mention:
    claim = Claim(Field.SURNAME, "Кедров", "Кедров", Span(start, end))
    return Mention(evidence=mention.evidence, extractor="test", version="2", claims=(claim,))


def anchor(mention: Mention) -> Anchor:
    return Anchor(mention.id, mention.evidence, mention.anchor.where)


def test_the_same_mention_is_itself(person: Make) -> None:
    one = person("Кедров Пётр")
    assert find(anchor(one), lambda _: [reread(one, 1, 3), one]) == one.id


def test_a_mention_read_anew_is_found_by_its_place(person: Make) -> None:
    one = person("Кедров Пётр")
    nearly, elsewhere, wider = reread(one, 5, 9), reread(one, 40, 46), reread(one, 1, 9)
    assert find(anchor(one), lambda _: [elsewhere, nearly, wider]) == wider.id
    assert find(anchor(one), lambda _: [elsewhere]) is None
    assert find(anchor(one), lambda _: []) is None


def test_boxes_overlap_by_area() -> None:
    def stone(left: int, width: int, photo: str = PHOTO) -> Mention:
        claim = Claim(Field.SURNAME, "Кедров", "КЕДРОВ", Box(photo, left, 10, width, 20))
        return Mention(evidence=PHOTO, extractor="photo", version="1", claims=(claim,))

    old, corner, most, other = stone(0, 100), stone(90, 100), stone(5, 90), stone(1, 99, "b" * 64)
    assert find(anchor(old), lambda _: [corner, most, other]) == most.id
    assert find(anchor(old), lambda _: [other]) is None


def test_what_is_gone_is_kept_by_name(person: Make, decide: Decide) -> None:
    here, gone = person("Кедров Пётр", "1"), person("Кедров Пётр", "2")
    [ruling] = resolve([decide(3, "same", [here], [gone])], lambda e: [here] if e == here.evidence else [])
    assert (ruling.about, ruling.against, ruling.lost) == ((here.id,), (), (gone.id,))
    assert ruling.seq == 3


def test_a_tie_through_a_mention_that_is_gone_still_ties(person: Make, decide: Decide, compute: Compute) -> None:
    a, gone, b = person("Кедров Пётр", "1"), person("Кедров П.", "2"), person("Медров Юрий", "3")
    made = compute([a, b], [decide(1, "same", [a], [gone]), decide(2, "same", [gone], [b])])
    [person_] = made.candidates
    assert person_.mentions == tuple(sorted((a.id, b.id)))
    assert "Decision 1 also speaks of 1 mention that can no longer be found." in person_.conflicts


def test_apart_through_a_mention_that_is_gone(person: Make, decide: Decide, compute: Compute) -> None:
    known = {"birth": "1990-02-01", "death": "2022-05-09"}
    a, gone, b = (person("Кедров Пётр Ильич", str(i), **known) for i in range(3))
    assert len(compute([a, b]).candidates) == 1
    made = compute([a, b], [decide(1, "same", [a], [gone]), decide(2, "different", [gone], [b])])
    assert len(made.candidates) == 2


def test_a_confirmed_candidate_keeps_its_identifier_when_it_is_read_anew(
    make_evidence: Callable[..., Evidence],
    make_mention: Make,
    decide: Decide,
    compute: Compute,
) -> None:
    post = make_evidence("рядовой Кедров Пётр Ильич")
    old = make_mention("Кедров Пётр Ильич", post)
    new = make_mention("рядовой Кедров Пётр Ильич", post)
    assert old.id != new.id
    confirmed = decide(1, "confirm", [old])
    [before], [after] = (compute([m], [confirmed], [post]).candidates for m in (old, new))
    assert before.id == after.id
    assert after.confirmed == (new.id,)


def test_a_mention_split_in_two_is_the_one_that_holds_most_of_the_name(
    make_evidence: Callable[..., Evidence],
    make_mention: Make,
    decide: Decide,
    compute: Compute,
) -> None:
    post = make_evidence("Кедров Пётр Ильич Лугов Олег")
    old = make_mention("Кедров Пётр Ильич", post)
    first, second = make_mention("Кедров", post), make_mention("Лугов Олег", post)
    confirmed = decide(1, "confirm", [old])
    made = compute([first, second], [confirmed], [post])
    assert {c.mentions: c.state.value for c in made.candidates} == {
        (first.id,): "confirmed",
        (second.id,): "draft",
    }


def test_two_mentions_read_as_one_contradict_who_told_them_apart(
    make_evidence: Callable[..., Evidence],
    make_mention: Make,
    decide: Decide,
    compute: Compute,
) -> None:
    post = make_evidence("Кедров Пётр Ильич Лугов Олег")
    one, other = make_mention("Кедров Пётр Ильич", post), make_mention("Лугов Олег", post)
    taken = Claim(Field.CALLSIGN, "Лугов", "Лугов", other.anchor.where)
    both = Mention(evidence=post.id, extractor="test", version="2", claims=(*one.claims, taken))
    [candidate] = compute([both], [decide(1, "different", [one], [other])], [post]).candidates
    assert candidate.state == "contradicted"
    assert "Decision 1 tells apart what is now read as one mention." in candidate.conflicts


def test_a_surname_read_otherwise_keeps_what_was_confirmed_and_says_so(
    make_evidence: Callable[..., Evidence],
    make_mention: Make,
    decide: Decide,
    compute: Compute,
) -> None:
    post = make_evidence("Кедрова Пётр Ильич")
    old = make_mention("Кедрова Пётр Ильич", post)
    surname, *rest = old.claims
    mended = Claim(Field.SURNAME, "Кедров", surname.quote, surname.where)
    new = Mention(evidence=post.id, extractor="test", version="2", claims=(mended, *rest))
    assert new.id == old.id
    seen = compute([old], [], [post]).candidates[0].best
    [candidate] = compute([new], [decide(1, "confirm", [old], values=seen)], [post]).candidates
    assert candidate.value(Field.SURNAME) == "Кедрова"
    assert any("read as «Кедров» today" in sentence for sentence in candidate.conflicts)
