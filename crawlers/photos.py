"""A folder of photographs, as evidence. Looks at headers only: what a picture shows is for ``extract/`` to read."""

import os
import stat
import warnings
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from sinodik.errors import BadInput
from sinodik.records import Evidence, Media
from sinodik.sources import Photos

SUFFIXES = frozenset({".heic", ".heif", ".jpeg", ".jpg", ".png", ".webp"})
LARGEST_BYTES = 50 * 1024 * 1024
_SIGNATURES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png", b"RIFF": "image/webp"}


class Photo(NamedTuple):
    """A photograph as it lies in its folder; ``name`` is its path from there."""

    name: str
    body: bytes
    mime: str

    @property
    def payload(self) -> str:
        """The SHA-256 of the file."""
        return sha256(self.body).hexdigest()


def names(folder: Path) -> Iterator[Path]:
    """Yield what is named like a photograph, anywhere under ``folder``, by path. Links to folders are not followed."""
    found = [
        Path(parent, file)
        for parent, _, files in os.walk(folder)
        for file in files
        if Path(file).suffix.lower() in SUFFIXES and not file.startswith(".")
    ]
    return iter(sorted(found))


def read(path: Path, folder: Path) -> Photo:
    """Read one photograph; raises BadInput, naming the reason, if it cannot be taken."""
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            raise BadInput("a link that leads out of the folder")
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise BadInput("not a file")
        if status.st_size > LARGEST_BYTES:
            raise BadInput(f"larger than {LARGEST_BYTES >> 20} MiB")
        body = path.read_bytes()
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle, until Python 3.13
        raise BadInput("not readable") from error
    return Photo(path.relative_to(folder).as_posix(), body, mime(body))


def mime(body: bytes) -> str:
    """Return the media type of a picture that Pillow opens; raises BadInput for anything else.

    A picture of absurd dimensions passes: its bytes are evidence, and nobody has to decode them here.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(body)) as picture:
                return Image.MIME.get(picture.format or "", "application/octet-stream")
    except Image.DecompressionBombError:
        return next((m for start, m in _SIGNATURES.items() if body.startswith(start)), "application/octet-stream")
    except Exception as error:  # Pillow's readers raise whatever broken bytes make them raise
        raise BadInput("not a picture") from error


def evidence(source: Photos, photo: Photo, seen: datetime) -> Evidence:
    """Return what is kept of a photograph. Nobody says when it was taken: a camera's clock is a claim, not a fact."""
    url = f"photo:{photo.payload}"
    return Evidence(
        source=source.id,
        publisher=source.publisher,
        kind="photo",
        url=url,
        posted=None,
        seen=seen,
        payload=photo.payload,
        title=photo.name,
        media=(Media("photo", url, photo.payload),),
    )
