"""The reader of news sites that nobody has described."""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree

from crawlers.article import excerpt
from crawlers.documents import Form, form_of, text_in
from crawlers.feed import (
    ARTICLE,
    SITEMAP,
    ask_for,
    evidence,
    feeds_on,
    read_article,
    read_feed,
    read_sitemap,
    sight_of,
    wanted,
)
from crawlers.links import clean, same_site
from crawlers.markup import base_of, links_of, tree_of
from crawlers.reader import Ask, Reading, Seen
from crawlers.wordpress import Post, next_page, posts, posts_address
from sinodik.records import Evidence
from sinodik.sources import News

PAGE = "page"
POSTS = "posts"
FEED = "feed"
ROBOTS = "robots"

_MOST_LINKS = 300
_NEXT = "//*[self::link or self::a][contains(concat(' ', @rel, ' '), ' next ')]/@href"
_NEXT_CLASS = (
    "//a[contains(@class, 'next') and not(contains(@class, 'post'))]/@href | //*[contains(@class, 'next')]/a/@href"
)
_NEXT_WORDS = re.compile(
    r"(?:следующая|следующие|вперёд|вперед|дальше|ранее|старые записи|предыдущие записи|[»›→>])"
    r"(?: страница)?\s*[»›→>]?",
    re.IGNORECASE,
)
_SITEMAP_LINE = re.compile(r"^\s*sitemap:\s*(\S{1,2000})", re.IGNORECASE | re.MULTILINE)
_NOT_ARTICLES = re.compile(
    r"/(?:tag|tags|category|categories|rubric|rubrics|author|authors|page|search|login|register|about|contacts?|reklama|advert|user|users|"
    r"wp-content|wp-admin|wp-login|upload|uploads|feed|rss|archive|comment|comments|photo|video|privacy|policy)(?:/|\.|$)"
    r"|\.(?:jpe?g|png|gif|webp|svg|pdf|docx?|xlsx?|zip|rar|mp[34]|xml|json|css|js)$",
    re.IGNORECASE,
)
_DATED = re.compile(r"/(?:19|20)\d\d[/-](?:0?[1-9]|1[0-2])(?:[/-]\d{1,2})?/.*[^\W\d]|\d{4,}")


class NewsReader:
    """Reads a site through WordPress's interface where it has one, else through its feed, lists and sitemaps."""

    def first(self, source: News) -> tuple[Ask, ...]:
        """Return what a visit begins with: the pages that the operator named, and ``robots.txt`` for the sitemaps."""
        pages = tuple(Ask(url, PAGE, {"number": 1}) for url in source.urls)
        robots = clean("/robots.txt", source.urls[0])
        return (*pages, Ask(robots, ROBOTS)) if source.sitemap else pages

    def read(self, source: News, seen: Seen) -> Reading:
        """Read whatever was asked for."""
        role, text = seen.ask.role, text_in(seen)
        if role == ARTICLE:
            return read_article(source, seen)
        if role == ROBOTS:
            return _robots(seen, text)
        if role == POSTS:
            return _posts(source, seen, text)
        form = form_of(text)
        if role == SITEMAP or form is Form.SITEMAP:
            return _on_site(read_sitemap(source, seen, text), seen.url)
        if role == FEED or form in (Form.FEED, Form.JSON):
            return _on_site(read_feed(source, seen, text, full_text=True), seen.url)
        return _page(source, seen, text)


def _page(source: News, seen: Seen, text: str) -> Reading:
    tree = tree_of(text)
    if tree is None:
        return Reading(trouble=f"{seen.url} is empty.")
    number = int(seen.ask.about.get("number", 1))
    if number == 1 and source.wordpress and (address := posts_address(tree, seen.url, source.since)):
        return Reading(follow=(Ask(address, POSTS, {"number": 1}),))
    feeds = [f for f in feeds_on(text, seen.url) if same_site(f, seen.url)][:1] if number == 1 else []
    links = list(islice(articles_on(tree, seen.url, source.match), _MOST_LINKS))
    if not links and not feeds:
        return Reading(trouble=_no_articles(tree, seen.url, source.match))
    earlier = next_of(tree, seen.url) if number < source.pages else ""
    return Reading(
        follow=(*(Ask(f, FEED) for f in feeds), *(ask_for(url) for url in links)),
        earlier=Ask(earlier, PAGE, {"number": number + 1}) if earlier else None,
    )


