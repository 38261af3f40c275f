"""Photographs: their bytes from the archive, checked to be pictures before a browser sees them."""

from dataclasses import dataclass
from io import BytesIO

from PIL import ExifTags, Image

from sinodik.errors import NotFound, SinodikError
from sinodik.records import Box, Claim, Evidence, Mention
from sinodik.store import Store

# What browsers show. Other formats are kept in the archive but not sent.
MIMES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif", "BMP": "image/bmp"}

# What was read is shown enlarged as well if it takes less than this part of the photo.
CROPPED = 0.4

_TURNED = frozenset({5, 6, 7, 8})  # EXIF 2.3, Orientation: rows are columns


@dataclass(frozen=True)
class Picture:
    """A photo and the claims read from it. ``width`` and ``height`` are upright pixels, 0 if it is not kept."""

    payload: str
    width: int = 0
    height: int = 0
    claims: tuple[tuple[Claim, Box], ...] = ()

    @property
    def crop(self) -> tuple[int, int, int, int] | None:
        """The part that was read and a margin: left, top, width, height; None if that is nearly the whole photo."""
        if not self.claims or not self.width:
            return None
        boxes = [box for _, box in self.claims]
        left, top = min(b.left for b in boxes), min(b.top for b in boxes)
        right, bottom = max(b.left + b.width for b in boxes), max(b.top + b.height for b in boxes)
        margin = max(bottom - top, right - left) // 12
        left, top = max(left - margin, 0), max(top - margin, 0)
        right, bottom = min(right + margin, self.width), min(bottom + margin, self.height)
        small = 0 < (right - left) * (bottom - top) < self.width * self.height * CROPPED and bottom > top
        return (left, top, right - left, bottom - top) if small else None


def sniff(body: bytes) -> tuple[str, int, int] | None:
    """Return the media type and the upright width and height in pixels; None if it is no picture that we show.

    Only the header is read, so that a picture of a billion pixels costs nothing.
    """
    try:
        with Image.open(BytesIO(body), formats=list(MIMES)) as image:
            width, height = image.size
            turned = image.getexif().get(ExifTags.Base.Orientation) in _TURNED
            mime = MIMES[image.format or ""]
    except (
        Exception
    ):  # Pillow raises nearly anything for hostile bytes (OSError, ValueError, SyntaxError, struct.error)
        return None
    return (mime, height, width) if turned else (mime, width, height)


def read(store: Store, payload: str) -> tuple[bytes, str] | None:
    """Return a photo's bytes and media type; None if nothing that we show has this SHA-256."""
    try:
        body = store.archive.read(store.evidence.capture(payload))
    except NotFound:
        return None
    found = sniff(body)
    return (body, found[0]) if found else None


class Pictures:
    """Finds the photos of a mention, and remembers their sizes: a photo's bytes never change."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._sizes: dict[str, tuple[int, int]] = {}

    def of(self, mention: Mention, evidence: Evidence) -> tuple[Picture, ...]:
        """Return the photos that belong to a mention, those that claims were read from first."""
        boxed = [c.where.photo for c in mention.claims if isinstance(c.where, Box)]
        own = [evidence.payload] if evidence.kind == "photo" else []
        posted = [p for m in evidence.media if m.kind == "photo" and (p := m.payload or self._kept(m.url))]
        return tuple(self._picture(payload, mention) for payload in dict.fromkeys(boxed + own + posted))

    def _kept(self, url: str) -> str:
        capture = self._store.evidence.capture_of(url)
        return capture.payload if capture else ""

    def _picture(self, payload: str, mention: Mention) -> Picture:
        width, height = self._size(payload)
        claims = tuple((c, c.where) for c in mention.claims if isinstance(c.where, Box) and c.where.photo == payload)
        return Picture(payload, width, height, claims)

    def _size(self, payload: str) -> tuple[int, int]:
        if payload not in self._sizes:
            try:
                found = sniff(self._store.archive.read(self._store.evidence.capture(payload)))
            except SinodikError:  # not kept, or damaged: the page says so in the photo's place
                return (0, 0)
            self._sizes[payload] = found[1:] if found else (0, 0)
        return self._sizes[payload]
