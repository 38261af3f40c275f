"""The pages of the demo world's channels, in the structure of Telegram's public previews (``t.me/s/CHANNEL``)."""

import base64
import json
import re
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from sinodik.demo.posts import MOMENTS, Channel, Post
from sinodik.demo.world import World

PAGE_SIZE = 20
_CACHED = 256
_SHOWN_GRAVES = 3
# Pictographs, with what may follow one: the variation selector and joined pictographs.
_VARIATION = "\ufe0f"
_PICTOGRAPH = f"[\U0001f300-\U0001faff\u2600-\u27bf\u26a1]{_VARIATION}?"
_EMOJI = re.compile(f"{_PICTOGRAPH}(?:\u200d{_PICTOGRAPH})*")


class Pages:
    """Writes the pages of a world. A page is written once and kept."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._titles = {c.name: c.title for c in world.channels}
        loader = FileSystemLoader(Path(__file__).with_name("templates"))
        self._jinja = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
        self._jinja.filters |= {"emoji": as_html, "view": _view, "views": _views}
        self.channel = lru_cache(_CACHED)(self._channel)
        self.index = lru_cache(len(MOMENTS))(self._index)

    def _index(self, moment: int) -> str:
        posts = self._world.at(moment)
        channels = [(c, sum(not p.service for p in _own(c, posts))) for c in self._world.channels]
        graves = list(self._world.graves)[:_SHOWN_GRAVES]
        return self._jinja.get_template("index.html").render(
            people=len(self._world.people), channels=channels, graves=graves, moment=moment
        )

    def _channel(self, channel: Channel, moment: int, before: int | None, base: str) -> str:
        """Write the newest page of a channel, or the one whose posts all stand before a number."""
        posts = _own(channel, self._world.at(moment))
        earlier = [p for p in posts if before is None or p.id < before]
        return self._jinja.get_template("channel.html").render(
            channel=channel,
            posts=earlier[-PAGE_SIZE:],
            older=len(earlier) > PAGE_SIZE,
            before=before,
            base=base,
            titles=self._titles,
            count=sum(not p.service for p in posts),
            photos=sum(len(p.photos) for p in posts),
        )


def as_html(text: str) -> Markup:
    """Write a text as Telegram does: everything escaped, lines broken by ``<br/>``, emoji as pictures of themselves."""
    escaped = str(escape(text)).replace("\n", "<br/>")
    return Markup(_EMOJI.sub(_emoji, escaped))  # noqa: S704 - escaped in the line above


def _emoji(match: re.Match[str]) -> str:
    picture = f"/static/emoji/{match[0].rstrip(_VARIATION).encode().hex().upper()}.svg"
    return f"""<i class="emoji" style="background-image:url('{picture}')"><b>{match[0]}</b></i>"""


def _own(channel: Channel, posts: list[Post]) -> list[Post]:
    return [p for p in posts if p.channel == channel.name]


def _view(post: Post) -> str:
    """Return the token that Telegram counts views by: JSON in base64, without padding."""
    told = {"c": -1000000000, "p": post.id, "t": int(post.posted.timestamp()), "h": f"{post.id:018x}"}
    return base64.b64encode(json.dumps(told, separators=(",", ":")).encode()).decode().rstrip("=")


def _views(post: Post) -> str:
    seen = 400 + post.id * 7919 % 2300
    return f"{seen / 1000:.1f}K" if seen >= 1000 else str(seen)
