"""Trades where they stand: the word in the nominative, and as much of what follows as tells what is done.

«Учителем физкультуры школы № 5» is учитель физкультуры, «машинисту экскаватора» машинист экскаватора.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from extract.text.adjectives import agreed, before
from extract.text.clean import lower
from extract.text.document import Document
from extract.text.morphology import Analysis, Morphology
from extract.text.vocabulary import Trades

# How nouns for trades end.
_PERSON = re.compile(
    r"(?:[её]р|ор|тель|ник|щик|чик|ист|арь|ач|рь|вед|лог|граф|ант|ент|ир|ик|ец|ар|ший|сестра|ица"
    r"|ка|няня|сант|ак|ург|гог|рист|ман|ал|ель|вод|ый|ой)$"
)
_COMPOUND = re.compile(
    r"(?:сварщик|слесар|механик|фельдшер|мастер|монтер|электрик|техник|тренер|инженер|машинист"
    r"|учител|монтажник|конструктор)[а-я]{0,3}$"
)
_OF = re.compile(r" (?P<adjective>[а-яё]+(?:ого|его|ой|ей|ых|их) )?(?P<noun>[а-яё]{4,})(?![а-яё-])")
_BY = re.compile(r" по (?!профессии|специальности|призванию|жизни|контракту|мобилизации|адресу)[а-яё]{4,}(?![а-яё-])")
_ENDS = re.compile(r" (?:а|до|после|где|пока|много|вахт[а-я]+|около|более|всю|вместе|была?|и) ")
# «… Кедровской школы № 5», «… цеха № 4», «… спортшколы «Витязь»», «… рыбзавода», «… нашей ЦРБ».
_BODY = re.compile(
    r"(?: (?:[А-ЯЁа-яё-]+(?:ого|его|ой|ей|ых|их)|\d+(?:-[а-я]+)?)){0,3} (?P<noun>[а-яё-]{3,}"
    r"|[А-ЯЁ]{2,6}[а-я]?)(?![а-яё-])(?: №? ?\d+)?(?: ?«[^»\n]{2,30}»)?"
)
_ARMY_WORK = re.compile(
    r"госпитал|медрот|(?<![а-я])рот[ыае]|взвод|батальон|полка|экипаж|корабл|танка|орудия|миномет|пулемет"
)
_LAST_WORD = re.compile(r"(?<![а-я-])[а-я\d-]+ $")
_HEAD = 4  # letters by which a trade is looked up


class Trade(NamedTuple):
    """A trade in the nominative, the cases that its form can be, and where it stands.

    ``begin`` and ``reach`` are where the phrase begins and ends with what is no part of the trade: «наш … школы № 5».
    ``army`` if the army has such too, and nothing says that this one is civil.
    """

    value: str
    cases: frozenset[str]
    start: int
    end: int
    begin: int
    reach: int
    army: bool


class TradeReader:
    """Reads words for trades."""

    def __init__(self, morphology: Morphology, trades: Trades) -> None:
        self._morphology = morphology
        self._army = frozenset(trades.army.split())
        self._trades = frozenset(trades.trades.split()) | self._army
        self._heads = frozenset(trade[:_HEAD] for trade in self._trades)
        self._things, self._bodies = frozenset(trades.things.split()), frozenset(trades.bodies.split())
        self._praise = frozenset(trades.praise.split())

    def trades(self, document: Document) -> Iterator[Trade]:
        """Yield every known trade that is named, in the singular."""
        for word in document.words:
            if word.low[:_HEAD] in self._heads or _COMPOUND.search(word.low):
                known = [r for r in self._singular(word.low) if self._is_trade(lower(r.lemma))]
                if known:
                    yield self._trade(document, word.start, word.end, known)

    def person(self, document: Document, start: int, end: int) -> Trade | None:
        """Return what stands in the instrumental at a range as a trade, known or not; None if it is nobody's."""
        readings = [r for r in self._singular(document.low[start:end]) if r.case == "Ins" and _PERSON.search(r.lemma)]
        return self._trade(document, start, end, readings[:1]) if readings else None

    def _singular(self, low: str) -> list[Analysis]:
        """Return the readings as a noun of the last part of a word, its other parts put into the nominative too."""
        *fronts, tail = low.split("-")
        found = []
        for reading in self._morphology.analyses(tail):
            if reading.pos == "NOUN" and not reading.plural and reading.gender != "Neut":
                heads = [self._agreeing(front, reading.case) for front in fronts]
                found.append(reading._replace(lemma="-".join([*heads, reading.lemma])))
        return found

    def _agreeing(self, front: str, case: str) -> str:
        nouns = (a.lemma for a in self._morphology.analyses(front) if a.pos == "NOUN" and a.case == case)
        return next((lemma for lemma in nouns), front)

    def _is_trade(self, lemma: str) -> bool:
        if "-" in lemma and lemma in self._army:
            return True
        parts = lemma.split("-")
        if lemma in self._trades:
            return True
        if len(parts) > 1 and any(part in self._army for part in parts):
            return False  # «санитар-водитель»
        return any(part in self._trades for part in parts) or bool(_COMPOUND.search(parts[-1]))

    def _trade(self, document: Document, start: int, end: int, readings: list[Analysis]) -> Trade:
        lemma, written = readings[0].lemma, document.text[start:end].lower()
        cases = frozenset(reading.case for reading in readings if reading.lemma == lemma)
        first, adjective = self._adjectives(document, start, lemma)
        end, complement, civil = self._complement(document, end)
        reach = self._reach(document, end)
        army = bool(
            _ARMY_WORK.search(document.low, end, reach) or _ARMY_WORK.search(complement)
        ) or adjective.startswith(("военн", "позывн"))
        army = army or (lower(lemma) in self._army and not civil)
        value = f"{adjective}{_with_yo(lower(lemma), written)}{complement}"
        return Trade(value, cases, first, end, self._begin(document, first), reach, army)

    def _begin(self, document: Document, start: int) -> int:
        """Return where the praise before a trade begins: «наш», «опытный», «51-летний»."""
        while (word := _LAST_WORD.search(document.low, max(0, start - 24), start)) and self._is_praise(word[0].strip()):
            start = word.start()
        return start

    def _reach(self, document: Document, end: int) -> int:
        """Return where the names of the bodies end for which somebody works."""
        while (body := _BODY.match(document.text, end)) and self._is_body(body["noun"]):
            end = body.end()
        return end

    def _is_body(self, noun: str) -> bool:
        low = lower(noun)
        return noun.isupper() or noun[:-1].isupper() or any(low.endswith(body) for body in self._bodies)

    def _adjectives(self, document: Document, start: int, lemma: str) -> tuple[int, str]:
        """Return the adjective that belongs to a trade («горный мастер»), and where it begins; praise does not."""
        first, words = before(document.text, start, 1)
        gender = "Fem" if lemma[-1] in "ая" else "Masc"
        if not words or self._is_praise(words[0]) or not words[0].islower():
            return start, ""
        if not any(a.pos == "ADJ" for a in self._morphology.analyses(words[0])):
            return start, ""
        return first, agreed(words[0], gender) + " "

    def _is_praise(self, word: str) -> bool:
        return lower(agreed(word, "Masc")) in self._praise or word[0].isdigit() or "летн" in word

    def _complement(self, document: Document, end: int) -> tuple[int, str, bool]:
        """Return what is worked at, in the genitive, where it ends, and whether it is civil work."""
        if by := _BY.match(document.text, end):
            return by.end(), by[0], True
        of, civil = "", False
        while (more := _OF.match(document.text, end)) and not _ENDS.match(document.low, end):
            noun = lower(more["noun"])
            if self._is_body(noun) or not (noun in self._things or self._is_genitive(noun)):
                break
            of, end, civil = of + more[0], more.end(), civil or noun in self._things or "скорой" in more[0]
        if not of and document.low.startswith(" скорой", end):
            return end + 7, " скорой", True
        return end, of, civil

    def _is_genitive(self, noun: str) -> bool:
        return any(a.pos == "NOUN" and a.case == "Gen" for a in self._morphology.analyses(noun))


def _with_yo(lemma: str, written: str) -> str:
    """Return a lemma with ё where the post has it."""
    pairs = zip(lemma, written.ljust(len(lemma)), strict=False)
    return "".join("ё" if there == "ё" and letter == "е" else letter for letter, there in pairs)
