"""Import of a folder or a zip file of photographs."""

import base64
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from fuzzing import fuzz, mutilated
from PIL import Image

from crawlers import camera, photos
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
        "Finished, but 7 files were left out: 1 a link that leads out of the folder (1 link.jpg), "
        "1 larger than 50 MiB (7 large.jpg), 1 not a file (6 pipe.jpg), "
        "3 not a picture (3 text.jpg, 4 empty.jpg, 5 torn.png), 1 not readable (2 loop.jpg)."
    )


def test_a_folder_that_is_not_there(store: Store):
    assert run(store).outcome == "The photographs in photos cannot be read: there is no such folder or file."


def test_an_import_waits_for_no_other(store: Store, folder: Path):
    with lock(store.workspace, "crawl"), pytest.raises(InUse):
        run(store)


# 64 × 48 grey pixels from an iPhone's kind of file; Pillow itself cannot write one.
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAX1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAA"
    "AERAAAEAAQAAAAABoQABAAAAAAAAAA8AAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRtAAAAAAABAAAA/WlwcnAAAADd"
    "aXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAA"
    "AwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xh"
    "cAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBpeGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAAABdtZGF0AAAA"
    "CygBrxmA7qs9KTeA"
)


def test_an_iphones_photos_are_taken(store: Store, folder: Path):
    (folder / "IMG_1.HEIC").write_bytes(HEIC)
    assert run(store) == CrawlReport("cemetery", FINISHED, new=1, media=1)
    [kept] = store.evidence.all()
    assert store.evidence.capture(kept.payload).mime in ("image/heic", "image/heif")


def scene(size: tuple[int, int], seed: int = 1) -> Image.Image:
    """Return a picture with enough in it to be known again: invented hills, the same at every size."""
    grid = Image.frombytes("L", (6, 6), zlib.compress(bytes(range(seed, seed + 60)))[:36].ljust(36, b"\x40"))
    return grid.resize(size, Image.Resampling.BICUBIC).convert("RGB")


