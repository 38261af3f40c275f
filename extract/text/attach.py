"""Whose date, rank or age it is: the nearest name's.

A comma is farther than a word, a sentence's end farther than a comma, and a blank line farther still. Nothing crosses
from one item of a list to another, and what is nearest to a name that was not read is nobody's.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

from extract.text.document import Document
from extract.text.groups import Group
from extract.text.kin import KIN, KIN_OBLIQUE
from extract.text.lists import Items
from extract.text.persons import Person
from extract.text.rows import Named, Series

_BLANK_LINE = re.compile(r"\n\s*\n")
_SENTENCE, _PARAGRAPH = 3.0, 4.0
_STRAIGHT = 30  # characters
_BARE = 25  # characters of a sentence that is a date alone
_COMMA = re.compile(r"[,;.!?]")
_TO_KIN = re.compile(rf"[»\"]?(?: ?\(?посмертно\)?)?,? (?:[а-я]+ ){{0,3}}?{KIN_OBLIQUE}")
# «Родился в многодетной семье Петра Ильича»: no such man is told of.
_FAMILY_OF = re.compile(r"(?<![а-я])(?:семье|семью|семьи) (?:[а-я]+ )?$")
# «Отец Кристины и маленькой Лизы, муж Анны, тракторист»: what follows is not theirs.
_FATHER_OF = re.compile(r"(?<![а-я])(?:отец|папа|муж|супруг)(?: [а-я]+(?: [а-я]+)? и)?(?: [а-я]+(?:его|ого|ой|ей))? $")
# «Составил: совет ветеранов, А. Кедрова»: what stands above is not the writer's.
_SIGNED = re.compile(
    r"(?:\A|\n)[^\w\n]*(?:составил|подготовил|записал|автор|источник|прислал|предоставил|сообщил|снял|фото|текст|материал)[а-я]*"
    r"(?: [а-я]+)?:[^\n]{0,60}\Z"
)
# «Его брат Иван, тоже мобилизованный», «Отец Олега, полковник в отставке», «Мать — медсестра»: the relative's own.
_OF_A_RELATIVE = re.compile(
    rf"(?<![а-я])(?:(?:его|ее|их)(?: [а-я]+)? {KIN}|{KIN} (?:его|ее|погибшего|героя|бойца)"
    rf"|(?<!мой )(?<!наш ){KIN}(?: [а-я]+)?(?= ?[—–-] ))"
    r"(?P<rest>[^.;!?\n]{0,70})$"
)
_HIMSELF = re.compile(
    r"(?<![а-я])(?:он|она|сам|сама|ему|его|ей|погиб[а-я]*|получ[а-я]*|прин[а-я]*|вруч[а-я]*|переда[а-я]*|хран[а-я]*|[а-я]{2,}ли)(?![а-я])"
)
# «Павел Седов: да, сержант. Погиб 2 августа»: what somebody says in a chat is told of another.
_LABEL, _SAYS = re.compile(r"[^\w\n]*(?:[а-я]+ )?"), re.compile(r"(?: [а-я]\.)?[^\w\n:,;.]{0,4}:")
# «Кедрову – медаль, остальным – ордена».
_TO_NAME = re.compile(r"[а-я. -]{1,40}")
_REST = re.compile(r"(?<![а-я])(?:остальн(?:ые|ых|ым|ыми)|(?:двум|двоим|трем|троим) другим)(?![а-я])[^.!?,;]*$")
_KIN_GETS = re.compile(
    rf"(?:вруч|переда)[а-я]*[^.!?\n]{{0,80}}{KIN_OBLIQUE}[^.!?\n]{{0,60}}$"
    rf"|{KIN_OBLIQUE}[^.!?\n]{{0,60}}(?:вруч|переда)[а-я]* $"
)


class _Named(NamedTuple):
    """Where a name stands, and whose it is; None for a name that was not read."""

    at: Named
    person: Person | None

    @property
    def start(self) -> int:
        return self.at.start

    @property
    def end(self) -> int:
        return self.at.end

    def is_full(self, document: Document) -> bool:
        """Tell whether it is more than a surname or a given name alone."""
        return bool(re.search(r"[ .]", document.low[self.start : self.end]))


class Owners:
    """Tells whose a thing is, among the persons of one document; ``strangers`` is where unread names stand."""

    def __init__(
        self,
        document: Document,
        persons: Sequence[Person],
        strangers: Iterable[tuple[int, int]] = (),
        groups: Sequence[Group] = (),
    ) -> None:
        self._document, self._groups = document, groups
        low = document.low
        unread = [
            _Named(Named(start, end), None)
            for start, end in strangers
            if not _FAMILY_OF.search(low, max(0, start - 24), start)
        ]
        persons = [person for person in persons if not any(self._signs(name.start) for name in person.names)] or persons
        living = [one for one in _by_place(persons, ()) if one.person and one.person.living]
        living = [one for one in living if not _FATHER_OF.search(low, max(0, one.start - 40), one.start)]
        if any(self._heads_what_is_said(one) for one in living):
            unread = [one for one in unread if not self._heads_what_is_said(one)]
            living = [one for one in living if not self._heads_what_is_said(one)]
        self._dead = _by_place([person for person in persons if not person.living], unread)
        self._all = sorted([*self._dead, *living], key=lambda one: one.start)
        # Of a post about one person all is his.
        self._only = persons[0] if len(persons) == 1 and not unread and not persons[0].living else None
        self._items = Items(document, [(named.start, named.person or named) for named in self._all])
        self._series = Series(document, [named.at for named in self._all if named.is_full(document)])

    def owner(self, start: int, end: int, *, of_the_dead: bool, biography: bool = False) -> Person | None:
        """Return the person whom what stands at ``start:end`` belongs to; None for a living one, or for nobody.

        ``of_the_dead`` where only the dead have such a thing: a day of death or burial. A ``biography`` (where he was
        born, how he came to the army) is theirs too, but for what leads straight to a living one.
        """
        if self._only:
            return self._only
        named = self._dead if of_the_dead else self._all
        cost, person = self._nearest(start, end, named)
        if person and person.living and (cost >= _SENTENCE or (biography and self._comes_later(end, person))):
            # In a sentence without a name the text goes on about the dead.
            person = self._nearest(start, end, self._dead)[1]
        return None if person is None or person.living else person

    def _heads_what_is_said(self, named: _Named) -> bool:
        """Tell whether a name heads a line before a colon: if it is a living one's, the post is a conversation."""
        low = self._document.low
        line = low.rfind("\n", 0, named.start) + 1
        return bool(_LABEL.fullmatch(low, line, named.start) and _SAYS.match(low, named.end))

    def _signs(self, start: int) -> bool:
        """Tell whether a name stands in the line in which a post says who wrote it."""
        return _SIGNED.search(self._document.low, max(0, start - 100), start) is not None

    def is_a_relatives(self, position: int) -> bool:
        """Tell whether what stands at a position is told of a relative of the dead who has no name that was read."""
        begin, _ = self._document.sentence(position)
        match = _OF_A_RELATIVE.search(self._document.low, begin, position)
        if not match or _HIMSELF.search(match["rest"]):
            return False
        following = next((one for one in self._dead if one.start > position), None)
        if following and following.person and _TO_NAME.fullmatch(self._document.low, position, following.start):
            return False  # "погибли Белов и муж его сестры, рядовой Кедров"
        return not any(match.start() < one.start < position for one in self._all)

    def rest(self, position: int) -> list[Person]:
        """Return the dead whom a sentence does not name before a position, if it tells something of the rest there."""
        begin, _ = self._document.sentence(position)
        if not _REST.search(self._document.low[begin:position]):
            return []
        named = [one.person for one in self._all if begin <= one.start < position]
        dead = dict.fromkeys(one.person for one in self._dead if one.person)
        return [person for person in dead if not any(person is other for other in named)]

    def _comes_later(self, end: int, person: Person) -> bool:
        """Tell whether a living one is named only after a thing, and not straight after it."""
        low = self._document.low
        near = min((name.start for name in person.names if name.start >= end), default=None)
        return near is not None and (near - end > _STRAIGHT or bool(_COMMA.search(low, end, near)))

    def is_handed_over(self, start: int, end: int) -> bool:
        """Tell whether an award at ``start:end`` is given to a dead man's family: then it is not theirs."""
        low, (begin, stop) = self._document.low, self._document.sentence(start)
        return bool(_TO_KIN.match(low, end, stop) or _KIN_GETS.search(low[begin:start]))

    def listed(self, facts: Iterable[tuple[Hashable, int]]) -> set[int]:
        """Return where those facts stand that several rows of a series tell, each of its own: they are nobody else's.

        A fact is what it tells (its field) and where it stands.
        """
        rows: dict[tuple[Hashable, int], set[int]] = defaultdict(set)
        placed = [(field, at, row) for field, at in facts if (row := self._series.number(at))]
        for field, _, row in placed:
            rows[field, self._series.of(row)].add(row)
        return {at for field, at, row in placed if len(rows[field, self._series.of(row)]) > 1}

    def sentence(self, position: int) -> str:
        """Return the sentence around a position, in lower case."""
        return self._document.low[slice(*self._document.sentence(position))]

    def together(self, person: Person, position: int) -> list[Person]:
        """Return all of whom what stands at a position of the person's sentence is told: whom it names with him."""
        number = self._document.sentence_number
        begin, end = self._document.sentence(position)
        # «Командир Кедров, наводчик Белов. 5 марта.»
        behind = 1 if end - begin <= _BARE else 0
        for group in self._groups:
            outside = not group.start <= position < group.end
            outside = outside and 0 <= number(position) - number(group.end - 1) <= behind
            if outside and any(other is person for other in group.persons):
                return [other for other in dict.fromkeys(group.persons) if not other.living]
        return [person]

    def _nearest(self, start: int, end: int, named: Sequence[_Named]) -> tuple[float, Person | None]:
        """Return the cheaper of the names on both sides; on a draw the one before."""
        after = bisect_right(named, start, key=lambda item: item.start)
        item, row = self._items.number(start), self._series.number(start)
        behind = after
        while behind < len(named) and named[behind].end <= end and not _is_dead(named[behind]):
            behind += 1  # a name within the thing: «медаль Луки Крымского», «школа имени Мусы Кедрова»
        both = [*named[max(0, after - 1) : after], *named[behind : behind + 1]]
        beside = [name for name in both if self._items.number(name.start) == item]
        in_row = [name for name in beside if row and self._series.number(name.start) == row]
        beside = in_row or beside  # a living one's row says nothing of the dead
        costs = [(self._cost(start, end, name), index) for index, name in enumerate(beside)]
        if len(beside) > 1 and self._heads_a_card(start, end, beside[0], beside[1]):
            costs = costs[1:]
        if not costs:
            return 0.0, None
        cost, index = min(costs)
        return cost, beside[index].person

    def _heads_a_card(self, start: int, end: int, before: _Named, after: _Named) -> bool:
        """Tell whether a blank line parts a thing from the name before, and but the end of its line from the next."""
        low = self._document.low
        return (
            before.end <= start
            and not low[end : after.start].strip(" \n")
            and bool(low.count("\n", end, after.start) == 1 and _BLANK_LINE.search(low, before.end, start))
        )

    def _cost(self, start: int, end: int, name: _Named) -> float:
        number, low = self._document.sentence_number, self._document.low
        if name.end <= start:
            between, sentences = low[name.end : start], number(start) - number(name.end - 1)
        else:
            # A name that comes only in a later sentence is a heading's, if anything: the last resort.
            between, sentences = low[end : name.start], 10 * (number(name.start) - number(end - 1))
        commas = sum(map(between.count, ",;)" if name.end <= start else ",;()"))
        paragraphs = len(_BLANK_LINE.findall(between)) if "\n" in between else 0
        return commas + _SENTENCE * sentences + _PARAGRAPH * paragraphs + min(len(between), 400) / 1000


def _is_dead(named: _Named) -> bool:
    return named.person is not None and not named.person.living


def _by_place(persons: Sequence[Person], unread: Sequence[_Named]) -> list[_Named]:
    read = [
        _Named(Named(name.start, name.end, name.case, name.gender), person)
        for person in persons
        for name in person.names
    ]
    return sorted([*read, *unread], key=lambda named: named.start)
