"""Walking a JSON document that is larger than memory, and taking exact slices of bytes out of it.

The caller walks along the path that it knows and asks for values; what it does not ask for is passed over without
being kept or decoded. Depth is the document's choice, so nothing here recurses. Grammar: RFC 8259.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from sinodik.errors import BadInput

CHUNK = 256 * 1024
LONGEST_KEY = 1024

_SPACE = re.compile(rb"[ \t\r\n]*+")
_COMMA = re.compile(rb"[ \t\r\n]*+,[ \t\r\n]*+(?=[^ \t\r\n\]])")
_SCALAR = re.compile(rb"[^\s,:\"\[\]{}]*+")
_SCALAR_BEGINS = b"-0123456789tfn"
_IN_STRING = re.compile(rb'(?:[^"\\]++|\\.)*+', re.DOTALL)
_FLAT = rb'(?:[^"\[\]{}]++|"(?:[^"\\]++|\\.)*+")*+'
_BETWEEN_BRACKETS = re.compile(_FLAT, re.DOTALL)
_NESTED = rb"%s(?:[\[{]%s[\]}]%s)*+"
# What is common: a whole value in the buffer, nested three deep at most. Which bracket closes which is for others.
_SHALLOW = re.compile(rb"[\[{]" + _NESTED % (_FLAT, _NESTED % (_FLAT, _FLAT, _FLAT), _FLAT) + rb"[\]}]", re.DOTALL)
_BOM = b"\xef\xbb\xbf"


class NotJson(BadInput):
    """The bytes stop being JSON, or just stop."""


class Cursor:
    """A place in a JSON document. It stands before a value whenever the caller gets to act.

    Memory: a chunk, and whatever the caller takes.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._buffer = stream.read(CHUNK).removeprefix(_BOM)
        self._at = 0
        self._before = 0  # bytes of the document that the buffer does not hold any more
        self._value_waits = True

    @property
    def position(self) -> int:
        """How many bytes of the document lie behind."""
        return self._before + self._at

    def members(self) -> Iterator[str]:
        """Enter an object: yield each key, standing before its value. Not an object: pass over it."""
        if self._enter(b"{"):
            while (byte := self._next()) != b"}":
                key = self._key() if byte == b'"' else self._broken()
                self._expect(b":")
                self._value_waits = True
                yield key
                self._pass()
                self._comma(b"}")
            self._at += 1

    def elements(self) -> Iterator[None]:
        """Enter an array: yield at each element, standing before it. Not an array: pass over it."""
        if self._enter(b"["):
            while self._next() != b"]":
                self._value_waits = True
                yield
                self._pass()
                while match := _COMMA.match(self._buffer, self._at):
                    self._at = match.end()
                    self._value_waits = True
                    yield
                    self._pass()
                self._comma(b"]")
            self._at += 1

    def take(self, limit: int) -> bytes | None:
        """Return the value's bytes as they stand; None if there are more than ``limit``, which are passed over."""
        self._value_waits = False
        if match := _SHALLOW.match(self._buffer, self._at):
            self._at = match.end()
            return match[0] if len(match[0]) <= limit else None
        kept: list[bytes] | None = []
        size = 0
        for piece in self._pieces():
            size += len(piece)
            if size > limit:
                kept = None
            if kept is not None:
                kept.append(piece)
        return None if kept is None else b"".join(kept)

    def skip(self) -> None:
        """Pass over the value."""
        self.take(0)

    def _pass(self) -> None:
        if self._value_waits:
            self.skip()

    def _enter(self, bracket: bytes) -> bool:
        self._value_waits = False
        if self._next() != bracket:
            self.skip()
            return False
        self._at += 1
        return True

    def _key(self) -> str:
        raw = self.take(LONGEST_KEY)
        try:
            return str(msgspec.json.decode(raw or b'""'))
        except (msgspec.DecodeError, UnicodeDecodeError):
            return ""

    def _comma(self, end: bytes) -> None:
        byte = self._next()
        if byte == b",":
            self._at += 1
        elif byte != end:
            self._broken()

    def _expect(self, byte: bytes) -> None:
        if self._next() != byte:
            self._broken()
        self._at += 1

    def _next(self) -> bytes:
        """Return the next byte that is not white space, without consuming it."""
        while True:
            self._at = self._past(_SPACE)
            if self._at < len(self._buffer):
                return self._buffer[self._at : self._at + 1]
            self._more()

    def _pieces(self) -> Iterator[bytes]:
        """Yield the value's bytes, as far as each buffer holds them."""
        if self._next() not in b'"{[':
            yield from self._scalar()
            return
        depth, in_string, ended = 0, False, False
        while not ended:
            start = self._at
            depth, in_string, ended = self._scan(depth, in_string)
            yield self._buffer[start : self._at]
            if not ended:
                self._more()

    def _scalar(self) -> Iterator[bytes]:
        if self._next() not in _SCALAR_BEGINS:
            self._broken()
        while True:
            start, self._at = self._at, self._past(_SCALAR)
            yield self._buffer[start : self._at]
            if self._at < len(self._buffer) or not self._filled():
                break

    def _scan(self, depth: int, in_string: bool) -> tuple[int, bool, bool]:
        """Go on to the end of the value or of the buffer; return depth, whether in a string, whether at the end.

        A backslash at the buffer's end stays for the next one.
        """
        buffer, at, end = self._buffer, self._at, len(self._buffer)
        while at < end:
            at = (_IN_STRING if in_string else _BETWEEN_BRACKETS if depth else _SPACE).match(buffer, at).end()  # type: ignore[union-attr]  # all match nothing too
            if at == end or (in_string and buffer[at] == 0x5C):
                break
            byte = buffer[at]
            at += 1
            if byte == 0x22:
                in_string = not in_string
            else:
                depth += 1 if byte in b"[{" else -1
            if not depth and not in_string:
                self._at = at
                return depth, in_string, True
        self._at = at
        return depth, in_string, False

    def _past(self, what: re.Pattern[bytes]) -> int:
        match = what.match(self._buffer, self._at)
        return match.end() if match else self._at

    def _more(self) -> None:
        if not self._filled():
            raise NotJson(f"It breaks off after {self.position:,} bytes")

    def _filled(self) -> bool:
        chunk = self._stream.read(CHUNK)
        self._before += self._at
        self._buffer = self._buffer[self._at :] + chunk
        self._at = 0
        return bool(chunk)

    def _broken(self) -> str:
        raise NotJson(f"It is not JSON at byte {self.position:,}")
