"""Candidate → Record: what a person confirmed, and the way back from each value. Machines suggest; people confirm."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from sinodik.records import (
    Attested,
    Box,
    Candidate,
    Claim,
    Decision,
    Evidence,
    Field,
    Judgement,
    Mention,
    Record,
    Reference,
    Span,
    State,
)
from sinodik.settings import Confirm

_NAME = (Field.SURNAME, Field.GIVEN, Field.PATRONYMIC)


class Held(msgspec.Struct, frozen=True):
    """A candidate that is not exported although a person has confirmed it, and why not: a sentence."""

    candidate: str
    reason: str


def record(
    candidate: Candidate,
    decisions: Sequence[Decision],
    mentions: Mapping[str, Mention],
    evidence: Mapping[str, Evidence],
    rule: Confirm,
) -> Record | Held:
    """Return what may leave of a candidate, or why it may not.

    ``decisions`` are those that stand; ``mentions`` and ``evidence`` those that there are, by identifier.
    """
    held = Held(candidate.id, "")
    decision = next((d for d in decisions if d.seq == candidate.decision), None)
    if candidate.state is State.CONTRADICTED:
        return _because(held, f"People contradict each other: {' '.join(candidate.conflicts)}".rstrip(": "))
    if candidate.state is not State.CONFIRMED or not decision or decision.judgement is not Judgement.CONFIRM:
        return _because(held, "No decision that stands confirms it; sinodik dedupe brings it up to date.")
    seen = [m for m in confirmed_mentions(candidate, decisions, mentions) if m.evidence in evidence]
    if not seen:
        return _because(held, "None of the mentions that were confirmed is there any more.")
    # One piece of evidence is never two independent sources, whatever the candidate says.
    independent = min(len(candidate.families), len({m.evidence for m in seen}))
    if independent < rule.families:
        return _because(held, f"{independent} independent source(s); the confirmation rule asks for {rule.families}.")
    values, references = _values(candidate, decisions, seen, evidence)
    if not any(v.field in _NAME for v in values):
        return _because(held, "No part of a name is left among the values that were confirmed.")
    if broken := next((r for r in references if not _stands(r, evidence[r.evidence])), None):
        return _because(held, f"The quote «{broken.quote}» does not stand where {broken.mention} says.")
    return Record(
        id="r" + candidate.id[1:],
        candidate=candidate.id,
        decision=decision.seq,
        confirmed_by=decision.reviewer,
        confirmed_at=decision.at,
        families=candidate.families,
        values=values,
        references=references,
    )


def _because(held: Held, reason: str) -> Held:
    return msgspec.structs.replace(held, reason=reason)


def confirmed_mentions(
    candidate: Candidate, decisions: Iterable[Decision], mentions: Mapping[str, Mention]
) -> list[Mention]:
    """Return the mentions of a candidate that a person saw and confirmed; others may have joined it since.

    The candidate's own word (``confirmed``) is not enough: a standing decision must point at the mention.
    """
    anchors = [a for d in decisions if d.judgement is Judgement.CONFIRM for a in d.about]
    ids = {a.mention for a in anchors}
    places = [(a.evidence, a.where) for a in anchors]
    there = (mentions[m] for m in candidate.confirmed if m in candidate.mentions and m in mentions)
    return [
        m
        for m in there
        # By place too: a newer extractor may have read the same name a little longer or shorter.
        if m.id in ids or any(e == m.evidence and m.anchor.where.overlaps(where) for e, where in places)
    ]


def _values(
    candidate: Candidate, decisions: Sequence[Decision], seen: Sequence[Mention], evidence: Mapping[str, Evidence]
) -> tuple[tuple[Attested, ...], tuple[Reference, ...]]:
    """Return the best values that confirmed mentions or corrections attest, each with one reference or more."""
    values, references = [], []
    for best in candidate.best:
        correction = _correction(best, decisions, seen)
        saying = [m for m in seen if m.id in best.mentions] or (list(seen) if correction else [])
        found = [_reference(best, m, evidence[m.evidence], correction) for m in saying]
        if found:
            values.append(Attested(best.field, best.value, tuple(m.id for m in saying)))
            references += found
    return tuple(values), tuple(references)


def _correction(best: Attested, decisions: Iterable[Decision], seen: Iterable[Mention]) -> Decision | None:
    """Return the last standing decision that gave ``best`` its value, if a person did."""
    ours = {m.id for m in seen} | {m.evidence for m in seen}
    found = None
    for decision in decisions:
        if decision.judgement is Judgement.CORRECT and (decision.field, decision.value) == (best.field, best.value):
            about = {a.mention for a in decision.about} | {a.evidence for a in decision.about}
            found = decision if about & ours else found
    return found


def _reference(best: Attested, mention: Mention, evidence: Evidence, correction: Decision | None) -> Reference:
    claim = _claim(best, mention)
    return Reference(
        field=best.field,
        value=claim.value if claim.field is best.field else best.value,
        quote=claim.quote,
        where=claim.where,
        mention=mention.id,
        evidence=evidence.id,
        url=evidence.url,
        publisher=evidence.publisher,
        posted=evidence.posted,
        payload=claim.where.photo if isinstance(claim.where, Box) else evidence.payload,
        decision=correction.seq if correction else None,
    )


def _claim(best: Attested, mention: Mention) -> Claim:
    """Return the claim that says the value, or else what is said of the field, or else where the name stands."""
    same = next((c for c in mention.claims if c.field is best.field and c.value == best.value), None)
    return same or mention.claim(best.field) or mention.anchor


def _stands(reference: Reference, evidence: Evidence) -> bool:
    where = reference.where
    return not isinstance(where, Span) or where.of(evidence.text) == reference.quote


def payloads(found: Record) -> Iterator[str]:
    """Yield the SHA-256 of all bytes that a record rests on."""
    return (r.payload for r in found.references)
