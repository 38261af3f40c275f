"""The words that say of what a date is the date, and which of them stands nearest to it."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from extract.text.cue import CuePattern
from extract.text.document import Document
from sinodik.records import Field

_ROLES = {
    "birth": Field.BIRTH,
    "death": Field.DEATH,
    "burial": Field.BURIAL,
    "mobilised": Field.MOBILISED,
    "other": None,
    "fell": Field.DEATH,
}
# In characters; a comma and the end of a line count as so many.
COMMA, FARTHEST, _LINE, _NEXT_WORD = 40, 320, 150, 4
_CLAUSE = 100  # a comma before the word: "5 мая, …, погиб"
_OTHER_DATE = 300  # a word that has a date of its own
# A noun or a participle is a date's only where it leads to it: "дата гибели: …", "погибшего 5 мая".
_ATTRIBUTE = re.compile(
    r"погибш|разбивш|сгоревш|подорвавш|утонувш|мобилизация(?=, )"
    r"|павш|умерш|убит[оы][гмйхе]|гибел|смерт(?!ельн)|мобилизованн|выпускник|участник"
)
_SINCE = re.compile(r" (?:со дня|с момента) (?:[а-я]+ ){0,2}")  # "4 октября исполняется год со дня гибели"
_REPORTS = re.compile(r"сообщ|подтвер|стало известно|известие|вест|новост|узна")
_STOP = re.compile(r"(?:[а-я]{4}|^)\. ")
_VERB = re.compile(r"(?<![\w-])[а-яё]+(?:л|ла|ло|ли|ет|ит|ут|ют|ат|ят|ем|им)(?:с[яь])?(?![а-яё])")  # no name
_CALLED = re.compile(r"призв|ушел|отправил|поступил")
# «Ушёл 3 октября, спасая товарища».
_LEFT = re.compile(r"уш(?:ел|ла)")
_SACRIFICE = re.compile(
    r"(?<![а-я])(?:спас(?:ая|ши|ал)|прикр|вынося|вытаскивая|закры(?:в|л)|до конца вып|от нас|навсегда)"
)
_AT_AN_HOUR = re.compile(r"(?<![а-я])в \d\d?(?::\d\d)?(?: час[а-я]*)?,[^.!?\n\d]*$")
_ON_A_BIRTHDAY = (" в день ", " в свой день ", "накануне дня ", " до дня ", "после дня ")
# "Сообщили о его гибели 2 сентября": the news' day.
_TOLD_OF_HIS = re.compile(r"(?<![а-я])об? (?:его|ее|их) $")
_MORTAL = re.compile(r",? (?:оказавш[а-я]+ )?(?:несовместим|смертельн)")
# "14 мая, в субботу, …": what only adds to a day.
_ADDS = re.compile(
    r"^,? ?\(?(?:во?|на) (?:сам(?:ый|ую|ое) )?(?:[а-я]+ )?(?:день|праздник|понедельник|вторник|среду|четверг"
    r"|пятницу|субботу|воскресенье|пасху|рождество|троицу)(?![а-я])[^,.;()\n]{0,30}[,)](?= )"
)
_LIVES = re.compile(
    r"(?<![а-я])(?<!смертельно )(?:ранен(?!ия, не|ия не|ным|ых|ого|ому)|выжил|жив(?![а-я])|живы(?![а-я])|плен|уцелел)"
)
_MOBILISATION = re.compile(r"(?<![а-я])(?:мобилизаци|мобилизован|мобик|повестк)")
_NAMED_BEFORE = re.compile(r"[^(]*[а-я]{2}[^(]*\(")
_DASHES = (" — ", " – ", " - ")
# A word that is more than a date's own: what is neither its weekday nor its hour.
_WORD = re.compile(
    r"(?<![а-я])(?!(?:понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресенье|года?|в|с|до|час[а-я]*)(?![а-я]))[а-я]"
)


class Cue(NamedTuple):
    """A word that gives a date its role; None for what is nobody's birth, death, burial or call-up.

    ``attribute`` if it is a noun or a participle, which is a date's only where it leads to it; ``weak`` if it tells of
    a death without saying so: "не вернулся из боя".
    """

    start: int
    end: int
    field: Field | None
    word: str
    attribute: bool
    weak: bool = False


class CueFinder:
    """Finds the cues in a text; the first of the lexicon's lists that has a word gives its role."""

    def __init__(self, cues: Mapping[str, CuePattern]) -> None:
        self._lists = [(name, field, cues[f"date.{name}"]) for name, field in _ROLES.items()]
        phrases = (phrase for _, _, pattern in self._lists for phrase in _phrases(pattern))
        self._any = re.compile(rf"\b(?:{_by_first_letters(phrases)})(?![а-я0-9])")

    def cues(self, low: str) -> list[Cue]:
        """Return the cues in a text in lower case, in order."""
        return [self._cue(low, match) for match in self._any.finditer(low) if not _is_idle(low, match)]

    def _cue(self, low: str, match: re.Match[str]) -> Cue:
        start, end = match.span()
        name, field = next((name, field) for name, field, cue in self._lists if cue.match(low, start))
        return Cue(start, end, field, match[0], _ATTRIBUTE.match(low, start) is not None, name == "fell")


