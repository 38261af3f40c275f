"""The reader of feeds (RSS, Atom, JSON Feed) and sitemaps, and of the pages that they lead to."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from crawlers.article import article, excerpt, heading
from crawlers.documents import Form, form_of, text_in
from crawlers.feed_items import Item, Items, feed_items, json_items
from crawlers.links import clean
from crawlers.markup import base_of, tree_of
from crawlers.reader import Ask, Reading, Seen
from crawlers.sitemap import Place, sitemap
from crawlers.visit import Sight
from sinodik.records import Evidence, Media
from sinodik.sources import Feed, News

ARTICLE = "article"
SITEMAP = "sitemap"

_DEEPEST = 2  # an index may list sitemaps, some list indexes
_FEEDS = (
    "//link[@rel='alternate']"
    "[contains(@type, 'rss+xml') or contains(@type, 'atom+xml') or contains(@type, 'feed+json')]/@href"
)


class FeedReader:
    """Reads a feed; with ``full_text``, or where it is a sitemap, the pages of its items."""

    def first(self, source: Feed) -> tuple[Ask, ...]:
        """Return what a visit begins with: the feed."""
        return (Ask(source.url),)

    def read(self, source: Feed, seen: Seen) -> Reading:
        """Read the feed, a sitemap that it leads to, or an article."""
        if seen.ask.role == ARTICLE:
            return read_article(source, seen)
        text = text_in(seen)
        form = form_of(text)
        if form is Form.SITEMAP:
            return read_sitemap(source, seen, text)
        if form in (Form.FEED, Form.JSON):
            return read_feed(source, seen, text, full_text=source.full_text)
        return Reading(trouble=_no_feed(text, seen.url))


def read_feed(source: Feed | News, seen: Seen, text: str, *, full_text: bool) -> Reading:
    """Read a feed: as evidence, or with ``full_text`` as a list of pages to read."""
    items = (json_items if form_of(text) is Form.JSON else feed_items)(text, seen.url, source.timezone)
    if not items.valid:
        return Reading(trouble=f"{seen.url} is no feed that can be read: check “url”.")
    kept = [i for i in items.items if wanted(i.url, source.match) and not _before(i.posted, source.since)]
    paged = [i for i in kept if full_text and "#" not in i.url]
    here = (_evidence_of(source, i, seen) for i in kept if i not in paged)
    sight = Sight(tuple(e for e in here if e.text), frozenset(i.url for i in items.items), None)
    return Reading(
        sight, tuple(ask_for(i.url, i.posted, heading(i.title)) for i in paged), trouble=_broken(items, seen.url)
    )


def read_sitemap(source: Feed | News, seen: Seen, text: str) -> Reading:
    """Read a sitemap: the pages on it, and the sitemaps that it lists, newest first."""
    found = sitemap(text, seen.url)
    if not found.valid:
        return Reading(trouble=f"{seen.url} is no sitemap that can be read: check “url”.")
    depth = int(seen.ask.about.get("depth", 0))
    pages = [p for p in _newest(found.pages) if wanted(p.url, source.match) and p.since(source.since)]
    asks = [ask_for(p.url, p.posted, p.title) for p in pages]
    deeper = [Ask(p.url, SITEMAP, {"depth": depth + 1}) for p in _newest(found.sitemaps) if p.since(source.since)]
    sight = Sight((), frozenset(p.url for p in found.pages), None)
    if deeper and depth >= _DEEPEST:
        return Reading(
            sight, tuple(asks), trouble=f"{seen.url}: sitemaps within sitemaps more than {_DEEPEST} deep were not read."
        )
    return Reading(sight, (*deeper, *asks))


def read_article(source: Feed | News, seen: Seen) -> Reading:
    """Read the page of an article."""
    if not seen.headers.get("content-type", "text/html").startswith(("text/", "application/xhtml", "application/xml")):
        return Reading()  # a picture or a PDF file that an item leads to
    found = article(text_in(seen), seen.url, source.timezone)
    if found is None:
        return Reading(trouble=f"{seen.url}: no article was found on this page.")
    stated = seen.ask.about.get("posted")
    posted = found.posted or (datetime.fromisoformat(stated) if isinstance(stated, str) and stated else None)
    return Reading(sight_of(evidence(source, seen, found.url, posted, found.text, found.photos, found.title)))


def evidence(
    source: Feed | News,
    seen: Seen,
    url: str,
    posted: datetime | None,
    text: str,
    photos: Iterable[str],
    title: str,
    fragment: str = "",
) -> Evidence:
    """Return one post as evidence."""
    return Evidence(
        source=source.id,
        publisher=source.publisher,
        kind="post",
        url=url,
        posted=posted,
        seen=seen.capture.at,
        payload=seen.capture.payload,
        fragment=fragment,
        text=text,
        media=tuple(Media("photo", photo) for photo in photos),
        title=title,
    )


def sight_of(*found: Evidence) -> Sight:
    """Return a sight of posts from which nothing is to be concluded about others."""
    return Sight(found, frozenset(e.url for e in found), None)


def ask_for(url: str, posted: datetime | None = None, title: str = "") -> Ask:
    """Return the ask for an article's page, which is read once."""
    about: dict[str, str | int] = {"posted": posted.isoformat()} if posted else {}
    return Ask(url, ARTICLE, about | ({"title": title} if title else {}), once=True)


def wanted(url: str, match: str) -> bool:
    """Tell whether the operator wants what lies at ``url``."""
    return not match or re.search(match, url) is not None


def _evidence_of(source: Feed | News, item: Item, seen: Seen) -> Evidence:
    title = heading(item.title)
    text, photos = excerpt(title, item.html, item.url)
    return evidence(
        source, seen, item.url, item.posted, text, dict.fromkeys([*photos, *item.photos]), title, item.fragment
    )


def _before(posted: datetime | None, day: date | None) -> bool:
    return posted is not None and day is not None and posted.date() < day


def _newest(places: Iterable[Place]) -> list[Place]:
    return sorted(places, key=lambda p: (p.posted or p.changed or datetime.min).replace(tzinfo=None), reverse=True)


def _broken(items: Items, url: str) -> str:
    return "" if items.whole else f"{url} broke off before its end; the next crawl will read it again."


def _no_feed(text: str, url: str) -> str:
    links = list(feeds_on(text, url))
    hint = f"its feeds are {', '.join(links[:3])}" if links else 'check “url”, or use kind = "news"'
    return f"{url} is no feed and no sitemap: {hint}."


def feeds_on(html: str, url: str) -> Iterator[str]:
    """Yield the addresses of the feeds that a page names, but for those of comments."""
    tree = tree_of(html)
    if tree is not None:
        base = base_of(tree, url)
        found = (clean(href, base) for href in tree.xpath(_FEEDS))
        yield from (f for f in dict.fromkeys(found) if f and "comments" not in f)


READER = FeedReader()
