"""Where somebody lies: "похоронен на Кедровском кладбище", "на Аллее Героев"."""

import re
from collections.abc import Iterator

from extract.text.adjectives import agreed, before
from extract.text.document import Document
from extract.text.found import Found
from extract.text.places import PlaceFinder
from sinodik.records import Field

_BURIED = re.compile(
    r"хорон|погреб|поко[ий]|предан|предали|упоко|могил|прощан|последн[а-я]+ пут|отпе|проводил"
    r"|кладбище:|крест |табличк|участок"
)

_CEMETERY = re.compile(r"[Кк]ладбище(?: «(?P<name>[^»\n]{2,30})»)?")
_ALLEY = re.compile(
    r"(?P<alley>[Аа]лле(?:е|я)) (?P<of>[Сс]лавы|[Гг]ероев(?: СВО)?|[Пп]амяти)"
    r"(?P<where> (?P<adjective>[А-ЯЁа-яё-]+ого|[А-ЯЁа-яё-]+его) кладбища)?"
)
_OF_A_TOWN = re.compile(r" [А-ЯЁ][а-яё-]+(?: [А-ЯЁ][а-яё-]+)?(?= ?(?:[.,;)\n]|$))")
_OF_PLACE = re.compile(r" (?:в )?(?=[а-я])")
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
}
_HEADS = re.compile(r"\W*(?:[а-я-]+ое )?кладбище[ :\n]")
# «на местном кладбище» tells nothing.
_TELLS_NOTHING = frozenset({"местном", "местное", "этом", "том", "нашем", "своем", "родном", "одном", "одно", "на"})
_SURE, _VAGUE = 0.9, 0.7


def cemeteries(document: Document, places: PlaceFinder) -> Iterator[Found]:
    """Yield each cemetery or alley of honour where a sentence speaks of a burial."""
    low = document.low
    if "кладбищ" not in low and "алле" not in low:
        return
    for pattern in (_ALLEY, _CEMETERY):
        for match in pattern.finditer(document.text):
            begin, stop = document.sentence(match.start())
            if _BURIED.search(low, begin, stop) or _HEADS.match(low, begin):
                found = _alley(match) if pattern is _ALLEY else _cemetery(document, match, places)
                if found:
                    yield found


def _alley(match: re.Match[str]) -> Found:
    of = match["of"][0].upper() + match["of"][1:]
    return Found(Field.CEMETERY, f"Аллея {of}{match['where'] or ''}", match.start(), match.end(), _SURE)


def _cemetery(document: Document, match: re.Match[str], places: PlaceFinder) -> Found | None:
    if match["name"]:
        return Found(Field.CEMETERY, f"кладбище «{match['name']}»", match.start(), match.end(), _SURE)
    start, adjectives = before(document.text, match.start(), 4)
    while adjectives and adjectives[0].lower() in _TELLS_NOTHING:
        start += len(adjectives.pop(0)) + 1
    if adjectives:
        value = " ".join([*(agreed(word, "Neut") for word in adjectives), "кладбище"])
        named = adjectives[0][0].isupper()
        of = _OF_A_TOWN.match(document.text, match.end())
        end = of.end() if of else match.end()
        return Found(Field.CEMETERY, value + (of[0] if of else ""), start, end, _SURE if named else _VAGUE)
    return _of_settlement(document, match, places)


def _of_settlement(document: Document, match: re.Match[str], places: PlaceFinder) -> Found | None:
    """Return "кладбище села Луговое"; None if no place is told."""
    at = _OF_PLACE.match(document.low, match.end())
    settlement = at and places.settlement(document, at.end(), "Loc" if at[0].endswith("в ") else "Gen")
    kind = at and _KIND_IN_GENITIVE.match(document.low, at.end())
    if not settlement or not kind:
        return None
    word = _GENITIVE.get(kind[0], kind[0])
    return Found(
        Field.CEMETERY,
        f"кладбище {word} {settlement.value}",
        match.start(),
        settlement.end,
        round(_SURE * settlement.confidence, 2),
    )
