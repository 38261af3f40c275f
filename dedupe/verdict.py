"""Where a candidate stands, from what people decided about its mentions."""

from collections.abc import Sequence

import msgspec

from dedupe.resolve import Ruling
from dedupe.ties import Cluster, Ties
from sinodik.records import Judgement, State, digest


class Verdict(msgspec.Struct, frozen=True):
    """A candidate's state, the decision that put it there, the mentions that were confirmed, and warnings."""

    state: State = State.DRAFT
    decision: int | None = None
    confirmed: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()


def verdict(members: Cluster, ties: Ties) -> Verdict:
    """Find where a candidate stands: of each mention, the last CONFIRM or REJECT counts.

    A confirmed part and a rejected part in one candidate (people tied them) contradict each other. A rejected
    candidate that more mentions have joined is a draft again: there is something new to look at.
    """
    if contradictions := ties.sentences(members):
        return Verdict(State.CONTRADICTED, sentences=tuple(contradictions))
    last = {r.seq: r for m in members if (r := ties.verdict.get(m))}
    confirms, rejects = ([s for s, r in last.items() if r.decision.judgement is j] for j in _RULING)
    if confirms and rejects:
        said = f"Decision {max(confirms)} confirmed a part of these mentions, decision {max(rejects)} rejected another."
        return Verdict(State.CONTRADICTED, sentences=(said,))
    if confirms:
        return _confirmed(members, last[max(confirms)])
    if rejects:
        return _rejected(members, ties, max(rejects))
    return Verdict()


def identity(members: Cluster, rulings: Sequence[Ruling]) -> str:
    """Return a candidate's identifier, which outlives new mentions, and re-extraction once it was confirmed.

    It is a digest of the founding mention: the least mention that the earliest standing confirmation pointed at (by
    the identifier which that had then), or else the least mention that there is.
    """
    confirms = [r for r in rulings if r.decision.judgement is Judgement.CONFIRM and set(r.about) & set(members)]
    if confirms:
        earliest = min(confirms, key=lambda r: r.seq)
        return _id(min(a.mention for a in earliest.decision.about))
    return _id(min(members))


_RULING = (Judgement.CONFIRM, Judgement.REJECT)


def _confirmed(members: Cluster, ruling: Ruling) -> Verdict:
    confirmed = tuple(m for m in members if m in ruling.about)
    joined = len(members) - len(confirmed)
    sentences = (f"{_mentions(joined)} joined after it was confirmed.",) if joined else ()
    return Verdict(State.CONFIRMED, ruling.seq, confirmed, sentences)


def _rejected(members: Cluster, ties: Ties, seq: int) -> Verdict:
    joined = sum(m not in ties.verdict for m in members)
    if joined:
        return Verdict(sentences=(f"Decision {seq} rejected it before {_mentions(joined)} joined.",))
    return Verdict(State.REJECTED, seq)


def lost(members: Cluster, rulings: Sequence[Ruling]) -> tuple[str, ...]:
    """Return a sentence for each decision about these mentions that also points at something nobody reads today."""
    return tuple(
        f"Decision {r.seq} also speaks of {_mentions(len(r.lost))} that can no longer be found."
        for r in rulings
        if r.lost and set(r.mentions) & set(members)
    )


def _mentions(count: int) -> str:
    return "1 mention" if count == 1 else f"{count} mentions"


def _id(founder: str) -> str:
    return "c" + digest(founder)[:12]
