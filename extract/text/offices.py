# ruff: noqa: D401 - a gate's docstring is the sentence that a volunteer reads
"""Who speaks, signs, serves or is to be reached: gates that leave the living around a death out."""

import re
from collections.abc import Mapping
from itertools import islice

from extract.text.cue import CuePattern
from extract.text.morphology import Morphology
from extract.text.name import Name
from extract.text.standing import Standing, Words, said

_TITLE_FARTHEST, _SPEECH_FARTHEST, _CONTACT_FARTHEST, _NAMESAKE_FARTHEST = 90, 40, 50, 60
_CONDOLENCES = re.compile(r"соболезн[а-я]*[^,;]{0,60}$")
_LOSS = re.compile(r"гибел|смерт|кончин|потер|утрат|уход|связи")
_STREETS = re.compile(r"(?<![а-я])(?:ул\.|улиц[а-я]*|площад[а-я]*) ?(?:[а-я-]+, )*[а-я-]+ и $")
# "По улице Ленина пройдёт кортеж с телом Кедрова".
_APART = re.compile(r"[,:;]|(?<![а-я])[а-я]{2,}(?:[еи]т|[уюая]т|л[аои]?)(?:ся|сь)?(?![а-я])")
# A bank card or a telephone, masked, beside the name of whom it belongs to.
_AFTER_NUMBER = re.compile(r"##[ ,.;:()—–-]*(?:[а-я]+[ :]*){0,2}$")
_BEFORE_NUMBER = re.compile(r"[ ,:(—–-]{0,4}(?:(?:[а-я]{1,9}[ .:]*)?##|т(?:ел(?:ефон)?)?[.:]+ ?\+?\d)")
_APPOSED = re.compile(
    r"(?:,| ?[(—–-]) ?(?:[а-я]+ ){0,2}?(?=(?:глав|руковод|корреспонд|председ|директ|депутат"
    r"|губернат|мэр|военком|настоят|иере|протоиере|журнал|редакт|заведующ|начальник|атаман|волонт|координ|замест))"
)
# What is told in the present of the dead too.
_OF_THE_DEAD = re.compile(
    r"погиба|зов|исполня|гибн|пада|уми|лежит|покоит|оста|стан|явля|числ|счита[ею]тся|име[ею]т|роди|ждет|ждут"
)
_PRESENT = re.compile(r"(?:[еиуюая]т)(?:ся)?$")
_EVEN = r"(?:(?:не|все|еще|уже|тоже|часто|до сих пор|по-прежнему|каждый [а-я]+|каждую [а-я]+) )*"
_TODAY = re.compile(r",? (?:сегодня|сейчас|теперь|ныне|в настоящее время|по сей день)(?: [а-я]+)? (?!лежит|покоит|не )")
# Where somebody signs: a line of his own at the end, in which nothing is told of him.
_LINE_ABOVE = re.compile(r"(?:[а-я]{3}\.|[!?…»)\"])[^а-я0-9]*\n\s*$")
_ITEM = re.compile(r"\s*(?:[-–—•·●▪►*✝†]|\d{1,3}[.)])")
_BELOW = re.compile(r"[^а-я]*(?:(?:#[а-я0-9_]+|фото|тел|телефон)[^а-я]*)*$")
# "Механик-водитель" is a soldier, "вице-губернатор" is not.
_COMPOUND = re.compile(r"(?<!пресс)(?<!вице)(?<!экс)(?<!и\.о)-$")
# A cup or a tournament in memory of one of whom nothing is told but that.
_CUP = re.compile(
    r"(?<![а-я])(?:кубк|кубок|турнир|мемориал|первенств|чемпионат|матч|забег|соревнован|фестивал|конкурс|чтени)[а-я]*"
    r"(?: [^.!?:;]{1,40})? памяти (?:[а-я]+ ){0,3}$"
)
# "Поэт и гранатомётчик Кузьма Чупахин", "учитель, мобилизованный Пётр Рогов".
_FIGHTER_TOO = re.compile(
    r"(?:,| и) (?:[а-я]+ )?(?:гранатометчик|пулеметчик|штурмовик|стрелок|снайпер|разведчик|сапер|мобилизованный"
    r"|контрактник|доброволец|морпех|танкист|артиллерист|минометчик|боец|санинструктор|связист|наводчик|десантник|мотострелок"
    r"|механик-водитель|рядовой|ефрейтор|[а-я ]*сержант) $"
)
_SIGNED = 45  # characters of an office beside the name
# A comment under a post: "💬 Анна Седова: держись!"
_THREAD = re.compile(
    r"коммент|💬|аноним|администратор|ответил[аи]?(?![а-я])|^\W*(?:тетя|дядя|мама) [а-я]+ ?:", re.MULTILINE
)
_TURN = re.compile(
    r"^\W{0,3}[А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё-]+(?:(?<!ич)(?<!на)(?<!оглы)): ?(?=[А-ЯЁ«\"][^\n:]*(?:[?!,.…)]|$))"
    r"(?!(?:Погиб|Родил|Пропал|Рядов|Серж|Ефр|Стар|Млад|Лейт|Капит|Майор|Мобил|Добров|Контр|Штурм"
    r"|[А-ЯЁ][а-яё]+ (?:район|обл)))",
    re.MULTILINE,
)
_QUOTED_TURN = re.compile(r"^> ?[А-ЯЁ][^:\n]{1,30}: ", re.MULTILINE)  # "> Анна Петровна: как же так"
_NEAR_BY = 1000  # characters
_COMMENTS = re.compile(r": ?(?!\d|род|мл|ст)")
_GOES_UP = re.compile(r"(?<![а-я])(?:подошл?а?|подошел|вышл?а|вышел|поднял(?:ась|ся)|расписал(?:ась|ся)) $")
# "Звание Героя посмертно присвоено майору Кедрову, начальнику штаба", "посмертно награждён начальник связи Кедров".
_AWARDED_TO = re.compile(
    r"(?:посмертн[а-я]+\W+(?:[а-я]+ ){0,3}?(?:(?P<title>присво|присужд)|удосто|награжд|представл)"
    r"|(?:(?P<later>присво|присужд)|удосто|награжд|представл)[а-я]*[^.,!?;а-я]*(?:[а-я]+ ){0,3}?\(?посмертн)[^.,!?;]*$"
)
# "Вернулся в цинке Пётр Кедров, сказал он": another says it of him.
_HE_SAYS = re.compile(r" (?:он|она|они|мать|мама|отец|жена|вдова|командир|сосед|военком|глава|имам|батюшка)(?![а-я])")
_SAYS = re.compile(r"(?:, [^\n.:!?]{3,60}?)?\s*: ?[«\"“]|\s*: ?[—–-]")


