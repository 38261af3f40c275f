"""Lists and their headings: "Погибли:", "Пропали без вести:" is told of everybody under it."""

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import pairwise

from extract.text.bonds import PREDICATE
from extract.text.clean import lower
from extract.text.cue import CuePattern
from extract.text.document import Document
from extract.text.lists import Items, begins_line
from extract.text.name import Name
from extract.text.proofs import Proof, Proofs
from extract.text.tales import Grammar, Tale
from sinodik.records import Field, Status

_HEAD = 70  # characters in which a line or a sentence comes to the name that it is about
_NO_HEAD = re.compile(
    r"(?<![а-я])(?:что|котор[а-я]+|его|ее|их|админ[а-я]*|ответственн[а-я]*|матер[а-я]*|мать|мама|отец|брат|сестра|жена|вдова"
    r"|командир[а-я]*|духовник|наставник|товарищ|друг|сослужив[а-я]+"
    r"|одноклассни[а-я]+|сосед[а-я]*|староста|кто-то|один из|одна из|спасибо|фото|текст|автор)(?![а-я])"
)
_DAY_HEAD = re.compile(r"\W*(?:а |и )?во? [^.!?;]{2,40}[—–-] ?")  # "В субботу, 16-го, – Белова": a series goes on
# "Село Баян-Тала: Иван Белов": a word with a capital is no verb, but for the first.
_CAPITALS = re.compile(r"(?<=\w )[А-ЯЁ][а-яё]+(?:-[А-Яа-яЁё]+)*")
_HEADING = (Grammar.SUBJECT, Grammar.PARTICIPLE, Grammar.ABSENT)
# What follows each name of a list: an age, a year of birth.
_SHAPE = re.compile(r"[ ,(—–-]{1,4}(?:\d{1,2} (?:лет|год)|(?:19|20)\d\d|\d\d?[./]\d\d?[./])")
_ANOTHER = re.compile(
    r"\W*(?:и с ним(?:и)?(?: вместе| рядом)?(?=[ ,])|рядом с ним|вместе с ними|с ним же"
    r"|еще один|еще одна|вместе с ним|также|второй|вторым|третий|третьим|следом)(?![а-я])"
)
# "Трое жителей села погибли. Это Пётр Кедров, …"
_NAMED = re.compile(
    r"\W*(?:это|среди них|ими (?:стали|оказались)|их имена|вот они|вот их имена)(?: ?[:—–-])? (?=[а-я])"
)
_MANY = re.compile(
    r"\d|(?<![а-я])(?:дв[ае]|двое|двоих|двух|тр[ие]|трое|троих|трех|четверо|четверых|пятеро|пять|шесть|семеро|несколько|имена|спис[а-я]+"
    r"|погибшие|погибли|погибших|бойц(?:ы|ов)|все(?:х|м)?|их|один из|одного из)(?![а-я])"
)
# Before a surname that stands alone in a line: a number, a date, a rank.
_LEAD = re.compile(r"(?:[^\w\n]|\d)*(?:[а-я-]{1,13}\.? ?){0,4}")
_RANKED = re.compile(r"[а-я]")
_ROW_GOES_ON = re.compile(r"[^\S\n]*([,(|—–-]|)(?:(?<=[,(|—–-])|[.;]?[^\S\n]*(?:\n|$))")
_LEAST = 3  # names of one shape are a list
# What parts a row from the first under the next heading: their ends and the heading, but no sentence.
_HEADED = re.compile(r"[^\n]{0,100}(?<![.!?…])\n(?:[^\n]{0,60}(?<![.!?…])\n){0,3}[^\n]{0,40}")
_PROSE = re.compile(r"[а-я]{3}[.!?…]\s")
# "Погибшие по сёлам. Луговое: Пётр Кедров. …"
_PLACED = re.compile(r"\W*(?:[а-я-]+\.? ){0,3}[а-я-]+ ?: (?=[а-я])")


