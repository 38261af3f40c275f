# ruff: noqa: D401 - a docstring here is the sentence that the reviewer reads
"""Reasons from places, service, and from where the two mentions stand. Weights are in bits."""

import re
from functools import lru_cache

from rapidfuzz import fuzz

from dedupe.why import why
from sinodik.names import fold
from sinodik.records import Field, Mention, Why

# Words for the kind of a place, which one source writes and the next leaves out.
_KIND = re.compile(
    r"\b(?:село|деревня|поселок|станица|хутор|город|аул|пгт|рп|район|область|край|республика|округ|обл|р-н|респ|"
    r"[сдгпх])\b\.?"
)


# Of 100: one letter wrong in eight.
_SAME = 88


def same_evidence(a: Mention, b: Mention) -> Why | None:
    """Both stand in one post or photo, which names each person once."""
    return why(same_evidence, -15.0, str(a.name), str(b.name)) if a.evidence == b.evidence else None


def settlement_same(a: Mention, b: Mention) -> Why | None:
    """The settlement is the same."""
    return why(settlement_same, 3.0, *_values(Field.SETTLEMENT, a, b)) if _agree(Field.SETTLEMENT, a, b) else None


def settlement_different(a: Mention, b: Mention) -> Why | None:
    """The settlements are different."""
    # Weak: one source names the birthplace, the next where he lived or lies.
    differs = _agree(Field.SETTLEMENT, a, b) is False
    return why(settlement_different, -1.0, *_values(Field.SETTLEMENT, a, b)) if differs else None


def district_same(a: Mention, b: Mention) -> Why | None:
    """The district is the same."""
    return why(district_same, 1.5, *_values(Field.DISTRICT, a, b)) if _agree(Field.DISTRICT, a, b) else None


def region_same(a: Mention, b: Mention) -> Why | None:
    """The region is the same."""
    return why(region_same, 1.5, *_values(Field.REGION, a, b)) if _agree(Field.REGION, a, b) else None


def region_different(a: Mention, b: Mention) -> Why | None:
    """The regions are different."""
    differs = _agree(Field.REGION, a, b) is False
    return why(region_different, -2.5, *_values(Field.REGION, a, b)) if differs else None


def rank_same(a: Mention, b: Mention) -> Why | None:
    """The rank is the same."""
    return why(rank_same, 1.0, *_values(Field.RANK, a, b)) if _agree(Field.RANK, a, b) else None


def rank_different(a: Mention, b: Mention) -> Why | None:
    """The ranks are different."""
    # Weak: many were promoted when they had died.
    return why(rank_different, -0.5, *_values(Field.RANK, a, b)) if _agree(Field.RANK, a, b) is False else None


def unit_same(a: Mention, b: Mention) -> Why | None:
    """They served in the same unit."""
    return why(unit_same, 1.5, *_values(Field.UNIT, a, b)) if _agree(Field.UNIT, a, b) else None


def _values(field: Field, a: Mention, b: Mention) -> tuple[str, str]:
    return str(a.value(field) or ""), str(b.value(field) or "")


def _agree(field: Field, a: Mention, b: Mention) -> bool | None:
    """Tell whether the two name the same thing; None where one of them names nothing."""
    x, y = map(_bare, _values(field, a, b))
    return fuzz.token_sort_ratio(x, y) >= _SAME if x and y else None


@lru_cache(maxsize=1 << 14)  # places repeat
def _bare(place: str) -> str:
    """Return a place's own name, folded, without the word for its kind."""
    return _KIND.sub(" ", fold(place)).strip()
