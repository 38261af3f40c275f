"""A folder or a zip file of things to import: the same questions to both, and no way out of either."""

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol

from sinodik.errors import BadInput

MOST_ENTRIES = 500_000
# Photographs hardly shrink, text shrinks to a twentieth; a bomb is a thousand times what it was packed into.
MOST_GROWTH = 200
_SMALL = 1024 * 1024

# In zip files made by Windows in Russian, names that are not in UTF-8 are in this one.
_OLD_NAMES = "cp866"


class Shelf(Protocol):
    """Files by name; a name is the path from the top, with ``/``."""

    def names(self) -> list[str]:
        """Return the names of all files, sorted."""

    def read(self, name: str, limit: int) -> bytes:
        """Return a whole file; raises BadInput, naming the reason, if it cannot be taken or exceeds ``limit`` bytes."""

    def size(self, name: str) -> int:
        """Return how many bytes a file has, as far as the shelf says."""

    def open(self, name: str) -> BinaryIO:
        """Open a file of any size, to be read from front to back; raises BadInput."""


@contextmanager
def opened(path: Path, *, links: bool = True) -> Iterator[Shelf]:
    """Open a folder or a zip file; raises BadInput if ``path`` is neither. Without ``links``, none is followed."""
    if path.is_dir():
        yield Folder(path, links=links)
        return
    try:
        with zipfile.ZipFile(path, metadata_encoding=_OLD_NAMES) as archive:
            yield Zip(archive)
    except FileNotFoundError as error:
        raise BadInput("there is no such folder or file") from error
    except (OSError, zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError) as error:
        raise BadInput("it is neither a folder nor a zip file that can be read") from error


def safe(name: str) -> bool:
    """Tell whether a name that a file or an archive gives stays below the folder that it is taken from."""
    path = PurePosixPath(name)
    strange = "\\" in name or "\0" in name or name[1:2] == ":"
    return bool(name) and not strange and not path.is_absolute() and ".." not in path.parts


class Folder:
    """Files in a folder and below. Links that lead out of it are refused, without ``links`` all are."""

    def __init__(self, folder: Path, *, links: bool = True) -> None:
        self._folder = folder
        self._links = links

    def names(self) -> list[str]:
        """Return the names of all files and links, sorted by path."""
        found = [Path(parent, file) for parent, _, files in os.walk(self._folder) for file in files]
        return [path.relative_to(self._folder).as_posix() for path in sorted(found)]

    def read(self, name: str, limit: int) -> bytes:
        """Return a whole file."""
        path = self._checked(name)
        try:
            if path.stat().st_size > limit:
                raise BadInput(f"larger than {limit >> 20} MiB")
            return path.read_bytes()
        except OSError as error:
            raise BadInput("not readable") from error

    def size(self, name: str) -> int:
        """Return how many bytes a file has."""
        return self._checked(name).stat().st_size

    def open(self, name: str) -> BinaryIO:
        """Open a file."""
        try:
            return self._checked(name).open("rb")
        except OSError as error:
            raise BadInput("not readable") from error

    def _checked(self, name: str) -> Path:
        if not safe(name):
            raise BadInput("a path that leads out of the folder")
        path = self._folder / name
        try:
            home, real = self._folder.resolve(), path.resolve()
            if not real.is_relative_to(home):
                raise BadInput("a link that leads out of the folder")
            if not self._links and real != home / name:
                raise BadInput("a link")
            if not path.exists():
                raise BadInput("not there")
            if not stat.S_ISREG(path.stat().st_mode):
                raise BadInput("not a file")
        except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: links in a circle, until Python 3.13
            raise BadInput("not readable") from error
        return path


class Zip:
    """Files in a zip archive. Entries are read one by one and never unpacked to the disk."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        if len(archive.infolist()) > MOST_ENTRIES:
            raise BadInput(f"it has more than {MOST_ENTRIES:,} entries")
        self._archive = archive

    def names(self) -> list[str]:
        """Return the names of all entries that are no folders, sorted; unsafe ones too, which cannot be read."""
        return sorted({i.filename for i in self._archive.infolist() if not i.is_dir()})

    def read(self, name: str, limit: int) -> bytes:
        """Return a whole entry."""
        if self.size(name) > limit:
            raise BadInput(f"larger than {limit >> 20} MiB")
        try:
            with self.open(name) as entry:
                return entry.read(limit)
        except _BAD_ENTRY as error:
            raise BadInput("not readable") from error

    def size(self, name: str) -> int:
        """Return how many bytes an entry has, as the archive says; no more will be read from it."""
        return self._info(name).file_size

    def open(self, name: str) -> BinaryIO:
        """Open an entry."""
        info = self._info(name)
        if info.file_size > max(_SMALL, info.compress_size * MOST_GROWTH):
            raise BadInput("packed as tightly as a zip bomb")
        try:
            return self._archive.open(info)  # type: ignore[return-value]  # IO[bytes] is all that BinaryIO is used for
        except _BAD_ENTRY as error:
            raise BadInput("not readable") from error

    def _info(self, name: str) -> zipfile.ZipInfo:
        if not safe(name):
            raise BadInput("a path that leads out of the archive")
        try:
            info = self._archive.getinfo(name)
        except KeyError as error:
            raise BadInput("not there") from error
        if stat.S_ISLNK(info.external_attr >> 16):
            raise BadInput("a link")
        if info.flag_bits & 1:
            raise BadInput("encrypted")
        return info


# What zipfile raises for archives that lie about themselves; RuntimeError: it wants a password.
_BAD_ENTRY = (OSError, EOFError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error)
