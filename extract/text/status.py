"""What became of a person, of all that is told of him."""

from collections.abc import Sequence

from extract.text.proofs import Proof
from sinodik.records import Status

# A death outweighs all; whoever was taken captive is not simply missing, nor is a missing one only wounded.
_ORDER = (Status.DEAD, Status.CAPTURED, Status.MISSING, Status.WOUNDED, Status.OTHER)


def of(proofs: Sequence[Proof]) -> Status:
    """Return the gravest that is told of him; what only stands near counts where nothing is told in words.

    Nothing at all is told of the one person of a post whom no word governs: he is dead, for the post is about a death.
    """
    told = {proof.status for proof in proofs if not proof.weak} or {proof.status for proof in proofs if proof.weak}
    return next((status for status in _ORDER if status in told), Status.DEAD)
