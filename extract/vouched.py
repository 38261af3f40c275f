"""What people have vouched for outlives a newer extractor that no longer reads it: machines suggest, people confirm."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sinodik.records import Anchor, Decision, Judgement, Mention

# Whoever confirmed a mention, called it the same person as another or corrected it has seen a person there; who
# rejected one, or could not tell, loses nothing with it.
VOUCHING = (Judgement.CONFIRM, Judgement.SAME, Judgement.CORRECT)


def vouched(decisions: Iterable[Decision]) -> Mapping[str, Sequence[Anchor]]:
    """Return what the decisions that stand vouch for, by piece of evidence."""
    found: dict[str, list[Anchor]] = defaultdict(list)
    for decision in decisions:
        if decision.judgement in VOUCHING:
            for anchor in (*decision.about, *decision.against):
                found[anchor.evidence].append(anchor)
    return found


def orphans(before: Iterable[Mention], today: Sequence[Mention], trusted: Iterable[Anchor]) -> list[Mention]:
    """Return the mentions ``before`` that somebody vouched for and that none of ``today``'s stands for.

    One stands for another if it claims anything where the other's name stands: decisions find it there by themselves.
    """
    trusted = list(trusted)
    held = [m for m in before if any(a.mention == m.id or a.where.overlaps(m.anchor.where) for a in trusted)]
    return [m for m in held if not any(c.where.overlaps(m.anchor.where) for new in today for c in new.claims)]
