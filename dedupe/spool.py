"""Candidates on their way to the database, in a temporary file: it is not locked while they are put together."""

from collections.abc import Iterable, Iterator
from typing import IO

import msgspec

from sinodik.records import Candidate

Places = list[tuple[str, int, int]]


def spool(candidates: Iterable[tuple[str, bytes]], file: IO[bytes]) -> Places:
    """Write encoded candidates to a file; return, by identifier in order, where each lies and how long it is."""
    places, at = [], 0
    for id_, data in candidates:
        places.append((id_, at, len(data)))
        at += file.write(data)
    return sorted(places)


def spooled(file: IO[bytes], places: Places) -> Iterator[Candidate]:
    """Read them again, in the order of their identifiers: so the database writes each of its pages once."""
    decode = msgspec.msgpack.Decoder(Candidate).decode
    for _, at, length in places:
        file.seek(at)
        yield decode(file.read(length))
