"""What to ask people, and in which order: the merges, made or refused, whose mean score is nearest to the cut.

There the machine is as likely wrong as right, so an answer there corrects most. Where two are equally near, the one
that decides about more mentions comes first.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedupe.engine.cluster import Clusters
from dedupe.engine.linkage import Node, Nodes


class Question(NamedTuple):
    """Are two sets of mentions one person? ``doubt`` is the distance of their mean score from the cut, in bits."""

    a: tuple[int, ...]
    b: tuple[int, ...]
    merged: bool
    doubt: float


def order(nodes: Nodes, same: int) -> NDArray[np.int64]:
    """Return the positions of all nodes, the first to be asked about first."""
    doubt = np.abs(nodes[:, Node.MEAN] - same)
    return np.lexsort((nodes[:, Node.B], nodes[:, Node.A], -nodes[:, Node.SIZE], doubt))


def question(clusters: Clusters, at: int, same: int) -> Question:
    """Return one node as a question: its two sides as they were before it."""
    nodes = clusters.nodes
    a, b, mean = (int(nodes[at, x]) for x in (Node.A, Node.B, Node.MEAN))
    sides: dict[int, list[int]] = {}
    first = at
    while first > 0 and nodes[first - 1, Node.COMPONENT] == nodes[at, Node.COMPONENT]:
        first -= 1
    for one, other in nodes[first:at, : Node.B + 1].tolist():
        sides.setdefault(one, [one]).extend(sides.pop(other, [other]))
    left, right = (tuple(sorted(sides.get(x, [x]))) for x in (a, b))
    return Question(left, right, merged=mean >= same, doubt=abs(mean - same) / 100)
