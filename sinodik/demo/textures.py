"""Surfaces for the demo's photographs, made of seeded noise: the same seed gives the same picture."""

from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

Size = tuple[int, int]
Colour = str


def noise(size: Size, rng: Random) -> Image.Image:
    """Return even grey noise (Pillow's own ``effect_noise`` cannot be seeded)."""
    width, height = size
    return Image.frombytes("L", size, rng.randbytes(width * height))


def clouds(size: Size, rng: Random, grain: Size = (6, 6), octaves: int = 4) -> Image.Image:
    """Return soft grey shapes: noise of ``grain`` cells and its finer octaves, each half as strong as the last."""
    sheet = Image.new("L", size, 128)
    for octave in range(octaves):
        cells = (max(2, grain[0] << octave), max(2, grain[1] << octave))
        layer = noise(cells, rng).resize(size, Image.Resampling.BICUBIC)
        sheet = Image.blend(sheet, layer, 0.5 if octave == 0 else 0.5 ** (octave + 1))
    return ImageOps.autocontrast(sheet)


def surface(size: Size, rng: Random, dark: Colour, light: Colour, grain: Size, speckle: float = 0.1) -> Image.Image:
    """Return a coloured surface between two shades, with fine ``speckle`` (0 to 1) over its ``grain``."""
    grey = Image.blend(clouds(size, rng, grain), noise(size, rng), speckle)
    return ImageOps.colorize(grey, dark, light)


def wood(size: Size, rng: Random, dark: Colour, light: Colour, upright: bool = True) -> Image.Image:
    """Return planed wood whose grain runs upright or across."""
    grain = (max(8, size[0] // 7), 2) if upright else (2, max(8, size[1] // 7))
    return surface(size, rng, dark, light, grain, speckle=0.06)


def sky(size: Size, rng: Random, zenith: Colour, horizon: Colour) -> Image.Image:
    """Return an overcast sky that brightens towards the horizon."""
    gradient = Image.linear_gradient("L").resize(size)
    cover = clouds(size, rng, grain=(3, 5))
    return ImageOps.colorize(Image.blend(gradient, cover, 0.25), zenith, horizon)


def firs(size: Size, rng: Random, colour: Colour) -> Image.Image:
    """Return the edge of a wood on a transparent sheet, out of focus, its feet on the lower edge."""
    width, height = size
    sheet = Image.new("RGBA", size)
    draw = ImageDraw.Draw(sheet)
    x = -20.0
    while x < width + 20:
        tall, half = rng.uniform(0.45, 0.98) * height, rng.uniform(16, 34)
        for tier in range(4):
            top, spread = height - tall * (1 - 0.2 * tier), half * (0.4 + 0.2 * tier)
            draw.polygon([(x, top), (x - spread, top + tall * 0.42), (x + spread, top + tall * 0.42)], fill=colour)
        x += rng.uniform(14, 34)
    draw.rectangle((0, height * 0.82, width, height), fill=colour)
    return sheet.filter(ImageFilter.GaussianBlur(2.5))


def vignette(picture: Image.Image, strength: float) -> Image.Image:
    """Darken the corners by ``strength`` (0 to 1)."""
    falloff = Image.radial_gradient("L").resize(picture.size).point(lambda v: 255 - int(max(0, v - 90) * strength))
    return ImageChops.multiply(picture, Image.merge("RGB", (falloff,) * 3))


def film(picture: Image.Image, rng: Random, strength: float) -> Image.Image:
    """Add the sensor's grain."""
    grain = noise(picture.size, rng).filter(ImageFilter.GaussianBlur(0.6))
    return Image.blend(picture, Image.merge("RGB", (grain,) * 3), strength)
