"""Two mentions field by field: where they agree, and where a reviewer should look."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from sinodik.dates import compatible
from sinodik.names import fold
from sinodik.records import Field, Mention, PartialDate, Value

Letters = tuple[tuple[str, bool], ...]

# One person may have several of these at once; of two posts each may tell of others.
SEVERAL = (Field.BRANCH, Field.AWARD, Field.SETTLEMENT)
AGREES, FITS, DIFFERS, ALONE = "agrees", "fits", "differs", "one side only"


@dataclass(frozen=True)
class Row:
    """One field on both sides. ``letters`` mark what is not the same, for text that differs."""

    field: Field
    a: Value | None
    b: Value | None
    verdict: str
    letters_a: Letters = ()
    letters_b: Letters = ()


def differences(a: Mention, b: Mention) -> Iterator[Row]:
    """Compare every field that either side has, in the order of :class:`Field`."""
    for field in Field:
        left, right = _shown(a, field), _shown(b, field)
        if left is None and right is None:
            continue
        said = _together(a, b, field) if field in SEVERAL else verdict(left, right)
        if said == DIFFERS and isinstance(left, str) and isinstance(right, str):
            yield Row(field, left, right, said, *letters(left, right))
        else:
            yield Row(field, left, right, said)


def _shown(mention: Mention, field: Field) -> Value | None:
    values = dict.fromkeys(str(c.value) for c in mention.claims if c.field is field)
    return "; ".join(values) if field in SEVERAL and values else mention.value(field)


def _together(a: Mention, b: Mention, field: Field) -> str:
    ours, theirs = ({fold(str(c.value)) for c in m.claims if c.field is field} for m in (a, b))
    if not (ours and theirs):
        return ALONE
    if ours == theirs:
        return AGREES
    return DIFFERS if field is Field.SETTLEMENT and ours.isdisjoint(theirs) else FITS


def verdict(a: Value | None, b: Value | None) -> str:
    """Say in a word how two values stand to each other."""
    if a is None or b is None:
        return ALONE
    if isinstance(a, PartialDate) and isinstance(b, PartialDate):
        if str(a) == str(b):
            return AGREES
        return FITS if compatible(a, b) else DIFFERS
    return AGREES if fold(str(a)) == fold(str(b)) else DIFFERS


def letters(a: str, b: str) -> tuple[Letters, Letters]:
    """Cut both words into runs that are the same (False) and that are not (True)."""
    left, right = [], []
    # Compared without regard to case, which never lengthens Cyrillic or Latin letters; where it would, as written.
    lower = (a.lower(), b.lower())
    pair = lower if [len(w) for w in lower] == [len(a), len(b)] else (a, b)
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, *pair, autojunk=False).get_opcodes():
        left.append((a[a1:a2], tag != "equal"))
        right.append((b[b1:b2], tag != "equal"))
    return tuple(p for p in left if p[0]), tuple(p for p in right if p[0])
