"""The decisions that stand, kept at hand: each page needs them, and reading all anew would slow with every one made."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import takewhile

from sinodik.errors import NotFound
from sinodik.records import Decision, Judgement
from sinodik.store.decisions import Decisions

SETTLED = frozenset({Judgement.SAME, Judgement.DIFFERENT})
BETWEEN = SETTLED | {Judgement.UNSURE}


def mentions_of(decision: Decision) -> frozenset[str]:
    """Return the mentions that a decision names."""
    return frozenset(anchor.mention for anchor in decision.about + decision.against)


class Journal:
    """Follows the decisions of a workspace, whoever makes them: they are appended, so only the new ones are read."""

    def __init__(self, decisions: Decisions) -> None:
        self._decisions = decisions
        self._read = 0
        self._standing: dict[int, Decision] = {}
        self._pairs: dict[frozenset[str], dict[int, Decision]] = {}

    def follow(self) -> None:
        """Read what was decided since the last call."""
        last = self._decisions.last()
        for seq in range(self._read + 1, last + 1):
            try:
                self._take(self._decisions.get(seq))
            except NotFound:  # a number that was taken and rolled back
                continue
        self._read = last

    def _take(self, decision: Decision) -> None:
        if decision.judgement is Judgement.UNDO:
            undone = self._standing.pop(decision.undoes or 0, None)
            if undone and undone.judgement in BETWEEN:
                self._pairs[mentions_of(undone)].pop(undone.seq, None)
            return
        self._standing[decision.seq] = decision
        if decision.judgement in BETWEEN:
            self._pairs.setdefault(mentions_of(decision), {})[decision.seq] = decision

    def stands(self, seq: int) -> bool:
        """Tell whether a decision has not been taken back."""
        return seq in self._standing

    def between(self, a: str, b: str) -> Decision | None:
        """Return the newest decision between two mentions."""
        return next(reversed(self._pairs.get(frozenset((a, b)), {}).values()), None)

    def last_of(self, reviewer: str) -> Decision | None:
        """Return a reviewer's newest decision: the one that "undo" takes back."""
        return next((d for d in reversed(self._standing.values()) if d.reviewer == reviewer), None)

    def unsure(self, reviewer: str) -> set[frozenset[str]]:
        """Return the pairs about which this reviewer has said last that they cannot tell."""
        return {
            pair for pair, said in self._newest() if said.judgement is Judgement.UNSURE and said.reviewer == reviewer
        }

    def settled(self) -> dict[frozenset[str], Decision]:
        """Return the pairs about which somebody has said last that they are the same or different."""
        return {pair: said for pair, said in self._newest() if said.judgement in SETTLED}

    def _newest(self) -> Iterator[tuple[frozenset[str], Decision]]:
        return ((pair, next(reversed(said.values()))) for pair, said in self._pairs.items() if said)

    def since(self, moment: datetime) -> int:
        """Return how many were made since then."""
        return sum(1 for _ in takewhile(lambda d: d.at >= moment, reversed(self._standing.values())))


def midnight() -> datetime:
    """Return when today began here, in UTC."""
    return datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
