"""Where the dead came from: "уроженец села Раздольное Кедровского района Заозёрской области".

A place counts only where words say that somebody was born or lived there, or where a card names it after a name or a
year of birth. Where somebody fell, was buried, served or learnt is not asked.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from copy import copy
from itertools import chain

from extract.text.adjectives import agreed
from extract.text.cards import card_starts, is_card, is_closed, is_elsewhere, with_reach
from extract.text.document import Document, Word
from extract.text.found import Found
from extract.text.kinds import KIND_WORDS, kind_at
from extract.text.lexicon import Lexicon
from extract.text.morphology import Morphology
from extract.text.origins import Start, origins
from extract.text.regions import RegionFinder
from extract.text.settlements import Settlements
from extract.text.toponyms import forms
from sinodik.records import Field

_WORD = re.compile(r"[А-ЯЁ][а-яё]+(?:-(?:[А-ЯЁ]?[а-яё]+))*(?:-\d{1,2})?")
_CAPITALS = re.compile(r"(?<![А-Яа-яЁё])[А-ЯЁ]{4,}(?![а-яё])")
_NEXT = re.compile(
    r"\)?(?:, ?(?:во?|на) | (?:во?|на) (?=сел[оеа]|дерев|посел|город|станиц|хутор|аул|[гсдп]\. ?[а-я])|,? ?\(?)"
)
_DISTRICT = re.compile(
    r"(?P<adjective>[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)*?(?P<ending>ого|его|ом|ем|ому|ему|ий|ый|ой))"
    r" (?P<extra>(?i:муниципальн|городск|национальн|сельск)(?i:ого|ом|ому|ый|ой|ий) )?"
    r"(?P<noun>(?i:район|р-н|округ|кожуун|улус|аймак))(?:а|е|у|А|Е|У)?(?![а-яё-])"
)
_CITY_DISTRICT = re.compile(
    r"(?P<kind>[Гг]ородск|[Мм]униципальн)(?:ого|ом|ой|ый|ому) округ(?:а|е|у)? «?(?P<name>[А-ЯЁ][а-яё-]+)»?"
)
_CASE = {"ого": "Gen", "его": "Gen", "ом": "Loc", "ем": "Loc", "ому": "Dat", "ему": "Dat"}
_NO_SETTLEMENT = re.compile(
    r"(?:день|дн|дом|вооруж|росси|советск|велик(?:ой|ую) отеч|министерств|школ|госпитал|больниц"
    r"|университет|институт|отечеств|рождеств)"
)
_SMALL_WORD = re.compile(r" ([а-яё]+)")
_ADJECTIVAL = re.compile(r"(?:ого|его|ой|ей|ом|ем|их|ых)$")
_GEOGRAPHIC = re.compile(
    r"(?:яр|лог|бор|посад|вал|ключ|дол|луг|кут|мыс|холм|брод|ручей|стан|юрт|угол|хутор|городок|камень|остров|плес|колодезь|родник|двор|кордон"
    r"|маяк|пруд|бугор|увал|затон|рог|нос|падь|гора|балка|поляна|заимка|слобода|губа|коса|речка|роща|лука|пристань|озеро|поле|ключи)$"
)
_FIRST_WORD = re.compile("[а-я-]+")
_OF_A_DISTRICT = re.compile(r"(?:ий|ый|ой|ая|ого|его|ом|городск[а-я]*|муниципальн[а-я]*)$")
_WHERE = re.compile(r"(?<![а-я])(?:во?|на|под|у|при|около|за|над|возле|близ) (?:[а-я]+ )?(?:н\. ?)?$")
_ALONE = re.compile(
    r"\W*(?P<from>(?:[Ии]з|ИЗ) )?(?P<name>[А-ЯЁ][а-яё-]+(?: [А-ЯЁ][а-яё-]+)?)"
    r"[^\w:]*(?:\(?\d+[^:\n]{0,9}\)?)?(?P<colon>:)?\W*"
)
_LIKE_A_PLACE = re.compile(r"(?:[оеё]во|[иы]но|ское|цкое|вка|нка|ское|ьное|вое|ловск|рск|нск|град|горье|речье)$")
_IN = re.compile(r"(?<![а-я])(?:во?|на) $")
_LONGEST = 4  # places that are told one after another of one person
_MEANT = {"район": "район", "округ": "округ", "улус": "улус", "кожуун": "кожуун", "област": "область", "кра": "край"}


class PlaceFinder:
    """Finds the settlements, districts and regions that somebody is said to be from."""

    def __init__(self, morphology: Morphology, lexicon: Lexicon) -> None:
        self._morphology = morphology
        self._regions = RegionFinder(lexicon.regions)
        self._settlements = Settlements(morphology, lexicon.towns.towns)
        self._beyond = frozenset(chain.from_iterable(map(forms, lexicon.regions.beyond.split())))

    def places(
        self, document: Document, name_starts: Collection[int] = (), name_ends: Collection[int] = ()
    ) -> Iterator[Found]:
        """Yield the places in order.

        ``name_starts`` is where persons' names begin: there a place has ended; after ``name_ends`` a card may go on.
        """
        document = _titled(document)
        found: list[Found] = []
        named: list[Found] | None = None
        starts = chain(origins(document, name_ends), card_starts(document, name_starts))
        for start in starts:
            if start.noun:
                named = list(self._named(document)) if named is None else named
            places = self._meant(named or [], start) if start.noun else self._chain(document, start, name_starts)
            if start.closed and places and not is_closed(document, places[-1].end):
                continue
            if start.whole and not self._stands_alone(document, start, places, name_ends):
                continue
            for place in places:
                # «Все — жители …» stands under a list, «Жители …» over it.
                below = start.shared and not any(name > place.end for name in name_starts)
                reach = len(document.text) if start.shared and not below else None
                if not any(p.field is place.field and p.start < place.end and place.start < p.end for p in found):
                    found.append(place._replace(reach=reach, together=below))
        every = with_reach(document, sorted(found, key=lambda place: place.start), name_starts)
        yield from (*every, *self._completed(document, every, name_starts))

    def _stands_alone(
        self, document: Document, start: Start, places: Sequence[Found], name_ends: Collection[int]
    ) -> bool:
        if not places or not is_closed(document, places[-1].end) or is_elsewhere(document, start.at):
            return False
        return is_card(document, start.at, places[-1].end, name_ends)

    def _meant(self, every: Sequence[Found], start: Start) -> list[Found]:
        """Return the district or region of «житель округа», if the text names one only."""
        noun = next((noun for stem, noun in _MEANT.items() if start.noun.startswith(stem)), "")
        named = {p.value: p for p in every if noun and p.value.endswith(noun)}
        return (
            [p._replace(confidence=start.confidence, told_at=start.at) for p in named.values()]
            if len(named) == 1
            else []
        )

    def _named(self, document: Document) -> Iterator[Found]:
        """Yield every district and region that is named, whosever it is."""
        for word in document.words:
            at = word.start
            if document.text[at].isupper() and (
                place := self._district(document, at) or self._regions.at(document, at)
            ):
                yield place

    def named(self, document: Document, spans: Sequence[tuple[int, int]], *, anywhere: bool = False) -> Iterator[Found]:
        """Yield every place that is named within spans (lines that head lists), but for where something happened.

        ``anywhere`` to yield those too, and only those that stand in a sentence.
        """
        document = _titled(document)
        if not anywhere:
            yield from (place for span in spans if (place := self._alone(document, *span)))
        words = document.words
        for word in (w for span in spans for w in words[_from(words, span[0]) : _from(words, span[1])]):
            at = word.start
            inside = _IN.search(document.low, max(0, at - 4), at)
            case = "Nom" if document.low[at - 1 : at] in ("", "\n") else "Loc" if inside else "Gen"
            place = self._place(document, at, Start(at, case, 0.85, bare=False), (), bare=False)
            happened = _WHERE.search(document.low, max(0, at - 40), at) or is_elsewhere(document, at)
            if place and (anywhere or not happened):
                yield place._replace(confidence=min(place.confidence, 0.85))

    def _alone(self, document: Document, start: int, end: int) -> Found | None:
        """Return the settlement that a line names, if nothing else stands there: «Кедровка:», «Из Кедровки (2):»."""
        line = _ALONE.fullmatch(document.text, start, end)
        if not line:
            return None
        at, name = line.start("name"), line["name"].lower()
        if line["from"]:
            return self._bare(document, at, "Gen", ())
        words = self._words(document, at, ())
        known = self._settlements.town([word[0] for word in words]) is not None
        like = line["colon"] and (_LIKE_A_PLACE.search(name) or not self._is_known(line["name"]))
        return _settlement(words, line["name"], len(words), 0.8) if known or like else None

    def _completed(self, document: Document, found: Sequence[Found], name_starts: Collection[int]) -> list[Found]:
        """Return the district and region that the text gives elsewhere to the only settlement or district told of."""
        fields = {place.field for place in found}
        told = [place for place in found if place.field is not Field.REGION]
        if Field.REGION in fields or not told or len({place.field for place in told}) < len(told):
            return []
        for word in document.words:
            typed = word.low in KIND_WORDS and Field.SETTLEMENT in fields
            if not typed and not (word.text[0].isupper() and _DISTRICT.match(document.text, word.start)):
                continue
            places = self._chain(document, Start(word.start, "Gen", 0.8, bare=False), name_starts)
            same = next((t for t in told for p in places if (p.field, p.value) == (t.field, t.value)), None)
            more = [p for p in places if p.field not in fields]
            if same and more:
                return [p._replace(told_at=same.start, reach=same.reach) for p in more]
        return []

    def settlement(self, document: Document, start: int, case: str) -> Found | None:
        """Return the settlement with a word for its kind at ``start``, whosever it is."""
        return self._typed(_titled(document), start, case, ())

    def _chain(self, document: Document, start: Start, name_starts: Collection[int]) -> list[Found]:
        """Return what stands at a start: a settlement, its district and its region, in any order."""
        found: list[Found] = []
        at = start.at
        if start.whole and not self._may_begin(document, at):
            return found
        while len(found) < _LONGEST and (
            place := self._place(document, at, start, name_starts, bare=self._bare_may_follow(start, found))
        ):
            found.append(place._replace(confidence=round(place.confidence * start.confidence, 2)))
            tail = _NEXT.match(document.low, place.end)
            at = tail.end() if tail else place.end
        return found

    def _may_begin(self, document: Document, at: int) -> bool:
        """Tell by its first word alone whether a place may begin at a position: most words can begin none."""
        low = document.low[at : at + 24]
        first = _FIRST_WORD.match(low)
        return document.text[at].islower() or bool(
            first
            and (
                _OF_A_DISTRICT.search(first[0]) or self._regions.begins(first[0]) or self._settlements.begins_town(low)
            )
        )

    def _bare_may_follow(self, start: Start, found: Sequence[Found]) -> bool:
        """Tell whether a settlement without its kind may stand here: first, or on a card after its region."""
        return start.bare and not found if not start.whole else bool(found) and found[-1].field is Field.REGION

    def _place(
        self, document: Document, at: int, start: Start, name_starts: Collection[int], *, bare: bool
    ) -> Found | None:
        if at >= len(document.text) or at in name_starts:
            return None
        if document.text[at].isupper():
            place = self._district(document, at) or self._regions.at(document, at)
            if place:
                return place
            if not bare:
                return self._typed(document, at, start.case, name_starts) or self._town(document, at, name_starts)
        elif district := self._city_district(document, at):
            return district
        typed = self._typed(document, at, start.case, name_starts)
        return typed or (self._bare(document, at, start.case, name_starts) if bare else None)

    def _district(self, document: Document, at: int) -> Found | None:
        match = _DISTRICT.match(document.text, at)
        if not match:
            return self._city_district(document, at)
        case = _CASE.get(match["ending"], "Nom")
        adjective = (
            match["adjective"] if case == "Nom" else self._settlements.adjective(match["adjective"], case, "Masc")
        )
        extra = agreed(match["extra"].strip().lower(), "Masc") + " " if match["extra"] else ""
        noun = {"р-н": "район"}.get(match["noun"].lower(), match["noun"].lower())
        return Found(Field.DISTRICT, f"{adjective} {extra}{noun}", at, match.end(), 0.95) if adjective else None

    def _city_district(self, document: Document, at: int) -> Found | None:
        match = _CITY_DISTRICT.match(document.text, at)
        if not match:
            return None
        kind = "городской" if match["kind"].lower() == "городск" else "муниципальный"
        return Found(Field.DISTRICT, f"{kind} округ {match['name']}", at, match.end(), 0.9)

    def _typed(self, document: Document, at: int, case: str, name_starts: Collection[int]) -> Found | None:
        kind = kind_at(document.low, at)
        if not kind or (not kind.case and document.text[at].isupper()):
            return None  # «Г. Лях» is an initial and a surname
        words = self._words(document, kind.name_start, name_starts)
        if not words:
            return None
        named = self._settlements.nominative([w[0] for w in words], kind.case or case, kind.gender)
        if not named:
            return None
        if named.words == 1 and named.name == words[0][0] and self._is_double(document, words):
            return _settlement(words, f"{words[0][0]} {words[1][0]}", 2, 0.7)
        return _settlement(words, named.name, named.words, named.confidence)

    def _is_double(self, document: Document, words: Sequence[re.Match[str]]) -> bool:
        """Tell whether a second word belongs to the name: «Стрежнев Яр», «Кызыл Мурза»."""
        if len(words) < 2 or document.text[words[0].end() : words[1].start()] != " ":
            return False
        if _GEOGRAPHIC.match(document.low, words[1].start(), words[1].end()):
            return True
        if is_closed(document, words[1].end()) or self._is_wider(document, words[1].end() + 1):
            return True
        return len(words) == 2 and not any(self._is_known(word[0]) for word in words)

    def _bare(self, document: Document, at: int, case: str, name_starts: Collection[int]) -> Found | None:
        words = self._words(document, at, name_starts)
        if not words or lower_of(document, words[0]) in self._beyond or _NO_SETTLEMENT.match(document.low, at):
            return None
        named = self._settlements.nominative([w[0] for w in words], case)
        known = self._settlements.town([w[0] for w in words]) is not None
        # Words with capitals that go on, unread, make it something else's name.
        if not named or (named.words < len(words) and not known and not self._is_a_name(words[named.words][0])):
            return None
        if self._is_attribute(document, words[named.words - 1]):
            return None
        return _settlement(words, named.name, named.words, named.confidence * (1 if known else 0.85))

    def _town(self, document: Document, at: int, name_starts: Collection[int]) -> Found | None:
        """Return a town that everybody knows and that is no person's name."""
        if not self._settlements.begins_town(document.low[at : at + 24]):
            return None
        words = self._words(document, at, name_starts)
        town = words and self._settlements.town([w[0] for w in words])
        if not town or (town[1] == 1 and self._is_a_name(words[0][0])):
            return None
        return _settlement(words, town[0], town[1], 0.9)

    def _is_known(self, word: str) -> bool:
        return any(analysis.known for analysis in self._morphology.analyses(word))

    def _is_a_name(self, word: str) -> bool:
        return any(a.known and a.kind in ("given", "surname") for a in self._morphology.analyses(word)[:1])

    def _is_attribute(self, document: Document, word: re.Match[str]) -> bool:
        """Tell "Кедровской больнице" from "Кедровской"."""
        after = _SMALL_WORD.match(document.text, word.end())
        if not after or not _ADJECTIVAL.search(word[0]):
            return False
        return any(a.pos == "NOUN" and a.case not in ("Nom", "Acc") for a in self._morphology.analyses(after[1]))

    def _is_wider(self, document: Document, at: int) -> bool:
        """Tell whether a district or a region is named at a position."""
        if at >= len(document.text) or not document.text[at].isupper():
            return False
        return bool(_DISTRICT.match(document.text, at) or self._regions.at(document, at))

    def _words(self, document: Document, at: int, name_starts: Collection[int]) -> list[re.Match[str]]:
        """Return up to three words with capitals from a position on that may be one settlement's name."""
        words: list[re.Match[str]] = []
        while len(words) < 3 and (match := _WORD.match(document.text, at)):
            if words and self._is_wider(document, at):
                break
            if at in name_starts and not self._is_wider(document, match.end() + 1):
                break  # «Алкун Шатойского района» is no person, whoever read it so
            words.append(match)
            at = match.end() + 1
            if document.text[match.end() : at] != " ":
                break
        return words


def lower_of(document: Document, word: re.Match[str]) -> str:
    """Return a matched word in lower case without ё."""
    return document.low[word.start() : word.end()]


def _titled(document: Document) -> Document:
    """Return the document with words in capitals written like others: «ЖИТЕЛЬ ГОРОДА КЕДРОВСКА»."""
    if not _CAPITALS.search(document.text):
        return document
    titled = copy(document)
    titled.text = _CAPITALS.sub(lambda word: word[0].capitalize(), document.text)
    return titled


def _settlement(words: list[re.Match[str]], name: str, size: int, confidence: float) -> Found:
    return Found(Field.SETTLEMENT, name, words[0].start(), words[size - 1].end(), round(confidence, 2))


def _from(words: Sequence[Word], position: int) -> int:
    """Return the number of the first word that begins at a position or after it."""
    return bisect_left(words, position, key=lambda word: word.start)
