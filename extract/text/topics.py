"""Sentences that name nobody: "Он погиб 3 мая" is told of whom the text was about."""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence

from extract.text.document import Document
from extract.text.name import Name
from extract.text.proofs import Proof, Proofs
from extract.text.tales import Grammar, Tale
from sinodik.records import Status

_KIN = r"(?:сын|брат|муж|отец|папа|внук|племянник|дядя|сосед|дед|прадед|друг|товарищ|командир)"
_OF_HIS_KIN = re.compile(
    rf"^ (?:мой |его |ее |их |наш |старший |младший |единственный |двоюродный |родной )*{_KIN}(?![а-я])"
)
_HIS_KIN = re.compile(rf"(?<![а-я])(?:его|ее|их|чей) (?:[а-я]+ )?{_KIN}(?: [а-я]+)? $")
# "Если вы были в плену с ними", "площадка для прощания": nobody's.
_NOBODYS = re.compile(r"(?<![а-я])(?:если(?![а-я])[^.!?:]{0,90}|для )$")
# "С ним был Белов Олег. Он считается пропавшим": the one who was named last.
_HE = re.compile(r"\W*(?:он|она)(?![а-я])")
_WITH_HIM = re.compile(r"(?<![а-я])(?:вместе|рядом)? ?с (?:ним|ней|ними)(?![а-я])")
_STRONG = (Grammar.SUBJECT, Grammar.ABSENT)
_BESIDE = (Grammar.OF, Grammar.WITH, Grammar.WISH)
_ALL = re.compile(r"(?<![а-я])(?<!вы )все(?: [а-я]+еро)? $")


class Topics:
    """Gives what no name of its sentence takes to the person whom it is about.

    ``may_be`` tells whether a name can be what the text is about, ``leads`` whether it is: it begins a sentence.
    """

    def __init__(
        self,
        document: Document,
        names: Sequence[Name],
        proofs: Proofs,
        may_be: Callable[[int], bool],
        leads: Callable[[int], bool],
    ) -> None:
        self._document, self._names, self._proofs = document, names, proofs
        self._may_be, self._leads = may_be, leads
        self._starts = [name.start for name in names]

    def tell(self, free: Sequence[Tale], void: Collection[int]) -> None:
        """Give each tale to the names of whom it may be told; farewells and wishes only if nothing else is told.

        ``void`` is where tales of other wars and of accidents stand.
        """
        for tale in free:
            if tale.status is Status.OTHER:
                self._give_to_all(tale)
            elif tale.words[0] == "груз":
                continue  # "оплатите «груз 200»": only a name beside it makes it somebody's
            elif tale.grammar in _STRONG:
                self._give(tale, "told_of_the_same", weak=False)
            elif tale.grammar is Grammar.AFTERWARDS or self._is_headline(tale):
                self._give(tale, "told_beside", weak=True)
        proofs = (proof for found in self._proofs.of.values() for proof in found)
        if not any(not proof.weak and proof.is_grave and proof.start not in void for proof in proofs):
            for tale in free:
                if tale.grammar in _BESIDE and tale.words not in (("память",), ("памяти",)):
                    self._give(tale, "told_beside", weak=True)

    def _is_headline(self, tale: Tale) -> bool:
        """Tell whether a sentence stands before every name, right before the one that begins the next sentence."""
        _, end = self._document.sentence(tale.start)
        if tale.words[0].startswith("прово"):
            return False
        return bool(self._starts) and end <= self._starts[0] < end + 40 and self._leads(0)

    def _give_to_all(self, tale: Tale) -> None:
        """Give "все пятеро живы" to everybody named before."""
        start, _ = self._document.sentence(tale.start)
        if tale.plural and _ALL.search(self._document.low, start, tale.start):
            for number in range(bisect_left(self._starts, start)):
                proof = Proof(tale.start, tale.end, tale.status, "told_of_the_same")
                self._proofs.of[number].append(proof)

    def about(self, start: int, end: int, tale: Tale | None = None) -> list[int]:
        """Return the names that a sentence without names is about; ``tale`` is what it tells."""
        about = self._before(start, tale)
        sentence = self._document.low[start:end].rstrip()
        following = bisect_left(self._starts, end)
        if sentence.endswith(":"):
            about = []
        if (not about or not sentence.endswith((".", "…"))) and following < len(self._names):
            near = self._starts[following] - end <= 40 and self._leads(following)
            later = (n for n in range(following, len(self._names)) if self._may_be(n))
            if (number := next(later, None)) is not None and (not about or (near and number == following)):
                about = [*about, number]
        return about

    def _give(self, tale: Tale, rule: str, *, weak: bool) -> None:
        start, end = self._document.sentence(tale.start)
        low = self._document.low
        before = low[start : tale.start]
        if _HIS_KIN.search(before) or _NOBODYS.search(before) or (self._proofs.among(start, end) and weak):
            return
        # "место гибели Чернецова": somebody is named there who was not read.
        if re.match(" [А-ЯЁ]", self._document.text[tale.end : tale.end + 2]):
            return
        his_kin = _OF_HIS_KIN.search(low[tale.end : end])
        for number in self.about(start, end, tale):
            if his_kin and self._starts[number] < start:
                continue
            if not (tale.plural and self._proofs.is_strong(number)):
                self._proofs.of[number].append(Proof(tale.start, tale.end, tale.status, rule, weak))

    def _is_told_ill(self, number: int) -> bool:
        """Tell whether words that govern the name tell of a death, a loss or a wound."""
        return any(not p.weak and p.status is not Status.OTHER for p in self._proofs.of.get(number, ()))

    def _is_he(self, number: int, position: int) -> bool:
        """Tell whether "он" begins a sentence right after the one that introduces somebody by his full name."""
        name, low = self._names[number], self._document.low
        if len(name.parts) < 2 or name.case != "Nom" or not _HE.match(low, position):
            return False
        before = self._document.sentence_number(position) - self._document.sentence_number(name.start)
        return before == 1 and bool(_WITH_HIM.search(low, self._document.sentence(name.start)[0], name.start))

    def _before(self, position: int, tale: Tale | None) -> list[int]:
        """Return the last name before whom the text is about; of several persons, all that one sentence names."""
        gender = tale.gender if tale else ""
        earlier = [
            number
            for number in range(bisect_left(self._starts, position))
            if self._may_be(number) and gender in ("", self._names[number].gender)
        ]
        if tale and tale.grammar is Grammar.SUBJECT and earlier and self._is_he(earlier[-1], position):
            return earlier[-1:]
        leading = [number for number in earlier if self._leads(number) or self._is_told_ill(number)]
        beside = tale is not None and tale.grammar in (
            *_BESIDE,
            Grammar.AFTERWARDS,
        )  # "Вечная память герою!": whom the post is about
        found = (leading if beside else leading or earlier)[-1:]
        while found and tale and tale.plural and found[-1] > 0 and self._proofs.joined(found[-1] - 1):
            found.append(found[-1] - 1)
        return found
