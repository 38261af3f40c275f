"""Mentions as plain columns, in the order of their identifiers: the only thing the engine reads.

A date is packed as ``yyyymmdd``; a part that is not known is 0, and so is a date that is not known at all.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from dedupe.engine.copies import Copies
from dedupe.engine.photos import Photos
from sinodik.names import fold
from sinodik.records import Evidence, Field, How, Mention, PartialDate

Ints = NDArray[np.int64]
_LONG_ENOUGH = 80
_NOT_WORDS = re.compile(r"https?://\S+|@\w+|[^\w]+|_")


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of equal length. Texts are as extracted, empty where nothing is said.

    ``age`` is -1 where it is not known. ``evidence`` stands for the post or photo, ``text`` and ``photo`` for what
    can be copied: the same number is the same thing, or a near-copy of it; 0 is nothing.
    """

    surname: Sequence[str]
    given: Sequence[str]
    patronymic: Sequence[str]
    birth: Ints
    age: Ints
    death: Ints
    burial: Ints
    posted: Ints
    region: Sequence[str]
    settlement: Sequence[str]
    unit: Sequence[str]
    branch: Sequence[str]
    rank: Sequence[str]
    evidence: Ints
    text: Ints
    photo: Ints

    def __len__(self) -> int:
        return len(self.surname)

    @classmethod
    def of(cls, mentions: Collection[Mention], evidence: Mapping[str, Evidence]) -> "Table":
        """Take mentions apart, in the order of their identifiers."""
        mentions = sorted(mentions, key=lambda m: m.id)
        texts = {f: [str(m.value(f) or "") for m in mentions] for f in _TEXTS}
        pieces = [evidence.get(m.evidence) for m in mentions]
        age = [v if isinstance(v := m.value(Field.AGE), int) else -1 for m in mentions]
        return cls(
            surname=texts[Field.SURNAME],
            given=texts[Field.GIVEN],
            patronymic=texts[Field.PATRONYMIC],
            birth=_dates(mentions, Field.BIRTH),
            age=np.array(age, np.int64),
            death=_dates(mentions, Field.DEATH),
            burial=_dates(mentions, Field.BURIAL),
            posted=np.array([_posted(p) for p in pieces], np.int64),
            region=texts[Field.REGION],
            settlement=texts[Field.SETTLEMENT],
            unit=texts[Field.UNIT],
            branch=texts[Field.BRANCH],
            rank=texts[Field.RANK],
            evidence=np.array([number(m.evidence) for m in mentions], np.int64),
            text=_texts([p.text if p else "" for p in pieces]),
            photo=_photos([p.phash if p else "" for p in pieces]),
        )


_TEXTS = (
    Field.SURNAME,
    Field.GIVEN,
    Field.PATRONYMIC,
    Field.REGION,
    Field.SETTLEMENT,
    Field.UNIT,
    Field.BRANCH,
    Field.RANK,
)


def pack(when: PartialDate | None) -> int:
    """Pack a date; one that was reckoned from an age or a post's date is only as good as its year or month.

    >>> pack(PartialDate(1990, 2)), pack(PartialDate(1990, how=How.FROM_AGE)), pack(None)
    (19900200, 0, 0)
    """
    if when is None or when.how is How.FROM_AGE:  # the age itself is a column
        return 0
    day = 0 if when.how is How.FROM_POST_DATE else when.day or 0
    return when.year * 10000 + (when.month or 0) * 100 + day


def number(text: str) -> int:
    """Return a number that stands for a text wherever it is met; 0 for none.

    >>> number("") == 0 < number("Кедровка") == number("Кедровка")
    True
    """
    return int(blake2b(text.encode(), digest_size=7).hexdigest(), 16) if text else 0


def words_of(text: str) -> str:
    """Return a text as two copies of it agree: its words, if they are more than a name and two years."""
    if len(text) < _LONG_ENOUGH:
        return ""
    found = " ".join(_NOT_WORDS.sub(" ", fold(text)).split())
    return found if len(found) >= _LONG_ENOUGH else ""


def _dates(mentions: Sequence[Mention], field: Field) -> Ints:
    return np.array([pack(m.date(field)) for m in mentions], np.int64)


def _posted(evidence: Evidence | None) -> int:
    when = evidence.posted if evidence else None
    return when.year * 10000 + when.month * 100 + when.day if when else 0


def _texts(texts: Sequence[str]) -> Ints:
    copies, numbers = Copies(), [number(words_of(t)) for t in texts]
    for one, text in zip(numbers, texts, strict=True):
        copies.add(one, text)
    return copies.merged(np.array(numbers, np.int64))


def _photos(hashes: Sequence[str]) -> Ints:
    photos, numbers = Photos(), [number(h) for h in hashes]
    for one, hash_ in zip(numbers, hashes, strict=True):
        photos.add(one, hash_)
    return photos.merged(np.array(numbers, np.int64))
