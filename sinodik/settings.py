"""Settings of a workspace: parsed once, strictly, and passed."""

import sysconfig
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from sinodik import cron, toml
from sinodik.errors import BadConfiguration

SETTINGS = "sinodik.toml"
SOURCES = "sources"

Positive = Annotated[float, msgspec.Meta(gt=0)]
Port = Annotated[int, msgspec.Meta(ge=1, le=65535)]
Count = Annotated[int, msgspec.Meta(ge=1)]
Ner = Literal["auto", "on", "off"]


class _Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What every section has in common."""


class Crawl(_Section, frozen=True):
    """How sources are visited. Times are in seconds; ``proxy`` is an address, or empty for none."""

    delay: Annotated[float, msgspec.Meta(ge=0)] = 2.0
    timeout: Positive = 30.0
    max_mib: Count = 16
    proxy: str = ""


class Extract(_Section, frozen=True):
    """How posts are read; ``ner``: whether a neural network looks where the rules leave words unexplained.

    ``auto`` uses it where its packages are installed; ``on`` insists on them.
    """

    ner: Ner = "auto"


class Match(_Section, frozen=True):
    """Where the deduplicator draws its lines, in bits of evidence."""

    same: float = 0.5
    different: float = -4.0


class Confirm(_Section, frozen=True):
    """The confirmation rule: how many independent publishers must attest a person."""

    families: Count = 1


class Review(_Section, frozen=True):
    """Where the review desk listens."""

    host: str = "127.0.0.1"
    port: Port = 8420


class Schedule(_Section, frozen=True):
    """When sources are crawled: the time zone of their ``schedule`` keys, and how many crawls may run at once."""

    timezone: str = "UTC"
    at_once: Count = 2


class Seal(_Section, frozen=True):
    """Who stamps the log's daily root: an RFC 3161 authority's address, or empty; the PEM file that it is judged by."""

    tsa: Annotated[str, msgspec.Meta(pattern="^(https?://.+)?$")] = ""
    tsa_certificates: str = ""


class Export(_Section, frozen=True):
    """Where confirmed records go: the SQLite file unless a PostgreSQL address (DSN) is given."""

    sqlite: str = "verified.db"
    postgres: str = ""


class Settings(_Section, frozen=True):
    """The whole of ``sinodik.toml``. ``contact`` is told to every source that is crawled."""

    contact: str = ""
    crawl: Crawl = Crawl()
    extract: Extract = Extract()
    match: Match = Match()
    confirm: Confirm = Confirm()
    review: Review = Review()
    schedule: Schedule = Schedule()
    seal: Seal = Seal()
    export: Export = Export()


def load(workspace: Path) -> Settings:
    """Read the settings of a workspace."""
    path = workspace / SETTINGS
    settings: Settings = toml.read(path, Settings)
    if settings.match.different > settings.match.same:
        raise BadConfiguration(
            f"{path}: match.different ({settings.match.different}) is above match.same ({settings.match.same}).",
            remedy="pairs between the two are put before people; let different be the lower",
        )
    if wrong := cron.wrong_zone(settings.schedule.timezone):
        raise BadConfiguration(f"{path}: schedule.timezone: {wrong}.", remedy="a name like Europe/Moscow or UTC")
    return settings


def config_folder() -> Path:
    """Return the folder of shipped configuration: beside the code in a checkout, under ``share/`` when installed."""
    checkout = Path(__file__).resolve().parents[1] / "config"
    installed = Path(sysconfig.get_path("data")) / "share" / "sinodik" / "config"
    for folder in (checkout, installed):
        if (folder / SETTINGS).is_file():
            return folder
    raise BadConfiguration(f"Sinodik's own configuration is not at {installed}.", remedy="reinstall sinodik")
