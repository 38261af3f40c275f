"""Places that a post tells of without words of birth: «Пермский край потерял ещё одного бойца», «#Бурятия».

The opening of a post mourns at home. So does what is told with its district or region, wherever that stands: nobody
adds these to the place of somebody else. Where somebody fell, serves, learnt or lies is not asked.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from extract.text.document import Document
from extract.text.elsewhere import FAR, fell_there, is_elsewhere, office
from extract.text.found import Found
from extract.text.places import PlaceFinder
from sinodik.records import Field

_MOURNING = re.compile(
    r"(?<![а-я])(?:соболезнован|скорб[ия]т|в трауре|понес|несет потери|потери |потерял|лишил[а-я]+"
    r"|оплакива|прощает|прощаютс"
    r"|(?:скорбн|печальн|тяжел|черн|горьк|страшн)[а-я]+ (?:весть|новость|известие|список|списке|страниц[аы])"
    r"|прискорби|извеща(?:ет|ем|ют) о (?:гибел|смерт)|горе |беда |утрат|памят|имен[аи]|погибш|павш|не верну"
    r"|поименно|земля(?:к|ка|ком|ку|ки"
    r"|ков)(?![а-я])|односельчан[а-я]*|не стало)"
)
# «Якутия.» «Каа-Хемский кожуун, Тува.»
_TOPIC = re.compile(
    r"\W*(?:Сегодня )?(?:[А-ЯЁ][А-ЯЁа-яё-]+(?: (?:[а-я]+ )?(?:район|округ|улус|кожуун|край"
    r"|область))?\W{1,3}){1,3}(?:\Z|[а-я ]+\.)"
)
_FELLOW = re.compile(r"(?<![а-я])(?:жител[ьяюе]|земляк|односельчан|сельчан|(?:его|ее|их) уроженц)")
_VILLAGER = re.compile(r"(?<![а-я])(?:наш(?:его|ему|им|ем|ей|а)? )?(?:одно)?сельчан(?:ин[а-я]*|к[а-я])")
_NEAR = 40  # characters
_FIRST = 260  # characters
_SENTENCES, _MOST = 2, 5
_TAGS = 20  # more are no description
_CONFIDENCE, _DETAILED = 0.75, 0.7
# «Семья живёт в Кедровке», «дом его в станице», «домик на краю Кедровки», «у нас в Кедровке», «в семье Седовых из …».
_KIN = (
    r"(?:семь[яию]|родители|родные|родня|мать|мама|отец|мамы|родителей|жен[аы]|вдов[аы]|супруга|дет[ией]{1,2}|дочк[аи]"
    r"|бабушк[аи]|старики)"
)
_AT_HOME = re.compile(
    rf"(?<![а-я])(?:{_KIN}(?: [а-яё-]+){{0,3}} (?:жив[еу]т|жил[аи]|остал[а-я]+|жд[еау]т|ждали)"
    rf"|жив[еу]т (?:[а-я]+ ){{0,4}}{_KIN}"
    r"|дом(?:ик|а|у)?(?: (?:его|ее|их|родител[а-я]+|семьи|отца|матери|героя))?(?: стоит)?"
    r"|(?<!как )у нас(?: в районе,| в округе,)?|(?:его|ее|ребят|их) (?:[а-я]+ )?ждали)"
    r"(?: (?:теперь|сейчас|по-прежнему|тоже|здесь|там|же))?,? (?:на (?:краю|окраине) |(?P<in>во?|на) )"
    r"(?!украин|росси|донбас|войн|фронт|сво(?![а-я]))"
    r"|(?<![а-я])(?:семь(?:я|е|и|ю|ей) (?:[а-яё-]+ых |[а-яё-]+их )?из "
    r"|(?P<is>родн(?:ая|ой|ое)) (?:деревня|село|станица|хутор|поселок|город|аул), )"
)
# "(Кедровский р-н Башкортостана, кого знаем на сегодня)": a line in brackets.
_CAPTION = re.compile(r"^[^\w\n(]*\(([^()\n]{5,200})\)[^\w\n]*$", re.MULTILINE)
_BESIDE = re.compile(r"(?:, ?(?:во? |на )?| ?\(| )(?:родн[а-я]+ )?(?:[а-я./-]{1,9}\.? ?)?")


def openings(
    document: Document, places: PlaceFinder, told: Collection[Found], first_name: int | None = None
) -> Iterator[Found]:
    """Yield what places a post tells of by itself, of the kinds that its words of birth and residence leave out.

    What stands before ``first_name`` is told of everybody.
    """
    missing = {Field.REGION, Field.DISTRICT, Field.SETTLEMENT} - {found.field for found in told}
    for finder in (_opening, _detailed, _fellow, _household, _tagged, _captions):
        for place in finder(document, places, first_name) if missing else ():
            if place.field in missing:
                missing.discard(place.field)
                together = place.together or (first_name is not None and place.start < first_name)
                yield place._replace(together=together)


def _opening(document: Document, places: PlaceFinder, first_name: int | None) -> Iterator[Found]:
    """Yield the places (a settlement only if a fellow villager is told of) that the post's opening mourns in."""
    spans = _sentences(document, first_name or 0)
    homes = [span for span in spans if _FELLOW.search(document.low, *span)]
    for place in places.named(document, spans, anywhere=True) if spans else ():
        at_home = any(start <= place.start < end for start, end in homes)
        if (place.field is not Field.SETTLEMENT or at_home) and _is_home(document, place, at_home=at_home):
            yield place._replace(confidence=min(place.confidence, _CONFIDENCE))


