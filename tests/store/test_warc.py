import gzip
import os
import stat
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from sinodik.errors import Tampered
from sinodik.store.log import GENESIS
from sinodik.store.warc import Archive

AT = datetime(2023, 3, 10, 12, 30, 15, 250_000, tzinfo=UTC)
URL = "https://example.org/s/kedrovka"
ASKED = ("GET /s/kedrovka HTTP/1.1", [("Host", "example.org")])


@pytest.fixture
def archive(tmp_path):
    return Archive(tmp_path)


def write(archive: Archive, *bodies: bytes):
    with archive.writer(GENESIS) as writer:
        captures = [writer.resource(f"{URL}/{n}", body, "image/jpeg", AT) for n, body in enumerate(bodies)]
    return archive.folder / captures[0].warc, captures


BODIES = [
    b"",
    b"x",
    "Вечная память".encode(),
    bytes(range(256)) * 1000,
    b"HTTP/1.1 200 OK\r\n\r\n",
    b"WARC/1.1\r\n\r\n",
]


@pytest.mark.parametrize("body", BODIES, ids=lambda b: b[:8].hex() or "empty")
@pytest.mark.parametrize("mime", ["image/jpeg", "text/html"])
def test_imported_bytes_come_back(archive, body, mime):
    with archive.writer(GENESIS) as writer:
        capture = writer.resource(URL, body, mime, AT)
    assert archive.read(capture) == body


RESPONSES = [
    ("200 OK", [("Content-Type", "text/html; charset=utf-8")], "<p>Кедров".encode(), "text/html"),
    ("200 OK", [("Content-Type", "text/html"), ("Content-Encoding", "gzip")], gzip.compress(b"<p>x"), "text/html"),
    ("404 Not Found", [], b"", "application/octet-stream"),
    ("200 OK", [("Content-Type", "nonsense; ;;")], b"x", "application/octet-stream"),
    ("302 Found", [("Location", "https://example.org/\u043a")], b"", "application/octet-stream"),
]


@pytest.mark.parametrize(("status", "headers", "body", "mime"), RESPONSES)
def test_a_response_comes_back_as_received(archive, status, headers, body, mime):
    with archive.writer(GENESIS) as writer:
        capture = writer.response(URL, status, headers, body, request=ASKED, at=AT)
    assert archive.read(capture) == body
    assert (capture.status, capture.mime, capture.url, capture.at) == (int(status[:3]), mime, URL, AT)


def test_other_tools_can_read_the_file(archive):
    with archive.writer("a" * 64) as writer:
        writer.response(URL, "200 OK", [("Content-Type", "text/html")], b"<p>", request=ASKED, at=AT)
        writer.resource(f"{URL}/1.jpg", b"\xff\xd8", "image/jpeg", AT)
    with writer.path.open("rb") as stream:
        records = [
            (r.rec_type, r.rec_headers.get_header("WARC-Date"), r.content_stream().read())
            for r in ArchiveIterator(stream)
        ]
    assert [r[0] for r in records] == ["warcinfo", "response", "request", "resource"]
    assert b"sinodik-log-head: " + b"a" * 64 in records[0][2]
    assert records[1][1:] == ("2023-03-10T12:30:15.250000Z", b"<p>")
    assert records[3][2] == b"\xff\xd8"
    assert archive.log_head(writer.path) == "a" * 64


PROVED = [("protocol", "HTTP/1.1"), ("tls-certificate-verified", "yes")]
METADATA = [
    # (address, what TLS proved, WARC-IP-Address, records after the warcinfo, the metadata)
    ("", [], None, ["response", "request"], b""),
    ("192.0.2.7", [], "192.0.2.7", ["response", "request"], b""),
    (
        "2001:db8::7",
        PROVED,
        "2001:db8::7",
        ["response", "request", "metadata"],
        b"protocol: HTTP/1.1\r\ntls-certificate-verified: yes\r\n",
    ),
]


