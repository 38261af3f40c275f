"""Places in the opening of a post that mourns there: «Пермский край потерял ещё одного бойца», «#Бурятия»."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from extract.text.document import Document
from extract.text.found import Found
from extract.text.places import PlaceFinder
from sinodik.records import Field

_MOURNING = re.compile(
    r"(?<![а-я])(?:соболезнован|скорбит|скорбят|в трауре|понес|несет потери|потерял|лишил[а-я]+|оплакива"
    r"|скорбн[а-я]+ (?:весть|новость|известие)"
    r"|печальн[а-я]+ (?:весть|новость|известие)"
    r"|горе |земля(?:к|ка|ком|ку|ки|ков)(?![а-я])|односельчан[а-я]*|не стало)"
)
_FELLOW = re.compile(r"(?<![а-я])(?:земляк|односельчан|сельчан)")
_SEEN_OFF = re.compile(r"(?<![а-я])(?:прост|прощ|провод|провож|хорон|похорон)")
_FAR = frozenset(
    {
        "Донецкая Народная Республика",
        "Луганская Народная Республика",
        "Запорожская область",
        "Херсонская область",
        "Харьковская область",
        "Курская область",
        "Белгородская область",
    }
)
_FELL_THERE = re.compile(r"(?:погиб|пал |боях|бою|сражал|воевал|служил|задач|зоне|территори|направлени)[^.!?\n]*$")
_OFFICE = re.compile(
    r"(?:глав[аы]|администраци[а-я]|губернатор|правительств|министерств|управлени[а-я]|военком[а-я]*) $"
)
_FIRST = 260  # characters
_SENTENCES = 2
_TAGS = 20  # more are no description
_CONFIDENCE = 0.75


def openings(document: Document, places: PlaceFinder, told: Collection[Found]) -> Iterator[Found]:
    """Yield the district and region (and, of a fellow villager, the settlement) that the post's opening mourns in."""
    missing = {Field.REGION, Field.DISTRICT} - {found.field for found in told}
    spans = _sentences(document)
    homes = [span for span in spans if _FELLOW.search(document.low, *span)]
    if not any(found.field is Field.SETTLEMENT for found in told):
        missing.add(Field.SETTLEMENT)
    if not missing or not (spans or "#" in document.low):
        return
    for place in places.named(document, spans, anywhere=True) if spans else ():
        at_home = any(start <= place.start < end for start, end in homes)
        if (
            place.field in missing
            and (place.field is not Field.SETTLEMENT or at_home)
            and _is_home(document, place, at_home=at_home)
        ):
            missing.discard(place.field)
            yield place._replace(confidence=min(place.confidence, _CONFIDENCE))
    if Field.REGION in missing:
        yield from _tagged(document, places)


def _sentences(document: Document) -> Sequence[tuple[int, int]]:
    """Return the first sentences, as far as they mourn."""
    spans: list[tuple[int, int]] = []
    at = 0
    while at < min(_FIRST, len(document.low)) and len(spans) < _SENTENCES:
        spans.append(document.sentence(at))
        at = max(spans[-1][1], at + 1)
    return [span for span in spans if _MOURNING.search(document.low, *span)]


def _is_home(document: Document, place: Found, *, at_home: bool) -> bool:
    before = document.low[document.sentence(place.start)[0] : place.start]
    office = _OFFICE.search(before)
    ours = (
        office
        and at_home
        and place.field is not Field.SETTLEMENT
        and office[0].startswith("администраци")
        and " сельский " not in place.value
    )
    return place.value not in _FAR and not _FELL_THERE.search(before) and (ours or not office)


def _tagged(document: Document, places: PlaceFinder) -> Iterator[Found]:
    """Yield the region that is the only one among the post's tags."""
    tags = [match.span() for match in islice(re.finditer(r"#[^#\n]{3,50}", document.low), _TAGS)]
    found = [
        place
        for place in (places.named(document, tags, anywhere=True) if tags else ())
        if place.field is Field.REGION and document.low[place.start - 1] == "#" and place.value not in _FAR
    ]
    if len({place.value for place in found}) == 1:
        yield found[0]._replace(confidence=_CONFIDENCE)
