"""Machines suggest; people confirm: what may leave, and what may not."""

from datetime import timedelta

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from export.records import Held, record
from sinodik.records import (
    Anchor,
    Attested,
    Box,
    Claim,
    Decision,
    Field,
    Judgement,
    Mention,
    PartialDate,
    Record,
    Span,
    State,
)
from sinodik.settings import Confirm

KEDROV = {"surname": "Кедров", "given": "Пётр", "patronymic": "Ильич", "birth": "1990-02-01", "death": "2022-05"}
ELSEWHERE = KEDROV | {"publisher": "klyuchi", "rank": "сержант"}


def made(case, families=1):
    return record(case.candidate, case.decisions, case.mentions, case.evidence, Confirm(families=families))


def changed(case, **fields):
    case.candidate = msgspec.structs.replace(case.candidate, **fields)
    return case


def test_what_is_confirmed_leaves_with_the_way_back(make_case):
    case = make_case()
    [mention], [evidence] = case.mentions.values(), case.evidence.values()
    found = made(case)
    assert found.id == "r" + case.candidate.id[1:]
    assert (found.confirmed_by, found.decision) == ("Вера", 1)
    assert found.confirmed_at == case.decisions[0].at
    assert {v.field: v.value for v in found.values} == {c.field: c.value for c in mention.claims}
    birth = next(r for r in found.references if r.field is Field.BIRTH)
    assert birth.value == PartialDate(1990, 2, 1)
    assert birth.where.of(evidence.text) == birth.quote == "1990-02-01"
    assert (birth.mention, birth.evidence) == (mention.id, evidence.id)
    assert (birth.url, birth.publisher, birth.posted) == (evidence.url, "kedrovka", evidence.posted)
    assert (birth.payload, birth.decision) == (evidence.payload, None)


def test_every_value_has_a_reference_and_every_reference_a_value(make_case):
    found = made(make_case(KEDROV, ELSEWHERE))
    attested = {(v.field, m) for v in found.values for m in v.mentions}
    assert attested == {(r.field, r.mention) for r in found.references}
    assert all(v.mentions for v in found.values)
    assert len([r for r in found.references if r.field is Field.SURNAME]) == 2


HELD = [
    # what is different, why it is held
    ({"state": State.CONTRADICTED, "conflicts": ("Decisions 1 and 2 disagree.",)}, "Decisions 1 and 2 disagree."),
    ({"state": State.CONTRADICTED}, "People contradict each other"),
    ({"state": State.DRAFT}, "No decision"),
    ({"state": State.REJECTED}, "No decision"),
    ({"decision": None}, "No decision"),
    ({"decision": 7}, "No decision"),
    ({"confirmed": ()}, "None of the mentions"),
    ({"confirmed": ("m0000000000000000",)}, "None of the mentions"),
    ({"mentions": ("m0000000000000000",)}, "None of the mentions"),
    ({"families": ()}, "0 independent source(s); the confirmation rule asks for 1"),
    ({"best": ()}, "No part of a name"),
    ({"best": (Attested(Field.RANK, "сержант", ("m0000000000000000",)),)}, "No part of a name"),
]


@pytest.mark.parametrize(("fields", "reason"), HELD, ids=str)
def test_what_is_held(make_case, fields, reason):
    found = made(changed(make_case(), **fields))
    assert isinstance(found, Held)
    assert reason in found.reason


@pytest.mark.parametrize("judgement", [j for j in Judgement if j is not Judgement.CONFIRM])
def test_only_a_confirmation_confirms(make_case, judgement):
    case = make_case()
    case.decisions = [msgspec.structs.replace(case.decisions[0], judgement=judgement)]
    assert isinstance(made(case), Held)


def test_a_confirmation_of_somebody_else_does_not_confirm(make_case):
    """The derived candidate may say what it likes: the decision itself must point at the mention."""
    case = make_case()
    elsewhere = (Anchor("m1111111111111111", "1" * 64, Span(0, 6)),)
    case.decisions = [msgspec.structs.replace(case.decisions[0], about=elsewhere)]
    assert "None of the mentions" in made(case).reason


@pytest.mark.parametrize(
    ("families", "asked", "leaves"),
    [(("a",), 1, True), (("a",), 2, False), (("a", "b"), 2, True), (("a", "b"), 3, False), (("a", "b", "c"), 3, False)],
)
def test_the_confirmation_rule(make_case, families, asked, leaves):
    """Two mentions in two posts are at most two sources, whatever the candidate claims."""
    case = changed(make_case(KEDROV, ELSEWHERE), families=families)
    assert isinstance(made(case, families=asked), Record) is leaves


