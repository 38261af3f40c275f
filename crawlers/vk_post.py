"""One post as the VK API gives it: what a reader of the wall would see, and where it came from.

Written against VK's published schema (VKCOM/vk-api-schema, wall/objects.json, 5.199) and an answer of 2020.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

import msgspec

from crawlers.vk_media import media_of
from sinodik.records import Media

HOME = "https://vk.com"

# [id1|Пётр], [club1|Группа], [https://vk.com/x|words], [#alias|words|https://…]: the reader sees the words.
_LINK = re.compile(
    r"\[(?:(?:id|club|public|event|app)-?\d+(?::[\w-]+)?|https?://[^\s\]|]+|#alias)\|([^\]|]*)(?:\|[^\]]*)?\]"
)


class Item(msgspec.Struct, frozen=True):
    """What is read of a post in ``items`` or ``copy_history``; everything else in it is left where it lies."""

    id: int
    owner_id: int = 0
    date: int = 0
    text: str | None = None
    attachments: list[Any] | None = None
    copy_history: list[Any] | None = None
    copyright: dict[str, Any] | None = None
    donut: dict[str, Any] | None = None
    is_pinned: bool = False
    marked_as_ads: bool = False
    is_deleted: bool = False


class Post(NamedTuple):
    """One post. ``shown`` is False where the wall has only a stub of it: deleted, or for those who pay.

    ``origin`` is the address of what it reposts, or of the source that it names; the text of a repost follows its own.
    """

    owner: int
    number: int
    posted: datetime | None
    text: str
    media: tuple[Media, ...]
    origin: str
    pinned: bool
    advertisement: bool
    shown: bool

    @property
    def url(self) -> str:
        """The post's public address."""
        return address(self.owner, self.number)

    @property
    def fragment(self) -> str:
        """The JSONPath (RFC 9535) that finds the post in the answer."""
        return f"$.response.items[?@.id=={self.number}]"


def address(owner: int, number: int) -> str:
    """Return the public address of a post; ``owner`` is negative for a community."""
    return f"{HOME}/wall{owner}_{number}"


def post(raw: object) -> Post:
    """Read one of the answer's ``items``. Raises ValueError where it has no number or owner."""
    item = msgspec.convert(raw, Item, strict=False)
    if not (0 < item.id < 2**63 and 0 < abs(item.owner_id) < 2**63):
        raise ValueError("a post without a place")
    chain = [item, *_copies(item)]
    attached = [a for i in chain for a in i.attachments or ()]
    words = "\n\n".join(filter(None, (plain(i.text or "") for i in chain)))
    return Post(
        owner=item.owner_id,
        number=item.id,
        posted=_moment(item.date),
        text=words or "\n".join(_captions(attached)),
        media=tuple(m for m in map(media_of, attached) if m),
        origin=_origin(chain),
        pinned=item.is_pinned,
        advertisement=item.marked_as_ads,
        shown=not (item.is_deleted or (item.donut or {}).get("placeholder")),
    )


def plain(text: str) -> str:
    """Return a post's text as its reader sees it: VK's links are their words, half an emoji is a replacement mark."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _LINK.sub(r"\1", whole).strip()


def _copies(item: Item) -> Iterator[Item]:
    """Yield what the post reposts, nearest first; what cannot be read ends the chain."""
    for raw in item.copy_history or ():
        try:
            yield msgspec.convert(raw, Item, strict=False)
        except msgspec.ValidationError:
            return


def _origin(chain: list[Item]) -> str:
    first = chain[-1]
    if len(chain) > 1 and first.owner_id:
        return address(first.owner_id, first.id)
    link = (chain[0].copyright or {}).get("link")
    return link if isinstance(link, str) and link.startswith(("http://", "https://")) else ""


def _captions(attached: list[Any]) -> Iterator[str]:
    """Yield the titles under which links and videos are shown: all that there is to read in a post without words."""
    for each in attached:
        kind = each.get("type") if isinstance(each, dict) else None
        inner = each.get(kind) if kind in ("link", "video", "clip") else None
        title = inner.get("title") if isinstance(inner, dict) else None
        if isinstance(title, str) and plain(title):
            yield plain(title)


def _moment(seconds: int) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC) if seconds > 0 else None
    except (ValueError, OverflowError, OSError):
        return None
