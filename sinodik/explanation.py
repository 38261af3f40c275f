"""Why a post was read as it was: what a volunteer needs to see where the reader went wrong.

It is made for the screen and is never stored: it names those who were left out, and most of them are living.
"""

from sinodik.records import Mention, Span
from sinodik.struct import Struct


class Reason(Struct, frozen=True):
    """Which rule decided, its sentence for people, and the words of the post that carried it.

    ``rule`` is the rule's name ("is_a_relative"), ``sentence`` one English sentence (for a gate its docstring);
    ``words`` are spans into the text, in order; empty where no single words carried it.
    """

    rule: str
    sentence: str
    words: tuple[Span, ...] = ()


class Recorded(Struct, frozen=True):
    """A person who was recorded.

    ``why`` says why he is taken for a dead (missing, wounded …) one; ``named`` is every place where the post names
    him; ``claims`` holds one reason for each of ``mention.claims``, in the same order.
    """

    mention: Mention
    why: Reason
    named: tuple[Span, ...]
    claims: tuple[Reason, ...]


class LeftOut(Struct, frozen=True):
    """A person who was not recorded: the name in the nominative, every place where it stands, and why not."""

    name: str
    named: tuple[Span, ...]
    why: Reason


class Explanation(Struct, frozen=True):
    """What was read in ``text`` and why.

    ``passed_over`` is set where the whole post was put aside, with the reason; then ``recorded`` is empty, and
    ``left_out`` holds nobody, for no names were looked for or none was judged.
    """

    text: str
    recorded: tuple[Recorded, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    passed_over: Reason | None = None

    @property
    def mentions(self) -> list[Mention]:
        """The mentions, exactly as ``TextReader.mentions`` returns them."""
        return [recorded.mention for recorded in self.recorded]
