"""Import of a folder of photographs."""

import os
import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from crawlers import photos
from crawlers.run import crawl
from crawlers.visit import FINISHED, CrawlReport
from sinodik.errors import BadInput, InUse
from sinodik.records import Media
from sinodik.settings import Settings
from sinodik.sources import Photos
from sinodik.store import Store
from sinodik.store.workspace import lock

SOURCE = Photos(id="cemetery", publisher="volunteers", folder="photos")


def picture(kind: str, shade: int = 0) -> bytes:
    out = BytesIO()
    Image.new("L", (8, 6), shade).save(out, kind)
    return out.getvalue()


def bomb() -> bytes:
    """Return a PNG that claims to be 60,000 pixels square."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.fixture
def folder(workspace: Path) -> Path:
    folder = workspace / "photos"
    (folder / "участок 2").mkdir(parents=True)
    return folder


def run(store: Store) -> CrawlReport:
    [report] = crawl(store, Settings(), [SOURCE])
    return report


def test_a_folder_becomes_evidence(store: Store, folder: Path):
    (folder / "b.jpg").write_bytes(picture("JPEG", 1))
    (folder / "A.PNG").write_bytes(picture("PNG", 2))
    (folder / "участок 2" / "крест.webp").write_bytes(picture("WEBP", 3))
    (folder / "заметки.txt").write_text("не фотография")
    assert run(store) == CrawlReport("cemetery", FINISHED, new=3, media=3)
    evidence = list(store.evidence.all())
    assert [e.title for e in evidence] == ["A.PNG", "b.jpg", "участок 2/крест.webp"]
    for e, mime in zip(evidence, ["image/png", "image/jpeg", "image/webp"], strict=True):
        assert (e.kind, e.url, e.posted, e.publisher) == ("photo", f"photo:{e.payload}", None, "volunteers")
        assert e.media == (Media("photo", e.url, e.payload),)
        capture = store.evidence.capture(e.payload)
        assert (store.archive.read(capture), capture.mime) == ((folder / e.title).read_bytes(), mime)


def test_importing_again_adds_nothing(store: Store, folder: Path):
    (folder / "1.jpg").write_bytes(picture("JPEG", 1))
    (folder / "та же самая.jpg").write_bytes(picture("JPEG", 1))
    assert run(store) == CrawlReport("cemetery", FINISHED, new=1, known=1, media=1)
    files = store.archive.files()
    assert run(store) == CrawlReport("cemetery", FINISHED, known=2)
    assert store.archive.files() == files


def test_many_come_in_batches(store: Store, folder: Path):
    for number in range(45):
        (folder / f"{number:02}.png").write_bytes(picture("PNG", number))
    told: list[tuple[int, int | None]] = []
    crawl(store, Settings(), [SOURCE], lambda done, total, what: told.append((done, total)))
    assert told == [(20, 45), (40, 45), (45, 45)]
    assert len(list(store.evidence.all())) == 45


def test_what_cannot_be_taken_is_counted_and_the_rest_goes_on(store: Store, folder: Path):
    outside = folder.parent / "secret.jpg"
    outside.write_bytes(picture("JPEG", 9))
    (folder / "1 link.jpg").symlink_to(outside)
    (folder / "2 loop.jpg").symlink_to(folder / "2 loop.jpg")
    (folder / "3 text.jpg").write_text("не фотография")
    (folder / "4 empty.jpg").write_bytes(b"")
    (folder / "5 torn.png").write_bytes(picture("PNG")[:20])
    os.mkfifo(folder / "6 pipe.jpg")
    with (folder / "7 large.jpg").open("wb") as file:
        file.truncate(photos.LARGEST_BYTES + 1)
    (folder / "8 bomb.png").write_bytes(bomb())
    (folder / "9 good.jpg").write_bytes(picture("JPEG", 1))
    (folder / "way out").symlink_to(folder.parent / "sources")
    report = run(store)
    assert [e.title for e in store.evidence.all()] == ["8 bomb.png", "9 good.jpg"]
    assert report.new == 2
    assert report.outcome == (
        "Finished, but 7 files were left out: 1 a link that leads out of the folder, 1 larger than 50 MiB, "
        "1 not a file, 3 not a picture, 1 not readable."
    )


def test_a_folder_that_is_not_there(store: Store):
    assert run(store).outcome == "There is no folder photos: check the source's “folder”."


def test_an_import_waits_for_no_other(store: Store, folder: Path):
    with lock(store.workspace, "crawl"), pytest.raises(InUse):
        run(store)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_broken_pictures_do_no_harm(kind: str):
    whole = picture(kind)
    for cut in range(len(whole)):
        for body in (whole[:cut], whole[:cut] + b"\xff" + whole[cut + 1 :]):
            try:
                assert photos.mime(body).startswith(("image/", "application/"))
            except BadInput as error:
                assert error.message == "not a picture"
