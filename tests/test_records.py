from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinodik.records import (
    Box,
    Candidate,
    Claim,
    Decision,
    Evidence,
    Field,
    How,
    Judgement,
    Mention,
    PartialDate,
    PersonName,
    Record,
    Reference,
    Span,
    active,
    digest,
)

PHOTO = "a" * 64


@pytest.mark.parametrize("text", ["2022", "2022-05", "2022-05-09", "1800", "2200-12-31", "2024-02-29"])
def test_a_date_is_written_as_it_is_read(text):
    assert str(PartialDate.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "май",
        "2022-13",
        "2022-00",
        "2022-02-30",
        "2023-02-29",
        "1799",
        "2201",
        "2022-5-9",
        "2022-05-09-1",
        "22",
        "-5",
        "２０２２",
    ],
)
def test_no_date(text):
    with pytest.raises(ValueError):
        PartialDate.parse(text)


@pytest.mark.parametrize("parts", [(2022, None, 9), (2022, 13), (2022, 0), (2022, 1, 0), (1799,), (2201,), (0,)])
def test_what_cannot_be_read_back_is_not_made(parts):
    with pytest.raises(ValueError):
        PartialDate(*parts)


@given(st.dates(), st.dates())
def test_a_digest_is_of_all_its_parts_in_order(a, b):
    assert (digest(a, b) == digest(b, a)) == (a == b)
    assert digest(str(a), "x") != digest(str(a) + "x")


SPANS = [((0, 6), (6, 10), False), ((0, 6), (5, 10), True), ((0, 6), (2, 3), True), ((0, 0), (0, 5), False)]


@pytest.mark.parametrize(("a", "b", "overlap"), SPANS)
def test_spans_that_share_a_character(a, b, overlap):
    assert Span(*a).overlaps(Span(*b)) is Span(*b).overlaps(Span(*a)) is overlap


BOXES = [
    ((0, 0, 10, 10), (10, 0, 5, 5), False),
    ((0, 0, 10, 10), (9, 9, 5, 5), True),
    ((0, 0, 10, 10), (2, 2, 1, 1), True),
]


@pytest.mark.parametrize(("a", "b", "overlap"), BOXES)
def test_boxes_that_share_a_pixel(a, b, overlap):
    one, two = Box(PHOTO, *a), Box(PHOTO, *b)
    assert one.overlaps(two) is two.overlaps(one) is overlap
    assert not one.overlaps(Box("b" * 64, *b))
    assert not one.overlaps(Span(0, 5))
    assert not Span(0, 5).overlaps(one)


def test_a_span_counts_code_points():
    text = "🕯 Погиб Кедров"
    assert Span(8, 14).of(text) == "Кедров"


@pytest.fixture
def mention(make_mention):
    return make_mention("Кедров Пётр Ильич", birth="1990-02-01", rank="сержант")


def test_a_mention_answers(mention):
    assert mention.name == PersonName("Кедров", "Пётр", "Ильич")
    assert str(mention.name) == "Кедров Пётр Ильич"
    assert mention.value(Field.RANK) == "сержант"
    assert mention.date(Field.BIRTH) == PartialDate(1990, 2, 1)
    assert mention.date(Field.DEATH) is mention.date(Field.RANK) is mention.claim(Field.AGE) is None
    assert mention.anchor.field == Field.SURNAME


def test_the_surest_claim_counts():
    claims = tuple(Claim(Field.RANK, v, v, Span(0, len(v)), c) for v, c in [("рядовой", 0.4), ("сержант", 0.9)])
    assert Mention(evidence=PHOTO, extractor="t", version="1", claims=claims).value(Field.RANK) == "сержант"


def test_a_mention_outlives_a_better_extractor(mention):
    better = msgspec.structs.replace(mention, version="2", claims=mention.claims[:2])
    assert better.id == mention.id
    moved = (msgspec.structs.replace(mention.claims[0], where=Span(50, 56)),)
    assert msgspec.structs.replace(mention, claims=moved).id != mention.id


def test_a_mention_says_something():
    with pytest.raises(ValueError, match="claim"):
        Mention(evidence=PHOTO, extractor="t", version="1", claims=())


VALUES = ["Кедров", 32, PartialDate(2022), PartialDate(2022, 5, 9, How.FROM_POST_DATE)]
PLACES = [Span(3, 9), Box(PHOTO, 1, 2, 30, 40)]


@pytest.mark.parametrize("value", VALUES, ids=repr)
@pytest.mark.parametrize("where", PLACES, ids=repr)
def test_a_claim_travels_as_json(value, where):
    claim = Claim(Field.DEATH, value, "32", where, 0.5)
    assert msgspec.json.decode(msgspec.json.encode(claim), type=Claim) == claim


BAD = [
    (
        Claim,
        {"field": "surname", "value": "x", "quote": "x", "where": {"type": "span", "start": 0, "end": 1}, "extra": 1},
    ),
    (Claim, {"field": "phone", "value": "x", "quote": "x", "where": {"type": "span", "start": 0, "end": 1}}),
    (PartialDate, {"year": 2022, "month": 2, "day": 30}),
    (PartialDate, {"year": "2022"}),
    (Box, {"type": "box", "photo": "ABC", "left": 0, "top": 0, "width": 1, "height": 1}),
    (Mention, {"evidence": PHOTO, "extractor": "t", "version": "1", "claims": []}),
]


@pytest.mark.parametrize(("type_", "data"), BAD)
def test_what_is_not_as_agreed_is_refused(type_, data):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(data, type_)


def test_a_photo_is_its_bytes(make_evidence):
    one = make_evidence(kind="photo", url="file:///a.jpg", payload=PHOTO)
    two = make_evidence(kind="photo", url="https://example.org/b.jpg", payload=PHOTO)
    assert one.id == two.id


def test_evidence_is_frozen(make_evidence):
    with pytest.raises(AttributeError):
        make_evidence("x").text = "y"
    assert isinstance(make_evidence("x"), Evidence)


def decisions(*undoes: int | None) -> list[Decision]:
    at = datetime(2023, 4, 1, tzinfo=UTC)
    return [
        Decision(at=at, reviewer="vera", judgement=Judgement.UNDO if u else Judgement.SAME, undoes=u, seq=n)
        for n, u in enumerate(undoes, 1)
    ]


@pytest.mark.parametrize(
    ("undoes", "stand"), [((None, None), [1, 2]), ((None, None, 1), [2]), ((None, 1, None, 3), []), ((), [])]
)
def test_what_stands(undoes, stand):
    assert [d.seq for d in active(decisions(*undoes))] == stand


def test_where_a_photo_was_taken_never_leaves_through_a_record() -> None:
    leaving = {*Record.__struct_fields__, *Reference.__struct_fields__, *Candidate.__struct_fields__}
    assert not {"place", "taken", "phash"} & leaving
