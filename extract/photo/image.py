"""Opening a photograph that may be anything: broken, enormous, sideways, or no photograph at all."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from sinodik.errors import BadInput

# What cameras, phones and messengers write. A short list keeps Pillow's rarer parsers away from strangers' bytes.
# JPEG stands for MPO too, the telephones' several pictures in one file.
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF")
MAX_PIXELS = 60_000_000


def upright(data: bytes) -> Image.Image:
    """Decode a photograph, turn it as its EXIF orientation says, and return it in shades of grey (mode ``L``).

    Raises:
        BadInput: the bytes are no picture, are cut off or damaged, or hold more than :data:`MAX_PIXELS`.

    """
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            _check_size(*picture.size)
            picture.draft("L", None)
            picture.load()
            return _grey(ImageOps.exif_transpose(picture))
    except UnidentifiedImageError as error:
        raise BadInput(
            "The photo is in no format that can be read, or is no photo.", remedy="save it as JPEG, PNG or WebP"
        ) from error
    except Image.DecompressionBombError as error:
        raise BadInput(f"The photo is too large: {error}", remedy=_SMALLER) from error
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, OverflowError, TypeError) as error:
        # Pillow's parsers let all of these through when bytes are hostile or cut off.
        raise BadInput(f"The photo is damaged: {error}", remedy="fetch or copy the photo again") from error


_SMALLER = f"save it with at most {MAX_PIXELS // 1_000_000} megapixels"


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise BadInput(f"The photo is too large: {width} × {height} pixels.", remedy=_SMALLER)


def _grey(picture: Image.Image) -> Image.Image:
    """Return the lightness; what is transparent becomes white, as viewers show it."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        sheet = Image.new("RGBA", picture.size, "white")
        sheet.alpha_composite(picture.convert("RGBA"))
        return sheet.convert("L")
    return picture.convert("L")
