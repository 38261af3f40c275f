"""Tesseract there, not there, and misbehaving: a stand-in for each failure."""

import pytest
from PIL import Image, ImageDraw, ImageFont

from extract.photo import mentions
from extract.photo.ocr import Word, probe, read
from sinodik.demo.stones import render
from sinodik.errors import BadInput, MissingTool

BLANK = Image.new("L", (60, 40), 255)
HEAD = "level\\tpage_num\\tblock_num\\tpar_num\\tline_num\\tword_num\\tleft\\ttop\\twidth\\theight\\tconf\\ttext"


def printing(*rows: str) -> str:
    return "printf '" + "\\n".join((HEAD, *(r.replace(" ", "\\t") for r in rows))) + "\\n' > {out}"


FAILURES = {
    "crashes": ("echo oops >&2; echo 'Segmentation fault' >&2; exit 139", "it failed: .*Segmentation fault"),
    "dies without a word": ("exit 1", "it failed: "),
    "hangs": ("exec sleep 60", "longer than 0.3 s"),
    "writes nothing": ("exit 0", "it failed: "),
    "prints rubbish": ("head -c 900 /dev/urandom > {out}", "table of words"),
    "prints an empty table": (": > {out}", "table of words"),
    "prints a page": ("echo '<html>' > {out}", "table of words"),
    "prints words for numbers": (printing("5 1 1 1 1 1 x 2 3 4 90 слово"), "table of words"),
    "prints half a row": (printing("5 1 1 1 1 1 1 2"), "table of words"),
}


@pytest.mark.parametrize(("script", "what"), FAILURES.values(), ids=FAILURES)
def test_a_failure_is_one_photo_that_cannot_be_read(fake_tesseract, script, what):
    fake_tesseract(f'[ "$1" = --list-langs ] && {{ echo List:; echo rus; exit 0; }}\n{script}')
    with pytest.raises(BadInput, match=what) as error:
        read(BLANK, 6, timeout=0.3 if "sleep" in script else 30)
    assert error.value.remedy


def test_the_whole_reader_passes_the_failure_on(fake_tesseract, photo_evidence, invent):
    fake_tesseract('[ "$1" = --list-langs ] && { echo List:; echo rus; exit 0; }\nexit 139')
    with pytest.raises(BadInput):
        mentions(photo_evidence(), render(invent(3), 3))


def test_what_a_well_behaved_stand_in_prints_is_read(fake_tesseract):
    fake_tesseract(printing("1 1 0 0 0 0 0 0 60 40 -1 ", "5 1 1 1 1 1 3 4 20 9 95.5 Пётр", "5 1 1 1 1 2 3 4 20 9 95 "))
    assert read(BLANK, 6) == [Word("Пётр", 0.955, 3, 4, 20, 9)]


def test_no_tesseract(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert probe().path == ""
    with pytest.raises(MissingTool, match="Tesseract is not installed") as error:
        read(BLANK, 6)
    assert error.value.remedy == "apt install tesseract-ocr tesseract-ocr-rus"


def test_no_russian(monkeypatch, tmp_path):
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))  # the real Tesseract, without data
    with pytest.raises(MissingTool, match="Russian data") as error:
        read(BLANK, 6)
    assert "tesseract-ocr-rus" in error.value.remedy


@pytest.mark.parametrize("script", ["exit 1", "head -c 900 /dev/urandom", "echo List:; echo eng; echo osd"])
def test_a_probe_that_finds_no_russian(fake_tesseract, script):
    path = fake_tesseract(script)
    found = probe()
    assert found.path == str(path)
    assert isinstance(found.missing, MissingTool)


def test_the_real_one_is_there_and_reads():
    assert probe().missing is None
    picture = Image.new("L", (420, 90), 255)
    font = ImageFont.truetype("DejaVuSerif.ttf", 48)
    ImageDraw.Draw(picture).text((210, 45), "Сергей Ильич", 0, font, anchor="mm")
    words = read(picture, 6)
    assert [w.text for w in words] == ["Сергей", "Ильич"]
    assert all(w.confidence > 0.8 and 20 < w.height < 60 for w in words)
    assert words[0].left + words[0].width < words[1].left


def test_an_empty_picture_holds_no_words():
    assert read(BLANK, 6) == []
