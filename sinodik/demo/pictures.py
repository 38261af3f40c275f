"""The pictures of the demo world's posts: a candle, a portrait that shows nobody, a grave marker."""

import io
import random

import msgspec
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from sinodik.demo import stones
from sinodik.demo.people import Person

SIZE = (640, 480)
_NOTICE = "вымышленный человек · Sinodik demo"
_DUSKS = ((28, 22, 38), (20, 28, 40), (38, 24, 22), (24, 30, 26))
_CLOTHS = ((96, 104, 88), (84, 92, 104), (108, 98, 84))
_WALLS = ((206, 200, 190), (190, 198, 206), (204, 206, 194))


class Picture(msgspec.Struct, frozen=True):
    """What a picture shows, ``candle``, ``portrait`` or ``stone``, and of whom; a candle may be nobody's."""

    shows: str
    person: Person | None
    seed: int

    def draw(self) -> bytes:
        """Return the picture as a JPEG; the same for the same seed."""
        if self.shows == "stone" and self.person:
            return stones.render(marker(self.person, self.seed), self.seed)
        rng = random.Random(self.seed)  # noqa: S311 - a picture, not a secret
        image = _candle(rng) if self.shows == "candle" else _portrait(rng)
        _sign(image)
        file = io.BytesIO()
        image.save(file, "JPEG", quality=82)
        return file.getvalue()


def marker(person: Person, seed: int) -> stones.Stone:
    """Return what stands on a person's grave marker."""
    styles = list(stones.STYLES)
    return stones.Stone(
        surname=person.surname,
        given=person.given,
        patronymic=person.patronymic,
        birth=person.birth,
        death=person.death,
        style=styles[seed % len(styles)],
    )


def _candle(rng: random.Random) -> Image.Image:
    """Draw a burning candle in the dark."""
    image = Image.new("RGB", SIZE, rng.choice(_DUSKS))
    x, top = SIZE[0] // 2 + rng.randint(-120, 120), rng.randint(210, 260)
    for radius, colour in ((210, (92, 60, 26)), (130, (150, 96, 36)), (70, (214, 150, 62))):
        _glow(image, x, top - 50, radius, colour)
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((x - 26, top, x + 26, SIZE[1] - 40), 8, fill=(232, 220, 190))
    draw.rectangle((x + 10, top + 8, x + 26, SIZE[1] - 48), fill=(208, 190, 152))
    draw.line((x, top, x, top - 18), fill=(50, 40, 34), width=4)
    draw.polygon([(x - 15, top - 34), (x, top - 96), (x + 15, top - 34), (x, top - 14)], fill=(255, 206, 96))
    draw.polygon([(x - 7, top - 32), (x, top - 66), (x + 7, top - 32), (x, top - 18)], fill=(255, 246, 214))
    draw.rectangle((0, SIZE[1] - 42, *SIZE), fill=(26, 18, 16))
    return image.filter(ImageFilter.GaussianBlur(0.8))


def _glow(image: Image.Image, x: int, y: int, radius: int, colour: tuple[int, int, int]) -> None:
    mask = Image.new("L", SIZE)
    ImageDraw.Draw(mask).ellipse((x - radius, y - radius, x + radius, y + radius), fill=150)
    image.paste(colour, mask=mask.filter(ImageFilter.GaussianBlur(radius / 2.5)))


def _portrait(rng: random.Random) -> Image.Image:
    """Draw a figure without a face, with a mourning ribbon."""
    image = Image.new("RGB", SIZE, rng.choice(_WALLS))
    draw = ImageDraw.Draw(image)
    x, cloth = SIZE[0] // 2 + rng.randint(-30, 30), rng.choice(_CLOTHS)
    skin = tuple(c + 52 for c in cloth)
    draw.ellipse((x - 170, 330, x + 170, 700), fill=cloth)
    draw.rounded_rectangle((x - 36, 250, x + 36, 370), 20, fill=skin)
    draw.ellipse((x - 74, 110, x + 74, 300), fill=skin)
    draw.pieslice((x - 80, 92, x + 80, 250), 180, 360, fill=tuple(c - 30 for c in cloth))
    draw.rectangle((x - 84, 164, x + 84, 180), fill=tuple(c - 46 for c in cloth))
    image = image.filter(ImageFilter.GaussianBlur(2.2))
    ImageDraw.Draw(image).polygon([(470, 480), (640, 310), (640, 372), (532, 480)], fill=(22, 20, 20))
    return image


def _sign(image: Image.Image) -> None:
    """Write on the picture that the person is invented, so that nobody mistakes it where it is shown by itself."""
    draw = ImageDraw.Draw(image, "RGBA")
    font = ImageFont.load_default(15)
    try:
        font = ImageFont.truetype("DejaVuSans.ttf", 15)
        notice = _NOTICE
    except OSError:
        notice = "invented person - Sinodik demo"
    width = draw.textlength(notice, font)
    draw.rectangle((0, 0, width + 20, 26), fill=(0, 0, 0, 120))
    draw.text((10, 4), notice, fill=(245, 240, 230, 235), font=font)
