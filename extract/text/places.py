"""Where the dead came from: "уроженец села Раздольное Кедровского района Заозёрской области".

Only what can be put into the nominative without a guess is read: "из станицы Березанской" is Березанская, because it
agrees with the word before it; "из села Кедровки" may be Кедровка or Кедровки.
"""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from extract.text.document import Document
from sinodik.records import Field

_CUE = (
    r"(?<![А-Яа-яё])(?:[Уу]рожен(?:ец|ка|ца|ку|цу|цем|це|ки|ке|кой)|[Жж]ител(?:ь|я|ю|ем|е|ьница|ьницы|ьнице|ьницу)"
    r"|[Рр]одом из|[Вв]ыходец из|[Рр]одил(?:ся|ась)[^.!?\n]{0,40}? в|[Пп]рожива(?:л|ла|вший) в|[Ии]з)"
)
_TYPE = (
    r"(?P<type>села|селе|селения|селении|деревни|деревне|пос[её]лка|пос[её]лке|города|городе|станицы|станице|"
    r"хутора|хуторе|аула|ауле|аала|аале|улуса|улусе|(?:с|д|г|п|пос|пгт|дер|ст-цы|ст)\.|пгт)"
)
_WORD = r"[А-ЯЁ][а-яё]+(?:-(?:[А-ЯЁ]?[а-яё]+))*"
_CHAIN = re.compile(
    rf"{_CUE} (?:{_TYPE} ?"
    r"(?P<settlement>(?:[А-ЯЁ][а-яё]+(?:[ыио]й|ая|яя|ое|ее|[ыи]е) )?"
    rf"{_WORD}(?![а-яё]| (?:район|област|кра[йея]))))?(?:,? ?\(?)"
    rf"(?P<district>[А-ЯЁ][а-яё-]*ск(?:ого района|ом районе))?(?:,? ?)"
    rf"(?P<region>[А-ЯЁ][а-яё-]*(?:ской области|ского края|ском крае))?"
)
# Endings that no nominative has, or that it shares with another case.
_OBLIQUE = re.compile(r"(?:ого|ому|ой|ых|ых|ей|ов|ев|ом|ем|ами|ах|[уюыи]|(?<!о)е)$")
# What only a nominative can end in after a word in the locative ("в селе Хаджалмахи", "в деревне Ростов").
_NO_LOCATIVE = re.compile(r"(?:[гкх]и|ы|[оеё]в)$")
_IN = re.compile(r"(?:селе|селении|деревне|пос[её]лке|городе|станице|хуторе|ауле|аале|улусе)$")
# An adjective or a town's name that agrees with the type: type, oblique ending, nominative ending.
_AGREED = tuple(
    (re.compile(kind), re.compile(rf"(?<=[а-яё]{{2}}){oblique}$"), nominative)
    for kind, oblique, nominative in (
        (r"(?:деревн|станиц|ст-цы|ст\.)", r"(?<=[сц]к|.н|.в)ой", "ая"),
        (r"сел(?:а|ения)$", r"(?<=[сц]к|.н|.в)ого", "ое"),
        (r"сел(?:е|ении)$", r"(?<=[сц]к|.н|.в)ом", "ое"),
        (r"города$", r"(?<=ск)а|(?<=град)а|(?<=бург)а", ""),
        (r"городе$", r"(?<=ск)е|(?<=град)е|(?<=бург)е", ""),
    )
)
_NOMINATIVE = (
    (" района", " район"),
    (" районе", " район"),
    (" области", " область"),
    (" края", " край"),
    (" крае", " край"),
)


class Origin(NamedTuple):
    """A place in the nominative, what kind it is, and where it stands in the cleaned text."""

    field: Field
    value: str
    start: int
    end: int


def origins(document: Document, name_starts: Collection[int] = ()) -> Iterator[Origin]:
    """Yield the settlements, districts and regions that somebody is said to be from.

    ``name_starts`` is where persons' names begin: there a place has ended.
    """
    for match in _CHAIN.finditer(document.text):
        if written := match["settlement"]:
            start, first = match.start("settlement"), written.split(" ")[0]
            written = first if start + len(first) + 1 in name_starts else written
            if start not in name_starts and (settlement := _settlement(match["type"], written)):
                yield Origin(Field.SETTLEMENT, settlement, start, start + len(written))
        for field, group in ((Field.DISTRICT, "district"), (Field.REGION, "region")):
            if match[group]:
                yield Origin(field, _nominative(match[group]), match.start(group), match.end(group))


def _settlement(kind: str, written: str) -> str | None:
    """Return a settlement in the nominative; None where that would be a guess."""
    for type_, oblique, nominative in _AGREED:
        if " " not in written and type_.match(kind) and oblique.search(written):
            return oblique.sub(nominative, written)
    if " " in written and _AGREED[0][0].match(kind) and written.split(" ")[0].endswith("ой"):
        return None  # "деревни Большой Кукмор" or "деревни Большой Елани"
    if _IN.match(kind) and _NO_LOCATIVE.search(written):
        return written
    return None if _OBLIQUE.search(written) else written


def _nominative(place: str) -> str:
    """Return "Кедровский район" for "Кедровского района"."""
    for oblique, noun in _NOMINATIVE:
        if place.endswith(oblique):
            adjective = re.sub(r"ск(?:ого|ом|ой)$", "ск", place.removesuffix(oblique))
            return adjective + ("ая" if noun == " область" else "ий") + noun
    return place
