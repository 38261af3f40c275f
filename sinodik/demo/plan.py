"""Who tells of whom, where and when: the drafts of the demo world's posts, before they have numbers."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import msgspec

from sinodik.demo.people import Person
from sinodik.demo.slips import slip
from sinodik.demo.wording import CHANNELS, Channel, Obituary, Told, Wordings, frame, others, tell, wordings

_TIMES_TOLD = (1, 2, 3, 4)
_WEIGHTS = (18, 36, 32, 14)
_SLIP = 0.25
_REPOST = 0.35
_ROLLS = 7


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A post before it has a number. ``people`` are as this post writes them; ``of`` is the draft that it forwards."""

    where: Channel
    posted: datetime
    template: str
    item: str = ""
    people: tuple[Person, ...] = ()
    photo: str = ""
    of: "Draft | None" = None

    def words(self) -> tuple[str, tuple[Told, ...]]:
        """Write the post; returns its text and what it tells."""
        if self.item:
            lines = [tell(self.item, person, n) for n, person in enumerate(self.people, 1)]
            told = tuple(t for _, t in lines)
            around = frame(self.template.replace("{list}", "<list>"), self.people[0])
            return around.replace("<list>", "\n".join(words for words, _ in lines)), told
        if not self.people:
            return self.template.strip(), ()
        text, one = tell(self.template, self.people[0])
        return text, (one,)


def drafts(dead: list[Person], buried: list[Person], rng: random.Random) -> list[Draft]:
    """Plan every post about ``dead``, in the order of time; ``buried`` are those whose grave is shown."""
    ways = wordings()
    plans = [d for person in dead for d in _about(person, person in buried, ways, rng)]
    plans += _rolls(dead, ways, rng)
    plans += _others(rng)
    return sorted(plans, key=lambda d: (d.posted, d.where, d.template))


def _about(person: Person, buried: bool, ways: Wordings, rng: random.Random) -> Iterator[Draft]:
    """Plan the posts about one person: the first to tell, then reposts and re-wordings in other channels."""
    plain = [o for o in ways.obituary if o.photo != "stone"]
    posted = _moment(person.death + timedelta(days=rng.randint(3, 14)), rng)
    first = _draft(rng.choice(plain), person, posted, rng)
    yield first
    used = {first.template}
    elsewhere = [channel for channel in CHANNELS if channel != first.where]
    for _ in range(rng.choices(_TIMES_TOLD, _WEIGHTS)[0] - 1):
        posted += timedelta(hours=rng.randint(5, 130), minutes=rng.randrange(60))
        if elsewhere and rng.random() < _REPOST:
            where = elsewhere.pop(rng.randrange(len(elsewhere)))
            yield msgspec.structs.replace(first, where=where, posted=posted, of=first)
            continue
        way = rng.choice([o for o in plain if o.text not in used])
        used.add(way.text)
        yield _draft(way, slip(person, rng) if rng.random() < _SLIP else person, posted, rng)
    if buried and rng.random() < 0.5:
        way = next(o for o in ways.obituary if o.photo == "stone")
        yield _draft(way, person, _moment(person.death + timedelta(days=rng.randint(60, 120)), rng), rng)


def _draft(way: Obituary, person: Person, posted: datetime, rng: random.Random) -> Draft:
    where = rng.choice(way.where)
    return Draft(where=where, posted=posted, template=way.text, people=(person,), photo=way.photo)


def _rolls(dead: list[Person], ways: Wordings, rng: random.Random) -> Iterator[Draft]:
    """Plan lists of three from one district, some weeks after the last of them died."""
    for number in range(_ROLLS):
        district = rng.choice(dead).district
        three = rng.sample([p for p in dead if p.district == district], 3)
        way = ways.list[number % len(ways.list)]
        day = max(p.death for p in three) + timedelta(days=rng.randint(20, 40))
        said = tuple(slip(p, rng) if rng.random() < _SLIP / 2 else p for p in three)
        yield Draft(where=way.where[0], posted=_moment(day, rng), template=way.text, item=way.item, people=said)


def _others(rng: random.Random) -> Iterator[Draft]:
    for other in others():
        yield Draft(where=other.where, posted=_moment(other.day, rng), template=other.text, photo=other.photo)


def _moment(day: date, rng: random.Random) -> datetime:
    """Return a time of that day at which people post, in UTC."""
    return datetime(day.year, day.month, day.day, rng.randint(5, 17), rng.randrange(60), rng.randrange(60), tzinfo=UTC)
