"""How a story goes on about somebody whom a sentence does not name: by pronouns, call signs and what it told of him."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from extract.text.bonds import PREDICATE
from extract.text.cast import NOTED, Cast
from extract.text.document import Document
from extract.text.kin import KIN
from extract.text.name import Name
from extract.text.proofs import Proofs
from extract.text.tales import Grammar, Tale
from sinodik.records import Status

# "С ним был Белов Олег. Он считается пропавшим": the one who was named last.
_HE = re.compile(r"\W*(?:он|она)(?![а-я])")
_WITH_HIM = re.compile(r"(?<![а-я])(?:вместе|рядом)? ?с (?:ним|ней|ними)(?![а-я])")
# "Погиб под Угледаром", "Он же, 3 мая, погиб": no other subject stands before the word; nor in "боец погиб".
_NO_SUBJECT = re.compile(
    r"(?:[\W\d]|(?<![а-я])(?:он|она|же|уже|тоже|и|а|но|во?|на|под|году?|года|смертью|храбрых|геройски|тем|днем|утром|вечером"
    r"|январ[яе]|феврал[яе]|марта|апрел[яе]|мая|июн[яе]|июл[яе]|август[ае]?|сентябр[яе]|октябр[яе]|ноябр[яе]|декабр[яе])(?![а-я]))*"
)
_A_SOLDIER = re.compile(
    r"\W*(?:боец|воин|солдат|десантник|морпех|танкист|разведчик|военнослужащий|парень|доброволец) $"
)
# "Его убило осколком", "похоронили его в Кедровке".
_HIM = re.compile(r"(?<![а-я])(его|ее)(?: (?:там|и|же|уже|все|тоже|[а-я]+ [а-я]+))? $")
_HIM_AFTER = re.compile(r" (его|ее)(?= (?:на|во?|под|у|рядом|с|там|\d)|[.,!])")
# "Погиб Ковш", of whom the text says elsewhere that he was «Ковш».
_CAPITAL = re.compile(r"[А-ЯЁ][а-яё]{2,}")
_HOW_MANY = re.compile(r"(?<![а-я])(оба|обе|двое|двоих|трое|троих|четверо|пятеро|шестеро|семеро)(?![а-я])")
_NUMBERS = {"оба": 2, "обе": 2, "двое": 2, "двои": 2, "трое": 3, "трои": 3, "четв": 4, "пяте": 5, "шест": 6, "семе": 7}
# "Следом — его кум, Пётр Кедров": another of those near to the one before.
_NEAR_HIM = (
    rf"(?:{KIN}|(?<![а-я])(?:друг|подруга|сосед|соседка|кум|сват|побратим|приятель|товарищ|сослуживец|одноклассни[кц]а?|однокашник"
    r"|однополчанин|земляк|сокурсник|коллега|напарник|старший|младший|средний)(?![а-я]))"
)
_NEXT_OF_KIN = re.compile(rf"[^а-я]*(?:[а-я-]+[^а-я]+){{0,4}}{_NEAR_HIM}(?:[^а-я]+[а-я-]+){{0,3}}[^а-я]*")
_NOW_HE = re.compile(rf"{_NO_SUBJECT.pattern}(?:его|ее)?\W*")
_AGED = re.compile(r"\d\d (?:лет|год)|(?<!\d)(?:19|20)\d\d(?!\d)|(?:дцать|десят|сорок)(?: [а-я]+)? (?:лет|год)")
_SERVED = re.compile(
    r"(?<![а-я])(?:(?:по|у)?(?:служил|шел|шла|ехал)|воевал|(?:под|рас)писал|был|жил|родил|вырос|работал|ушел|ушла|мечтал|оставил|любил"
    r"|учил|окончил|отслужил)[а-я]*"
)
_ACTS = re.compile(rf"{PREDICATE.pattern}|(?<![а-я])(?!солдат)[а-я]{{2,}}(?:[иеа]т|[иеу]тся|ют|ят)(?![а-я])")
_DIED = (Grammar.SUBJECT, Grammar.ABSENT, Grammar.OBJECT)
_GOES_ON = 200  # characters from a death to the award after it
_LIVES_ON = -3  # what a person weighs of whom the post tells only what he does now


class Narrative:
    """Answers for one document of whom a story goes on to tell."""

    def __init__(self, document: Document, names: Sequence[Name], proofs: Proofs, cast: Cast) -> None:
        self._document, self._names, self._proofs, self._cast = document, names, proofs, cast

    def done_to_him(self, tale: Tale) -> str:
        """Return the gender of whom a verb is said to have taken or buried: "его убило", "похоронили её"."""
        if tale.grammar not in (Grammar.OBJECT, Grammar.ABSENT) or tale.status is Status.OTHER:
            return ""
        start = self._document.sentence(tale.start)[0]
        before = _HIM.search(self._document.low, max(start, tale.start - 60), tale.start)
        him = before or _HIM_AFTER.match(self._document.low, tale.end)
        return "" if him is None else "Masc" if him[1] == "его" else "Fem"

    def is_a_nickname(self, start: int) -> bool:
        """Tell whether the word there is somebody's call sign: the text has it in quotation marks too."""
        word = _CAPITAL.match(self._document.text, start)
        stem = self._document.low[start : start + max(3, len(word[0]) - 1)] if word else ""
        return bool(stem) and re.search(rf"[«\"“„]{stem}[а-я]{{0,3}}[»\"”“]", self._document.low) is not None

    def goes_on_about(self, tale: Tale) -> int | None:
        """Return of whom a sentence without names told a death just before: "Погиб 3 мая. Награждён посмертно"."""
        if self._proofs.among(*self._document.sentence(tale.start)):
            return None
        near = [
            (proof.start, number)
            for number, found in self._proofs.of.items()
            for proof in found
            if proof.rule == "told_of_the_same" and 0 <= tale.start - proof.start <= _GOES_ON
        ]
        return max(near)[1] if near else None

    def likeliest(self, about: Sequence[int], tale: Tale) -> list[int]:
        """Return whom it is told of: another than those named near by, if the post tells clearly more of him."""
        if self._cast.is_single:
            return list(about)
        about = [number for number in about if self._cast.weight(number) > _LIVES_ON or self._is_told(number)]
        if tale.plural or any(map(self._is_told_dead, about)):
            return about
        number = self._cast.protagonist(about, tale.gender, self._told_by_name())
        if number is None or (self._is_far(number, tale) and any(self._is_beside(n, tale.start) for n in about)):
            return about
        return [number]

    def counted(self, tale: Tale, may_be: Callable[[int], bool], leads: Callable[[int], bool]) -> list[int]:
        """Return those of "Погибли двое. Пётр Кедров, …. Олег Белов, …": as many as it says head sentences after it."""
        start, end = self._document.sentence(tale.start)
        numbers = _HOW_MANY.finditer(self._document.low, start, end)
        said = min(numbers, key=lambda number: abs(number.start() - tale.start), default=None)
        first = bisect_left(self._names, start, key=lambda name: name.start)
        heads: dict[int, int] = {}
        for n in range(first, len(self._names)) if said and tale.plural else ():
            if len(self._names[n].parts) > 1 and leads(n) and may_be(n) and self._names[n].case == "Nom":
                heads.setdefault(self._cast.who(n), n)
        listed = list(heads.values())
        exact = said is not None and len(listed) == _NUMBERS[said[1][:4]] and self._names[listed[0]].start >= end
        return listed if exact else []

    def called(self, kin: str, start: int) -> list[int]:
        """Return who was called so: of "его сын Тимур … Сын погиб" Тимур."""
        low = self._document.low
        called = re.compile(rf"(?<![а-я]){kin}(?: [а-я]+)? $")
        named = range(bisect_left(self._names, start, key=lambda name: name.start))
        return [n for n in named if called.search(low, max(0, self._names[n].start - 30), self._names[n].start)][-1:]

    def is_he(self, number: int, position: int) -> bool:
        """Tell whether "он" begins a sentence right after the one that introduces somebody by his full name."""
        name, low = self._names[number], self._document.low
        if len(name.parts) < 2 or name.case != "Nom" or not _HE.match(low, position):
            return False
        before = self._document.sentence_number(position) - self._document.sentence_number(name.start)
        return before == 1 and bool(_WITH_HIM.search(low, self._document.sentence(name.start)[0], name.start))

    def just_named(self, start: int, before: str, tale: Tale, might_be: Callable[[int], bool]) -> list[int]:
        """Return whom the sentence before names last, if it is a relative or a trainer: "Внук — Пётр. Погиб 3 мая"."""
        if fallen := self._next_to_fall(start, before, tale):
            return fallen
        number = bisect_left(self._names, start, key=lambda name: name.start) - 1
        if number < 0 or tale.grammar is not Grammar.SUBJECT or not might_be(number):
            return []
        name = self._names[number]
        if name.case != "Ins" and any(map(self._proofs.is_strong, range(number))):
            return []
        near = self._document.sentence_number(start) - self._document.sentence_number(name.start) == 1
        alike = not tale.plural and tale.gender in ("", name.gender) and len(name.parts) > 1
        goes_on = _NO_SUBJECT.fullmatch(before) or (tale.gender == "Masc" and _A_SOLDIER.fullmatch(before))
        return [number] if near and alike and goes_on else []

    def _next_to_fall(self, start: int, before: str, tale: Tale) -> list[int]:
        """Return the relative or friend whom the sentence before introduces as a soldier, after one who fell.

        «Кедров погиб 3 марта. Его племянник Фёдор Белов, 24 года, служил в пехоте. Погиб 30 марта».
        """
        number = bisect_left(self._names, start, key=lambda name: name.start) - 1
        if number < 1 or tale.plural or tale.grammar not in _DIED or not _NOW_HE.fullmatch(before):
            return []
        name, low = self._names[number], self._document.low
        begin, end = self._document.sentence(name.start)
        near = self._document.sentence_number(start) - self._document.sentence_number(begin) == 1
        alike = name.case == "Nom" and tale.gender in ("", name.gender) and len(name.parts) > 1
        if not (near and alike and not self._is_told(number) and any(map(self._is_told, range(number)))):
            return []
        other = all(self._cast.who(n) == self._cast.who(number) for n in self._proofs.among(begin, end))
        introduced = other and _NEXT_OF_KIN.fullmatch(low, begin, name.start)
        served = NOTED.search(low, begin, end) or _AGED.search(low, name.end, end)
        return [number] if introduced and served and not _ACTS.search(_SERVED.sub("", low[name.end : end])) else []

    def _is_far(self, number: int, tale: Tale) -> bool:
        start = self._names[number].start
        return "\n" in self._document.low[min(start, tale.start) : max(start, tale.start)]

    def _is_beside(self, number: int, position: int) -> bool:
        """Tell whether the paragraph has introduced this one before a position."""
        start = self._names[number].start
        return start < position and self._cast.weight(number) >= 0 and "\n" not in self._document.low[start:position]

    def _is_told(self, number: int) -> bool:
        return any(not p.weak and p.status is not Status.OTHER for p in self._proofs.of.get(number, ()))

    def _is_told_dead(self, number: int) -> bool:
        """Tell whether words that govern a name of this person tell of worse than a wound."""
        proofs = (proof for n in self._cast.same(number) for proof in self._proofs.of.get(n, ()))
        return any(not proof.weak and proof.is_grave for proof in proofs)

    def _told_by_name(self) -> set[int]:
        """Return the ``id`` of those of whom a sentence that names them tells a death: another needs another."""
        of = self._proofs.of.items()
        told = [n for n, found in of if any(p.is_grave and p.rule.startswith("told_as") for p in found)]
        return {self._cast.who(number) for number in told}
