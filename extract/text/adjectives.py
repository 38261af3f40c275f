"""Adjectives in the nominative, in the gender of the noun that they stand with."""

import re

_ENDING = re.compile(r"(?:ая|яя|ую|юю|ой|ей|(?<=[чжшт]ь)[яюеи]|ое|ее|ый|ий|ого|его|ому|ему|ом|ем|ым|им)$")
_LAST_WORD = re.compile(r"(?<![А-Яа-яЁё-])[А-Яа-яЁё-]+$")
_SOFT = re.compile(r"(?:[нщшжч]ей|яя|юю|ее|его|ему|ем)$")
_ADVERBS = frozenset("далее ранее позднее позже потом скорее более менее".split())
# Their masculine ends in "-ой": «штурмовой отряд», «лесной колледж».
_STRESSED = re.compile(
    r"(?:^|-)(?:штурмов|полев|строев|боев|войсков|огнев|тылов|передов|запасн|силов|рядов|именн|родн|больш|молод|лесн|речн|морск"
    r"|нефтян|земл[её]н|цветн|цифров|звуков|бытов|пищев|правов|налогов|путев|портов|судов|трудов|цехов|мясн|волостн|ледов"
    r"|областн|окружн|городск|донск|тверск|костромск|ямск|сумск|заводск|краев|береговн|кругов|снегов|грузов|стальн)$"
)


def agreed(adjective: str, gender: str) -> str:
    """Return an adjective in the nominative: "отдельной" with a feminine noun is "отдельная".

    ``gender`` is Masc, Fem or Neut. What does not look like an adjective is returned as it is.
    """
    ending = _ENDING.search(adjective)
    if not ending:
        return adjective
    stem = adjective[: ending.start()]
    if stem.endswith("ь"):  # «казачьей», «казачьего»
        return stem[:-1] + {"Fem": "ья", "Neut": "ье"}.get(gender, "ий")
    soft = bool(_SOFT.search(adjective)) and stem[-1:] in "нжшчщ"
    if gender == "Fem":
        return stem + ("яя" if soft and stem[-1:] == "н" else "ая")
    if gender == "Neut":
        return stem + ("ее" if soft else "ое")
    if _STRESSED.search(stem.lower()):
        return stem + "ой"
    return stem + ("ий" if soft or stem[-1:] in "гкхжшчщ" else "ый")


# The endings of a noun in each of its cases, and those that an adjective has beside it.
_CASES = {
    "Fem": (
        (("а", "я"), ("ая", "яя", "ья")),
        (("ой", "ей", "ою"), ("ой", "ей", "ою")),
        (("у", "ю"), ("ую", "юю", "ью")),
        ("", ("ой", "ей")),
    ),
    "Masc": (
        (("ом", "ем"), ("ым", "им")),
        (("а", "я"), ("ого", "его")),
        (("у", "ю"), ("ому", "ему")),
        (("е",), ("ом", "ем")),
        ("", ("ый", "ий", "ой")),
    ),
    "Neut": (
        (("ем",), ("ым", "им")),
        (("а",), ("ого", "его")),
        (("у",), ("ому", "ему")),
        ("", ("ое", "ее", "ье", "ом", "ем")),
    ),
}


def stand_together(adjective: str, noun: str, gender: str) -> bool:
    """Tell whether an adjective is in the case of the noun after it: «музее школы» are two nouns."""
    endings = next(endings for ending, endings in _CASES[gender] if noun.endswith(ending))
    return adjective.lower().endswith(endings)


def before(text: str, start: int, most: int) -> tuple[int, list[str]]:
    """Return the adjectives (``most`` at most) right before a position, and where the first of them begins."""
    found: list[str] = []
    while len(found) < most and text[start - 1 : start] == " ":
        word = _LAST_WORD.search(text, max(0, start - 40), start - 1)
        if not word or not _ENDING.search(word[0]) or word[0].lower() in _ADVERBS:
            break
        found.insert(0, word[0])
        start = word.start()
    return start, found
