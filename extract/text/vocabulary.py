"""What the lexicon says of place, service and work.

``regions.toml``, ``towns.toml``, ``branches.toml``, ``awards.toml``, ``trades.toml``.
"""

from pathlib import Path

import msgspec

from sinodik import toml


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What every lexicon file has in common: an unknown key is an error."""


class Region(_File, frozen=True):
    """One region: its official name, its OKATO code (eleven digits), its ISO 3166-2 code if it has one.

    ``adjectives`` are those of «башкирское село», where the official name has not got them; ``shorts`` abbreviations
    that other regions have, too.
    """

    name: str
    okato: str
    iso: str = ""
    aliases: tuple[str, ...] = ()
    shorts: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()


class Regions(_File, frozen=True):
    """``regions.toml``; ``beyond`` are words of no region that a birthplace may be, divided by spaces.

    ``ambiguous`` are regions' adjectives that may tell something else of a village: «приморское село».
    """

    regions: tuple[Region, ...]
    beyond: str = ""
    ambiguous: str = ""


class Towns(_File, frozen=True):
    """``towns.toml``: the towns of Russia, divided by semicolons or ends of lines.

    ``villages`` are centres of districts and other large villages: each makes its own nominative the likelier one.
    ``front`` are places of the war, which on a card are those of a death.
    """

    towns: str
    villages: str = ""
    front: str = ""


class Branch(_File, frozen=True):
    """A branch by its canonical name, and the words that tell of it (``*`` stands for any ending, ``#`` for a number).

    ``weapons`` tell of it unless an attack is told of beside them, ``jobs`` unless they are civil work, ``cells`` where
    they stand alone between brackets or bars, ``quoted`` after an opening quotation mark only, ``capitals`` where they
    begin with capitals. Beside a branch of ``unless`` this one is not meant.
    """

    name: str
    words: tuple[str, ...]
    weapons: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class Branches(_File, frozen=True):
    """``branches.toml``: branches; after ``events`` («День», «союз») and beside ``attacks`` they are not meant."""

    branches: tuple[Branch, ...]
    events: tuple[str, ...] = ()
    attacks: tuple[str, ...] = ()


class Awards(_File, frozen=True):
    """``awards.toml``: names that an order or a medal bears without quotation marks, in the genitive.

    ``quoted`` are those that belong in quotation marks; ``heroes`` maps a title's pattern to its name.
    """

    orders: tuple[str, ...]
    medals: tuple[str, ...]
    quoted: tuple[str, ...] = ()
    heroes: dict[str, str] = {}


class Trades(_File, frozen=True):
    """``trades.toml``: civil trades, divided by spaces; every noun in «-щик» is one but those of ``no_trades``.

    ``army`` are those that the army has too, but for their ``things`` in the genitive; ``bodies`` is where people work,
    in the genitive, which belongs to what the ``heads`` of such do; ``praise`` adjectives that are no part of a trade.
    """

    trades: str
    no_trades: str = ""
    army: str = ""
    heads: str = ""
    things: str = ""
    bodies: str = ""
    praise: str = ""


class Vocabulary(_File, frozen=True):
    """All of them."""

    regions: Regions
    towns: Towns
    branches: Branches
    awards: Awards
    trades: Trades


def load(folder: Path) -> Vocabulary:
    """Read the files; raises :class:`BadConfiguration` that names file, line and key."""
    return Vocabulary(
        regions=toml.read(folder / "regions.toml", Regions),
        towns=toml.read(folder / "towns.toml", Towns),
        branches=toml.read(folder / "branches.toml", Branches),
        awards=toml.read(folder / "awards.toml", Awards),
        trades=toml.read(folder / "trades.toml", Trades),
    )
