"""How old the dead were, in whole years; the 24th year of life is the age of 23.

A number is an age by what follows it ("лет", "-летний", "году жизни") and what leads to it ("в возрасте", "ему было").
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from extract.text import age_forms as forms
from extract.text.document import Document
from extract.text.numerals import number

_LEAD_LENGTH, _CLAUSE, _ITEM = 60, 160, 600  # characters
_STOP = re.compile(r"[.!?\n]")
# Who dies in a war is neither a child nor very old; a figure beyond is another thing's.
_YOUNGEST, _OLDEST = 16, 85
_HOURS = 24  # «в двадцать» may be an hour


class Age(NamedTuple):
    """An age and where it stands in the cleaned text."""

    years: int
    start: int
    end: int


def ages(document: Document) -> Iterator[Age]:
    """Yield every age told of the dead, in order."""
    low = document.low
    position = 0
    while anchor := forms.NUMBER.search(low, position):
        years, end = _number(low, anchor)
        position = max(end, anchor.end())
        tail = forms.TAIL.match(low, end) if years else None
        age = _Told(document, anchor.start(), years, tail).age() if tail else None
        if age and _YOUNGEST <= age.years <= _OLDEST:
            yield age


def _number(low: str, anchor: re.Match[str]) -> tuple[int, int]:
    """Return the number that begins here and where it ends; 0 if it is none."""
    if anchor[0].isdecimal():
        before = low[max(0, anchor.start() - 2) : anchor.start()]
        goes_on = before[-1:] in ("№", "-") or (before[-1:] in (".", ",", "/") and before[:1].isdigit())
        return 0 if goes_on else int(anchor[0]), anchor.end()
    for form in forms.IN_WORDS:
        if match := form.match(low, anchor.start()):
            parts = match.groupdict()
            words = [parts[name] for name in ("tens", "unit") if parts[name]] if parts else [match[0]]
            return sum(number(word) or 0 for word in words), match.end()
    return 0, anchor.end()


class _Told:
    """A number, what follows it, and the words that lead to it, those like "всего" left out."""

    def __init__(self, document: Document, at: int, years: int, tail: re.Match[str]) -> None:
        self._text, self._low = document.text, document.low
        self._at, self._years, self._tail = at, years, tail
        self._is_ordinal = forms.IN_WORDS[1].match(self._low, at) is not None
        self._since = max(0, at - _LEAD_LENGTH)
        self._lead_end = self._before_only()

    def _before_only(self) -> int:
        """Return where the words like "всего" begin that stand before the number."""
        low, end = self._low, self._at
        while low.endswith(forms.ONLY, self._since, end):
            word = next(word for word in forms.ONLY if low.endswith(word, self._since, end))
            if end > len(word) and low[end - len(word) - 1].isalpha():
                break
            end -= len(word)
        return end

    def age(self) -> Age | None:
        """Return the age that is told of a dead one; None if it is no age, or another's."""
        return self._not_reached() if self._tail["unreached"] else self._not_yet() or self._reached()

    def _not_reached(self) -> Age | None:
        # "Не было и тридцати" is said of many ages.
        return self._his(self._at, self._years - 1) if self._years % 10 else None

    def _not_yet(self) -> Age | None:
        """Return the age before the number, where somebody was in that year of his life, or did not live to it."""
        low, tail = self._low, self._tail
        kind = str(tail.lastgroup if tail.lastgroup != "ever" else "years")
        if tail["less"]:
            return self._his(self._at, self._years - 1)
        begun = forms.BEGUN.get(kind)
        if begun and (match := self._led(begun)):
            if kind == "nth" and not self._tells_of_a_life():
                return None
            if self._years % 10 == 0 and re.match(forms.NOT_TURNED, match[0]):
                return None
            if forms.BEFORE.fullmatch(match[0]) and self._is_of_a_thing():
                return None  # "накануне 80-летия Победы"
            return self._his(match.start(), self._years - 1)
        if kind not in ("jubilee", "years", "nothing", "short") and tail["years"] is None:
            return None
        if low[self._since : self._at].endswith(forms.TO) and not self._is_of_a_thing():
            return self._his(self._at, self._years - 1) if forms.LATER.match(low, tail.end()) else None
        return self._soon()

    def _soon(self) -> Age | None:
        """Return the age before the one that he would have reached in a few days."""
        stop = _STOP.search(self._low, self._tail.end(), self._tail.end() + _CLAUSE)
        clause = (self._begin(), stop.start() if stop else self._tail.end() + _CLAUSE)
        if not (forms.WOULD_BE.search(self._low, *clause) and forms.SOON.search(self._low, *clause)):
            return None
        return self._his(self._lead_end, self._years - 1, conditional=True)

    def _reached(self) -> Age | None:
        tail, at = self._tail, self._at
        if tail["jubilee"]:
            return self._his(at, self._years) if self._led(forms.REACHED) and not self._is_of_a_thing() else None
        if tail["adjective"] or tail["evermore"]:
            return self._his(at, self._years)
        if tail["ever"] is not None:
            return None if forms.NO_AGE.search(self._low, self._since, at) else self._his(at, self._years)
        if tail["nothing"] is not None and not self._is_ordinal:
            match = self._led(forms.ALONE) or self._in(forms.IN_BRACKETS, at) or self._of_him()
            if match is None:
                return None
            return self._his(at if match[0].endswith(("(", ", ")) else match.start(), self._years)
        if tail["years"] is None and tail["going"] is None:
            return None
        if match := self._led(forms.LEAD) or self._in(forms.HIS_YEARS, self._lead_end):
            return self._his(match.start(), self._years)
        return self._his(at, self._years) if self._stands_alone() else None

    def _is_of_a_thing(self) -> bool:
        return forms.OF_A_THING.match(self._text, self._tail.end()) is not None

    def _led(self, lead: re.Pattern[str]) -> re.Match[str] | None:
        """Return what leads to the number, with the words like "всего" or without them."""
        match = lead.search(self._low, self._since, self._at)
        if match or self._lead_end == self._at:
            return match
        return lead.search(self._low, self._since, self._lead_end)

    def _in(self, lead: re.Pattern[str], end: int) -> re.Match[str] | None:
        return lead.search(self._text, self._since, end)

    def _of_him(self) -> re.Match[str] | None:
        """Return what leads to a mere number that is an age: "Олегу — 23", "погиб, в свои сорок восемь"."""
        low, at, end = self._low, self._at, self._tail.end()
        if match := self._in(forms.HIS_NUMBER, self._lead_end):
            return match
        if low[at].isdecimal():
            if match := self._is_a_sentence() or self._after_his_work():
                return match
        elif not low.startswith("..", end) and (match := self._in_words()):
            return match
        match = forms.IN_HIS.search(low, self._since, at)
        begin = max(self._since, low.rfind(". ", 0, at))
        died = forms.HE_DIED.search(low, begin, at) or forms.THEN_DIED.match(low, end)
        return match if match and died else None

    def _after_his_work(self) -> re.Match[str] | None:
        """Return what stands before figures behind who somebody was: "танкист, 24, родом", "прапорщик, 44."."""
        if forms.NUMBERED.search(self._low, self._since, self._at) or not forms.A_CELL.match(
            self._low, self._tail.end()
        ):
            return None
        return self._in(forms.AFTER_A_WORD, self._at)

    def _in_words(self) -> re.Match[str] | None:
        low, at = self._low, self._at
        if self._years > _HOURS and (match := forms.AT_AN_AGE.match(low, self._begin(), at)):
            return match
        return self._in(forms.AFTER_HIS_WORK, at) or forms.IN_A_WORD.search(low, self._since, self._lead_end)

    def _is_a_sentence(self) -> re.Match[str] | None:
        """Return what stands before "44." or "44 было.", figures that are a sentence and no item's number."""
        low, at, end = self._low, self._at, self._tail.end()
        if not forms.ENDS_A_SENTENCE.match(self._text, end) or re.search(
            rf"(?<!\d){self._years - 1}[.)]", low[max(0, at - _ITEM) : at]
        ):
            return None
        if self._lead_end < at or self._tail[0]:
            return forms.BEGINS.search(low, self._since, self._lead_end)
        return self._in(forms.A_SENTENCE, at)

    def _stands_alone(self) -> bool:
        """Tell whether "24 года" is beside a name, in a line of its own, or when somebody died."""
        low, since, at, end = self._low, self._since, self._at, self._tail.end()
        if forms.AT.search(low, since, at):
            return forms.THEN_DIED.match(low, end) is not None
        if forms.NO_AGE.search(low, since, at):
            return False
        if self._in(forms.PATRONYMIC, at):
            return True
        beside = self._led(forms.BESIDE) or self._led(forms.BEGINS)
        return beside is not None and (low[end - 1] == "." or forms.ENDS.match(low, end) is not None)

    def _tells_of_a_life(self) -> bool:
        """Tell whether the year is one of a life, and not of a service: its sentence tells of a death."""
        if self._tail[0].endswith("жизни"):
            return True
        return forms.HE_DIED.search(self._low, self._begin(), self._tail.end() + _LEAD_LENGTH) is not None

    def _begin(self) -> int:
        """Return where the sentence begins, or a little before the number."""
        since = max(0, self._at - _CLAUSE)
        return max(since, *(self._low.rfind(mark, since, self._at) + 1 for mark in ".!?\n"))

    def _his(self, start: int, years: int, *, conditional: bool = False) -> Age | None:
        """Return the age unless it is a relative's, that of another time, or one that was not reached."""
        low, end = self._low, self._tail.end()
        before = low[max(0, start - 30) : start]
        lately = low[max(0, start - _LEAD_LENGTH) : start]
        if forms.KIN.search(before) or forms.LIVES.search(lately) or forms.LEFT.search(lately):
            return None
        if forms.WHEN_LEAVING.search(low, max(0, start - _LEAD_LENGTH), self._at) or forms.THEN_LEFT.match(low, end):
            return None
        if not conditional and forms.NOT_REACHED.search(low, max(0, start - 30), end + 16):
            return None
        return Age(years, start, end)
