from io import BytesIO

import pytest
from PIL import Image

from review.pictures import Picture, sniff
from sinodik.records import Box, Claim, Field, Media, Mention, digest


def picture(kind: str, size: tuple[int, int] = (60, 40), turned: int | None = None) -> bytes:
    file, exif = BytesIO(), Image.Exif()
    if turned:
        exif[0x0112] = turned
    Image.new("RGB", size, "grey").save(file, kind, exif=exif)
    return file.getvalue()


def bomb() -> bytes:
    """A PNG whose header claims 60 000 × 60 000 pixels."""
    whole = bytearray(picture("PNG"))
    whole[16:24] = (60_000).to_bytes(4, "big") * 2
    return bytes(whole)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
SNIFFED = [
    ("JPEG", picture("JPEG"), ("image/jpeg", 60, 40)),
    ("JPEG on its side", picture("JPEG", turned=6), ("image/jpeg", 40, 60)),
    ("PNG", picture("PNG"), ("image/png", 60, 40)),
    ("WebP", picture("WEBP"), ("image/webp", 60, 40)),
    ("TIFF is not shown by browsers", picture("TIFF"), None),
    ("SVG may hold code", SVG, None),
    ("HTML", b"<html><script>alert(1)</script></html>", None),
    ("nothing", b"", None),
    ("a header only", picture("PNG")[:20], None),
    ("a bomb", bomb(), None),
]


@pytest.mark.parametrize(("what", "body", "expected"), SNIFFED, ids=[c[0] for c in SNIFFED])
def test_what_bytes_are(what: str, body: bytes, expected: object) -> None:
    assert sniff(body) == expected


def test_a_photo_is_sent_as_it_was_received(world, add_evidence) -> None:
    body = picture("PNG")
    evidence = add_evidence(body=body, mime="text/html", kind="photo")
    response = world.browser.get(f"/photo/{evidence.payload}").response
    assert response.content == body
    assert response.headers["content-type"] == "image/png", "what it is, not what the site said"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cache-control"].startswith("private")
    assert response.headers["content-security-policy"] == "default-src 'none'; sandbox"


def test_what_is_no_picture_is_not_sent(world) -> None:
    for evidence in world.evidence.values():
        assert world.browser.get(f"/photo/{evidence.payload}").status == 404


@pytest.mark.parametrize("path", ["x", "0" * 64, "A" * 64, "..%2f..%2fetc%2fpasswd", "%00", "0" * 65, "%F0%9F%92%A9"])
def test_junk_instead_of_a_hash(browser, path: str) -> None:
    assert browser.get(f"/photo/{path}").status == 404


def test_bytes_that_were_changed_are_not_sent(world, add_evidence) -> None:
    evidence = add_evidence(body=picture("PNG"), kind="photo")
    capture = world.store.evidence.capture(evidence.payload)
    path = world.store.archive.folder / capture.warc
    whole = bytearray(path.read_bytes())
    whole[capture.offset + capture.length // 2] ^= 0xFF
    path.write_bytes(bytes(whole))
    page = world.browser.get(f"/photo/{evidence.payload}")
    assert page.status == 500
    assert "sinodik verify" in page.notice


def candidate_page(world, mention: Mention):
    with world.store.transaction():
        world.store.mentions.replace(mention.evidence, "test", "1", [mention])
    world.matcher.match()
    return world.browser.get(f"/candidate/{world.store.candidates.of(mention.id).id}")


def test_boxes_are_drawn_in_the_photos_own_pixels(world, add_evidence) -> None:
    evidence = add_evidence(body=picture("JPEG", turned=6), kind="photo")
    box = Box(evidence.payload, 5, 10, 30, 12)
    claim = Claim(Field.SURNAME, "Берестов", "БЕРЕСТОВ", box, 0.9)
    page = candidate_page(world, Mention(evidence=evidence.id, extractor="test", version="1", claims=(claim,)))
    assert page.soup.select_one(".photo svg")["viewbox"] == "0 0 40 60", "upright"
    rect = page.soup.select_one(".photo rect")
    assert [rect[k] for k in ("x", "y", "width", "height")] == ["5", "10", "30", "12"]
    assert "Surname: БЕРЕСТОВ" in rect.get_text()
    assert page.soup.select_one(".photo img")["src"] == f"/photo/{evidence.payload}"


def test_a_photo_that_is_not_kept_says_so(world, add_evidence) -> None:
    evidence = add_evidence("Берестов")
    claim = Claim(Field.SURNAME, "Берестов", "x", Box(digest("lost"), 0, 0, 1, 1))
    page = candidate_page(world, Mention(evidence=evidence.id, extractor="test", version="1", claims=(claim,)))
    assert page.status == 200
    assert "not kept" in page.soup.select_one(".absent").get_text()


def test_a_posts_own_photos_are_shown_small(world, add_evidence, make_mention) -> None:
    photo = add_evidence(body=picture("PNG"), url="https://example.org/1.png", kind="photo")
    media = (
        Media("photo", "https://example.org/1.png"),
        Media("photo", "https://example.org/never-fetched.png"),
        Media("video", "https://example.org/1.mp4"),
    )
    post = add_evidence("Берестов", media=media)
    page = candidate_page(world, make_mention("Берестов", post))
    assert [i["src"] for i in page.soup.select(".thumbnail img")] == [f"/photo/{photo.payload}"]


CROPS = [
    ("small", [(400, 500, 100, 40), (300, 560, 300, 40)], (275, 475, 350, 150)),
    ("in the corner", [(0, 0, 120, 60)], (0, 0, 130, 70)),
    ("beyond the edge", [(900, 900, 300, 300)], (875, 875, 125, 125)),
    ("nearly the whole photo", [(10, 10, 900, 900)], None),
    ("outside", [(2000, 2000, 10, 10)], None),
    ("nothing read", [], None),
]


@pytest.mark.parametrize(("what", "boxes", "expected"), CROPS, ids=[c[0] for c in CROPS])
def test_what_was_read_is_shown_enlarged(what: str, boxes: list[tuple[int, int, int, int]], expected: object) -> None:
    read = [Claim(Field.SURNAME, "x", "x", Box("0" * 64, *b)) for b in boxes]
    assert Picture("0" * 64, 1000, 1000, tuple((c, c.where) for c in read)).crop == expected
