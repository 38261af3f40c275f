"""Units: "810-й отдельной бригады морской пехоты" is the 810-я отдельная бригада морской пехоты."""

import re
from collections.abc import Iterator

from extract.text.adjectives import agreed, before, stand_together
from extract.text.document import Document
from extract.text.found import Found
from sinodik.records import Field

# Nouns by stem: the nominative, its gender, and the endings that it takes.
_NOUNS = (
    ("бригад", "бригада", "Fem", "а|ы|е|у|ой|ою"),
    ("дивизи", "дивизия", "Fem", "я|и|ю|ей"),
    ("рот", "рота", "Fem", "а|ы|е|у|ой"),
    ("арми", "армия", "Fem", "я|и|ю|ей"),
    ("эскадрил", "эскадрилья", "Fem", "ья|ьи|ье|ью|ьей"),
    ("батаре", "батарея", "Fem", "я|и|е|ю|ей"),
    ("баз", "база", "Fem", "а|ы|е|у|ой"),
    ("полк", "полк", "Masc", "|а|у|ом|е"),
    ("батальон", "батальон", "Masc", "|а|у|ом|е"),
    ("корпус", "корпус", "Masc", "|а|у|ом|е"),
    ("отряд", "отряд", "Masc", "|а|у|ом|е"),
    ("дивизион", "дивизион", "Masc", "|а|у|ом|е"),
    ("взвод", "взвод", "Masc", "|а|у|ом|е"),
    ("центр", "центр", "Masc", "|а|у|ом|е"),
    ("легион", "легион", "Masc", "|а|у|ом|е"),
    ("сотн", "сотня", "Fem", "я|и|е|ю|ей"),
    ("омон", "ОМОН", "Masc", "|а|у|ом|е"),
    ("собр", "СОБР", "Masc", "|а|у|ом|е"),
)
_SHORT = {
    "омсбр": ("отдельная мотострелковая бригада", "Fem"),
    "отбр": ("отдельная танковая бригада", "Fem"),
    "одшбр": ("отдельная десантно-штурмовая бригада", "Fem"),
    "обрмп": ("отдельная бригада морской пехоты", "Fem"),
    "обрспн": ("отдельная бригада специального назначения", "Fem"),
    "мсд": ("мотострелковая дивизия", "Fem"),
    "тд": ("танковая дивизия", "Fem"),
    "дшд": ("десантно-штурмовая дивизия", "Fem"),
    "вдд": ("воздушно-десантная дивизия", "Fem"),
    "мсп": ("мотострелковый полк", "Masc"),
    "тп": ("танковый полк", "Masc"),
    "дшп": ("десантно-штурмовой полк", "Masc"),
    "пдп": ("парашютно-десантный полк", "Masc"),
    "мсб": ("мотострелковый батальон", "Masc"),
    "дшб": ("десантно-штурмовой батальон", "Masc"),
}
_BY_FORM = {stem + ending: (noun, gender) for stem, noun, gender, endings in _NOUNS for ending in endings.split("|")}
_WORDS = frozenset({*_BY_FORM, *_SHORT})
_NOUN = "|".join(sorted(map(re.escape, _BY_FORM), key=len, reverse=True))
_OPEN, _CLOSE = '«"“„', '»"”“'
_MAYBE_PART = ("в/ч", "в.ч", "част", "в / ч", "в. ч")
_PART = re.compile(
    r"(?:в ?/ ?ч|в\. ?ч\.|(?:войсков|воинск)[а-я]+ част[ьи]ю?)(?: пп)? ?(?:№|n|номер)? ?(?P<number>\d{4,6})(?!\d)"
)
_NUMBERED = re.compile(
    r"(?<![\d.,/:-])(?P<number>\d{1,4})(?P<ending>-?(?:я|й|ая|ый|ой|го|ого|му|ому|м|ом|ую|ю|е))? "
    rf"(?:(?P<adjectives>(?:(?:[а-я-]+(?:ая|яя|ой|ей|ую|юю|ый|ий|ого|его|ому|ему|ом|ем|ым|им)|гв\.) ){{0,5}})"
    rf"(?P<noun>{_NOUN})"
    rf"|(?P<guards>гв\. ?|гвардейск[а-я]+ )?(?P<short>{'|'.join(_SHORT)}))(?![а-я-])"
)
_OF = (
    r" (?:морской пехоты|специального назначения|спецназа|вдв|связи|рхбз|пво|беспилотных систем|"
    r"территориальной обороны|материально-технического обеспечения|береговой обороны|прикрытия)(?![а-я])"
)
_TAIL = re.compile(_OF)
_NAMED = re.compile(
    rf"(?P<noun>{_NOUN})(?P<tail>{_OF})? "
    rf"(?:[{_OPEN}](?P<name>[^{_OPEN}{_CLOSE}\n]{{2,40}})[{_CLOSE}]|(?P<bars>барс-\d+)"
    rf"|(?P<after>им(?:ени|\.) ?(?=[а-я])))"
)
# «Батальон имени Шаймуратова», «полк имени Ахмата Кадырова»; a name in capitals may follow that is the man's own.
_EPONYM = re.compile(
    r"(?:[А-ЯЁ]\. ?){0,2}[А-ЯЁ][а-яё-]+(?:(?<![оеи][вн]а) [А-ЯЁ][а-яё]+(?:ого|[оеёи][вн]а)(?![а-яё]))?"
)
_CIVIL = re.compile(
    r"поисков|волонт|культур|творч|торгов|детск|спортив|образоват|досуг|учебн|делов|юнарм|студенч|строительн|пожарн|патриот|школьн|молод[её]ж|партизан|историч|корпус$"
)
_NOT_MILITARY = re.compile(r"юнарм|память|бессмертн")
_GUARDS = {"гв.": "гвардейской"}
_EPONYMOUS = ("бригада", "дивизия", "полк", "батальон", "рота", "отряд")
_ALONE = ("бригада", "дивизия", "армия")
_BARS = re.compile(r"(?<![а-я«-])(?<!отряд )(?<!отряде )(?<!отряда )барс-\d+")
_SURE, _SHORTENED = 0.9, 0.8


