"""From a person and a wording to the words of a post, and to what those words tell: the demo world's ground truth.

A wording is a text with fields in braces: ``{fio:gen}`` is the full name in the genitive, ``{birth:d}`` a date in
digits, ``{погиб|погибла}`` a word for a man and for a woman. What a post tells is worked out from the fields used.
"""

import re
from datetime import date
from pathlib import Path
from typing import Literal, get_args

import msgspec

from sinodik import toml
from sinodik.demo import forms
from sinodik.demo.people import Person
from sinodik.records import PartialDate

Channel = Literal["news", "memory", "list"]
CHANNELS: tuple[Channel, ...] = get_args(Channel)
_FIELD = re.compile(r"\{(\w+)(?::(\w+))?\}")
_CHOICE = re.compile(r"\{((?:[^{}|]|\{\w+\})*)\|((?:[^{}|]|\{\w+\})*)\}")

# "с Степаном" is said "со Степаном", "с старшим" "со старшим".
_FULL_PREPOSITION = re.compile(r"\b(с) (?=[сзшж][бвгджзклмнпрстфхцчшщ])", re.IGNORECASE)


class Obituary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A way to tell of a death, and the channels that write so.

    ``photo`` names the kinds of picture that go with it, joined by a plus.
    """

    where: tuple[Channel, ...]
    text: str
    photo: str = ""


class Roll(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A way to tell of several deaths: ``item`` is said of each person and put in the place of ``{list}``."""

    where: tuple[Channel, ...]
    text: str
    item: str


class Other(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A post that tells of no death, and when it was posted; a picture may be all of it."""

    where: Channel
    day: date
    text: str = ""
    photo: str = ""


class Wordings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All the ways to tell."""

    obituary: tuple[Obituary, ...]
    list: tuple[Roll, ...]


class _Others(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    other: tuple[Other, ...]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What one post says of one person, as it says it: a slip of the pen stands here too.

    Name parts are in the nominative, an initial with its full stop; what is not said is empty or None. ``quotes`` are
    the words that say it.
    """

    person: str
    surname: str
    given: str
    patronymic: str = ""
    birth: PartialDate | None = None
    death: PartialDate | None = None
    age: int | None = None
    rank: str = ""
    quotes: tuple[str, ...] = ()


def wordings() -> Wordings:
    """Read the ways to tell of a death."""
    read: Wordings = toml.read(_texts() / "obituaries.toml", Wordings)
    return read


def others() -> tuple[Other, ...]:
    """Read the posts that tell of no death."""
    read: _Others = toml.read(_texts() / "others.toml", _Others)
    return read.other


def tell(template: str, person: Person, number: int = 1) -> tuple[str, Told]:
    """Write ``template`` about ``person``; returns the words and what they tell. ``number`` is the place in a list."""
    text, told, quotes = _write(template, person, number)
    return text, msgspec.convert({"person": person.id, "quotes": quotes} | told, Told)


def frame(template: str, person: Person) -> str:
    """Write what stands around a list: a text that names nobody who died."""
    return _write(template, person, 0)[0]


def _write(template: str, person: Person, number: int) -> tuple[str, forms.Facts, list[str]]:
    chosen = _CHOICE.sub(lambda m: m[2] if person.female else m[1], template.strip())
    told: forms.Facts = {}
    quotes: list[str] = []

    def write(field: re.Match[str]) -> str:
        words, facts = forms.write(person, field[1], field[2] or "", number)
        told.update({k: v for k, v in facts.items() if not told.get(k) or _fuller(v, told[k])})
        if facts:
            quotes.append(words)
        return words

    return _FULL_PREPOSITION.sub(r"\1о ", _FIELD.sub(write, chosen)), told, quotes


def _fuller(value: object, known: object) -> bool:
    """Tell whether a value says more than the one known: a whole name more than an initial."""
    return len(str(value)) > len(str(known))


def _texts() -> Path:
    return Path(__file__).with_name("texts")
