"""Walls of VK communities as ``m.vk.com`` shows them to everybody. Experimental: the API (``vk_wall``) is steadier.

There is no specification; the structure is that which other readers of these pages relied on in 2021 to 2026:
``div.wall_item[data-post-id]`` with ``.pi_text``, ``a.wi_date`` and pictures in ``[data-src_big]``; links with
``?offset=`` lead to earlier posts.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Literal, NamedTuple

from lxml import etree
from parsel import Selector

from crawlers.page_words import classes_of, has, own, words_of
from crawlers.posts import sight
from crawlers.reader import Ask, Reading, Seen
from crawlers.spoken import said
from crawlers.telegram_media import absolute
from crawlers.vk_post import HOME, address
from sinodik.records import Media
from sinodik.sources import VkMobile

_PLACE = re.compile(r"(?:post|wall)?(-?[0-9]{1,18})_([0-9]{1,18})")
_LINK = re.compile(r"/(wall|video|audio|doc)(-?[0-9]{1,18})_([0-9]{1,18})")
_KINDS: dict[str, Literal["video", "audio", "document"]] = {"video": "video", "audio": "audio", "doc": "document"}
_OFFSET = re.compile(r"[?&]offset=([0-9]{1,9})(?:&|$)")
_ITEMS = "//div[contains(concat(' ', normalize-space(@class), ' '), ' wall_item ')]"
_WALL = "//*[@id='wall' or contains(@class, 'wall_posts') or contains(@class, 'wall_item')]"
_ANOTHER = has("wall_item")
_NOT_TEXT = has("wall_item", "pi_text", "pi_text_more")


class Post(NamedTuple):
    """One post. ``origin`` is the address of the post that it repeats."""

    owner: int
    number: int
    posted: datetime | None
    text: str
    media: tuple[Media, ...]
    origin: str

    @property
    def url(self) -> str:
        """The post's public address."""
        return address(self.owner, self.number)

    @property
    def fragment(self) -> str:
        """The CSS selector that finds the post in its page."""
        return f'[data-post-id="{self.owner}_{self.number}"]'


class Page(NamedTuple):
    """One page. ``after`` is the offset of the page with earlier posts; ``wall`` tells whether it is a wall at all."""

    title: str
    posts: tuple[Post, ...]
    after: int | None
    wall: bool


class VkMobileReader:
    """Reads pages of ``m.vk.com``."""

    def first(self, source: VkMobile) -> tuple[Ask, ...]:
        """Return the page with the newest posts."""
        return (Ask(source.url, about={"offset": 0}),)

    def read(self, source: VkMobile, seen: Seen) -> Reading:
        """Read one page."""
        offset = int(seen.ask.about.get("offset", 0))
        page = parse(seen.body, seen.url, seen.capture.at, offset)
        if not page.wall:
            return Reading(trouble=f"{source.url} shows no wall: is it public, and its name right?")
        earlier = Ask(f"{source.url}?offset={page.after}&own=1", about={"offset": page.after}) if page.after else None
        return Reading(sight=sight(source, page.posts, page.title, seen.capture), earlier=earlier)


READER = VkMobileReader()


def parse(html: bytes, url: str, seen: datetime, offset: int = 0) -> Page:
    """Read a page that came from ``url``. Any bytes are accepted; what cannot be read is left out."""
    root = Selector(text=html.decode("utf-8", "replace"), huge_tree=True)
    posts = {(p.owner, p.number): p for s in root.xpath(_ITEMS) if (p := _post(s.root, url, seen))}
    offsets = (int(m[1]) for href in root.xpath("//a/@href").getall() if (m := _OFFSET.search(href)))
    return Page(
        title=(root.xpath("//title/text()").get() or "").partition("|")[0].strip(),
        posts=tuple(posts.values()),
        after=min((o for o in offsets if o > offset), default=None),
        wall=bool(root.xpath(_WALL)),
    )


def _post(item: etree._Element, page: str, seen: datetime) -> Post | None:
    inside = list(own(item, _ANOTHER))
    place = _place(item, inside)
    if not place:
        return None
    date = next((words_of(e, _ANOTHER) for e in inside if "wi_date" in classes_of(e)), "")
    # A repost's text lies beside its own or in it: each is read without the other.
    texts = [words_of(e, _NOT_TEXT) for e in inside if "pi_text" in classes_of(e)]
    return Post(
        *place,
        posted=said(date, seen),
        text="\n\n".join(filter(None, texts)),
        media=tuple(dict.fromkeys(_media(inside, page))),
        origin=_origin(inside, place),
    )


def _place(item: etree._Element, inside: list[etree._Element]) -> tuple[int, int] | None:
    """Return whose wall and which number: from ``data-post-id``, or from the anchor or date of older pages."""
    anchors = (e.get("name") or e.get("href") for e in inside if classes_of(e) & {"post__anchor", "wi_date"})
    for name in (item.get("data-post-id"), *anchors):
        if match := _PLACE.match((name or "").lstrip("/")):
            return int(match[1]), int(match[2])
    return None


def _origin(inside: list[etree._Element], own_place: tuple[int, int]) -> str:
    """Return the post that is repeated here: the one that a date other than the post's own leads to."""
    for element in inside:
        match = _LINK.search(element.get("href") or "") if "date" in (element.get("class") or "") else None
        if match and match[1] == "wall" and (place := (int(match[2]), int(match[3]))) != own_place:
            return address(*place)
    return ""


def _media(inside: list[etree._Element], page: str) -> Iterator[Media]:
    for element in inside:
        link = _LINK.search(element.get("href") or "") if element.tag == "a" else None
        if link and link[1] != "wall":
            yield Media(_KINDS[link[1]], f"{HOME}/{link[1]}{link[2]}_{link[3]}")
        elif (url := absolute(page, element.get("data-src_big", "").partition("|")[0])) and not _of_a_video(element):
            yield Media("photo", url)


def _of_a_video(element: etree._Element) -> bool:
    return any("/video" in (above.get("href") or "") for above in element.iterancestors("a"))
