"""Reading photographs of grave markers."""

import math
from collections.abc import Iterator

from PIL import Image

from extract.photo.agree import Person, agreed, complete
from extract.photo.image import upright
from extract.photo.lines import lines
from extract.photo.looks import Look, closer, flattened, whole
from extract.photo.ocr import TIMEOUT_S, Word, read
from extract.photo.plate import people
from extract.photo.reading import Reading
from sinodik.records import Box, Claim, Evidence, Mention

EXTRACTOR = "photo"
VERSION = "1"


def mentions(evidence: Evidence, image: bytes, *, timeout: float = TIMEOUT_S) -> list[Mention]:
    """Return the people whom the inscription in a photograph names; empty if it names nobody that can be read.

    The photo is looked at in several ways until two looks agree; each claim's box is in pixels of the upright photo.
    ``timeout`` is in seconds for each look.

    Raises:
        BadInput: the photo cannot be opened, or Tesseract cannot cope with it.
        MissingTool: Tesseract or its Russian data are not installed.

    """
    photo = upright(image)
    seen: list[list[Person]] = []
    for look, words in _looks(photo, timeout):
        named = people(lines([w for w in words if look.shows_whole(w)]), evidence.seen.date())
        seen.append([tuple(_claim(r, look, evidence.payload, photo.size) for r in person) for person in named])
        if complete(seen):
            break
    return [
        Mention(evidence=evidence.id, extractor=EXTRACTOR, version=VERSION, claims=person) for person in agreed(seen)
    ]


def _looks(photo: Image.Image, timeout: float) -> Iterator[tuple[Look, list[Word]]]:
    """Yield looks and the words read in each: the whole, what stands out in it more closely, the same evened out."""
    first = whole(photo)
    for look in (first, flattened(first)):
        words = read(look.picture, look.layout, timeout)
        yield look, words
        for near in closer(photo, look, words):
            yield near, read(near.picture, near.layout, timeout)


def _claim(reading: Reading, look: Look, payload: str, size: tuple[int, int]) -> Claim:
    _, _, *box = reading.word
    left, top, right, bottom = look.back(*box)
    x, y = max(0, math.floor(left)), max(0, math.floor(top))
    width, height = min(size[0], math.ceil(right)) - x, min(size[1], math.ceil(bottom)) - y
    where = Box(payload, x, y, max(1, width), max(1, height))
    return Claim(reading.field, reading.value, reading.word.text, where, round(reading.confidence, 3))
