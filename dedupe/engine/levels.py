"""What is compared, and the levels of agreement: the one source of the scores and of the sentences people read.

A comparison looks at one thing that two mentions say and finds one level. Level 0 is always "not known on one side",
which is no reason at all. Every other level has a weight (:mod:`dedupe.engine.model`) and a sentence; which level two
mentions have is computed in :mod:`dedupe.engine.kernel`.
"""

from enum import IntEnum
from typing import NamedTuple


class Spelling(IntEnum):
    """How two spellings of one part of a name stand to each other."""

    MISSING = 0
    EXACT = 1
    SHORT = 2
    INITIAL = 3
    SOUND = 4
    SLIP = 5
    NEAR = 6
    ALIKE = 7
    LIKENESS = 8
    DIFFERENT = 9
    OTHER_INITIAL = 10


class Birth(IntEnum):
    """How two dates of birth, or what an age tells of them, stand to each other."""

    MISSING = 0
    DAY = 1
    SLIP = 2
    MONTH = 3
    YEAR = 4
    AGE_FITS = 5
    AGES_FIT = 6
    YEAR_OFF = 7
    OTHER_DAY = 8
    NEAR = 9
    CONFLICT = 10


class Event(IntEnum):
    """How death, burial and post of two mentions follow each other: the most telling pair of dates counts."""

    MISSING = 0
    DEATH_DAY = 1
    DEATH_NEAR = 2
    DEATH_SLIP = 3
    DEATH_WEEKS = 4
    DEATH_MONTHS = 5
    DEATH_FAR = 6
    MONTH_SAME = 7
    MONTH_NEAR = 8
    MONTH_FAR = 9
    BURIAL_DAY = 10
    BURIAL_NEAR = 11
    BURIAL_FAR = 12
    BURIED_SOON = 13
    BURIED_LATER = 14
    BURIED_BEFORE = 15
    BURIED_FAR = 16
    POST_SOON = 17
    POST_LATER = 18
    POST_BEFORE = 19
    POST_FAR = 20
    POSTS_CLOSE = 21
    POSTS_NEAR = 22
    POSTS_FAR = 23
    YEAR_SAME = 24
    YEAR_OTHER = 25


class Place(IntEnum):
    """Region and settlement taken together: a settlement implies its region."""

    MISSING = 0
    SETTLEMENT = 1
    SETTLEMENT_ALONE = 2
    SETTLEMENT_ELSEWHERE = 3
    REGION = 4
    REGION_OTHER_SETTLEMENT = 5
    OTHER_SETTLEMENT = 6
    OTHER_REGION = 7


class Same(IntEnum):
    """Whether two values are equal."""

    MISSING = 0
    SAME = 1
    DIFFERENT = 2


class Copy(IntEnum):
    """Whether two mentions stand in copies of one thing. That they do not is no reason."""

    NO = 0
    SAME = 1


class Comparison(NamedTuple):
    """One comparison: its name, its levels, the sentence of each, and the levels that a rare value makes stronger."""

    name: str
    levels: type[IntEnum]
    sentences: tuple[str, ...]
    rarity: tuple[IntEnum, ...] = ()


def _spelling(one: str, two: str, *extra: str) -> tuple[str, ...]:
    short = extra[0] if extra else f"One {one} is a short form of the other."
    return (
        f"The {one} is the same.",
        short,
        f"The initial fits the {one}.",
        f"The {two} sound alike.",
        f"The {two} differ by a slip of the pen: one of the spellings is hardly ever seen.",
        f"The {two} differ by a letter, but both are names in their own right.",
        f"The {two} are very much alike.",
        f"The {two} are somewhat alike.",
        f"The {two} are different.",
        f"The initial does not fit the {one}.",
    )


_BY_NAME = (Spelling.EXACT, Spelling.SHORT, Spelling.SOUND, Spelling.SLIP, Spelling.NEAR, Spelling.ALIKE)

COMPARISONS = (
    Comparison("surname", Spelling, _spelling("surname", "surnames"), _BY_NAME),
    Comparison("given", Spelling, _spelling("given name", "given names"), _BY_NAME),
    Comparison("patronymic", Spelling, _spelling("patronymic", "patronymics"), _BY_NAME),
    Comparison(
        "birth",
        Birth,
        (
            "They were born on the same day.",
            "The dates of birth differ by one digit, by a few days, or by day and month changing places.",
            "They were born in the same month, as far as it is known.",
            "They were born in the same year, as far as it is known.",
            "The age of one fits the other's birth.",
            "The ages fit each other.",
            "The years of birth are one apart, and one of them is not exact.",
            "They were born on different days of one year.",
            "They were born within two years of each other, but not in one.",
            "The birth dates cannot belong to one person.",
        ),
    ),
    Comparison(
        "event",
        Event,
        (
            "They died on the same day.",
            "They died within three days of each other.",
            "The dates of death differ by one digit.",
            "They died within a month of each other.",
            "They died within four months of each other.",
            "They died far apart in time.",
            "They died in the same month, as far as it is known.",
            "They died in neighbouring months.",
            "They died in different months.",
            "They were buried on the same day.",
            "They were buried within three days of each other.",
            "They were buried far apart in time.",
            "One was buried within six weeks of the other's death.",
            "One was buried within a year of the other's death.",
            "One was buried before the other died.",
            "One was buried more than a year after the other's death.",
            "One was written about within six weeks of the other's death or burial.",
            "One was written about within half a year of the other's death or burial.",
            "One was written about before the other's death.",
            "One was written about long after the other's death or burial.",
            "They were written about within a week.",
            "They were written about within six weeks.",
            "They were written about far apart in time.",
            "They died in the same year, as far as it is known.",
            "They died in different years.",
        ),
    ),
    Comparison(
        "place",
        Place,
        (
            "The settlement is the same.",
            "The settlement is the same; one of the regions is not known.",
            "Settlements of one name, in different regions.",
            "The region is the same.",
            "The region is the same, but not the settlement.",
            "The settlements are different.",
            "The regions are different.",
        ),
        (Place.SETTLEMENT, Place.SETTLEMENT_ALONE, Place.REGION, Place.REGION_OTHER_SETTLEMENT),
    ),
    Comparison("unit", Same, ("They served in the same unit.", "They served in different units.")),
    Comparison("branch", Same, ("The branch of service is the same.", "The branches of service are different.")),
    Comparison("rank", Same, ("The rank is the same.", "The ranks are different.")),
    Comparison("photo", Copy, ("The photo is the same.",)),
    Comparison("text", Copy, ("One text is a copy of the other.",)),
    Comparison("post", Copy, ("Both stand in one post or photo, which names each person once.",)),
)
WIDTH = max(len(c.levels) for c in COMPARISONS)
SURNAME, GIVEN, PATRONYMIC, BIRTH, EVENT, PLACE, UNIT, BRANCH, RANK, PHOTO, TEXT, POST = range(len(COMPARISONS))
