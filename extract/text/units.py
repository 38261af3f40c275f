"""Units: "810-й отдельной бригады морской пехоты" is the 810-я отдельная бригада морской пехоты."""

import re
from collections.abc import Iterator

from extract.text.adjectives import agreed, before, stand_together
from extract.text.clean import lower
from extract.text.document import Document
from extract.text.found import Found
from extract.text.numerals import ORDINALS, number
from extract.text.unit_letters import SHORT, TAIL_LETTERS, TAILS, WITH_A_TAIL
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
    ("бр-д", "бригада", "Fem", "а|ы|е|у|ой"),
    ("бат-н", "батальон", "Masc", "|а|у|ом|е"),
    ("б-н", "батальон", "Masc", "|а|у|ом|е"),
    ("авиаполк", "авиаполк", "Masc", "|а|у|ом|е"),
    ("авиабаз", "авиабаза", "Fem", "а|ы|е|у|ой"),
    ("авиаэскадрил", "авиаэскадрилья", "Fem", "ья|ьи|ье|ью|ьей"),
    ("артполк", "артполк", "Masc", "|а|у|ом|е"),
    ("разведгрупп", "разведгруппа", "Fem", "а|ы|е|у|ой"),
    ("разведрот", "разведрота", "Fem", "а|ы|е|у|ой"),
    ("разведотряд", "разведотряд", "Masc", "|а|у|ом|е"),
    ("разведбат", "разведбат", "Masc", "|а|у|ом|е"),
    ("штурмотряд", "штурмотряд", "Masc", "|а|у|ом|е"),
    ("спецотряд", "спецотряд", "Masc", "|а|у|ом|е"),
    ("погранотряд", "погранотряд", "Masc", "|а|у|ом|е"),
    ("медотряд", "медотряд", "Masc", "|а|у|ом|е"),
    ("омон", "ОМОН", "Masc", "|а|у|ом|е"),
    ("собр", "СОБР", "Masc", "|а|у|ом|е"),
)
_BY_FORM = {stem + ending: (noun, gender) for stem, noun, gender, endings in _NOUNS for ending in endings.split("|")}
_WORDS = frozenset({*_BY_FORM, *SHORT})
_NOUN = "|".join(sorted(map(re.escape, _BY_FORM), key=len, reverse=True))
# Adjectives that are shortened with a full stop.
_ABBREVIATED = {
    "гв": "гвардейская",
    "отд": "отдельная",
    "мотостр": "мотострелковая",
    "мотострелк": "мотострелковая",
    "танк": "танковая",
    "арт": "артиллерийская",
    "развед": "разведывательная",
    "инж": "инженерная",
    "штурм": "штурмовая",
    "дес": "десантная",
    "десант": "десантная",
    "зен": "зенитная",
    "ракет": "ракетная",
    "авиац": "авиационная",
    "морск": "морская",
    "казач": "казачьей",
}
_OPEN, _CLOSE = '«"“„', '»"”“'
_MAYBE_PART = ("в/ч", "в.ч", "част", "в / ч", "в. ч")
_PART = re.compile(
    r"(?:в ?/ ?ч|в\. ?ч\.|(?:войсков|воинск)[а-я]+ част[ьи]ю?)(?: пп)? ?(?:№|n|номер)? ?(?P<number>\d{4,6})(?!\d)"
)
_ADJECTIVE = rf"(?:[а-я-]+(?:ая|яя|ой|ей|ую|юю|ый|ий|ого|его|ому|ему|ом|ем|ым|им)|(?:{'|'.join(_ABBREVIATED)})\.)"
_ORDINAL_END = r"(?:ая|ой|ую|ый|ий|ого|ому|ом|ым|ья|ьей|ью|ьего|ьему|ьем|ьим)"
_TENS = "(?:двадцать|тридцать|сорок|(?:пять|шесть|семь|восемь)десят|девяносто) "
_ORDINAL = rf"(?:{_TENS})?(?:{'|'.join(ORDINALS)}){_ORDINAL_END}"
_NUMBERED = re.compile(
    r"(?:(?<![\d.,/:-])(?P<number>\d{1,4})(?P<ending>-?(?:я|й|ая|ый|ой|го|ого|му|ому|м|ом|ую|ю|е))?"
    rf"|(?<![а-я-])(?P<told>{_ORDINAL})) "
    rf"(?:(?P<adjectives>(?:{_ADJECTIVE} ){{0,5}})(?P<noun>{_NOUN})"
    rf"|(?P<guards>гв\. ?|гвардейск[а-я]+ )?(?P<short>{'|'.join(sorted(SHORT, key=len, reverse=True))}))(?![а-я-])"
)
_OF = rf" (?:{TAILS})(?![а-я])"
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
_EPONYMOUS = ("бригада", "дивизия", "полк", "батальон", "рота", "отряд")
_ALONE = ("бригада", "дивизия", "армия")
# «1-я Славянская бригада»; but «36-я Гвардейская».
_PROPER = re.compile(
    r"(?!Гвардейск|Артиллерийск|Добровольческ|Войск|Партизанск|Медицинск)[А-ЯЁ][а-яё-]+ск(?=[а-яё]{2,3}$)"
)
# What is part of a greater unit: «командир 1-го батальона 331-го полка».
_PART_OF_A_UNIT = ("батальон", "рота", "взвод", "дивизион", "батарея", "разведрота", "сотня")
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
    starts = {unit.start for unit in found}
    found = [unit for unit in found if not (unit.end + 1 in starts and unit.value.endswith(_PART_OF_A_UNIT))]
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
        which = match["number"] or number(lower(agreed(match["told"], "Masc")))
        if match["short"]:
            words, gender = SHORT[match["short"]]
            words = f"{agreed('гвардейской', gender)} {words}" if match["guards"] else words
        else:
            noun, gender = _BY_FORM[match["noun"]]
            adjectives = _adjectives(document, match, gender)
            plain = not adjectives and (noun not in _ALONE or (match["told"] and noun == "бригада"))
            if plain and (match["told"] or (not match["ending"] and len(match["number"]) < 2)):
                continue  # «5 отрядов», «2 полка книг», «вторая рота», «первая бригада скорой»
            words = " ".join([*adjectives, noun])
        tail, end = _tail(document, match)
        if not which or (match["short"] in WITH_A_TAIL and not tail) or document.low.startswith(" мира", end):
            continue
        ordinal = f"{which}-{'я' if gender == 'Fem' else 'й'}"
        yield Found(Field.UNIT, f"{ordinal} {words}{tail}", match.start(), end, _SHORTENED if match["short"] else _SURE)


