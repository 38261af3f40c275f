"""A mention with its evidence, ready to be shown."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from review.highlight import KINDS, Segment, segments, window
from review.pictures import Picture, Pictures
from sinodik.errors import NotFound
from sinodik.records import Candidate, Evidence, Mention, Span
from sinodik.store import Store
from sinodik.store.fates import Gone

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Card:
    """``excerpt`` is the part of the text around the quotes, ``whole`` all of it (empty where the excerpt is all).

    ``number`` counts a candidate's mentions from 1; 0 where the card stands alone.
    """

    mention: Mention
    evidence: Evidence
    excerpt: tuple[Segment, ...]
    whole: tuple[Segment, ...]
    cut: tuple[bool, bool]
    pictures: tuple[Picture, ...]
    gone: Gone | None
    number: int = 0

    @property
    def link(self) -> str:
        """The original's address if a browser may open it, else empty: an address is not ours to trust."""
        return self.evidence.url if self.evidence.url.startswith(("http://", "https://")) else ""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of fields marked: what the legend must explain."""
        return tuple(dict.fromkeys(KINDS[c.field] for c in self.mention.claims))


@dataclass(frozen=True)
class Side:
    """One side of a pair: its card, and the candidate that it belongs to with that one's other mentions."""

    card: Card
    candidate: Candidate | None
    others: tuple[Card, ...]


def card(store: Store, pictures: Pictures, mention: str, number: int = 0) -> Card:
    """Gather what belongs to a mention; raises NotFound if it is not there any more."""
    found = store.mentions.get(mention)
    evidence = store.evidence.get(found.evidence)
    view = window(evidence.text, found.claims)
    clipped = view != Span(0, len(evidence.text))
    return Card(
        mention=found,
        evidence=evidence,
        excerpt=segments(evidence.text, found.claims, view),
        whole=segments(evidence.text, found.claims) if clipped else (),
        cut=(view.start > 0, view.end < len(evidence.text)),
        pictures=pictures.of(found, evidence),
        gone=store.evidence.fate(evidence.url),
        number=number,
    )


def cards(store: Store, pictures: Pictures, mentions: tuple[str, ...]) -> tuple[Card, ...]:
    """Gather several, the earliest posted first, numbered; those that are not there any more are left out."""
    found = []
    for mention in mentions:
        try:
            found.append(card(store, pictures, mention))
        except NotFound:  # read anew meanwhile, and not matched again yet
            continue
    found.sort(key=lambda c: (c.evidence.posted or _NEVER, c.mention.id))
    return tuple(replace(c, number=number) for number, c in enumerate(found, 1))


def side(store: Store, pictures: Pictures, mention: str) -> Side:
    """Gather one side of a pair; raises NotFound if the mention is not there any more."""
    own = card(store, pictures, mention)
    try:
        candidate = store.candidates.of(mention)
    except NotFound:
        return Side(own, None, ())
    others = tuple(m for m in candidate.mentions if m != mention)
    return Side(own, candidate, cards(store, pictures, others))
