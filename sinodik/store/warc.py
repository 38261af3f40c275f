"""The bytes of all evidence, in WARC files (ISO 28500:2017) that every web archive tool opens.

Each process writes a file of its own, one gzip member a record, so that a killed process can only tear the end of a
file that nobody else writes. The address of a payload is its SHA-256; ``capture`` rows say where it lies. Photos are
kept the same way: one kind of evidence, one way to check it.
"""

import fcntl
import hashlib
import os
import re
import secrets
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, BinaryIO, Self

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders

from sinodik import __version__
from sinodik.errors import Tampered
from sinodik.records import Capture
from sinodik.store.members import MemberWriter

Headers = Sequence[tuple[str, str]]

_CHUNK = 64 * 1024
# WARC 1.1, section 6.7.3
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


class Archive:
    """The ``evidence/`` folder of a workspace."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def writer(self, log_head: str) -> "ArchiveWriter":
        """Begin a new WARC file. It names the log's head, so that the log cannot be cut short unseen."""
        return ArchiveWriter(self.folder, log_head)

    def files(self) -> list[Path]:
        """Return every WARC file, oldest first."""
        return sorted(self.folder.glob("*.warc.gz"))

    def read(self, capture: Capture) -> bytes:
        """Return a payload as it was received; raises :class:`Tampered` unless it still has its SHA-256."""
        return self.answer(capture)[1]

    def answer(self, capture: Capture) -> tuple[Headers, bytes]:
        """Return the HTTP headers of an answer (none of an imported file) and its payload, as :meth:`read` does."""
        headers, payload = self._record(capture)
        found = hashlib.sha256(payload).hexdigest()
        if found != capture.payload:
            raise Tampered(
                f"{capture.warc} at {capture.offset} holds {found[:12]}…, not {capture.payload[:12]}… as recorded.",
                remedy="restore the file from a backup; sinodik verify lists everything that is wrong",
            )
        return headers, payload

    def log_head(self, file: Path) -> str | None:
        """Return the log's head when ``file`` was begun, as its first record says; None if it cannot be read."""
        try:
            with file.open("rb") as stream:
                # The first record is far smaller than a chunk; more would only be cut off again.
                first = zlib.decompressobj(wbits=31).decompress(stream.read(_CHUNK))
        except (OSError, zlib.error):
            return None
        found = re.search(rb"^sinodik-log-head: ([0-9a-f]{64})\r$", first, re.MULTILINE)
        return found[1].decode() if found else None

    def _record(self, capture: Capture) -> tuple[Headers, bytes]:
        try:
            with (self.folder / capture.warc).open("rb") as file:
                file.seek(capture.offset)
                # Unpacked whole, so that gzip's CRC is checked: warcio leaves that out, and complains on stderr.
                member = zlib.decompress(file.read(capture.length), wbits=31)
            record = next(iter(ArchiveIterator(BytesIO(member))))
            return tuple(record.http_headers.headers if record.http_headers else ()), bytes(record.raw_stream.read())
        except (OSError, EOFError, ValueError, StopIteration, ArchiveLoadFailed, zlib.error) as error:
            raise Tampered(
                f"{capture.warc} cannot be read at {capture.offset}: {error or type(error).__name__}",
                remedy="restore the file from a backup; sinodik verify lists everything that is wrong",
            ) from error

    def mend(self, file: Path, committed_end: int) -> None:
        """Cut off what a killed process left half-written, and the whole file if nothing else is in it.

        A file that a living process still writes is left alone.
        """
        with file.open("rb") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            self.cut_torn_tail(file, committed_end)
            if not file.stat().st_size:
                file.unlink()

    def cut_torn_tail(self, file: Path, committed_end: int) -> int:
        """Remove a half-written record that a killed process left at the end of ``file``; returns the bytes cut.

        Only an unreadable member beyond the last acknowledged byte is cut; whole records stay, acknowledged or not.
        """
        size = file.stat().st_size
        whole = max((end for end in _member_ends(file, committed_end)), default=committed_end)
        if whole < size:
            os.truncate(file, whole)
        return size - whole


def _member_ends(file: Path, start: int) -> Iterator[int]:
    """Yield where each whole gzip member after ``start`` ends, in bytes from the file's beginning."""
    with file.open("rb") as stream:
        while True:
            stream.seek(start)
            inflate = zlib.decompressobj(wbits=31)
            while not inflate.eof:
                chunk = inflate.unconsumed_tail or stream.read(_CHUNK)
                try:
                    inflate.decompress(chunk, _CHUNK)
                except zlib.error:
                    return
                if not chunk:
                    return
            start = stream.tell() - len(inflate.unused_data)
            yield start


