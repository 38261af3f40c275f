"""What an import could not take: how many for which reason, and the first few by name, so that they can be found."""

from collections import defaultdict

_NAMED = 3
_LONGEST = 60  # characters of a name


class LeftOut:
    """Counts what was left out, by reason."""

    def __init__(self) -> None:
        self._counts: defaultdict[str, int] = defaultdict(int)
        self._names: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, reason: str, name: str = "", count: int = 1) -> None:
        """Count one more (or ``count``); ``name`` is its path in what is imported, where it has one."""
        self._counts[reason] += count
        if name and len(self._names[reason]) < _NAMED:
            self._names[reason].append(_shown(name))

    def said(self, what: str) -> str:
        """Return a sentence for the operator; "" if nothing was left out. ``what`` names the things, in the plural."""
        listed = ", ".join(f"{count} {reason}{self._named(reason)}" for reason, count in sorted(self._counts.items()))
        return f"Finished, but {sum(self._counts.values())} {what} were left out: {listed}." if listed else ""

    def _named(self, reason: str) -> str:
        names = self._names[reason]
        more = ["…"] if names and self._counts[reason] > len(names) else []
        return f" ({', '.join([*names, *more])})" if names else ""


def _shown(name: str) -> str:
    """Return a name as it can be printed in one line; of a long one, the end, where files differ."""
    plain = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)
    return plain if len(plain) <= _LONGEST else f"…{plain[1 - _LONGEST :]}"
