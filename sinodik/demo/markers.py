"""Grave markers drawn flat, seen from straight ahead: two crosses with a plate, a granite stone, an enamel plate.

Each painter draws on a transparent sheet of :data:`SIZE` and returns the area that is free for the inscription.
"""

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from sinodik.demo.textures import Colour, surface, wood

SIZE = (960, 1200)
Area = tuple[int, int, int, int]  # left, top, right, bottom


class Lettering(NamedTuple):
    """Where an inscription goes and how it looks; ``edge`` is the light or shade on the letters' lower right."""

    area: Area
    ink: Colour
    edge: Colour
    serif: bool


Marker = Callable[[Image.Image, Random], Lettering]


def varnished_cross(sheet: Image.Image, rng: Random) -> Lettering:
    """Draw a varnished wooden Orthodox cross with a light metal plate."""
    _cross(sheet, rng, "#5a3418", "#a8703c")
    area = (180, 430, 780, 800)
    plate = surface(_size(area), rng, "#d9d8d2", "#f4f3ee", (40, 3), 0.04)
    _mount(sheet, plate, area, radius=10)
    _frame(sheet, area, 12, "#7d7a72", radius=6)
    _screws(sheet, area)
    return Lettering(_inset(area, 34), "#1d1b19", "#ffffff", serif=False)


def painted_cross(sheet: Image.Image, rng: Random) -> Lettering:
    """Draw a cross painted dark, with a black plate lettered in white."""
    _cross(sheet, rng, *rng.choice([("#22303f", "#3d5468"), ("#3b2a20", "#5d4534"), ("#4a4f52", "#737a7d")]))
    area = (180, 430, 780, 790)
    plate = surface(_size(area), rng, "#101214", "#24282b", (4, 4), 0.05)
    _mount(sheet, plate, area, radius=14)
    _frame(sheet, area, 10, "#c9c7c0", radius=10)
    return Lettering(_inset(area, 32), "#f3f1ea", "#000000", serif=False)


