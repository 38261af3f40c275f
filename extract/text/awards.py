"""Orders, medals, crosses and titles: what somebody was given, of which degree, and whether after his death."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from extract.text.clean import lower
from extract.text.document import Document
from extract.text.found import Found
from extract.text.vocabulary import Awards
from sinodik.records import Field

AFTER_DEATH = ", посмертно"
_MAYBE = ("орд", "мед", "крест", "геро", "знак")
_HEAD = re.compile(
    r"(?:(?P<medal_of>медал(?:ь|ью|и|ей|ями|ям) ордена(?= ?[«\"“„]))"
    r"|(?P<medal>медал(?:ь|ью|и|ей|ями|ям)|мед\.(?= ?[«\"“„]))"
    r"|(?P<order>орд(?:ен(?:ом|а|ов|ами|у|е|ы)?|\.))"
    r"|(?P<george>георгиевск(?:ий|ого|ому|им|ом|ие|их|ими) крест(?:ом|а|у|е|ы|ов|ами)?)"
    r"|(?P<cross>крест(?:ом|а|у)?)|(?P<sign>знак(?:ом|а|у)? отличия)"
    r")(?![а-я])|(?P<hero>геро(?:й|я|ю|ем|е) (?=[а-я]))"
)
_CALLED = {"medal_of": "медаль ордена", "medal": "медаль", "order": "орден", "cross": "крест", "sign": "знак отличия"}
_OPEN, _CLOSE = "«\"“„'", "»\"”“'"
_QUOTED = re.compile(
    rf"(?:(?: [а-яё]+){{1,4}}?)? ?[{_OPEN}](?P<name>[А-ЯЁ][^{_OPEN}{_CLOSE}\n]{{2,58}})[{_CLOSE}]", re.IGNORECASE
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
_AFTER_DEATH = re.compile(r"посм(?:ертн(?:о|ая|ые|ую|ой|ых|ый|ым|ого)(?![а-я])|\.|(?=\)))")
# "Награждён медалью, посмертно представлен к ордену": then nothing was given after death.
_ONLY_PUT_FORWARD = re.compile(r" (?:был[аи]? )?представлен[аы]? к ")
_RIGHT_AFTER = re.compile(
    r"(?: ?[—–-]? ?20\d\d(?: г(?:ода?|\.))?|: перв[а-я]+ (?:[—–-] )?(?:еще )?при жизни(?:,| и|, а) втор[а-я]+)?"
    r"[\s,(:;—–-]*(?:(?:уже|он|она|но|тоже|правда|увы|жаль|к сожалению|матери|вдове|жене|семье|родителям|родным)[ ,]+)*"
)
# «Кавалер двух орденов Мужества, второго — посмертно», «посмертно награждён вторым орденом Мужества».
_SECOND_AFTER = re.compile(r"[,;(—–\s]*(?:дважды, )?(?P<second>втор(?:ой|ая|ого|ым|ую)[^.!?;,\n]{0,25}?посмертно)")
_SECOND = re.compile(r"втор(?:ой|ая|ого|ым|ую) $")
_VERB = re.compile(
    r"^[^.;!?]*?(?:награжд|удосто|присво|присужд|представл|вруч|отмеч|переда|посвящ|привез|получ|достав|отда)[^.;!?]*$"
)
_GIVEN_AFTER = re.compile(r" (?:был[аи]? )?(?:награжд|удосто|отмеч)")
_BOTH = re.compile(r"(?<![а-я])(?:обе|оба|все)(?: [а-я]+){0,3} ?[—–-]? ?$")  # «Обе награды — посмертные»
_DASH = re.compile(r" ?[–—-]? ?")
_ONLY_JOINED = re.compile(r"[\s,()и—–-]*|[\s,]*(?:а также|и)[\s,]*")
_SURE = 0.95
_PUT_FORWARD = re.compile(
    r"(?<![а-я])(?:представл[а-я]+|представит|представили|ходатайств[а-я]+|пода(?:ли|но|ны))"
    r"(?: [а-я]+){0,4} (?:к|на|о)(?: [а-я]+){0,4} $"
)
# «Лёхе отдали «За отвагу»»: a medal is handed over without the word.
_HANDED = re.compile(
    r"(?<![а-я])(?:дал[иа]?|отдал[иа]?|получи[лв]|нос[ия]л|им(?:ел|еет)|дали|прислал[иа]?|принес(?:ли)?|заслужил|есть) "
)
_OF_AWARDS = re.compile(r"награ|посмертн|медал|вруч|удосто")


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
        self._heroes = awards.heroes
        self._longest_hero = max(map(len, awards.heroes), default=0)

    def awards(self, document: Document) -> Iterator[Found]:
        """Yield each award; what was given after death ends in :data:`AFTER_DEATH`."""
        if not any(stem in document.low for stem in (*_MAYBE, "награ", "за отвагу", "за храбрость")):
            return
        found: list[_Award] = []
        for head in _HEAD.finditer(document.low):
            lead = document.low[max(0, head.start() - 20) : head.start()]
            if not lead[-1:].isalpha() and not (head["medal"] and _IN_PEACE.search(lead)):
                found += self._after(document, head)
        found = sorted([*found, *self._unnamed(document, found)], key=lambda award: award.start)
        after_death = _after_death(document, found)
        hoped_for = _put_forward(document, found)
        for index, award in enumerate(found):
            if index in hoped_for:
                continue
            value, (start, end) = award.value, award.span(document)
            if second := _SECOND_AFTER.match(document.low, end):
                yield Found(Field.AWARD, value + AFTER_DEATH, *second.span("second"), _SURE)
            elif index in after_death:
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
        kind, start, at = _CALLED[str(head.lastgroup)], head.start(), head.end()
        first = True
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
        """Yield medals by their names alone, where the sentence speaks of awards: "Награды: «За отвагу»"."""
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


def _put_forward(document: Document, awards: list[_Award]) -> set[int]:
    """Return which of the awards somebody was only proposed for: «представлен к ордену Мужества»."""
    found: set[int] = set()
    for index, award in enumerate(awards):
        begin, _ = document.sentence(award.start)
        if index not in found and _PUT_FORWARD.search(document.low, begin, award.start):
            found.update(_joined(document.low, awards, list(range(index, len(awards)))))
    return found


def _after_death(document: Document, awards: list[_Award]) -> set[int]:
    """Return which of the awards were given after death, by where "посмертно" stands in their sentence."""
    given: set[int] = set()
    low = document.low
    for word in _AFTER_DEATH.finditer(low):
        if _ONLY_PUT_FORWARD.match(low, word.end()):
            continue
        begin, stop = document.sentence(word.start())
        before = [i for i, a in enumerate(awards) if begin < a.end <= word.start()]
        after = [i for i, a in enumerate(awards) if word.end() <= a.start and a.end <= stop]
        earlier = [i for i, award in enumerate(awards) if award.end <= begin]
        if not after and (both := _BOTH.search(low, begin, word.start())):
            said = document.sentence(both.start() - 2)[0]
            given.update([i for i, a in enumerate(awards) if said <= a.start < both.end()] or earlier[-1:])
        elif before and _GIVEN_AFTER.match(low, word.end()) and low[word.start() - 1] == " ":
            given.update(_joined(low, awards, before[::-1]))
        elif before and after and _belongs_on(low, awards[before[-1]].end, word, awards[after[0]].start):
            given.update(_joined(low, awards, after))
        elif before and _RIGHT_AFTER.fullmatch(low, awards[before[-1]].end, word.start()):
            given.add(before[-1])
        elif before and _VERB.match(low[awards[before[-1]].end : word.start()]):
            given.update(_joined(low, awards, before[::-1]))
        elif after:
            given.update(_joined(low, awards, after))
        elif not before and earlier:
            given.add(earlier[-1])  # «Орден Мужества передан матери. Награждён посмертно.»
    return given


def _belongs_on(low: str, end: int, word: re.Match[str], start: int) -> bool:
    """Tell "медалью, посмертно – орденом" from "орденом посмертно, медалью"."""
    return "," in low[end : word.start()] and bool(_DASH.fullmatch(low, word.end(), start))


def _joined(low: str, awards: list[_Award], indices: list[int]) -> Iterator[int]:
    """Yield from the first on as long as nothing but commas and "и" stands between."""
    previous: _Award | None = None
    for index in indices:
        award = awards[index]
        if previous:
            left, right = sorted((previous, award), key=lambda a: a.start)
            if not _ONLY_JOINED.fullmatch(low, left.end, right.start):
                return
        yield index
        previous = award
