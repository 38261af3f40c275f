"""What a reviewer's key press becomes: a decision with all that the machine said at that moment."""

from collections.abc import Callable, Collection, Iterable

from review.journal import Journal
from sinodik.errors import NotFound, SinodikError
from sinodik.records import Anchor, Decision, Judgement, Mention, Pair, digest
from sinodik.store import Store, now


def anchor(mention: Mention) -> Anchor:
    """Point at a mention so that a new reading of the same evidence finds it again."""
    return Anchor(mention.id, mention.evidence, mention.anchor.where)


def found(store: Store, anchor: Anchor) -> str | None:
    """Return the mention that an anchor points at today: itself, or what now stands in its place."""
    here = store.mentions.of(anchor.evidence)
    if any(m.id == anchor.mention for m in here):
        return anchor.mention
    return next((m.id for m in here if m.anchor.where.overlaps(anchor.where)), None)


def seal(*shown: object) -> str:
    """Return a short digest of what a page shows; forms carry it, so that nobody decides on what they did not see."""
    return digest(*shown)[:24]


def pair_seal(store: Store, pair: Pair, before: Decision | None) -> str:
    """Seal a pair: the comparison, both mentions, and what was decided between them before."""
    return seal(pair, store.mentions.get(pair.a), store.mentions.get(pair.b), before.seq if before else 0)


def between(pair: Pair, a: Mention, b: Mention, judgement: Judgement, reviewer: str) -> Decision:
    """Return the decision that ``a`` and ``b`` are the same, different, or cannot be told."""
    return Decision(
        at=now(),
        reviewer=reviewer,
        judgement=judgement,
        about=(anchor(a),),
        against=(anchor(b),),
        score=pair.score,
        whys=pair.whys,
        sampled=pair.sampled,
    )


def undo(target: Decision, reviewer: str) -> Decision:
    """Return the decision that takes back ``target``."""
    about, against = target.about, target.against
    return Decision(
        at=now(), reviewer=reviewer, judgement=Judgement.UNDO, about=about, against=against, undoes=target.seq
    )


def store_decision(store: Store, decision: Decision, refresh: Callable[[Collection[str]], None]) -> str:
    """Store a decision, then let its neighbourhood be matched anew; returns "" or what went wrong with the latter.

    The two are apart on purpose: what a person decided is safe on the disk before anything else is tried.
    """
    with store.transaction():
        store.decisions.add(decision)
    return refreshed(store, decision.about + decision.against, refresh)


def refreshed(store: Store, anchors: Iterable[Anchor], refresh: Callable[[Collection[str]], None]) -> str:
    """Match the neighbourhood of these anew; returns "" or a sentence saying why it could not be done now."""
    mentions = sorted({m for a in anchors if (m := found(store, a))})
    try:
        refresh(mentions)
    except NotFound:
        return "Your decision is stored. The list was made anew meanwhile: run “sinodik dedupe”."
    except SinodikError as error:
        return f"Your decision is stored, but the list is not up to date yet: {error.message} Run “sinodik dedupe”."
    return ""


def catch_up(store: Store, refresh: Callable[[Collection[str]], None]) -> int:
    """Match anew what was decided but not matched because the desk was killed in between; returns how many pairs."""
    journal = Journal(store.decisions)
    journal.follow()
    decided = journal.settled()
    waiting = store.candidates.comparisons.waiting() if decided else set()
    late = [said for pair, said in decided.items() if pair in waiting]
    for decision in late:
        refreshed(store, decision.about + decision.against, refresh)
    return len(late)
