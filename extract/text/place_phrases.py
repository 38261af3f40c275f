"""What a phrase that names a place says: "села Раздольное Кедровского района Заозёрской области".

Whose place it is, and whether anybody's, is not asked here.
"""

import re
from collections.abc import Collection, Sequence
from copy import copy
from itertools import chain

from extract.text.cards import is_closed
from extract.text.clean import lower
from extract.text.districts import district, labelled_district, may_be_district
from extract.text.document import Document
from extract.text.found import Found
from extract.text.kinds import KIND_WORDS, NUMBERED, kind_at
from extract.text.lexicon import Lexicon
from extract.text.morphology import Morphology
from extract.text.place_starts import Start
from extract.text.regions import RegionFinder
from extract.text.settlements import Settlements
from extract.text.toponyms import LOWER, UPPER, forms
from sinodik.records import Field

_WORD = re.compile(
    rf"(?:[{UPPER}]-(?=[{UPPER}]))?[{UPPER}][{LOWER}]+(?:-(?:[{UPPER}]?[{LOWER}]+))*(?:-\d{{1,2}})?(?: \d{{1,3}}-й)?"
)
_LED = re.compile(r"(?<![а-я])(?:во?|из|уроженец|уроженка|житель) $")
_NUMBERED = re.compile(NUMBERED)
# Shorter words in capitals are abbreviations, but for towns.
_CAPITALS = re.compile(
    r"(?<![А-Яа-яЁё-])(?:[А-ЯЁ]{2,}(?:-[А-ЯЁ]{2,})+|[А-ЯЁ]{4,}|УФ[АЫУЕ]|ЗЕ[ЯИЮ]|АШ[АИУ]|БУЙ|ГАЙ|ДНО)(?![а-яё])"
)
_SMALL = re.compile("-(?:На|Над|В|Де|Ю)-")
_NEXT = re.compile(
    r"\)?(?: [•|—–-] |, ?(?:что )?(?:во?|на) | (?:во?|на) (?=сел[оеа]|дерев|посел|город|станиц"
    r"|хутор|аул|[гсдп]\. ?[а-я])"
    r"|,? ?(?:[—–-] )?(?:что|это)(?: у нас| районный центр| райцентр| недалеко)?(?: (?:во?|на))? (?=[а-я])"
    r"|,? ?\(?)(?:ныне |это )?"
)
# «села Луговое Кедровского сельсовета Лесного района»: what stands between a settlement and its district.
_RURAL = re.compile(
    r"(?:[а-я-]+(?:ого|ой|ий) )?(?:сельсовета?|поссовета?|сельск(?:ого|ое|ой) (?:поселени[яе]|совета|администрации)"
    r"|городского поселения|сельск(?:ий|ого) округа?|с/с|с/п|наслега?|волости)(?![а-я]),? ?\(?"
)
_NO_SETTLEMENT = re.compile(
    r"(?:сизо(?![а-я])|цинк|гроб|плен(?![а-я])|отпуск|штаб|колони|тюрьм|морг"
    r"|день|дн|дом|вооруж|росси|советск|велик(?:ой|ую) отеч|министерств|школ|госпитал|больниц"
    r"|университет|институт|бессмерт|вечност|легенд|истори|отечеств|рождеств|одно[йг]|эт(?:ом|ой|их)|наш|сво[ей]|кажд|всех)"
)
_IS_NO_INITIAL = re.compile(r"(?:пос|дер|гор|хут|сел|пгт|ст-ц[аые])(?![а-я])")
_YEAR = re.compile(r"\d{2} ?\Z")
_BESIDE = re.compile(rf"(?P<name>[{UPPER}][{LOWER}]{{2,}}(?:-[{UPPER}]?[{LOWER}]+)*), (?=[{UPPER}])")
_SMALL_WORD = re.compile(r" ([а-яё]+)")
_ADJECTIVAL = re.compile(r"(?:ого|его|ой|ей|ом|ем|их|ых)$")
_GEOGRAPHIC = re.compile(
    r"(?:яр|лог|бор|посад|вал|ключ|дол|луг|кут|мыс|холм|брод|ручей|стан|юрт|угол|хутор|городок"
    r"|камень|остров|плес|колодезь|родник|двор|кордон"
    r"|маяк|пруд|бугор|увал|затон|рог|нос|падь|гора|балка|поляна|заимка|слобода|губа|коса|речка"
    r"|роща|лука|пристань|озеро|поле|ключи)$"
)
_FIRST_OF_TWO = re.compile(r"(?<![А-ЯЁа-яё-])[А-ЯЁ][а-яё-]+(?:ого|его|ой|ей|ом|ем|ая|яя|ий|ый|ое|ее) $")
_FIRST_WORD = re.compile("[а-я-]+")
_OF_A_DISTRICT = re.compile(r"(?:ий|ый|ой|ая|ого|его|ом|городск[а-я]*|муниципальн[а-я]*)$")
_DISTRICT_LABEL = re.compile(r"район ?[:—–-] ?$")
_SHORT = 3  # letters: shorter words are prepositions
_LONGEST = 4  # places that are told one after another of one person


