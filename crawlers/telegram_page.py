"""One page of Telegram's public preview (``t.me/s/CHANNEL``), read without side effects.

There is no specification; the structure is that of pages captured in 2023. A page lists up to 20 posts, oldest first;
``a.tme_messages_more[data-before]`` leads to the page before it.
"""

import re
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml import etree
from parsel import Selector

from crawlers.telegram_media import absolute, media_of
from crawlers.telegram_text import text_of
from sinodik.records import Media

HOME = "https://t.me"

_POST = re.compile(r"([A-Za-z0-9_]{1,64})/([0-9]{1,18})")
_HISTORY = "//*[contains(concat(' ', normalize-space(@class), ' '), ' tgme_channel_history ')]"
_NOTHING = "//*[contains(concat(' ', normalize-space(@class), ' '), ' tme_no_messages_found ')]"
_BEFORE = "//a[contains(@class, 'tme_messages_more')]/@data-before"
_TITLE = "//meta[@property='og:title']/@content"
# What stands in a post but is not the post's own: the post replied to, and the page linked to.
_NOT_ITS_OWN = frozenset({"tgme_widget_message_reply", "tgme_widget_message_link_preview", "js-message_reply_text"})


class Post(NamedTuple):
    """One post. ``url`` is the same whatever host served the page; ``origin`` is what a repost names as its source."""

    channel: str
    number: int
    posted: datetime | None
    text: str
    media: tuple[Media, ...]
    origin: str

    @property
    def url(self) -> str:
        """The post's public address."""
        return f"{HOME}/{self.channel}/{self.number}"

    @property
    def fragment(self) -> str:
        """The CSS selector that finds the post in its page."""
        return f'[data-post="{self.channel}/{self.number}"]'


class Page(NamedTuple):
    """One page. ``shown`` are the numbers of all that it shows, service messages and unreadable posts too.

    ``before`` is where the page before this one ends, None at the beginning of the channel. ``preview`` tells whether
    this is a channel's preview at all, ``nothing`` that it says so if there are no posts, ``whole`` that the
    list's end is there too: a page that breaks off proves no absence.
    """

    title: str
    posts: tuple[Post, ...]
    shown: frozenset[int]
    before: int | None
    preview: bool
    nothing: bool
    whole: bool


def parse(html: bytes, url: str) -> Page:
    """Read a page that came from ``url``. Any bytes are accepted; what cannot be read is left out."""
    root = Selector(text=html.decode("utf-8", "replace"), huge_tree=True)
    messages = _messages(root)
    whole = max(html.rfind(b"</section>"), html.rfind(b"</html>")) > html.rfind(b"data-post=")
    readable = list(messages.items())[: None if whole else -1]  # the last post of a page cut short may be cut short too
    before = [int(b) for b in root.xpath(_BEFORE).getall() if re.fullmatch("[0-9]{1,18}", b)]
    read = (_post(e, *place, url) for place, e in readable if "service_message" not in _classes(e))
    return Page(
        title=(root.xpath(_TITLE).get() or "").strip(),
        posts=tuple(read),
        shown=frozenset(number for _, number in messages),
        before=min(before, default=None),
        preview=bool(root.xpath(_HISTORY)),
        nothing=bool(root.xpath(_NOTHING)),
        whole=whole,
    )


def _messages(page: Selector) -> dict[tuple[str, int], etree._Element]:
    found: dict[tuple[str, int], etree._Element] = {}
    for selector in page.xpath("//*[@data-post]"):
        if match := _POST.fullmatch(selector.attrib["data-post"]):
            found.setdefault((match[1], int(match[2])), selector.root)
    return found


def _post(message: etree._Element, channel: str, number: int, page: str) -> Post:
    """Read one post in one walk over its elements, leaving out what is not its own."""
    texts: list[str] = []
    media: list[Media] = []
    origin, posted = "", None
    walk = etree.iterwalk(message, events=("start",))
    for _, element in walk:
        classes = _classes(element)
        # Where a page is broken, later posts lie inside earlier ones.
        if classes & _NOT_ITS_OWN or (element is not message and "data-post" in element.attrib):
            walk.skip_subtree()
        elif "tgme_widget_message_text" in classes:
            texts.append(text_of(element))
            walk.skip_subtree()
        elif "tgme_widget_message_forwarded_from_name" in classes:
            origin = origin or _origin(element, page)
        elif element.tag == "time" and posted is None:
            posted = _moment(element.get("datetime"))
        elif attached := media_of(element, classes, page):
            media.append(attached if attached.url else Media(attached.kind, f"{HOME}/{channel}/{number}"))
            walk.skip_subtree()
    return Post(channel, number, posted, "\n".join(filter(None, texts)), tuple(media), origin)


def _classes(element: etree._Element) -> frozenset[str]:
    return frozenset((element.get("class") or "").split())


def _origin(element: etree._Element, page: str) -> str:
    """Return the address that a repost names; its name where there is none, so that it still counts as a repost."""
    url = absolute(page, element.get("href"))
    here = "{0.scheme}://{0.netloc}/".format(urlsplit(page))
    return f"{HOME}/{url.removeprefix(here)}" if url.startswith(here) else url or text_of(element)


def _moment(text: str | None) -> datetime | None:
    """Return an ISO 8601 moment in UTC; None unless it names its offset, for then it would be a guess."""
    try:
        moment = datetime.fromisoformat(text or "")
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None
