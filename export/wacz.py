"""WACZ 1.1.1: web archive records with their index and list of pages in one zip, for ReplayWeb.page and its kin.

Specification: specs.webrecorder.net/wacz/1.1.1. The records are copied as they lie in the workspace, byte for byte.
"""

import hashlib
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any
from urllib.parse import parse_qsl, quote, quote_plus, urlsplit

import msgspec
from warcio.warcwriter import WARCWriter

from sinodik import __version__
from sinodik.records import Capture

VERSION = "1.1.1"
WARC = "data.warc.gz"
_PATH = "/%:@!$&'()*+,;=~|[]"  # what a browser leaves as it is in a path
SOFTWARE = f"Sinodik/{__version__}"


class Page(msgspec.Struct, frozen=True):
    """An address at which a reader may begin: what was captured there at ``ts``."""

    url: str
    ts: datetime
    title: str


class Packed(msgspec.Struct, frozen=True):
    """One capture and its bytes: gzip members, the response (or resource) first, then what belongs to it."""

    capture: Capture
    members: tuple[bytes, ...]


def write(
    path: Path, title: str, pages: Sequence[Page], records: Iterable[Packed], at: datetime, *, about: int = 0
) -> None:
    """Write a package; ``path`` appears only when it is whole. ``about`` is the size of the records in bytes.

    Only beyond 2 GiB are the fields of ZIP64 written: ReplayWeb.page 2.4 looks for a record 20 bytes too early where
    they stand in a local header and not in the central directory, and then says that the page is not in the archive.
    """
    temporary = path.with_name(path.name + ".new")
    try:
        with zipfile.ZipFile(temporary, "w") as package:
            _fill(package, title, pages, records, at, about)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _fill(
    package: zipfile.ZipFile, title: str, pages: Sequence[Page], records: Iterable[Packed], at: datetime, about: int
) -> None:
    resources, lines = [], []
    entry = _entry(f"archive/{WARC}", at, zipfile.ZIP_STORED)
    entry.file_size = about  # by which zipfile chooses the format; it notes the true size at the end
    with package.open(entry, "w") as file:
        out = _Measured(file)
        out.write(_beginning(title))
        for packed in records:
            lines.append(index_line(packed.capture, out.size, len(packed.members[0])))
            for member in packed.members:
                out.write(member)
        resources.append(out.resource(f"archive/{WARC}"))
    listed = [{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}, *map(_page, pages)]
    for name, content in (
        ("indexes/index.cdx", b"".join(sorted(lines))),
        ("pages/pages.jsonl", b"".join(msgspec.json.encode(p) + b"\n" for p in listed)),
    ):
        package.writestr(_entry(name, at), content)
        resources.append(_resource(name, content))
    manifest = {
        "profile": "data-package",
        "wacz_version": VERSION,
        "title": title,
        "software": SOFTWARE,
        "created": _moment(at),
        "resources": resources,
    } | ({"mainPageUrl": pages[0].url, "mainPageDate": _moment(pages[0].ts)} if pages else {})
    content = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
    package.writestr(_entry("datapackage.json", at), content)
    digest = {"path": "datapackage.json", "hash": _sha256(content)}
    package.writestr(_entry("datapackage-digest.json", at), msgspec.json.encode(digest))


class _Measured:
    """A file that counts and hashes what it is given."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._hash, self.size = file, hashlib.sha256(), 0

    def write(self, data: bytes) -> None:
        self._file.write(data)
        self._hash.update(data)
        self.size += len(data)

    def resource(self, name: str) -> dict[str, str | int]:
        digest = f"sha256:{self._hash.hexdigest()}"
        return {"name": Path(name).name, "path": name, "hash": digest, "bytes": self.size}


def _resource(name: str, content: bytes) -> dict[str, str | int]:
    return {"name": Path(name).name, "path": name, "hash": _sha256(content), "bytes": len(content)}


def _sha256(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _entry(name: str, at: datetime, method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, at.astimezone(UTC).timetuple()[:6])
    entry.compress_type = method
    entry.external_attr = 0o600 << 16
    return entry


def _beginning(title: str) -> bytes:
    """Return the first record of the package's WARC file, which says who made it."""
    out = BytesIO()
    writer: Any = WARCWriter(out, gzip=True, warc_version="WARC/1.1")
    writer.write_record(writer.create_warcinfo_record(WARC, {"software": SOFTWARE, "description": title}))
    return out.getvalue()


def _page(page: Page) -> dict[str, str]:
    id_ = hashlib.sha256(f"{page.url}\n{page.ts}".encode()).hexdigest()[:16]
    return {"id": id_, "url": page.url, "ts": _moment(page.ts), "title": page.title}


def index_line(capture: Capture, offset: int, length: int) -> bytes:
    """Return the CDXJ line of a record that lies at ``offset`` in the package's WARC file."""
    about = {
        "url": capture.url,
        "digest": f"sha256:{capture.payload}",
        "mime": capture.mime,
        "offset": offset,
        "length": length,
        "status": capture.status,
        "filename": WARC,
    }
    moment = capture.at.astimezone(UTC).strftime("%Y%m%d%H%M%S")
    return f"{surt(capture.url)} {moment} ".encode() + msgspec.json.encode(about) + b"\n"


def surt(url: str) -> str:
    """Return the key under which replay tools look an address up: the host reversed, lower case, queries sorted.

    An address that is not of the web stays as it is, but for blanks.
    """
    try:
        parts = urlsplit(url.lower())
        host, port = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https"):
        return url.replace(" ", "%20")
    name = ",".join(reversed(re.sub(r"^www\d*\.", "", host).split(".")))
    shown = f":{port}" if port and port != {"http": 80, "https": 443}[parts.scheme] else ""
    query = "&".join(f"{quote_plus(k)}={quote_plus(v)}" for k, v in sorted(parse_qsl(parts.query, True)))
    return f"{name}{shown}){quote(parts.path or '/', safe=_PATH)}{f'?{query}' if query else ''}"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
