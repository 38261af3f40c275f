"""Where the dead came from: "уроженец села Раздольное Кедровского района Заозёрской области".

Only what can be put into the nominative without a guess is read; "из села Кедровки" may be Кедровка or Кедровки.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from extract.text.document import Document
from sinodik.records import Field

_CUE = (
    r"(?<![А-Яа-яё])(?:[Уу]рожен(?:ец|ка|ца|ку|цу|цем|це|ки|ке|кой)|[Жж]ител(?:ь|я|ю|ем|е|ьница|ьницы|ьнице|ьницу)"
    r"|[Рр]одом из|[Вв]ыходец из|[Рр]одил(?:ся|ась)[^.!?\n]{0,40}? в|[Пп]рожива(?:л|ла|вший) в|[Ии]з)"
)
_TYPE = (
    r"(?:села|селе|деревни|деревне|пос[её]лка|пос[её]лке|города|городе|станицы|станице|хутора|хуторе|аула|ауле|"
    r"(?:с|д|г|п|пос|пгт|дер|ст-цы)\.|пгт)"
)
_WORD = r"[А-ЯЁ][а-яё]+(?:-(?:[А-ЯЁ]?[а-яё]+))*"
_CHAIN = re.compile(
    rf"{_CUE} (?:{_TYPE} ?"
    r"(?P<settlement>(?:[А-ЯЁ][а-яё]+(?:[ыио]й|ая|ое|[ыи]е) )?"
    rf"{_WORD}(?![а-яё]| (?:район|област|кра[йея]))))?(?:,? ?\(?)"
    rf"(?P<district>[А-ЯЁ][а-яё-]*ск(?:ого района|ом районе))?(?:,? ?)"
    rf"(?P<region>[А-ЯЁ][а-яё-]*(?:ской области|ского края|ском крае))?"
)
# Endings that no nominative has, or that it shares with another case.
_OBLIQUE = re.compile(r"(?:ого|ому|ой|ых|ых|ей|ов|ев|ом|ем|ами|ах|[уюыи]|(?<!о)е)$")
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


def origins(document: Document) -> Iterator[Origin]:
    """Yield the settlements, districts and regions that somebody is said to be from."""
    for match in _CHAIN.finditer(document.text):
        if (settlement := match["settlement"]) and not _OBLIQUE.search(settlement):
            yield Origin(Field.SETTLEMENT, settlement, match.start("settlement"), match.end("settlement"))
        for field, group in ((Field.DISTRICT, "district"), (Field.REGION, "region")):
            if match[group]:
                yield Origin(field, _nominative(match[group]), match.start(group), match.end(group))


def _nominative(place: str) -> str:
    """Return "Кедровский район" for "Кедровского района"."""
    for oblique, noun in _NOMINATIVE:
        if place.endswith(oblique):
            adjective = re.sub(r"ск(?:ого|ом|ой)$", "ск", place.removesuffix(oblique))
            return adjective + ("ая" if noun == " область" else "ий") + noun
    return place
