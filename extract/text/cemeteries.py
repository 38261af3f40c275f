"""Where somebody lies: "похоронен на Кедровском кладбище", "на Аллее Героев"."""

import re
from collections.abc import Iterator

from extract.text.adjectives import agreed, before
from extract.text.document import Document
from extract.text.found import Found
from extract.text.places import PlaceFinder
from sinodik.records import Field

_BURIED = re.compile(
    r"хорон|погреб|поко[ий]|предан|предали|упоко|могил(?!ов)|ряд(?:ом с|у| №|[,;])|сектор|участ(?:ок|ке)|[—–-] на "
    r"|лент[аы]|венк|прощан|последн[а-я]+ пут|отпе|проводил|лежит"
    r"|простил|отдали земле|положили"
)

_CEMETERY = re.compile(
    r"(?:[Кк]ладбищ[еау]|КЛАДБИЩ[ЕАУ]|[Кк]ладб?\.(?= ?[а-яё«])"
    r"|[Пп]огост[еау]?)(?![А-ЯЁа-яё])(?: ?«(?P<name>[^»\n]{2,30})»)?(?P<number> ?№ ?\d{1,2})?"
    r"(?: (?P<after>[А-ЯЁ][а-яё-]+(?:-\d+)?)(?= ?(?:[.,;:!)\n]|$)))?"
)
# What else is done at a cemetery, or beside one.
_TENDED = re.compile(
    r"субботник|прибр|прибир|убор|убра|благоустр|ветеран|великой отеч|прода[жеюв]|порядок|порядк|сторож|смотрител"
    r"|работал|трудил|рядом с|напротив|недалеко|около|возле|вандал|ворова|украл|украд|мусор|рейс|маршрут|автобус"
    r"|акци[яюи]|закры|откры|расшир|администрац|ремонт"
)
_ALLEY = re.compile(
    r"(?:(?P<whose>[Вв]оинск|[Мм]емориальн)(?:ой|ая) )?"
    r"(?P<alley>[Аа]лле(?:е|я))(?: (?P<of>(?:[Вв]оинской )?[Сс]лавы|[Гг]ероев(?: СВО)?|[Пп]амяти|[Пп]оч[её]та"
    r"|[Мм]ужества|[Пп]обеды|[Вв]оинов[а-яё -]{0,20}?|[Зз]ащитников(?: [Оо]течества)?)(?![а-яё])|(?(whose)|(?!)))"
    r"(?P<where> (?P<adjective>[А-ЯЁа-яё-]+ого|[А-ЯЁа-яё-]+его) кладбища)?"
)
# «… на Южном кладбище, Ивана — на Северном»
_ANOTHER = re.compile(r"(?:[—–-]|^,) на (?P<which>[А-ЯЁ][а-яё-]+ом)(?= ?(?:[.,;)\n]|$))")
# «Похоронен на Троекуровском», «покоится на Ямском»
_MEANT = re.compile(
    r"(?:хорон[а-я]+|погребен[а-я]*|[Пп]окоится|упокоил[а-я]+|упокоен[а-я]*)(?: [а-я]+)? на "
    r"(?P<which>[А-ЯЁ][а-яё-]+(?:[цс]к|[оеи]н|н|[оеё]в)(?:ом|ем))(?= ?(?:[.,;:)!\n]|$))"
)
_LABELLED = re.compile(
    r"(?:^|\n)[^\w\n]*[Кк]ладбище ?[:—–-] ?(?P<which>[А-ЯЁ][а-яё-]+[ое]е(?: [а-яё]+[ое]е)*)(?= ?(?:[.,;)\n]|$))"
)
_KINDS_OF_CEMETERIES = re.compile(
    r"(?:сельск|городск|поселк|станичн|хуторск|аульск|стар|нов|мусульманск|православн|татарск|воинск|военн|мемориальн"
    r"|центральн|общ|верхн|нижн)"
)
_IN_FULL = {"мемор": "мемориальном", "воен": "военном", "гор": "городском", "сел": "сельском", "мус": "мусульманском"}
_SHORT_KIND = re.compile(r"(?<![А-ЯЁа-яё])(?P<kind>[Мм]емор|[Вв]оен|[Гг]ор|[Сс]ел|[Мм]ус)[а-я]{0,4}\. ?$")
_CONSONANT = re.compile(r"(?:ск|цк|ов|ев|ин|град|бург|ец|ок|ик|яр|лог)$")
_DOUBTED, _SHORTENED = 0.6, 4  # a confidence; letters («с.», «пос.»)
_OF_A_TOWN = re.compile(r" [А-ЯЁ][а-яё-]+(?: [А-ЯЁ][а-яё-]+)?(?= ?(?:[.,;)\n]|$))")
_OF_PLACE = re.compile(r" ?(?P<into>в )?(?:(?:родно|наше|е)[а-я]+ )?(?=[а-я])")
_KIND_IN_GENITIVE = re.compile(r"[а-яё]+")
_GENITIVE = {
    "селе": "села",
    "деревне": "деревни",
    "поселке": "посёлка",
    "городе": "города",
    "станице": "станицы",
    "хуторе": "хутора",
    "ауле": "аула",
    "поселка": "посёлка",
    "с": "села",
    "д": "деревни",
    "дер": "деревни",
    "п": "посёлка",
    "пос": "посёлка",
    "г": "города",
    "х": "хутора",
    "ст": "станицы",
    "р": "рабочего посёлка",
    "рп": "рабочего посёлка",
    "у": "улуса",
}
_HEADS = re.compile(r"\W*(?:аллея [а-я]+(?: сво)?[,.] )?(?:[а-я-]+ое )?кладбище[ :\n.]")
_END = re.compile(r" *[.;,)|]* *(?:\n|$)")  # «Кедров Пётр, 1990 г. р., Луговское кладбище»
# «на местном кладбище» tells nothing.
_TELLS_NOTHING = frozenset(
    {"местном", "местное", "этом", "том", "нашем", "своем", "родном", "одном", "одно", "на", "самого"}
)
_IS_ADJECTIVE = re.compile(r"(?:[оеы]е|[оеы]м)$")
# «д. Старый Погост», «из деревни Погост» are villages.
_VILLAGE = re.compile(
    r"(?<![а-я])(?:(?:[дспх]|дер)\. ?|(?:деревн[яеию]|сел[аоеу]|хутор[аеу]?) )(?:[а-я-]+(?:ий|ый|ой|ого|ом) )?$"
)
_SURE, _VAGUE = 0.9, 0.7