def _adjectives(document: Document, match: re.Match[str], gender: str) -> list[str]:
    """Return a unit's adjectives in full, in the nominative; «Славянская» keeps its capital."""
    written = document.text[slice(*match.span("adjectives"))].split()
    plain = [word if _PROPER.match(word) else word.lower() for word in written]
    return [agreed(_ABBREVIATED.get(word.rstrip("."), word), gender) for word in plain]


def _tail(document: Document, match: re.Match[str]) -> tuple[str, int]:
    """Return what a unit is of («морской пехоты», also shortened), and where its name ends."""
    if more := _TAIL.match(document.low, match.end()):
        letters = more[0].strip()
        return f" {TAIL_LETTERS.get(letters) or document.text[more.start() : more.end()].strip()}", more.end()
    return "", match.end()


def _named(document: Document) -> Iterator[Found]:
    for match in _NAMED.finditer(document.low):
        noun, gender = _BY_FORM[match["noun"]]
        named = _name(document, match, noun)
        adjectives = before(document.text, match.start(), 2)[1]
        while adjectives and not all(stand_together(word, match["noun"], gender) for word in adjectives):
            adjectives = adjectives[1:]  # «бойцом батальона …», «добровольцем именного батальона»
        civil = _CIVIL.search(" ".join(adjectives).lower()) or _NOT_MILITARY.search(match["name"] or "")
        if civil or not named or document.low[match.start() - 1 : match.start()].isalpha():
            continue
        name, end = named
        start = match.start() - sum(len(word) + 1 for word in adjectives)
        words = [agreed(word.lower(), gender) for word in adjectives]
        tail = match["tail"] or ""
        tail = f" {TAIL_LETTERS[tail.strip()]}" if tail.strip() in TAIL_LETTERS else tail
        yield Found(Field.UNIT, " ".join([*words, noun + tail, name]), start, end, _SURE)


def _name(document: Document, match: re.Match[str], noun: str) -> tuple[str, int] | None:
    """Return the name that a unit bears, as it is written, and where it ends."""
    if match["name"]:
        return f"«{document.text[slice(*match.span('name'))]}»", match.end()
    if match["bars"]:
        return match["bars"].upper(), match.end()
    eponym = _EPONYM.match(document.text, match.end()) if noun in _EPONYMOUS else None
    return (f"имени {eponym[0]}", eponym.end()) if eponym else None