def encoded(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def distance(a: str, b: str) -> int:
    return (int(a, 16) ^ int(b, 16)).bit_count()


def test_the_same_photo_again_looks_alike():
    first = camera.look(encoded(scene((1600, 1200)))).phash
    assert len(first) == 64
    for again in (
        encoded(scene((800, 600)), quality=40),
        encoded(scene((640, 480)), "PNG"),
        encoded(scene((800, 600)), "WEBP"),
        encoded(scene((1600, 1200)).transpose(Image.Transpose.ROTATE_90), exif=oriented(6)),
    ):
        assert distance(first, camera.look(again).phash) <= 31  # of 256 bits
    assert distance(first, camera.look(encoded(scene((1600, 1200), seed=90))).phash) > 60


def oriented(how: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = how
    return exif


def test_what_is_plain_torn_or_vast_has_no_perceptual_hash():
    whole = encoded(scene((800, 600)))
    for body in (picture("JPEG"), whole[: len(whole) // 2], bomb()):
        assert camera.look(body).phash == ""


def exif(shot: dict[int, object] | None = None, gps: dict[int, object] | None = None) -> bytes:
    """Return a small JPEG with this EXIF block."""
    block = Image.Exif()
    block.get_ifd(0x8769).update(shot or {})
    block.get_ifd(0x8825).update(gps or {})
    return encoded(Image.new("L", (8, 6)), exif=block)


TAKEN = [
    ({0x9003: "2023:02:01 10:20:30"}, "2023-02-01T10:20:30"),
    ({0x9003: "2023:02:01 10:20:30", 0x9011: "+05:00"}, "2023-02-01T10:20:30+05:00"),
    ({0x9003: "2023:02:01 10:20:30", 0x9011: "+99:00"}, None),
    ({0x9004: "2023:02:01 10:20:30"}, "2023-02-01T10:20:30"),
    ({0x9003: "0000:00:00 00:00:00"}, None),
    ({0x9003: "2023:02:30 10:20:30"}, None),
    ({0x9003: "    :  :     :  :  "}, None),
    ({0x9003: "вчера"}, None),
    ({}, None),
]


@pytest.mark.parametrize(("shot", "taken"), TAKEN)
def test_when_a_camera_says_it_was(shot: dict[int, object], taken: str | None):
    assert camera.look(exif(shot)).taken == (datetime.fromisoformat(taken) if taken else None)


def degrees(north: object, east: object, ns: object = "N", ew: object = "E") -> dict[int, object]:
    return {1: ns, 2: north, 3: ew, 4: east}


PLACES = [
    (degrees((55.0, 45.0, 7.2), (37.0, 36.0, 56.0)), (55.752, 37.615556)),
    (degrees((55.5, 0.0, 0.0), (60.0, 30.0, 0.0), "S", "W"), (-55.5, -60.5)),
    (degrees((0.0, 0.0, 0.0), (0.0, 0.0, 0.0)), None),
    (degrees((91.0, 0.0, 0.0), (37.0, 0.0, 0.0)), None),
    (degrees((55.0, 0.0, 0.0), (181.0, 0.0, 0.0)), None),
    ({2: (55.0, 0.0, 0.0), 4: (37.0, 0.0, 0.0)}, None),
    ({}, None),
]


@pytest.mark.parametrize(("gps", "place"), PLACES)
def test_where_a_camera_says_it_was(gps: dict[int, object], place: tuple[float, float] | None):
    assert camera.look(exif(gps=gps)).place == place


STRANGE = [
    degrees("55", "37"),
    degrees((55.0,), (37.0,)),
    degrees((float("nan"),) * 3, (1.0, 2.0, 3.0)),
    degrees((float("inf"), 0.0, 0.0), (1.0, 2.0, 3.0)),
    degrees((1.0, 2.0, 3.0), (1.0, 2.0, 3.0), 5, b"E"),
    degrees((1.0, 2.0, 3.0), (1.0, 2.0, 3.0), "", ""),
    degrees((1.0, 2.0, 3.0), (1.0, 2.0, 3.0), "X", "E"),
]


@pytest.mark.parametrize("gps", STRANGE)
def test_a_place_that_is_none(gps: dict[int, object]):
    assert camera.place(gps) is None


def test_time_and_place_are_kept_as_the_cameras_claims(store: Store, folder: Path):
    gps = degrees((55.0, 45.0, 0.0), (37.0, 30.0, 0.0))
    (folder / "1.jpg").write_bytes(exif({0x9003: "2023:02:01 10:20:30"}, gps))
    run(store)
    [kept] = store.evidence.all()
    assert (kept.taken, kept.place, kept.posted) == (datetime(2023, 2, 1, 10, 20, 30), (55.75, 37.5), None)


def zipped(path: Path, entries: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in entries.items():
            archive.writestr(name, body)


def import_zip(store: Store, path: Path) -> CrawlReport:
    source = Photos(id="cemetery", publisher="volunteers", folder=path.name)
    [report] = crawl(store, Settings(), [source])
    return report


def test_a_zip_file_will_do(store: Store, workspace: Path, sound: Callable[[], bool]):
    path = workspace / "photos.zip"
    zipped(path, {"2/крест.jpg": picture("JPEG", 2), "1.png": picture("PNG", 1), "readme.txt": b"-", "._1.png": b"-"})
    assert import_zip(store, path) == CrawlReport("cemetery", FINISHED, new=2, media=2)
    assert [e.title for e in store.evidence.all()] == ["1.png", "2/крест.jpg"]
    assert import_zip(store, path) == CrawlReport("cemetery", FINISHED, known=2)
    assert sound()


def test_names_in_the_old_russian_code_page(store: Store, workspace: Path):
    path = workspace / "photos.zip"
    zipped(path, {"aaaaa.jpg": picture("JPEG", 2)})
    path.write_bytes(path.read_bytes().replace(b"aaaaa.jpg", "крест.jpg".encode("cp866")))
    assert import_zip(store, path).new == 1
    assert [e.title for e in store.evidence.all()] == ["крест.jpg"]


def test_what_a_zip_file_may_not_hold(store: Store, workspace: Path):
    path = workspace / "photos.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("../1.jpg", "/etc/2.jpg", "C:/3.jpg", "a/../../4.jpg"):
            archive.writestr(name, picture("JPEG", 1))
        link = zipfile.ZipInfo("5.jpg")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/hostname")
        archive.writestr("6.jpg", b"\0" * 20_000_000)
        archive.writestr("7.jpg", b"\0" * (photos.LARGEST_BYTES + 1))
        archive.writestr("8.jpg", picture("JPEG", 1))
        archive.writestr("9.jpg", b"")
    report = import_zip(store, path)
    assert [e.title for e in store.evidence.all()] == ["8.jpg"]
    assert report.outcome == (
        "Finished, but 8 files were left out: 1 a link (5.jpg), "
        "4 a path that leads out of the archive (../1.jpg, /etc/2.jpg, C:/3.jpg, …), 1 larger than 50 MiB (7.jpg), "
        "1 not a picture (9.jpg), 1 packed as tightly as a zip bomb (6.jpg)."
    )
    assert not list(workspace.glob("*.jpg")), "nothing is unpacked to the disk"


def test_an_entry_larger_than_it_says_is_cut_at_what_it_says(store: Store, workspace: Path):
    path = workspace / "photos.zip"
    zipped(path, {"1.jpg": b"\0" * 900_000, "2.jpg": picture("JPEG", 1)})
    size = struct.pack("<I", 900_000)
    path.write_bytes(path.read_bytes().replace(size, struct.pack("<I", 10)))
    report = import_zip(store, path)
    assert (report.new, report.outcome) == (1, "Finished, but 1 files were left out: 1 not readable (1.jpg).")


def test_encrypted_and_broken_entries(store: Store, workspace: Path):
    path = workspace / "photos.zip"
    zipped(path, {"1.jpg": encoded(scene((400, 300))), "2.jpg": picture("JPEG", 1), "3.jpg": picture("JPEG", 3)})
    body = bytearray(path.read_bytes())
    body[100:140] = b"\xff" * 40  # within the first entry's data
    second = body.index(b"PK\x01\x02", body.index(b"PK\x01\x02") + 4)
    body[second + 8] |= 1
    path.write_bytes(body)
    report = import_zip(store, path)
    assert report.outcome == "Finished, but 2 files were left out: 1 encrypted (2.jpg), 1 not readable (1.jpg)."
    assert report.new == 1


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x05\x06" + b"\xff" * 18, b"PK\x03\x04" * 50])
def test_what_is_no_zip_file(store: Store, workspace: Path, content: bytes):
    (workspace / "photos.zip").write_bytes(content)
    told = "it is neither a folder nor a zip file that can be read"
    assert (
        import_zip(store, workspace / "photos.zip").outcome == f"The photographs in photos.zip cannot be read: {told}."
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_broken_pictures_do_no_harm(kind: str):
    whole = picture(kind)
    for cut in range(len(whole)):
        for body in (whole[:cut], whole[:cut] + b"\xff" + whole[cut + 1 :]):
            try:
                camera.look(body)
                assert camera.mime(body).startswith(("image/", "application/"))
            except BadInput as error:
                assert error.message == "not a picture"


SHOT = exif({0x9003: "2023:02:01 10:20:30"}, degrees((55.0, 45.0, 7.0), (37.0, 36.0, 0.0)))
TORN = mutilated(SHOT, picture("PNG", 9), picture("WEBP", 9), patches=(b"", b"\0", b"\xff" * 4), longest=20)


@fuzz(TORN)
def test_any_picture_is_looked_at_or_is_none(body: bytes):
    try:
        seen = camera.look(body)
    except BadInput:
        return
    assert seen.mime.startswith(("image/", "application/"))
    assert seen.place is None or (abs(seen.place[0]) <= 90 and abs(seen.place[1]) <= 180)
