"""WARC records written as warcio would, one gzip member each, in half of its time.

What a record is made of is still warcio's; only what it does slowly is done here: it looks through all headers for each
one that it sets, and hashes and copies in pieces what is in memory as a whole.
"""

import hashlib
import uuid
import zlib
from base64 import b32encode
from io import BytesIO
from typing import Any, BinaryIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

# Saves nearly as much as warcio's, 9, in a fifth of the time.
_LEVEL = 5
_GZIP = 16  # added to the bits of the window: zlib.h, deflateInit2
_LOOKAHEAD = 262  # so much of its window zlib does not look back into: MIN_LOOKAHEAD in deflate.h


class Record:
    """A record on its way to the disk: the part of warcio's ``ArcWarcRecord`` that writers use."""

    def __init__(self, rec_headers: StatusAndHeaders, http_headers: StatusAndHeaders | None, payload: bytes) -> None:
        self.rec_headers = rec_headers
        self._http_headers = http_headers
        self._payload = payload

    def pieces(self) -> tuple[bytes, bytes, bytes, bytes]:
        """Return the record as it stands in a file before it is compressed: ISO 28500:2017, section 4."""
        head = b""
        if self._http_headers:
            self._http_headers.compute_headers_buffer()
            head = self._http_headers.headers_buff
        sha1 = hashlib.sha1(head, usedforsecurity=False)
        sha1.update(self._payload)
        lines = [self.rec_headers.protocol, *[f"{name}: {value}" for name, value in self.rec_headers.headers]]
        lines.append(f"WARC-Block-Digest: sha1:{b32encode(sha1.digest()).decode()}")
        lines.append(f"Content-Length: {len(head) + len(self._payload)}\r\n\r\n")
        return "\r\n".join(lines).encode(), head, self._payload, b"\r\n\r\n"


class MemberWriter(WARCWriter):  # type: ignore[misc]  # warcio has no types
    """Writes each record as a member of its own. They reach the file when that is flushed."""

    def create_warc_record(
        self,
        uri: str,
        record_type: str,
        payload: BinaryIO | None = None,
        length: int | None = None,
        warc_content_type: str = "",
        warc_headers_dict: dict[str, str] | None = None,
        warc_headers: StatusAndHeaders | None = None,
        http_headers: StatusAndHeaders | None = None,
    ) -> Record:
        """Return a record, given as warcio wants it; ``payload`` must be all there is."""
        headers = warc_headers or StatusAndHeaders("", list((warc_headers_dict or {}).items()), self.warc_version)
        if warc_headers is None:
            headers.headers += [("WARC-Type", record_type), ("WARC-Record-ID", f"<urn:uuid:{uuid.uuid4()}>")]
            headers.headers += [("WARC-Target-URI", uri)] if uri else []
        content_type = warc_content_type or self.WARC_RECORDS.get(record_type, "application/warc-record")
        headers.add_header("Content-Type", content_type)
        return Record(headers, http_headers, (payload or BytesIO()).read())

    def write_record(self, record: Record, params: Any = None) -> None:  # noqa: ANN401 - warcio's signature
        """Append a record to the file."""
        pieces = record.pieces()
        packer = _packer(sum(map(len, pieces)))
        for piece in pieces:
            if packed := packer.compress(piece):
                self.out.write(packed)
        self.out.write(packer.flush())


def _packer(size: int) -> "zlib._Compress":
    """Return what packs ``size`` bytes into one gzip member.

    No match lies further back than the data are long: a smaller window packs them as well, and costs less to lay out.
    """
    bits = min(max((size + _LOOKAHEAD).bit_length(), 9), zlib.MAX_WBITS)
    return zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP + bits, min(max(bits - 6, 3), zlib.DEF_MEM_LEVEL))
