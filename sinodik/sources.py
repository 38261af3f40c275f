"""Sources: one small TOML file each, in ``sources/`` of a workspace. The file's name is the source's identifier."""

from pathlib import Path
from typing import Annotated

import msgspec

from sinodik import toml
from sinodik.errors import BadConfiguration
from sinodik.settings import SOURCES, Count

Name = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_]{3,64}$")]


class _Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="kind"):
    """What every source says. ``publisher`` is its family: sources of one publisher are not independent."""

    id: str
    publisher: str
    title: str = ""
    enabled: bool = True


class TelegramPreview(_Source, frozen=True, kw_only=True, tag="telegram_preview"):
    """The public preview of a Telegram channel, ``https://t.me/s/CHANNEL``, read back at most ``pages`` pages."""

    channel: Name
    base_url: Annotated[str, msgspec.Meta(pattern=r"^https?://[^/\s]+$")] = "https://t.me"
    pages: Count = 50

    @property
    def url(self) -> str:
        """Where reading begins."""
        return f"{self.base_url}/s/{self.channel}"


class Photos(_Source, frozen=True, kw_only=True, tag="photos"):
    """A folder of photographs; a relative path is taken from the workspace."""

    folder: str


Source = TelegramPreview | Photos


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


def _read(path: Path) -> Source:
    source: Source = toml.read(path, Source, id=path.stem)
    if source.id != path.stem:
        raise BadConfiguration(
            f"{path}: the id is “{source.id}”.", remedy="leave the id out: the file's name is the id"
        )
    return source
