"""How common a surname, a given name or a patronymic is, and whether men or women bear it.

The names lie in one file, ``data/names.bin``, which is mapped into memory and searched where it lies: opening it costs
a few milliseconds, and pages that nobody asks for are never read. ``extract/text/compile.py`` makes it; its source and
licence stand in ``data/README.md``.

The file, all numbers little-endian::

    magic 8 bytes | CRC-32 of what follows | for each kind: names, sum of counts, blocks, where its index is
    index  for each block of 16 names: where it begins
    block  for each name, in the order of its bytes: letters shared with the one before, letters that follow, those
           letters (code page 1251 has them in order), then four times its count plus who bears it (LEB128)
"""

import mmap
import re
import struct
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from enum import IntFlag, StrEnum
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Self

from sinodik.errors import MissingTool
from sinodik.names import fold

NAMES = Path(__file__).parent / "data" / "names.bin"

_MAGIC = b"sinodik1"
_HEAD = struct.Struct("<8sI")
_KIND = struct.Struct("<IQII")
_OFFSET = struct.Struct("<I")
_BLOCK = 16
_LETTERS = "cp1251"
_FOLDED = re.compile("[а-я]+")
_REMEMBERED = 4096  # blocks: the forms that a name may come from mostly lie in one


class Kind(StrEnum):
    """What part of a name a word is."""

    SURNAME = "surname"
    GIVEN = "given"
    PATRONYMIC = "patronymic"


class Bearer(IntFlag):
    """Who bears a name: nothing set where the source does not say."""

    UNKNOWN = 0
    MAN = 1
    WOMAN = 2


class Entry(NamedTuple):
    """How many people in the source bear a name, and of which sex they are."""

    people: int
    bearer: Bearer


_NOBODY = Entry(0, Bearer.UNKNOWN)
_BEARERS = tuple(map(Bearer, range(4)))


class NameLexicon:
    """The names in a file of names, in the nominative; letter case and ё do not matter.

    ``more`` are names, folded, that the file hardly has: what is said of them there goes before what the file says.
    """

    def __init__(self, path: Path = NAMES, more: Mapping[tuple[Kind, str], Entry] | None = None) -> None:
        self._path, self._more = path, more or {}
        try:
            with path.open("rb") as file:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            magic, checksum = _HEAD.unpack_from(self._bytes)
        except (OSError, ValueError, struct.error) as error:
            raise _broken(path, f"cannot be read: {error}") from error
        if magic != _MAGIC:
            raise _broken(path, "is no list of names, or one of another version")
        if zlib.crc32(memoryview(self._bytes)[_HEAD.size :]) != checksum:
            raise _broken(path, "is damaged: its check sum is wrong")
        self._firsts: dict[Kind, list[bytes]] = {}
        self._numbers = lru_cache(_REMEMBERED)(self._read_numbers)
        self._kinds = {
            kind: _KIND.unpack_from(self._bytes, _HEAD.size + number * _KIND.size) for number, kind in enumerate(Kind)
        }

    def __reduce__(self) -> tuple[type[Self], tuple[Path, Mapping[tuple[Kind, str], Entry]]]:
        return type(self), (self._path, self._more)

    def entry(self, kind: Kind, name: str) -> Entry:
        """Return how common ``name`` is and who bears it; a count of 0 if it is not there."""
        folded = name if _FOLDED.fullmatch(name) else fold(name)
        if added := self._more.get((kind, folded)):
            return added
        try:
            wanted = folded.encode(_LETTERS)
        except UnicodeEncodeError:
            return _NOBODY
        number = self._numbers(kind, bisect_right(self._heads(kind), wanted) - 1).get(wanted)
        return _NOBODY if number is None else _entry(number)

    def count(self, kind: Kind, name: str) -> int:
        """Return how many people in the source bear ``name``; 0 if it is not there."""
        return self.entry(kind, name).people

    def total(self, kind: Kind) -> int:
        """Return the sum of all counts of a kind: a name's share is ``count / total``."""
        return int(self._kinds[kind][1])

    def size(self, kind: Kind) -> int:
        """Return how many names of a kind there are."""
        return int(self._kinds[kind][0])

    def names(self, kind: Kind) -> Iterator[tuple[str, Entry]]:
        """Yield every name of a kind, folded, in the alphabet's order."""
        for block in range(self._kinds[kind][2]):
            for name, number in self._block(kind, block):
                yield name.decode(_LETTERS), _entry(number)

    def _heads(self, kind: Kind) -> list[bytes]:
        """Return the names that the blocks of a kind begin with."""
        if kind not in self._firsts:
            _, _, blocks, index = self._kinds[kind]
            data, places = self._bytes, self._bytes[index : index + blocks * _OFFSET.size]
            self._firsts[kind] = [data[at + 2 : at + 2 + data[at + 1]] for (at,) in _OFFSET.iter_unpack(places)]
        return self._firsts[kind]

    def _read_numbers(self, kind: Kind, block: int) -> Mapping[bytes, int]:
        return dict(self._block(kind, block))

    def _block(self, kind: Kind, block: int) -> Iterator[tuple[bytes, int]]:
        """Yield the names of a block and their numbers; none of block -1, which is before the first name."""
        names, _, _, index = self._kinds[kind]
        if block < 0:
            return
        data, name = self._bytes, b""
        (at,) = _OFFSET.unpack_from(data, index + block * _OFFSET.size)
        for _ in range(min(_BLOCK, names - block * _BLOCK)):
            shared, more = data[at], data[at + 1]
            name = name[:shared] + data[at + 2 : at + 2 + more]
            at += 2 + more
            number = byte = data[at]
            shift = 7
            while byte & 0x80:
                at += 1
                byte = data[at]
                number = number & ~(1 << shift) | byte << shift
                shift += 7
            at += 1
            yield name, number


def _entry(number: int) -> Entry:
    return Entry(number >> 2, _BEARERS[number & 3])


def pack(names: Mapping[Kind, Iterable[tuple[str, Entry]]]) -> bytes:
    """Write names, folded and distinct within their kind, as a file of names. The same names make the same bytes."""
    heads: list[bytes] = []
    body = bytearray()
    begin = _HEAD.size + _KIND.size * len(Kind)
    for kind in Kind:
        entries = sorted((name.encode(_LETTERS), entry) for name, entry in names.get(kind, ()))
        offsets: list[int] = []
        before = b""
        for number, (name, entry) in enumerate(entries):
            if number % _BLOCK == 0:
                offsets.append(begin + len(body))
                before = b""
            body += _coded(before, name, entry)
            before = name
        total = sum(entry.people for _, entry in entries)
        heads.append(_KIND.pack(len(entries), total, len(offsets), begin + len(body)))
        body += b"".join(map(_OFFSET.pack, offsets))
    rest = b"".join(heads) + bytes(body)
    return _HEAD.pack(_MAGIC, zlib.crc32(rest)) + rest


def _coded(before: bytes, name: bytes, entry: Entry) -> bytes:
    shared = next(
        (i for i, (a, b) in enumerate(zip(before, name, strict=False)) if a != b), min(len(before), len(name))
    )
    number: int = entry.people << 2 | entry.bearer
    coded = bytearray()
    while number >= 0x80:
        coded.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([shared, len(name) - shared]) + name[shared:] + bytes(coded) + bytes([number])


def _broken(path: Path, what: str) -> MissingTool:
    return MissingTool(f"{path} {what}.", remedy="reinstall sinodik")