def _sentences(document: Document, first_name: int) -> Sequence[tuple[int, int]]:
    """Return the first sentences (two, or more before the first name), as far as they mourn or name a place alone."""
    spans: list[tuple[int, int]] = []
    at = 0
    while at < min(_FIRST, len(document.low)) and len(spans) < (_SENTENCES if at >= first_name else _MOST):
        spans.append(document.sentence(at))
        at = max(spans[-1][1], at + 1)
    return [span for span in spans if _MOURNING.search(document.low, *span) or _TOPIC.match(document.text, *span)]


def _is_home(document: Document, place: Found, *, at_home: bool) -> bool:
    of = office(document, place.start)
    ours = at_home and of.startswith("администраци") and place.field is not Field.SETTLEMENT
    ours = ours and " сельский " not in place.value
    return place.value not in FAR and not fell_there(document, place.start) and (ours or not of)


def _detailed(document: Document, places: PlaceFinder, _: int | None) -> Iterator[Found]:
    """Yield a settlement that is named with its district or region, and these, where nothing else happened there."""
    group: list[Found] = []
    for place in places.named(document, [(0, len(document.low))], anywhere=True):
        if group and not _BESIDE.fullmatch(document.low, group[-1].end, place.start):
            if _is_told_in_detail(document, group):
                break
            group = []
        group.append(place)
    if _is_told_in_detail(document, group):
        yield from (place._replace(confidence=min(place.confidence, _DETAILED)) for place in group)


def _is_told_in_detail(document: Document, group: Sequence[Found]) -> bool:
    if len({place.field for place in group}) < 2 or all(place.field is not Field.SETTLEMENT for place in group):
        return False
    first = group[0]
    return not is_elsewhere(document, first.start) and all(_is_home(document, p, at_home=False) for p in group)


def _fellow(document: Document, places: PlaceFinder, _: int | None) -> Iterator[Found]:
    """Yield the only village of a post that calls the dead a fellow villager, with its district and region."""
    if not _VILLAGER.search(document.low):
        return
    named = list(places.named(document, [(0, len(document.low))], anywhere=True))
    villages = [p for p in named if p.field is Field.SETTLEMENT and not fell_there(document, p.start)]
    if len({village.value for village in villages}) == 1:
        yield villages[0]._replace(confidence=_DETAILED)
        after = (p for p in named if p.field is not Field.SETTLEMENT and 0 < p.start - villages[0].end < _NEAR)
        yield from (place._replace(confidence=_DETAILED) for place in after)


def _household(document: Document, places: PlaceFinder, _: int | None) -> Iterator[Found]:
    """Yield the first settlement in which a home or a family is said to be: «семья живёт в Кедровке», «у нас в …»."""
    for home in islice(_AT_HOME.finditer(document.low), _TAGS):
        if home["in"] == "на" and document.text[home.end() : home.end() + 1].isupper():
            continue  # a street: «дом на Садовой»
        case = "Loc" if home["in"] else "Nom" if home["is"] else "Gen"
        found = places.leads(document, home.end(), case)
        if any(place.field is Field.SETTLEMENT for place in found):
            yield from (place._replace(confidence=round(place.confidence * _DETAILED, 2)) for place in found)
            return


def _tagged(document: Document, places: PlaceFinder, _: int | None) -> Iterator[Found]:
    """Yield the region that is the only one among the post's tags."""
    tags = [match.span() for match in islice(re.finditer(r"#[^#\n]{3,50}", document.low), _TAGS)]
    found = [
        place
        for place in (places.named(document, tags, anywhere=True) if tags else ())
        if place.field is Field.REGION and document.low[place.start - 1] == "#" and place.value not in FAR
    ]
    if len({place.value for place in found}) == 1:
        yield found[0]._replace(confidence=_CONFIDENCE)


def _captions(document: Document, places: PlaceFinder, _: int | None) -> Iterator[Found]:
    """Yield the district and region that a line in brackets gives of a whole list."""
    spans = [caption.span(1) for caption in islice(_CAPTION.finditer(document.low), _TAGS)]
    for place in places.named(document, spans, anywhere=True) if spans else ():
        if place.field is not Field.SETTLEMENT and _is_home(document, place, at_home=False):
            yield place._replace(confidence=_CONFIDENCE, together=True)
