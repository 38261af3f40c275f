"""Who is named together: what is told of a name is told of those joined to it, and a series leaves the word out."""

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from extract.text.clean import lower
from extract.text.cue import CuePattern
from extract.text.document import Document
from extract.text.kin import KIN
from extract.text.name import Name

_KIN = re.compile(rf"{KIN}|(?<![а-я])(?:друг|друз|однокласс|сослужив)")
# What may stand between two names that one word is told of: ranks, ages, places, but no verb.
_JOINED = re.compile(r"(?:(?!\n\s*\n)[^.:!?]|(?<=[а-я])\.|(?<=\d)\.){0,140}")
_NO_VERB = re.compile(
    r"\([^()]*\)|[А-ЯЁ][а-яё]+|(?<![а-яё])(?:солдат|(?:мед|со)?брат|сват|депутат|адвокат|делегат|кандидат|автомат)(?![а-яё])"
)  # "Белов (он же первым пошёл), посёлок Калевала, Седов"
_JOINT = re.compile(r"[,;|/•·]|(?<![а-я])(?:и|а также)(?![а-я])")
PREDICATE = re.compile(
    r"(?<![а-я])(?:[а-я]+(?:[иаеыяоу]л[аи]?|[чшсгкр]л[аи]|л(?:ся|ась|ись)|ает|яет|ует|ит|ат|ят|ются|ется)|жив[аы]?|что|котор[а-я]+"
    r"|его|ее|их|со?(?= (?:жен|сын|муж|брат|доч)))(?![а-я])"
)
_SIDE_BY_SIDE = re.compile(r"[^.!?:;]{0,60}(?:,|(?<![а-я])(?:и|да|а также)(?![а-я]))[^.!?:;]{0,60}")
_POSSESSIVE = re.compile(r"(?<![а-я])(?:его|ее|их)(?![а-я])")
# "По словам бригадира Н. П. Долгих, Пётр Кедров …": the first is not told of together with the second.
_ATTRIBUTED = re.compile(
    r"(?<![а-я])(?:по (?:словам|воспоминаниям|рассказ(?:ам|у)|признанию|свидетельств(?:у|ам)|мнению|сообщени(?:ю|ям)"
    r"|утверждению|инициативе|просьбе)|со слов|как (?:вспомина|рассказ|говор|отме[чт]|сообщ|пиш|написа|сказа)[а-я]*)"
    r"(?: [^,.!?:;()]{0,60})? $"
)
# How a series goes on: "в среду, 14-го, – Белова", "Белов, рядовой, — 4 июня", "а Белов — под Бахмутом".
_SERIES = 4  # sentences
_DAY_BEFORE = re.compile(
    r"(?:.*[,;] ?)?\W*(?:а |и )?(?:во? [^.!?;]{0,40}|\d[\d.]*(?:-го)?(?: [а-я]+)?(?:[ ,\d]*(?:года|г\.)?)[ ,]*"
    r"|(?:сегодня|вчера|потом|затем|следом|позже|теперь|за ним"
    r"|после него|через [а-я]+|спустя [а-я]+) ?)[—–-] ?(?:[а-я-]+ ){0,2}",
    re.DOTALL,
)
_CLAUSE = re.compile(r"[,;.] ?(?:а |и )?(?:[а-я]+ ){0,2}$")
_DAY_AFTER = re.compile(
    r"[^.!?;:—–]{0,60}? ?[—–-] ?(?:\d{1,2}(?:-го)? [а-я]{3,}|в [а-я]{3,}|под [а-я]{3,}|на (?:следующ|друг)|через [а-я]"
    r"|спустя|следом|вслед|(?:[а-я]+ )?(?:часом|часами|днем|днями|неделей|неделями|месяцем|месяцами|годом|чуть|немного"
    r"|ненамного) (?:позже|раньше|позднее|спустя))"
)


