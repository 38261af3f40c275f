"""How well clusters agree with the truth: pairwise precision, recall and F1, and B³ (Bagga and Baldwin 1998)."""

import numpy as np


def accuracy(truth: np.ndarray, found: np.ndarray) -> dict[str, float]:
    """Compare two labellings of the same items, of whole numbers."""
    _, truth = np.unique(truth, return_inverse=True)
    _, found = np.unique(found, return_inverse=True)
    both = truth.astype(np.int64) * (int(found.max(initial=0)) + 1) + found
    shared, ours, real = (_sizes(x) for x in (both, found, truth))
    right, said, true = (float((s - 1).sum()) / 2 for s in (shared, ours, real))  # an item has size - 1 partners
    precision, recall = right / max(said, 1), right / max(true, 1)
    b3_precision, b3_recall = float((shared / ours).mean()), float((shared / real).mean())
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(precision + recall, 1e-9),
        "b3": 2 * b3_precision * b3_recall / (b3_precision + b3_recall),
    }


def _sizes(labels: np.ndarray) -> np.ndarray:
    """Return for each item how many bear its label."""
    _, where, counts = np.unique(labels, return_inverse=True, return_counts=True)
    return counts[where]