def cemeteries(document: Document, places: PlaceFinder) -> Iterator[Found]:
    """Yield each cemetery or alley of honour where a sentence speaks of a burial."""
    low = document.low
    if " на " in low:
        for meant in _MEANT.finditer(document.text):
            value = f"{agreed(meant['which'], 'Neut')} кладбище"
            yield Found(Field.CEMETERY, value, *meant.span("which"), _VAGUE)
    if not any(stem in low for stem in ("кладб", "погост", "алле")):
        return
    alleys = list(_ALLEY.finditer(document.text))
    for label in _LABELLED.finditer(document.text):
        yield Found(Field.CEMETERY, f"{label['which']} кладбище", *label.span("which"), _SURE)
    ends = {alley.end() for alley in alleys}  # of «Аллея Героев городского кладбища»
    for pattern, matches in ((_ALLEY, alleys), (_CEMETERY, _CEMETERY.finditer(document.text))):
        for match in matches:
            if pattern is _CEMETERY and match.end() in ends:
                continue
            if pattern is _ALLEY:
                if _BURIED.search(low, *document.sentence(match.start())) or _HEADS.match(low, match.start()):
                    yield _alley(match)
            elif _is_a_resting_place(document, match) and (found := _cemetery(document, match, places)):
                yield found
                for other in _ANOTHER.finditer(document.text, match.end(), document.sentence(match.start())[1]):
                    yield Found(
                        Field.CEMETERY, f"{agreed(other['which'], 'Neut')} кладбище", *other.span("which"), _VAGUE
                    )


def _is_a_resting_place(document: Document, match: re.Match[str]) -> bool:
    """Tell whether a sentence with a cemetery tells where somebody lies: where nothing else is done there, it does."""
    begin, stop = document.sentence(match.start())
    low = document.low
    if _VILLAGE.search(low, begin, match.start()):
        return False
    buried = _BURIED.search(low, begin, stop) or _HEADS.match(low, begin)
    return bool(buried) or not _TENDED.search(low, begin, stop)


