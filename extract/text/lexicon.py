"""The word lists that an operator may edit: ``config/lexicon/*.toml``, read once and made ready for searching."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from sinodik import toml
from sinodik.settings import config_folder


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What every lexicon file has in common: an unknown key is an error."""


class Ranks(_File, frozen=True):
    """``ranks.toml``: ranks in the nominative, words that go with them, and their abbreviations."""

    ranks: tuple[str, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    abbreviations: dict[str, str] = {}


class _Words(_File, frozen=True):
    """``words.toml``: each a list of words divided by spaces."""

    not_names: str
    place_types: str
    kin: str


class _Dates(_File, frozen=True):
    """Which words say of what a date is the date."""

    birth: tuple[str, ...]
    death: tuple[str, ...]
    burial: tuple[str, ...]
    other: tuple[str, ...]


class _Cues(_File, frozen=True):
    """``cues.toml``: each a list of word patterns, where ``*`` is any ending."""

    death: tuple[str, ...]
    event: tuple[str, ...]
    missing: tuple[str, ...]
    alive: tuple[str, ...]
    official: tuple[str, ...]
    speech: tuple[str, ...]
    contact: tuple[str, ...]
    namesake: tuple[str, ...]
    old_war: tuple[str, ...]
    this_war: tuple[str, ...]
    military: tuple[str, ...]
    civil: tuple[str, ...]
    dates: _Dates


class Lexicon(NamedTuple):
    """All word lists: sets of words, compiled cues by name (those of dates are ``date.birth`` and so on), ranks."""

    not_names: frozenset[str]
    place_types: frozenset[str]
    kin: frozenset[str]
    cues: Mapping[str, re.Pattern[str]]
    ranks: Ranks


def load(folder: Path | None = None) -> Lexicon:
    """Read the word lists; raises :class:`BadConfiguration` that names file, line and key."""
    folder = folder or config_folder() / "lexicon"
    words: _Words = toml.read(folder / "words.toml", _Words)
    cues: _Cues = toml.read(folder / "cues.toml", _Cues)
    ranks: Ranks = toml.read(folder / "ranks.toml", Ranks)
    patterns = {name: cue(getattr(cues, name)) for name in _Cues.__struct_fields__ if name != "dates"}
    patterns |= {f"date.{name}": cue(getattr(cues.dates, name)) for name in _Dates.__struct_fields__}
    return Lexicon(
        not_names=frozenset(words.not_names.split()),
        place_types=frozenset(words.place_types.split()),
        kin=frozenset(words.kin.split()),
        cues=patterns,
        ranks=ranks,
    )


def cue(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Compile word patterns into one; it is to be searched in lower case without ё."""
    alternatives = "|".join(
        r"[\s.]+".join(map(_word, phrase.split())) for phrase in sorted(phrases, key=len, reverse=True)
    )
    return re.compile(rf"(?<![а-я0-9])(?:{alternatives})(?![а-я0-9])")


def _word(pattern: str) -> str:
    return re.escape(pattern).replace(r"\*", "[а-я]*")
