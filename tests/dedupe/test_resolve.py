"""Decisions outlive a new reading of the evidence that they were made about."""

from collections.abc import Callable

from dedupe.candidates import Outcome
from dedupe.resolve import find, resolve
from sinodik.records import Anchor, Box, Claim, Decision, Evidence, Field, Mention, Span

PHOTO = "a" * 64


def reread(mention: Mention, start: int, end: int) -> Mention:
    claim = Claim(Field.SURNAME, "Кедров", "Кедров", Span(start, end))
    return Mention(evidence=mention.evidence, extractor="test", version="2", claims=(claim,))


def anchor(mention: Mention) -> Anchor:
    return Anchor(mention.id, mention.evidence, mention.anchor.where)


def test_the_same_mention_is_itself(person: Callable[..., Mention]) -> None:
    one = person("Кедров Пётр")
    assert find(anchor(one), lambda _: [reread(one, 1, 3), one]) == one.id


def test_a_mention_read_anew_is_found_by_its_place(person: Callable[..., Mention]) -> None:
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


def test_what_is_gone_is_kept_by_name(person: Callable[..., Mention], decide: Callable[..., Decision]) -> None:
    here, gone = person("Кедров Пётр", "1"), person("Кедров Пётр", "2")
    [ruling] = resolve([decide(3, "same", [here], [gone])], lambda e: [here] if e == here.evidence else [])
    assert (ruling.about, ruling.against, ruling.lost) == ((here.id,), (), (gone.id,))
    assert ruling.seq == 3


def test_a_tie_through_a_mention_that_is_gone_still_ties(
    person: Callable[..., Mention], decide: Callable[..., Decision], compute: Callable[..., Outcome]
) -> None:
    a, gone, b = person("Кедров Пётр", "1"), person("Кедров П.", "2"), person("Медров Юрий", "3")
    made = compute([a, b], [decide(1, "same", [a], [gone]), decide(2, "same", [gone], [b])])
    [person_] = made.candidates
    assert person_.mentions == tuple(sorted((a.id, b.id)))
    assert "Decision 1 also speaks of 1 mention that can no longer be found." in person_.conflicts


def test_apart_through_a_mention_that_is_gone(
    person: Callable[..., Mention], decide: Callable[..., Decision], compute: Callable[..., Outcome]
) -> None:
    known = {"birth": "1990-02-01", "death": "2022-05-09"}
    a, gone, b = (person("Кедров Пётр Ильич", str(i), **known) for i in range(3))
    assert len(compute([a, b]).candidates) == 1
    made = compute([a, b], [decide(1, "same", [a], [gone]), decide(2, "different", [gone], [b])])
    assert len(made.candidates) == 2


def test_a_confirmed_candidate_keeps_its_identifier_when_it_is_read_anew(
    make_evidence: Callable[..., Evidence],
    make_mention: Callable[..., Mention],
    decide: Callable[..., Decision],
    compute: Callable[..., Outcome],
) -> None:
    post = make_evidence("рядовой Кедров Пётр Ильич")
    old = make_mention("Кедров Пётр Ильич", post)
    new = make_mention("рядовой Кедров Пётр Ильич", post)
    assert old.id != new.id
    confirmed = decide(1, "confirm", [old])
    [before], [after] = (compute([m], [confirmed], [post]).candidates for m in (old, new))
    assert before.id == after.id
    assert after.confirmed == (new.id,)
