"""A full run that was killed is carried on where it was: what was compared is there, and whoever was put together.

Beside the columns (:mod:`dedupe.snapshot`) a run keeps what it went by and, as they are made, the candidates. If
nothing has changed when the next run begins, it takes all that over.
"""

import struct
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from dedupe import snapshot
from dedupe.matter import Matter
from dedupe.weights import Weights
from sinodik.errors import NotFound
from sinodik.store.candidates import Row

_STATE, _CANDIDATES = "state.json", "candidates"
_HEAD = struct.Struct("<HI")  # how long the identifier is, and the row


class State(msgspec.Struct, frozen=True):
    """What a run went by: ``key`` stands for all that its outcome depends on. ``cut`` mentions' blocks were cut."""

    key: str
    weights: Weights
    reports: tuple[str, ...] = ()
    cut: int = 0


def begun(folder: Path, run: int, last: int, key: str) -> tuple[Matter, State] | None:
    """Take over what a run left that was killed: of all but ``last``, which ended, the first that went by ``key``."""
    for old in sorted(folder.glob("[0-9]*")):
        try:
            state = msgspec.json.decode((old / _STATE).read_bytes(), type=State)
            if old.name != str(last) and state.key == key:
                ours = old.rename(folder / str(run))
                return snapshot.load(ours).whole(state.weights), state
        except (OSError, NotFound, msgspec.DecodeError):
            continue
    return None


def note(folder: Path, state: State) -> None:
    """Say that what was compared is whole, and what it went by."""
    (folder / _STATE).write_bytes(msgspec.json.encode(state))


class Spool:
    """Candidates on their way to the database, in a file: it is not locked while they are put together.

    They come in the order of the clusters, so that how many there are says where to go on.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / _CANDIDATES
        self._places = list(self._found()) if self._path.exists() else []

    def __len__(self) -> int:
        return len(self._places)

    def add(self, candidates: Iterable[Row]) -> None:
        """Write candidates down, after those that are there."""
        at = self._places[-1][1] + self._places[-1][2] if self._places else 0
        with self._path.open("r+b" if self._path.exists() else "xb") as file:
            file.truncate(at)
            file.seek(at)
            for row in candidates:
                name, data = row.id.encode(), msgspec.msgpack.encode(row)
                file.write(_HEAD.pack(len(name), len(data)) + name + data)
                at += _HEAD.size + len(name)
                self._places.append((row.id, at, len(data)))
                at += len(data)

    def candidates(self) -> Iterator[Row]:
        """Yield them in the order of their identifiers: so the database writes each of its pages once."""
        decode = msgspec.msgpack.Decoder(Row).decode
        with self._path.open("rb") as file:
            for _, at, length in sorted(self._places):
                file.seek(at)
                yield decode(file.read(length))

    def end(self) -> None:
        """Take the file away: the database has everything."""
        self._path.unlink(missing_ok=True)

    def _found(self) -> Iterator[tuple[str, int, int]]:
        """Yield what was written whole."""
        size, at = self._path.stat().st_size, 0
        with self._path.open("rb") as file:
            while len(head := file.read(_HEAD.size)) == _HEAD.size:
                named, length = _HEAD.unpack(head)
                name = file.read(named)
                at += _HEAD.size + named
                if at + length > size:
                    return
                yield name.decode(), at, length
                at = file.seek(length, 1)
