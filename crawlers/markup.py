"""HTML as trees: parsed without side effects, and read by class."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from crawlers.links import clean

_LAZY = ("data-src", "data-lazy-src", "data-original", "data-full-src", "src")
_NO_PICTURE = re.compile(
    r"logo|default|no[-_]?(?:photo|image|img)|placeholder|pixel|spacer|blank|counter|avatar|emoji|smil(?:e|ies)|favicon|share|banner|"
    r"\.svg(?:$|\?)|\.gif(?:$|\?)",
    re.IGNORECASE,
)
_SIZE = re.compile(r"-\d{2,4}x\d{2,4}(?=\.\w{3,4}$)")
_SMALL = 100  # pixels: icons and counters
_MOST_PHOTOS = 30
# What XML 1.0 (section 2.2) has no place for: HTML may hold it, but lxml refuses to write it.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def tree_of(html: str) -> HtmlElement | None:
    """Parse a page; None where there is nothing in it. Nesting deeper than libxml2 takes (256) is cut off."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError:  # ParserError: "Document is empty"
        return None
    for element in tree.iter():
        if element.text and _NOT_XML.search(element.text):
            element.text = _NOT_XML.sub(" ", element.text)
        if element.tail and _NOT_XML.search(element.tail):
            element.tail = _NOT_XML.sub(" ", element.tail)
    return tree


def fragment_of(html: str) -> HtmlElement | None:
    """Parse a piece of HTML, such as an item of a feed."""
    return tree_of(f"<html><body><div>{html}</div></body></html>") if html.strip() else None


def by_class(tree: etree._Element) -> dict[str, list[etree._Element]]:
    """Return the elements of each class, in the order of the page."""
    found: dict[str, list[etree._Element]] = {}
    for element in tree.xpath("//*[@class]"):
        for name in set(element.get("class").split()):
            found.setdefault(name, []).append(element)
    return found


def links_of(tree: etree._Element, page: str) -> Iterator[str]:
    """Yield the addresses that a page links to, each once, in its order."""
    base = base_of(tree, page)
    yield from dict.fromkeys(filter(None, (clean(a.get("href"), base) for a in tree.iter("a"))))


def base_of(tree: etree._Element, page: str) -> str:
    """Return what relative links are relative to."""
    return clean(next((b.get("href") for b in tree.iter("base") if b.get("href")), ""), page) or page


def photos_of(tree: etree._Element, base: str) -> tuple[str, ...]:
    """Return the addresses of the photographs in a piece of a page; icons, counters and logos are not among them."""
    found: dict[str, str] = {}
    for image in tree.iter("img", "amp-img"):
        if not _small(image) and (url := _source(image, base)) and not _NO_PICTURE.search(url):
            found.setdefault(_SIZE.sub("", url), url)
    return tuple(found.values())[:_MOST_PHOTOS]


def is_photo(url: str) -> bool:
    """Tell whether an address may be that of a photograph, by its name."""
    return bool(url) and not _NO_PICTURE.search(url)


def _source(image: etree._Element, base: str) -> str:
    for name in _LAZY:
        value = image.get(name) or ""
        if value and not value.startswith("data:"):
            return clean(value, base)
    return ""


def _small(image: etree._Element) -> bool:
    sizes = [image.get(name) or "" for name in ("width", "height")]
    return any(s.isascii() and s.isdigit() and int(s[:6]) < _SMALL for s in sizes)