@pytest.mark.parametrize(("ip", "tls", "header", "kinds", "fields"), METADATA)
def test_where_it_came_from_and_what_that_proved(archive, ip, tls, header, kinds, fields):
    with archive.writer(GENESIS) as writer:
        captures = [
            writer.response(URL, "200 OK", [], body, request=ASKED, at=AT, ip=ip, tls=tls) for body in (b"1", b"2")
        ]
    with writer.path.open("rb") as stream:
        records = [(r.rec_type, r.rec_headers, r.content_stream().read()) for r in ArchiveIterator(stream)]
    assert [r[0] for r in records[1:]] == kinds * 2
    assert records[1][1].get_header("WARC-IP-Address") == header
    if fields:
        assert records[3][2] == fields
        assert records[3][1].get_header("Content-Type") == "application/warc-fields"
        assert records[3][1].get_header("WARC-Concurrent-To") == records[1][1].get_header("WARC-Record-ID")
    assert [archive.read(c) for c in captures] == [b"1", b"2"]
    done = subprocess.run([sys.executable, "-m", "warcio.cli", "check", str(writer.path)], capture_output=True)
    assert done.returncode == 0, done.stdout


def test_each_member_stands_alone(archive):
    """The offsets are those of gzip members, so one record can be unpacked without the rest (ISO 28500, annex D)."""
    file, captures = write(archive, b"one", b"two")
    for capture, body in zip(captures, (b"one", b"two"), strict=True):
        member = file.read_bytes()[capture.offset : capture.offset + capture.length]
        assert body in gzip.decompress(member)


def test_only_the_owner_reads_it(archive):
    file, _ = write(archive, b"x")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_writers_never_share_a_file(archive):
    with archive.writer(GENESIS) as one, archive.writer(GENESIS) as two:
        assert one.path != two.path
    assert archive.files() == sorted([one.path, two.path])


def torn(length: int) -> bytes:
    """The first ``length`` bytes of a record that was being written."""
    return gzip.compress(b"WARC/1.1\r\nWARC-Type: resource\r\n" + os.urandom(500))[:length]


@pytest.mark.parametrize("length", [0, 1, 9, 10, 11, 100, 300, 500])
def test_a_torn_tail_is_cut(archive, length):
    file, captures = write(archive, b"one", b"two")
    whole = file.stat().st_size
    with file.open("ab") as stream:
        stream.write(torn(length))
    end = captures[-1].offset + captures[-1].length
    assert archive.cut_torn_tail(file, end) == length
    assert file.stat().st_size == whole
    assert [archive.read(c) for c in captures] == [b"one", b"two"]


@pytest.mark.parametrize("acknowledged", [0, 1, 2])
def test_whole_records_stay_acknowledged_or_not(archive, acknowledged):
    file, captures = write(archive, b"one", b"two")
    end = captures[acknowledged - 1].offset + captures[acknowledged - 1].length if acknowledged else 0
    assert archive.cut_torn_tail(file, end) == 0
    assert [archive.read(c) for c in captures] == [b"one", b"two"]


@settings(deadline=None)
@given(place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_flipped_bit_is_found_or_harmless(tmp_path_factory, place, bit):
    archive = Archive(tmp_path_factory.mktemp("evidence"))
    file, [capture] = write(archive, "Кедров Пётр Ильич, 1990 – 2022. Вечная память".encode())
    content = bytearray(file.read_bytes())
    place %= capture.length
    content[capture.offset + place] ^= 1 << bit
    file.write_bytes(content)
    # Only these bytes of a gzip header mean nothing (RFC 1952, 2.3): text flag, MTIME, XFL, OS; and the bits that fill
    # up the last byte before the eight of the trailer (RFC 1951, 3.1).
    if 3 <= place <= 9 or place == capture.length - 9:
        with suppress(Tampered):
            assert archive.read(capture).startswith("Кедров".encode())
    else:
        with pytest.raises(Tampered):
            archive.read(capture)


WRONG = [
    {"offset": 10**12},
    {"offset": 0},
    {"length": 5},
    {"warc": "gone.warc.gz"},
    {"warc": "a\0b"},
    {"offset": -1},
    {"payload": "0" * 64},
]


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_a_wrong_place_is_an_error_that_says_so(archive, wrong, capfd):
    _, [capture] = write(archive, b"one")
    with pytest.raises(Tampered, match="sinodik verify"):
        archive.read(msgspec.structs.replace(capture, **wrong))
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("content", [b"", b"not gzip", torn(40), gzip.compress(b"no head")])
def test_a_file_without_a_head(archive, content):
    file = archive.folder / "other.warc.gz"
    file.write_bytes(content)
    assert archive.log_head(file) is None
