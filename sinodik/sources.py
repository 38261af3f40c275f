"""Sources: one small TOML file each, in ``sources/`` of a workspace. The file's name is the source's identifier."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated
from zoneinfo import available_timezones

import msgspec

from sinodik import cron, toml
from sinodik.errors import BadConfiguration
from sinodik.patterns import Regex, WebAddress, WebAddresses, check_css, check_regex
from sinodik.settings import SOURCES, Count, Positive

# What people copy from Telegram instead of a channel's name: an address, or the name with an @.
_CHANNEL = re.compile(
    r"(?:@|(?:https?://)?(?:www\.)?(?:t|telegram)\.me/(?:s/)?)([A-Za-z0-9_]{3,64})(?:/\d*)?(?:\?\S*)?"
)
_INVITATION = re.compile(r"\+|joinchat")

Name = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_]{3,64}$")]


class _Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="kind"):
    """What every source says. ``publisher`` is its family: sources of one publisher are not independent.

    ``schedule`` is a cron expression of five fields (empty: never by itself), ``timeout`` the most seconds that one
    scheduled crawl may take.
    """

    id: str
    publisher: Annotated[str, msgspec.Meta(pattern=r"\S")]
    title: str = ""
    enabled: bool = True
    schedule: str = ""
    timeout: Positive = 3600.0


class TelegramPreview(_Source, frozen=True, kw_only=True, tag="telegram_preview"):
    """The public preview of a Telegram channel, ``https://t.me/s/CHANNEL``, read back at most ``pages`` pages."""

    channel: Name
    base_url: Annotated[str, msgspec.Meta(pattern=r"^https?://[^/\s]+$")] = "https://t.me"
    pages: Count = 50

    @property
    def url(self) -> str:
        """Where reading begins."""
        return f"{self.base_url}/s/{self.channel}"


Site = Annotated[str, msgspec.Meta(pattern=r"^https?://[^/\s]+$")]


class VkWall(_Source, frozen=True, kw_only=True, tag="vk_wall"):
    """The wall of a public VK community or person, read with the VK API (``wall.get``), 100 posts a page.

    Named by ``owner_id`` (negative for a community) or by ``domain``, the word in its address. The access token is in
    the environment (``SINODIK_VK_TOKEN``) or in ``token_file``, which only its owner may read; never in this file.
    Posts that VK marks as advertisements are left out unless ``ads`` is set.
    """

    owner_id: int = 0
    domain: Annotated[str, msgspec.Meta(pattern=r"^([A-Za-z0-9_.]{2,64})?$")] = ""
    pages: Count = 50
    ads: bool = False
    token_file: str = ""
    base_url: Site = "https://api.vk.com"

    def __post_init__(self) -> None:
        if bool(self.owner_id) == bool(self.domain):
            raise ValueError("give owner_id or domain, one of the two")
        if self.base_url.startswith("http:") and not self.base_url.startswith(("http://127.0.0.1", "http://localhost")):
            raise ValueError("base_url must begin with https://, for the access token goes there")

    @property
    def url(self) -> str:
        """Where reading begins."""
        whose = f"domain={self.domain}" if self.domain else f"owner_id={self.owner_id}"
        return f"{self.base_url}/method/wall.get?{whose}&count=100&extended=0&v=5.199"


class _Experimental(_Source, frozen=True, kw_only=True):
    """A source read from pages that promise no structure: the operator must say that this is known."""

    experimental: bool = False
    pages: Count = 10

    def __post_init__(self) -> None:
        if not self.experimental:
            raise ValueError("its pages may change any day: set experimental = true to use it")


class VkMobile(_Experimental, frozen=True, kw_only=True, tag="vk_mobile"):
    """The wall of a public VK community as ``m.vk.com`` shows it to all. Experimental: prefer ``vk_wall``."""

    domain: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_.]{2,64}$")]
    base_url: Site = "https://m.vk.com"

    @property
    def url(self) -> str:
        """Where reading begins."""
        return f"{self.base_url}/{self.domain}"


class OkGroup(_Experimental, frozen=True, kw_only=True, tag="ok_group"):
    """The topics of a public group of ok.ru (Odnoklassniki). ``group`` is its number, or the word in its address.

    Experimental.
    """

    group: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_.-]{2,64}$")]
    base_url: Site = "https://ok.ru"

    @property
    def url(self) -> str:
        """Where reading begins."""
        return f"{self.base_url}/{'group/' if self.group.isdigit() else ''}{self.group}/topics"


class Photos(_Source, frozen=True, kw_only=True, tag="photos"):
    """A folder of photographs, or a zip file of them; a relative path is taken from the workspace."""

    folder: str


