"""Which pairs are worth comparing: mentions that share a key (blocking, in the field's word).

Every mention has several *chains* of keys, each from coarse to fine:

    surname ─▶ + initial ─▶ + given name ─▶ + patronymic ─▶ + year of birth

Of each chain the coarsest key is used that not too many mentions share. So a rare surname is compared whole, a common
one only where more agrees, and one slip of the pen breaks some of the chains but hardly all. Keys are phonetic
(:func:`sinodik.names.sound`). A chain that is too large to its very end is cut, and that is counted, never silent.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations

import msgspec

from sinodik.names import sound
from sinodik.records import Field, How, Mention, PartialDate

# 64 mentions are 2,016 pairs: what one key may cost at most.
LARGEST_BLOCK = 64


class Blocks(msgspec.Struct, frozen=True):
    """The keys that too many mentions share, with how many do; ``cut`` is how many blocks no finer key could mend."""

    oversized: Mapping[str, int]
    cut: int


def chains(mention: Mention) -> Iterator[tuple[str, ...]]:
    """Yield a mention's chains of keys, coarse to fine; a part of the name that is not known ends its chain."""
    surname, given, patronymic = (sound(part) for part in _parts(mention))
    full_given, full_patronymic = (p if len(p) > 1 else "" for p in (given, patronymic))
    birth = mention.date(Field.BIRTH)
    day = str(birth) if birth and birth.day else ""
    for year in _years(birth) or ("",):
        yield _chain("surname", surname, given[:1], full_given, full_patronymic, year)
        yield _chain("year", _both(surname, year), given[:1], full_given)
        yield _chain("namesakes", _both(full_given, full_patronymic, year), surname[:1], surname[:2])
    yield _chain("patronymic", _both(surname, full_patronymic), given[:1], full_given)
    yield _chain("day", day, given[:1], full_given, full_patronymic)
    yield _chain("given", _both(full_given, full_patronymic, surname[:1]), surname[:2], surname[:3])


def blocks(mentions: Iterable[Mention], largest: int = LARGEST_BLOCK) -> Blocks:
    """Find the keys that more than ``largest`` mentions share."""
    sizes: Counter[str] = Counter()
    last: set[str] = set()
    for mention in mentions:
        links = [c for c in chains(mention) if c]
        sizes.update({key for chain in links for key in chain})
        last.update(chain[-1] for chain in links)
    oversized = {key: size for key, size in sizes.items() if size > largest}
    return Blocks(oversized, len(last & oversized.keys()))


def keys(mention: Mention, oversized: Collection[str]) -> set[str]:
    """Return the keys under which a mention is compared: of each chain the coarsest that is not oversized."""
    found = (next((key for key in chain if key not in oversized), None) for chain in chains(mention))
    return {key for key in found if key}


def pairs(mentions: Iterable[Mention], oversized: Collection[str] = ()) -> list[tuple[str, str]]:
    """Return the pairs of identifiers that share a key, in order.

    Whether two mentions are a pair depends on the two and on ``oversized`` only: not on who else is there.
    """
    members: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        for key in keys(mention, oversized):
            members[key].add(mention.id)
    return sorted({pair for ids in members.values() for pair in combinations(sorted(ids), 2)})


def _parts(mention: Mention) -> tuple[str, str, str]:
    name = mention.name
    return name.surname, name.given, name.patronymic


def _years(birth: PartialDate | None) -> tuple[str, ...]:
    if birth is None:
        return ()
    # A year that was reckoned from an age may be one off: the birthday had passed, or had not.
    reach = (-1, 0, 1) if birth.how is How.FROM_AGE else (0,)
    return tuple(str(birth.year + off) for off in reach)


def _both(*parts: str) -> str:
    return "+".join(parts) if all(parts) else ""


def _chain(kind: str, *parts: str) -> tuple[str, ...]:
    """Return ``kind:a``, ``kind:a|b``, … as far as the parts are known."""
    known: list[str] = []
    for part in parts:
        if not part:
            break
        known.append(part)
    return tuple(f"{kind}:{'|'.join(known[: i + 1])}" for i in range(len(known)))
