"""The school, college or university that somebody went to."""

import re
from collections.abc import Iterator

from extract.text.adjectives import agreed, before, stand_together
from extract.text.clean import lower
from extract.text.document import Document
from extract.text.found import Found
from extract.text.numerals import number
from extract.text.places import PlaceFinder
from sinodik.records import Field

_SCHOOLS = (
    ("школ", "школа", "Fem", "а|ы|е|у|ой"),
    ("гимнази", "гимназия", "Fem", "я|и|ю|ей"),
    ("академи", "академия", "Fem", "я|и|ю|ей"),
    ("сош", "СОШ", "Fem", ""),
    ("лице", "лицей", "Masc", "й|я|ю|е|ем"),
    ("колледж", "колледж", "Masc", "|а|у|ем|е"),
    ("техникум", "техникум", "Masc", "|а|у|ом|е"),
    ("институт", "институт", "Masc", "|а|у|ом|е"),
    ("университет", "университет", "Masc", "|а|у|ом|е"),
    ("училищ", "училище", "Neut", "е|а|у|ем"),
    ("корпус", "корпус", "Masc", "|а|у|ом|е"),
    ("пту", "ПТУ", "Neut", ""),
    ("спту", "СПТУ", "Neut", ""),
)
# «Педколледж», «сельхозтехникум», «политехникум»: what is taught, in one word with the school.
_SUBJECT = r"(?P<subject>(?:пед|мед|агро|сельхоз|строй|лес|лесо|поли|авто|энерго|горно|проф|профтех|спец|юр|тех)?)"
_SCHOOL_STEMS = tuple(stem for stem, *_ in _SCHOOLS)
_BY_FORM = {stem + e: (noun, gender) for stem, noun, gender, endings in _SCHOOLS for e in endings.split("|")}
_SCHOOL_NOUN = "|".join(sorted(_BY_FORM, key=len, reverse=True))
_SCHOOL = re.compile(
    rf"(?<![а-я]){_SUBJECT}(?P<noun>{_SCHOOL_NOUN})(?![а-я])(?P<boarding>-интернат)?(?:[а-я]*)"
    r" ?(?:(?:№|n|номер) ?(?P<number>\d{1,4})|(?P<bare>\d{1,3})(?= ?(?:[,.;:)»\n]|$)))?"
    r"(?P<of> ?(?:летчиков|штурманов|связи|искусств|культуры|права|туризма|транспорта"
    r"|строительства|экономики|управления"
    r"|механизации|сервиса|физкультуры|спорта|дизайна|технологий|мвд|мчс|фсб|фсин)(?![а-я]))*"
    r"(?P<named> ?(?:имени|им\.) (?:(?:(?:[а-я]\. ?){0,2}[а-я-]{3,} ?){1,3}?(?=\s*(?:[,.;:\n»\"(–—]|$))"
    r"|(?:[а-я]\. ?){0,2}[а-я-]{3,}(?: [а-я-]{3,})?))?"
)
_NO_NAMES = frozenset("нашу нашей нашего эту этой родную родной своей в из".split())
# «московской школы № 5»
_OF_A_TOWN = re.compile(r"^(?!сельск|городск|кадетск|детск|морск)[а-яё-]+ск(?:ая|ой|ую|ий|ого|ом|ое)$")
_LEARNT = re.compile(
    r"выпускни[кц]|окончил|закончил|учил|обуча|поступил|студент|ученик|воспитанник"
    r"|пош[её]л [^.!?]{0,12}в $|за парт|класс[а-я]* $"
)
# «Школа № 8 помнит своих выпускников», «В школе № 5 открыли доску выпускнику».
_OF_OURS = re.compile(
    r"(?:наш|сво|бывш)[а-я]+ (?:[а-я]+ )?(?:выпускни|учени|студент)"
    r"|(?:скорб|доск|парт|уголок|памят)[^.!?]* (?:выпускни|учени|студент)"
    r"|[^.!?\n]{0,30}, (?:где|котор[а-я]+|в котор[а-я]+) [^.!?\n]{0,40}(?:окончил|закончил|учил)"
)
_LEARNT_AFTER = re.compile(r"[ ,»]{1,4}(?:(?:он|она|[а-я]+) )?(?:окончил|закончил)")
# What tells in a post that names one school only that it is his.
_LEARNT_THERE = re.compile(
    r"учил(?:ся|ась|ись)|выпускни[кц]|выпуск(?:а)? \d|(?:\d|года?|г\.) выпуск|студент|курсант|парт[аыу] героя"
)
_TAUGHT = re.compile(r"коллег|преподавал|педагог[а-я]* стаж|учительств")
# A line of a card, neither the first one nor the last.
_BEGINS_A_LINE, _FILLS_A_LINE = re.compile(r"\n[^\w\n]*$"), re.compile(r"[^\w\n]*\n.*\w")
_ORDINAL_BEFORE = re.compile(r"(?<![\d-])(?P<number>\d{1,3})-(?:й|я|ю|ой|ую|ая) $")
_INDECLINABLE = ("СОШ", "ПТУ", "СПТУ")
_SURE, _PERHAPS = 0.85, 0.65
_LEADS = 25  # characters from the sentence's beginning to a school that it is about
_SPEAKS = re.compile(r"^(?:коллектив|администраци|педагог|учащи)")
_VILLAGE = re.compile(r" ((?:села|деревни|поселка|станицы|хутора|аула) )")
_MOST = 7  # adjectives of a school


