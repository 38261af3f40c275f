"""The demo world: invented people, three channels that tell of them, and the photographs of their graves."""

import random
from functools import cached_property
from pathlib import Path

import msgspec

from sinodik.demo.forms import BYSTANDERS
from sinodik.demo.people import Person, people
from sinodik.demo.pictures import Picture
from sinodik.demo.plan import drafts
from sinodik.demo.posts import CHANNELS, MOMENTS, Channel, Post, posts
from sinodik.demo.wording import Told
from sinodik.records import PartialDate

SEED = 2022
# Of the graves photographed, so many belong to people of whom no post tells.
_GRAVES, _ONLY_GRAVES = 12, 3


class World(msgspec.Struct, frozen=True, dict=True, kw_only=True):
    """Everything there is to find, and the truth about it.

    ``graves`` is the folder of photographs: file name → picture. ``bystanders`` are words of the names of relatives
    and officials, of whom no mention may be made.
    """

    seed: int
    people: tuple[Person, ...]
    posts: tuple[Post, ...]
    graves: dict[str, Picture]
    channels: tuple[Channel, ...] = CHANNELS
    bystanders: tuple[str, ...] = BYSTANDERS

    def at(self, moment: int) -> list[Post]:
        """Return the posts that are there at the first or the second visit, by channel and number."""
        if moment not in MOMENTS:
            raise ValueError(f"the world has the moments {MOMENTS}, not {moment}")
        return [p for p in self.posts if p.since <= moment <= p.until]

    def truth(self, moment: int) -> dict[str, tuple[Told, ...]]:
        """Return what there is to read at a visit: address of a post, or file name of a photo → what it tells."""
        said = {p.url: p.tells for p in self.at(moment) if not p.service}
        return said | {name: (_inscribed(p.person),) for name, p in self.graves.items() if p.person}

    @cached_property
    def pictures(self) -> dict[str, Picture]:
        """The pictures of the posts, by file name. A grave shown in a post is the photo of the folder, byte by byte."""
        dead = {p.id: p for p in self.people}
        shown = {p.person.id: p for p in self.graves.values() if p.person}
        names = sorted({name for post in self.posts for name in post.photos})
        found = {}
        for number, name in enumerate(names, self.seed):
            shows, _, person = name.removesuffix(".jpg").partition("-")
            found[name] = shown[person] if shows == "stone" else Picture(shows, dead.get(person), number)
        return found

    def write_photos(self, folder: Path) -> list[Path]:
        """Write the photographs of graves into ``folder``, but for those that are there; returns the files."""
        folder.mkdir(parents=True, exist_ok=True)
        files = [folder / name for name in self.graves]
        for file in files:
            if not file.exists():
                part = file.with_suffix(".part")
                part.write_bytes(self.graves[file.name].draw())
                part.replace(file)  # whole or not there at all, if we are killed
        return files

    def sources(self, base_url: str, photos_folder: Path | str) -> dict[str, str]:
        """Return the sources' configuration: file name → TOML."""
        files = {f"{c.publisher}.toml": _channel_toml(c, base_url) for c in self.channels}
        files["graves.toml"] = (
            f'kind = "photos"\nfolder = {_quoted(str(photos_folder))}\npublisher = "volunteers"\n'
            'title = "Фотографии с кладбища (вымышлены)"\n'
        )
        return files


def build(seed: int = SEED) -> World:
    """Invent the world; the same for the same seed."""
    rng = random.Random(seed)  # noqa: S311 - a story, not a secret
    everybody = people(seed)
    told, untold = everybody[:-_ONLY_GRAVES], everybody[-_ONLY_GRAVES:]
    buried = [p for p in told if p.hard != "woman"]
    buried = sorted(rng.sample(buried, _GRAVES - _ONLY_GRAVES), key=lambda p: p.id)
    written = posts(drafts(told, buried, rng), rng)
    graves = {f"IMG_{2041 + 7 * n}.jpg": Picture("stone", p, n) for n, p in enumerate([*buried, *untold])}
    return World(seed=seed, people=tuple(everybody), posts=tuple(written), graves=graves)


def _inscribed(p: Person) -> Told:
    birth, death = (PartialDate(d.year, d.month, d.day) for d in (p.birth, p.death))
    return Told(person=p.id, surname=p.surname, given=p.given, patronymic=p.patronymic, birth=birth, death=death)


def _channel_toml(channel: Channel, base_url: str) -> str:
    return (
        f'kind = "telegram_preview"\nchannel = "{channel.name}"\nbase_url = "{base_url}"\n'
        f'publisher = "{channel.publisher}"\ntitle = {_quoted(channel.title + " (вымышлено)")}\n'
    )


def _quoted(text: str) -> str:
    """Write a TOML basic string: JSON's escapes are TOML's too."""
    return msgspec.json.encode(text).decode()
