"""Of whom a story tells what is told of the dead, and of whom what is told of those who live on.

A long post names the mourners first and the dead late, in passing, or by another name. So a sentence without a name is
not always told of the one named last: who is introduced with a rank, an age or a mother is likelier he than whoever
"keeps his drawings".
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice, pairwise

from extract.text.bonds import PREDICATE
from extract.text.persons import family
from extract.text.standing import Standing
from sinodik.names import fold
from sinodik.records import Field

# What a notice tells of somebody beside his name: his age, his rank, how he came to the war.
_FIGHTS = (
    "рядов|ефрейтор|сержант|старшин|прапорщ|лейтенант|капитан|майор"
    "|мобилизов|доброволец|контракт|позывн|шторм|вагнер|повестк|морпех|десант|танкист|связист|сапер|механик-вод|мехвод"
    "|стрел[ок]|наводчик|пулеметч|штурмовик|снайпер|разведчик|санинструктор|артиллерист|минометч"
)
SOLDIER = re.compile(rf"(?<![а-я])(?:{_FIGHTS})")
NOTED = re.compile(rf"(?<![а-я])(?:\d\d (?:лет|год)|г\.? ?р(?![а-я])|{_FIGHTS})")
_AGE = re.compile(r"(?<![а-я])(?:двадцать|тридцать|сорок|пятьдесят)(?: [а-я]+)? (?:лет|год|года)(?![а-я])|рожд")
_BESIDE = 90  # characters after a name that tell of him
# «Пётр Кедров. Сорок четыре года, мобилизован»: up to where another may be named.
_TOLD = re.compile(r"[^А-ЯЁ\n]*(?:[.!?…] [А-ЯЁ][^А-ЯЁ\n]*)?")
# «Маме Дениса», «отцу связиста Андрея», «вдова Кедрова»: the dead is the one whose family it is.
_WHOSE = re.compile(
    r"(?<![а-я])(?:мам[аеуы]|мамой|мат(?:ь|ери|ерью)|от(?:ец|ца|цу|цом)|вдов[аеуы]|вдовой|родител[а-я]*|семь[а-я]+|родны[а-я]+"
    r"|бабушк[а-я]+|супруг[аеи])(?: (?:[а-я]+(?:ого|его)|[а-я]+а))? $"
)
# «Звали его Петром», «по паспорту он Иван Кедров», «это Пётр Кедров».
_CALLED = re.compile(
    r"(?<![а-я])(?:звали|зовут|паспорту|имя|это)(?: (?:его|ее|он|она|же|был|брата|сына|мужа))*[ :—–-]+$|[:—–] ?[«\"]$"
)
_SERVED = re.compile(
    r"[^.!?;:—–]{0,40}(?<![а-я])(?:служил[аи]?|воевал[аи]?|мобилизован|призван|ушел (?:добров|на)|подписал контракт)"
)
# «Уважаемый Игорь Петрович!», «Спасибо хирургу Белову».
_ADDRESSED = re.compile(r"(?<![а-я])(?:уважаем|дорог|спасибо|благодар|поздравл)[а-я]*[^.!?\n]*$")
# «Антон играет под его номером», «Её привёз Пётр»: whose he is of whom the same clause speaks, is another.
_OF_ANOTHER = {
    "Masc": re.compile(r"(?<![а-я])(?:его|ему|ним|нем|него|тебя|тебе|тобой)(?![а-я])"),
    "Fem": re.compile(r"(?<![а-я])(?:ее|ей|ней|нее|тебя|тебе|тобой)(?![а-я])"),
}
_CLAUSE = re.compile(r"[,:;()—–«»\"\n]")
_STILL = re.compile(
    r"[^.!?;\n]{0,40}(?<![а-я])(?:сейчас|теперь|сегодня|до сих пор|поныне|по сей день"
    r"|в настоящее время|который год|второй год)(?![а-я])"
)
_SURE, _AHEAD = 2, 2
_FEW = 8  # of a family are looked at


class Cast:
    """Weighs the persons of one post; ``persons`` holds one for each of ``places``.

    ``out`` holds the ``id`` of those who are left out, ``hardly`` the numbers of the places that speak against one.
    """

    def __init__(
        self, places: Sequence[Standing], persons: Sequence[object], out: Collection[int], hardly: Collection[int]
    ) -> None:
        self._places, self._persons, self._out, self._hardly = places, persons, frozenset(out), hardly
        self._own: dict[int, list[int]] = defaultdict(list)
        for number, person in enumerate(persons):
            self._own[id(person)].append(number)
        self._weights: Mapping[int, int] | None = None

    def weight(self, number: int) -> int:
        """Return how much more is told of the person of this name as of a dead one than as of a living one."""
        if self._weights is None:
            self._weights = self._weighed()
        return self._weights[id(self._persons[number])]

    def _weighed(self) -> Mapping[int, int]:
        weights: dict[int, int] = defaultdict(int)
        signs: dict[int, set[str]] = defaultdict(set)
        for number, (place, person) in enumerate(zip(self._places, self._persons, strict=True)):
            signs[id(person)].update(_signs(place))
            if number in self._hardly:
                signs[id(person)].add("still")
        families = self._families()
        for place, person in zip(self._places, self._persons, strict=True):
            kin = families[key] if (key := _family(place)) else ()
            # Mothers, widows and brothers are named beside the dead.
            if any(
                who != id(person) and (out or gender != place.name.gender) for who, gender, out in islice(kin, _FEW)
            ):
                signs[id(person)].add("family")
        for person, found in signs.items():
            weights[person] = sum(_WEIGHTS[sign] for sign in found)
        # "Милана Тюрина и Егор Саврасов": who is named in one breath with a living one lives.
        for (place, person), (after, other) in pairwise(zip(self._places, self._persons, strict=True)):
            if place.document.low[place.name.end : after.name.start] == " и ":
                weights[id(person)] = weights[id(other)] = min(weights[id(person)], weights[id(other)])
        return weights

    def who(self, number: int) -> int:
        """Return the ``id`` of the person of a name."""
        return id(self._persons[number])

    def same(self, number: int) -> Sequence[int]:
        """Return all the names of the person of this one."""
        return self._own[self.who(number)]

    @property
    def is_single(self) -> bool:
        """Whether the post names one person only."""
        return len(self._own) == 1

    def _families(self) -> Mapping[str, set[tuple[int, str, bool]]]:
        """Return who bears a surname, by its first letters: his ``id``, the gender, and whether he is left out."""
        families: dict[str, set[tuple[int, str, bool]]] = defaultdict(set)
        for place, person in zip(self._places, self._persons, strict=True):
            if key := _family(place):
                families[key].add((id(person), place.name.gender, id(person) in self._out))
        return families

    def protagonist(self, instead: Iterable[int], gender: str, told: Collection[int] = ()) -> int | None:
        """Return the name of whom the post tells clearly more of this than of all ``instead``; None if of nobody.

        Those ``told`` dead already (by ``id``) are not looked for where another may be meant.
        """
        instead = list(instead)
        least = max((self.weight(number) for number in instead), default=0)
        fitting = [
            number
            for number, (place, person) in enumerate(zip(self._places, self._persons, strict=True))
            if id(person) not in self._out
            and (least < 0 or not instead or id(person) not in told)
            and gender in ("", place.name.gender)
            and len(place.name.parts) > 1
        ]
        best = max((self.weight(number) for number in fitting), default=0)
        alone = not instead and gender and best > 0 and len({id(self._persons[number]) for number in fitting}) == 1
        if not alone and (best < (_SURE if least >= 0 else 0) or best - least < _AHEAD):
            return None
        first = [number for number in fitting if self.weight(number) == best]
        return first[0] if len({id(self._persons[number]) for number in first}) == 1 else None


_WEIGHTS = {
    "noted": 2,
    "presented": 1,
    "whose": 2,
    "called": 2,
    "heads": 1,
    "family": 1,
    "served": 1,
    "addressed": -3,
    "other": -2,
    "still": -3,
}


def _family(place: Standing) -> str:
    return family(next((fold(part.value) for part in place.name.parts if part.field is Field.SURNAME), ""))


def _signs(place: Standing) -> Iterable[str]:
    low, name = place.document.low, place.name
    told = _TOLD.match(place.document.text, name.end, name.end + _BESIDE)
    beside = low[name.end : told.end() if told else name.end]
    alone = not PREDICATE.search(_CLAUSE.split(place.lead)[-1]) and not PREDICATE.search(low, name.end, place.end)
    if place.ranked or NOTED.search(beside) or _AGE.search(beside):
        yield "noted"
    if alone and name.case == "Nom" and len(name.parts) > 1:
        yield "presented"
        if not low[place.end - 1 : place.end].isalpha() and not re.search(
            "[а-я]", place.lead + low[name.end : place.end]
        ):
            yield "heads"
    if name.case == "Gen" and _WHOSE.search(place.lead):
        yield "whose"
    if _CALLED.search(place.lead):
        yield "called"
    if _SERVED.match(low, name.end, place.end):
        yield "served"
    if _ADDRESSED.search(place.lead):
        yield "addressed"
    if name.case == "Nom" and (_STILL.match(low, name.end, place.end) or _STILL.match(place.lead)):
        yield "still"
    before, after = _CLAUSE.split(place.lead)[-1], _CLAUSE.split(low[name.end : place.end])[0]
    another = _OF_ANOTHER.get(name.gender)
    if name.case == "Nom" and another and (another.search(after) or another.search(before)):
        yield "other"
