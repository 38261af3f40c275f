"""The posts of the demo world, numbered, at its two moments: some are deleted, edited or new at the second visit."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from sinodik.demo.plan import Draft
from sinodik.demo.slips import misdated
from sinodik.demo.wording import Channel as Kind
from sinodik.demo.wording import Told

MOMENTS = (1, 2)
NEW = 6
_SPARSE = 2
# Places from the end of a channel, at the first visit: near enough that the second visit looks there again.
_DELETED: dict[Kind, tuple[int, ...]] = {"news": (4, 12), "memory": (6, 14), "list": (9,)}
_EDITED: dict[Kind, int] = {"news": 7, "memory": 10}
_ADDITION = "\n\nУточнение: прощание перенесено на 13 часов."


class Channel(Struct, frozen=True, kw_only=True):
    """A channel. Its name is one that nobody else has: addresses of posts are made of it."""

    name: str
    kind: Kind
    title: str
    about: str
    publisher: str


CHANNELS = (
    Channel(
        name="sinodik_demo_kedrovka",
        kind="news",
        title="Кедровка. Новости района",
        about="Выдуманная районная газета: погода, дороги, футбол и горькие вести.",
        publisher="kedrovka",
    ),
    Channel(
        name="sinodik_demo_pamyat",
        kind="memory",
        title="Память Нижнереченска 🕯",
        about="Выдуманные волонтёры собирают память о земляках. Пишут от сердца и с ошибками.",
        publisher="pamyat",
    ),
    Channel(
        name="sinodik_demo_ogon",
        kind="list",
        title="Вечный огонь — список памяти",
        about="Выдуманный список: имя, даты, место. Коротко.",
        publisher="ogon",
    ),
)


class Post(Struct, frozen=True, kw_only=True):
    """A post. It is there from moment ``since`` to moment ``until``; an edited post is two, of the same number.

    ``photos`` are names of pictures, ``forwarded`` the channel and number of the post that it repeats.
    """

    channel: str
    id: int
    posted: datetime
    text: str
    photos: tuple[str, ...] = ()
    forwarded: tuple[str, int] | None = None
    service: bool = False
    edited: bool = False
    since: int = 1
    until: int = 2
    tells: tuple[Told, ...] = ()

    @property
    def url(self) -> str:
        """The address that it would have on Telegram."""
        return f"https://t.me/{self.channel}/{self.id}"


def posts(drafts: list[Draft], rng: random.Random) -> list[Post]:
    """Give the drafts, which are in the order of time, their numbers, and change some at the second moment."""
    newest = set(range(len(drafts) - NEW, len(drafts)))
    numbered: list[Post] = []
    for channel in CHANNELS:
        own = [(d, i in newest) for i, d in enumerate(drafts) if d.where == channel.kind]
        numbered += _opening(channel, own[0][0].posted)
        number = 3
        for place, (draft, new) in enumerate(own):
            number += rng.randint(1, _SPARSE)
            numbered.append(_post(channel, number, draft, since=2 if new else 1))
            if len(own) // 2 == place:
                number += 1
                numbered.append(_pinned(channel, numbered[-1], number))
    changed = [p for channel in CHANNELS for p in _changed(channel, numbered, drafts)]
    return sorted(_forwards(changed, drafts), key=lambda p: (p.channel, p.id, p.since))


def _opening(channel: Channel, first: datetime) -> Iterator[Post]:
    """Yield the notices that Telegram itself writes when a channel is made."""
    for number, text in ((1, "Channel created"), (2, "Channel photo updated")):
        posted = first - timedelta(days=30, minutes=-number)
        yield Post(channel=channel.name, id=number, posted=posted, text=text, service=True)


def _pinned(channel: Channel, post: Post, number: int) -> Post:
    """Return Telegram's notice that a post was pinned: it quotes the post, and is none itself."""
    text = f"{channel.title} pinned «{post.text[:60]}…»"
    return Post(channel=channel.name, id=number, posted=post.posted + timedelta(minutes=3), text=text, service=True)


def _post(channel: Channel, number: int, draft: Draft, since: int) -> Post:
    text, told = draft.words()
    whose = draft.people[0].id if draft.people else channel.kind
    photos = tuple(f"{kind}-{whose}.jpg" for kind in draft.photo.split("+") if kind)
    return Post(channel=channel.name, id=number, posted=draft.posted, text=text, photos=photos, since=since, tells=told)


def _changed(channel: Channel, numbered: list[Post], drafts: list[Draft]) -> Iterator[Post]:
    own = [p for p in numbered if p.channel == channel.name]
    first = [p for p in own if p.since == 1]
    sources = {d.of.posted for d in drafts if d.of}
    gone = {_near(first, place, sources).id for place in _DELETED[channel.kind]}
    place = _EDITED.get(channel.kind)
    # Telegram lets nobody edit what they have forwarded.
    reposts = {d.posted for d in drafts if d.of}
    edited = _near([p for p in first if p.id not in gone], place, sources | reposts).id if place else 0
    for post in own:
        if post.id == edited:
            yield from _edited(post, drafts)
        else:
            yield replace(post, until=1) if post.id in gone else post


def _near(posts: list[Post], place: int, kept: set[datetime]) -> Post:
    """Return the post ``place`` from the end, or the next before it, that tells of one person and is not ``kept``."""
    return next(p for p in reversed(posts[:-place]) if len(p.tells) == 1 and p.posted not in kept)


def _edited(post: Post, drafts: list[Draft]) -> Iterator[Post]:
    """Yield a post before and after an edit: a wrong date of death is corrected, or a sentence added."""
    draft = next(d for d in drafts if d.posted == post.posted)
    wrong = replace(draft, people=tuple(misdated(p, random.Random(post.id)) for p in draft.people))  # noqa: S311
    text, told = wrong.words()
    if text != post.text and "{death:w}" in draft.template + "{death:d}":
        yield replace(post, text=text, tells=told, until=1)
        yield replace(post, edited=True, since=2)
    else:
        yield replace(post, until=1)
        yield replace(post, text=post.text + _ADDITION, edited=True, since=2)


def _forwards(numbered: list[Post], drafts: list[Draft]) -> Iterator[Post]:
    """Let each repost name the post that it repeats."""
    where = {(p.posted, p.text): (p.channel, p.id) for p in numbered if p.since == 1 or not p.edited}
    of = {d.posted: d.of for d in drafts if d.of}
    for post in numbered:
        source = of.get(post.posted)
        yield replace(post, forwarded=where[source.posted, source.words()[0]]) if source else post