class TelegramExport(_Source, frozen=True, kw_only=True, tag="telegram_export"):
    """One public channel or group in an export of Telegram Desktop (machine-readable JSON).

    ``folder`` is the export's folder, a zip file of it or its ``result.json``; a relative path is taken from the
    workspace. ``channel`` is the public name, as in ``t.me/NAME``; ``chat`` the number that the export gives the
    chat, needed where it holds more than one.
    """

    folder: str
    channel: Annotated[str, msgspec.Meta(pattern=r"^([A-Za-z0-9_]{3,64})?$")] = ""
    chat: Annotated[int, msgspec.Meta(ge=1)] | None = None


class _Web(_Source, frozen=True, kw_only=True):
    """A source made of web pages.

    ``timezone`` (like ``Asia/Yekaterinburg``) is that of times which name none; without it, only their day is kept.
    """

    timezone: str = ""

    def __post_init__(self) -> None:
        if self.timezone and self.timezone not in available_timezones():
            raise ValueError(f"there is no time zone “{self.timezone}”; one is written like Asia/Yekaterinburg")


class Feed(_Web, frozen=True, kw_only=True, tag="feed"):
    """A feed (RSS, Atom, JSON Feed) or a sitemap at ``url``.

    With ``full_text``, the page of each item is read instead of what the feed says of it; a sitemap's always are.
    Only items whose address matches the regular expression ``match``, and none before ``since``.
    """

    url: WebAddress
    full_text: bool = False
    match: Regex = ""
    since: date | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        check_regex(self.match)


class News(_Web, frozen=True, kw_only=True, tag="news"):
    """A news site that nobody has described, read from ``urls``: its front page, or pages that list articles.

    Where it is a WordPress site, its own interface is used, unless ``wordpress`` is false. Elsewhere articles are those
    that its feed and these pages link to, at most ``pages`` pages back, and its sitemaps if ``sitemap`` is set.
    ``match`` is a regular expression that the addresses of articles match; without it, those are taken that look like
    articles.
    """

    urls: WebAddresses
    match: Regex = ""
    pages: Count = 10
    sitemap: bool = False
    wordpress: bool = True
    since: date | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        check_regex(self.match)


class ListPage(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """CSS selectors for a page that lists articles: ``link`` within each ``item``, ``next`` for the page before it."""

    link: str = "a[href]"
    item: str = ""
    next: str = ""

    def __post_init__(self) -> None:
        check_css(self.link, self.item, self.next)


class ArticlePage(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """CSS selectors for an article. ``date_format`` as in ``strptime``, with Russian names of months for %B and %b.

    ``remove`` is taken out of the text; photographs are those in the text, or what ``photo`` finds.
    """

    text: Annotated[str, msgspec.Meta(min_length=1)]
    title: str = "h1"
    date: str = ""
    date_format: str = ""
    photo: str = ""
    remove: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_css(self.text, self.title, self.date, self.photo, *self.remove)


class Selector(_Web, frozen=True, kw_only=True, tag="selector"):
    """A site described by CSS selectors. Without ``list``, each of ``urls`` is an article itself."""

    urls: WebAddresses
    article: ArticlePage
    list: ListPage | None = None
    pages: Count = 10


Source = TelegramPreview | Photos | TelegramExport | VkWall | VkMobile | OkGroup | Feed | News | Selector


def load(workspace: Path) -> list[Source]:
    """Read every source of a workspace, by identifier."""
    return [_read(path) for path in sorted((workspace / SOURCES).glob("*.toml"))]


def choose(sources: list[Source], ids: tuple[str, ...]) -> list[Source]:
    """Return the sources named, or all that are enabled where none is named."""
    unknown = set(ids) - {s.id for s in sources}
    if unknown:
        known = ", ".join(s.id for s in sources) or "none yet"
        raise BadConfiguration(f"There is no source “{min(unknown)}”.", remedy=f"known sources: {known}")
    return [s for s in sources if s.id in ids or (not ids and s.enabled)]


def _hint(key: str, value: object) -> toml.Hint | None:
    """Say what was meant by a value that people often write."""
    if key == "publisher" and isinstance(value, str):
        remedy = 'name who runs it, such as publisher = "kedrovka_news"; sources of one publisher count as one'
        return toml.Hint("it is empty", remedy)
    if key != "channel" or not isinstance(value, str):
        return None
    if _INVITATION.search(value):
        return toml.Hint(
            f"“{value}” is an invitation to a closed chat", "those are not read; name a public channel, as in t.me/NAME"
        )
    name = _CHANNEL.fullmatch(value.strip())
    return toml.Hint(f"“{value}” is not the name alone", f'write channel = "{name[1]}"') if name else None


def _read(path: Path) -> Source:
    source: Source = toml.read(path, Source, _hint, id=path.stem)
    if source.id != path.stem:
        raise BadConfiguration(
            f"{path}: the id is “{source.id}”.", remedy="leave the id out: the file's name is the id"
        )
    if source.schedule and (wrong := cron.wrong(source.schedule)):
        raise BadConfiguration(f"{toml.place(path, 'schedule')}: “schedule”: {wrong}.", remedy=cron.REMEDY)
    return source
