"""A folder or zip file of photographs, as evidence. What a picture shows is for ``extract/`` to read."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from pathlib import PurePosixPath
from typing import NamedTuple

from crawlers.camera import Look
from crawlers.shelf import Shelf
from sinodik.records import Evidence, Media
from sinodik.sources import Photos

SUFFIXES = frozenset({".heic", ".heif", ".jpeg", ".jpg", ".png", ".webp"})
LARGEST_BYTES = 50 * 1024 * 1024


class Photo(NamedTuple):
    """A photograph as it lies on its shelf; ``name`` is its path from there."""

    name: str
    body: bytes

    @property
    def payload(self) -> str:
        """The SHA-256 of the file."""
        return sha256(self.body).hexdigest()


def photographs(names: Iterable[str]) -> list[str]:
    """Return the names that are a photograph's. Hidden ones (``._1.jpg`` of a Mac) are none."""
    paths = [PurePosixPath(name) for name in names]
    return [str(p) for p in paths if p.suffix.lower() in SUFFIXES and not p.name.startswith(".")]


def read(shelf: Shelf, name: str) -> Photo:
    """Read one photograph; raises BadInput, naming the reason, if it cannot be taken."""
    return Photo(name, shelf.read(name, LARGEST_BYTES))


def evidence(source: Photos, photo: Photo, look: Look, seen: datetime) -> Evidence:
    """Return what is kept of a photograph. Nobody posted it: when its camera says it was taken is another thing."""
    payload = photo.payload
    url = f"photo:{payload}"
    return Evidence(
        source=source.id,
        publisher=source.publisher,
        kind="photo",
        url=url,
        posted=None,
        seen=seen,
        payload=payload,
        title=photo.name,
        media=(Media("photo", url, payload),),
        taken=look.taken,
        place=look.place,
        phash=look.phash,
    )
