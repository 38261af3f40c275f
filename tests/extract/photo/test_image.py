"""What arrives as a photograph, and what becomes of it."""

import io
import struct
import zlib

import pytest
from PIL import Image

from extract.photo.image import MAX_PIXELS, upright
from sinodik.errors import BadInput


def encoded(picture: Image.Image, kind: str, **given: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **given)
    return buffer.getvalue()


def claimed(width: int, height: int) -> bytes:
    """A PNG that says it is so large, and holds nothing."""
    chunks = (b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0), b"IDAT" + zlib.compress(b""))
    framed = (struct.pack(">I", len(c) - 4) + c + struct.pack(">I", zlib.crc32(c)) for c in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(framed)


JPEG = encoded(Image.linear_gradient("L"), "JPEG")
BROKEN = {
    "nothing": (b"", "no photo"),
    "a page": (b"<!doctype html><p>404", "no photo"),
    "noise": (bytes(range(256)) * 64, "no photo"),
    "PostScript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n", "no photo"),
    "only the head of a JPEG": (JPEG[:20], "no photo|damaged"),
    "half a JPEG": (JPEG[: len(JPEG) // 2], "damaged"),
    "half a PNG": (encoded(Image.effect_noise((99, 99), 50), "PNG")[:4000], "damaged"),
    "a TIFF with nothing in it": (b"II*\x00\x08\x00\x00\x00\x00\x00", "damaged|no photo"),
    "61 megapixels": (claimed(10_000, 6_100), "too large"),
    "a bomb": (claimed(60_000, 60_000), "too large"),
}


@pytest.mark.parametrize(("data", "what"), BROKEN.values(), ids=BROKEN)
def test_what_cannot_be_read_is_one_clear_error(data, what, recwarn):
    with pytest.raises(BadInput, match=what) as error:
        upright(data)
    assert error.value.remedy
    assert not recwarn.list


@pytest.mark.parametrize("cut", range(10, len(JPEG) - 10, 97))
def test_a_jpeg_cut_or_spoilt_anywhere_is_read_or_refused(cut):
    for data in (JPEG[:cut], JPEG[:cut] + b"\xff\x00\x13\x37" * 4 + JPEG[cut + 16 :]):
        try:
            assert upright(data).mode == "L"
        except BadInput as error:
            assert error.remedy


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF"])
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_formats(kind, mode):
    grey = upright(encoded(Image.linear_gradient("L").convert(mode), kind))
    assert (grey.mode, grey.size) == ("L", (256, 256))
    assert grey.getpixel((9, 3)) < 40 < 200 < grey.getpixel((9, 250))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "CMYK", "P", "1", "I;16"])
def test_modes(mode):
    data = encoded(Image.new(mode, (8, 5)), "TIFF")
    assert upright(data).size == (8, 5)


def test_what_is_transparent_is_white():
    assert upright(encoded(Image.new("RGBA", (3, 3), (0, 0, 0, 0)), "PNG")).getpixel((1, 1)) == 255


@pytest.mark.parametrize(("orientation", "corner"), [(1, (0, 0)), (3, (29, 19)), (6, (19, 0)), (8, (0, 29))])
def test_a_photo_is_turned_upright(orientation, corner):
    picture = Image.new("L", (30, 20), "white")
    picture.putpixel((0, 0), 0)
    exif = Image.Exif()
    exif[0x0112] = orientation
    turned = upright(encoded(picture, "PNG", exif=exif))
    assert turned.size == ((30, 20) if orientation in (1, 3) else (20, 30))
    assert turned.getpixel(corner) == 0


def test_the_limit_is_what_a_good_telephone_takes():
    assert MAX_PIXELS >= 8_000 * 6_000