def _is_idle(low: str, match: re.Match[str]) -> bool:
    """Tell "40 дней назад" from the fortieth day, and a cemetery where nobody is expected at an hour."""
    if match[0].endswith("дней"):
        return low.startswith(" назад", match.end())
    if match[0] == "рождения":
        return low.endswith(_ON_A_BIRTHDAY, 0, match.start())
    if match[0].startswith("ранени"):  # the next word tells that it was the last
        return _MORTAL.match(low, match.end()) is not None
    return match[0] == "кладбище" and not _AT_AN_HOUR.search(low, max(0, match.start() - 40), match.start())


def _phrases(pattern: CuePattern) -> list[str]:
    """Return a cue's alternatives without the word boundaries around them."""
    return pattern.pattern.removeprefix("(?<![а-я0-9])(?:").removesuffix(")(?![а-я0-9])").split("|")


def _by_first_letters(phrases: Iterable[str]) -> str:
    """Join alternatives so that those with the same two letters are tried together: far faster than one by one."""
    tree: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for phrase in phrases:
        second = phrase[1:2] if phrase[1:2].isalpha() else ""
        tree[phrase[:1]][second].append(phrase[1 + len(second) :])
    return "|".join(
        f"{first}(?:{'|'.join(second + '(?:' + '|'.join(rest) + ')' for second, rest in seconds.items())})"
        for first, seconds in tree.items()
    )


def called_up(document: Document, cue: Cue) -> Field | None:
    """Return MOBILISED where a man was called and the sentence says it was by mobilisation."""
    if not _CALLED.match(cue.word):
        return None
    start, end = document.sentence(cue.start)
    return Field.MOBILISED if _MOBILISATION.search(document.low, start, end) else None


def left_for_ever(document: Document, cue: Cue) -> Field | None:
    """Return DEATH where somebody left, and the sentence says that it was for another's life or for ever."""
    if not _LEFT.match(cue.word):
        return None
    return Field.DEATH if _SACRIFICE.search(document.low, cue.end, document.sentence(cue.start)[1]) else None