def articles_on(tree: etree._Element, page: str, match: str = "") -> Iterator[str]:
    """Yield the addresses of the articles that a page of a news site links to."""
    for url in links_of(tree, page):
        if (
            same_site(url, page)
            and url != clean(page)
            and (re.search(match, url) if match else looks_like_article(url))
        ):
            yield url


def looks_like_article(url: str) -> bool:
    """Tell whether an address is like those of articles: a date, a long number, a name of several words."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    name = path.rpartition("/")[2]
    if not name or _NOT_ARTICLES.search(path):
        return False
    worded = len(list(filter(None, re.split(r"[-_]|%20", name)))) >= 4
    return bool(worded or _DATED.search(path) or re.search(r"(?:^|&)(?:id|newsid|ELEMENT_ID|p)=\d{2,}", parts.query))


def next_of(tree: etree._Element, page: str) -> str:
    """Return the address of the list that follows this one, back in time; "" where it names none on its own site."""
    base = base_of(tree, page)
    worded = (a.get("href") for a in tree.iter("a") if _NEXT_WORDS.fullmatch(" ".join("".join(a.itertext()).split())))
    for href in (*tree.xpath(_NEXT), *worded, *tree.xpath(_NEXT_CLASS)):
        url = clean(href, base)
        if url and url != clean(page) and same_site(url, page):
            return url
    return ""


def _posts(source: News, seen: Seen, text: str) -> Reading:
    found = posts(text, seen.url)
    if found is None:
        return Reading(
            trouble=f"{seen.url} is not what WordPress sends: set wordpress = false to read the pages instead."
        )
    number = int(seen.ask.about.get("number", 1))
    kept = [_evidence(source, seen, post) for post in found if wanted(post.url, source.match)]
    later = next_page(seen.ask.url, number, len(found), seen.headers) if number < source.pages else ""
    return Reading(sight_of(*kept), earlier=Ask(later, POSTS, {"number": number + 1}) if later else None)


def _evidence(source: News, seen: Seen, post: Post) -> Evidence:
    text, photos = excerpt(post.title, post.html, post.url)
    return evidence(
        source, seen, post.url, post.posted, text, photos or filter(None, [post.photo]), post.title, post.fragment
    )


def _robots(seen: Seen, text: str) -> Reading:
    named = [clean(m[1], seen.url) for m in _SITEMAP_LINE.finditer(text)]
    asks = tuple(Ask(url, SITEMAP) for url in dict.fromkeys(named) if same_site(url, seen.url))
    return Reading(follow=asks, trouble="" if asks else f"{seen.url} names no sitemap: leave sitemap = true out.")


def _on_site(reading: Reading, page: str) -> Reading:
    """Leave out what leads to other sites: they are not what the operator named."""
    sight = (
        reading.sight._replace(evidence=tuple(e for e in reading.sight.evidence if same_site(e.url, page)))
        if reading.sight
        else None
    )
    return reading._replace(sight=sight, follow=tuple(ask for ask in reading.follow if same_site(ask.url, page)))


def _no_articles(tree: etree._Element, page: str, match: str) -> str:
    links = [url for url in islice(links_of(tree, page), 200) if same_site(url, page)]
    example = f", such as {max(links, key=len)}" if links else ""
    if match:
        return f"None of the {len(links)} links on {page} matches “match”{example}."
    return f"None of the {len(links)} links on {page} looks like an article{example}: set “match”."


READER = NewsReader()
