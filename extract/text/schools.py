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
    ("гпту", "ГПТУ", "Neut", ""),
)
# «Педколледж», «сельхозтехникум», «политехникум»: what is taught, in one word with the school.
_SUBJECT = (
    r"(?P<subject>(?:гос)?(?:пед|мед|агро|сельхоз|строй|лес|лесо|поли|авто|энерго|горно|проф"
    r"|профтех|спец|юр|тех|муз|вет)?)"
)
_SCHOOL_STEMS = tuple(stem for stem, *_ in _SCHOOLS)
_BY_FORM = {stem + e: (noun, gender) for stem, noun, gender, endings in _SCHOOLS for e in endings.split("|")}
_SCHOOL_NOUN = "|".join(sorted(_BY_FORM, key=len, reverse=True))
# «Колледж технологии и сервиса», «институт железнодорожного транспорта», «академия ПВО».
_TAUGHT_THERE = (
    r"летчиков|штурманов|авиации|авиастроения|автоматики|агробизнеса|аппаратостроения|архитектуры|безопасности|бизнеса"
    r"|вдв|ввс|ветеринарии|вкс|войск(?: связи)?|вмф|газа|геодезии|геологии|дизайна|животноводства|защиты"
    r"|здравоохранения|индустрии"
    r"|инженеров(?: транспорта)?|информатики|искусств[а]?|картографии|кино|космонавтики|кооперации|культуры|леса"
    r"|лесоводства"
    r"|машиностроения|мвд|медицины|мелиорации|менеджмента|металлургии|механизации|моды|музыки|мчс|народов севера|наук"
    r"|нефти"
    r"|образования|педагогики|питания|пищевых производств|предпринимательства|приборостроения|промыслов|промышленности"
    r"|психологии|пво|путей сообщения|права|радиоэлектроники|радиотехники|растениеводства|рвсн|резерва|ремесел|рхбз"
    r"|рыболовства"
    r"|связи|сервиса|службы|спорта|строительства|стали|судостроения|сплавов|творчества|театра|телекоммуникаций"
    r"|технологи[ий]|техники|торговли"
    r"|транспорта|туризма|тыла|управления|физкультуры|финансов|флота|фсб|фсин|хозяйства|экологии|экономики|электроники"
    r"|электротехники|энергетики|юстиции"
)
_SCHOOL = re.compile(
    rf"(?<![а-я]){_SUBJECT}(?P<noun>{_SCHOOL_NOUN})(?![а-я])(?P<boarding>-интернат)?(?:[а-я]*)"
    r" ?(?:(?:№|n|номер|(?<=пту)-) ?(?P<number>\d{1,4})|(?P<bare>\d{1,3})(?= ?(?:[,.;:)»\n]|$)))?"
    rf"(?P<of> ?(?:[а-я]+(?:ого|его|ых|их|ой|ей) )?(?:{_TAUGHT_THERE})(?![а-я])(?: и (?:[а-я]+(?:ого|его|ых|их|ой"
    rf"|ей) )?(?:{_TAUGHT_THERE})(?![а-я]))?)?"
    r"(?P<named> ?(?:имени|им\.) (?:(?:дважды )?героя (?:советского союза|социалистического труда"
    r"|российской федерации|россии|рф|труда) )?"
    r"(?:(?:(?:[а-я]\. ?){0,2}[а-я-]{3,} ?){1,3}?(?=\s*(?:[,.;:\n»\"(–—]|$))"
    r"|(?:[а-я]\. ?){0,2}[а-я-]{3,}(?: [а-я-]{3,})?))?"
)
_NO_NAMES = frozenset(
    "нашу нашей нашего наша эту этой эта родную родной родная своей свою в из какую какая какой одной одну одна ту той"
    " каждую другую другой".split()
)
# «Краевой институт МВД» at the beginning of a line: no part of the name.
_COMMON = re.compile(r"(?:Краев|Областн|Городск|Районн)[а-яё]{1,3}$")
# «московской школы № 5»
_OF_A_TOWN = re.compile(r"^(?!сельск|городск|кадетск|детск|морск)[а-яё-]+ск(?:ая|ой|ую|ий|ого|ом|ое)$")
_LEARNT = re.compile(
    r"выпускн|окончил|закончил|кончил|учил|учеб|обуча|поступ(?:ил|ал)|студент|курсант|диплом|образовани|альма-матер|бросил"
    r"|плечами|(?<![а-я])выпуск(?:а)?(?![а-я])|(?:с|из) (?:[а-я]+ )?одной $"
    r"|ученик(?!и(?![а-я]))|ученица|воспитанник|(?:пош[её]л|ходил[аи]?) [^.!?]{0,12}в $|за [а-я ]{0,6}парт"
    r"|однокласс|одногрупп|однокурс|с [а-я]+го курса|бывш[а-я]+ $"
    r"|класс[а-я]* $"
    r"|(?<![а-я])после (?:[а-я]+ )?$|(?:приш[её]л|пришла|попал|пер[её]вел|призван|уш[её]л|выш(?:[её]л|ла|ли)"
    r"|выпустил[а-я]+)[^.!?]{0,30} из $"
)
# «Образование: …», «Школа — …».
_LABEL = re.compile(r"(?:школа|вуз|учебн[а-я]+ заведени[ея]|учил[а-я()]+|где учил[а-я]+|окончил[а-я()]*) ?[:—–-] ?$")
# «Ученики, родители лицея», «учитель физкультуры школы № 5»: who works or learns there now.
_THERE_NOW = re.compile(
    r"(?:родител|ученики|учител|учительниц|преподавател|директор|завуч|воспитател|библиотекар|сторож|тренер"
    r"|повар|вахтер|завхоз|водител|медсестр|дети)[а-я]*(?: [а-я]+){0,2} $"
)
_OF_CHILDREN = re.compile(
    r"(?<![а-я])(?:(?:его|ее|свою?|свои) )?(?:дочь|дочка|дочери|дети|внуки?|сынишка|его сын|жена) (?:[а-я]+ ){0,2}$"
)
_LEARNS = re.compile(r"(?:учи|окончил|закончил|пош[её]л|пошла|ходит|студент|учени)[а-я]* [^.!?]*$")
_APPOSED, _ENDS = re.compile(r"[(,;·|] ?$"), re.compile(r" ?(?:[),;·|]|\.? ?(?:\n|$))")
# «Школа № 4, потом техникум, армия»
_OPENS = re.compile(r"(?:\A|[.!?\n] ?)$")
_GOES_ON = re.compile(
    r", ?(?:потом|затем|далее|после|техникум|колледж|институт|училищ|арми|служб|завод|работа|срочн|пту|выпуск)"
)
# «КемГУ», «УрФУ», «РВВДКУ»
_INITIALS = re.compile(
    r"(?<![А-Яа-яЁё-])(?:(?P<of>[А-ЯЁ][а-яё]+ск(?:ое|ий|ого|ом)) )?"
    r"(?P<initials>(?:[А-ЯЁ][а-яё]{1,3}[А-ЯЁ]{0,5}|[А-ЯЁ]{1,5})(?:ГУ|ФУ|ТУ|ПУ|МУ|АУ|КУ|ПИ|СХА|СХИ|МА))(?![А-Яа-яЁё-])"
    r"(?P<named> (?:имени|им\.) ?(?:[А-ЯЁ]\. ?){0,2}[А-ЯЁ][а-яё-]+(?= ?(?:[,.;:)\n(]|$)))?"
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
    r"учил(?:ся|ась|ись)|выпустил(?:ся|ась)"
    r"|выпускни[кц]|выпуск(?:а)? \d|(?:\d|года?|г\.) выпуск|студент|курсант|парт[аыу] героя"
)
_TAUGHT = re.compile(r"коллег|преподавал|педагог[а-я]* стаж|учительств")
# A line of a card, neither the first one nor the last.
_BEGINS_A_LINE, _FILLS_A_LINE = re.compile(r"\n[^\w\n]*$"), re.compile(r"[^\w\n]*\n.*\w")
_ORDINAL_BEFORE = re.compile(
    r"(?<![\d-])(?P<number>\d{1,3})-(?:й|я|ю|ой|ую|ая) $|(?<![а-я])(?:в|из|после) (?P<bare>\d{1,3}) $"
)
_INDECLINABLE = ("СОШ", "ПТУ", "СПТУ", "ГПТУ")
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
    yield from _initials(document)
    if not any(stem in low for stem in _SCHOOL_STEMS):
        return
    named = list(_named(document, places))
    told = [school for school in named if _is_told(document, school)]
    yield from told
    only = len({school.value for school in named}) == 1
    if (
        only
        and not told
        and not _is_of_others(low, named[0].start)
        and _LEARNT_THERE.search(low)
        and not _TAUGHT.search(low)
    ):
        together = first_name is not None and named[0].start < first_name
        yield named[0]._replace(confidence=_PERHAPS, together=together)