def nearest(
    document: Document, start: int, end: int, cues: Sequence[Cue], starts: Sequence[int]
) -> tuple[int, Cue] | None:
    """Return the cue nearest to a date in its sentence, or in the line above a date alone, and its distance.

    ``starts`` is where all dates start: a word that has one is not another's.
    """
    low = document.low
    first, last = document.sentence(start)
    if _goes_on(document, (first, start), (end, last), cues):
        first = document.sentence(first - 1)[0]
    elif not (_WORD.search(low, first, start) or _WORD.search(low, end, last)):
        above = document.sentence(first - 1)[0] if first else 0
        following = document.sentence(last)[1] if last < len(low) else last
        has_its_own = bisect_left(starts, following) > bisect_left(starts, last)
        if "\n\n" not in low[end:last] and not has_its_own and not any(above <= cue.start < first for cue in cues):
            last = following
        first = above
    best: tuple[int, Cue] | None = None
    for cue in cues[bisect_left(cues, (first,)) : bisect_left(cues, (last,))]:
        if cue.end > last or start <= cue.start < end:
            continue
        leads = cue.end <= start
        if best and not best[1].attribute and (start - cue.end if leads else cue.start - end) >= best[0]:
            continue
        distance = _led(low, cue, start) if leads else _followed(low[end : cue.start])
        since, till = (cue.end, start) if leads else (end, cue.start)
        # "Пётр погиб 2 ноября, Иван — 8 ноября": what a dash leads to shares the word.
        shares = leads and (low[start - 2 : start] in ("— ", "– ", "- ") or low[end : end + 3] in (" — ", " – ", " - "))
        distance += (_CLAUSE if shares else _OTHER_DATE) * (bisect_left(starts, till) - bisect_left(starts, since))
        its_own = (leads and distance < COMMA) or _SINCE.fullmatch(low, since, till)
        told_of = cue.attribute and _TOLD_OF_HIS.search(low, max(0, cue.start - 8), cue.start)
        if distance > FARTHEST or (cue.attribute and not its_own) or told_of:
            continue
        # "семье погибшего 7 февраля вручили орден": the date is the verb's.
        verb_follows = best is not None and best[1].attribute and not cue.field and distance <= _NEXT_WORD
        if best is None or distance < best[0] or verb_follows:
            best = distance, cue
    return best


def _goes_on(document: Document, before: tuple[int, int], after: tuple[int, int], cues: Sequence[Cue]) -> bool:
    """Tell whether a day begins a sentence without a verb that goes on the one before: "Погиб Пётр. 5 мая, в бою"."""
    (first, start), (end, last), low = before, after, document.low
    if first < 2 or low[first - 1] == "\n" or low[first - 2 : first] == "\n " or low[first:start].strip(" «"):
        return False
    has_a_word = bisect_left(cues, (first,)) < bisect_left(cues, (last,))
    return not has_a_word and not _VERB.search(document.text, end, last)


def is_told(document: Document, cue: Cue) -> bool:
    """Tell whether a word that does not name death means it: nobody in its sentence is wounded only, or lives."""
    return not (cue.weak and _LIVES.search(document.low, *document.sentence(cue.start)))


def _led(low: str, cue: Cue, start: int) -> int:
    between = low[cue.end : start]
    if cue.attribute and between.endswith(_DASHES):
        between = between[:-3]  # «Гибель под Кедровкой — 23 июня»
    # "Сообщаем: 2 марта, обороняя Кедровку, погиб", "стало известно, что 2 марта": what was told is another clause.
    told = cue.field is None and (":" in between or ", что " in between)
    beyond = FARTHEST if _REPORTS.match(cue.word) else COMMA
    if cue.field is Field.MOBILISED and (
        between.endswith((", а ", ", но ")) or (cue.attribute and _NAMED_BEFORE.match(between))
    ):
        return FARTHEST + 1  # «ушёл по мобилизации, а 31 января не поднялся», «мобилизованного Кедрова (31 января)»
    # "Ранен и через два дня скончался": what follows "и" is another clause.
    return _distance(between, COMMA) + (beyond if told else 0) + (COMMA if between.endswith(" и ") else 0)


def _followed(between: str) -> int:
    return _distance(_ADDS.sub("", between), _CLAUSE) + 2 + (COMMA if between.startswith(" и ") else 0)


def _distance(between: str, comma: int) -> int:
    # "пришли сегодня, чтобы проводить": one clause tells of the other.
    between = between.replace(", чтобы ", " чтобы ")
    # Who writes without capitals ends a sentence so: "умер на следующий день. похороны в четверг".
    stops = len(_STOP.findall(between)) if "." in between else 0
    commas = 2 * stops + between.count(",") + between.count(";") + between.count("—") + between.count("–")
    return len(between) + comma * commas + _LINE * between.count("\n")