class ArchiveWriter:
    """One growing WARC file. What was written is on the disk only after :meth:`sync`."""

    def __init__(self, folder: Path, log_head: str) -> None:
        self.path, self._file = _new_file(folder)
        self._warc: Any = MemberWriter(self._file, gzip=False, warc_version="WARC/1.1")
        info = {"software": f"Sinodik/{__version__}", "format": "WARC File Format 1.1", "sinodik-log-head": log_head}
        self._warc.write_record(self._warc.create_warcinfo_record(self.path.name, info))
        self.sync()
        _sync_folder(folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def response(
        self,
        url: str,
        status: str,
        headers: Headers,
        body: bytes,
        *,
        request: tuple[str, Headers],
        at: datetime,
        ip: str = "",
        tls: Headers = (),
        unchanged: Capture | None = None,
    ) -> Capture:
        """Append an HTTP response and the request that it answered; returns where the response lies.

        ``status`` is the status line without the protocol (``200 OK``); ``request`` the request line and its headers.
        ``body`` is as received: still in its Content-Encoding, but no longer chunked. ``ip`` is the server's address,
        ``tls`` what the connection proved: it goes into a ``metadata`` record. ``unchanged`` is the answer of which a
        304 says that it still holds: then a ``revisit`` record refers to it.
        """
        http = StatusAndHeaders(status, list(headers), protocol="HTTP/1.1")
        mime = _mime(http.get_header("Content-Type", ""))
        again = _revisit(unchanged) if unchanged else {}
        kind = "revisit" if again else "response"
        capture, record_id = self._append(url, kind, body, at, int(status.split()[0]), mime, http, ip, again)
        also = {"WARC-Concurrent-To": record_id, "WARC-Date": _warc_date(at)}
        self._accompany(url, request, tls, also)
        return capture

    def _accompany(self, url: str, request: tuple[str, Headers], tls: Headers, also: dict[str, str]) -> None:
        """Append the request of a response, and what was proved of the server."""
        line, request_headers = request
        asked = StatusAndHeaders(line, list(request_headers), is_http_request=True)
        self._warc.write_record(
            self._warc.create_warc_record(url, "request", http_headers=asked, warc_headers_dict=dict(also))
        )
        if tls:
            fields = "".join(f"{name}: {value}\r\n" for name, value in tls).encode()
            about = {"payload": BytesIO(fields), "length": len(fields), "warc_content_type": "application/warc-fields"}
            self._warc.write_record(self._warc.create_warc_record(url, "metadata", warc_headers_dict=also, **about))

    def resource(self, url: str, body: bytes, mime: str, at: datetime) -> Capture:
        """Append bytes that did not come over HTTP: an imported file."""
        return self._append(url, "resource", body, at, 200, _mime(mime), None)[0]

    def _append(
        self,
        url: str,
        kind: str,
        body: bytes,
        at: datetime,
        status: int,
        mime: str,
        http: StatusAndHeaders | None,
        ip: str = "",
        also: Mapping[str, str] = MappingProxyType({}),
    ) -> tuple[Capture, str]:
        payload = hashlib.sha256(body).hexdigest()
        headers = {"WARC-Date": _warc_date(at), "WARC-Payload-Digest": f"sha256:{payload}"} | dict(also)
        record = self._warc.create_warc_record(
            url,
            kind,
            payload=BytesIO(body),
            length=len(body),
            http_headers=http,
            warc_content_type="" if http else mime,
            warc_headers_dict=headers | ({"WARC-IP-Address": ip} if ip else {}),
        )
        offset = self._file.tell()
        self._warc.write_record(record)
        capture = Capture(
            payload=payload,
            url=url,
            at=at,
            status=status,
            mime=mime,
            warc=self.path.name,
            offset=offset,
            length=self._file.tell() - offset,
        )
        return capture, str(record.rec_headers.get_header("WARC-Record-ID"))

    def sync(self) -> None:
        """Return when all that was written is on the disk."""
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """End the file."""
        self.sync()
        self._file.close()


def _new_file(folder: Path) -> tuple[Path, BinaryIO]:
    """Create a WARC file and hold its lock, so that nobody mends it while it grows."""
    while True:
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        path = folder / f"sinodik-{moment}-{secrets.token_hex(4)}.warc.gz"
        file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        fcntl.flock(file, fcntl.LOCK_EX)
        if os.fstat(file.fileno()).st_nlink:
            return path, file
        file.close()  # another process saw the empty file first, took it for a dead one's, and removed it


def _sync_folder(folder: Path) -> None:
    # A new file's name is durable only when its folder is: fsync(2).
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _revisit(of: Capture) -> dict[str, str]:
    return {
        "WARC-Profile": _NOT_MODIFIED,
        "WARC-Refers-To-Target-URI": of.url,
        "WARC-Refers-To-Date": _warc_date(of.at),
        "WARC-Payload-Digest": f"sha256:{of.payload}",
    }


def _warc_date(at: datetime) -> str:
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _mime(content_type: str) -> str:
    bare = content_type.partition(";")[0].strip().lower()
    return bare if re.fullmatch(r"[\w.+-]+/[\w.+-]+", bare) else "application/octet-stream"
