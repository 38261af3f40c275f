"""Sentences that name nobody: "Он погиб 3 мая" is told of whom the text was about."""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence

from extract.text.cast import Cast
from extract.text.document import Document
from extract.text.name import Name
from extract.text.narrative import Narrative
from extract.text.nobodys import KIN, is_nobodys
from extract.text.proofs import ALL, Proof, Proofs
from extract.text.tales import Grammar, Tale, predicative, tells_only_of_life
from sinodik.records import Status

_OF_HIS_KIN = re.compile(
    rf"^ (?:мой |его |ее |их |наш |старший |младший |единственный |двоюродный |родной )*{KIN}(?![а-я])"
)
_STRONG = (Grammar.SUBJECT, Grammar.ABSENT)
_BESIDE = (Grammar.OF, Grammar.WITH, Grammar.WISH, Grammar.OBJECT)
_TOKENS = ("памят", "портрет", "тел", "могил", "останк", "гроб")  # alone these tell no death
_OF_ALL = frozenset({"никто", "никому", "экипаж"})
_CREW = re.compile(r"(?<![а-я])(?:экипаж|расчет)(?![а-я])[^.!?,;:]{0,40}$")  # "Экипаж Ми-8 не вернулся"
# "Место гибели Чернецова": somebody is named there who was not read; but "погиб Великим постом".
_SOMEBODY_UNREAD = re.compile(
    r" (?!(?:Велик|Страстн|Светл|Чист|Вербн|Троиц|Успенск|Петровск|Рождественск)[а-яё]+ "
    r"(?:пост|недел|седмиц|четверг|пятниц|суббот|понедельник|вторник|сред|воскресень))[А-ЯЁ]"
)
_BOTH = re.compile(r"(?<![а-я])(?:оба|обе)(?![а-я])")
_GOES_ON_OVER = 2  # sentences in which "погибли" goes on about those whom another names
# "Чаепитие с матерями погибших": of these nothing is told but whose they are.
_FAMILIES = re.compile(
    r"(?<![а-я])(?:вдов|матер|мам|жен|жён|сем[ье]|родител|родственник|родны|близки|дет)[а-я]{0,4} (?:[а-я]+ых )?$"
)
_NEXT = 3  # sentences from a tale to the name after it
# "Гибель 120 тысяч военных", "потеря кормильца".
_OF_OTHERS = re.compile(
    r" (?:(?:более |свыше |около )?(?:#|\d[\d ]*(?:тысяч|военн|человек|бойц|солдат|жител|наших))|тысяч|сот(?:ен|ни)"
    r"|кормил|близк|родн|сын|муж|брат|отца|военнослужащ|солдата|бойца|участника|земляка|[а-я]+[иы]х [а-я])"
)
_OF_MANY = re.compile(r" (?:вам|им|всем|(?:наш|ваш)им|погибшим|павшим|героям|[а-я]+(?:ам|ям))(?![а-я])")
# "Скончалась мама нашего сотрудника".
_ELDER = re.compile(r" (?:[а-я]+ )?(?:мама|мать|бабушка|дедушка|дед|теща|свекровь|свекор|тесть)(?![а-я])")
_AMONG_THEM = re.compile(r"\W*(?:среди них|в их числе|в числе|это|их имена|вот (?:они|имена)|имена)(?![а-я])")
_NAMES = re.compile(r"(?:[ а-яё]{0,25} ?[:—–-])?\s*[«\"]?[А-ЯЁ]")
# "Машина подорвалась на мине".
# "Ещё трое ранены", "двое бойцов погибли": of men without names, unless the next sentence begins to name them.
_SO_MANY = re.compile(
    r"(?<![а-я0-9])(?:\d+|дв[ое]е?|трое|четверо|пятеро|шестеро|семеро|восьмеро|несколько|[а-я]{1,9}(?:[тм]ь|три|ыре))"
    r"(?: [а-я]+){0,2} $"
)
_KIN_TELLS = re.compile(rf"(?<![а-я])({KIN})(?: [а-я]+)? $")


