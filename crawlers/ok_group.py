"""Topics of public groups of ok.ru (Odnoklassniki). Experimental: ok.ru promises no structure.

What is read is what other readers of these pages relied on in 2019 to 2023: ``.media-text_cnt_tx`` in a
``.groups_post-w`` or ``.feed-w``, the topic's number in its links or ``data-id1``, ``.feed_date``, pictures in
``.media-photos_img``; earlier topics under ``?st.page=``, with the page's ``st.markerB`` where it gives one.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from lxml import etree
from parsel import Selector

from crawlers.page_words import Test, classes_of, has, own, words_of
from crawlers.posts import sight
from crawlers.reader import Ask, Reading, Seen
from crawlers.spoken import said
from crawlers.telegram_media import absolute
from sinodik.records import Media
from sinodik.sources import OkGroup

HOME = "https://ok.ru"

_TOPIC = re.compile(r"/((?:group/)?[A-Za-z0-9_.-]{1,64})/topic/([0-9]{1,20})(?![0-9])")
_MARKER = re.compile(r"st\.markerB[\"']?\s*[=:]\s*[\"']?([A-Za-z0-9_-]{1,200})")
_TOPICS = re.compile(r"//[^/]+/((?:group/)?[A-Za-z0-9_.-]{1,64})/topics")
_VIDEO = re.compile(r"/video/([0-9]{1,20})")
_POSTS = "//div[contains(concat(' ', normalize-space(@class), ' '), ' {} ')]"
_GROUP = "//*[@id='hook_Block_MiddleColumnTopCard_MenuAltGroup' or contains(@class, 'feed-list')]"
_NOT_TEXT = has("groups_post-w", "feed-w", "media-text_cnt_tx", "media-text_more")


class Topic(NamedTuple):
    """One topic; ``group`` and ``number`` are its place, as in ``group/51/topic/67``."""

    group: str
    number: int
    posted: datetime | None
    text: str
    media: tuple[Media, ...]

    @property
    def url(self) -> str:
        """The topic's public address."""
        return f"{HOME}/{self.group}/topic/{self.number}"

    @property
    def fragment(self) -> str:
        """The CSS selector that finds the topic in its page."""
        return f':is(.groups_post-w, .feed-w):has(a[href*="/topic/{self.number}"])'

    @property
    def origin(self) -> str:
        """What a topic repeats: these pages do not say."""
        return ""


class Page(NamedTuple):
    """One page. ``marker`` is what ok.ru wants back with the next one; ``group`` tells whether it is a group's."""

    title: str
    topics: tuple[Topic, ...]
    marker: str
    group: bool


class OkGroupReader:
    """Reads pages of ok.ru's groups."""

    def first(self, source: OkGroup) -> tuple[Ask, ...]:
        """Return the page with the newest topics."""
        return (Ask(source.url, about={"page": 1}),)

    def read(self, source: OkGroup, seen: Seen) -> Reading:
        """Read one page. The page after it is asked for while pages differ: ok.ru repeats the last one."""
        page = parse(seen.body, seen.url, seen.capture.at)
        if not page.group:
            return Reading(trouble=f"{source.url} shows no group: is it public, and its name right?")
        top = page.topics[0].number if page.topics else 0
        number = int(seen.ask.about.get("page", 1)) + 1
        marker = f"&st.markerB={page.marker}" if page.marker else ""
        earlier = Ask(f"{source.url}?st.page={number}{marker}", about={"page": number, "top": top})
        again = not top or top == seen.ask.about.get("top")
        return Reading(sight=sight(source, page.topics, page.title, seen.capture), earlier=None if again else earlier)


READER = OkGroupReader()


def parse(html: bytes, url: str, seen: datetime) -> Page:
    """Read a page that came from ``url``. Any bytes are accepted; what cannot be read is left out."""
    text = html.decode("utf-8", "replace")
    root = Selector(text=text, huge_tree=True)
    # One of the two holds a topic; where both are there, one lies inside the other.
    name = "groups_post-w" if root.xpath(_POSTS.format("groups_post-w")) else "feed-w"
    posts = root.xpath(_POSTS.format(name))
    topics = {t.number: t for post in posts if (t := _topic(post.root, has(name), url, seen))}
    marker = _MARKER.search(text)
    return Page(
        title=(root.xpath("//meta[@property='og:title']/@content").get() or "").partition(" — ")[0].strip(),
        topics=tuple(topics.values()),
        marker=marker[1] if marker else "",
        group=bool(posts or root.xpath(_GROUP)),
    )


def _topic(post: etree._Element, another: Test, page: str, seen: datetime) -> Topic | None:
    inside = list(own(post, another))
    place = _place(inside, page)
    if not place:
        return None
    date = next((words_of(e, another) for e in inside if "feed_date" in classes_of(e)), "")
    texts = [words_of(e, _NOT_TEXT) for e in inside if "media-text_cnt_tx" in classes_of(e)]
    return Topic(
        *place,
        posted=said(date, seen),
        text="\n\n".join(filter(None, texts)),
        media=tuple(dict.fromkeys(_media(inside, page))),
    )


def _place(inside: list[etree._Element], page: str) -> tuple[str, int] | None:
    """Return the topic's group and number: from a link to it, or from ``data-id1`` and the page's address."""
    for element in inside:
        if match := _TOPIC.search(element.get("href") or ""):
            return match[1], int(match[2])
    group = _TOPICS.search(page)
    numbers = (n for e in inside if (n := e.get("data-id1")) and re.fullmatch("[0-9]{1,20}", n))
    number = next(numbers, None)
    return (group[1], int(number)) if group and number else None


def _media(inside: list[etree._Element], page: str) -> Iterator[Media]:
    for element in inside:
        if "media-photos_img" in classes_of(element) and (url := absolute(page, element.get("src"))):
            yield Media("photo", url)
        elif element.tag == "a" and (video := _VIDEO.search(element.get("href") or "")):
            yield Media("video", f"{HOME}/video/{video[1]}")