class PlacePhrases:
    """Reads the settlements, districts and regions that a phrase names."""

    def __init__(self, morphology: Morphology, lexicon: Lexicon) -> None:
        self._morphology = morphology
        self.regions = RegionFinder(lexicon.regions)
        self.settlements = Settlements(morphology, lexicon.towns.towns, lexicon.towns.villages)
        self._front = frozenset(lower(name.strip()) for name in re.split(r"[;\n]", lexicon.towns.front))
        self._beyond = frozenset(chain.from_iterable(map(forms, lexicon.regions.beyond.split())))

    def chain(self, document: Document, start: Start, name_starts: Collection[int]) -> list[Found]:
        """Return what stands at a start: a settlement, its district and its region, in any order."""
        found: list[Found] = []
        at = start.at
        if document.text[at : at + 1].isupper() and (first := _FIRST_OF_TWO.search(document.text, max(0, at - 30), at)):
            at = first.start()  # «из Лесной Слободы»: no word for a kind
        if start.whole and (beside := self._beside_wider(document, at, name_starts)):
            found, at = [beside._replace(confidence=round(beside.confidence * start.confidence, 2))], beside.end + 2
        elif start.whole and not self._may_begin(document, at):
            return found
        bare = self._bare_may_follow(start, found)
        while len(found) < _LONGEST:
            if rural := _RURAL.match(document.low, at):
                at = rural.end()
            if not (place := self.at(document, at, start, name_starts, bare=bare)):
                break
            found.append(place._replace(confidence=round(place.confidence * start.confidence, 2)))
            tail = _NEXT.match(document.low, place.end)
            at = tail.end() if tail else place.end
            # «Лен. обл. Мобилизован» goes on in a new sentence.
            bare = self._bare_may_follow(start, found) and document.text[place.end - 1 : place.end + 1] != ". "
            if tail and not tail[0].endswith("на ") and (region := self.regions.elliptic(document, at)):
                found.append(region._replace(confidence=round(region.confidence * start.confidence, 2)))
                break
        if found and not any(place.field is Field.REGION for place in found):
            found = [*self.regions.adjective_before(document, start.at), *found]
        return found

    def _beside_wider(self, document: Document, at: int, name_starts: Collection[int]) -> Found | None:
        """Return a settlement that stands on a card with its region or district: «(Кедровск, Самарская область)»."""
        if (
            at in name_starts
            or not (name := _BESIDE.match(document.text, at))
            or not self._is_wider(document, name.end())
        ):
            return None
        known = self.settlements.town([name["name"]]) or not self.is_known(name["name"])
        found = Found(Field.SETTLEMENT, name["name"], at, name.end("name"), 0.8)
        return found if known and not self._is_wider(document, at) else None

    def at(
        self, document: Document, at: int, start: Start, name_starts: Collection[int], *, bare: bool
    ) -> Found | None:
        """Return the one place that stands at a position; ``bare`` where a settlement needs no word for its kind."""
        if at >= len(document.text) or at in name_starts:
            return None
        if document.text[at].isupper():
            if place := self.wider(document, at):
                return place
            if not bare:
                typed = self.typed(document, at, start.case, name_starts)
                return typed or (self.town(document, at, name_starts) if start.towns else None)
        elif named := district(document, at, self.settlements):
            return named
        typed = self.typed(document, at, start.case, name_starts)
        return typed or (self.bare(document, at, start.case, name_starts) if bare else None)

    def wider(self, document: Document, at: int) -> Found | None:
        """Return the district or region that is named at a position."""
        if _DISTRICT_LABEL.search(document.low, max(0, at - 10), at) and (named := labelled_district(document, at)):
            return named
        return (
            district(document, at, self.settlements)
            or self.regions.at(document, at)
            or self.regions.labelled(document, at)
        )

    def _may_begin(self, document: Document, at: int) -> bool:
        """Tell by its first word alone whether a place may begin at a position: most words can begin none."""
        low = document.low[at : at + 24]
        first = _FIRST_WORD.match(low)
        return document.text[at].islower() or bool(
            first
            and (
                first[0] in KIND_WORDS
                or _OF_A_DISTRICT.search(first[0])
                or low.startswith(". ", first.end())  # «Нижегор. обл.»
                or self.regions.begins(first[0])
                or self.settlements.begins_town(low)
            )
        )

    def _bare_may_follow(self, start: Start, found: Sequence[Found]) -> bool:
        """Tell whether a settlement without its kind may stand here: first, or on a card after what is wider."""
        if start.whole:
            return bool(found) and all(place.field is not Field.SETTLEMENT for place in found)
        return start.bare and not found

    def typed(self, document: Document, at: int, case: str, name_starts: Collection[int]) -> Found | None:
        """Return the settlement with a word for its kind that stands at a position."""
        kind = kind_at(document.low, at)
        if not kind:
            return None
        led = _LED.search(document.low, max(0, at - 12), at)
        if not kind.case and document.text[at].isupper() and not led and not _IS_NO_INITIAL.match(document.low, at):
            return None  # «Г. Лях» is an initial and a surname, but not in «РОДИЛСЯ В Г. НЕВЕЛЬ»
        if not kind.case and _YEAR.search(document.low, max(0, at - 5), at):
            return None  # «в 2022 г. Бригадир …»
        if numbered := _NUMBERED.match(document.low, kind.name_start):
            name = document.text[kind.name_start : numbered.end()].replace("-го", "-е")
            return Found(Field.SETTLEMENT, name, *numbered.span(), 0.8) if any(map(str.isupper, name)) else None
        if document.low.startswith("улус", at) and self.regions.at(document, kind.name_start):
            return None  # «Сунтарского улуса Якутии»
        words = self.words(document, kind.name_start, name_starts)
        written, short = [w[0] for w in words], not kind.case
        named = self.settlements.nominative(written, kind.case or case, kind.gender, short=short) if words else None
        if not named:
            return None
        if named.words == 1 and named.name == words[0][0] and self._is_double(document, words):
            return settlement(words, f"{words[0][0]} {words[1][0]}", 2, 0.7)
        return settlement(words, named.name, named.words, named.confidence)

    def _is_double(self, document: Document, words: Sequence[re.Match[str]]) -> bool:
        """Tell whether a second word belongs to the name: «Стрежнев Яр», «Кызыл Мурза»."""
        if len(words) < 2 or document.text[words[0].end() : words[1].start()] != " ":
            return False
        if _GEOGRAPHIC.match(document.low, words[1].start(), words[1].end()):
            return True
        if is_closed(document, words[1].end()) or self._is_wider(document, words[1].end() + 1):
            return True
        return len(words) == 2 and not any(self.is_known(word[0]) for word in words)

    def bare(self, document: Document, at: int, case: str, name_starts: Collection[int]) -> Found | None:
        """Return the settlement that stands at a position without a word for its kind."""
        words = self.words(document, at, name_starts)
        if not words or _lower(document, words[0]) in self._beyond or _NO_SETTLEMENT.match(document.low, at):
            return None
        named = self.settlements.nominative([w[0] for w in words], case)
        known = self.settlements.town([w[0] for w in words]) is not None
        # Words with capitals that go on, unread, make it something else's name.
        if not named or (named.words < len(words) and not known and not self._is_a_name(words[named.words][0])):
            return None
        if self._is_attribute(document, words[named.words - 1]) or self._is_verb(words[0][0]):
            return None
        return settlement(words, named.name, named.words, named.confidence * (1 if known else 0.85))

    def town(self, document: Document, at: int, name_starts: Collection[int]) -> Found | None:
        """Return a town that everybody knows and that is no person's name."""
        if not self.settlements.begins_town(document.low[at : at + 24]):
            return None
        words = self.words(document, at, name_starts)
        written = [w[0] for w in words]
        town = (self.settlements.town(written) or self.settlements.village(written)) if words else None
        if not town or (town[1] == 1 and self._is_a_name(words[0][0])):
            return None
        return settlement(words, town[0], town[1], 0.9)

    def is_front(self, name: str) -> bool:
        """Tell whether a place is one where the war is fought: «Клещеевка»."""
        return lower(name) in self._front

    def is_known(self, word: str) -> bool:
        """Tell whether the dictionary has a word."""
        return any(analysis.known for analysis in self._morphology.analyses(word))

    def may_be_named(self, name: str) -> bool:
        """Tell whether a place may be called by a word that others are: «Дон», but not «Погибшие», «Раненые»."""
        return any(a.pos == "NOUN" and a.case == "Nom" and not a.plural for a in self._morphology.analyses(name))

    def is_given(self, word: str) -> bool:
        """Tell whether a word is first of all somebody's given name: «Макс»."""
        return any(a.known and a.kind == "given" for a in self._morphology.analyses(word)[:1])

    def _is_verb(self, word: str) -> bool:
        readings = self._morphology.analyses(word)
        return any(a.known for a in readings) and all(a.pos in ("VERB", "ADV") for a in readings)

    def _is_a_name(self, word: str) -> bool:
        return any(a.known and a.kind in ("given", "surname") for a in self._morphology.analyses(word)[:1])

    def _is_attribute(self, document: Document, word: re.Match[str]) -> bool:
        """Tell "Кедровской больнице" from "Кедровской"."""
        after = _SMALL_WORD.match(document.text, word.end())
        if not after or len(after[1]) < _SHORT or not _ADJECTIVAL.search(word[0]):
            return False
        return any(a.pos == "NOUN" and a.case not in ("Nom", "Acc") for a in self._morphology.analyses(after[1]))

    def _is_wider(self, document: Document, at: int) -> bool:
        """Tell whether a district or a region is named at a position."""
        if at >= len(document.text) or not document.text[at].isupper():
            return False
        return may_be_district(document, at) or bool(self.regions.at(document, at))

    def words(self, document: Document, at: int, name_starts: Collection[int]) -> list[re.Match[str]]:
        """Return up to three words with capitals from a position on that may be one settlement's name."""
        words: list[re.Match[str]] = []
        while len(words) < 3 and (match := _WORD.match(document.text, at)):
            if words and (self._is_wider(document, at) or _RURAL.match(document.low, at)):
                break
            if words and match[0].endswith(("ского", "цкого")) and not words[0][0].endswith("ого"):
                break  # «села Греческое Минераловодского…»: its district's noun is left out
            if at in name_starts and not self._is_wider(document, match.end() + 1):
                break  # «Алкун Шатойского района» is no person, whoever read it so
            words.append(match)
            at = match.end() + 1
            if document.text[match.end() : at] != " ":
                break
        return words


def titled(document: Document) -> Document:
    """Return the document with words in capitals written like others: «ЖИТЕЛЬ ГОРОДА КЕДРОВСКА»."""
    if not _CAPITALS.search(document.text):
        return document
    copied = copy(document)
    copied.text = _CAPITALS.sub(lambda word: _SMALL.sub(lambda part: part[0].lower(), word[0].title()), document.text)
    return copied


def settlement(words: Sequence[re.Match[str]], name: str, size: int, confidence: float) -> Found:
    """Return the settlement that the first words name."""
    return Found(Field.SETTLEMENT, name, words[0].start(), words[size - 1].end(), round(confidence, 2))


def _lower(document: Document, word: re.Match[str]) -> str:
    return document.low[word.start() : word.end()]
