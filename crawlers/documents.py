"""What came, as text: unpacked where it is a gzip file, decoded, and told apart by what it begins with."""

import re
import zlib
from enum import StrEnum

from crawlers.charset import decode
from crawlers.reader import Seen

_MOST_BYTES = 64 * 2**20  # unpacked; a sitemap may have 50 MB (sitemaps.org)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_PROLOGUE = re.compile(
    r"\s*(?:<\?xml.{0,500}?\?>|<\?.{0,500}?\?>|<!--.{0,5000}?-->|<!DOCTYPE[^>\[]{0,500}>)", re.DOTALL
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml.{0,500}?\?>", re.DOTALL)
_HEAD = 20_000


class Form(StrEnum):
    """What a document is."""

    FEED = "feed"
    SITEMAP = "sitemap"
    JSON = "json"
    PAGE = "page"
    OTHER = "other"


_FORMS = {"rss": Form.FEED, "rdf": Form.FEED, "feed": Form.FEED, "urlset": Form.SITEMAP, "sitemapindex": Form.SITEMAP}


def text_in(seen: Seen) -> str:
    """Return the text of a response. A gzip file is unpacked, as far as 64 MiB; broken ones as far as they go."""
    body = unpacked(seen.body) if seen.body[:2] == b"\x1f\x8b" else seen.body
    return decode(body, seen.headers.get("content-type", ""))


def unpacked(body: bytes) -> bytes:
    """Unpack a gzip file, but no more of it than is sensible."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        return unpacker.decompress(body, _MOST_BYTES)
    except zlib.error:
        return b""


def form_of(text: str) -> Form:
    """Tell what ``text`` is by its first element; what a server calls it is often wrong."""
    head = text[:_HEAD].lstrip("\ufeff \t\r\n")
    if head[:1] in ("{", "["):
        return Form.JSON
    while match := _PROLOGUE.match(head):
        head = head[match.end() :]
    root = _ROOT.match(head.lstrip())
    if root and root[1].lower() in _FORMS:
        return _FORMS[root[1].lower()]
    return Form.PAGE if root or "<" in head else Form.OTHER


def plain_xml(text: str) -> bytes | None:
    """Return XML in UTF-8 without its declaration; None where it declares entities: no honest feed does."""
    if "<!ENTITY" in text:
        return None
    return _XML_DECLARATION.sub("", text).strip().encode("utf-8", "replace")
