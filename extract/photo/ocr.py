"""Tesseract: whether it is there, and what it reads."""

import csv
import os
import shutil
import subprocess
from functools import cached_property
from typing import NamedTuple

import msgspec
from PIL import Image
from pytesseract import TesseractError, pytesseract

from sinodik.errors import BadInput, MissingTool

LANGUAGE = "rus"
TIMEOUT_S = 60
_INSTALL = "apt install tesseract-ocr tesseract-ocr-rus"
_COLUMNS = ("text", "conf", "left", "top", "width", "height")


class Word(NamedTuple):
    """A word as Tesseract read it: its confidence (0 to 1) and its box in pixels of the picture that it was given."""

    text: str
    confidence: float
    left: float
    top: float
    width: float
    height: float


class Tesseract(msgspec.Struct, frozen=True, dict=True):
    """What was found on this machine. ``path`` is empty where there is no Tesseract."""

    path: str
    languages: frozenset[str]

    @cached_property
    def missing(self) -> MissingTool | None:
        """What must be installed before a photo can be read; None if nothing."""
        if not self.path:
            return MissingTool("Tesseract is not installed.", remedy=_INSTALL)
        if LANGUAGE not in self.languages:
            return MissingTool(f"Tesseract's Russian data are not installed ({self.path}).", remedy=_INSTALL)
        return None


def probe() -> Tesseract:
    """Look for Tesseract and its languages; tells "is it installed?" apart from "did it work?"."""
    path = shutil.which(pytesseract.tesseract_cmd) or ""
    try:
        listed = subprocess.run([path, "--list-langs"], capture_output=True, timeout=TIMEOUT_S, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return Tesseract(path, frozenset())
    _heading, *languages = listed.decode("utf-8", "replace").splitlines() or [""]
    return Tesseract(path, frozenset(languages))


def read(picture: Image.Image, layout: int, timeout: float = TIMEOUT_S) -> list[Word]:
    """Read a picture; ``layout`` is Tesseract's page segmentation mode (6: one block, 11: text here and there).

    Raises:
        MissingTool: Tesseract or its Russian data are not installed.
        BadInput: Tesseract crashed, took longer than ``timeout`` seconds, or printed what is no table of words.

    """
    # pytesseract hands on our own environment, and only Tesseract reads this: its OpenMP threads slow each other down.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    raw = picture.copy()
    raw.format = "PPM"  # pytesseract would pack a PNG, which takes longer than reading it
    options = f"-c tessedit_create_tsv=1 --psm {layout}"
    try:
        # Not image_to_data: that first asks for the version without a time limit, and exits the program on rubbish.
        table = pytesseract.run_and_get_output(raw, "tsv", LANGUAGE, options, timeout=timeout)
        return _words(table)
    except (TesseractError, OSError) as error:
        raise probe().missing or _failed(f"it failed: {_last_line(str(error))}") from error
    except RuntimeError as error:  # pytesseract's way to say that time ran out
        raise _failed(f"it took longer than {timeout:g} s") from error
    except (KeyError, ValueError, TypeError, csv.Error) as error:
        raise _failed("it did not print a table of words") from error


def _words(table: str) -> list[Word]:
    rows = csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    if not set(_COLUMNS) <= set(rows.fieldnames or ()):
        raise ValueError("the columns of a table of words are missing")
    words = [Word((row["text"] or "").strip(), *(float(row[c]) for c in _COLUMNS[1:])) for row in rows]
    # Rows with a confidence of -1 are pages, blocks and lines.
    return [w._replace(confidence=min(w.confidence, 100) / 100) for w in words if w.confidence >= 0 and w.text]


def _failed(what: str) -> BadInput:
    return BadInput(f"Tesseract could not read this photo: {what}.", remedy="look at the photo yourself")


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1][:200] if lines else "no message"