def units(document: Document) -> Iterator[Found]:
    """Yield each unit in its normal form, in order."""
    low = document.low
    found = list(_parts(document)) if any(stem in low for stem in _MAYBE_PART) else []
    if not document.vocabulary.isdisjoint(_WORDS):
        found += [*_numbered(document), *_named(document)]
    if "барс-" in low:
        found += [Found(Field.UNIT, m[0].upper(), m.start(), m.end(), _SHORTENED) for m in _BARS.finditer(low)]
    written = sorted({unit.value for unit in found}, key=len)
    fullest = {value: [other for other in written if _is_fuller(other, value)][-1] for value in written}
    for unit in sorted(found, key=lambda unit: unit.start):
        yield unit._replace(value=fullest[unit.value])


def _is_fuller(value: str, other: str) -> bool:
    """Tell whether a unit's name has all the words of another: «810-я бригада» and «810-я бригада морской пехоты»."""
    return set(other.split()) <= set(value.split()) and (value == other or other[0].isdigit())


def _parts(document: Document) -> Iterator[Found]:
    for match in _PART.finditer(document.low):
        yield Found(Field.UNIT, f"в/ч {match['number']}", match.start(), match.end(), _SURE)


def _numbered(document: Document) -> Iterator[Found]:
    for match in _NUMBERED.finditer(document.low):
        end, tail = match.end(), ""
        if match["short"]:
            words, gender = _SHORT[match["short"]]
            words = f"{agreed('гвардейской', gender)} {words}" if match["guards"] else words
        else:
            noun, gender = _BY_FORM[match["noun"]]
            written = document.text[slice(*match.span("adjectives"))].lower()
            adjectives = [agreed(_GUARDS.get(word, word), gender) for word in written.split()]
            if not match["ending"] and not adjectives and noun not in _ALONE and len(match["number"]) < 2:
                continue  # «5 отрядов», «2 полка книг»
            words = " ".join([*adjectives, noun])
            if more := _TAIL.match(document.low, end):
                tail, end = document.text[more.start() : more.end()], more.end()
        ordinal = f"{match['number']}-{'я' if gender == 'Fem' else 'й'}"
        yield Found(Field.UNIT, f"{ordinal} {words}{tail}", match.start(), end, _SHORTENED if match["short"] else _SURE)


def _named(document: Document) -> Iterator[Found]:
    for match in _NAMED.finditer(document.low):
        noun, gender = _BY_FORM[match["noun"]]
        named = _name(document, match, noun)
        start, adjectives = before(document.text, match.start(), 2)
        civil = _CIVIL.search(" ".join(adjectives).lower()) or _NOT_MILITARY.search(match["name"] or "")
        if civil or not named or document.low[match.start() - 1 : match.start()].isalpha():
            continue
        name, end = named
        if adjectives and not stand_together(adjectives[-1], match["noun"], gender):
            adjectives, start = [], match.start()  # «бойцом батальона …»
        words = [agreed(word.lower(), gender) for word in adjectives]
        yield Found(Field.UNIT, " ".join([*words, noun + (match["tail"] or ""), name]), start, end, _SURE)


def _name(document: Document, match: re.Match[str], noun: str) -> tuple[str, int] | None:
    """Return the name that a unit bears, as it is written, and where it ends."""
    if match["name"]:
        return f"«{document.text[slice(*match.span('name'))]}»", match.end()
    if match["bars"]:
        return match["bars"].upper(), match.end()
    eponym = _EPONYM.match(document.text, match.end()) if noun in _EPONYMOUS else None
    return (f"имени {eponym[0]}", eponym.end()) if eponym else None
