"""What a candidate rests on: the captures of its posts and photographs, and nothing else."""

import zlib
from collections.abc import Iterator
from io import BytesIO

from warcio.archiveiterator import ArchiveIterator

from sinodik.records import Candidate, Capture, Evidence
from sinodik.store import Store

_MOST = 256 * 1024  # bytes of a request or metadata record; a URL and a few headers


def evidence_of(store: Store, candidate: Candidate) -> list[Evidence]:
    """Return the evidence that the candidate's mentions were read from, each once, the earliest seen first."""
    ids = dict.fromkeys(store.mentions.get(m).evidence for m in candidate.mentions)
    return sorted((store.evidence.get(i) for i in ids), key=lambda e: (e.seen, e.id))


def captures_of(store: Store, evidence: Evidence) -> list[Capture]:
    """Return where its own bytes lie, and then those of its photographs as far as they were fetched."""
    found = dict.fromkeys([store.evidence.capture(evidence.payload)])
    for media in evidence.media:
        if media.payload:
            found[store.evidence.capture(media.payload)] = None
        elif capture := store.evidence.capture_of(media.url):
            found[capture] = None
    return list(found)


def members(store: Store, capture: Capture) -> Iterator[bytes]:
    """Yield the WARC record of a capture, as it lies on the disk, and the records that name it as theirs.

    Raises :class:`~sinodik.errors.Tampered` unless the payload still has its hash.
    """
    store.archive.read(capture)
    with (store.archive.folder / capture.warc).open("rb") as file:
        file.seek(capture.offset)
        first = file.read(capture.length)
        yield first
        id_ = _header(first, "WARC-Record-ID")
        # The request (and metadata) of a response is written right behind it.
        following = capture.offset + capture.length
        while (member := _member(file.read(_MOST))) and _header(member, "WARC-Concurrent-To") == id_:
            yield member
            following += len(member)
            file.seek(following)


def _member(data: bytes) -> bytes:
    """Return the gzip member that ``data`` begins with; empty if it is not whole."""
    inflate = zlib.decompressobj(wbits=31)
    try:
        inflate.decompress(data)
    except zlib.error:
        return b""
    return data[: len(data) - len(inflate.unused_data)] if inflate.eof else b""


def _header(member: bytes, name: str) -> str:
    record = next(iter(ArchiveIterator(BytesIO(member))))
    return str(record.rec_headers.get_header(name) or "")
