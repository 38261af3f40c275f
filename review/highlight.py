"""Evidence with the words that claims quote marked by field."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from sinodik.records import Claim, Field, Span

# One colour a kind of field; more colours than six are not told apart.
KINDS = {
    Field.SURNAME: "name",
    Field.GIVEN: "name",
    Field.PATRONYMIC: "name",
    Field.CALLSIGN: "name",
    Field.BIRTH: "birth",
    Field.DEATH: "death",
    Field.BURIAL: "death",
    Field.MOBILISED: "service",
    Field.AGE: "age",
    Field.RANK: "service",
    Field.UNIT: "service",
    Field.BRANCH: "service",
    Field.AWARD: "service",
    Field.SETTLEMENT: "place",
    Field.DISTRICT: "place",
    Field.REGION: "place",
    Field.CEMETERY: "place",
    Field.OCCUPATION: "place",
    Field.SCHOOL: "place",
}

LONG = 900
AROUND = 320


@dataclass(frozen=True)
class Segment:
    """A run of text under the same claims; ``fields`` is empty where nothing was read."""

    text: str
    fields: tuple[Field, ...] = ()

    @property
    def kind(self) -> str:
        """The kind of the first field, which gives the colour."""
        return KINDS[self.fields[0]] if self.fields else ""


def segments(text: str, claims: Iterable[Claim], window: Span | None = None) -> tuple[Segment, ...]:
    """Cut ``text`` (or a window of it) wherever a quoted span begins or ends.

    Overlapping spans give segments with several fields; a span that reaches beyond the window is clipped.
    """
    window = window or Span(0, len(text))
    spans = [(c.field, c.where) for c in claims if isinstance(c.where, Span) and c.where.overlaps(window)]
    edges = {edge for _, span in spans for edge in (span.start, span.end) if window.start < edge < window.end}
    cuts = [window.start, *sorted(edges), window.end]
    pieces = (Span(start, end) for start, end in pairwise(cuts) if start < end)
    return tuple(Segment(p.of(text), _fields(p, spans)) for p in pieces)


def _fields(piece: Span, spans: list[tuple[Field, Span]]) -> tuple[Field, ...]:
    return tuple(dict.fromkeys(field for field, span in spans if span.overlaps(piece)))


def window(text: str, claims: Iterable[Claim]) -> Span:
    """Return the part of a long text that a reviewer needs: what is quoted and some words around it."""
    if len(text) <= LONG:
        return Span(0, len(text))
    quoted = [c.where for c in claims if isinstance(c.where, Span) and c.where.start < len(text)]
    first = min((s.start for s in quoted), default=0)
    last = min(max((s.end for s in quoted), default=0), len(text))
    return Span(_word_start(text, first - AROUND), _word_end(text, last + AROUND))


def _word_start(text: str, at: int) -> int:
    if at <= 0:
        return 0
    return next((i + 1 for i in range(at, max(at - 40, 0), -1) if text[i].isspace()), at)


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    return next((i for i in range(at, min(at + 40, len(text))) if text[i].isspace()), at)
