"""A candidate's evidence in one file: whole, and nothing else in it."""

import hashlib
import json
import struct
import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pytest
from warcio.archiveiterator import ArchiveIterator

from export.wacz import surt
from sinodik.cli.package import pack
from sinodik.errors import BadInput, NotFound, Tampered
from sinodik.records import Candidate, Media
from sinodik.store.candidates import Row

AT = datetime(2023, 3, 10, 12, tzinfo=UTC)
PAGE = "https://www.example.org/kedrovka/7?b=2&a=Я"
PHOTO = "https://cdn.example.org/kedrov.jpg"
ASKED = ("GET /kedrovka/7 HTTP/1.1", [("Host", "www.example.org"), ("User-Agent", "Sinodik")])


@pytest.fixture
def candidate(store, add_evidence, make_evidence, make_mention) -> Candidate:
    """A post fetched over HTTP with a photo, an imported photo, and a stranger's post that is no part of it."""
    text = "Погиб Кедров Пётр Ильич"
    with store.archive.writer(store.log.head()[1]) as writer:
        html = [("Content-Type", "text/html; charset=utf-8")]
        page = writer.response(PAGE, "200 OK", html, text.encode(), request=ASKED, at=AT)
        photo = writer.response(PHOTO, "200 OK", [("Content-Type", "image/jpeg")], b"JPEG", request=ASKED, at=AT)
        other = writer.response("https://example.org/other", "200 OK", html, b"Lipov", request=ASKED, at=AT)
    post = make_evidence(text, url=f"{PAGE}#7", payload=page.payload, title="Кедровка", media=(Media("photo", PHOTO),))
    with store.transaction():
        store.evidence.add_captures([page, photo, other])
        store.evidence.add([post])
    stone = add_evidence(body=b"STONE", mime="image/jpeg", kind="photo", url="photo:stone")
    add_evidence("Погиб Липов Олег Ильич")
    mentions = [make_mention("Кедров Пётр Ильич", e) for e in (post, stone)]
    found = Candidate(id="c0123456789abcdef", mentions=tuple(m.id for m in mentions))
    with store.transaction():
        for mention in mentions:
            store.mentions.replace(mention.evidence, "test", "1", [mention])
        store.candidates.replace([Row.of(found)], [])
    return found


@pytest.fixture
def made(store, candidate, tmp_path) -> zipfile.ZipFile:
    pack(store, candidate, tmp_path / "kedrov.wacz")
    with zipfile.ZipFile(tmp_path / "kedrov.wacz") as file:
        yield file


def records(data: bytes) -> list[tuple[str, str, str, bytes]]:
    return [
        (r.rec_type, r.rec_headers["WARC-Target-URI"], r.rec_headers["WARC-Payload-Digest"], r.raw_stream.read())
        for r in ArchiveIterator(BytesIO(data))
    ]


def test_the_layout_is_the_specification_s(made):
    assert made.testzip() is None
    assert sorted(made.namelist()) == [
        "archive/data.warc.gz",
        "datapackage-digest.json",
        "datapackage.json",
        "indexes/index.cdx",
        "pages/pages.jsonl",
    ]
    assert made.getinfo("archive/data.warc.gz").compress_type == zipfile.ZIP_STORED


def test_what_stands_before_a_file_is_what_the_central_directory_says(made):
    """ReplayWeb.page looks for a file right behind its name, as long as the directory tells of no extra field."""
    for info in made.infolist():
        made.fp.seek(info.header_offset)
        name, extra = struct.unpack("<26xHH", made.fp.read(30))
        assert (name, extra) == (len(info.filename), len(info.extra)), info.filename


def test_every_file_has_the_digest_that_the_manifest_says(made):
    manifest = json.loads(made.read("datapackage.json"))
    assert (manifest["profile"], manifest["wacz_version"]) == ("data-package", "1.1.1")
    resources = {r["path"]: r for r in manifest["resources"]}
    assert set(resources) == set(made.namelist()) - {"datapackage.json", "datapackage-digest.json"}
    for path, resource in resources.items():
        content = made.read(path)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["bytes"] == len(content)
    digest = json.loads(made.read("datapackage-digest.json"))
    whole = hashlib.sha256(made.read("datapackage.json")).hexdigest()
    assert digest == {"path": "datapackage.json", "hash": f"sha256:{whole}"}


