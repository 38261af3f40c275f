"""Sentences that name nobody: "Он погиб 3 мая" is told of whom the text was about."""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence

from extract.text.document import Document
from extract.text.name import Name
from extract.text.proofs import Proof, Proofs
from extract.text.tales import Grammar, Tale, predicative
from sinodik.records import Status

_KIN = r"(?:сын|брат|муж|отец|папа|внук|племянник|дядя|сосед|дед|прадед|друг|товарищ|командир)"
_OF_HIS_KIN = re.compile(
    rf"^ (?:мой |его |ее |их |наш |старший |младший |единственный |двоюродный |родной )*{_KIN}(?![а-я])"
)
_HIS_KIN = re.compile(rf"(?<![а-я])(?:его|ее|их|чей) (?:[а-я]+ )?{_KIN}(?: [а-я]+)? $")
# "Если вы были в плену с ними", "площадка для прощания", "всех, кто погиб": nobody's.
_NOBODYS = re.compile(
    r"(?<![а-я])(?:если(?![а-я])[^.!?:]{0,90}|для |(?:тех|все[хм]?|кажд(?:ый|ого)|таких),? кто(?: [а-я]+){0,3} "
    r"|(?:ваши|их) (?:мужья|сыновья|отцы|дети|деды)(?: [а-я]+)? )$|, котор[а-я]+(?: [а-я]+){0,3} $"
)
# "С ним был Белов Олег. Он считается пропавшим": the one who was named last.
_HE = re.compile(r"\W*(?:он|она)(?![а-я])")
_WITH_HIM = re.compile(r"(?<![а-я])(?:вместе|рядом)? ?с (?:ним|ней|ними)(?![а-я])")
_STRONG = (Grammar.SUBJECT, Grammar.ABSENT)
_BESIDE = (Grammar.OF, Grammar.WITH, Grammar.WISH, Grammar.OBJECT)
_TOKENS = ("памят", "портрет", "тел", "могил", "останк", "гроб")  # alone these tell no death
_OF_ALL = frozenset({"никто", "никому", "экипаж"})
_ALL = re.compile(r"(?<![а-я])(?<!вы )(?:все|оба|обе)(?: [а-я]+еро| двое| трое)? $")
_CREW = re.compile(r"(?<![а-я])(?:экипаж|расчет)(?![а-я])[^.!?,;:]{0,40}$")  # "Экипаж Ми-8 не вернулся"
_NEXT = 3  # sentences from a tale to the name after it
# "Гибель 120 тысяч военных", "потеря кормильца".
_OF_OTHERS = re.compile(
    r" (?:(?:более |свыше |около )?(?:#|\d[\d ]*(?:тысяч|военн|человек|бойц|солдат|жител|наших))|тысяч|сот(?:ен|ни)"
    r"|кормил|близк|родн|сын|муж|брат|отца|военнослужащ|солдата|бойца|участника|земляка|[а-я]+[иы]х [а-я])"
)
_OF_MANY = re.compile(r" (?:вам|им|всем|(?:наш|ваш)им|погибшим|павшим|героям|[а-я]+(?:ам|ям))(?![а-я])")
# "Свидетельство о смерти", "в случае гибели", "отца не стало", "меня хоронили": no news of whom the text is about.
_NO_NEWS = re.compile(
    r"(?<![а-я])(?:(?:свидетельств|справк|извещени|случа[йея]|выплат)[а-я]*(?: (?:об?|после|его|ее))*"
    r"|(?:отца|деда|прадеда|дедушки|бабушки|матери)(?:, [^.!?]{3,40},?)?|меня|нас|вас)(?: [а-я]+)? $"
)
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
# "Может, кто из сослуживцев лежит в госпитале": somebody, nobody knows who.
_SOMEBODY = re.compile(r"(?<![а-я])(?:может|кто(?:-то|-нибудь|-либо| из))(?![а-я])[^.!?:]{0,60}$")
_THINGS = re.compile(
    r"(?<![а-я])(?:кот|кошк|собак|пес|щен|машин|техник|колонн|групп|лодк|рот|пушк|ракет|телефон|пульс)[аы]? $"
)
# "Погиб под Угледаром", "Он же, 3 мая, погиб": no other subject stands before the word; nor in "боец погиб".
_NO_SUBJECT = re.compile(
    r"(?:[\W\d]|(?<![а-я])(?:он|она|же|уже|тоже|и|а|но|во?|на|под|году?|года|смертью|храбрых|геройски|тем|днем|утром|вечером"
    r"|январ[яе]|феврал[яе]|марта|апрел[яе]|мая|июн[яе]|июл[яе]|август[ае]?|сентябр[яе]|октябр[яе]|ноябр[яе]|декабр[яе])(?![а-я]))*"
)
_A_SOLDIER = re.compile(
    r"\W*(?:боец|воин|солдат|десантник|морпех|танкист|разведчик|военнослужащий|парень|доброволец) $"
)
_KIN_TELLS = re.compile(rf"(?<![а-я])({_KIN})(?: [а-я]+)? $")


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
    ) -> None:
        self._document, self._names, self._proofs = document, names, proofs
        self._may_be, self._might_be, self._leads = may_be, might_be, leads
        self._starts = [name.start for name in names]
        self.is_unowned = False  # whether a death is told of one whom no sentence names

    def tell(self, free: Sequence[Tale], void: Collection[int]) -> None:
        """Give each tale to the names of whom it may be told; farewells and wishes only if nothing else is told.

        ``void`` is where tales of other wars and of accidents stand.
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
            elif tale.plural and (listed := self._listed_after(tale)):
                for number in listed:
                    self._proofs.of[number].append(Proof(tale.start, tale.end, tale.status, "told_of_all"))
            elif (predicative(self._document.low, tale) or tale.grammar) in _STRONG and tale.status is not Status.OTHER:
                self._give(tale, "told_of_the_same", weak=False)
            elif tale.status is not Status.OTHER:
                beside.append(tale)
        told = self._is_anybody_told_of(void)
        for tale in beside:
            headline = self._is_headline(tale) and (not told or tale.plural or self._names_again(0))
            weakest = tale.grammar in _BESIDE and not (len(tale.words) == 1 and tale.words[0].startswith(_TOKENS))
            if headline or tale.grammar is Grammar.AFTERWARDS or (weakest and not told):
                self._give(tale, "told_beside", weak=True)

    def _is_anybody_told_of(self, void: Collection[int]) -> bool:
        """Tell whether words that govern a name tell that somebody is dead, missing or captive."""
        proofs = (proof for found in self._proofs.of.values() for proof in found)
        return any(not proof.weak and proof.is_grave and proof.start not in void for proof in proofs)

    def _is_of_all(self, tale: Tale) -> bool:
        """Tell whether it is told of everybody: "все пятеро живы", "не выжил никто", "экипаж погиб"."""
        start, _ = self._document.sentence(tale.start)
        before = self._document.low[start : tale.start]
        of_all = not _OF_ALL.isdisjoint(tale.words) or _ALL.search(before)
        return bool((tale.plural and of_all) or (tale.grammar is Grammar.SUBJECT and _CREW.search(before)))

    def _listed_after(self, tale: Tale) -> Sequence[int]:
        """Return whom the next sentence lists: "Сорок бойцов вернулись из плена. Среди них — Кедров и Белов"."""
        end = self._document.sentence(tale.start)[1]
        among = _AMONG_THEM.match(self._document.low, end)
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
        before = range(bisect_left(self._starts, start))
        for number in self._proofs.among(start, end) or before or range(len(self._names)):
            if len(self._names[number].parts) == 1:
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
        if any(pattern.search(before) for pattern in (_HIS_KIN, _NOBODYS, _NO_NEWS, _SOMEBODY, _THINGS)):
            return
        follows = tale.status is not Status.WOUNDED and self._follows(bisect_left(self._starts, end), end)
        if tale.plural and not follows and _SO_MANY.search(before):
            return
        if (self._proofs.among(start, end) and weak) or _ELDER.match(low, tale.end):
            return
        # "место гибели Чернецова": somebody is named there who was not read.
        if re.match(" [А-ЯЁ]", self._document.text[tale.end : tale.end + 2]):
            return
        if tale.grammar is Grammar.WISH and _OF_MANY.match(low, tale.end):
            return
        if tale.grammar is Grammar.OF and (others := _OF_OTHERS.match(low, tale.end)):
            self.is_unowned = self.is_unowned or others[0].endswith(("военнослужащ", "а"))
            return
        his_kin = _OF_HIS_KIN.search(low[tale.end : end])
        about = self._just_named(start, before, tale) or self.about(start, end, tale)
        if kin := _KIN_TELLS.search(before):  # "муж потерпевшей погиб"
            own = self._called(kin[1], start)
            about = own or [number for number in about if self._starts[number] < start or self._follows(number, end)]
        certain = not (about or tale.plural or kin or tale.grammar in (Grammar.WISH, Grammar.AFTERWARDS))
        self.is_unowned = self.is_unowned or certain
        for number in about:
            if his_kin and self._starts[number] < start:
                continue
            if not (tale.plural and self._proofs.is_strong(number)):
                self._proofs.of[number].append(Proof(tale.start, tale.end, tale.status, rule, weak))

    def _called(self, kin: str, start: int) -> list[int]:
        """Return who was called so: of "его сын Тимур … Сын погиб" Тимур."""
        low = self._document.low
        called = re.compile(rf"(?<![а-я]){kin}(?: [а-я]+)? $")
        named = range(bisect_left(self._starts, start))
        return [n for n in named if called.search(low, max(0, self._starts[n] - 30), self._starts[n])][-1:]

    def _just_named(self, start: int, before: str, tale: Tale) -> list[int]:
        """Return whom the sentence before names last, if it is a relative or a trainer: "Внук — Пётр. Погиб 3 мая"."""
        number = bisect_left(self._starts, start) - 1
        if number < 0 or tale.grammar is not Grammar.SUBJECT or not self._might_be(number):
            return []
        name = self._names[number]
        if name.case != "Ins" and any(map(self._proofs.is_strong, range(number))):
            return []
        near = self._document.sentence_number(start) - self._document.sentence_number(name.start) == 1
        alike = not tale.plural and tale.gender in ("", name.gender) and len(name.parts) > 1
        goes_on = _NO_SUBJECT.fullmatch(before) or (tale.gender == "Masc" and _A_SOLDIER.fullmatch(before))
        return [number] if near and alike and goes_on else []

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
        if beside and len([number for number in earlier if len(self._names[number].parts) > 1]) > 1:
            earlier = []
        found = (leading or earlier)[-1:]
        while found and tale and tale.plural and found[-1] > 0 and self._proofs.joined(found[-1] - 1):
            found.append(found[-1] - 1)
        return found