def schools(document: Document, places: PlaceFinder, first_name: int | None = None) -> Iterator[Found]:
    """Yield each school that somebody is said to have gone to, if it is named or has a number.

    The only school of a post, named before ``first_name``, is told of everybody.
    """
    low = document.low
    if not any(stem in low for stem in _SCHOOL_STEMS):
        return
    named = list(_named(document, places))
    told = [school for school in named if _is_told(document, school)]
    yield from told
    only = len({school.value for school in named}) == 1
    if only and not told and _LEARNT_THERE.search(low) and not _TAUGHT.search(low):
        together = first_name is not None and named[0].start < first_name
        yield named[0]._replace(confidence=_PERHAPS, together=together)


def _is_told(document: Document, school: Found) -> bool:
    """Tell whether the sentence says that somebody learnt there."""
    low, (begin, stop) = document.low, document.sentence(school.start)
    if _FILLS_A_LINE.match(low, school.end) and _BEGINS_A_LINE.search(low, 0, school.start):
        return True
    leads = _SPEAKS.match(low[begin:stop]) or school.start - begin < _LEADS
    ours = _OF_OURS.search(low, school.end, stop) if leads else _OF_OURS.match(low, school.end, stop)
    ours = ours or _LEARNT_AFTER.match(low, school.end, stop)
    return bool(ours or _LEARNT.search(low, max(begin, school.start - 60), school.start))


def _named(document: Document, places: PlaceFinder) -> Iterator[Found]:
    """Yield each school that is named after somebody, by an adjective, a number or its place."""
    low, text = document.low, document.text
    for match in _SCHOOL.finditer(low):
        noun, gender = _BY_FORM[match["noun"]]
        start, names, ordinal = _adjectives(document, match, noun, gender)
        noun = match["subject"] + noun + (match["boarding"] or "")
        if noun == "корпус" and not any("кадет" in word.lower() for word in names):
            continue
        words = " ".join([*(agreed(word, gender) for word in names), noun])
        end = match.start() + len(match[0].rstrip())
        of = text[match.start("of") : match.end("of")].rstrip() if match["of"] else ""
        named = text[slice(*match.span("named"))].rstrip() if match["named"] else ""
        while named and named.rsplit(" ", 1)[-1].islower():
            named = named.rpartition(" ")[0]  # «имени Гагарина открыта»
        end = match.start("named") + len(named) if named else end
        which = match["number"] or match["bare"] or ordinal
        numbered = f" № {which}" if which else ""
        if numbered or named or any(word[0].isupper() for word in names):
            yield Found(Field.SCHOOL, words + numbered + _spaced(of) + _spaced(named), start, end, _SURE)
        elif (village := _VILLAGE.match(low, end)) and (place := places.settlement(document, village.start(1), "Gen")):
            value = f"{words} {text[village.start(1) : place.start]}{place.value}"
            yield Found(Field.SCHOOL, value, start, place.end, _SURE)


def _adjectives(document: Document, match: re.Match[str], noun: str, gender: str) -> tuple[int, list[str], str]:
    """Return where a school's name begins, its adjectives, and its number if one of them tells it: «12-й школы»."""
    start, names = before(document.text, match.start("subject"), _MOST)
    numbered = bool(match["number"])
    while names and (
        names[0].lower() in _NO_NAMES
        or (numbered and _OF_A_TOWN.search(names[0]))
        or not (noun in _INDECLINABLE or stand_together(names[0], match["noun"], gender))
    ):
        start += len(names.pop(0)) + 1
    if names and (told := number(lower(agreed(names[0], "Masc")))):
        return start + len(names[0]) + 1, names[1:], str(told)
    ordinal = _ORDINAL_BEFORE.search(document.low, max(0, start - 8), start)
    return (ordinal.start() if ordinal else start), names, ordinal["number"] if ordinal else ""


def _spaced(words: str) -> str:
    return f" {words.strip()}" if words else ""