def has_initials(name: Name) -> bool:
    """Tell whether initials hide in which case a name stands."""
    return any(part.value.endswith(".") for part in name.parts)


class Offices:
    """The gates that leave out who speaks, signs, helps, pays or lends a name."""

    def __init__(self, morphology: Morphology, cues: Mapping[str, CuePattern]) -> None:
        self._morphology, self._cues = morphology, cues

    def lends_a_name(self, place: Standing) -> Words | None:
        """A school, a street, a fund or a prize is called after this person."""
        if place.name.case in ("Ins", "Dat"):
            return None  # "школы имени Мусы Джалиля простились с Ришатом": a namesake is in the genitive
        if self._cues["patrons"].match(place.document.low, place.name.start):
            return place.name.start, place.name.end
        if street := _STREETS.search(place.lead):
            return place.start + street.start(), place.name.start
        if cup := None if self._tells_of_a_fighter(place) else _CUP.search(place.lead):
            return place.start + cup.start(), place.name.start
        match = place.last_before(self._cues["namesake"], _NAMESAKE_FARTHEST)
        return match.span() if match and not _APART.search(place.till_name(match.end())) else None

    def _tells_of_a_fighter(self, place: Standing) -> bool:
        """Tell whether the post names this war or a death anywhere, or the sentence of the name a fighter."""
        anywhere = (self._cues[cue].search(place.document.low) for cue in ("this_war", "event"))
        return place.ranked or any(anywhere) or place.search(self._cues["military"]) is not None

    def holds_an_office(self, place: Standing) -> Words | None:
        """Bears a title of those that sign, speak, pray and teach; this person's own death is told nowhere."""
        if (awarded := _AWARDED_TO.search(place.lead)) and place.name.case == (
            "Dat" if awarded["title"] or awarded["later"] else "Nom"
        ):
            return None
        titles = [
            m
            for m in self._cues["official"].finditer(
                place.document.low, max(place.left, place.name.start - _TITLE_FARTHEST), place.name.start
            )
            if not re.search("[;:]", place.till_name(m.end()))
            and not _COMPOUND.search(place.document.low, max(0, m.start() - 12), m.start())
            and place.document.low[m.start() - 1 : m.start()] not in ("«", '"', "“")  # a call sign
            and not _FIGHTER_TOO.search(place.till_name(m.end()))
        ]
        if titles := [m for m in titles if self._agrees(m[0], place.name)]:
            return titles[0].span()
        return self._office_after(place)

    def _office_after(self, place: Standing) -> Words | None:
        """Find a title after the name: "Семён Ларин, глава поселения"."""
        apposed = _APPOSED.match(place.after)
        start = place.name.end + apposed.end() if apposed else 0
        title = self._cues["official"].match(place.document.low, start) if apposed else None
        return title.span() if title and self._agrees(title[0], place.name) else None

    def _agrees(self, title: str, name: Name) -> bool:
        """Tell whether a title is in the name's case; "под руководством" wants the genitive."""
        if title.startswith("под "):
            return name.case == "Gen"
        if has_initials(name):
            return True  # initials tell no gender, so that the case is unsure
        alike = (a for a in self._morphology.analyses(title.split()[-1]) if a.case == name.case)
        return any(not a.plural or name.case == "Nom" for a in alike)  # "ведущие — Соня Кедрова и Иван Белов"

    def speaks(self, place: Standing) -> Words | None:
        """Says, writes, signs or hands over something."""
        told = self._cues["speech"]
        before = place.last_before(told, _SPEECH_FARTHEST)
        if before and before[0].startswith(("по ", "со ")):
            return before.span() if place.name.case == "Gen" or has_initials(place.name) else None
        if place.name.case != "Nom":
            return None
        end, line = place.name.end, place.document.low.rfind("\n", 0, place.name.start) + 1
        if goes := _GOES_UP.search(place.before):
            return place.left + goes.start(), place.name.start
        begins = not re.search("[а-я]", place.document.low[line : place.name.start])
        if begins and (comment := _COMMENTS.match(place.after)) and self._is_in_a_thread(place, line):
            return end, end + comment.end()
        if says := _SAYS.match(place.after):
            return end + says.start(), end + says.end()
        if re.match(r", [а-я]", place.after) and (apposed := told.match(place.document.low, end + 2, place.right)):
            return None if _HE_SAYS.match(place.document.low, apposed.end()) else apposed.span()
        till = place.till_name(before.end()) if before else ":"
        if before and not re.search("[,:]", till) and not self._cues["told"].search(till):
            return before.span()
        after = said(told, place.document.low, end, min(place.right, end + 35))
        return after.span() if after and "," not in place.document.low[end : after.start()] else None

    def _is_in_a_thread(self, place: Standing, line: int) -> bool:
        """Tell whether words of comments stand near by, or two lines are somebody's: "Анна Седова: Как так?"."""
        low, end = place.document.low, place.name.end
        if _THREAD.search(low, max(0, line - _NEAR_BY), end + _NEAR_BY):
            return True
        text = place.document.text
        if _QUOTED_TURN.match(text, line) and len(_QUOTED_TURN.findall(text)) > 1:
            return True
        turns = islice(_TURN.finditer(text, max(0, line - _NEAR_BY), min(len(text), end + _NEAR_BY)), 2)
        return _TURN.match(text, line) is not None and len(list(turns)) > 1

    def acts_today(self, place: Standing) -> Words | None:
        """Does something in the present: a verb beside the name says so, or "today"."""
        if place.name.case != "Nom":
            return None
        if today := _TODAY.match(place.after):
            return place.name.end + today.start(), place.name.end + today.end()
        before, after = re.search(r"([а-я]+) $", place.before), re.match(rf" {_EVEN}([а-я]+)", place.after)
        for at, verb in ((place.left, before), (place.name.end, after)):
            if verb and self._is_present(verb[1]):
                return at + verb.start(1), at + verb.end(1)
        return None

    def _is_present(self, word: str) -> bool:
        if not _PRESENT.search(word) or _OF_THE_DEAD.match(word):
            return False
        return any(a.pos == "VERB" and a.known and not a.case for a in self._morphology.analyses(word))

    def signs(self, place: Standing) -> Words | None:
        """Stands alone in the last line, as whoever signs a post does."""
        low, name = place.document.low, place.name
        start, end = low.rfind("\n", 0, name.start) + 1, low.find("\n", name.end)
        end = len(low) if end < 0 else end
        beside = low[start : name.start] + low[name.end : end]
        if name.case != "Nom" or not _LINE_ABOVE.search(low[max(0, start - 40) : start]) or _ITEM.match(low, start):
            return None
        if len(beside) > _SIGNED:
            return None
        if low[:end].rstrip().endswith(")") and low[:start].rstrip().endswith(")"):
            return None  # "Капитан Белов Иван (Луговое)", as the line above
        if ":" in low[start : name.start] and ":" in low[low.rfind("\n", 0, start - 1) + 1 : start]:
            return None  # "Кедровка: Иван Белов", as in the line above
        if (
            re.search(r"\d{4}|\d\d?[. ](?:\d\d|лет|год|[а-я]{3})", beside)
            or self._cues["told"].search(beside)
            or not _BELOW.match(low, end)
        ):
            return None
        return name.start, name.end

    def is_to_be_contacted(self, place: Standing) -> Words | None:
        """Wrote the text, took the picture, is thanked, receives the money or answers the telephone."""
        if numbered := _BEFORE_NUMBER.match(place.after):
            return place.name.end + numbered.start(), place.name.end + numbered.end()
        if numbered := _AFTER_NUMBER.search(place.before):
            return place.left + numbered.start(), place.name.start
        match = place.last_before(self._cues["contact"], _CONTACT_FARTHEST)
        return match.span() if match and "," not in place.till_name(match.end()) else None

    def is_consoled(self, place: Standing) -> Words | None:
        """The condolences are addressed to this person."""
        consoled = _CONDOLENCES.search(place.before)
        if consoled is None:
            return None
        # "Мамедовой" may be any case: only "соболезнуем гибели Мамедовой" tells of her own death.
        to_a_woman = place.name.gender == "Fem" and place.name.case != "Nom" and not _LOSS.search(consoled[0])
        return (place.left + consoled.start(), place.name.start) if place.name.case == "Dat" or to_a_woman else None