def test_only_what_the_candidate_rests_on_and_each_hash_holds(made):
    info, *found = records(made.read("archive/data.warc.gz"))
    assert info[0] == "warcinfo"
    kinds = [(kind, uri) for kind, uri, _, _ in found]
    assert sorted(kinds) == sorted(
        [("response", PAGE), ("request", PAGE), ("response", PHOTO), ("request", PHOTO), ("resource", "photo:stone")]
    )
    for kind, _, digest, payload in found:
        if kind != "request":
            assert digest == f"sha256:{hashlib.sha256(payload).hexdigest()}"
    assert "Lipov" not in str(found) and "Липов".encode() not in b"".join(f[3] for f in found)


def test_the_records_are_those_on_the_disk(made, store):
    data = made.read("archive/data.warc.gz")
    for capture in store.evidence.captures():
        with (store.archive.folder / capture.warc).open("rb") as file:
            file.seek(capture.offset)
            whole = file.read(capture.length)
        assert (whole in data) is (capture.url in (PAGE, PHOTO, "photo:stone"))


def test_the_index_leads_to_the_records(made):
    data = made.read("archive/data.warc.gz")
    lines = made.read("indexes/index.cdx").decode().splitlines()
    assert lines == sorted(lines, key=str.encode)
    assert len(lines) == 3
    for line in lines:
        key, moment, about = line.split(" ", 2)
        entry = json.loads(about)
        assert (key, moment) == (surt(entry["url"]), "20230310120000")
        ((_, uri, digest, _),) = records(data[entry["offset"] : entry["offset"] + entry["length"]])
        assert (uri, digest, entry["filename"]) == (entry["url"], entry["digest"], "data.warc.gz")


def test_the_pages_are_what_was_captured(made):
    head, *pages = map(json.loads, made.read("pages/pages.jsonl").splitlines())
    assert head["format"] == "json-pages-1.0"
    assert {(p["url"], p["ts"]) for p in pages} == {
        (PAGE, "2023-03-10T12:00:00Z"),
        ("photo:stone", "2023-03-10T12:00:00Z"),
    }
    assert {p["title"] for p in pages} == {"Кедровка", "photo:stone"}


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.Example.org/A?b=2&a=1", "org,example)/a?a=1&b=2"),
        ("http://example.org", "org,example)/"),
        ("http://example.org:8080/x", "org,example:8080)/x"),
        ("https://example.org:443/x", "org,example)/x"),
        ("https://www2.example.org/x?y", "org,example)/x?y="),
        ("https://example.org/Я", "org,example)/%D1%8F"),
        ("https://example.org/%D1%8F", "org,example)/%d1%8f"),
        ("http://[broken/x", "http://[broken/x"),
        ("photo:a b", "photo:a%20b"),
    ],
)
def test_keys(url, key):
    assert surt(url) == key


def test_tampered_evidence_is_not_packed(store, candidate, tmp_path):
    file = store.archive.folder / store.evidence.capture_of(PHOTO).warc
    data = bytearray(file.read_bytes())
    data[store.evidence.capture_of(PHOTO).offset + 40] ^= 1
    file.write_bytes(data)
    with pytest.raises(Tampered):
        pack(store, candidate, tmp_path / "kedrov.wacz")
    assert list(tmp_path.glob("kedrov*")) == []


def test_a_name_that_no_tool_would_open(store, candidate, tmp_path):
    with pytest.raises(BadInput, match=r"\.wacz"):
        pack(store, candidate, tmp_path / "kedrov.zip")


def test_the_command(sinodik, store, workspace, candidate, tmp_path):
    result = sinodik("-w", workspace, "package", "c0123", "--file", "k.wacz", "--json")
    assert json.loads(result.stdout) == {"file": "k.wacz", "candidate": candidate.id, "evidence": 2, "captures": 3}
    assert (tmp_path / "k.wacz").is_file()
    assert sinodik("-w", workspace, "package", "zzz").returncode == NotFound.exit_code
