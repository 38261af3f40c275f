"""What tells of a person, and where it stands."""

from typing import NamedTuple

from extract.text.tales import Grammar
from sinodik.records import Status


class Proof(NamedTuple):
    """Words that tell what became of a person; ``weak`` where they only stand in the right place.

    ``alone`` if the words tell of one, as "погиб" does.
    """

    start: int
    end: int
    status: Status
    rule: str
    weak: bool = False
    alone: bool = False

    @property
    def is_grave(self) -> bool:
        """Whether it tells that somebody is dead, missing or captive, not only wounded or alive."""
        return self.status not in (Status.WOUNDED, Status.OTHER)


def governs(grammar: Grammar) -> str:
    """Return the name of the rule that ties such a tale to a name."""
    return f"told_as_{grammar}"
