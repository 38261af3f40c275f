"""Disjoint sets (union-find; Tarjan 1975): what is tied to what."""

from collections import defaultdict
from collections.abc import Iterable, Iterator


class Groups:
    """Sets of mentions (or of evidence) that only ever grow together. The least member names a set."""

    def __init__(self, members: Iterable[str] = ()) -> None:
        self._parent = {m: m for m in members}

    def root(self, member: str) -> str:
        """Return the name of the set that ``member`` is in; a newcomer is alone in its own."""
        parent = self._parent.setdefault(member, member)
        while parent != member:
            self._parent[member] = self._parent[parent]
            member, parent = parent, self._parent[parent]
        return member

    def tie(self, members: Iterable[str]) -> None:
        """Put all of ``members``, and all that is tied to them, into one set."""
        roots = sorted({self.root(m) for m in members})
        for root in roots[1:]:
            self._parent[root] = roots[0]

    def together(self, a: str, b: str) -> bool:
        """Tell whether the two are in one set."""
        return self.root(a) == self.root(b)

    def members(self) -> Iterator[str]:
        """Yield everybody who is in any set."""
        return iter(tuple(self._parent))

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        """Yield every set, its members in order; the sets by their least member."""
        sets: dict[str, list[str]] = defaultdict(list)
        for member in sorted(self._parent):
            sets[self.root(member)].append(member)
        return (tuple(members) for _, members in sorted(sets.items()))
