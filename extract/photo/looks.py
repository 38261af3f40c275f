"""Looks: the photo, or its inscription only, made ready for Tesseract, and the way back to the photo's own pixels.

A first look at the whole finds where the text stands. The closer looks cut that out, set it level, scale it until the
letters are as tall as Tesseract likes them, and make them dark on light.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

import msgspec
from PIL import Image, ImageChops, ImageFilter, ImageOps

from extract.photo.ocr import Word

Area = tuple[float, float, float, float]  # left, top, right, bottom

WHOLE_SIDE = 1400  # pixels: letters that can be read at all are then tall enough to be found
LETTER_HEIGHT = 36  # pixels; Tesseract's own advice is 30 to 40 for a capital
MAX_SIDE = 2600
_SHADES = 16  # neighbouring shades that count as one
_MAX_TILT = 6.0  # degrees


class Look(msgspec.Struct, frozen=True):
    """A picture to read, the layout to read it with, and where its pixels come from in the upright photo.

    The picture is the photo's rectangle ``area``, scaled by ``scale``, then turned by ``tilt`` degrees (anticlockwise).
    """

    picture: Image.Image
    layout: int
    area: Area
    scale: float
    tilt: float = 0.0

    def back(self, left: float, top: float, width: float, height: float) -> Area:
        """Return the part of the photo that a rectangle of the picture shows."""
        corners = [self._point(x, y) for x in (left, left + width) for y in (top, top + height)]
        xs, ys = zip(*corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def shows_whole(self, word: Word) -> bool:
        """Tell whether a word is clear of the picture's edges; one that touches them may have been cut through."""
        right, bottom = word.left + word.width, word.top + word.height
        return min(word.left, word.top) > 1 and right < self.picture.width - 1 and bottom < self.picture.height - 1

    def _point(self, x: float, y: float) -> tuple[float, float]:
        cx, cy = self.picture.width / 2, self.picture.height / 2
        cos, sin = math.cos(math.radians(self.tilt)), math.sin(math.radians(self.tilt))
        dx, dy = x - cx, y - cy
        flat_x, flat_y = cx + dx * cos - dy * sin, cy + dx * sin + dy * cos
        return self.area[0] + flat_x / self.scale, self.area[1] + flat_y / self.scale


def whole(photo: Image.Image) -> Look:
    """Return the first look: all of the photo, for text here and there."""
    scale = min(WHOLE_SIDE / max(photo.size), 3.0)
    area = (0.0, 0.0, float(photo.width), float(photo.height))
    return Look(ImageOps.autocontrast(_scaled(photo, scale), cutoff=0.5), 11, area, scale)


def flattened(look: Look) -> Look:
    """Return the same look with light and shadow evened out: every pixel against its own surroundings."""
    picture = look.picture
    around = picture.filter(ImageFilter.BoxBlur(max(picture.size) // 24))
    even = ImageChops.subtract(picture, around, scale=0.6, offset=128)
    return msgspec.structs.replace(look, picture=ImageOps.autocontrast(even, cutoff=1))


def closer(photo: Image.Image, first: Look, words: Sequence[Word]) -> Iterator[Look]:
    """Yield closer looks at the inscription that these words of the first look are part of."""
    solid = [w for w in words if w.confidence > 0.5 and sum(c.isalnum() for c in w.text) >= 3]
    if not solid:
        return
    letters = median(w.height for w in solid)
    # What is printed much smaller than the rest is the photographer's mark or the mason's telephone.
    solid = [w for w in solid if w.height > letters * 0.45]
    area = _around(photo, first, solid, letters)
    scale = min(first.scale * LETTER_HEIGHT / letters, MAX_SIDE / max(area[2] - area[0], area[3] - area[1]))
    cut = _scaled(photo.crop(tuple(round(v) for v in area)), scale)  # type: ignore[arg-type] # four ints
    cut = _dark_on_light(ImageOps.autocontrast(cut, cutoff=0.5))
    tilt = _tilt(cut)
    level = cut.rotate(tilt, Image.Resampling.BICUBIC, fillcolor=_ground(cut))
    rounded = tuple(float(round(v)) for v in area)
    look = Look(level, 6, rounded, scale, tilt)  # type: ignore[arg-type] # four floats
    yield look
    yield msgspec.structs.replace(look, layout=4)
    yield flattened(look)
    yield msgspec.structs.replace(flattened(look), layout=11)


def _around(photo: Image.Image, look: Look, words: Sequence[Word], letters: float) -> Area:
    """Return the part of the photo that holds these words, with room for a wider line or one more that was missed."""
    left, top = min(w.left for w in words), min(w.top for w in words)
    right, bottom = max(w.left + w.width for w in words), max(w.top + w.height for w in words)
    side, above = max(letters * 1.6, (right - left) * 0.3), letters * 2.8
    area = look.back(left - side, top - above, right - left + 2 * side, bottom - top + 2 * above)
    return max(0, area[0]), max(0, area[1]), min(photo.width, area[2]), min(photo.height, area[3])


def _scaled(picture: Image.Image, scale: float) -> Image.Image:
    width, height = (max(1, round(side * scale)) for side in picture.size)
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def _ground(picture: Image.Image) -> int:
    """Return the shade that there is most of: the plate's, not the letters'."""
    counts = picture.reduce(2).histogram()
    shades = [sum(counts[shade : shade + _SHADES]) for shade in range(0, 256, _SHADES)]
    return shades.index(max(shades)) * _SHADES + _SHADES // 2


def _dark_on_light(picture: Image.Image) -> Image.Image:
    return ImageOps.invert(picture) if _ground(picture) < 110 else picture


def _tilt(picture: Image.Image) -> float:
    """Return the turn, in degrees, that sets the lines level: where rows of ink and gaps stand out most."""
    ink = ImageOps.invert(picture)
    ink.thumbnail((420, 420))
    coarse = max((_stripes(ink, float(angle)), float(angle)) for angle in range(-int(_MAX_TILT), int(_MAX_TILT) + 1))
    return max((_stripes(ink, coarse[1] + step / 4), coarse[1] + step / 4) for step in range(-3, 4))[1]


def _stripes(ink: Image.Image, angle: float) -> float:
    """Return how much the darkness of neighbouring rows differs when the picture is turned by ``angle``."""
    turned = ink.rotate(angle, Image.Resampling.BILINEAR)
    rows = turned.crop((0, 20, turned.width, max(21, turned.height - 20))).resize(
        (1, max(1, turned.height - 40)), Image.Resampling.BOX
    )
    values = rows.tobytes()
    return sum((a - b) ** 2 for a, b in pairwise(values)) - 0.01 * abs(angle)
