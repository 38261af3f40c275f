"""The stage as a whole: from stored evidence to stored mentions."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image, ImageDraw, ImageFont

from extract import photo, text
from extract.run import ExtractReport, extract
from sinodik.errors import InUse, MissingTool
from sinodik.records import Box, Evidence, Field
from sinodik.settings import Settings
from sinodik.store import Store
from sinodik.store.workspace import lock

DEAD = "Погиб рядовой Кедров Пётр Ильич, 1990 г.р."
SETTINGS = Settings()

Add = Callable[..., Evidence]


@pytest.fixture(scope="module")
def plate() -> bytes:
    """A clean plate with an invented name."""
    picture = Image.new("RGB", (1000, 600), "white")
    font = ImageFont.truetype("DejaVuSans-Bold.ttf", 64)
    inscription = "БЕЛОВ\nПЁТР ИЛЬИЧ\n12.03.1990 - 05.02.2023"
    ImageDraw.Draw(picture).multiline_text((80, 120), inscription, "black", font, align="center", spacing=30)
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def test_posts_are_read_once(store: Store, add_evidence: Add):
    dead, other = add_evidence(DEAD), add_evidence("С днём рождения, Иван Петрович!")
    seen = []
    report = extract(store, SETTINGS, lambda *told: seen.append(told))
    assert report == ExtractReport(read=2, mentions=1, unreadable=0)
    assert [str(m.name) for m in store.mentions.of(dead.id)] == ["Кедров Пётр Ильич"]
    assert store.mentions.of(other.id) == []
    assert seen[-1] == (2, 2, "posts read")
    assert extract(store, SETTINGS) == ExtractReport()
    assert store.runs.last("extract").outcome == "finished"


def test_only_what_is_new_is_read(store: Store, add_evidence: Add):
    add_evidence(DEAD)
    extract(store, SETTINGS)
    add_evidence("Не стало Белова Олега. Погиб 2 марта.")
    assert extract(store, SETTINGS) == ExtractReport(read=1, mentions=1)


def test_a_post_that_breaks_the_reader_does_not_stop_the_rest(store: Store, add_evidence: Add, monkeypatch):
    bad, good = add_evidence("Погиб Секретов Иван"), add_evidence(DEAD)
    read = text.TextReader.mentions

    def breaks(self, evidence):
        if evidence.id == bad.id:
            raise RuntimeError(evidence.text)
        return read(self, evidence)

    monkeypatch.setattr(text.TextReader, "mentions", breaks)
    assert extract(store, SETTINGS) == ExtractReport(read=2, mentions=1, unreadable=1)
    assert store.mentions.unreadable() == [(bad.id, "The reader failed (RuntimeError).")]
    assert len(store.mentions.of(good.id)) == 1


def test_what_was_read_before_a_crash_stays_read(store: Store, add_evidence: Add, monkeypatch):
    monkeypatch.setattr("extract.run.POSTS_AT_ONCE", 2)
    for number in range(5):
        add_evidence(f"{DEAD} №{number}")

    def killed(done, total, what):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        extract(store, SETTINGS, killed)
    assert len(list(store.mentions.all())) == 2
    assert store.runs.last("extract").outcome == "KeyboardInterrupt"
    assert extract(store, SETTINGS) == ExtractReport(read=3, mentions=3)
    assert len(list(store.mentions.all())) == 5


def test_two_at_once_are_refused(store: Store):
    with lock(store.workspace, "extract"), pytest.raises(InUse):
        extract(store, SETTINGS)


def test_photos_are_read_and_a_broken_one_is_noted(store: Store, add_evidence: Add, plate: bytes):
    good = add_evidence(kind="photo", body=plate, mime="image/png", url="file:///plate.png", posted=None)
    broken = add_evidence(kind="photo", body=b"no picture", mime="image/png", url="file:///broken.png", posted=None)
    report = extract(store, SETTINGS)
    assert (report.read, report.unreadable) == (2, 1)
    (mention,) = store.mentions.of(good.id)
    assert mention.extractor == photo.EXTRACTOR
    assert mention.name.surname == "Белов"
    assert isinstance(mention.claim(Field.SURNAME).where, Box)
    assert [evidence for evidence, _ in store.mentions.unreadable()] == [broken.id]


def test_a_missing_tesseract_stops_the_photos_after_the_posts(
    store: Store, add_evidence: Add, plate: bytes, monkeypatch
):
    add_evidence(kind="photo", body=plate, mime="image/png", url="file:///plate.png", posted=None)
    add_evidence(DEAD)
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(MissingTool) as error:
        extract(store, SETTINGS)
    assert error.value.remedy
    assert [m.extractor for m in store.mentions.all()] == [text.EXTRACTOR]
    assert "esseract" in store.runs.last("extract").outcome
    monkeypatch.undo()
    assert extract(store, SETTINGS).read == 1


def test_a_photo_whose_bytes_are_lost_waits_for_them(store: Store, add_evidence: Add, plate: bytes):
    lost = add_evidence(kind="photo", body=plate, mime="image/png", url="file:///plate.png", posted=None)
    (file,) = store.archive.files()
    kept = file.read_bytes()
    file.write_bytes(b"\0" * len(kept))
    assert extract(store, SETTINGS) == ExtractReport()
    file.write_bytes(kept)
    assert extract(store, SETTINGS).read == 1
    assert store.mentions.of(lost.id)
