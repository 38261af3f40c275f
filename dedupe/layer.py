"""What came or went since a full run: a thin layer over what that left, one file, made anew by each run in between.

It is written whole before the database names it, and the one before is taken away after it. The full run's own arrays
are never touched.
"""

from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from dedupe.engine.blocks import Keys
from dedupe.engine.columns import Rows
from dedupe.engine.lexicon import Codes, Known, Words, taken
from dedupe.engine.link import Links
from dedupe.findings import Longs
from dedupe.matter import nothing


class Layer(NamedTuple):
    """Mentions that came, in the order of their coming: their positions follow on those of the full run.

    ``evidence`` has a number for what each stands in, ``rows`` and ``words`` are as the engine has them: only what was
    new. ``links`` tie them to whom they met, ``gone`` are the positions of all that are not there any more, in order.
    ``keys``, in order, and ``keyed``, whose they are, find those that came.
    """

    ids: NDArray[np.bytes_]
    evidence: Longs
    rows: Rows
    words: Words
    links: Links
    gone: Longs
    keys: Keys
    keyed: Codes

    @classmethod
    def nothing(cls, ids: NDArray[np.bytes_], rows: Rows, words: Words) -> "Layer":
        """Return a layer in which nobody came or went; the rest tells how wide its columns are."""
        none = np.zeros(0, np.int64)
        return cls(
            ids[:0],
            none,
            rows[:0],
            taken(words, slice(0, 0)),
            nothing(),
            none,
            none.astype(np.uint64),
            none.astype(np.int32),
        )


def write(path: Path, layer: Layer, known: list[Known]) -> None:
    """Write a layer, and the numbers of words and things that are new in it."""
    arrays: dict[str, Any] = {
        **{name: x for name, x in layer._asdict().items() if isinstance(x, np.ndarray)},
        **{f"word-{name}": x for name, x in layer.words._asdict().items()},
        **{f"link-{name}": getattr(layer.links, name) for name in ("a", "b", "score")},
        **{f"known-{k}-{name}": x for k, some in enumerate(known) for name, x in some._asdict().items()},
    }
    np.savez(path, **arrays)


def read(path: Path) -> Layer:
    """Read a layer; raises OSError or ValueError where there is none, or it is not whole."""
    try:
        with path.open("rb") as opened, np.load(opened) as file:  # or what is no layer would stay open
            plain = {name: file[name] for name in Layer._fields if name in file.files}
            words = Words._make(file[f"word-{name}"] for name in Words._fields)
            a, b, score = (file[f"link-{name}"] for name in ("a", "b", "score"))
    except (BadZipFile, EOFError, KeyError) as error:
        raise ValueError(f"{path} is damaged.") from error
    return Layer(**plain, words=words, links=Links(a, b, score, 0))


def numbers(path: Path) -> list[Known]:
    """Read the numbers of words and things that were new."""
    with np.load(path) as file:
        kinds = range(sum(name.endswith("-codes") for name in file.files))
        return [Known(*(file[f"known-{k}-{name}"] for name in Known._fields)) for k in kinds]
