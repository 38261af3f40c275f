"""Looks, and the way back from their pixels to the photo's."""

import pytest
from PIL import Image, ImageDraw, ImageFont, ImageOps

from extract.photo.looks import LETTER_HEIGHT, Look, closer, flattened, whole
from extract.photo.ocr import Word


def plate(dark: bool, tilt: float) -> Image.Image:
    """Three lines on a plate, in letters 90 pixels tall."""
    sheet = Image.new("L", (2400, 1800), 235)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.truetype("DejaVuSans-Bold.ttf", 120)
    for number, text in enumerate(("ПЕРВАЯ СТРОКА", "ВТОРАЯ СТРОКА", "ТРЕТЬЯ")):
        draw.text((1200, 600 + number * 200), text, 20, font, anchor="mm")
    sheet = sheet.rotate(tilt, Image.Resampling.BICUBIC, fillcolor=235)
    return ImageOps.invert(sheet) if dark else sheet


WORDS = [Word("ПЕРВАЯ", 0.9, 420, 320, 270, 52), Word("СТРОКА", 0.9, 710, 320, 270, 52)]


@pytest.mark.parametrize("tilt", [0, -3.5, 5])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_closer_look_is_level_dark_on_light_and_of_the_right_size(dark, tilt):
    photo = plate(dark, tilt)
    first = whole(photo)
    look = next(iter(closer(photo, first, WORDS)))
    assert look.tilt == pytest.approx(-tilt, abs=0.6)
    assert look.picture.getpixel((look.picture.width // 2, 4)) > 128
    assert look.scale == pytest.approx(first.scale * LETTER_HEIGHT / 52, rel=0.01)


@pytest.mark.parametrize("tilt", [0, -3.5, 5])
def test_the_way_back(tilt):
    """A mark in the photo is found again from where the closer look shows it."""
    photo = plate(dark=False, tilt=tilt)
    photo.paste(128, (1500, 700, 1540, 740))
    look = next(iter(closer(photo, whole(photo), WORDS)))
    grey = look.picture.point(lambda v: 255 * (100 < v < 150))
    grey = grey.resize((grey.width // 2, grey.height // 2), Image.Resampling.BOX).point(lambda v: 255 * (v > 250))
    left, top, right, bottom = (2 * v for v in grey.getbbox())
    box = look.back(left, top, right - left, bottom - top)
    assert box == pytest.approx((1500, 700, 1540, 740), abs=14)


def test_the_whole_is_not_blown_up_out_of_all_proportion():
    assert whole(Image.new("L", (100, 40))).picture.size == (300, 120)
    assert max(whole(Image.new("L", (4000, 3000))).picture.size) == 1400
    assert whole(Image.new("L", (1, 1))).picture.size == (3, 3)


def test_evening_out_takes_the_light_away():
    shaded = Image.linear_gradient("L").resize((600, 600))
    ImageDraw.Draw(shaded).rectangle((280, 60, 300, 70), fill=0)
    even = flattened(Look(shaded, 11, (0, 0, 600, 600), 1.0)).picture
    assert (
        abs(even.getpixel((50, 200)) - even.getpixel((50, 400)))
        < 12
        < 80
        < even.getpixel((50, 300)) - even.getpixel((290, 65))
    )


@pytest.mark.parametrize("words", [[], [Word("—", 0.9, 1, 1, 9, 9)], [Word("царапина", 0.2, 1, 1, 90, 20)]])
def test_without_words_there_is_nothing_to_look_at_closer(words):
    photo = Image.new("L", (300, 300))
    assert list(closer(photo, whole(photo), words)) == []


def test_a_word_at_the_edge_may_be_cut():
    look = whole(Image.new("L", (1400, 700)))
    assert look.shows_whole(Word("Пётр", 0.9, 20, 20, 90, 30))
    assert not look.shows_whole(Word("ётр", 0.9, 0, 20, 90, 30))
    assert not look.shows_whole(Word("Пёт", 0.9, 1310, 20, 90, 30))