class Cased(Protocol):
    """What stands in a case: a name."""

    @property
    def case(self) -> str:
        """The case, empty if it is not known."""

    @property
    def gender(self) -> str:
        """The gender, empty if it is not known."""


def same_case(one: Cased, other: Cased) -> bool:
    """Tell whether two names stand in one case; a man's genitive is his accusative: "похоронили Дуду и Белова"."""
    men = one.gender == other.gender == "Masc"
    return one.case == other.case or (men and {one.case, other.case} == {"Gen", "Acc"})


class Bonds:
    """What binds the names of one document to each other."""

    def __init__(self, document: Document, names: Sequence[Name], cues: Mapping[str, CuePattern]) -> None:
        self._document, self._names, self._cues = document, names, cues
        self._joined: dict[int, bool] = {}
        self._in_full = {(part.field, part.value) for name in names if len(name.parts) > 1 for part in name.parts}

    def joined(self, index: int) -> bool:
        """Tell whether a name and the next are two of one sentence that the same is told of."""
        if index not in self._joined:
            self._joined[index] = index + 1 < len(self._names) and self._are_joined(index)
        return self._joined[index]

    def _are_joined(self, index: int) -> bool:
        one, other = self._names[index], self._names[index + 1]
        if self._is_short(one) or self._is_short(other):
            return self._document.low[one.end : other.start] == " и " and one.case == other.case
        between = self._document.low[one.end : other.start]
        return (
            same_case(one, other)
            and len(between) <= 140
            and self._document.sentence_number(one.start) == self._document.sentence_number(other.start)
            and _JOINED.fullmatch(between) is not None
            and _JOINT.search(between) is not None
            and not PREDICATE.search(lower(_NO_VERB.sub("", self._document.text[one.end : other.start])))
            and not _ATTRIBUTED.search(self._document.low, max(0, one.start - 90), one.start)
            and not any(self._cues[cue].search(between) for cue in ("told", "speech", "contact", "official", "alive"))
            and not _KIN.search(between)
        )

    def companions(self, index: int) -> list[int]:
        """Return a name with the subjects of its sentence beside it: "Кедров и муж его сестры Белов ехали"."""
        first = last = index
        while first > 0 and self._are_companions(first - 1):
            first -= 1
        while last + 1 < len(self._names) and self._are_companions(last):
            last += 1
        return list(range(first, last + 1))

    def _are_companions(self, index: int) -> bool:
        one, other = self._names[index], self._names[index + 1]
        document = self._document
        between = _POSSESSIVE.sub("", lower(_NO_VERB.sub("", document.text[one.end : other.start])))
        return (
            one.case == other.case == "Nom"
            and min(len(one.parts), len(other.parts)) > 1
            and document.sentence_number(one.start) == document.sentence_number(other.start)
            and _SIDE_BY_SIDE.fullmatch(between) is not None
            and not PREDICATE.search(between)
            and not any(self._cues[cue].search(between) for cue in ("told", "speech", "contact", "official", "alive"))
        )

    def _is_short(self, name: Name) -> bool:
        """Tell whether a name is a part of one that the text tells in full: "Кедров", but not "сержант Ким"."""
        return len(name.parts) == 1 and (name.parts[0].field, name.parts[0].value) in self._in_full

    def repeats(self, before: Name, name: Name) -> bool:
        """Tell whether a dash stands for the word that was told of the one before."""
        low = self._document.low
        start, end = self._document.sentence(name.start)
        between = low[max(start, before.end) : name.start]
        apart = start > before.start
        if self._cues["told"].search(low, start if apart else name.end, end) or "\n\n" in low[before.end : name.start]:
            return False
        if self._document.sentence_number(name.start) - self._document.sentence_number(before.start) > _SERIES:
            return False
        if _DAY_BEFORE.fullmatch(between):
            return True
        first = name.case == "Nom" and _CLAUSE.search("; " if apart else between)
        return bool(first) and _DAY_AFTER.match(low[name.end : end]) is not None
