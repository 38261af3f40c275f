"""Merkle tree hashes as in RFC 6962, section 2.1 (Certificate Transparency), of a list that only grows.

Leaves and nodes are hashed under different prefixes, so that a node cannot be passed off as a leaf.
"""

import hashlib
from collections.abc import Collection, Iterable

EMPTY = hashlib.sha256(b"").digest()


def roots(leaves: Iterable[bytes], sizes: Collection[int]) -> dict[int, bytes]:
    """Return the root of each list of the first ``size`` leaves, in one walk; a size beyond the end is left out.

    Memory grows with the logarithm of the list.
    """
    wanted = set(sizes)
    found = {0: EMPTY} if 0 in wanted else {}
    # The perfect subtrees of the list so far, widest first, as (leaves, hash): 6 leaves are a tree of 4 and one of 2.
    #
    #        root            a leaf is added as a tree of one,
    #       /    \           and two trees of one width become one tree
    #      4      2
    peaks: list[tuple[int, bytes]] = []
    for size, leaf in enumerate(leaves, 1):
        peaks.append((1, hashlib.sha256(b"\0" + leaf).digest()))
        while len(peaks) > 1 and peaks[-1][0] == peaks[-2][0]:
            (width, right), (_, left) = peaks.pop(), peaks.pop()
            peaks.append((2 * width, _node(left, right)))
        if size in wanted:
            found[size] = _fold(peaks)
    return found


def _fold(peaks: list[tuple[int, bytes]]) -> bytes:
    root = peaks[-1][1]
    for _, left in reversed(peaks[:-1]):
        root = _node(left, root)
    return root


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()
