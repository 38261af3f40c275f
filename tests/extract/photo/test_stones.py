"""Whole photographs, from bytes to mentions: rendered markers of invented people, and pictures of nothing."""

import io
from datetime import date

import pytest
from PIL import Image, ImageDraw

from extract.photo import EXTRACTOR, VERSION, mentions
from sinodik.demo.stones import STYLES, Stone, photograph, render
from sinodik.errors import BadInput
from sinodik.names import fold
from sinodik.records import Box, Field

BELOZYOROV = Stone(
    surname="Белозёров",
    given="Артём",
    patronymic="Викторович",
    birth=date(1991, 2, 28),
    death=date(2022, 12, 31),
)


def written(picture: Image.Image, kind: str = "JPEG", **given: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **given)
    return buffer.getvalue()


def values(mention) -> dict[str, str]:
    return {c.field.value: fold(str(c.value)) for c in mention.claims}


def truth(stone: Stone) -> dict[str, str]:
    fields = {f: getattr(stone, f) for f in ("surname", "given", "patronymic", "birth", "death")}
    return {f: fold(str(v)) for f, v in fields.items() if v}


def of_style(style: str, **given: object) -> Stone:
    fields = {f: getattr(BELOZYOROV, f) for f in ("surname", "given", "patronymic", "birth", "death")}
    return Stone(**(fields | given), style=style)


@pytest.mark.parametrize(("style", "seed"), [(s, n) for n, s in enumerate(STYLES)] + [("wood", 7), ("granite", 8)])
def test_each_style_is_read_to_the_letter(photo_evidence, style, seed):
    evidence = photo_evidence()
    (mention,) = mentions(evidence, render(of_style(style), seed))
    assert values(mention) == truth(BELOZYOROV)
    assert (mention.evidence, mention.extractor, mention.version) == (evidence.id, EXTRACTOR, VERSION)


@pytest.mark.parametrize(
    ("style", "known"),
    [
        ("wood", {"birth": None}),
        ("granite", {"death": None}),
        ("enamel", {"birth": None, "death": None}),
        ("painted", {"patronymic": ""}),
        ("granite", {"surname": "Рябинина", "given": "Марина", "patronymic": "Алексеевна"}),
    ],
)
def test_what_the_stone_does_not_say_is_not_claimed(photo_evidence, style, known):
    stone = of_style(style, **known)
    (mention,) = mentions(photo_evidence(), render(stone, 12))
    assert values(mention) == truth(stone)


@pytest.mark.parametrize("style", STYLES)
def test_a_box_covers_the_words_that_it_quotes(photo_evidence, style):
    """The renderer knows where it drew each word: the claim's box lies there, and little beyond."""
    photo = photograph(of_style(style), 10)  # tilted
    evidence = photo_evidence()
    (mention,) = mentions(evidence, photo.jpeg)
    drawn = {fold(w.text): w.area for w in photo.words}
    for claim in mention.claims:
        assert isinstance(claim.where, Box)
        assert claim.where.photo == evidence.payload
        areas = [drawn[fold(word)] for word in claim.quote.split()]
        left, top = min(a[0] for a in areas), min(a[1] for a in areas)
        right, bottom = max(a[2] for a in areas), max(a[3] for a in areas)
        w = claim.where
        shared = (min(right, w.left + w.width) - max(left, w.left)) * (min(bottom, w.top + w.height) - max(top, w.top))
        assert shared > 0.8 * (right - left) * (bottom - top), claim
        assert w.width * w.height < 1.9 * (right - left) * (bottom - top), claim


@pytest.mark.parametrize(("orientation", "turn"), [(3, 180), (6, 90), (8, 270)])
def test_a_photo_taken_sideways_is_read_and_its_boxes_are_upright(photo_evidence, orientation, turn):
    upright = render(of_style("wood"), 0)
    exif = Image.Exif()
    exif[0x0112] = orientation
    sideways = written(Image.open(io.BytesIO(upright)).rotate(turn, expand=True), exif=exif, quality=95)
    evidence = photo_evidence()
    (expected,), (mention,) = mentions(evidence, upright), mentions(evidence, sideways)
    assert values(mention) == truth(BELOZYOROV)
    for one, other in zip(expected.claims, mention.claims, strict=True):
        assert one.where.overlaps(other.where)


@pytest.mark.parametrize("size", [(480, 600), (2880, 3600)], ids=["thumbnail", "telephone"])
def test_small_and_large(photo_evidence, size):
    picture = Image.open(io.BytesIO(render(of_style("wood"), 3))).resize(size, Image.Resampling.LANCZOS)
    (mention,) = mentions(photo_evidence(), written(picture))
    read, true = values(mention), truth(BELOZYOROV)
    assert read.keys() == true.keys()
    # What a small picture leaves unsure of a date is not claimed; what is claimed is true.
    assert all(true[f].startswith(read[f]) if size[0] < 960 else true[f] == read[f] for f in true)
    surname = mention.claim(Field.SURNAME).where
    assert 0.25 < surname.left / size[0] < 0.5
    assert 0.3 < surname.top / size[1] < 0.5


def test_two_markers_in_one_picture_are_two_people(photo_evidence, invent):
    stones = [invent(4), invent(8)]
    pair = Image.new("RGB", (1920, 1200))
    for number, stone in enumerate(stones):
        pair.paste(Image.open(io.BytesIO(render(stone, 3 * number))), (960 * number, 0))
    found = mentions(photo_evidence(), written(pair))
    assert [values(m) for m in found] == [truth(s) for s in stones]
    assert len({m.id for m in found}) == 2


def test_the_same_photo_gives_the_same_mentions(photo_evidence):
    photo, evidence = render(of_style("enamel"), 4), photo_evidence()
    assert mentions(evidence, photo) == mentions(evidence, photo)


def test_a_date_after_the_photo_was_seen_is_a_misreading(photo_evidence):
    (mention,) = mentions(photo_evidence(), render(of_style("wood", death=date(2023, 3, 11)), 0))
    assert mention.value(Field.DEATH) is None


NOBODY = {
    "one pixel": Image.new("RGB", (1, 1)),
    "a line": Image.new("L", (3000, 1)),
    "black": Image.new("RGB", (800, 600)),
    "noise": Image.effect_noise((300, 300), 120),
    "a field": Image.linear_gradient("L").resize((900, 700)),
}


@pytest.mark.parametrize("picture", NOBODY.values(), ids=NOBODY)
def test_where_nothing_is_written_nobody_is_named(photo_evidence, picture):
    assert mentions(photo_evidence(), written(picture)) == []


def test_an_inscription_without_a_name(photo_evidence):
    picture = Image.open(io.BytesIO(render(Stone(surname="", given="", style="granite"), 2)))
    ImageDraw.Draw(picture).text((300, 600), "ВЕЧНАЯ ПАМЯТЬ\nГЕРОЯМ 1941 – 1945", "white", font_size=44)
    assert mentions(photo_evidence(), written(picture)) == []


@pytest.mark.parametrize("data", [b"", b"not a photo", render(BELOZYOROV, 1)[:30_000]])
def test_what_is_no_photo_is_bad_input(photo_evidence, data):
    with pytest.raises(BadInput):
        mentions(photo_evidence(), data)
