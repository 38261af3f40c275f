"""Sitemaps (sitemaps.org 0.9) and indexes of them, with Google's extension for news."""

from datetime import date, datetime
from typing import NamedTuple

from lxml import etree

from crawlers.documents import plain_xml
from crawlers.links import clean
from crawlers.moments import moment

_MOST = 50_000  # sitemaps.org


class Place(NamedTuple):
    """One address in a sitemap. ``posted`` and ``title`` come from the extension for news, ``changed`` is lastmod."""

    url: str
    posted: datetime | None
    changed: datetime | None
    title: str

    def since(self, day: date | None) -> bool:
        """Tell whether the page may be from ``day`` or later: unknown is not before it."""
        when = self.posted or self.changed
        return day is None or when is None or when.date() >= day


class Sitemap(NamedTuple):
    """What a sitemap holds: pages, and other sitemaps; ``valid`` is False where it is none."""

    pages: tuple[Place, ...]
    sitemaps: tuple[Place, ...]
    valid: bool


def sitemap(text: str, url: str) -> Sitemap:
    """Read the sitemap that came from ``url``. Entities are not expanded, broken XML is read as far as it goes."""
    xml = plain_xml(text)
    root = _parsed(xml) if xml else None
    if root is None or _name(root) not in ("urlset", "sitemapindex"):
        return Sitemap((), (), valid=False)
    pages: dict[str, Place] = {}
    sitemaps: dict[str, Place] = {}
    for element in root[:_MOST]:
        place = _place(element, url)
        if place.url:
            (sitemaps if _name(element) == "sitemap" else pages).setdefault(place.url, place)
    return Sitemap(tuple(pages.values()), tuple(sitemaps.values()), valid=True)


def _parsed(xml: bytes) -> etree._Element | None:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True, remove_pis=True
    )
    try:
        root: etree._Element | None = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError:
        return None
    return root


def _place(element: etree._Element, base: str) -> Place:
    said = {_name(e): (e.text or "").strip() for e in reversed(list(element)) if isinstance(e.tag, str)}
    news = next((e for e in element if isinstance(e.tag, str) and _name(e) == "news"), ())
    said |= {f"news {_name(e)}": (e.text or "").strip() for e in news if isinstance(e.tag, str)}
    return Place(
        url=clean(said.get("loc"), base) if said.get("loc") else "",
        posted=moment(said.get("news publication_date")),
        changed=moment(said.get("lastmod")),
        title=said.get("news title", ""),
    )


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
