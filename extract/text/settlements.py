"""Settlements in the nominative: "из Кедровки" is Кедровка, "в селе Нижние Ключи" Нижние Ключи.

Beside a word for its kind a name may stand in that word's case or stay in the nominative («в селе Берёзовке», «в селе
Берёзовка»). Every nominative that declines to the form is weighed by how usual its ending is for a settlement, whether
it agrees with the kind, and what the dictionary knows. The likeliest is taken; its share of the weight is how sure it
is.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from extract.text.clean import lower
from extract.text.morphology import Morphology
from extract.text.toponyms import Toponym, forms, is_indeclinable, nominatives

# How usual an ending is for a settlement's nominative: the first that fits, by gender.
_USUAL: tuple[tuple[str, str, float], ...] = tuple(
    (gender, ending, weight)
    for gender, endings in {
        "Adj Masc": (("[сц]кой", 0.05), ("[нв]ой", 0.7), ("", 0.7)),
        "Adj Fem": (("(?:[оеё]в|[иы]н)ая", 0.1), ("", 0.7)),
        "Adj Neut": (("", 0.8),),
        "Adj Plur": (("", 0.1),),
        "Masc": (
            ("(?:[сц]к|град|бург|город|поль)", 1.0),
            ("(?:[оеё]в|[иы]н)", 0.1),
            ("[ыу]й", 0.03),
            ("ёл", 0.02),
            ("[йь]", 0.1),
            ("[бвгджзклмнпрстфхцчшщ][бвгджзлмнрфхцчшщ]", 0.08),
            ("", 0.3),
        ),
        "Fem": (
            ("(?:[внйдлршм]к|щин)а", 1.0),
            ("ка", 0.8),
            ("[сц]ка", 0.02),
            ("(?:[оеё]в|[иы]н)а", 0.12),
            ("ия", 0.3),
            ("оя", 0.01),
            ("(?:ь|я)", 0.15),
            ("[гх]а", 0.2),
            ("", 0.3),
        ),
        "Neut": (
            ("(?:[оеё]в|[иы]н)о", 0.9),
            ("[гх]о", 0.03),
            ("ье", 0.6),
            ("ие", 0.03),
            ("[бдмфхчш]о", 0.1),
            ("[ое]", 0.2),
        ),
        "Plur": (("[вн]ки", 0.08), ("[чщжш]и", 0.4), ("ки", 0.25), ("[гх]и", 0.2), ("", 0.25)),
        "": (("[оуюэи]", 0.3), ("", 0.05)),
    }.items()
    for ending, weight in endings
)
_UNUSUAL = {(gender, re.compile(f"{ending}$")): weight for gender, ending, weight in _USUAL}
_ADJECTIVE = re.compile(
    r"(?:(?P<nom>ый|ий|ая|яя|ое|ее|ые|ие)|(?P<masc>ого|его|ому|ему)|(?P<fem>ой|ей|ую|юю)"
    r"|(?P<loc>ом|ем)|(?P<plur>их|ых))$"
)
# «Кедров-на-Дону», «Прокопьевск-3».
_STAYS = re.compile(r"-(?:на|в|над)-|-\d+$")
_AGREES_NOT = {True: 0.08, False: 0.5}  # an adjective, a noun
_PLAIN = re.compile(r"(?<=[сц]к)(?:ого|ому|ом)$")
_STRESSED = frozenset({"слободский", "донский", "городский", "морский", "заводский"})
_FIRST_WORD = re.compile("[а-я-]*")
# «Верхне-Заводском»: what joins two words is no noun.
_JOINS = re.compile(r"(?:о|(?:верхн|нижн|средн|дальн|ближн|крайн|древн|больш|меньш)е|[йьъ])$")
_KNOWN_PLACE, _KNOWN_VILLAGE, _KNOWN_WORD = 12.0, 12.0, 1.6
_TOWN = 0.95
_NOUN = 4  # letters


class Settlement(NamedTuple):
    """A settlement in the nominative, how many of the words it takes, and how sure it is."""

    name: str
    words: int
    confidence: float


class Settlements:
    """Puts the names of settlements into the nominative. It keeps the forms of the towns that it was asked for."""

    def __init__(self, morphology: Morphology, towns: str, villages: str = "") -> None:
        self._morphology = morphology
        self._villages = frozenset(lower(village.strip()) for village in re.split(r"[;\n]", villages))
        self._villages_begin = frozenset(village.split(" ")[0] for village in self._villages)
        self._towns: dict[str, list[str]] = defaultdict(list)
        for town in re.split(r"[;\n]", towns):
            if town := town.strip():
                self._towns[lower(town)[:2]].append(town)
        self._forms: dict[str, dict[str, str]] = {}
        self._firsts: dict[str, frozenset[str]] = {}

    def begins_town(self, low: str) -> bool:
        """Tell whether the first word of a text in lower case begins the name of a known town, in whatever case."""
        if low[:2] not in self._firsts:
            self._firsts[low[:2]] = frozenset(form.split(" ")[0] for form in self._known(low[:2]))
        first = _FIRST_WORD.match(low)
        return first is not None and (first[0] in self._firsts[low[:2]] or first[0] in self._villages_begin)

    def town(self, words: Sequence[str]) -> tuple[str, int] | None:
        """Return the known town that the words begin with, in whatever case, and how many of them it takes."""
        known = self._known(lower(words[0])[:2])
        for size in range(min(3, len(words)), 0, -1):
            if name := known.get(lower(" ".join(words[:size]))):
                return _spelt(name, " ".join(words[:size])), size
        return None

    def village(self, words: Sequence[str]) -> tuple[str, int] | None:
        """Return the known village that the words begin with in the nominative, if they are no common words as well."""
        for size in range(min(3, len(words)), 0, -1):
            if lower(name := " ".join(words[:size])) in self._villages:
                common = size == 1 and any(a.known and a.kind != "place" for a in self._morphology.analyses(words[0]))
                return None if common else (name, size)
        return None

    def _known(self, prefix: str) -> dict[str, str]:
        if prefix not in self._forms:
            found: dict[str, str] = {}
            for name in self._towns.get(prefix, ()):
                # «в Октябрьском» is Октябрьский's: nobody comes from a town in the instrumental.
                found = dict.fromkeys(forms(name, but="Ins"), name) | found
            self._forms[prefix] = found | {lower(name): name for name in self._towns.get(prefix, ())}
        return self._forms[prefix]

    def nominative(
        self, words: Sequence[str], case: str, gender: str = "", *, short: bool = False
    ) -> Settlement | None:
        """Return the settlement that the words begin with.

        ``case`` is that of the word for its kind, or that which the preposition asks for; ``gender`` that of the word
        for its kind, "" if there is none: then the name must be in the case itself, if it declines at all. After a
        ``short`` word for its kind («с. Балки») a name is as often in the nominative.
        """
        town = self.town(words) if gender in ("", "Masc") and not words[0][-1].isdigit() else None
        pair = None
        if len(words) > 1 and not (town and town[1] > 1) and not (len(words) > 2 and self._is_a_name(words[1])):
            pair = self._pair(words[0], words[1], case, gender)
        if pair:
            return pair
        if town:
            return Settlement(town[0], town[1], _TOWN)
        return self._single(words[0], case, gender, short=short)

    def _pair(self, first: str, second: str, case: str, gender: str) -> Settlement | None:
        """Return "Малая Кедровка" for "Малой Кедровки": the adjective tells the gender."""
        adjective = _ADJECTIVE.search(first)
        if not adjective:
            return None
        if adjective["nom"] or (adjective["fem"] and second[-1] not in "иыейю"):
            return Settlement(f"{first} {second}", 2, 0.9) if gender or case == "Nom" else None
        genders = {"masc": ("Masc", "Neut"), "fem": ("Fem",), "loc": ("Masc", "Neut"), "plur": ("Plur",)}
        allowed = genders[str(adjective.lastgroup)]
        weighed = {
            (head, agreed): weight
            for head, weight, kind in self._weighed(second, case, "", declined=True)
            if kind.removeprefix("Adj ") in allowed
            for agreed in [self.adjective(first, case, kind.removeprefix("Adj "))]
            if agreed
        }
        if not weighed:
            return None
        head, agreed = max(weighed, key=lambda item: weighed[item])
        return Settlement(f"{agreed} {head}", 2, round(0.95 * weighed[head, agreed] / sum(weighed.values()), 2))

    def _is_a_name(self, word: str) -> bool:
        return any(a.known and a.kind in ("given", "patronymic") for a in self._morphology.analyses(word)[:2])

    def adjective(self, word: str, case: str, gender: str) -> str | None:
        """Return an adjective in the nominative, by the dictionary where it has it: "Лесного" is Лесной."""
        head, dash, tail = word.rpartition("-")
        if (
            gender == "Masc"
            and (plain := _PLAIN.search(word))
            and tail.lower()[: -len(plain[0])] + "ий" not in _STRESSED
        ):
            return word[: plain.start()] + "ий"  # «Кедровского»: no need to ask
        known = {a.lemma for a in self._morphology.analyses(tail) if a.pos == "ADJ"}
        offered = [t.nominative for t in nominatives(tail.lower(), case) if t.adjective and t.gender == gender]
        chosen = next((name for name in offered if name in known), offered[0] if offered else None)
        if chosen in _STRESSED:
            chosen = chosen.removesuffix("ий") + "ой"
        return _capitalised((head + dash).lower() + chosen, word) if chosen else None

    def _single(self, word: str, case: str, gender: str, *, short: bool) -> Settlement | None:
        weighed: dict[str, float] = {}
        for name, weight, _ in self._weighed(word, case, gender, declined=not gender and case != "Nom", short=short):
            weighed[name] = max(weight, weighed.get(name, 0.0))
        if not weighed:
            return None
        name = max(weighed, key=lambda item: weighed[item])
        return Settlement(name, 1, round(0.95 * weighed[name] / sum(weighed.values()), 2))

    def _weighed(
        self, word: str, case: str, gender: str, *, declined: bool, short: bool = False
    ) -> Iterator[tuple[str, float, str]]:
        """Yield nominatives with their weight and gender; ``declined`` if the name itself must be in the case."""
        prefix, tail, rest = _declining(word)
        readings = self._morphology.analyses(prefix + tail + rest)
        known = {(a.lemma, a.case): _KNOWN_PLACE if a.kind == "place" else _KNOWN_WORD for a in readings if a.known}
        known |= {(_plural(a.lemma), a.case): _KNOWN_WORD for a in readings if a.known and a.plural}
        offers = [(t, 0.6) for t in nominatives(tail, case)] if case != "Nom" else []
        if not declined:
            offers += [(t, 0.6 if short else 0.4) for t in nominatives(tail, "Nom")]
        if is_indeclinable(tail):
            offers.append((Toponym(tail, case, "", False), 0.25 if declined else 0.1))
        offers = offers or [(Toponym(tail, case, "", False), 0.1)]
        for toponym, weight in offers:
            front = _noun_before(prefix, toponym) if prefix and toponym.adjective else None
            if front:  # «в Каменске-Заводском», «хутора Дубрава-Дальняя»: the noun tells the gender
                weight *= 10 * _usualness(front)
            disagrees = gender and toponym.gender not in ("", gender) and not front
            if disagrees and not (short and toponym.case == "Nom"):
                weight = _AGREES_NOT[toponym.adjective] * (0.75 if toponym.case == "Nom" else 0.25)
            weight *= _usualness(toponym)
            if toponym.adjective and toponym.nominative in _STRESSED:
                toponym = toponym._replace(nominative=toponym.nominative.removesuffix("ий") + "ой")
            weight *= known.get((prefix.lower() + toponym.nominative + rest, toponym.case), 1.0)
            before = f"{front.nominative}-" if front else self._front(prefix, toponym)
            name = _capitalised(before + toponym.nominative + rest, word)
            # «станицы Луговской» is Луговская's, although there is a Луговской; «деревни Луговое» is as it stands.
            hers = gender == "Fem" and toponym.gender == "Masc"
            weight *= _KNOWN_VILLAGE if lower(name) in self._villages and not hers else 1.0
            yield name, weight, ("Adj " if toponym.adjective else "") + toponym.gender

    def _front(self, prefix: str, toponym: Toponym) -> str:
        """Return what stands before a hyphen; of two adjectives («Тёплой-Луганской») both decline."""
        front = prefix.removesuffix("-")
        if toponym.adjective and toponym.case != "Nom" and re.search(r"(?:ой|ого|ом|ей|его|ем)$", front):
            return (self.adjective(front, toponym.case, toponym.gender) or front).lower() + "-"
        return prefix.lower()


def _spelt(name: str, written: str) -> str:
    """Write е for ё in a name where the text does: «из Белева» is Белев's, but «из Орла» Орёл's."""
    return "".join("е" if a == "ё" and b == "е" else a for a, b in zip_longest(name, written[: len(name)]))


def _declining(word: str) -> tuple[str, str, str]:
    """Divide "Усть-Кедровке" and "Кедрова-на-Дону" into what stays, what declines (in lower case), and what stays."""
    if parts := _STAYS.search(word):
        return "", word[: parts.start()].lower(), word[parts.start() :].lower()
    head, dash, tail = word.rpartition("-")
    return head + dash, tail.lower(), ""


def _capitalised(name: str, written: str) -> str:
    """Write a name's parts with capitals where they were written so."""
    parts = zip(name.split("-"), written.split("-"), strict=False)
    return "-".join(part[:1].upper() + part[1:] if as_written[:1].isupper() else part for part, as_written in parts)