def _is_told(document: Document, school: Found) -> bool:
    """Tell whether the sentence says that somebody learnt there."""
    low, (begin, stop) = document.low, document.sentence(school.start)
    if _LABEL.search(low, begin, school.start) or _is_apposed(low, school):
        return True
    if _FILLS_A_LINE.match(low, school.end) and _BEGINS_A_LINE.search(low, 0, school.start):
        return True
    leads = _SPEAKS.match(low[begin:stop]) or school.start - begin < _LEADS
    ours = _OF_OURS.search(low, school.end, stop) if leads else _OF_OURS.match(low, school.end, stop)
    ours = ours or _LEARNT_AFTER.match(low, school.end, stop)
    learnt = not _is_of_others(low, school.start) and _LEARNT.search(low, max(begin, school.start - 60), school.start)
    return bool(ours or learnt)


def _is_apposed(low: str, school: Found) -> bool:
    """Tell whether a school stands between brackets or commas by itself: "Кедров (сапёр, школа № 3)"."""
    alone = _APPOSED.search(low, 0, school.start) and _ENDS.match(low, school.end)
    alone = alone or (_OPENS.search(low, 0, school.start) and _GOES_ON.match(low, school.end))
    return bool(alone) and low[school.start : school.end].startswith(lower(str(school.value)).split(" №")[0])


