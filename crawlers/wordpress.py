"""WordPress's own interface: the posts of a site as JSON, without the furniture of its pages.

developer.wordpress.org/rest-api/reference/posts/: at most 100 posts a page, newest first; ``X-WP-TotalPages`` tells how
many pages there are, and asking for one beyond is an error (400).
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import msgspec
from lxml import etree

from crawlers.article import heading
from crawlers.links import clean, same_site
from crawlers.markup import is_photo

PAGE_SIZE = 100

_API = "//link[@rel='https://api.w.org/']/@href"
_THIS = "//link[@rel='alternate' and @type='application/json']/@href"
_GROUP = re.compile(r"/wp/v2/(categories|tags)/(\d+)/?$")
_FIELDS = "id,date_gmt,link,title,content,jetpack_featured_media_url"
_PAGE = re.compile(r"(?<=[?&]page=)\d+$")


class Post(NamedTuple):
    """One post. ``fragment`` is a JSON pointer (RFC 6901)."""

    url: str
    title: str
    posted: datetime | None
    html: str
    photo: str
    fragment: str


def posts_address(tree: etree._Element, page: str, since: date | None = None) -> str:
    """Return where the posts of a WordPress site are to be had, given one of its pages; "" where it does not say.

    The page of a category or of a tag leads to the posts of that alone.
    """
    root = next((clean(href, page) for href in tree.xpath(_API)), "")
    if not root or not same_site(root, page):
        return ""
    group = next((m for href in tree.xpath(_THIS) if (m := _GROUP.search(href))), None)
    # A site without fine addresses: /index.php?rest_route=/
    address = f"{root}wp/v2/posts{'&' if 'rest_route=' in root else '?'}per_page={PAGE_SIZE}&_fields={_FIELDS}"
    address += f"&{group[1]}={group[2]}" if group else ""
    address += f"&after={since}T00:00:00" if since else ""
    return f"{address}&page=1"


def next_page(address: str, number: int, count: int, headers: Mapping[str, str]) -> str:
    """Return the address of the page after page ``number``, on which ``count`` posts were; "" after the last."""
    total = headers.get("x-wp-totalpages", "")
    more = number < int(total) if total.isascii() and total.isdigit() and len(total) < 7 else count >= PAGE_SIZE
    return _PAGE.sub(str(number + 1), address) if more else ""


def posts(text: str, address: str) -> tuple[Post, ...] | None:
    """Read a page of posts; None where it is none. Posts that cannot be read are left out."""
    try:
        found = msgspec.json.decode(text.lstrip("\ufeff").encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError):
        return None
    if not isinstance(found, list):
        return None
    read = (_post(post, address, f"/{n}") for n, post in enumerate(found[:PAGE_SIZE]) if isinstance(post, dict))
    return tuple(post for post in read if post.url)


def _post(post: dict[str, Any], address: str, fragment: str) -> Post:
    picture = clean(_string(post.get("jetpack_featured_media_url")), address)
    link = clean(_string(post.get("link")), address) if post.get("link") else ""
    return Post(
        url=link if same_site(link, address) else "",
        title=heading(_rendered(post.get("title"))),
        posted=_gmt(_string(post.get("date_gmt"))),
        html=_rendered(post.get("content")),
        photo=picture if post.get("jetpack_featured_media_url") and is_photo(picture) else "",
        fragment=fragment,
    )


def _gmt(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        return None


def _rendered(field: object) -> str:
    return _string(field.get("rendered")) if isinstance(field, dict) else _string(field)


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""
