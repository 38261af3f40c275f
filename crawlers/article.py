"""The article on a page of a news site that nobody has described: headline, text, date, photographs.

Where the page marks its article as the common systems do, that mark is followed; elsewhere trafilatura looks for
the main text. The same bytes give the same text, and what changes daily around an article is not in it.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from crawlers.furniture import leads_away, stripped
from crawlers.links import addressed, clean
from crawlers.markup import base_of, by_class, fragment_of, is_photo, photos_of, tree_of
from crawlers.metadata import metadata
from crawlers.moments import is_date, moment
from crawlers.prose import text_of

# The classes by which common systems mark an article's text: WordPress, 1C-Bitrix, DataLife Engine, Joomla, and what
# local papers built on their own.
_MARKS = (
    "entry-content post-content td-post-content article-content article__content article-body article__body "
    "article-text article__text article_text news-detail news-detail-text news-text news_text news__text detail-text "
    "detail_text full-text fullstory full-story full_text item-page story-text story__text post__text text-content "
    "js-mediator-article amp-wp-article-content"
).split()
_MOST_MARKED = 20
_ENOUGH = 20  # characters: a shorter text under such a mark is a caption, not the article
_DATE_WITHIN = 3  # lines from the top
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")  # how trafilatura writes a picture
_LONGEST_TAIL = 50


class Article(NamedTuple):
    """One article. ``url`` is the address it goes by, ``text`` begins with its headline."""

    url: str
    title: str
    posted: datetime | None
    text: str
    photos: tuple[str, ...]


def article(html: str, url: str, zone: str = "") -> Article | None:
    """Read the page that came from ``url``; None where no text is found.

    ``zone`` is that of times which name none: see :func:`crawlers.moments.moment`.
    """
    tree = tree_of(html)
    if tree is None:
        return None
    about = metadata(tree, url, zone)
    base = base_of(tree, url)
    stripped(tree)
    text, photos = _marked(tree, base) or _main_text(tree, base)
    lines = text.splitlines()
    dates = [line for line in lines[:_DATE_WITHIN] if is_date(line)]
    composed = compose(about.title, [line for line in lines if line not in dates])
    if not composed:
        return None
    posted = about.posted or next((moment(line, zone) for line in dates), None)
    return Article(
        addressed(about.canonical, url), about.title, posted, composed, photos or tuple(filter(None, [about.photo]))
    )


def excerpt(title: str, html: str, base: str) -> tuple[str, tuple[str, ...]]:
    """Return the text, headed by its title, and the photographs of HTML that is an article and nothing else."""
    tree = fragment_of(html)
    if tree is None:
        return title, ()
    stripped(tree)
    return compose(title, text_of(tree).splitlines()) or title, photos_of(tree, base)


def heading(html: str) -> str:
    """Return a headline that may hold HTML as one line of plain text."""
    tree = fragment_of(html)
    return " ".join(text_of(tree).split()) if tree is not None else ""


def compose(title: str, lines: Sequence[str]) -> str:
    """Put a headline and the lines under it together; "" where there is nothing under it.

    Lines that only lead away are left out, and so is the headline where it is repeated.
    """
    kept = [line for line in lines if not leads_away(line) and line.casefold() != title.casefold()]
    return "\n".join(filter(None, [title, *kept])) if kept else ""


def _marked(tree: etree._Element, base: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the text and photographs of what the page marks as the article, if only one thing is so marked."""
    classes = by_class(tree)
    for found in (tree.xpath("//*[@itemprop='articleBody']"), *(classes.get(mark, ()) for mark in _MARKS)):
        long = [(e, text) for e in found[:_MOST_MARKED] if len(text := text_of(e)) >= _ENOUGH]
        if len(long) == 1:
            return long[0][1], photos_of(long[0][0], base)
    return None


def _main_text(tree: HtmlElement, base: str) -> tuple[str, tuple[str, ...]]:
    import trafilatura  # a fifth of a second, and only unknown pages need it

    around = _around(tree)
    found = trafilatura.bare_extraction(tree, fast=True, include_comments=False, include_images=True)
    assert not isinstance(found, dict)  # that is another of its outputs
    text = _IMAGE.sub("", found.text or "") if found else ""
    lines = _once([line for line in (" ".join(line.split()) for line in text.splitlines()) if line])
    if not found or not lines:
        return text_of(around), photos_of(around, base)
    images = (clean(graphic.get("src"), base) for graphic in found.body.iter("graphic"))
    return "\n".join(lines), tuple(dict.fromkeys(url for url in images if is_photo(url)))


def _once(lines: list[str]) -> list[str]:
    """Cut a tail that only says again what was said: trafilatura 2.3 repeats the last paragraphs of short articles."""
    for size in range(min(len(lines) // 2, _LONGEST_TAIL), 0, -1):
        tail, rest = lines[-size:], lines[:-size]
        if any(rest[at : at + size] == tail for at in range(len(rest) - size + 1)):
            return rest
    return lines


def _around(tree: etree._Element) -> etree._Element:
    for name in ("article", "main"):
        if len(found := list(tree.iter(name))) == 1:
            return found[0]
    return tree