def granite_stone(sheet: Image.Image, rng: Random) -> Lettering:
    """Draw a polished black granite stone on a plinth, an Orthodox cross engraved above the name."""
    outline = _stone_outline(left=170, top=110, right=790, bottom=1010)
    stone = surface(SIZE, rng, "#0d0e10", "#2b2d31", (9, 9), 0.16)
    sheen = Image.linear_gradient("L").rotate(35).crop((60, 60, 196, 196)).resize(SIZE).point(lambda v: v // 7)
    stone = ImageChops.add(stone, Image.merge("RGB", (sheen,) * 3))
    _shadow(sheet, outline)
    sheet.paste(stone, (0, 0), outline)
    _bevel(sheet, outline)
    _mount(sheet, surface((760, 90), rng, "#26282b", "#55585d", (12, 4), 0.2), (100, 1000, 860, 1090), radius=4)
    _engraved_cross(ImageDraw.Draw(sheet), 480, 185, "#b9b7b0")
    _carnations(sheet, rng)
    gold = rng.random() < 0.35
    return Lettering((205, 440, 755, 900), "#d8b978" if gold else "#d9d7d0", "#000000", serif=True)


def enamel_plate(sheet: Image.Image, rng: Random) -> Lettering:
    """Draw a white enamel plate with a blue rim on a rough concrete stele."""
    stele = surface((700, 940), rng, "#6f6d68", "#a9a69d", (7, 9), 0.22)
    _mount(sheet, stele, (130, 150, 830, 1090), radius=26)
    _engraved_cross(ImageDraw.Draw(sheet), 480, 190, "#4f4d49")
    area = (180, 430, 780, 830)
    _mount(sheet, surface(_size(area), rng, "#eceef0", "#fbfbf8", (3, 3), 0.02), area, radius=44)
    _frame(sheet, area, 12, "#27407a", radius=36, width=7)
    _frame(sheet, area, 25, "#27407a", radius=28, width=2)
    _screws(sheet, (area[0] + 22, (area[1] + area[3]) // 2 - 20, area[2] - 22, (area[1] + area[3]) // 2 + 20))
    return Lettering((250, 478, 710, 782), "#14233f", "#ffffff", serif=True)


def _cross(sheet: Image.Image, rng: Random, dark: Colour, light: Colour) -> None:
    slanted = Image.new("RGBA", SIZE)
    _beam(slanted, rng, (300, 905, 660, 965), dark, light)
    sheet.alpha_composite(slanted.rotate(-16, Image.Resampling.BICUBIC, center=(480, 935)))
    _beam(sheet, rng, (432, 60, 528, 1150), dark, light)
    _beam(sheet, rng, (340, 165, 620, 225), dark, light)
    _beam(sheet, rng, (120, 320, 840, 405), dark, light)


def _beam(sheet: Image.Image, rng: Random, area: Area, dark: Colour, light: Colour) -> None:
    width, height = size = _size(area)
    _mount(sheet, wood(size, rng, dark, light, upright=height > width), area, radius=5)


def _mount(sheet: Image.Image, picture: Image.Image, area: Area, radius: int) -> None:
    """Lay a picture on the sheet with round corners, a shadow behind it and light on its upper edge."""
    mask = Image.new("L", SIZE)
    ImageDraw.Draw(mask).rounded_rectangle(area, radius, fill=255)
    _shadow(sheet, mask)
    layer = Image.new("RGB", SIZE)
    layer.paste(picture.resize((area[2] - area[0] + 1, area[3] - area[1] + 1)), area[:2])
    sheet.paste(layer, (0, 0), mask)
    _bevel(sheet, mask)


def _shadow(sheet: Image.Image, mask: Image.Image) -> None:
    area = _room(mask, 34)
    soft = ImageChops.offset(mask.crop(area), 7, 9).filter(ImageFilter.GaussianBlur(9))
    _tint(sheet, soft.point(lambda v: v * 130 // 255), "black", area)


def _bevel(sheet: Image.Image, mask: Image.Image) -> None:
    area = _room(mask, 6)
    mask = mask.crop(area)
    for shift, colour, strength in ((3, "white", 90), (-3, "black", 110)):
        rim = ImageChops.subtract(mask, ImageChops.offset(mask, shift, shift)).filter(ImageFilter.GaussianBlur(1))
        rim = ImageChops.multiply(rim.point(lambda v, s=strength: v * s // 255), mask)
        _tint(sheet, rim, colour, area)


def _tint(sheet: Image.Image, alpha: Image.Image, colour: Colour, area: Area) -> None:
    layer = Image.new("RGBA", alpha.size, colour)
    layer.putalpha(alpha)
    sheet.alpha_composite(layer, area[:2])


def _room(mask: Image.Image, by: int) -> Area:
    """Return the part of the sheet that a mask covers, and ``by`` pixels around it."""
    left, top, right, bottom = mask.getbbox() or (0, 0, *SIZE)
    return max(0, left - by), max(0, top - by), min(SIZE[0], right + by), min(SIZE[1], bottom + by)


def _stone_outline(left: int, top: int, right: int, bottom: int) -> Image.Image:
    mask = Image.new("L", SIZE)
    draw = ImageDraw.Draw(mask)
    draw.rectangle((left, top + 110, right, bottom), fill=255)
    draw.ellipse((left, top, right, top + 220), fill=255)
    return mask


def _engraved_cross(draw: ImageDraw.ImageDraw, x: int, y: int, colour: Colour) -> None:
    bars = [(x, y, x, y + 200), (x - 24, y + 40, x + 24, y + 40), (x - 58, y + 76, x + 58, y + 76)]
    for bar in [*bars, (x - 30, y + 136, x + 30, y + 158)]:
        draw.line(bar, fill=colour, width=9)


def _carnations(sheet: Image.Image, rng: Random) -> None:
    draw = ImageDraw.Draw(sheet)
    for _ in range(7):
        x, y = rng.uniform(210, 520), rng.uniform(985, 1015)
        draw.line((x, y, x + rng.uniform(90, 200), y + rng.uniform(24, 54)), fill="#3f5b33", width=4)
        for _ in range(26):
            dx, dy, r = rng.gauss(0, 9), rng.gauss(0, 8), rng.uniform(3, 6)
            red = rng.choice(("#9c1526", "#b81d2f", "#d2384a", "#86101f"))
            draw.ellipse((x + dx - r, y + dy - r, x + dx + r, y + dy + r), fill=red)


def _frame(sheet: Image.Image, area: Area, inset: int, colour: Colour, radius: int, width: int = 3) -> None:
    ImageDraw.Draw(sheet).rounded_rectangle(_inset(area, inset), radius, outline=colour, width=width)


def _screws(sheet: Image.Image, area: Area) -> None:
    draw = ImageDraw.Draw(sheet)
    left, top, right, bottom = _inset(area, 24)
    for x, y in ((left, top), (right, top), (left, bottom), (right, bottom)):
        draw.ellipse((x - 6, y - 6, x + 6, y + 6), fill="#8d8b86", outline="#4d4b48")
        draw.line((x - 4, y - 3, x + 4, y + 3), fill="#3d3b39", width=2)


def _inset(area: Area, by: int) -> Area:
    return area[0] + by, area[1] + by, area[2] - by, area[3] - by


def _size(area: Area) -> tuple[int, int]:
    return area[2] - area[0], area[3] - area[1]