def _is_of_others(low: str, start: int) -> bool:
    """Tell whether a school is where others work or learn, by the words before it."""
    if _THERE_NOW.search(low, max(0, start - 60), start):
        return True
    learns = _LEARNS.search(low, max(0, start - 60), start)
    return bool(learns and _OF_CHILDREN.search(low, max(0, learns.start() - 40), learns.start()))


def _initials(document: Document) -> Iterator[Found]:
    """Yield each university by its initials, after a word of learning."""
    for match in _INITIALS.finditer(document.text):
        begin, _ = document.sentence(match.start())
        if (
            _LEARNT.search(document.low, max(begin, match.start() - 60), match.start())
            and match["initials"] not in _INDECLINABLE
        ):
            gender = "Neut" if match["initials"].endswith("КУ") else "Masc"
            of = f"{agreed(match['of'], gender)} " if match["of"] else ""
            value = f"{of}{match['initials']}{match['named'] or ''}"
            yield Found(Field.SCHOOL, value, match.start(), match.end(), _SURE)


def _named(document: Document, places: PlaceFinder) -> Iterator[Found]:
    """Yield each school that is named after somebody, by an adjective, a number or its place."""
    low, text = document.low, document.text
    for match in _SCHOOL.finditer(low):
        noun, gender = _BY_FORM[match["noun"]]
        start, names, ordinal = _adjectives(document, match, noun, gender)
        noun = match["subject"] + noun + (match["boarding"] or "")
        if noun == "корпус" and not any("кадет" in word.lower() for word in names):
            continue
        if document.text[match.start() : match.end("noun")].isupper() and noun not in _INDECLINABLE:
            names = [word.capitalize() if _OF_A_TOWN.search(word) else word for word in names]
        names = [word.lower() if _COMMON.match(word) else word for word in names[:1]] + names[1:]
        words = " ".join([*(agreed(word, gender) for word in names), noun])
        end = match.start() + len(match[0].rstrip())
        of = text[match.start("of") : match.end("of")].rstrip() if match["of"] else ""
        named = text[slice(*match.span("named"))].rstrip() if match["named"] else ""
        while named and named.rsplit(" ", 1)[-1].islower():
            named = named.rpartition(" ")[0]  # «имени Гагарина открыта»
        end = match.start("named") + len(named) if named else end
        which = match["number"] or match["bare"] or ordinal
        hyphen = bool(match["number"]) and low[match.start("number") - 1] == "-"  # «ПТУ-19»
        numbered = f"-{which}" if hyphen else f" № {which}" if which else ""
        if numbered or named or of or any(word[0].isupper() for word in names):
            yield Found(Field.SCHOOL, words + numbered + _spaced(of) + _spaced(named), start, end, _SURE)
        elif (village := _VILLAGE.match(low, end)) and (place := places.settlement(document, village.start(1), "Gen")):
            value = f"{words} {text[village.start(1) : place.start]}{place.value}"
            yield Found(Field.SCHOOL, value, start, place.end, _SURE)


def _adjectives(document: Document, match: re.Match[str], noun: str, gender: str) -> tuple[int, list[str], str]:
    """Return where a school's name begins, its adjectives, and its number if one of them tells it: «12-й школы»."""
    capitals = document.text[slice(*match.span("noun"))].isupper() and noun not in _INDECLINABLE
    start, names = before(document.text.lower() if capitals else document.text, match.start("subject"), _MOST)
    numbered = bool(match["number"])
    while names and (
        names[0].lower() in _NO_NAMES
        or (numbered and _OF_A_TOWN.search(names[0]))
        or not (noun in _INDECLINABLE or stand_together(names[0], match["noun"], gender))
    ):
        start += len(names.pop(0)) + 1
    if names and (told := number(lower(agreed(names[0], "Masc")))):
        return start + len(names[0]) + 1, names[1:], str(told)
    ordinal = _ORDINAL_BEFORE.search(document.low, max(0, start - 12), start)
    if not ordinal:
        return start, names, ""
    which = "number" if ordinal["number"] else "bare"
    return ordinal.start(which), names, ordinal[which]


def _spaced(words: str) -> str:
    return f" {words.strip()}" if words else ""