def _noun_before(prefix: str, adjective: Toponym) -> Toponym | None:
    """Return the noun before a hyphen that an adjective after it agrees with: «Дубраве» in «в Дубраве-Дальней»."""
    front = prefix.removesuffix("-").lower()
    if len(front) < _NOUN or _JOINS.search(front):
        return None
    nouns = [t for t in nominatives(front, adjective.case) if t.gender == adjective.gender and not t.adjective]
    nouns = [t for t in nouns if adjective.case != "Gen" or t.gender != "Fem" or not front.endswith(("а", "я"))]
    return max(nouns, key=_usualness, default=None)


def _usualness(toponym: Toponym) -> float:
    kind = ("Adj " if toponym.adjective else "") + toponym.gender
    return next((w for (k, ending), w in _UNUSUAL.items() if k == kind and ending.search(toponym.nominative)), 0.1)


def _plural(lemma: str) -> str:
    """Return the nominative plural of a noun: "ключ" is "ключи", "осинка" "осинки"."""
    if re.search(r"[гкхжшчщ]а?$", lemma):
        return lemma.removesuffix("а") + "и"
    if lemma[-1:] in "яьй":
        return lemma[:-1] + "и"
    return (lemma[:-1] if lemma[-1:] == "а" else lemma) + "ы"
