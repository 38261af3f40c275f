"""Distinct strings as numbers: what the engine knows of each word is worked out once."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, auto
from itertools import zip_longest
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedupe.engine.normal import canonical, shape, skeleton
from dedupe.engine.spelling import LONGEST
from dedupe.engine.table import number
from dedupe.variants import is_given_name
from sinodik.names import sound

Codes = NDArray[np.int32]
MEANINGS = 4  # full names that one short form may stand for, at most
_ALPHABET = {c: i for i, c in enumerate("абвгдежзийклмнопрстуфхцчшщъыьэюя-", 1)}


class Fact(IntEnum):
    """What is known of a word, besides its letters."""

    LENGTH = 0
    SOUND = auto()  # the number of its phonetic code
    MEANING = auto()  # the numbers of the full names that it may stand for: as many columns as MEANINGS; 0 pads
    INTENDED = 2 + MEANINGS  # the word that it is a slip of, or itself
    MEANT = auto()  # for blocks: the sound of the full name that it stands for,
    SKELETON = auto()  # the consonants heard,
    THREE = auto()  # the first three sounds,
    LETTER = auto()  # the first of them
    GIVEN = auto()  # 1 for a given name that everybody knows
    SHAPE = auto()  # the number of what it looks like on worn stone
    HAS = auto()  # a bit for each letter in it


class Words(NamedTuple):
    """Distinct names, by code; code 0 is the empty word. ``letters`` are codes (0 pads), ``facts`` are :class:`Fact`.

    There are two tables only, because compiled code counts references to each at every call.
    """

    letters: NDArray[np.uint8]
    facts: NDArray[np.int64]

    def of(self, fact: Fact) -> NDArray[np.int64]:
        """Return one fact of every word."""
        return self.facts[:, fact]

    @property
    def lengths(self) -> NDArray[np.int64]:
        """How many letters of each word are kept."""
        return self.of(Fact.LENGTH)

    @property
    def intended(self) -> NDArray[np.int64]:
        """The word that each is a slip of, or itself."""
        return self.of(Fact.INTENDED)


def taken(words: Words, which: "slice | NDArray[np.int64]") -> Words:
    """Return some of the words."""
    return Words._make(x[which] for x in words)


def joined(old: Words, new: Words) -> Words:
    """Return what is known of old words and of new ones, numbered on."""
    return Words._make(np.concatenate([x, y]) for x, y in zip(old, new, strict=True))


class Known(NamedTuple):
    """Values that were numbered before, by their hashes in order, and their numbers. It may lie on the disk."""

    hashes: NDArray[np.int64]
    codes: Codes

    def code(self, value: Hashable) -> int:
        """Return the number of a value; 0 if it has none."""
        hashed = _hash(value)
        at = int(np.searchsorted(self.hashes, hashed))
        return int(self.codes[at]) if at < len(self.hashes) and self.hashes[at] == hashed else 0


class Numbering:
    """Values numbered in the order of their coming, after those ``known`` and the ``late`` ones; what is empty is 0.

    ``codes`` holds those that came, and of the others those that came again.
    """

    def __init__(self, known: Known | None = None, late: Known | None = None) -> None:
        self._before = [k for k in (known, late) if k and len(k.codes)]
        self._late = late or Known(np.zeros(0, np.int64), np.zeros(0, np.int32))
        self._first = self._next = 1 + sum(len(k.codes) for k in self._before)
        self.codes: dict[Hashable, int] = {"": 0}

    def __getitem__(self, value: Hashable) -> int:
        code = self.codes.get(value) if value else 0
        if code is None:
            code = next((c for c in (k.code(value) for k in self._before) if c), 0)
            if not code:
                code = self._next
                self._next += 1
            self.codes[value] = code
        return code

    def since(self, first: int) -> list[Hashable]:
        """Return the values from number ``first`` on."""
        return [value for value, code in self.codes.items() if code >= first]

    def known(self) -> Known:
        """Return all values with a number, but those known from the first, by hash: 56 bits tell millions apart."""
        fresh = self.since(self._first)
        new = np.fromiter(map(_hash, fresh), np.int64, len(fresh))
        order = np.argsort(new)
        at = np.searchsorted(self._late.hashes, new[order])
        numbers = np.arange(self._first, self._next, dtype=np.int32)
        return Known(np.insert(self._late.hashes, at, new[order]), np.insert(self._late.codes, at, numbers[order]))

    def __len__(self) -> int:
        return self._next

    def coded(self, values: Sequence[Hashable], normal: Callable[[str], str] | None = None) -> Codes:
        """Return the code of each value's normal form; every distinct value is normalised once."""
        known = {v: self[normal(str(v)) if normal else v] for v in dict.fromkeys(values)}
        return np.fromiter((known[v] for v in values), np.int32, len(values))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All numberings of one body of mentions, so that later mentions get the same numbers."""

    names: Numbering = field(default_factory=Numbering)
    things: tuple[Numbering, ...] = field(default_factory=lambda: tuple(Numbering() for _ in range(8)))
    sounds: tuple[Numbering, ...] = field(default_factory=lambda: tuple(Numbering() for _ in range(6)))

    @classmethod
    def after(cls, known: Sequence[Known], late: Sequence[Known] = ()) -> "Vocabulary":
        """Return a vocabulary that numbers on where :meth:`known` left off, once and again."""
        names, *rest = (Numbering(*both) for both in zip_longest(known, late))
        return cls(names, tuple(rest[:8]), tuple(rest[8:]))

    def known(self) -> list[Known]:
        """Return what every numbering knows, but from the first."""
        return [numbering.known() for numbering in (self.names, *self.things, *self.sounds)]

    def words(self, first: int = 0) -> Words:
        """Work out what is known of each name from number ``first`` on; none of them is a slip of another yet."""
        strings = [str(s) for s in self.names.since(first)]
        heard = [sound(s) for s in strings]
        full = [canonical(s)[:MEANINGS] for s in strings]
        letters = np.zeros((len(strings), LONGEST), np.uint8)
        facts = np.zeros((len(strings), len(Fact) + MEANINGS - 1), np.int64)
        for i, text in enumerate(strings):
            letters[i, : min(len(text), LONGEST)] = [_ALPHABET.get(c, 40) for c in text[:LONGEST]]
            facts[i, Fact.MEANING : Fact.MEANING + len(full[i])] = [self.sounds[0][f] for f in full[i]]
        facts[:, Fact.LENGTH] = [min(len(t), LONGEST) for t in strings]
        facts[:, Fact.SOUND] = self.sounds[1].coded(heard)
        facts[:, Fact.INTENDED] = np.arange(first, first + len(strings))
        facts[:, Fact.MEANT] = self.sounds[1].coded([sound(f[0]) for f in full])
        facts[:, Fact.SKELETON] = self.sounds[2].coded([skeleton(h) for h in heard])
        facts[:, Fact.THREE] = self.sounds[3].coded([h[:3] for h in heard])
        facts[:, Fact.LETTER] = self.sounds[4].coded([h[:1] for h in heard])
        facts[:, Fact.GIVEN] = [is_given_name(s) for s in strings]
        facts[:, Fact.SHAPE] = self.sounds[5].coded([shape(s) for s in strings])
        facts[:, Fact.HAS] = np.bitwise_or.reduce(np.int64(1) << letters.astype(np.int64), axis=1) & ~np.int64(1)
        return Words(letters, facts)


def _hash(value: Hashable) -> int:
    return value if isinstance(value, int) else number(str(value))
