"""The page on which a volunteer sees how one post was read: every claim in its place, its reason, and who was left out.

The post is read anew for it; what is stored stays as it is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from starlette.responses import Response

from review.desk import Visit
from review.highlight import KINDS
from review.pages import FIELDS, percent, shown
from sinodik.errors import NotFound
from sinodik.explanation import Explanation, LeftOut, Reason, Recorded
from sinodik.records import Claim, Evidence, Mention, Span
from sinodik.store import Store

STRANGER = "stranger"


@dataclass(frozen=True)
class Note:
    """Something to say about words of a post; ``at`` is the place on the page that says more."""

    at: str
    kind: str
    title: str
    where: Span


@dataclass(frozen=True)
class Piece:
    """A run of text under the same notes: none where nothing was read."""

    text: str
    notes: tuple[Note, ...] = ()

    @property
    def title(self) -> str:
        """What all the notes say, a line each."""
        return "\n".join(dict.fromkeys(note.title for note in self.notes))


@dataclass(frozen=True)
class Row:
    """One claim with its reason; ``words`` are those of the post that carried it."""

    at: str
    claim: Claim
    reason: Reason
    words: tuple[str, ...]


@dataclass(frozen=True)
class Person:
    """Somebody whom the post names, recorded or left out (then without ``rows``)."""

    at: str
    name: str
    status: str
    why: Reason
    words: tuple[str, ...]
    rows: tuple[Row, ...] = ()


def page(visit: Visit) -> Response:
    """Show how a post was read; a photograph has its reading on the card of each mention."""
    evidence = visit.store.evidence.get(visit.request.path_params["id"])
    if evidence.kind != "post":
        raise NotFound(
            "That is a photograph, not a post.", remedy="its candidate's page shows where each value was read"
        )
    explanation = visit.desk.explain(evidence)
    recorded = [_recorded(r, n, explanation.text) for n, r in enumerate(explanation.recorded, 1)]
    left_out = [_left_out(p, n, explanation.text) for n, p in enumerate(explanation.left_out, 1)]
    context: dict[str, object] = {
        "evidence": evidence,
        "link": evidence.url if evidence.url.startswith(("http://", "https://")) else "",
        "pieces": pieces(explanation.text, notes(explanation)),
        "recorded": recorded,
        "left_out": left_out,
        "passed_over": explanation.passed_over,
        "passed_over_words": _words(explanation.passed_over, explanation.text) if explanation.passed_over else (),
        "stale": stale(visit.store, evidence, explanation),
        "candidates": _candidates(visit.store, explanation.mentions),
    }
    return visit.page("reading.html", context)


def notes(explanation: Explanation) -> list[Note]:
    """Return a note for each claim, and for each place that names somebody who was left out."""
    said = [
        Note(f"p{n}c{m}", KINDS[claim.field], _title(claim, reason), claim.where)
        for n, recorded in enumerate(explanation.recorded, 1)
        for m, (claim, reason) in enumerate(zip(recorded.mention.claims, recorded.claims, strict=True), 1)
        if isinstance(claim.where, Span)
    ]
    strangers = [
        Note(f"o{n}", STRANGER, f"Left out: {left_out.why.sentence}", where)
        for n, left_out in enumerate(explanation.left_out, 1)
        for where in left_out.named
    ]
    return said + strangers


def _title(claim: Claim, reason: Reason) -> str:
    return f"{FIELDS[claim.field]}: {shown(claim.value)}, {percent(claim.confidence)} sure. {reason.sentence}"


def pieces(text: str, notes: Sequence[Note]) -> list[Piece]:
    """Cut ``text`` wherever noted words begin or end; no letter is lost or doubled, wherever the notes lie."""
    begins, ends = _at(notes, "start"), _at(notes, "end")
    inner = {edge for edge in (*begins, *ends) if 0 < edge < len(text)}
    under: dict[int, Note] = {}
    found: list[Piece] = []
    for start, end in pairwise([0, *sorted(inner), len(text)]):
        for number in ends.get(start, ()):
            under.pop(number, None)
        under |= {number: notes[number] for number in begins.get(start, ()) if notes[number].where.end > start}
        if start < end:
            found.append(Piece(text[start:end], tuple(under[number] for number in sorted(under))))
    return found


def _at(notes: Iterable[Note], edge: str) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for number, note in enumerate(notes):
        found[note.where.start if edge == "start" else note.where.end].append(number)
    return found


def stale(store: Store, evidence: Evidence, explanation: Explanation) -> str:
    """Return the version of the extractor whose reading is stored, if it read otherwise; "" if it is the same."""
    now = {m.id: m for m in explanation.mentions}
    stored = {m.id: m for m in store.mentions.of(evidence.id)}
    differ = next((m for id_, m in stored.items() if id_ not in now or _said(m) != _said(now[id_])), None)
    if differ:
        return differ.version
    return "" if stored.keys() == now.keys() else "none"


def _said(mention: Mention) -> list[tuple[object, ...]]:
    return [(mention.status, c.field, str(c.value), c.where) for c in mention.claims]


def _recorded(recorded: Recorded, number: int, text: str) -> Person:
    claims = zip(recorded.mention.claims, recorded.claims, strict=True)
    rows = (Row(f"p{number}c{m}", c, r, _words(r, text, c.quote)) for m, (c, r) in enumerate(claims, 1))
    name, status = str(recorded.mention.name), recorded.mention.status.value
    return Person(f"p{number}", name, status, recorded.why, _words(recorded.why, text), tuple(rows))


def _left_out(left_out: LeftOut, number: int, text: str) -> Person:
    return Person(f"o{number}", left_out.name, "", left_out.why, _words(left_out.why, text))


def _words(reason: Reason, text: str, shown: str = "") -> tuple[str, ...]:
    """Return the words that carried a reason, but for those that are shown beside it."""
    return tuple(words for span in reason.words if (words := span.of(text)) != shown)


def _candidates(store: Store, mentions: Iterable[Mention]) -> dict[str, str]:
    """Return the candidate of each person on the page who has one."""
    return dict(_found(store, mentions))


def _found(store: Store, mentions: Iterable[Mention]) -> Iterator[tuple[str, str]]:
    for number, mention in enumerate(mentions, 1):
        try:
            yield f"p{number}", store.candidates.of(mention.id).id
        except NotFound:  # not matched yet, or read otherwise than what is stored
            continue
