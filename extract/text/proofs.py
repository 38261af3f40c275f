"""Of whom a death is told: each tale is tied to the name that it governs, and to those joined to that name."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence

from extract.text.cue import CuePattern
from extract.text.document import Document
from extract.text.morphology import Morphology
from extract.text.name import Name
from extract.text.proof import Proof as Proof
from extract.text.proof import governs as governs
from extract.text.standing import said
from extract.text.tales import Grammar, Tale
from sinodik.names import fold
from sinodik.records import Status

_FARTHEST = 220  # characters from a tale to the name that it is told of
_CASES = {
    Grammar.OF: ("Gen",),
    Grammar.ABSENT: ("Gen", "Acc"),
    Grammar.WITH: ("Ins",),
    Grammar.OBJECT: ("Acc", "Gen"),
    Grammar.WISH: ("Dat", "Nom"),
}
_KIN_SUBJECT = re.compile(
    r"(?<![а-я])(?:сын|сыновья|муж|брат|братья|отец|папа|внук|дед|прадед|дядя|племянник|зять|дочь"
    r"|мать|сестра|жена|друг|товарищ|который|которая|чей|чья)(?![а-я])"
)
# "командира Ступака, он погиб", "Фитюлина, который попал в плен": whatever the name's case.
_KIN = re.compile(
    r"(?<![а-я])(?:сын|брат|муж|отец|отц|пап|мам|мать|матер|жен[аеуы]|супруг|вдов|доч|сестр|дед|баб|внук"
    r"|внуч|племян|дяд|тет|тест|тещ|друг|однокласс|сослужив)"
)
_PRONOUN = re.compile(r"[,;—–:(] ?(?:он|она|котор(?:ый|ая|ые))(?: [а-я]+){0,2} $")
_OTHER_CLAUSE = re.compile(r"(?<![а-я])(?:что|чтобы|котор[а-я]*|чей|чья|чьи|где|когда|если|как|его|ее|их)(?![а-я-])")
_LIFE = re.compile(
    r"\W{0,3}(?:годы жизни:? ?|\()?\W{0,2}(?:\d{1,2}[. ][\da-zа-я]{1,8}[. ])?(?:19|20)\d\d(?: ?г\.?| года?)?"
    r" ?[-‐‑‒–—−] ?(?:\d{1,2}[. ][\da-zа-я]{1,8}[. ])?(20(?:1[4-9]|[2-4]\d))(?!\d)"
)
# What may stand between two names that one word is told of: ranks, ages, places, but no verb.
_JOINED = re.compile(r"(?:(?!\n\s*\n)[^.:!?]|(?<=[а-я])\.|(?<=\d)\.){0,140}")
_JOINT = re.compile(r"[,;]|(?<![а-я])(?:и|а также)(?![а-я])")
PREDICATE = re.compile(
    r"(?<![а-я])(?:[а-я]+(?:[иаеы]л[аи]?|л(?:ся|ась|ись)|ает|яет|ует|ит|ат|ят|ются|ется)|жив[аы]?|что|котор[а-я]+"
    r"|его|ее|их|со?(?= (?:жен|сын|муж|брат|доч)))(?![а-я])"
)


# "соболезнования семье Кедрова", "матери рядового Кедрова вручили": whose the family is.
_RANKED = (
    r"(?:гвардии |старшего |младшего |ефрейтора |рядового |сержанта |старшины |прапорщика |лейтенанта |капитана "
    r"|майора |подполковника |полковника |матроса |мичмана )"
)
_FAMILY_OF = re.compile(
    rf"(?<![а-я])(?:(?:семь|родны|близки|вдов|родител)[а-я]*(?: и [а-я]+)? (?:[а-я]+ )?{_RANKED}*"
    rf"|(?:мат|мам|отц|отец|сестр|брат|жен|супруг)[а-я]* (?:[а-я]+ )?{_RANKED}+)$"
)
# "Награды переданы родным: рядового Кедрова — его маме …": for whom a relative receives.
_TO_THE_FAMILY = re.compile(
    r" ?[—–-] (?:его |ее )?(?:маме|матери|отцу|родителям|супруге|супругу|жене|мужу|вдове"
    r"|сыну|дочери|сестре|брату|бабушке)(?![а-я])"
)


_ASIDE = re.compile(r"\([а-яё -]{3,20}\) [А-ЯЁ]")
_AMONG = re.compile(r"(?:среди|в числе|спис[а-я]+)(?: [а-я]+)? $")
# How a series goes on: "в среду, 14-го, – Белова", "Белов, рядовой, — 4 июня", "а Белов — под Бахмутом".
_SERIES = 4  # sentences
_DAY_BEFORE = re.compile(r"(?:.*[,;] ?)?\W*(?:а |и )?(?:во? |\d)[^.!?;]{0,40}[—–-] ?", re.DOTALL)
_CLAUSE = re.compile(r"[,;.] ?(?:а |и )?(?:[а-я]+ ){0,2}$")
_DAY_AFTER = re.compile(r"[^.!?;:—–]{0,60}? ?[—–-] ?(?:\d{1,2}(?:-го)? [а-я]{3,}|в [а-я]{3,}|под [а-я]{3,}|на следующ)")
_NATURAL = ("умер", "умерла", "умерли", "скончался", "скончалась", "скончались")
_TOKENS = ("память", "памяти", "портрет", "портрета", "тело", "тела", "могила", "могилы")
_OF_OTHERS = re.compile(r" (?:геро|всем|павш|погиб|солдат|воин|земляк)")  # "вечная память героям"
_RECEIVES = re.compile(r" (?:получил|принял|вручил|передал)")
_SEEN_OFF = re.compile(r"последний путь|погиб|геро|боец|бойц|воин|солдат|(?<![а-я])сво(?![а-я])|гроб|кладбищ")
_OF_WOUNDS = re.compile(r"ран|госпитал|бою|боев|осколо")


def _same_case(one: Name, other: Name) -> bool:
    """Tell whether two names stand in one case; a man's genitive is his accusative: "похоронили Дуду и Белова"."""
    men = one.gender == other.gender == "Masc"
    return one.case == other.case or (men and {one.case, other.case} == {"Gen", "Acc"})


