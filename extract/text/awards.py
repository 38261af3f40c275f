"""Orders, medals, crosses and titles: what somebody was given, of which degree, and whether after his death."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from extract.text.clean import lower
from extract.text.document import Document
from extract.text.found import Found
from extract.text.posthumous import after_death, put_forward
from extract.text.vocabulary import Awards
from sinodik.records import Field

AFTER_DEATH = ", посмертно"
_MAYBE = ("орд", "мед", "крест", "геро", "знак", "нагр", "посм", "за отвагу", "за храбрость")
_HEAD = re.compile(
    r"(?:(?P<medal_of>медал(?:ь|ью|и|ей|ями|ям) ордена(?= ?[«\"“„]))"
    r"|(?P<medal>медал(?:ь|ью|и|ей|ями|ям)|мед\.(?= ?(?:[«\"“„]|[а-я]{3,}(?:ова|ева|ина)(?![а-я]))))"
    r"|(?P<order>орд(?:ен(?:ом|а|ов|ами|у|е|ы)?|\.))"
    r"|(?P<george>георгиевск(?:ий|ого|ому|им|ом|ие|их|ими) крест(?:ом|а|у|е|ы|ов|ами)?)"
    r"|(?P<cross>крест(?:ом|а|у)?)|(?P<sign>знак(?:ом|а|у)? отличия)"
    r")(?![а-я])|(?P<hero>геро(?:й|я|ю|ем|е) (?=[а-я]))"
)
_CALLED = {"medal_of": "медаль ордена", "medal": "медаль", "order": "орден", "cross": "крест", "sign": "знак отличия"}
_OPEN, _CLOSE = "«\"“„'", "»\"”“'"
_QUOTED = re.compile(
    rf"(?:(?: [А-ЯЁа-яё]+){{1,4}}?)? ?[{_OPEN}](?P<name>[А-ЯЁа-яё][^{_OPEN}{_CLOSE}\n]{{2,58}})[{_CLOSE}]"
)
_IN_QUOTES = re.compile(rf"[{_OPEN}]([А-ЯЁ][^{_OPEN}{_CLOSE}\n]{{2,58}})[{_CLOSE}]")
_AT_SCHOOL = re.compile(r"за (?:особые успехи|успехи|отличную учебу|волю к победе|участие в соревн|активное участие)")
_IN_PEACE = re.compile(r"(?:золот|серебр|бронз|памятн|юбилейн|школьн)[а-я]+ $")
_NO_MEDALS = ("За заслуги перед Отечеством", "За военные заслуги", "Золотая Звезда", "Ветеран боевых действий")
_ORDINALS = {"перв": "I", "втор": "II", "трет": "III", "четв": "IV"}
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}
_DEGREE = re.compile(
    r",? \(?(?:(?P<roman>i{1,3}|iv)|(?P<digit>[1-4])(?:-?(?:й|я|ой|ая))?"
    r"|(?P<word>перв|втор|трет|четв)[а-я]+) ст(?:епени|епеней|\.)\)?"
)
_AND_DEGREE = re.compile(r",? (?P<roman>i{1,3}|iv|[1-4])(?:,| и)(?= (?:i{1,3}|iv|[1-4]) ст)")
_SWORDS = re.compile(r" с мечами(?: и бантом)?")
_JOINED = re.compile(r"(?: \(посмертно\))?(?:,| и|, и|, а также| а также) (?=[А-ЯЁа-яё«\"“„])")
# «ордена Жукова бригада»: the unit's, not a person's.
_OF_A_UNIT = re.compile(r"(?:,? [а-я-]+){0,6}? (?:бригад|дивизи|полк|арми|батальон|корпус|флот)")
_GIVEN = re.compile(r"награ|кавалер|удосто|посмертн|представл|вруч|имеет")
_NAMESAKE = re.compile(
    r"(?:имени|им\.|улиц[а-я]+|день|дня|дню|парт[а-я]+|фонд[а-я]*|бюст[а-я]*|вечер[а-я]*|класс[а-я]*|парк[а-я]*) $"
)
# «Кавалер двух орденов Мужества, второго — посмертно», «посмертно награждён вторым орденом Мужества».
_SECOND_AFTER = re.compile(r"[,;(—–\s]*(?:дважды, )?(?P<second>втор(?:ой|ая|ого|ым|ую)[^.!?;,\n]{0,25}?посмертно)")
_SECOND = re.compile(r"втор(?:ой|ая|ого|ым|ую) $")
_SURE = 0.95
# «Лёхе отдали «За отвагу»»: a medal is handed over without the word.
_HANDED = re.compile(
    r"(?<![а-я])(?:дал[иа]?|отдал[иа]?|получи[лв]|нос[ия]л|им(?:ел|еет)|дали|прислал[иа]?|принес(?:ли)?|заслужил|есть) "
)
_SHORT = re.compile(r"(?<![А-Яа-яЁё.-])ОМ(?![А-Яа-яЁё-])")  # «посм. ОМ», «награждён ОМ»
_OF_AWARDS = re.compile(r"нагр[а.]|посм[е.]|медал|вруч|удосто")


class _Award(NamedTuple):
    value: str
    start: int
    end: int

    def span(self, document: Document) -> tuple[int, int]:
        """Return where it stands, with the word that tells it to be the second one of its kind."""
        second = _SECOND.search(document.low, max(0, self.start - 10), self.start)
        return second.start() if second else self.start, self.end


class AwardFinder:
    """Finds awards by their kind and name."""

    def __init__(self, awards: Awards) -> None:
        self._orders = {lower(name): name for name in awards.orders}
        self._medals = {lower(name): name for name in awards.medals}
        self._quoted = {lower(name): name for name in awards.quoted}
        medals = [*self._medals, *(lower(name) for name in awards.quoted if name not in _NO_MEDALS)]
        self._label = re.compile(
            rf"(?<![а-я])(?:наград[аы]|нагр\.) ?[:—–-] ?(?=[{_OPEN}]?(?:{'|'.join(map(re.escape, medals))})(?![а-я]))"
        )
        self._heroes = awards.heroes
        self._longest_hero = max(map(len, awards.heroes), default=0)

    def awards(self, document: Document) -> Iterator[Found]:
        """Yield each award; what was given after death ends in :data:`AFTER_DEATH`."""
        if not any(stem in document.low for stem in _MAYBE):
            return
        found: list[_Award] = []
        for head in _HEAD.finditer(document.low):
            lead = document.low[max(0, head.start() - 20) : head.start()]
            if not lead[-1:].isalpha() and not (head["medal"] and _IN_PEACE.search(lead)):
                found += self._after(document, head)
        for label in self._label.finditer(document.low):
            found += self._listed(document, label, "медаль", label.end())
        found = sorted([*found, *self._unnamed(document, found)], key=lambda award: award.start)
        late = after_death(document, found)
        hoped_for = put_forward(document, found)
        for index, award in enumerate(found):
            if index in hoped_for:
                continue
            value, (start, end) = award.value, award.span(document)
            if second := _SECOND_AFTER.match(document.low, end):
                yield Found(Field.AWARD, value + AFTER_DEATH, *second.span("second"), _SURE)
            elif index in late:
                value += AFTER_DEATH
            yield Found(Field.AWARD, value, start, end, _SURE)

    def _after(self, document: Document, head: re.Match[str]) -> Iterator[_Award]:
        """Yield the award, or the list of them, that a word for their kind begins."""
        if head["hero"]:
            yield from self._hero(document, head)
            return
        if head["george"]:
            degrees, end = _degrees(document, head.end())
            yield from (_Award("Георгиевский крест" + degree, head.start(), end) for degree in degrees)
            return
        yield from self._listed(document, head, _CALLED[str(head.lastgroup)], head.start())

    def _listed(self, document: Document, head: re.Match[str], kind: str, start: int) -> Iterator[_Award]:
        """Yield the awards of one kind that stand after a word for it, or after «Награды:»."""
        at, first = head.end(), True
        while named := self._name(document, at, kind, first=first):
            name, end = named
            degrees, end = _degrees(document, end)
            if kind == "орден" and self._of_a_unit(document, head, end):
                return
            called = "Георгиевский крест" if name == "«Георгиевский крест»" else f"{kind} {name}"
            yield from (_Award(called + degree, start, end) for degree in degrees)
            joined = _JOINED.match(document.text, end)
            if not joined:
                return
            start = at = joined.end()
            first = False

    def _unnamed(self, document: Document, found: list[_Award]) -> Iterator[_Award]:
        """Yield what has no word for its kind, where the sentence speaks of awards: "есть «За отвагу»", "посм. ОМ"."""
        for short in _SHORT.finditer(document.text):
            begin, stop = document.sentence(short.start())
            if _OF_AWARDS.search(document.low, max(0, begin - 6), stop + 6):
                yield _Award("орден Мужества", *short.span())
        for quoted in _IN_QUOTES.finditer(document.text):
            name = self._quoted.get(lower(quoted[1]))
            sentence = document.sentence(quoted.start())
            if name in _NO_MEDALS or name is None:
                continue
            if not (_OF_AWARDS.search(document.low, *sentence) or _HANDED.search(document.low, *sentence)):
                continue
            if not any(award.start < quoted.end() and quoted.start() < award.end for award in found):
                degrees, end = _degrees(document, quoted.end())
                yield from (_Award(f"медаль «{name}»{degree}", quoted.start(), end) for degree in degrees)

    def _hero(self, document: Document, head: re.Match[str]) -> Iterator[_Award]:
        low = document.low
        if _NAMESAKE.search(low, max(0, head.start() - 20), head.start()):
            return
        for of, title in self._heroes.items():
            end = head.end() + len(of)
            if low.startswith(of, head.end()) and not low[end : end + 1].isalpha():
                yield _Award(title, head.start(), end)

    def _name(self, document: Document, at: int, kind: str, *, first: bool) -> tuple[str, int] | None:
        """Read an award's name at a position: in quotation marks, or one that the lexicon knows."""
        low = document.low
        at += low.startswith(":", at)  # «двумя медалями: «За отвагу» и Суворова»
        bare = self._orders if kind == "орден" else self._medals if kind == "медаль" else {}
        start = at + (low[at : at + 1] == " ")
        for names, form in ((bare, "{}"), (self._quoted, "«{}»")):
            for size in (5, 4, 3, 2, 1):
                end = _words_end(low, start, size)
                if end and (name := names.get(low[start:end])):
                    return form.format(name), end
        quoted = _QUOTED.match(document.text, at)
        if not quoted or _AT_SCHOOL.match(lower(quoted["name"])):
            return None
        if not first and quoted["name"][0].islower():
            return None  # «медалью «За отвагу», «выполнил свой долг»»
        if (first or quoted.start("name") - at <= 1) and not _HEAD.search(low, at, quoted.start("name")):
            plain = bare.get(lower(quoted["name"].strip(" .")))
            return plain or f"«{self._written(quoted['name'])}»", quoted.end()
        return None

    def _written(self, name: str) -> str:
        """Return a name from between quotation marks as it is usually written."""
        name = name.strip(" .")
        known = self._quoted.get(lower(name))
        return known or (name.capitalize() if name.isupper() else name)

    def _of_a_unit(self, document: Document, head: re.Match[str], end: int) -> bool:
        if head[0] not in ("ордена", "орденов") or not _OF_A_UNIT.match(document.low, end):
            return False
        begin = document.sentence(head.start())[0]
        return not _GIVEN.search(document.low, max(begin, head.start() - 40), head.start())


def _words_end(low: str, start: int, size: int) -> int | None:
    match = re.compile(rf"[а-я]+(?: [а-я]+){{{size - 1}}}(?![а-я])").match(low, start)
    return match.end() if match else None


def _degrees(document: Document, end: int) -> tuple[list[str], int]:
    """Return the degrees that follow a name ("" if none does), and where they end: «I и II степени»."""
    earlier: list[str] = []
    at = end
    while match := _AND_DEGREE.match(document.low, at):
        earlier.append(_ROMAN.get(match["roman"], match["roman"].upper()))
        at = match.end()
    degree = ""
    if match := _DEGREE.match(document.low, at):
        roman = match["roman"].upper() if match["roman"] else _ROMAN.get(match["digit"]) or _ORDINALS[match["word"]]
        degree, end = f" {roman} степени", match.end()
    if swords := _SWORDS.match(document.low, end):
        degree, end = degree + swords[0], swords.end()
    return [*(f" {roman} степени" for roman in earlier), degree], end
