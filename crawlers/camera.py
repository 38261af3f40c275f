"""What a photograph's file says of itself: when and where, as the camera believed, and how it looks as a whole.

A camera's clock and its GPS are claims, not facts. Nothing here decides what a picture shows.
"""

import math
import re
import warnings
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import NamedTuple

import imagehash
import pi_heif
from PIL import ExifTags, Image, ImageOps, ImageStat

from sinodik.errors import BadInput

LARGEST_PIXELS = 50_000_000
# The standard deviation of the grey values (0 to 255) below which a picture is too plain to tell from another.
LEAST_CONTRAST = 4.0
# 16 × 16 bits: the 8 × 8 that are usual take one grave marker for another.
_HASH_SIDE = 16
# The hash looks at 64 × 64 averages; decoding more than a few pixels for each is for nothing.
_ENOUGH = (512, 512)
_UNKNOWN = "application/octet-stream"
_SIGNATURES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png", b"RIFF": "image/webp"}
_MOMENT = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)")
_OFFSET = re.compile(r"[+-]\d\d:\d\d")
_Exif = ExifTags.Base


class Look(NamedTuple):
    """What :func:`look` finds. ``taken`` is the camera's local time, aware only if the camera gave its offset.

    ``place`` is latitude and longitude in degrees (WGS 84); ``phash`` its perceptual hash, empty where the picture
    is too large or too plain for one.
    """

    mime: str
    taken: datetime | None = None
    place: tuple[float, float] | None = None
    phash: str = ""


def look(body: bytes) -> Look:
    """Look at a picture that Pillow or libheif opens; raises BadInput for anything else.

    A picture of absurd dimensions passes: its bytes are evidence, and nobody has to decode them here.
    """
    return _opened(body, lambda picture: Look(_mime(picture), *_said(picture), _phash(picture)))


def mime(body: bytes) -> str:
    """Return the media type of a picture that :func:`look` accepts; raises BadInput for anything else."""
    return _opened(body, lambda picture: Look(_mime(picture))).mime


def _opened(body: bytes, see: Callable[[Image.Image], Look]) -> Look:
    if body[4:8] == b"ftyp":
        pi_heif.register_heif_opener()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of bombs, and of EXIF that is not as it should be
            with Image.open(BytesIO(body)) as picture:
                return see(picture)
    except Image.DecompressionBombError:
        return Look(next((m for start, m in _SIGNATURES.items() if body.startswith(start)), _UNKNOWN))
    except Exception as error:  # Pillow's readers raise whatever broken bytes make them raise
        raise BadInput("not a picture") from error


def _mime(picture: Image.Image) -> str:
    return Image.MIME.get(picture.format or "", _UNKNOWN)


def _said(picture: Image.Image) -> tuple[datetime | None, tuple[float, float] | None]:
    try:
        exif = picture.getexif()
        shot, gps = exif.get_ifd(ExifTags.IFD.Exif), exif.get_ifd(ExifTags.IFD.GPSInfo)
    except Exception:  # as above; a broken EXIF block does not make a picture worthless
        return None, None
    return moment(shot), place(gps)


def moment(shot: dict[int, object]) -> datetime | None:
    """Return when the EXIF block says that a photo was taken: Exif 2.32, 4.6.5 F."""
    match = _MOMENT.match(str(shot.get(_Exif.DateTimeOriginal) or shot.get(_Exif.DateTimeDigitized) or ""))
    offset = _OFFSET.fullmatch(str(shot.get(_Exif.OffsetTimeOriginal, "")).strip("\0 "))
    try:
        # A clock that was never set says 0000:00:00, which is no date.
        naive = datetime(*map(int, match.groups())) if match else None  # type: ignore[arg-type]
        return datetime.fromisoformat(f"{naive}{offset[0]}") if naive and offset else naive
    except ValueError:
        return None


def place(gps: dict[int, object]) -> tuple[float, float] | None:
    """Return latitude and longitude from the GPS block, in degrees to six places (0.1 m): Exif 2.32, 4.6.6."""
    tags = ExifTags.GPS
    latitude = _degrees(gps.get(tags.GPSLatitude), gps.get(tags.GPSLatitudeRef), "NS", 90)
    longitude = _degrees(gps.get(tags.GPSLongitude), gps.get(tags.GPSLongitudeRef), "EW", 180)
    # Receivers without a fix write zeros: a point in the Gulf of Guinea.
    return (latitude, longitude) if latitude is not None and longitude is not None and (latitude or longitude) else None


def _degrees(parts: object, reference: object, signs: str, most: int) -> float | None:
    if not isinstance(parts, tuple) or len(parts) != 3 or not isinstance(reference, str) or reference[:1] not in signs:
        return None
    try:
        degrees, minutes, seconds = (float(p) for p in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    if not reference or not math.isfinite(value) or not 0 <= value <= most:
        return None
    return round(value if reference[:1] == signs[0] else -value, 6)


def _phash(picture: Image.Image) -> str:
    """Return the perceptual hash of the picture as it is shown upright; empty if it cannot be decoded whole.

    The DCT hash of Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions" (2010).
    """
    if picture.width * picture.height > LARGEST_PIXELS:
        return ""
    try:
        picture.draft("L", _ENOUGH)  # a JPEG is decoded small
        upright = ImageOps.exif_transpose(picture).convert("L")
        upright.thumbnail(_ENOUGH, Image.Resampling.BOX, reducing_gap=None)
        if ImageStat.Stat(upright).stddev[0] < LEAST_CONTRAST:
            return ""
        return str(imagehash.phash(upright, hash_size=_HASH_SIDE))
    except Exception:  # as above: a torn photograph is evidence all the same
        return ""
