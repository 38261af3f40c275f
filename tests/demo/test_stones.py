"""The rendered grave markers: the same for a seed, honest, and telling truly where their words stand."""

import io
from datetime import date
from itertools import pairwise
from random import Random

import pytest
from PIL import Image, ImageChops, ImageOps, ImageStat

from sinodik.demo.inscription import compose, typeface
from sinodik.demo.stones import STYLES, Stone, photograph, render
from sinodik.errors import BadInput, MissingTool

WHO = {"surname": "Ветлугин", "given": "Семён", "patronymic": "Аркадьевич"}
LIFE = {"birth": date(1994, 7, 3), "death": date(2022, 11, 18)}


def words(seed: int = 0, **given: object) -> list[str]:
    lines = compose(Stone(**(WHO | given)), Random(seed), epitaph=False)
    return " ".join(line.text for line in lines).split()


@pytest.mark.parametrize("style", STYLES)
def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_picture(style):
    stone = Stone(**WHO, **LIFE, style=style)
    first = render(stone, 5)
    assert first == render(stone, 5)
    assert first != render(stone, 6)
    with Image.open(io.BytesIO(first)) as picture:
        assert (picture.format, picture.size, picture.mode) == ("JPEG", (960, 1200), "RGB")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("seed", range(4))
def test_ink_stands_out_inside_the_boxes_of_words(style, seed):
    photo = photograph(Stone(**WHO, **LIFE, style=style), seed)
    grey = Image.open(io.BytesIO(photo.jpeg)).convert("L")
    for word in photo.words:
        left, top, right, bottom = (round(v) for v in word.area)
        assert 0 <= left < right <= grey.width
        assert 0 <= top < bottom <= grey.height
        if word.text != "–":
            inside = ImageStat.Stat(grey.crop((left, top, right, bottom))).stddev[0]
            # Below the box of a word that stands level there is no ink.
            beside = 0 if seed % 3 else ImageStat.Stat(grey.crop((left, bottom + 2, right, bottom + 6))).stddev[0]
            assert inside > 30 > beside, word


def test_the_words_are_the_name_and_the_dates_in_the_order_of_a_grave():
    names = [w.capitalize() for w in words(**LIFE)[:3]]
    assert names == ["Ветлугин", "Семён", "Аркадьевич"]
    written = {" ".join(words(seed, **LIFE)[3:]) for seed in range(12)}
    assert written == {"03.07.1994 – 18.11.2022", "3 июля 1994 18 ноября 2022"}


@pytest.mark.parametrize(
    ("known", "says"),
    [
        ({"death": LIFE["death"]}, {"погиб 18.11.2022", "погиб 18 ноября 2022"}),
        ({"birth": LIFE["birth"]}, {"род. 03.07.1994", "род. 3 июля 1994"}),
        ({}, {""}),
        ({"patronymic": "", **LIFE}, {"03.07.1994 – 18.11.2022", "3 июля 1994 18 ноября 2022"}),
    ],
)
def test_what_is_not_known_is_not_written(known, says):
    names = 2 if known.get("patronymic") == "" else 3
    assert {" ".join(words(seed, **known)[names:]) for seed in range(12)} == says


def test_every_picture_says_at_its_edge_that_the_person_is_invented():
    strips = []
    for seed, style in enumerate(STYLES):
        with Image.open(io.BytesIO(render(Stone(**WHO, **LIFE, style=style), seed))) as picture:
            strip = picture.convert("L").crop((600, 1172, 960, 1198))
        strips.append(ImageOps.autocontrast(strip).point(lambda v: 255 * (v > 170)))
    for one, other in pairwise(strips):
        alike = 1 - ImageStat.Stat(ImageChops.difference(one, other)).mean[0] / 255
        letters = ImageStat.Stat(one).mean[0] / 255
        assert alike > 0.93  # the same words, over different ground
        assert 0.05 < letters < 0.5


def test_an_unknown_style_is_an_error_that_names_the_known_ones():
    with pytest.raises(BadInput, match="marble") as error:
        render(Stone(**WHO, style="marble"), 1)
    assert all(style in error.value.remedy for style in STYLES)


def test_a_font_that_is_not_there_is_said_with_what_to_install():
    with pytest.raises(MissingTool, match="NoSuchFont") as error:
        typeface("NoSuchFont.ttf", 20)
    assert "fonts-dejavu" in error.value.remedy
