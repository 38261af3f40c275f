"""The core types: what one stage hands to the next.

All are frozen and strictly decoded: an unknown field is an error, not a surprise. Hashes are lower-case
hexadecimal SHA-256; moments are aware datetimes in UTC.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

import msgspec

from sinodik.dates import How as How
from sinodik.dates import PartialDate as PartialDate
from sinodik.struct import Hash as Hash
from sinodik.struct import Struct
from sinodik.struct import digest as digest


class Field(StrEnum):
    """What a claim may be about. Dates are :class:`PartialDate`, the age is in whole years, the rest is text."""

    SURNAME = "surname"
    GIVEN = "given"
    PATRONYMIC = "patronymic"
    CALLSIGN = "callsign"
    BIRTH = "birth"
    DEATH = "death"
    BURIAL = "burial"
    MOBILISED = "mobilised"
    AGE = "age"
    RANK = "rank"
    UNIT = "unit"
    BRANCH = "branch"
    AWARD = "award"
    SETTLEMENT = "settlement"
    DISTRICT = "district"
    REGION = "region"
    CEMETERY = "cemetery"
    OCCUPATION = "occupation"
    SCHOOL = "school"


Value = str | int | PartialDate


class Span(Struct, frozen=True, tag="span", order=True):
    """A half-open range of code points in the evidence's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words that stand there."""
        return text[self.start : self.end]

    def overlaps(self, other: "Where") -> bool:
        """Tell whether the two share a character."""
        return isinstance(other, Span) and self.start < other.end and other.start < self.end


class Box(Struct, frozen=True, tag="box", order=True):
    """A rectangle in a photo, in pixels of the photo as it is shown upright; ``photo`` is the SHA-256 of its bytes."""

    photo: Hash
    left: int
    top: int
    width: int
    height: int

    def overlaps(self, other: "Where") -> bool:
        """Tell whether the two share a pixel."""
        return (
            isinstance(other, Box)
            and self.photo == other.photo
            and self.left < other.left + other.width
            and other.left < self.left + self.width
            and self.top < other.top + other.height
            and other.top < self.top + self.height
        )


Where = Span | Box


class Capture(Struct, frozen=True, kw_only=True):
    """One response (or imported file) as it came, and where its WARC record lies.

    ``payload`` is the SHA-256 of the body as received, ``offset`` and ``length`` the gzip member's place in bytes.
    """

    payload: Hash
    url: str
    at: datetime
    status: int
    mime: str
    warc: str
    offset: int
    length: int


class Media(Struct, frozen=True):
    """Something attached to a post; ``payload`` is None until its bytes have been fetched."""

    kind: Literal["photo", "video", "audio", "document", "sticker"]
    url: str
    payload: Hash | None = None


class Evidence(Struct, frozen=True, kw_only=True):
    """One thing seen at one time: a post or a photograph. A changed page is new evidence with the same URL.

    ``payload`` addresses the bytes it was read from and ``fragment`` says where in them (a CSS selector, or a JSON
    pointer, which begins with ``/``; empty for the whole). ``publisher`` is the family of the source; ``origin`` the
    address that a repost names as its own source. ``posted`` is None where the source does not say.

    Of a photograph, ``taken`` is when its camera believed it was (local time; aware only if the camera gave its
    offset), ``place`` the latitude and longitude that it noted, in degrees, and ``phash`` its perceptual hash (DCT, in
    hexadecimal; empty if it has none). ``place`` may be somebody's home: it never leaves through an export.
    """

    source: str
    publisher: str
    kind: Literal["post", "photo"]
    url: str
    posted: datetime | None
    seen: datetime
    payload: Hash
    fragment: str = ""
    text: str = ""
    media: tuple[Media, ...] = ()
    origin: str = ""
    title: str = ""
    taken: datetime | None = None
    place: tuple[float, float] | None = None
    phash: str = ""

    @cached_property
    def id(self) -> Hash:
        """The key: what was said where, not when we looked. Media addresses expire, so only their kinds count."""
        if self.kind == "photo":
            return digest("photo", self.payload)
        kinds = [m.kind for m in self.media]
        return digest(self.kind, self.url, self.posted, self.text, kinds, self.origin)


class Claim(Struct, frozen=True):
    """One field's value with the exact quote and where it stands. Invariant: ``where.of(text) == quote``."""

    field: Field
    value: Value
    quote: str
    where: Where
    confidence: Annotated[float, msgspec.Meta(ge=0, le=1)] = 1.0


class PersonName(Struct, frozen=True):
    """A name in the nominative; a part that is not known is empty."""

    surname: str = ""
    given: str = ""
    patronymic: str = ""

    def __str__(self) -> str:
        return " ".join(p for p in (self.surname, self.given, self.patronymic) if p)


class Status(StrEnum):
    """What the source says became of the person."""

    DEAD = "dead"
    MISSING = "missing"
    WOUNDED = "wounded"
    CAPTURED = "captured"
    OTHER = "other"