class Topics:
    """Gives what no name of its sentence takes to the person whom it is about.

    ``may_be`` tells whether a name can be what the text is about, ``might_be`` whether it can if nobody else is,
    ``leads`` whether it is: it begins a sentence.
    """

    def __init__(
        self,
        document: Document,
        names: Sequence[Name],
        proofs: Proofs,
        may_be: Callable[[int], bool],
        might_be: Callable[[int], bool],
        leads: Callable[[int], bool],
        cast: Cast,
    ) -> None:
        self._document, self._names, self._proofs = document, names, proofs
        self._story = Narrative(document, names, proofs, cast)
        self._may_be, self._might_be, self._leads = may_be, might_be, leads
        self._starts = [name.start for name in names]
        self._told = False  # whether words that govern a name, or go on about one, tell of a death
        self.is_unowned = False  # whether a death is told of one whom no sentence names

    def tell(self, free: Sequence[Tale], void: Collection[int], *, mourned: bool) -> None:
        """Give each tale to the names of whom it may be told; farewells and wishes only if nothing else is told.

        ``void`` is where tales of other wars and of accidents stand; without ``mourned`` the farewells are for one
        who died so.
        """
        beside = []
        for tale in free:
            if tale.words[0] == "груз":
                # "Оплатите «груз 200»": only a name beside it makes it somebody's.
                self.is_unowned = self.is_unowned or self._document.low[tale.start - 1 : tale.start] not in ("«", '"')
            elif tale.words[0] in ("е", "й"):
                continue  # "есть 200-е": a list may follow, but no sentence goes on about them
            elif len(tale.words) == 2 and tale.words[1].startswith("вернул") and not self._is_of_all(tale):
                continue  # from where?
            elif self._is_of_all(tale):
                self._give_to_all(tale)
            elif listed := self._listed_after(tale) or self._story.counted(tale, self._may_be, self._leads):
                for number in listed:
                    self._proofs.of[number].append(Proof(tale.start, tale.end, tale.status, "told_of_all"))
            elif (predicative(self._document.low, tale) or tale.grammar) in _STRONG and tale.status is not Status.OTHER:
                self._give(tale, "told_of_the_same", weak=False)
            elif him := self._story.done_to_him(tale):
                self._give(tale._replace(gender=him, plural=False), "told_of_the_same", weak=False)
            elif tale.status is Status.OTHER:
                self._lives(tale)
            else:
                beside.append(tale)
        told = self._told = self._is_anybody_told_of(void)
        for tale in beside if told or mourned else ():
            headline = self._is_headline(tale) and (not told or tale.plural or self._names_again(0))
            if told and tale.grammar is Grammar.AFTERWARDS and (again := self._story.goes_on_about(tale)) is not None:
                self._proofs.of[again].append(Proof(tale.start, tale.end, tale.status, "told_beside", weak=True))
                continue
            weakest = tale.grammar in _BESIDE and not (len(tale.words) == 1 and tale.words[0].startswith(_TOKENS))
            if headline or tale.grammar is Grammar.AFTERWARDS or (weakest and not told):
                self._give(tale, "told_beside", weak=True)

    def _lives(self, tale: Tale) -> None:
        """Give "Живой!" to whom the text is about, if that is all that its sentence tells."""
        start, end = self._document.sentence(tale.start)
        if not tells_only_of_life(self._document.low, start, end):
            return
        after = bisect_left(self._starts, end)  # "Он жив! Пётр Кедров, которого опознали по чужому жетону, …"
        for number in self._before(start, tale) or [after] * self._follows(after, end):
            if not any(p.status in (Status.WOUNDED, Status.CAPTURED) for p in self._proofs.of.get(number, ())):
                self._proofs.of[number].append(Proof(tale.start, tale.end, tale.status, "told_of_the_same"))

    def _is_anybody_told_of(self, void: Collection[int]) -> bool:
        """Tell whether words that govern a name tell that somebody is dead, missing or captive."""
        proofs = (proof for found in self._proofs.of.values() for proof in found)
        return any(not proof.weak and proof.is_grave and proof.start not in void for proof in proofs)

    def _is_of_all(self, tale: Tale) -> bool:
        """Tell whether it is told of everybody: "все пятеро живы", "не выжил никто", "экипаж погиб"."""
        start, _ = self._document.sentence(tale.start)
        before = self._document.low[start : tale.start]
        of_all = not _OF_ALL.isdisjoint(tale.words) or ALL.search(before)
        return bool((tale.plural and of_all) or (tale.grammar is Grammar.SUBJECT and _CREW.search(before)))

    def _listed_after(self, tale: Tale) -> Sequence[int]:
        """Return whom the next sentence lists: "Сорок бойцов вернулись из плена. Среди них — Кедров и Белов"."""
        end = self._document.sentence(tale.start)[1]
        among = _AMONG_THEM.match(self._document.low, end) if tale.plural else None
        if not among or not _NAMES.match(self._document.text, among.end()):
            return ()  # "«Это только начало», — добавил"
        return [n for n in self._proofs.among(end, self._document.sentence(end)[1]) if len(self._names[n].parts) > 1]

    def _names_again(self, number: int) -> bool:
        """Tell whether another sentence names the same person, as a text about him does."""
        parts = {part.value for part in self._names[number].parts}
        first = self._document.sentence_number(self._starts[number])
        others = (n for n in self._names[number + 1 :] if self._document.sentence_number(n.start) > first)
        return any(part.value in parts for name in others for part in name.parts)

    def _is_headline(self, tale: Tale) -> bool:
        """Tell whether a sentence stands before every name, right before the one that begins the next sentence."""
        _, end = self._document.sentence(tale.start)
        if tale.words[0].startswith("прово"):
            return False
        return bool(self._starts) and end <= self._starts[0] < end + 40 and self._leads(0)

    def _give_to_all(self, tale: Tale) -> None:
        """Give what is told of all to everybody named before, or if nobody is, to all who are named after."""
        start, end = self._document.sentence(tale.start)
        before: Sequence[int] = range(bisect_left(self._starts, start))
        if _BOTH.search(self._document.low, start, tale.start):
            before = [number for number in before if len(self._names[number].parts) > 1][-2:]
        # "Кедров погиб, экипаж выжил благодаря ему".
        crew = tale.status is Status.OTHER and _CREW.search(self._document.low, start, tale.start)
        subjects = self._proofs.among(start, tale.start) or [
            n for n in self._proofs.among(start, end) if len(self._names[n].parts) > 1
        ]
        for number in subjects or before or range(len(self._names)):
            if len(self._names[number].parts) == 1 or (crew and self._is_told_ill(number)):
                continue
            if tale.status is Status.OTHER or (self._may_be(number) and not self._proofs.is_strong(number)):
                self._proofs.of[number].append(Proof(tale.start, tale.end, tale.status, "told_of_all"))

    def about(self, start: int, end: int, tale: Tale | None = None) -> list[int]:
        """Return the names that a sentence without names is about; ``tale`` is what it tells."""
        about = self._before(start, tale)
        sentence = self._document.low[start:end].rstrip()
        following = bisect_left(self._starts, end)
        before = bisect_left(self._starts, start) if not sentence.endswith(":") else 0
        about = about if before else []
        if (not about or not sentence.endswith((".", "…"))) and following < len(self._names):
            near = self._follows(following, end)
            reach = self._document.sentence_number(start) + _NEXT
            close = (
                n
                for n in range(following, len(self._names))
                if self._document.sentence_number(self._starts[n]) <= reach
            )
            gender = tale.gender if tale else ""
            fits = (n for n in close if self._may_be(n) and gender in ("", self._names[n].gender))
            later = (n for n in fits if near or not before)
            if (number := next(later, None)) is not None and (not about or (near and number == following)):
                about = [*about, number]
        return about

    def _follows(self, number: int, end: int) -> bool:
        """Tell whether the sentence begins with a name that follows one that ends at ``end``."""
        return number < len(self._starts) and 0 <= self._starts[number] - end <= 40 and self._leads(number)

    def _give(self, tale: Tale, rule: str, *, weak: bool) -> None:
        start, end = self._document.sentence(tale.start)
        low = self._document.low
        before = low[start : tale.start]
        tale = tale._replace(gender=tale.gender or self._story.done_to_him(tale))
        if is_nobodys(before):
            return
        if tale.grammar is Grammar.PARTICIPLE and weak and _FAMILIES.search(before):
            return
        follows = tale.status is not Status.WOUNDED and self._follows(bisect_left(self._starts, end), end)
        if tale.plural and not follows and _SO_MANY.search(before):
            return
        if (self._proofs.among(start, end) and weak) or _ELDER.match(low, tale.end):
            return
        if _SOMEBODY_UNREAD.match(self._document.text, tale.end) and not self._story.is_a_nickname(tale.end + 1):
            return
        if tale.grammar is Grammar.WISH and _OF_MANY.match(low, tale.end):
            return
        if tale.grammar is Grammar.OF and (others := _OF_OTHERS.match(low, tale.end)):
            self.is_unowned = self.is_unowned or others[0].endswith(("военнослужащ", "а"))
            return
        his_kin = _OF_HIS_KIN.search(low[tale.end : end])
        about = self._story.just_named(start, before, tale, self._might_be) or self._whom(start, end, tale, weak=weak)
        if kin := _KIN_TELLS.search(before):  # "муж потерпевшей погиб"
            own = self._story.called(kin[1], start)
            about = own or [number for number in about if self._starts[number] < start or self._follows(number, end)]
        certain = not (about or tale.plural or kin or tale.grammar in (Grammar.WISH, Grammar.AFTERWARDS))
        self.is_unowned = self.is_unowned or certain
        for number in about:
            if his_kin and self._starts[number] < start:
                continue
            if not (tale.plural and self._proofs.is_strong(number)):
                self._proofs.of[number].append(
                    Proof(tale.start, tale.end, tale.status, rule, weak, self._is_of_one(tale))
                )

    def _whom(self, start: int, end: int, tale: Tale, *, weak: bool) -> list[int]:
        """Return whom a sentence without names is about, or whom the whole post is likelier to tell it of."""
        about = self.about(start, end, tale)
        kept = (weak and self._told) or any(self._story.is_he(number, start) for number in about)
        return about if kept else self._story.likeliest(about, tale)

    def _is_told_ill(self, number: int) -> bool:
        """Tell whether words that govern the name tell of a death, a loss or a wound."""
        return any(not p.weak and p.status is not Status.OTHER for p in self._proofs.of.get(number, ()))

    def _is_of_one(self, tale: Tale) -> bool:
        return tale.grammar is Grammar.SUBJECT and not tale.plural and tale.gender != ""

    def _before(self, position: int, tale: Tale | None) -> list[int]:
        """Return the last name before whom the text is about; of several persons, all that one sentence names."""
        gender = tale.gender if tale else ""
        earlier = [
            number
            for number in range(bisect_left(self._starts, position))
            if self._may_be(number) and gender in ("", self._names[number].gender)
        ]
        if tale and tale.grammar is Grammar.SUBJECT and earlier and self._story.is_he(earlier[-1], position):
            return earlier[-1:]
        leading = [number for number in earlier if self._leads(number) or self._is_told_ill(number)]
        beside = tale is not None and tale.grammar in (
            *_BESIDE,
            Grammar.AFTERWARDS,
        )  # "Вечная память герою!": whom the post is about
        if beside and len([number for number in earlier if len(self._names[number].parts) > 1]) > 1:
            earlier = []
        found = (leading or earlier)[-1:]
        while found and tale and tale.plural and found[-1] > 0 and self._proofs.joined(found[-1] - 1):
            found.append(found[-1] - 1)
        if found and tale and tale.plural and tale.grammar is Grammar.SUBJECT and self._is_near(found[0], position):
            found = list(dict.fromkeys([*found, *self._proofs.companions(found[0])]))
        return found

    def _is_near(self, number: int, position: int) -> bool:
        """Tell whether at most one sentence stands between a name's and the one around a position."""
        document = self._document
        return document.sentence_number(position) - document.sentence_number(self._starts[number]) <= _GOES_ON_OVER
