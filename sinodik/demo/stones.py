"""Photographs of grave markers of people who never lived, for the demo and the tests.

Every picture says at its edge that the person is invented. The same stone and seed give the same bytes
(with the same Pillow and the same fonts).
"""

import io
import math
from random import Random
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFilter

from sinodik.demo.inscription import Stone, Word, compose, inscribe, typeface
from sinodik.demo.markers import SIZE, Marker, enamel_plate, granite_stone, painted_cross, varnished_cross
from sinodik.demo.textures import film, firs, sky, surface, vignette
from sinodik.errors import BadInput

__all__ = ["STYLES", "Photograph", "Stone", "photograph", "render"]

STYLES: dict[str, Marker] = {
    "wood": varnished_cross,
    "painted": painted_cross,
    "granite": granite_stone,
    "enamel": enamel_plate,
}
_HONEST = "вымышленный человек · Sinodik demo"
_HORIZON = 520

# Ground, far wood, zenith, horizon: snow, grass, bare earth.
_SEASONS = (
    (("#b9c4d2", "#f6f8fb"), "#5b6670", "#8fa0b3", "#e3e8ee"),
    (("#3c5526", "#8a9a52"), "#33452f", "#7fa3cc", "#dbe7f0"),
    (("#4a3b2c", "#8f7a60"), "#46433c", "#8b929b", "#d5d6d4"),
)

# Row by row, the upper two rows of a 3 × 3 matrix and its last: where a point of the flat marker is in the picture.
_Homography = tuple[float, float, float, float, float, float, float, float]
_STRAIGHT: _Homography = (1, 0, 0, 0, 1, 0, 0, 0)


class Photograph(NamedTuple):
    """A JPEG and what stands in it: each word with its box (left, top, right, bottom) in pixels."""

    jpeg: bytes
    words: list[Word]


def render(stone: Stone, seed: int) -> bytes:
    """Return a JPEG of an invented marker; the seed chooses the light, the lettering, the tilt."""
    return photograph(stone, seed).jpeg


def photograph(stone: Stone, seed: int) -> Photograph:
    """Render a marker and tell where its words stand."""
    if stone.style not in STYLES:
        raise BadInput(f"There is no style “{stone.style}”.", remedy=f"known styles: {', '.join(STYLES)}")
    rng = Random(f"{seed} {stone}")  # noqa: S311 - pictures, not secrets
    sheet = Image.new("RGBA", SIZE)
    lettering = STYLES[stone.style](sheet, rng)
    words = inscribe(sheet, compose(stone, rng, epitaph=stone.style == "granite"), lettering, rng)
    view = _viewpoint(rng, level=seed % 3 == 0)
    seen = sheet
    if view != _STRAIGHT:
        seen = sheet.transform(SIZE, Image.Transform.PERSPECTIVE, _inverse(view), Image.Resampling.BICUBIC)
    scene = _landscape(rng)
    scene.paste(seen, (0, 0), seen)
    scene = _camera(scene, rng)
    return Photograph(_jpeg(scene), [Word(w.text, _seen(w.area, view)) for w in words])


def _landscape(rng: Random) -> Image.Image:
    ground, wood, zenith, horizon = rng.choice(_SEASONS)
    width, height = SIZE
    scene = Image.new("RGB", SIZE)
    scene.paste(sky((width, _HORIZON + 20), rng, zenith, horizon), (0, 0))
    trees = firs((width, 230), rng, wood)
    scene.paste(trees, (0, _HORIZON - 210), trees)
    scene.paste(surface((width, height - _HORIZON), rng, *ground, (10, 26), 0.2), (0, _HORIZON))
    return scene.filter(ImageFilter.GaussianBlur(2.2))  # out of focus: the marker is what was photographed


def _camera(scene: Image.Image, rng: Random) -> Image.Image:
    scene = film(vignette(scene, rng.uniform(0.5, 0.9)), rng, rng.uniform(0.02, 0.06))
    scene = scene.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 0.9)))
    draw = ImageDraw.Draw(scene, "RGBA")
    font = typeface("DejaVuSans.ttf", 17)
    width, height = SIZE
    draw.rectangle((0, height - 30, width, height), fill=(0, 0, 0, 110))
    draw.text((width - 14, height - 15), _HONEST, (255, 255, 255, 210), font, anchor="rm")
    return scene


def _viewpoint(rng: Random, level: bool) -> _Homography:
    """Return a slight turn of the camera and a slight slant of the marker, about the picture's middle."""
    if level:
        return _STRAIGHT
    angle = math.radians(rng.uniform(-4.5, 4.5))
    slant, lean = rng.uniform(-1.2e-4, 1.2e-4), rng.uniform(-0.8e-4, 0.8e-4)
    cos, sin, (cx, cy) = math.cos(angle), math.sin(angle), (SIZE[0] / 2, SIZE[1] / 2)
    # translate to the middle · project · rotate · translate back, multiplied out
    g, h = slant * cos + lean * sin, -slant * sin + lean * cos
    i = 1 - g * cx - h * cy
    rows = (
        (cos + cx * g, -sin + cx * h, cx * i - cos * cx + sin * cy),
        (sin + cy * g, cos + cy * h, cy * i - sin * cx - cos * cy),
    )
    (a, b, c), (d, e, f) = rows
    return (a / i, b / i, c / i, d / i, e / i, f / i, g / i, h / i)


def _inverse(view: _Homography) -> _Homography:
    """Return the adjugate, scaled: Pillow asks for the way from the picture back to the marker."""
    a, b, c, d, e, f, g, h = view
    scale = a * e - b * d
    rows = (e - f * h, c * h - b, b * f - c * e, f * g - d, a - c * g, c * d - a * f, d * h - e * g, b * g - a * h)
    first, second, third, fourth, fifth, sixth, seventh, eighth = (v / scale for v in rows)
    return (first, second, third, fourth, fifth, sixth, seventh, eighth)


def _seen(area: tuple[float, float, float, float], view: _Homography) -> tuple[float, float, float, float]:
    left, top, right, bottom = area
    corners = [_project(x, y, view) for x in (left, right) for y in (top, bottom)]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _project(x: float, y: float, view: _Homography) -> tuple[float, float]:
    a, b, c, d, e, f, g, h = view
    depth = g * x + h * y + 1
    return (a * x + b * y + c) / depth, (d * x + e * y + f) / depth


def _jpeg(scene: Image.Image) -> bytes:
    buffer = io.BytesIO()
    scene.save(buffer, "JPEG", quality=88)
    return buffer.getvalue()
