"""Persons that a neural network finds where the rules read nothing: rare given names, names from far away.

Optional (``pip install 'sinodik[ner]'``): slovnet (github.com/natasha/slovnet) finds them with navec's word vectors on
numpy alone. Both models' weights lie in natasha's wheel; natasha itself is never imported.
"""

from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import msgspec

from sinodik.errors import MissingTool
from sinodik.settings import Ner

PACKAGES = ("slovnet", "navec", "razdel", "threadpoolctl")
MODEL, VECTORS = "slovnet_ner_news_v1.tar", "navec_news_v1_1B_250K_300d_100q.tar"
_BEARER = "natasha"  # the package whose wheel holds the weights
_INSTALL = "pip install 'sinodik[ner]'"
_PERSON = "PER"


class EntityFinder(Protocol):
    """What the reader asks of a finder of named entities. It must be picklable and cheap until it is first asked."""

    def persons(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        """Return for each text where persons are named: ranges ``(start, end)`` of characters, in order."""


class Extra(msgspec.Struct, frozen=True, dict=True):
    """What of the extra was found on this machine: packages that are not there, and the files of weights by name."""

    lacking: tuple[str, ...]
    weights: dict[str, Path]

    @cached_property
    def missing(self) -> MissingTool | None:
        """What must be installed before names can be found so; None if nothing."""
        if self.lacking:
            return MissingTool(f"Named entities need {', '.join(self.lacking)}.", remedy=_INSTALL)
        if lost := [name for name in (MODEL, VECTORS) if name not in self.weights]:
            return MissingTool(f"{_BEARER}'s installation lacks {', '.join(lost)}.", remedy=_INSTALL)
        return None


def probe() -> Extra:
    """Look for the extra's packages and weights; imports none of them, and loads nothing."""
    lacking = [package for package in PACKAGES if not _is_there(package)]
    try:
        files = distribution(_BEARER).files or ()
    except PackageNotFoundError:
        return Extra((*lacking, _BEARER), {})
    paths = {file.name: Path(str(file.locate())) for file in files if file.name in (MODEL, VECTORS)}
    return Extra(tuple(lacking), {name: path for name, path in paths.items() if path.is_file()})


def _is_there(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except (ImportError, ValueError):  # something stands in its way
        return False


class Slovnet:
    """Slovnet's model of news, read from two files when it is first asked (half a second, 130 MB of memory)."""

    def __init__(self, model: Path, vectors: Path) -> None:
        self._files = (model, vectors)

    def __reduce__(self) -> tuple[type["Slovnet"], tuple[Path, Path]]:
        return Slovnet, self._files

    def persons(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        """Return for each text where persons are named: ranges ``(start, end)`` of characters, in order."""
        tagger, threads = self._loaded
        # On matrices this small the threads of a BLAS do nothing but wait for each other: ten times the work.
        with threads.limit(limits=1, user_api="blas"):
            # Of a batch in which there is no word slovnet's decoder has nothing to begin with.
            marked = list(tagger.map([text if text.strip() else "." for text in texts]))
        return [[(s.start, s.stop) for s in markup.spans if s.type == _PERSON] for markup in marked]

    @cached_property
    def _loaded(self) -> tuple[Any, Any]:
        from navec import Navec
        from slovnet import NER
        from threadpoolctl import ThreadpoolController

        model, vectors = map(str, self._files)
        return NER.load(model).navec(Navec.load(vectors)), ThreadpoolController()


def finder(wanted: Ner) -> EntityFinder | None:
    """Return the finder of entities that the settings ask for, None for none; ``auto`` takes it where it is installed.

    Raises:
        MissingTool: it is ``on``, but not all of it is installed.

    """
    if wanted == "off":
        return None
    extra = probe()
    if extra.missing:
        if wanted == "on":
            raise extra.missing
        return None
    return Slovnet(extra.weights[MODEL], extra.weights[VECTORS])


def mark(entities: EntityFinder | None) -> str:
    """Return what the extractor's version bears where a finder of entities has a part in what is read."""
    return "+ner" if entities else ""
