"""Where the dead came from: "уроженец села Раздольное Кедровского района Заозёрской области".

A place counts only where words say that somebody was born or lived there, or where a card names it after a name or a
year of birth. Where somebody fell, was buried, served or learnt is not asked.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from itertools import chain, starmap

from extract.text.cards import card_starts, is_card, is_closed, with_reach
from extract.text.cells import cell_starts
from extract.text.districts import may_be_district
from extract.text.document import Document, Word
from extract.text.elsewhere import FAR, fell_there, is_elsewhere, office
from extract.text.found import Found
from extract.text.kinds import KIND_WORDS, kind_at, may_lead_to_a_place
from extract.text.lexicon import Lexicon
from extract.text.morphology import Morphology
from extract.text.origins import origins
from extract.text.place_phrases import PlacePhrases, settlement, titled
from extract.text.place_starts import Start, past_adjectives
from extract.text.rows import Named
from extract.text.toponyms import forms
from sinodik.records import Field

_WHERE = re.compile(r"(?<![а-я])(?:во?|на|под|у|при|около|за|над|возле|близ) (?:[а-я]+ )?(?:н\. ?)?$")
# A town's name alone heads no list: «Псков, полгода войны», «Газета «Юг», Ставрополь».
_OF_THE_DEAD = re.compile(r"(?<![а-я])(?:погиб|павш|потер|имена|спис|жител|уроженц|земляк|геро|памят|не верн)")
_PUBLISHES = re.compile(
    r"(?<![а-я])(?:опубликовал|назвал|обнародовал|составил|подготовил)[а-я]* (?:[а-я]+ )?(?:имена|спис)"
)
_LETTERS = re.compile(r"\w")
_WENT = re.compile(
    r" (?:геройски |героически )?(?:пал|погиб|убит|скончал|умер|не вернул|подписал|записал|ушел|пошел|уехал|отправил)"
    r"[а-я]*(?![а-я])"
)
_DAY_OF_DEATH = re.compile(r"(?:202\d|\d\d\.\d\d\.2[2-9])(?: ?г\.?| года)? ?[|,;—–-] ?$")
_SIGN = re.compile(r"\s*(?:[^\w\s,]|\Z)")
# A board in a church, an alley or a square of many villages' dead says nothing of their homes.
_STANDS = re.compile(
    r"(?<![а-я])(?:сквер|алле[яие]|плит|пилон|храм|кладбищ|доск|сектор|участок|захорон|реестр|учрежден)"
)
_MEMORIAL = re.compile(r"(?<![а-я])(?:стел[аеу]|мемориал|памятник|обелиск|монумент)")
_ALONE = re.compile(
    r"\W*(?:(?P<from>[Ии]з|ИЗ) |(?P<kind>[СДПГХсдпгх]|[Сс]т|[Пп]ос"
    r"|[Дд]ер)\. ?)?(?P<name>[А-ЯЁ][а-яё-]+(?: [А-ЯЁ][а-яё-]+)?)"
    r"[^\w:]*(?:\(?\d+[^:\n]{0,9}\)?)?(?P<colon>:)?\W*"
)
_LIKE_A_PLACE = re.compile(r"(?:[оеё]во|[иы]но|ское|цкое|вка|нка|ское|ьное|вое|ловск|рск|нск|град|горье|речье)$")
# «Нижний Яр», «Большая Речка»: whoever heads a list with «Наши Герои» has its noun in the plural.
_TWO_CAPITALS = re.compile(r"[А-ЯЁ][а-яё]+(?:ий|ый|ой|ая|яя|ое|ее) [А-ЯЁ][а-яё]+$")
_IN = re.compile(r"(?<![а-я])(?:во?|на) $")
_MEANT = {"район": "район", "округ": "округ", "улус": "улус", "кожуун": "кожуун", "област": "область", "кра": "край"}


class PlaceFinder:
    """Finds the settlements, districts and regions that somebody is said to be from."""

    def __init__(self, morphology: Morphology, lexicon: Lexicon) -> None:
        self._phrases = PlacePhrases(morphology, lexicon)

    def places(
        self, document: Document, name_starts: Collection[int] = (), name_ends: Collection[int] = ()
    ) -> Iterator[Found]:
        """Yield the places in order.

        ``name_starts`` is where persons' names begin: there a place has ended; after ``name_ends`` a card may go on.
        """
        written, document = document.text, titled(document)
        found: list[Found] = []
        named: list[Found] | None = None
        names = list(starmap(Named, zip(sorted(name_starts), sorted(name_ends), strict=False)))
        cells = cell_starts(document, names, self._may_be_bare, partial(self._is_no_home, written))
        starts = chain(origins(document, name_ends), card_starts(document, name_starts), cells)
        for start in starts:
            if start.noun:
                named = list(self._named(document)) if named is None else named
            places = (
                self._meant(named or [], start) if start.noun else self._phrases.chain(document, start, name_starts)
            )
            if start.closed and places and not self._is_told_of(document, places[-1].end, name_starts):
                continue
            if start.whole and not self._stands_alone(document, start, places, name_ends):
                continue
            if start.whole and self._phrases.is_front(places[0].value):
                continue
            for place in places:
                # «Все — жители …» stands under a list, «Жители …» over it.
                opens = start.opens and not any(name < start.at for name in name_starts)
                below = start.together or opens or (start.shared and not any(name > place.end for name in name_starts))
                reach = len(document.text) if start.shared and not below else None
                if not any(p.field is place.field and p.start < place.end and place.start < p.end for p in found):
                    found.append(place._replace(reach=reach, together=below, told_at=start.told_at or place.told_at))
        found = self._as_written(document, found)
        every = with_reach(document, sorted(found, key=lambda place: place.start), name_starts)
        yield from (*every, *self._completed(document, every, name_starts))

    def _is_told_of(self, document: Document, end: int, name_starts: Collection[int]) -> bool:
        """Tell whether a place ends a phrase: a sign, a name, or what the fallen did follows («кок из Орла Пётр …»)."""
        return is_closed(document, end) or end + 1 in name_starts or bool(_WENT.match(document.low, end))

    def _as_written(self, document: Document, found: Sequence[Found]) -> list[Found]:
        """Return the places, a settlement as the text writes it elsewhere: «в Луговом» by «село Луговое»."""
        if all(place.value == document.text[place.start : place.end] for place in found):
            return list(found)
        kinds = (w.start for w in document.words if (kind := kind_at(document.low, w.start)) and kind.case)
        typed = filter(None, (self._phrases.typed(document, at, "Nom", ()) for at in kinds))
        written = {place.value for place in typed if place.value == document.text[place.start : place.end]}
        return [self._agreeing(document, place, written) for place in found]

    def _agreeing(self, document: Document, place: Found, written: Collection[str]) -> Found:
        if place.field is not Field.SETTLEMENT or place.value in (*written, document.text[place.start : place.end]):
            return place
        form = document.low[place.start : place.end]
        return place._replace(value=next((name for name in written if form in forms(name)), place.value))

    def _stands_alone(
        self, document: Document, start: Start, places: Sequence[Found], name_ends: Collection[int]
    ) -> bool:
        if not places or not is_closed(document, places[-1].end) or is_elsewhere(document, start.at):
            return False
        if places[0].value in FAR and fell_there(document, start.at):
            return False
        # «Ростов», but not «г. Ростов»; «Ростов, Самара» is a list of matches or offices.
        town = places[0].start == start.at and all(place.field is Field.SETTLEMENT for place in places)
        if town and _DAY_OF_DEATH.search(document.low, max(0, start.at - 14), start.at):
            return False
        if town and len(places) > 1:
            return False
        return is_card(document, start.at, places[-1].end, name_ends, town=town)

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
            if document.text[at].isupper() and (place := self._phrases.wider(document, at)):
                yield place

    def named(self, document: Document, spans: Sequence[tuple[int, int]], *, anywhere: bool = False) -> Iterator[Found]:
        """Yield every place that is named within spans (lines that head lists), but for where something happened.

        ``anywhere`` to yield those too, and only those that stand in a sentence.
        """
        written, document = document.text, titled(document)
        if not anywhere:
            yield from self._named_alone(document, spans, written)
        words = document.words
        for word in (w for span in spans for w in words[_from(words, span[0]) : _from(words, span[1])]):
            at = word.start
            if not document.text[at].isupper() and not may_lead_to_a_place(word.low):
                continue
            inside = _IN.search(document.low, max(0, at - 4), at)
            case = "Nom" if document.low[at - 1 : at] in ("", "\n") else "Loc" if inside else "Gen"
            place = self._phrases.at(document, at, Start(at, case, 0.85, bare=False), (), bare=False)
            if not place:
                continue
            bare = place.field is Field.SETTLEMENT and place.start == at
            if bare and not anywhere and not self._heads_a_list(document, place):
                continue
            if place.field is Field.SETTLEMENT and _STANDS.search(document.low, document.sentence(at)[0], at):
                continue
            body = office(document, at) and not self._publishes(document, place)
            happened = is_elsewhere(document, at) or body or self._is_where(document, at)
            if anywhere or not happened:
                yield place._replace(confidence=min(place.confidence, 0.85))

    def _publishes(self, document: Document, place: Found) -> bool:
        """Tell whether a body names its district's dead: «Комитет отцов Кедровского района опубликовал имена …»."""
        begin, stop = document.sentence(place.start)
        return place.field is not Field.SETTLEMENT and bool(_PUBLISHES.search(document.low, begin, stop))

    def _heads_a_list(self, document: Document, town: Found) -> bool:
        """Tell whether a town's name alone heads a list: between signs, or where the dead are told of."""
        begin, stop = document.sentence(town.start)
        alone = not _LETTERS.search(document.low, begin, town.start) and _SIGN.match(document.text, town.end, stop)
        return bool(alone) or bool(_OF_THE_DEAD.search(document.low, begin, stop))

    def _is_where(self, document: Document, at: int) -> bool:
        """Tell «погибли в Кедровке» from «Кедровка»; a memorial stands where those are from whom it names."""
        where = _WHERE.search(document.low, max(0, at - 40), at)
        return bool(where) and not _MEMORIAL.search(document.low, document.sentence(at)[0], at)

    def _named_alone(self, document: Document, spans: Sequence[tuple[int, int]], written: str) -> Iterator[Found]:
        """Yield the settlements that lines name alone; where most such lines are settlements, the others are, too."""
        lines = [line for span in spans if (line := _ALONE.fullmatch(document.text, *span))]
        lines = [line for line in lines if not (" " in line["name"] and written[slice(*line.span("name"))].isupper())]
        many = len({line["name"] for line in lines}) > 1
        found = [self._alone(document, line, many=many) for line in lines]
        most = many and 2 * sum(map(bool, found)) > len(lines)
        for place, line in zip(found, lines, strict=True):
            if place or (most and self._phrases.may_be_named(line["name"])):
                words = [] if place else self._phrases.words(document, line.start("name"), ())
                yield place or settlement(words, line["name"], len(words), 0.7)

    def _alone(self, document: Document, line: re.Match[str], *, many: bool) -> Found | None:
        """Return the settlement that a line names, if nothing else stands there: «Кедровка:», «Из Кедровки (2):».

        If ``many`` lines are such, they need no colon.
        """
        at, name = line.start("name"), line["name"].lower()
        if line["from"]:
            return self._phrases.bare(document, at, "Gen", ())
        words = self._phrases.words(document, at, ())
        known = self._phrases.settlements.town([word[0] for word in words]) is not None
        like = (
            line["kind"]
            or ((line["colon"] or many) and _LIKE_A_PLACE.search(name))
            or (line["colon"] and not any(map(self._phrases.is_known, line["name"].split())))
            or (many and self._may_be_bare(line["name"]))
        )
        return settlement(words, line["name"], len(words), 0.8) if known or like else None

    def _completed(self, document: Document, found: Sequence[Found], name_starts: Collection[int]) -> list[Found]:
        """Return the district and region that the text gives elsewhere to the only settlement or district told of."""
        fields = {place.field for place in found}
        told = [place for place in found if place.field is not Field.REGION]
        if Field.REGION in fields or not told or len(fields) < len({(place.field, place.value) for place in told}):
            return []
        values = {place.value for place in told}
        for word in document.words:
            typed = (word.low in KIND_WORDS and Field.SETTLEMENT in fields) or word.text in values
            if not typed and not (word.text[0].isupper() and may_be_district(document, word.start)):
                continue
            bare = word.text in values
            start = Start(word.start, "Nom" if bare else "Gen", 0.8, bare=bare)
            places = self._phrases.chain(document, start, name_starts)
            same = next((t for t in told for p in places if (p.field, p.value) == (t.field, t.value)), None)
            more = [p for p in places if p.field not in fields]
            if same and more:
                return [p._replace(told_at=same.start, reach=same.reach) for p in more]
        return []

    def leads(self, document: Document, at: int, case: str) -> list[Found]:
        """Return the places that words of a home lead to: a settlement, its district and its region."""
        return self._phrases.chain(titled(document), Start(past_adjectives(document.low, at), case, 1.0), ())

    def _may_be_bare(self, name: str) -> bool:
        """Tell whether words alone in a cell may be a settlement: a known one, or no words of a dictionary."""
        words, known = name.split(), self._phrases.settlements
        place = known.town(words) or known.village(words)
        return bool(place or _TWO_CAPITALS.match(name)) or not any(map(self._phrases.is_known, words))

    def _is_no_home(self, written: str, name: str) -> bool:
        """Tell whether a cell's words are the war's place, a person's given name or, in capitals, a common word."""
        words, known = name.split(), self._phrases.settlements
        common = (
            name not in written and all(map(self._phrases.may_be_named, words)) and self._phrases.is_known(words[0])
        )
        place = known.town(words) or known.village(words)
        return self._phrases.is_front(name) or (not place and (common or self._phrases.is_given(name)))

    def settlement(self, document: Document, start: int, case: str) -> Found | None:
        """Return the settlement with a word for its kind at ``start``, whosever it is."""
        return self._phrases.typed(titled(document), start, case, ())


def _from(words: Sequence[Word], position: int) -> int:
    """Return the number of the first word that begins at a position or after it."""
    return bisect_left(words, position, key=lambda word: word.start)
