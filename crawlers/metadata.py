"""What a news page says about itself for machines: schema.org (JSON-LD and microdata), Open Graph, ``<time>``."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from lxml import etree

from crawlers.links import clean
from crawlers.markup import base_of, is_photo
from crawlers.moments import is_date, moment
from crawlers.prose import text_of

_JSON_LD = "//script[contains(@type, 'ld+json')]/text()"
_PUBLISHED = (
    "//meta[@property='article:published_time' or @name='article:published_time']/@content",
    "//*[@itemprop='datePublished']/@content | //*[@itemprop='datePublished']/@datetime",
    "//meta[@name='pubdate' or @name='publish_date' or @name='date' or @name='DC.date.issued']/@content",
    "//time[@pubdate]/@datetime",
    # One among others may be another article's.
    "(//article)[last() = 1]//time/@datetime",
    "(//time[contains(@class, 'published')]/@datetime)[last() = 1]",
    "(//time/@datetime)[last() = 1]",
    "//*[@itemprop='datePublished']",
)
_DATED = ".//*[contains(@class, 'date') or contains(@class, 'time') or contains(@class, 'publish')]"
_NEAR = 6  # elements
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?=\D|$)")
_LONGEST_TITLE = 300
_MOST_BLOCKS = 20


class Metadata(NamedTuple):
    """What was stated; empty where nothing was. ``canonical`` is as written, ``photo`` the picture for sharing."""

    title: str
    posted: datetime | None
    canonical: str
    photo: str


def metadata(tree: etree._Element, url: str, zone: str) -> Metadata:
    """Read what the page at ``url`` says about itself."""
    stated = next(_articles(tree), {})
    base = base_of(tree, url)
    photo = clean(_first(tree, "//meta[@property='og:image']/@content"), base)
    return Metadata(
        title=_title(tree, stated),
        posted=moment(_string(stated.get("datePublished")), zone)
        or _published(tree, zone)
        or _beside_the_headline(tree, zone)
        or _in_address(url),
        canonical=_first(tree, "//link[@rel='canonical']/@href") or _first(tree, "//meta[@property='og:url']/@content"),
        photo=photo if is_photo(photo) else "",
    )


def _title(tree: etree._Element, stated: dict[str, Any]) -> str:
    headings = [h for h in tree.xpath("//h1") if text_of(h)]
    named = [text_of(h) for h in headings if h.get("itemprop") == "headline"]
    choices = (
        named[0] if named else "",
        text_of(headings[0]) if len(headings) == 1 else "",
        _string(stated.get("headline")),
        _first(tree, "//meta[@property='og:title']/@content"),
        _first(tree, "//title/text()"),
    )
    return " ".join(next(filter(None, choices), "").split())[:_LONGEST_TITLE]


def _published(tree: etree._Element, zone: str) -> datetime | None:
    for path in _PUBLISHED:
        for found in tree.xpath(path)[:3]:
            if posted := moment(found if isinstance(found, str) else text_of(found), zone):
                return posted
    return None


def _beside_the_headline(tree: etree._Element, zone: str) -> datetime | None:
    """Return the date that stands by itself beside the headline. One elsewhere may be today's."""
    for heading in tree.xpath("//h1")[:3]:
        around = heading.getparent().getparent() if heading.getparent() is not None else None
        near = [*heading.itersiblings(preceding=True), *heading.itersiblings()]
        dated = around.xpath(_DATED) if around is not None and around.tag not in ("body", "html") else []
        for element in (*near[:_NEAR], *dated[:_NEAR]):
            if isinstance(element.tag, str) and len(element) < _NEAR and is_date(line := text_of(element)):
                return moment(line, zone)
    return None


def _in_address(url: str) -> datetime | None:
    match = _IN_ADDRESS.search(url)
    return moment("-".join(match.groups())) if match else None


def _articles(tree: etree._Element) -> Iterator[dict[str, Any]]:
    for block in tree.xpath(_JSON_LD)[:_MOST_BLOCKS]:
        try:
            stated = msgspec.json.decode(block.strip().encode("utf-8", "replace"))
        except (msgspec.DecodeError, RecursionError):
            continue
        for thing in stated if isinstance(stated, list) else [stated]:
            graph = thing.get("@graph") if isinstance(thing, dict) else None
            things = graph if isinstance(graph, list) else [thing]
            yield from (t for t in things if isinstance(t, dict) and _is_article(t))


def _is_article(thing: dict[str, Any]) -> bool:
    kinds = thing.get("@type")
    return any(
        isinstance(kind, str) and kind.endswith(("Article", "Posting", "Report"))
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _first(tree: etree._Element, path: str) -> str:
    return next((str(found).strip() for found in tree.xpath(path) if found.strip()), "")


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""
