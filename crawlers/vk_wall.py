"""Walls of VK communities and people, read with the VK API: ``wall.get``, 100 posts a call, newest first.

Paging is by offset, so posts move while they are read: a new one shows the last post of a page again on the next, a
deleted one would hide a post between two pages. Pages therefore overlap.
"""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from crawlers.borders import home
from crawlers.budget import VK_WALL_GET, Budget
from crawlers.posts import evidence
from crawlers.reader import Ask, Reading, Seen, Then
from crawlers.signing import Signature
from crawlers.visit import Sight
from crawlers.vk_errors import on_error
from crawlers.vk_post import Post, address, post
from sinodik import secrets
from sinodik.records import Capture
from sinodik.sources import VkWall

PAGE = 100
OVERLAP = 3


class Page(NamedTuple):
    """One answer. ``total`` posts are on the wall; ``unreadable`` were in the answer but are none that we know."""

    posts: tuple[Post, ...]
    total: int
    length: int
    unreadable: int


class VkWallReader:
    """Reads the answers of ``wall.get``."""

    def first(self, source: VkWall) -> tuple[Ask, ...]:
        """Return the call for the newest posts."""
        return (_ask(source, 0, 0),)

    def read(self, source: VkWall, seen: Seen) -> Reading:
        """Read one answer: posts, or an error with what to do about it."""
        answer = _json(seen.body)
        if isinstance(error := answer.get("error"), dict):
            code = error.get("error_code")
            return on_error(code if isinstance(code, int) else 0, seen.capture.at)
        page = parse(answer.get("response"))
        if page is None:
            trouble = "VK sent something that is no answer of its API (a page of HTML?); the next crawl will try again."
            return Reading(trouble=trouble, then=Then.TRY_AGAIN)
        offset, pinned = (int(seen.ask.about.get(name, 0)) for name in ("offset", "pinned"))
        pinned = next((p.number for p in page.posts if p.pinned), pinned)
        return Reading(
            sight=sight(source, page, seen.capture, pinned),
            earlier=_earlier(source, page, offset, pinned),
            trouble=f"{page.unreadable} posts could not be read; please report it." if page.unreadable else "",
        )

    def signature(self, source: VkWall, workspace: Path) -> Signature:
        """Return the access token, which VK takes in the header ``Authorization``, so that no address holds it."""
        file = workspace / source.token_file if source.token_file else None
        return Signature(secrets.need("vk_token", file), frozenset({home(source.base_url)}))

    def budget(self, source: VkWall) -> Budget:
        """Return how often VK may be asked: sources that use one token share one count."""
        return VK_WALL_GET._replace(name=f"{VK_WALL_GET.name} {source.token_file}".strip())


READER = VkWallReader()


def parse(response: object) -> Page | None:
    """Read the ``response`` of ``wall.get``; None if it is no such thing. A post that cannot be read is counted."""
    items = response.get("items") if isinstance(response, dict) else None
    total = response.get("count") if isinstance(response, dict) else None
    if not isinstance(items, list) or not isinstance(total, int):
        return None
    posts, unreadable = [], 0
    for item in items:
        try:
            posts.append(post(item))
        except ValueError:
            unreadable += 1
    return Page(tuple(posts), total, len(items), unreadable)


def sight(source: VkWall, page: Page, capture: Capture, pinned: int = 0) -> Sight:
    """Return what an answer showed.

    An answer is one moment's view of neighbouring posts, and numbers grow with time: what lies between its lowest and
    its highest number and is not in it is gone. Two things break that: the pinned post stands first, out of its order
    (so it does not count for the range, and ``pinned``, known from the first page, is never missing from a later one);
    and a post that could not be read may be any. Where numbers do not fall all the way, nothing is concluded.
    """
    listed = [p for p in page.posts if p.shown]
    shown = {p.url for p in listed} | {address(p.owner, pinned) for p in page.posts[:1] if pinned}
    numbers = [p.number for p in page.posts if not p.pinned]
    falling = all(a > b for a, b in pairwise(numbers))
    span = (numbers[-1], numbers[0]) if numbers and falling and not page.unreadable else None
    kept = (p for p in listed if source.ads or not p.advertisement)
    return Sight(tuple(evidence(source, p, source.title, capture) for p in kept), frozenset(shown), span)


def _earlier(source: VkWall, page: Page, offset: int, pinned: int) -> Ask | None:
    # VK drops hidden posts from a page after it has counted to 100: a short page is not the end, nor is an empty one.
    after = offset + (page.length - OVERLAP if page.length > PAGE // 2 else PAGE)
    ended = max(offset + page.length, after) >= page.total
    return None if ended else _ask(source, after, pinned)


def _ask(source: VkWall, offset: int, pinned: int) -> Ask:
    return Ask(f"{source.url}&offset={offset}", about={"offset": offset, "pinned": pinned})


def _json(body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}