def _alley(match: re.Match[str]) -> Found:
    if not match["of"]:
        value = f"{match['whose'].capitalize()}ая аллея"
        return Found(Field.CEMETERY, value, match.start(), match.end(), _SURE)
    of = match["of"][0].upper() + match["of"][1:]
    return Found(Field.CEMETERY, f"Аллея {of}{match['where'] or ''}", match.start(), match.end(), _SURE)


def _cemetery(document: Document, match: re.Match[str], places: PlaceFinder) -> Found | None:
    if match["name"]:
        return Found(Field.CEMETERY, f"кладбище «{match['name']}»", match.start(), match.end(), _SURE)
    noun = "погост" if match[0][0] in "Пп" else "кладбище"
    number = f" № {re.sub('[^0-9]', '', match['number'])}" if match["number"] else ""
    capitals = match[0][:8].isupper()
    start, adjectives = _adjectives(document.text.lower() if capitals else document.text, match.start())
    if capitals:
        adjectives = [word if _KINDS_OF_CEMETERIES.match(word) else word.capitalize() for word in adjectives]
    while adjectives and adjectives[0].lower() in _TELLS_NOTHING:
        start += len(adjectives.pop(0)) + 1
    if adjectives:
        value = " ".join([*(agreed(word, "Masc" if noun == "погост" else "Neut") for word in adjectives), noun])
        named = any(word[0].isupper() for word in adjectives)
        if not named and (of := _of_settlement(document, match, places, value)):
            return of._replace(start=start)
        after = f" {match['after']}" if match["after"] and not named else ""
        end = match.end() if after or not match["after"] else match.start("after") - 1
        of_a_town = None if named or after else _OF_A_TOWN.match(document.text, end)
        end, of_town = (of_a_town.end(), of_a_town[0]) if of_a_town else (end, "")
        return Found(Field.CEMETERY, value + number + after + of_town, start, end, _SURE if named else _VAGUE)
    if match["after"]:
        adjective = _IS_ADJECTIVE.search(match["after"])
        value = f"{agreed(match['after'], 'Neut')} {noun}" if adjective else f"{noun} {match['after']}"
        return Found(Field.CEMETERY, value, match.start(), match.end(), _VAGUE)
    if number:
        return Found(Field.CEMETERY, noun + number, match.start(), match.end(), _SURE)
    return _of_settlement(document, match, places, noun)


def _adjectives(text: str, start: int) -> tuple[int, list[str]]:
    """Return the adjectives before a cemetery, one that is shortened in full: «Федеральное мемор. кладбище»."""
    short = _SHORT_KIND.search(text, max(0, start - 14), start)
    first, found = before(text, short.start() if short else start, 4)
    return (first, [*found, _IN_FULL[short["kind"].lower()]]) if short else (first, found)


def _of_settlement(document: Document, match: re.Match[str], places: PlaceFinder, noun: str) -> Found | None:
    """Return "кладбище села Луговое"; None if no place is told."""
    at = _OF_PLACE.match(document.low, match.end())
    kind = at and _KIND_IN_GENITIVE.match(document.low, at.end())
    if not at or not kind:
        return None
    cases = ["Loc" if at["into"] else "Gen", *(["Nom"] if len(kind[0]) < _SHORTENED else [])]
    readings = [found for case in cases if (found := places.settlement(document, at.end(), case))]
    settlement = max(readings, key=lambda found: found.confidence, default=None)
    if not settlement:
        return None
    word, place = _GENITIVE.get(kind[0], kind[0]), str(settlement.value)
    written = document.text[settlement.start : settlement.end]
    if place.endswith("ая") and written.endswith("ой") and " " not in place:
        place = written  # «станицы Луговской»: an adjective agrees
    if settlement.confidence < _DOUBTED and written[:-1] in (place, place[:-1]) and written.endswith("а"):
        place = place if _CONSONANT.search(place) else written  # «посёлка Чупа»
    return Found(
        Field.CEMETERY,
        f"{noun} {word} {place}",
        match.start(),
        settlement.end,
        round(_SURE * settlement.confidence, 2),
    )