def test_a_mention_that_joined_later_says_nothing(make_case):
    case = make_case(KEDROV, ELSEWHERE | {"birth": "1985"}, confirmed=1)
    found = made(case)
    [first, joined] = case.mentions.values()
    assert {r.mention for r in found.references} == {first.id}
    assert Field.RANK not in {v.field for v in found.values}
    assert joined.id not in str(found)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nothing_unconfirmed_ever_leaves(make_case, data):
    """Whatever a matcher makes of it, a reference leads only to what a person saw and confirmed."""
    case = make_case(KEDROV, ELSEWHERE, KEDROV | {"publisher": "lipki", "unit": "123"}, confirmed=3)
    ids = list(case.mentions)
    some = st.lists(st.sampled_from(ids), unique=True)
    seen = data.draw(some, "seen")
    anchors = [Anchor(m, case.mentions[m].evidence, case.mentions[m].anchor.where) for m in seen]
    case.decisions = [msgspec.structs.replace(case.decisions[0], about=tuple(anchors))]
    changed(
        case,
        confirmed=tuple(data.draw(some, "confirmed")),
        mentions=tuple(data.draw(some, "mentions")),
        state=data.draw(st.sampled_from(list(State)), "state"),
        families=tuple(data.draw(st.lists(st.sampled_from("abcd"), unique=True), "families")),
        best=tuple(Attested(a.field, a.value, tuple(data.draw(some, "who"))) for a in case.candidate.best),
    )
    found = made(case)
    if isinstance(found, Record):
        assert case.candidate.state is State.CONFIRMED
        assert {r.mention for r in found.references} <= set(seen) & set(case.candidate.confirmed)
        assert {m for v in found.values for m in v.mentions} <= set(seen)


def correct(case, field, value, seq=2):
    about = case.decisions[0].about
    at = case.decisions[0].at + timedelta(hours=seq)
    decision = Decision(
        at=at, reviewer="Олег", judgement=Judgement.CORRECT, about=about, field=field, value=value, seq=seq
    )
    case.decisions.append(decision)
    best = [a for a in case.candidate.best if a.field is not field]
    return changed(case, best=(*best, Attested(field, value, tuple(a.mention for a in about))))


def test_a_corrected_value_shows_what_was_read_and_who_corrected(make_case):
    found = made(correct(make_case(KEDROV, ELSEWHERE), Field.SURNAME, "Кедрин"))
    assert found.value(Field.SURNAME) == "Кедрин"
    said = [(r.value, r.quote, r.decision) for r in found.references if r.field is Field.SURNAME]
    assert said == [("Кедров", "Кедров", 2)] * 2
    assert {r.decision for r in found.references if r.field is not Field.SURNAME} == {None}


def test_a_value_that_only_a_person_knows_points_at_the_name(make_case):
    found = made(correct(make_case(), Field.REGION, "Кедровский край"))
    [reference] = [r for r in found.references if r.field is Field.REGION]
    assert (reference.value, reference.quote, reference.decision) == ("Кедровский край", "Кедров", 2)


def test_the_last_correction_counts(make_case):
    case = correct(correct(make_case(), Field.SURNAME, "Кедрин", 2), Field.SURNAME, "Кедрин", 5)
    assert {r.decision for r in made(case).references if r.field is Field.SURNAME} == {5}


def test_a_correction_that_was_undone_is_none(make_case):
    case = correct(make_case(), Field.REGION, "Кедровский край")
    case.decisions.pop()
    changed(
        case,
        best=tuple(
            msgspec.structs.replace(a, mentions=("m1",)) if a.field is Field.REGION else a for a in case.candidate.best
        ),
    )
    assert made(case).value(Field.REGION) is None


def test_a_quote_that_does_not_stand_there_is_held(make_case):
    case = make_case()
    [(id_, mention)] = case.mentions.items()
    wrong = msgspec.structs.replace(mention.claims[1], quote="Павел")
    case.mentions[id_] = msgspec.structs.replace(mention, claims=(mention.claims[0], wrong, *mention.claims[2:]))
    assert "«Павел» does not stand where" in made(case).reason


def test_a_stone_is_referred_to_by_its_photo(make_case, make_evidence):
    photo = make_evidence(kind="photo", publisher="volunteers", posted=None, payload="a" * 64)
    claim = Claim(Field.SURNAME, "Кедров", "КЕДРОВ", Box("a" * 64, 10, 20, 300, 40), 0.9)
    mention = Mention(evidence=photo.id, extractor="photo", version="1", claims=(claim,))
    case = make_case()
    about = (Anchor(mention.id, photo.id, claim.where),)
    case.decisions = [msgspec.structs.replace(case.decisions[0], about=about)]
    case.mentions, case.evidence = {mention.id: mention}, {photo.id: photo}
    best = (Attested(Field.SURNAME, "Кедров", (mention.id,)),)
    [reference] = made(changed(case, mentions=(mention.id,), confirmed=(mention.id,), best=best)).references
    assert (reference.where, reference.payload, reference.posted) == (claim.where, "a" * 64, None)


def test_a_newer_reading_of_the_same_place_is_still_confirmed(make_case):
    """The decision was made on «Пётр»; a newer extractor reads the surname before it too."""
    case = make_case()
    [mention] = case.mentions.values()
    old = (Anchor("m1111111111111111", mention.evidence, Span(6, 10)),)
    case.decisions = [msgspec.structs.replace(case.decisions[0], about=old)]
    assert isinstance(made(case), Record)
