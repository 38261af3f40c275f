"""The word lists that an operator may edit: ``config/lexicon/*.toml``, read once and made ready for searching."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from extract.text import vocabulary
from extract.text.clean import russian
from extract.text.cue import CuePattern
from extract.text.vocabulary import Awards, Branches, Regions, Towns, Trades
from sinodik import toml
from sinodik.lexicon import Bearer, Entry, Kind
from sinodik.names import fold
from sinodik.settings import config_folder

_COMMON = 150  # people: as many bear a name of ``names.toml``


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What every lexicon file has in common: an unknown key is an error."""


class Ranks(_File, frozen=True):
    """``ranks.toml``: ranks in the nominative, words that go with them, and their abbreviations.

    After a word of ``not_before``, or as the first part of one of ``trades``, they are no ranks.
    """

    ranks: tuple[str, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    trades: tuple[str, ...] = ()
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
    mobilised: tuple[str, ...]
    fell: tuple[str, ...]
    other: tuple[str, ...]


class _Told(_File, frozen=True):
    """Which words tell what became of somebody, by what they govern: see :mod:`extract.text.tales`."""

    missing: tuple[str, ...]
    captured: tuple[str, ...]
    wounded: tuple[str, ...]
    participles: tuple[str, ...]
    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    absence: tuple[str, ...]
    silence: tuple[str, ...]
    unheard: tuple[str, ...]
    farewell: tuple[str, ...]
    burial: tuple[str, ...]
    wishes: tuple[str, ...]
    afterwards: tuple[str, ...]
    alive: tuple[str, ...]  # the last: "вернулся домой", but not "вернулся домой в цинке"


class _Cues(_File, frozen=True):
    """``cues.toml``: each a list of word patterns, where ``*`` is any ending."""

    death: tuple[str, ...]
    collective: tuple[str, ...]
    event: tuple[str, ...]
    missing: tuple[str, ...]
    alive: tuple[str, ...]
    returned: tuple[str, ...]
    official: tuple[str, ...]
    speech: tuple[str, ...]
    contact: tuple[str, ...]
    patrons: tuple[str, ...]
    namesake: tuple[str, ...]
    offer: tuple[str, ...]
    old_war: tuple[str, ...]
    this_war: tuple[str, ...]
    military: tuple[str, ...]
    civil: tuple[str, ...]
    disaster: tuple[str, ...]
    natural: tuple[str, ...]
    combat: tuple[str, ...]
    captured: tuple[str, ...]
    dates: _Dates
    told: _Told


class _Names(_File, frozen=True):
    """``names.toml``: by people, names that the list of names hardly has."""

    men: dict[str, str]
    women: dict[str, str]
    surnames: dict[str, str]


class _Diminutives(_File, frozen=True):
    """``diminutives.toml``: by the name in full, what people are called at home."""

    men: dict[str, str]
    women: dict[str, str]
    alike: dict[str, str]


class Lexicon(NamedTuple):
    """All word lists: sets of words, compiled cues by name (those of dates are ``date.birth`` and so on), ranks."""

    not_names: frozenset[str]
    place_types: frozenset[str]
    kin: frozenset[str]
    cues: Mapping[str, CuePattern]
    ranks: Ranks
    diminutives: Mapping[tuple[str, str], str]  # ("леха", "Masc") → "Алексей"
    alike: frozenset[tuple[str, str]]  # ("арсений", "сеня"): what one person may be called beside the name in full
    names: Mapping[tuple[Kind, str], Entry]  # those of ``names.toml``, folded
    regions: Regions
    towns: Towns
    branches: Branches
    awards: Awards
    trades: Trades


def load(folder: Path | None = None) -> Lexicon:
    """Read the word lists; raises :class:`BadConfiguration` that names file, line and key."""
    folder = folder or config_folder() / "lexicon"
    words: _Words = toml.read(folder / "words.toml", _Words)
    cues: _Cues = toml.read(folder / "cues.toml", _Cues)
    ranks: Ranks = toml.read(folder / "ranks.toml", Ranks)
    named = [name for name in _Cues.__struct_fields__ if name not in ("dates", "told")]
    patterns = {name: cue(getattr(cues, name)) for name in named}
    patterns |= {f"date.{name}": flat_cue(getattr(cues.dates, name)) for name in _Dates.__struct_fields__}
    short: _Diminutives = toml.read(folder / "diminutives.toml", _Diminutives)
    patterns["told"] = cues_by_name({name: getattr(cues.told, name) for name in _Told.__struct_fields__})
    service = vocabulary.load(folder)
    return Lexicon(
        not_names=frozenset(russian(words.not_names).split()),
        place_types=frozenset(words.place_types.split()),
        kin=frozenset(words.kin.split()),
        cues=patterns,
        ranks=ranks,
        diminutives=_by_diminutive(short.men, "Masc") | _by_diminutive(short.women, "Fem"),
        alike=frozenset((fold(name), fold(word)) for name, words in short.alike.items() for word in words.split()),
        names=_of_peoples(toml.read(folder / "names.toml", _Names)),
        regions=service.regions,
        towns=service.towns,
        branches=service.branches,
        awards=service.awards,
        trades=service.trades,
    )


def _of_peoples(names: _Names) -> dict[tuple[Kind, str], Entry]:
    """Return the names of ``names.toml`` as entries of a common name."""
    both = Bearer.MAN | Bearer.WOMAN
    found: dict[tuple[Kind, str], Entry] = {}
    for kind, bearer, words in (
        (Kind.SURNAME, both, names.surnames),
        (Kind.GIVEN, Bearer.WOMAN, names.women),
        (Kind.GIVEN, Bearer.MAN, names.men),
    ):
        for word in " ".join(words.values()).split():
            name = russian(fold(word))
            known = found.get((kind, name), Entry(0, Bearer.UNKNOWN))
            found[kind, name] = Entry(_COMMON, known.bearer | bearer)
    return found


def _by_diminutive(names: Mapping[str, str], gender: str) -> dict[tuple[str, str], str]:
    return {(fold(word), gender): name for name, words in names.items() for word in words.split()}


def cue(phrases: tuple[str, ...]) -> CuePattern:
    """Compile word patterns into one; it is to be searched in lower case without ё."""
    return CuePattern(rf"(?<![а-я0-9])(?:{_alternatives(phrases)})(?![а-я0-9])", phrases)


def flat_cue(phrases: tuple[str, ...]) -> CuePattern:
    """Compile word patterns side by side, so that they can be taken apart again and joined with others."""
    return CuePattern(rf"(?<![а-я0-9])(?:{'|'.join(_phrases(phrases))})(?![а-я0-9])", phrases)


def _phrases(phrases: tuple[str, ...]) -> list[str]:
    return [r"[\s.]+".join(map(_word, phrase.split())) for phrase in sorted(phrases, key=len, reverse=True)]


def cues_by_name(groups: Mapping[str, tuple[str, ...]]) -> CuePattern:
    """Compile several lists into one pattern; ``lastgroup`` of a match is the name of the first list that has it."""
    named = "|".join(f"(?P<{name}>{_alternatives(phrases)})" for name, phrases in groups.items())
    phrases = [phrase for group in groups.values() for phrase in group]
    return CuePattern(rf"(?<![а-я0-9])(?:{named})(?![а-я0-9])", phrases)


def _alternatives(phrases: tuple[str, ...]) -> str:
    """Return a pattern of the phrases, the longest first; those that begin with one letter are tried together."""
    patterns = _phrases(phrases)
    if not all(phrase[0].isalnum() for phrase in phrases):
        return "|".join(patterns)
    by_letter: dict[str, list[str]] = {}
    for pattern in patterns:
        by_letter.setdefault(pattern[0], []).append(pattern[1:])
    return "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())


def _word(pattern: str) -> str:
    return re.escape(pattern).replace(r"\*", "[а-я]*")