class Proofs:
    """The tales of one document tied to its names. ``speaks`` tells whether a name is a speaker's or an official's."""

    def __init__(
        self,
        document: Document,
        names: Sequence[Name],
        morphology: Morphology,
        cues: Mapping[str, CuePattern],
        speaks: Callable[[int], bool],
    ) -> None:
        self._document, self._names = document, names
        self._morphology, self._cues, self._speaks = morphology, cues, speaks
        self._starts = [name.start for name in names]
        self.of: dict[int, list[Proof]] = defaultdict(list)
        self._joined: dict[int, bool] = {}

    def tie(self, told: Sequence[Tale]) -> list[Tale]:
        """Tie each tale to the names of its sentence in ``of``; return those that no name of their sentence takes."""
        free = [tale for tale in told if not self._tied(tale)]
        for index, name in enumerate(self._names):
            if life := _LIFE.match(self._document.low, name.end):
                self.of[index].append(Proof(life.start(1), life.end(1), Status.DEAD, "told_as_life"))
            if name.case == "Gen" and not self.of.get(index) and (family := self._family(name)):
                self.of[index].append(Proof(*family.span(), Status.DEAD, "told_by_the_family", weak=True))
        self._go_on()
        return free

    def _family(self, name: Name) -> re.Match[str] | None:
        """Return the words that call a family his: "родным Кедрова", "Кедрова — его маме"."""
        low = self._document.low
        return _FAMILY_OF.search(low, max(0, name.start - 70), name.start) or _TO_THE_FAMILY.match(low, name.end)

    def _go_on(self) -> None:
        """Tell of the next what a series leaves out: "погиб Кедров в марте, Белов — в мае", "в среду – Белова"."""
        for index in range(1, len(self._names)):
            name, before = self._names[index], self._names[index - 1]
            if self.of.get(index) or len(name.parts) == 1 or not _same_case(before, name):
                continue
            told = [proof for proof in self.of.get(index - 1, ()) if not proof.weak]
            if told and self._repeats(before, name):
                self.of[index].append(told[-1]._replace(rule="told_in_a_series"))

    def _repeats(self, before: Name, name: Name) -> bool:
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

    def among(self, start: int, end: int) -> range:
        """Return which names begin in a range of the text."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))

    def _tied(self, tale: Tale) -> bool:
        sentence = self._document.sentence(tale.start)
        near = self.among(*sentence)
        if not near or (tale.words[0].startswith("прово") and not _SEEN_OFF.search(self._document.low, *sentence)):
            return False
        before = [index for index in near if self._starts[index] < tale.start]
        after = [index for index in near if self._starts[index] >= tale.end]
        tied = self._head(tale, before[-1] if before else None, after)
        for index in tied:
            weak = self._is_weak(tale)
            alone = tale.grammar is Grammar.SUBJECT and not tale.plural and tale.gender != ""
            self._give(index, Proof(tale.start, tale.end, tale.status, governs(tale.grammar), weak, alone))
        return bool(tied)

    def _give(self, index: int, proof: Proof) -> None:
        """Note what is told of a name, and of those joined to it."""
        if proof in self.of[index]:
            return
        self.of[index].append(proof)
        for step in (-1, 1):  # a list may join thousands: no recursion
            at = index
            while 0 <= at + step < len(self._names) and self.shares(min(at, at + step), proof):
                at += step
                if proof in self.of[at]:
                    break
                self.of[at].append(proof)

    def shares(self, index: int, proof: Proof) -> bool:
        """Tell whether what is told of a name or of the next is told of both: of one only if "и" joins them."""
        if not self.joined(index):
            return False
        between = self._document.low[self._names[index].end : self._names[index + 1].start]
        if ";" in between and proof.start >= self._names[index + 1].end:
            return False  # "погиб Кедров; Белов и Седов ранены"
        return not proof.alone or between == " и "

    def is_strong(self, index: int, void: Collection[int] = ()) -> bool:
        """Tell whether words that govern the name tell of it; ``void`` is where words stand that do not count."""
        return any(not proof.weak and proof.start not in void for proof in self.of.get(index, ()))

    def joined(self, index: int) -> bool:
        """Tell whether a name and the next are two of one sentence that the same is told of."""
        if index not in self._joined:
            self._joined[index] = index + 1 < len(self._names) and self._are_joined(index)
        return self._joined[index]

    def _are_joined(self, index: int) -> bool:
        one, other = self._names[index], self._names[index + 1]
        if len(one.parts) == 1 or len(other.parts) == 1:
            return self._document.low[one.end : other.start] == " и " and one.case == other.case
        between = self._document.low[one.end : other.start]
        return (
            _same_case(one, other)
            and len(between) <= 140
            and self._document.sentence_number(one.start) == self._document.sentence_number(other.start)
            and _JOINED.fullmatch(between) is not None
            and _JOINT.search(between) is not None
            and not PREDICATE.search(between)
            and not any(self._cues[cue].search(between) for cue in ("told", "speech", "contact", "official", "alive"))
            and not _KIN.search(between)
        )

    def _head(self, tale: Tale, before: int | None, after: Sequence[int]) -> list[int]:
        """Return whom the tale is told of: a name before, or one (after a colon all) after."""
        if tale.grammar is Grammar.SUBJECT:
            return self._subject(tale, before, after)
        if tale.grammar is Grammar.PARTICIPLE:
            return self._attribute(tale, before, after)
        if tale.grammar is Grammar.AFTERWARDS:
            near = [*([] if before is None else [before]), *after[:1]]
            near = [i for i in near if self._names[i].case in ("Nom", "Gen", "Acc", "Dat") and self._is_awarded(i)]
            return sorted(near, key=lambda i: self._names[i].case != "Nom")[:1]
        if tale.grammar is Grammar.ABSENT and after and ":" in self._between(tale, self._names[after[0]]):
            return [after[0]]  # "не стало самого молодого: Елисей Сивкович"
        cases = _CASES[tale.grammar]
        fits = [i for i in after[:1] if self._fits(tale, i, cases)]
        if tale.grammar is Grammar.WISH and _OF_OTHERS.match(self._document.low, tale.end):
            return fits
        if not fits and before is not None and tale.grammar is not Grammar.OF and self._fits(tale, before, cases):
            fits = [before]
        return fits

    def _is_awarded(self, index: int) -> bool:
        """Tell whether an award can be this person's own: "медаль (посмертно) Нина получила" is not hers."""
        return not self._speaks(index) and not _RECEIVES.match(self._document.low, self._names[index].end)

    def _fits(self, tale: Tale, index: int, cases: Sequence[str]) -> bool:
        name = self._names[index]
        if name.case not in cases:
            return False
        between = self._between(tale, name)
        if len(between) > _FARTHEST or said(self._cues["speech"], between, 0, len(between)) or self._speaks(index):
            return False
        return tale.grammar is not Grammar.OF or not re.search(r"[:;]|, (?:сообщ|расска)", between)

    def _between(self, tale: Tale, name: Name) -> str:
        low = self._document.low
        return low[tale.end : name.start] if tale.end <= name.start else low[name.end : tale.start]

    def _subject(self, tale: Tale, before: int | None, after: Sequence[int]) -> list[int]:
        if after and self._document.low[tale.end : self._names[after[0]].start] == ") ":
            return [after[0]]  # "рядом (жив-здоров) В. Белов"
        if _ASIDE.match(self._document.text, max(0, tale.start - 1)):
            return []  # so may be somebody whose name was not read
        if before is not None and self._is_subject_before(tale, before) and not self._leads_to(tale, before, after):
            return [before]
        # "Погиб сын Марины Кедровой, рядовой Кедров": the first in the nominative.
        first = next((i for i in after[:2] if self._is_nominative(self._names[i])), None)
        if first is None or not self._is_subject_after(tale, first):
            return []
        return list(after) if ":" in self._between(tale, self._names[first]) and tale.plural else [first]

    def _leads_to(self, tale: Tale, before: int, after: Sequence[int]) -> bool:
        """Tell whether a new clause begins with the tale: "ранен Пётр Кедров, погиб Олег Белов"."""
        if not after or not re.search(r"[,;](?: а| но| и)? $", self._between(tale, self._names[before])):
            return False
        close = re.fullmatch(r" (?:[а-я]+ ){0,3}", self._between(tale, self._names[after[0]]))
        return close is not None and self._is_subject_after(tale, after[0])

    def _agrees(self, tale: Tale, name: Name) -> bool:
        return self._is_nominative(name) and tale.gender in ("", name.gender)

    def _is_nominative(self, name: Name) -> bool:
        """Tell whether a name stands in the nominative, or may: "Юхно С. Т." is the same in every case."""
        written = (fold(self._document.text[part.start : part.end]) for part in name.parts)
        return name.case == "Nom" or all(
            part.value and fold(part.value) == form for part, form in zip(name.parts, written, strict=True)
        )

    def _is_subject_before(self, tale: Tale, index: int) -> bool:
        name = self._names[index]
        between = self._between(tale, name)
        near = tale.gender in ("", name.gender) and len(between) <= _FARTHEST
        if near and between.rstrip().endswith((".", "!")) and "." not in between.rstrip()[:-1]:
            return not self._speaks(index)  # "простились с Петром. погиб 3 мая": small letters hide the sentence's end
        if near and _PRONOUN.search(between) and not _KIN_SUBJECT.search(between.replace("который", "")):
            return True
        return (
            self._agrees(tale, name)
            and len(between) <= _FARTHEST
            and not re.search('[;]|: ?[«"]', between)
            and not said(self._cues["speech"], between, 0, len(between))
            and not _OTHER_CLAUSE.search(re.sub(r", котор(?:ый|ая)[^,]*,", "", between))
            and not (_KIN_SUBJECT.search(between[-24:]) and "," in between)
            and not _KIN_SUBJECT.match(self._document.low, tale.end + 1)
            and not self._speaks(index)
        )

    def _is_subject_after(self, tale: Tale, index: int) -> bool:
        name = self._names[index]
        between = self._between(tale, name)
        return (
            self._agrees(tale, name)
            and len(between) <= _FARTHEST
            and not said(self._cues["speech"], between, 0, len(between))
            and not ("—" in between and self._cues["official"].search(between))
            and not self._speaks(index)
        )

    def _attribute(self, tale: Tale, before: int | None, after: Sequence[int]) -> list[int]:
        """Return the names in the participle's case: those after it, or the one before it."""
        cases = {(a.case, a.gender if not a.plural else "") for a in self._morphology.analyses(tale.words[0])}
        cases |= {(a.case, a.gender if not a.plural else "") for a in self._morphology.analyses(tale.words[-1])}
        if after and self._is_attribute(tale, after[0], cases):
            return list(after) if tale.plural and ":" in self._between(tale, self._names[after[0]]) else [after[0]]
        if before is not None and re.search(r", [^,]{0,40}$", self._between(tale, self._names[before])):
            return [before] if self._is_attribute(tale, before, cases) else []
        return []

    def _is_attribute(self, tale: Tale, index: int, cases: set[tuple[str, str]]) -> bool:
        name = self._names[index]
        between = self._between(tale, name)
        agrees = (name.case, "" if tale.plural else name.gender) in cases
        listed = tale.plural and (":" in between or self._is_among(tale, between))
        return (
            (agrees or listed)
            and len(between) <= _FARTHEST
            and (listed or not re.search("[:;—–]", between))
            and not (said(self._cues["speech"], between, 0, len(between)))
        )

    def _is_among(self, tale: Tale, between: str) -> bool:
        """Tell whether a list is named before "погибших": "в списках погибших — Кедров"."""
        before = self._document.low[max(0, tale.start - 20) : tale.start]
        return bool(_AMONG.search(before)) and not self._cues["official"].search(between)

    def _is_weak(self, tale: Tale) -> bool:
        """Tell whether a gate outweighs the tale: a wish, an award, a natural death."""
        if tale.words[0] in _NATURAL:
            return not _OF_WOUNDS.search(self._document.low, *self._document.sentence(tale.start))
        return tale.grammar in (Grammar.WISH, Grammar.AFTERWARDS) or tale.words[0] in _TOKENS
