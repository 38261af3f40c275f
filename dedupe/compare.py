"""Two mentions compared: every reason for and against their being one person, and the sum of the weights in bits.

The construction is that of Fellegi and Sunter, "A theory for record linkage" (1969), with weights set by hand.
"""

from collections.abc import Callable

from dedupe import date_reasons as dates
from dedupe import name_reasons as names
from dedupe import place_reasons as places
from dedupe.namesakes import NameCounts
from dedupe.why import VETO, Reason
from sinodik.records import Mention, Pair, Why

REASONS: list[Reason] = [
    places.same_evidence,
    names.surname_same,
    names.surname_alike,
    names.surname_different,
    names.given_same,
    names.given_initial,
    names.given_short,
    names.given_alike,
    names.given_different,
    names.patronymic_same,
    names.patronymic_initial,
    names.patronymic_alike,
    names.patronymic_different,
    dates.birth_same,
    dates.birth_slip,
    dates.birth_near,
    dates.birth_other_day,
    dates.birth_conflict,
    dates.born_after_death,
    dates.death_same,
    dates.death_near,
    dates.death_far,
    dates.burial_same,
    dates.buried_soon_after,
    dates.buried_before_death,
    dates.age_same,
    dates.age_different,
    dates.age_fits,
    dates.age_conflict,
    places.settlement_same,
    places.settlement_different,
    places.district_same,
    places.region_same,
    places.region_different,
    places.rank_same,
    places.rank_different,
    places.unit_same,
]

# Reasons that weigh a name by how many people bear it.
RARITY: list[Callable[[Mention, Mention, NameCounts], Why | None]] = [names.rare_name, names.common_name]


def compare(a: Mention, b: Mention, counts: NameCounts) -> Pair:
    """Compare two mentions; their order does not matter. The strongest reasons come first."""
    a, b = sorted((a, b), key=lambda m: m.id)
    found = [*(reason(a, b) for reason in REASONS), *(reason(a, b, counts) for reason in RARITY)]
    whys = sorted((w for w in found if w), key=lambda w: (-abs(w.weight), w.rule))
    return Pair(a=a.id, b=b.id, score=round(sum(w.weight for w in whys), 2), whys=tuple(whys))


def vetoed(pair: Pair) -> bool:
    """Tell whether one reason alone keeps the two apart, as long as only the machine has spoken."""
    return any(w.weight <= VETO for w in pair.whys)
