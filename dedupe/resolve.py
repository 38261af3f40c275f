"""Decisions found again in today's mentions: a newer extractor may have read the same post differently."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from sinodik.records import Anchor, Box, Decision, Mention, Span, Where

# Gives the mentions that are read in one piece of evidence today.
MentionsOf = Callable[[str], Sequence[Mention]]


class Ruling(msgspec.Struct, frozen=True):
    """A standing decision and the mentions that it means today; ``lost`` are the anchors' mentions that are gone.

    A mention that is gone still ties: if a person said that it is both of two others, those two are one.
    """

    decision: Decision
    about: tuple[str, ...]
    against: tuple[str, ...]
    lost_about: tuple[str, ...] = ()
    lost_against: tuple[str, ...] = ()

    @property
    def seq(self) -> int:
        """The decision's number."""
        return self.decision.seq

    @property
    def mentions(self) -> tuple[str, ...]:
        """All mentions of today that it speaks of."""
        return (*self.about, *self.against)

    @property
    def lost(self) -> tuple[str, ...]:
        """The mentions that it spoke of, and that nobody reads today."""
        return (*self.lost_about, *self.lost_against)

    @property
    def sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Both sides, with what is gone."""
        return (*self.about, *self.lost_about), (*self.against, *self.lost_against)

    @property
    def everyone(self) -> tuple[str, ...]:
        """All that it ever spoke of."""
        return (*self.mentions, *self.lost)


def resolve(decisions: Iterable[Decision], of: MentionsOf) -> list[Ruling]:
    """Find the mentions that standing decisions point at, by number."""
    return [_ruling(d, of) for d in sorted(decisions, key=lambda d: d.seq)]


def find(anchor: Anchor, of: MentionsOf) -> str | None:
    """Return the mention that an anchor means today: the same one, or else the one that claims most of its place."""
    here = of(anchor.evidence)
    if any(m.id == anchor.mention for m in here):
        return anchor.mention
    shares = ((max(_shared(c.where, anchor.where) for c in m.claims), m.id) for m in here)
    most, nearest = min(((-share, id_) for share, id_ in shares), default=(0, ""))
    return nearest if most < 0 else None


def _ruling(decision: Decision, of: MentionsOf) -> Ruling:
    about, against = ({a.mention: find(a, of) for a in side} for side in (decision.about, decision.against))
    return Ruling(decision, _found(about), _found(against), _gone(about), _gone(against))


def _found(side: Mapping[str, str | None]) -> tuple[str, ...]:
    return tuple(sorted({id_ for id_ in side.values() if id_}))


def _gone(side: Mapping[str, str | None]) -> tuple[str, ...]:
    return tuple(sorted(original for original, id_ in side.items() if id_ is None))


def _shared(a: Where, b: Where) -> int:
    """Return how much two places share: characters of a text, or pixels of a photo."""
    if not a.overlaps(b):
        return 0
    if isinstance(a, Span) and isinstance(b, Span):
        return min(a.end, b.end) - max(a.start, b.start)
    if isinstance(a, Box) and isinstance(b, Box):
        width = min(a.left + a.width, b.left + b.width) - max(a.left, b.left)
        height = min(a.top + a.height, b.top + b.height) - max(a.top, b.top)
        return width * height
    return 0
