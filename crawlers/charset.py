"""Which character encoding a page is really in: what it says is often wrong on old Russian sites."""

import codecs
import re

from w3lib.encoding import http_content_type_encoding, read_bom, resolve_encoding

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_HEAD = 4096
_SAMPLE = 200_000
# Single-byte encodings of Russian. Each decodes nearly any bytes, so that only the letters tell which is right.
_RUSSIAN = ("cp1251", "koi8-r", "cp866", "iso8859-5")
# The letters that make up half of any Russian text. In a wrong encoding they become capitals, signs or rare letters.
_COMMON = frozenset("оеаинтсрвл")
_WORD = re.compile("[а-яё]{3,}|[А-ЯЁ]{3,}")  # an accented letter of French is alone
# Python has more under the name of encodings: some unpack (zlib), some never decode (undefined).
_OF_TEXT = re.compile(
    r"(utf-?(8|16|32)|ascii|cp\d|iso|koi8|mac|kz|ptcp|gb|big5|hz$|euc|shift|johab|tis).*", re.IGNORECASE
)
_ASCII = bytes(range(0x80))
_TOO_BROKEN = 0.05  # more than one in twenty non-ASCII bytes that are no UTF-8: it never was UTF-8


def decode(body: bytes, content_type: str = "") -> str:
    """Decode a page or a feed; never fails. NUL characters are left out: no text has them, and parsers stop there.

    Bytes that are valid UTF-8 are UTF-8, whatever is declared: Russian in another encoding practically never is.
    Otherwise a declared encoding stands unless the text is more Russian in another.
    """
    encoding, mark = read_bom(body)
    text = body[len(mark or b"") :].decode(encoding or _encoding(body, content_type), "replace")
    return text.replace("\0", "")


def _encoding(body: bytes, content_type: str) -> str:
    high = len(body[:_SAMPLE].translate(None, _ASCII))
    bad = _invalid(body)
    if not bad or bad < high * _TOO_BROKEN:
        return "utf-8"
    declared = [d for d in (_known(http_content_type_encoding(content_type)), *_in_head(body)) if d and d != "utf-8"]
    best = max(_RUSSIAN, key=lambda name: _russian(body, name))
    stated = max(declared, key=lambda name: _russian(body, name), default="")
    if stated and _russian(body, stated) >= 0.9 * _russian(body, best):
        return stated
    return best if _russian(body, best) > 0.1 * high else stated or "utf-8"


def _invalid(body: bytes) -> int:
    """Return how many characters of the sample are no UTF-8; one cut in two at its end does not count."""
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(body[:_SAMPLE])
    return text.count("\ufffd") - body[:_SAMPLE].count("\ufffd".encode())


def _in_head(body: bytes) -> list[str | None]:
    return [_known(match[1].decode("ascii")) for match in _DECLARED.finditer(body[:_HEAD])]


def _known(label: str | None) -> str | None:
    try:
        name = codecs.lookup(resolve_encoding(label) or label).name if label else ""
    except (LookupError, ValueError):
        return None
    return name if _OF_TEXT.fullmatch(name) else None


def _russian(body: bytes, encoding: str) -> int:
    words = _WORD.findall(body[:_SAMPLE].decode(encoding, "replace"))
    return sum(letter in _COMMON for word in words for letter in word.lower())