class Sections:
    """Gives what a heading tells to the names that begin the lines or items under it."""

    def __init__(
        self,
        document: Document,
        names: Sequence[Name],
        proofs: Proofs,
        may_be: Callable[[int], bool],
        cues: Mapping[str, CuePattern],
    ) -> None:
        self._document, self._names, self._proofs = document, names, proofs
        self._may_be, self._cues = may_be, cues

    def tell(self, told: Sequence[Tale], persons: Sequence[object]) -> None:
        """Give each name that begins a line or an item what the heading over it tells; ``persons`` one a name."""
        listed = self._listed(persons)
        listed |= self._lone(listed)
        first = [self._names[number].start for number in sorted(listed)]
        heads = [tale for tale in told if self._is_heading(tale, first)]
        ends = [self._document.sentence(tale.start)[1] for tale in heads]
        for number, name in enumerate(self._names):
            if self._may_be(number) and not self._proofs.of.get(number):
                over = bisect_right(ends, name.start) - 1
                lone = number in listed and len(name.parts) == 1
                if (
                    over >= 0
                    and not lone
                    and (number in listed or (self.leads(number) and not self._is_past(number, listed)))
                ):
                    tale = heads[over]
                    proof = Proof(tale.start, tale.end, tale.status, "told_in_the_heading", weak=True)
                    self._proofs.of[number].append(proof)
                elif number in listed:
                    status = heads[over].status if over >= 0 else Status.DEAD
                    proof = Proof(name.start, name.end, status, "stands_in_the_list", weak=True)
                    self._proofs.of[number].append(proof)

    def leads(self, number: int) -> bool:
        """Tell whether a name begins its sentence, line or item, but for its rank and a date."""
        name = self._names[number]
        if len(name.parts) == 1:
            # The text goes on about somebody, but for "мы с тобой, Назар, на курорте".
            low = self._document.low
            return not (low[name.end : name.end + 1] in (",", "!") and low[max(0, name.start - 2) : name.start] == ", ")
        start, _ = self._document.sentence(name.start)
        head = self._document.low[start : name.start]
        verbs = lower(_CAPITALS.sub("", self._document.text[start : name.start]))
        return (
            (name.case == "Nom" or _DAY_HEAD.fullmatch(head) is not None)
            and len(head) <= _HEAD
            and not (PREDICATE.search(verbs) or _NO_HEAD.search(head))
            and not any(self._cues[cue].search(head) for cue in ("speech", "contact", "official", "told"))
        )

    def _listed(self, persons: Sequence[object]) -> set[int]:
        """Return the names that begin items of a list, numbered or not, or lines one under the other."""
        low, names = self._document.low, self._names
        items = Items(self._document, [(name.start, person) for name, person in zip(names, persons, strict=True)])
        listed = {n for n, name in enumerate(names) if items.number(name.start) and self._begins_item(n)}
        shaped = [n for n, name in enumerate(names) if _SHAPE.match(low, name.end)]
        many = len({id(persons[n]) for n in shaped}) >= _LEAST
        listed.update(n for n in shaped if many or (len(names[n].parts) > 1 and self.leads(n)))
        listed.update(n for n in range(len(names)) if self._is_another(n))
        bare = [n for n in range(len(names)) if self._is_a_sentence(n)]
        listed.update(n for pair in pairwise(bare) if pair[1] - pair[0] == 1 and len(bare) >= _LEAST for n in pair)
        heads = [n for n in range(len(names)) if self._may_be(n) and self._begins_item(n)]
        near: list[int] = []
        for one, other in pairwise(heads):
            lines = low.count("\n", names[one].end, names[other].start)
            if persons[one] is not persons[other] and lines == 1:
                listed.update((one, other))
            elif persons[one] is persons[other] or not _HEADED.fullmatch(low, names[one].end, names[other].start):
                near = []
                continue
            near = [*(near or [one]), other]
            if len(near) >= _LEAST:  # two under headings of their own may stand so by chance
                listed.update(near)
        return listed

    def _lone(self, listed: Collection[int]) -> set[int]:
        """Return the surnames that stand alone in lines among such lines: "пр-к Кедров" under "ряд. Белов Иван"."""
        low, names = self._document.low, self._names
        full = {n for n in range(len(names)) if n in listed or self._begins_item(n)}
        lone = {n: head for n in range(len(names)) if n not in full and (head := self._head_of_lone(n)) is not None}
        found: set[int] = set()
        for one, other in pairwise(sorted(full | lone.keys()) if lone else ()):
            ranked = all(_RANKED.search(lone.get(n, "")) for n in (one, other))
            if low.count("\n", names[one].end, names[other].start) == 1 and (ranked or one in full or other in full):
                found |= {n for n in (one, other) if self._may_be(n)}
        return found

    def _head_of_lone(self, number: int) -> str | None:
        """Return what a line has before a surname that stands alone in it: a rank, a date; None if it is no row."""
        name, low = self._names[number], self._document.low
        if len(name.parts) > 1 or name.parts[0].field is not Field.SURNAME or name.case != "Nom":
            return None
        head = low[low.rfind("\n", 0, name.start) + 1 : name.start]
        follows = _ROW_GOES_ON.match(low, name.end)
        # "Орлов" in a line of its own may be the town that its dead are from.
        told = follows is not None and bool(head or follows[1])
        return head if told and _LEAD.fullmatch(head) else None

    def _is_past(self, number: int, listed: Collection[int]) -> bool:
        """Tell whether sentences stand between a list and a name: who signs the post is none of those it lists."""
        start = self._names[number].start
        ends = [self._names[n].end for n in listed if n < number]
        blank = self._document.low.find("\n\n", max(ends), start) if len(ends) >= _LEAST else -1
        return blank >= 0 and _PROSE.search(self._document.low, blank, start) is not None

    def _is_a_sentence(self, number: int) -> bool:
        """Tell whether a name in the nominative is a whole sentence: "… потерял троих. Кедров Пётр. Белов Олег."."""
        name = self._names[number]
        start, end = self._document.sentence(name.start)
        rest = self._document.low[start : name.start] + self._document.low[name.end : end]
        return name.case == "Nom" and len(name.parts) > 1 and not rest.strip(" .,;!…\n")

    def _begins_item(self, number: int) -> bool:
        start, _ = self._document.sentence(self._names[number].start)
        return len(self._names[number].parts) > 1 and self.leads(number) and begins_line(self._document, start)

    def _is_another(self, number: int) -> bool:
        name = self._names[number]
        start, _ = self._document.sentence(name.start)
        low = self._document.low
        another = _ANOTHER.match(low, start) or (_NAMED.match(low, start) and self._are_several(start))
        return len(name.parts) > 1 and bool(another) and self.leads(number)

    def _are_several(self, start: int) -> bool:
        """Tell whether the sentence before tells how many there are: "это Илья" alone only introduces somebody."""
        return start > 0 and _MANY.search(self._document.low, *self._document.sentence(start - 1)) is not None

    def _is_heading(self, tale: Tale, listed: Sequence[int]) -> bool:
        """Tell whether a sentence without names heads a list: it tells of several, or ends in a colon."""
        start, end = self._document.sentence(tale.start)
        if self._proofs.among(start, end):
            return False
        low = self._document.low
        if low[start:end].rstrip().endswith(":"):
            return True
        several = tale.plural and tale.grammar in _HEADING
        if (tale.plural and _NAMED.match(low, end)) or (several and _PLACED.match(low, end)):
            return True
        following = bisect_right(listed, end)
        over_a_list = following < len(listed) and listed[following] - end < _HEAD
        a_line = low[end - 1 : end] in ("\n", "") and (over_a_list or begins_line(self._document, start))
        return a_line and (several or tale.words[0] in ("потеряли", "имена", "список"))