class Mention(Struct, frozen=True, kw_only=True):
    """The claims about one person in one piece of evidence. One post may hold forty people."""

    evidence: Hash
    extractor: str
    version: str
    claims: tuple[Claim, ...]
    status: Status = Status.DEAD

    def __post_init__(self) -> None:
        if not self.claims:
            raise ValueError("a mention needs at least one claim")

    @cached_property
    def id(self) -> str:
        """The key: the evidence and where the name stands. It outlives a new version that reads the same name."""
        return "m" + digest(self.evidence, self.anchor.where)[:16]

    @cached_property
    def anchor(self) -> Claim:
        """The claim that the mention hangs on: its first part of a name."""
        named = [c for c in self.claims if c.field in (Field.SURNAME, Field.GIVEN, Field.PATRONYMIC)]
        return min(named or self.claims, key=lambda c: (isinstance(c.where, Box), c.where))

    @cached_property
    def name(self) -> PersonName:
        """The person's name, as far as it is claimed."""
        return PersonName(*(str(self.value(f) or "") for f in (Field.SURNAME, Field.GIVEN, Field.PATRONYMIC)))

    def claim(self, field: Field) -> Claim | None:
        """Return the surest claim about ``field``."""
        return max((c for c in self.claims if c.field == field), key=lambda c: c.confidence, default=None)

    def value(self, field: Field) -> Value | None:
        """Return what the surest claim about ``field`` says."""
        claim = self.claim(field)
        return claim.value if claim else None

    def date(self, field: Field) -> PartialDate | None:
        """Return the date claimed for ``field``."""
        value = self.value(field)
        return value if isinstance(value, PartialDate) else None


class Why(Struct, frozen=True):
    """One reason for (positive weight, in bits) or against two mentions being one person.

    ``rule`` names the function that gave it, ``sentence`` is that function's docstring: what the reviewer reads.
    """

    rule: str
    sentence: str
    weight: float
    a: str = ""
    b: str = ""


class Pair(Struct, frozen=True, kw_only=True):
    """Two mentions compared. ``score`` is the sum of the reasons' weights; ``a < b`` by identifier.

    ``sampled`` marks a merge that chance chose to be checked by a person: such answers tell how often merges are right.
    """

    a: str
    b: str
    score: float
    whys: tuple[Why, ...] = ()
    sampled: bool = False


class Judgement(StrEnum):
    """What a person can say."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    CONFIRM = "confirm"
    REJECT = "reject"
    SPLIT = "split"
    CORRECT = "correct"
    UNDO = "undo"


class Anchor(Struct, frozen=True):
    """What a decision points at: a mention, and where it stood, so that a re-extraction cannot lose it."""

    mention: str
    evidence: Hash
    where: Where


class Attested(Struct, frozen=True):
    """One value of one field and the mentions that say so."""

    field: Field
    value: Value
    mentions: tuple[str, ...]


class Decision(Struct, frozen=True, kw_only=True):
    """What a person said, when, and what the machine had said at that time. Appended, never changed.

    SAME, DIFFERENT, UNSURE and SPLIT stand between ``about`` and ``against``; CONFIRM, REJECT and CORRECT are about
    all of ``about``; UNDO takes back the decision numbered ``undoes``. ``values`` are those that the person who
    confirmed had before them: a later reading does not change them. ``sampled`` tells that chance had chosen the pair
    among those that the machine had merged. ``seq`` is 0 until it is stored.
    """

    at: datetime
    reviewer: str
    judgement: Judgement
    about: tuple[Anchor, ...] = ()
    against: tuple[Anchor, ...] = ()
    field: Field | None = None
    value: Value | None = None
    undoes: int | None = None
    score: float | None = None
    whys: tuple[Why, ...] = ()
    values: tuple[Attested, ...] = ()
    note: str = ""
    sampled: bool = False
    seq: int = 0


class State(StrEnum):
    """Where a candidate stands."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    CONTRADICTED = "contradicted"


class Candidate(Struct, frozen=True, kw_only=True):
    """Mentions thought to be one person: a pure function of mentions and decisions.

    ``best`` holds one value a field, ``variants`` all of them. ``families`` are the independent publishers, a repost
    or a copied text not counted. ``decision`` is the ``seq`` of the decision that confirmed or rejected it, and
    ``confirmed`` the mentions which that person saw. ``conflicts`` are sentences.
    """

    id: str
    mentions: tuple[str, ...]
    best: tuple[Attested, ...] = ()
    variants: tuple[Attested, ...] = ()
    families: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    state: State = State.DRAFT
    decision: int | None = None
    confirmed: tuple[str, ...] = ()

    def value(self, field: Field) -> Value | None:
        """Return the best value of ``field``."""
        return next((a.value for a in self.best if a.field == field), None)

    @property
    def name(self) -> PersonName:
        """The person's name, as far as it is attested."""
        return PersonName(*(str(self.value(f) or "") for f in (Field.SURNAME, Field.GIVEN, Field.PATRONYMIC)))


class Reference(Struct, frozen=True, kw_only=True):
    """The way back from one exported value: who says so, in which words, and the bytes that hold them.

    ``value`` is what the mention says; where a person corrected that, ``decision`` is the number of the correction.
    """

    field: Field
    value: Value
    quote: str
    where: Where
    mention: str
    evidence: Hash
    url: str
    publisher: str
    posted: datetime | None
    payload: Hash
    decision: int | None = None


class Record(Struct, frozen=True, kw_only=True):
    """What the verification database receives: a person confirmed by a person, every value with its references."""

    id: str
    candidate: str
    decision: int
    confirmed_by: str
    confirmed_at: datetime
    families: tuple[str, ...]
    values: tuple[Attested, ...]
    references: tuple[Reference, ...]

    def value(self, field: Field) -> Value | None:
        """Return the value of ``field``."""
        return next((a.value for a in self.values if a.field == field), None)


def active(decisions: Iterable[Decision]) -> Iterator[Decision]:
    """Yield the decisions that stand: neither undone nor an undoing."""
    decisions = list(decisions)
    undone = {d.undoes for d in decisions if d.judgement is Judgement.UNDO}
    return (d for d in decisions if d.judgement is not Judgement.UNDO and d.seq not in undone)
