"""What somebody worked as in civil life: "работал сварщиком", "Кедров Пётр, тракторист", "на гражданке — повар"."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain

from extract.text.document import Document
from extract.text.found import Found
from extract.text.morphology import Morphology
from extract.text.name import Name
from extract.text.trades import Trade, TradeReader
from extract.text.vocabulary import Trades
from sinodik.records import Field

_MAYBE_WORK = ("работал", "трудил")
_WORKED = re.compile(r"(?:работал|трудил(?:ся|ась))а?(?![а-я])")
_INSTRUMENTAL = re.compile(r"[а-яё]+(?:-[а-яё]+)?(?:ом|ем|ём|ой|ей|ью)(?![а-яё-])")
_WITH = re.compile(r"(?:вместе )?со? $")
_NO_TRADE = frozenset("отцом братом сыном другом мужем женой матерью душой дома родом временем вахтой".split())
_WAS = re.compile(
    r"(?<![а-я])(?:стал|был|устроил(?:ся|ась)|являл(?:ся|ась)|пошел|пошла|числил(?:ся|ась)"
    r"|вырос до|знали как)а?(?: [^,.!?]{1,25})? $"
)
# Words of civil life before a trade and after it.
_CIVIL = re.compile(
    r"(?:на гражданке|(?<![а-я])до (?:войны|службы|армии|мобилизации|контракта|призыва|сво|срока"
    r"|этого|\d{4}(?: года| г\.)?)"
    r"|в (?:мирной|гражданской) жизни|по (?:профессии|специальности|образованию)|всю жизнь|бывший"
    r"|который|извест[а-я]+ (?:[а-я]+ ){0,4}как"
    r"|(?:профессия|работа|специальность|должность"
    r"|занятие[а-я ]{0,20}) ?:)[ ,:—–-]{1,3}(?:[а-я]+ (?=водител|машинист))?(?:на [«а-яё»]+ )?\Z"
)
_CIVIL_AFTER = re.compile(
    r" (?:по (?:профессии|специальности|призванию)|всю жизнь|от бога|на гражданке|с (?:\d\d?-летним|многолетним) стаж)"
)
# «занимал должность инженера», «выучился на ветврача», «известен как печник».
_POST = re.compile(
    r"(?<![а-я])(?:должность|вырос(?:ла)? до|знали как|(?:вы|от)учил(?:ся|ась) (?:[^.!?,]{1,60} )?на) \Z"
)
_SERVED = re.compile(r"(?:(?<![а-я])(?:служил|служб[ауы])[^.!?\n]*|позывн[а-я]+[ :—–-]*|«)\Z")
# «Вернулся механизатором», «ездил на стройки отделочником»: whoever did something did it as that …
_DID = re.compile(
    r"(?<![а-я])(?!мечт|хоте|собира|планир|старал|думал|гордил|руковод|командов|заведов|восхищ|дружил|считал[иа]|воевал"
    r"|погиб|служил|встретил|был[аио]?(?![а-я]))[а-я]{2,}л(?:а|и)?(?:с[ья])?(?![а-я])[^.,!?;:—–\n]{0,60} $"
)
# … but not the one with whom or over whom, nor in the army.
_BESIDE_HIM = re.compile(r"(?<![а-я])(?:со?|над|под|за|перед|между|стать|станет) (?:[а-я]+ ){0,2}$")
_AT_WAR = re.compile(r"(?<![а-я])(?:сво|фронт|част[ьи]|рот[аеу]|войн|взвод|батальон|экипаж|расчет)")
# «Ансамбль потерял водителя», «колхоз остался без тракториста», «прощаемся с оператором».
_MOURNED = re.compile(
    r"(?<![а-я])(?:потерял[аи]?|лишил(?:ся|ась|ись|ось)|остал(?:ся|ась|ись|ось) без|прощ[а-я]+ с|простил[а-я]+ с"
    r"|скорб[а-я]+ (?:о|по)|недосчитал[а-я]+) (?:сво[а-я]+ |наш[а-я]+ )?$"
)
_MAY_BE_UPPER = re.compile(r"(?:\A|[.:!?—–«\n•▪]|- )\s*\Z")
_BESIDE = re.compile(r" «?|,(?: (?:старший|младший|гвардии))? [а-я]+ ")
_OPENS = re.compile(r"(?:\A|[,;:—–\-(«\n.!?•▪])\s*\Z")
_CLOSES = re.compile(r"\s*(?:[,.;:)»!?—–\n]|\Z| ?\(\d| (?:с|со|на|в|во|из|от|и|у|за|по|наш|он|она)(?![а-я]))")
_KIN = re.compile(
    r"(?<![а-я])(?:мат(?:ь|ери|ерью)|мам[аыеу]|от(?:ец|ца|цу)|пап[аыеу]|брат[ау]?|сестр[аыеу]"
    r"|жен[аыеу]|супруг[аиеу]?|вдов[аыеу]|доч(?:ь|ери)|тест[ья]|дед[ау]?"
    r"|дяд[яию]|т[её]т[яию]|родител[а-я]+|сосед[а-я]*)(?: [а-я]+)?(?:,|[—–-]| —)? ?\Z"
)
_OF_KIN = re.compile(r"(?<![а-я])(?:мать|мама|отец|папа|брат|сестра|жена|супруга|вдова|дочь|тесть|дед|дядя)(?![а-я])")
_SURE, _LIKELY, _PERHAPS = 0.85, 0.75, 0.65


class OccupationFinder:
    """Finds what somebody is said to have worked as."""

    def __init__(self, morphology: Morphology, trades: Trades) -> None:
        self._trades = TradeReader(morphology, trades)

    def occupations(self, document: Document, names: Sequence[Name] = ()) -> Iterator[Found]:
        """Yield each occupation in the nominative: "учителем физкультуры" is учитель физкультуры."""
        end = 0
        worked = sorted(self._worked(document), key=lambda found: found.start)
        named = (found for trade in self._trades.trades(document) if (found := self._told(document, trade, names)))
        for found in sorted(chain(worked, named), key=lambda found: (found.start, -found.end)):
            if found.start >= end:
                end = found.end
                yield found

    def _worked(self, document: Document) -> Iterator[Found]:
        """Yield what stands in the instrumental after «работал», whether it is a known trade or not."""
        if not any(stem in document.low for stem in _MAYBE_WORK):
            return
        for worked in _WORKED.finditer(document.low):
            stop = min(document.sentence(worked.start())[1], worked.end() + 60)
            for noun in _INSTRUMENTAL.finditer(document.text.lower(), worked.end(), stop):
                if "," in document.text[worked.end() : noun.start()]:
                    break
                if noun[0] in _NO_TRADE or _WITH.search(document.low, 0, noun.start()):
                    continue
                if trade := self._trades.person(document, *noun.span()):
                    yield _found(trade, _SURE)
                    break

    def _told(self, document: Document, trade: Trade, names: Sequence[Name]) -> Found | None:
        """Tell by what stands around a trade whether it is somebody's, and how sure that is."""
        low, (begin, stop) = document.low, document.sentence(trade.start)
        civil = bool(_CIVIL.search(low, begin, trade.begin) or _CIVIL_AFTER.match(low, trade.reach, stop))
        if civil and trade.cases & {"Nom", "Ins"}:
            return _found(trade, _LIKELY)
        if _MOURNED.search(low, begin, trade.begin) and not _AT_WAR.search(low, begin, stop):
            return _found(trade, _PERHAPS)
        if trade.army or _SERVED.search(low, begin, trade.begin):
            return None
        if "Ins" in trade.cases and _WAS.search(low, begin, trade.begin):
            return _found(trade, _SURE)
        if "Ins" in trade.cases and self._is_predicative(document, trade):
            return _found(trade, _PERHAPS)
        if trade.cases & {"Gen", "Acc"} and _POST.search(low, begin, trade.begin):
            return _found(trade, _LIKELY)
        before, after = _neighbours(names, trade)
        if before and before.end > trade.start:
            return None  # «Мельник-Кедров» is a surname
        lead = low[max(begin, before.end if before else 0) : trade.begin]
        if _KIN.search(lead) or (document.text[trade.start].isupper() and not _MAY_BE_UPPER.search(lead)):
            return None
        if after and after.case in trade.cases and _BESIDE.fullmatch(low, trade.reach, after.start):
            return _found(trade, _LIKELY)
        closed = _OPENS.search(lead) and _CLOSES.match(low, trade.reach, stop)
        if closed and before and before.case in trade.cases and lead.strip() == ",":
            return _found(trade, _LIKELY)
        return _found(trade, _PERHAPS) if closed and "Nom" in trade.cases else None

    def _is_predicative(self, document: Document, trade: Trade) -> bool:
        """Tell whether somebody did something as a man of a trade, at home and not of the family."""
        low, (begin, stop) = document.low, document.sentence(trade.start)
        if not _DID.search(low, begin, trade.begin) or _BESIDE_HIM.search(low, begin, trade.begin):
            return False
        return not (_AT_WAR.search(low, begin, stop) or _OF_KIN.search(low, begin, trade.begin))


def _neighbours(names: Sequence[Name], trade: Trade) -> tuple[Name | None, Name | None]:
    """Return the names before and after a trade."""
    index = bisect_left(names, trade.start, key=lambda name: name.start)
    return (names[index - 1] if index else None), (names[index] if index < len(names) else None)


def _found(trade: Trade, confidence: float) -> Found:
    return Found(Field.OCCUPATION, trade.value, trade.start, trade.end, confidence)
