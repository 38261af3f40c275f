"""The items of a feed: RSS and Atom with feedparser, JSON Feed (jsonfeed.org, version 1.1)."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from html import escape
from io import BytesIO
from typing import Any, NamedTuple

import msgspec

from crawlers.documents import plain_xml
from crawlers.links import clean
from crawlers.moments import moment
from sinodik.struct import digest

_END = re.compile(r"</(?:[\w.-]+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_MOST = 1000


class Item(NamedTuple):
    """One item. ``html`` is its text, in full where the feed has it; ``fragment`` finds it in the feed."""

    url: str
    title: str
    posted: datetime | None
    html: str
    photos: tuple[str, ...]
    fragment: str


class Items(NamedTuple):
    """What a feed holds. ``whole`` is False where it broke off: its last item, cut short perhaps, is left out."""

    items: tuple[Item, ...]
    whole: bool
    valid: bool


def feed_items(text: str, url: str, zone: str = "") -> Items:
    """Read the RSS or Atom feed that came from ``url``. Broken XML is read as far as it goes."""
    import feedparser  # only for those who have feeds

    xml = plain_xml(text)
    if xml is None:
        return Items((), whole=True, valid=False)
    try:
        feed = feedparser.parse(BytesIO(xml), response_headers={"content-location": url}, sanitize_html=False)
    except Exception:  # feedparser is written to take anything, but raises many kinds of errors on garbage
        return Items((), whole=True, valid=False)
    whole = bool(_END.search(text[-5000:]))
    entries = feed.entries[: _MOST if whole else min(_MOST, max(0, len(feed.entries) - 1))]
    version = feed.get("version") or ""
    element = "entry" if version.startswith("atom") else "item"
    found = [
        (_item(entry, url, zone, f"{element}:nth-of-type({n})"), _string(entry.get("id")))
        for n, entry in enumerate(entries, 1)
    ]
    return Items(tuple(_apart(found, url)), whole, valid=bool(version or entries))


def json_items(text: str, url: str, zone: str = "") -> Items:
    """Read a JSON Feed."""
    try:
        feed = msgspec.json.decode(text.encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError):
        return Items((), whole=True, valid=False)
    entries = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(entries, list):
        return Items((), whole=True, valid=False)
    found = [
        (_json_item(entry, url, zone, f"/items/{n}"), _string(entry.get("id")))
        for n, entry in enumerate(entries[:_MOST])
        if isinstance(entry, dict)
    ]
    return Items(tuple(_apart(found, url)), whole=True, valid=True)


def _item(entry: Any, url: str, zone: str, fragment: str) -> Item:  # noqa: ANN401 - feedparser's dictionaries
    details = [*(entry.get("content") or ()), entry.get("summary_detail") or {}]
    html = max((_html(d.get("value"), str(d.get("type"))) for d in details), key=len)
    enclosures = [*entry.get("enclosures", ()), *entry.get("media_content", ())]
    pictures = [e.get("href") or e.get("url") for e in enclosures if _is_picture(e)]
    others = [link.get("href") for link in entry.get("links", ()) if link.get("rel") in ("alternate", "self")]
    links = [link for link in (entry.get("link"), *others) if link]
    when = entry.get("published") or entry.get("updated") or entry.get("created")
    return Item(
        url=next(filter(None, (clean(link, url) for link in links)), "") or clean(_string(entry.get("id"))),
        title=" ".join(_string(entry.get("title")).split()),
        posted=moment(_string(when), zone),
        html=html,
        photos=tuple(dict.fromkeys(filter(None, (clean(p, url) for p in pictures)))),
        fragment=fragment,
    )


def _html(value: object, type_: str) -> str:
    text = _string(value)
    return escape(text, quote=False).replace("\n", "<br>") if type_ == "text/plain" else text


def _is_picture(enclosure: Any) -> bool:  # noqa: ANN401
    return str(enclosure.get("type", "")).startswith("image/") or enclosure.get("medium") == "image"


def _json_item(entry: dict[str, Any], url: str, zone: str, fragment: str) -> Item:
    text = _html(entry.get("content_text"), "text/plain")
    picture = clean(_string(entry.get("image")), url) if entry.get("image") else ""
    return Item(
        url=clean(_string(entry.get("url")), url) if entry.get("url") else clean(_string(entry.get("id"))),
        title=" ".join(_string(entry.get("title")).split()),
        posted=moment(_string(entry.get("date_published")), zone),
        html=_string(entry.get("content_html")) or text or _string(entry.get("summary")),
        photos=(picture,) if picture else (),
        fragment=fragment,
    )


def _apart(found: list[tuple[Item, str]], feed: str) -> Iterator[Item]:
    """Give items that share an address, or have none, one of their own: else they would seem versions of one post.

    ``found`` are items and their identifiers; of those with the same of both, the first counts.
    """
    once = {(item.url, own or item.title or item.html): item for item, own in reversed(found)}
    shared = Counter(url for url, _ in once)
    for (url, own), item in reversed(once.items()):
        yield item if url and shared[url] == 1 else item._replace(url=f"{url or clean(feed)}#{digest(own)[:12]}")


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""
