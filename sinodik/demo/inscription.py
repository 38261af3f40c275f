"""What is written on a marker, and setting it in type: which words, how large, and where each of them stands."""

from datetime import date
from functools import cache
from random import Random
from typing import NamedTuple

import msgspec
from PIL import Image, ImageDraw, ImageFont

from sinodik.dates import in_russian
from sinodik.demo.markers import Lettering
from sinodik.errors import MissingTool
from sinodik.records import PartialDate

_FACES = {
    # With serifs or without. Debian's DejaVu and Liberation have the whole of Cyrillic.
    True: ("DejaVuSerif-Bold.ttf", "LiberationSerif-Bold.ttf", "DejaVuSerif.ttf"),
    False: ("DejaVuSans-Bold.ttf", "LiberationSans-Bold.ttf", "DejaVuSansCondensed-Bold.ttf"),
}
_EPITAPHS = ("Помним, любим, скорбим", "Вечная память", "Светлая память")


class Stone(msgspec.Struct, frozen=True, kw_only=True):
    """Whose marker, and of which style (see :data:`sinodik.demo.stones.STYLES`). A date may be unknown."""

    surname: str
    given: str
    patronymic: str = ""
    birth: date | None = None
    death: date | None = None
    style: str = "wood"


class Word(NamedTuple):
    """One word as drawn, and its corners on the flat marker."""

    text: str
    area: tuple[float, float, float, float]


class Line(NamedTuple):
    """One line of an inscription; ``size`` is relative to the surname's."""

    text: str
    size: float


def compose(stone: Stone, rng: Random, epitaph: bool) -> list[Line]:
    """Choose how a stone's name and dates are written: in capitals or not, in how many lines, in which format."""
    capitals = rng.random() < 0.6
    surname = Line(stone.surname.upper() if capitals else stone.surname, 1.0)
    rest = [p for p in (stone.given, stone.patronymic) if p]
    if rng.random() < 0.25:
        rest = [p.upper() for p in rest]
    names = [Line(part, 0.78) for part in (rest if rng.random() < 0.5 else [" ".join(rest)])]
    lines = [surname, *names, *_dates(stone, rng)]
    return [*lines, Line(rng.choice(_EPITAPHS), 0.42)] if epitaph and rng.random() < 0.6 else lines


def _dates(stone: Stone, rng: Random) -> list[Line]:
    in_words = rng.random() < 0.4
    birth, death = (_written(d, in_words) for d in (stone.birth, stone.death))
    if birth and death:
        return [Line(birth, 0.62), Line(death, 0.62)] if in_words else [Line(f"{birth} – {death}", 0.62)]
    if birth:
        return [Line(f"род. {birth}", 0.6)]
    return [Line(f"погиб {death}", 0.6)] if death else []


def _written(day: date | None, in_words: bool) -> str:
    if day is None:
        return ""
    return in_russian(PartialDate(day.year, day.month, day.day)) if in_words else f"{day:%d.%m.%Y}"


def inscribe(sheet: Image.Image, lines: list[Line], lettering: Lettering, rng: Random) -> list[Word]:
    """Draw the lines centred in their area, as large as fits, and return each word with the box of its ink."""
    left, top, right, bottom = lettering.area
    face = rng.choice(_FACES[lettering.serif])
    size = _fitting(lines, face, right - left, bottom - top)
    heights = [size * line.size * 1.42 for line in lines]
    y = (top + bottom - sum(heights)) / 2
    words: list[Word] = []
    for line, height in zip(lines, heights, strict=True):
        font = typeface(face, round(size * line.size))
        x = (left + right - font.getlength(line.text)) / 2
        words += _write(ImageDraw.Draw(sheet), line.text, (x, y + height / 2), font, lettering)
        y += height
    return words


def _write(
    draw: ImageDraw.ImageDraw,
    text: str,
    start: tuple[float, float],
    font: ImageFont.FreeTypeFont,
    lettering: Lettering,
) -> list[Word]:
    x, y = start
    words = []
    for word in text.split():
        draw.text((x + 1.5, y + 1.5), word, lettering.edge, font, anchor="lm")
        draw.text((x, y), word, lettering.ink, font, anchor="lm")
        words.append(Word(word, draw.textbbox((x, y), word, font, anchor="lm")))
        x += font.getlength(word + " ")
    return words


def _fitting(lines: list[Line], face: str, width: int, height: int) -> float:
    """Return the largest surname size in pixels at which every line fits the area."""
    widest = max(typeface(face, 100).getlength(line.text) * line.size for line in lines)
    return min(100 * width / widest, height / (1.42 * sum(line.size for line in lines)), 84)


@cache
def typeface(face: str, size: int) -> ImageFont.FreeTypeFont:
    """Return one of the system's fonts by its file's name, in pixels."""
    try:
        return ImageFont.truetype(face, size)
    except OSError as error:
        raise MissingTool(
            f"The font {face} is not installed.",
            remedy="apt install fonts-dejavu-core fonts-dejavu-extra fonts-liberation",
        ) from error
