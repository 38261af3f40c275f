"""What somebody worked as in civil life: "работал сварщиком", "Кедров Пётр, тракторист", "на гражданке — повар"."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain

from extract.text.document import Document
from extract.text.found import Found
from extract.text.morphology import Morphology
from extract.text.name import Name
from extract.text.trade_verbs import BY_VERB, TRADING
from extract.text.trades import Trade, TradeReader
from extract.text.vocabulary import Trades
from sinodik.records import Field

_MAYBE_WORK = ("работа", "труди")
_WORKED = re.compile(r"(?:работ(?:ал|авш[а-я]+)|трудил(?:ся|ась)|трудивш[а-я]+ся)а?(?![а-я])")
_INSTRUMENTAL = re.compile(r"[а-яё]+(?:-[а-яё]+)?(?:ом|ем|ём|ой|ей|ью)(?![а-яё-])")
_WITH = re.compile(r"(?<![а-я])(?:со?|над|под|за|перед) (?:[а-я]+ )?$")
_NO_TRADE = frozenset("отцом братом сыном другом мужем женой матерью душой дома родом временем вахтой".split())
_WAS = re.compile(
    r"(?<![а-я])(?:стал|был|устроил(?:ся|ась)|являл(?:ся|ась)|пошел|пошла|числил(?:ся|ась)|ставший|ставшая"
    r"|слыл|считал(?:ся|ась)|остал(?:ся|ась)|подрабатывал|выучил(?:ся|ась)|назначен|избран|вырос до"
    r"|знали (?:[а-я]+ )?как)а?(?: [^,.!?]{1,40})? $"
)
# Words of civil life before a trade and after it.
_BEFORE_THE_WAR = (
    r"(?:на|в) гражданк[еу]|(?<![а-я])до (?:войны|службы|армии|мобилизации|контракта|призыва|сво|срока|фронта|отправки"
    r"|ухода|этого|того|\d{4}(?: года| г\.)?|\d\d-го)|перед (?:войной|мобилизацией)"
    r"|(?<![а-я])(?:раньше|прежде|ранее|дома|здесь)(?![а-я])|всю жизнь|бывший"
    r"|в (?:мирной|гражданской|той|прошлой|обычной) жизни|в (?:мирное время|миру|прошлом)"
)
_BY_TRADE = (
    r"по (?:[а-я]+ )?(?:профессии|(?<!военной )специальности|образованию|диплому|жизни)"
    r"|который|извест[а-я]+ (?:[а-я]+ ){0,4}как"
    r"|(?<!военную )(?:професси[юи]|специальност[иь]|квалификаци[юи])(?= «)"
)
_CARD = (  # «Профессия: …», «Кем работал: …»
    r"(?<!военная )(?<!воинская )(?:професси[яи]|работ[аы]|работал|трудил[а-я]+|специальность"
    r"|кем (?:был|работал)(?: [а-я]+){0,3}|заняти[ея][а-я ]{0,20}) ?:"
)
_CIVIL = re.compile(
    rf"(?:{_BEFORE_THE_WAR}|{_BY_TRADE}|{_CARD})(?: (?:он|она|(?:мой |наш )?(?:брат|братик|сын|сынок|муж|папа|внук|друг"
    r"|сестра|дочь)))?(?: был[аи]?)?[ ,:—–-]{1,3}"
    r"(?:[а-я]+ (?=водител|машинист))?(?:(?:на|в) [«а-яё»]+ )?«?\Z"
)
# «Двенадцать лет водитель маршрутки», «он у нас тракторист», «потом и сам — тренером».
_FOR_YEARS = re.compile(r"(?<![а-я])(?:лет|(?<!\d\d )года?|жизнь)(?: подряд)? \Z")
# «Ходил на сейнере мотористом», «ездил в леспромхозе водителем»: no army has these.
_CIVIL_PLACE = re.compile(
    r"(?<![а-я])(?:на|в|во) (?:[а-я-]+(?:ом|ой|ем) )?(?:сейнер|траулер|буксир|теплоход|барж|паром|ледокол|сухогруз"
    r"|танкере|толкач|земснаряд|колхоз|совхоз|леспромхоз|лесхоз|ферм|пилорам|рудник|шахт|прииск|разрез|электрич"
    r"|автобаз|автоколонн|элеватор|мельниц|пекарн|котельн|водоканал|агрофирм)[а-я]* (?:«[^»]{1,20}» )?$"
)
# «Трактористом был всю жизнь»
_WAS_AFTER = re.compile(
    r" (?:(?:он|она) (?:и |потом |тоже )?|(?!не )[а-я]+ )?(?:был|стал|приш[её]л|устроил(?:ся|ась)?|начинал)а?(?![а-я])"
)
# «Актёр погиб на СВО», «поэт не вернулся с задания».
_FELL = re.compile(
    r" (?:погиб|убит|пал|не верн|отдал жизнь|ушел (?:добровольцем|на фронт|на войну))(?:ла|лся|улся|а)?(?![а-я])"
)
# «Экскурсовод говорит», «проводник: тишина», «Гравёр — ИП Белов»: another's.
_ANOTHERS = re.compile(
    r"(?:, [а-я]+,)? (?:говор|рассказ|вспомин|сообщ|поясн)[а-я]*|: (?=[а-я])| ?[—–-] ?(?:ип|ооо|зао|ао)(?![а-я])"
)
_HE = re.compile(r"(?<![а-я])(?:он|она)(?: (?:же|у|нас|меня|него|сам|сама|ведь|тоже|тогда|был|была))* \Z")
_AS_ANOTHER = re.compile(r"[,а-я»] ?[—–-] \Z")
_CIVIL_AFTER = re.compile(
    r" (?:по (?:профессии|специальности|призванию)|всю жизнь|на гражданке|с (?:\d\d?-летним|[а-я]+летним) стаж"
    r"|(?:(?!не )[а-я]+ |(?:в|на) [«\"]?[а-я-]+(?: [а-я-]+)?[»\"]? )?"
    r"(?:про|от)?(?:работал|трудил|ходил)(?:а|ся|ась)?(?![а-я]))"
)
# «занимал должность инженера», «выучился на ветврача», «известен как печник».
_POST = re.compile(
    r"(?<![а-я])(?:должность|професси[юи]|специальност[ьи]|квалификаци[юи]|(?:вы|до)рос(?:ла)? до|дослужил(?:ся|ась) до"
    r"|от [а-я]+ до|(?:знали|знает|ценили|помнят|запомнили|уважали|помним) (?:[а-я]+ ){0,2}как"
    r"|(?:вы|от)учил(?:ся|ась) (?:[^.!?,]{1,60} )?на) \Z"
)
_SERVED = re.compile(r"(?:(?<![а-я])(?:служил|служб[ауе](?![а-я]))[^.!?\n]*|позывн[а-я]+[ :—–-]*)\Z")
# «Заядлый рыбак», «отличный охотник»: what somebody likes to do.
_HOBBY = re.compile(r"(?:охотник|рыбак|рыболов|огородник|футболист|гитарист)\Z")
_LIKES = re.compile(r"заядл|страстн|отличн|хорош|увлеч|азартн|удачлив|умел|балагур|знатн|любитель")
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
    r"(?<![а-я])(?:потерял[аои]?|лишил(?:ся|ась|ись|ось)|остал(?:ся|ась|ись|ось) без|прощ[а-я]+ со?|простил[а-я]+ со?"
    r"|скорб[а-я]+ (?:о|по)|недосчитал[а-я]+|не стало|нет больше|больше нет) (?:[а-я]+(?:его|ого|ему|ому|ую|юю|ым|им"
    r"|ом|ой|ей|их|ых) ){0,2}$"
)
_GONE = re.compile(r"(?: наш[а-я]+| у нас)? (?:больше (?:нет|не будет)|не стало|(?:уже|теперь) нет)(?![а-я])")
# «Печника лучше во всей округе не было», «такого столяра поискать».
_PEERLESS = re.compile(
    r"(?=.*(?<![а-я])(?:лучш|так(?:ого|их|ой)|друг(?:ого|ой)|втор(?:ого|ой)|равн))"
    r"(?=.*(?:не (?:было|стало|хват|найти|сыскать|знал|видел|встре)|(?<![а-я])нет(?![а-я])|поискать))"
)
_MAY_BE_UPPER = re.compile(r"(?:\A|[^\w\s,;-]|\n|- )\s*\Z")
# «Фрезеровщик, рядовой Кедров», «охотник из Гама Кедров», «ветеринар наш, Кедров», «печник и балагур, Кедров».
_BESIDE = re.compile(
    r"(?: (?:и|да) [а-я]+(?:-[а-я]+)?)?(?: (?:из|со?|от|в|на|при) [^.,;:!?()\n—–]{2,50}?)?"
    r"(?: наш[а-я]*)?(?: \([^()\n]{2,40}\))?"
    r"(?:\s+«?|,(?: (?:старш|младш|гвард)[а-я]+)?(?: [а-я]+){0,2} )"
)
_OPENS = re.compile(r"(?:\A|\n|[^\w\s])\s*\Z")
_CLOSES = re.compile(
    r"\s*(?:[^\w\s«№]|\n|\Z| ?\(\d|\d{4} года(?![а-я])| (?:с|со|на|в|во|из|от|и|у|за|по|наш|он|она)(?![а-я])"
    r"| [а-я]+(?:ый|ий|ой)(?=\s*(?:[,.;:)|·\n]|\Z)))"
)
# «Тренер В. А. Кедров: «Удар у него был …»»: who speaks lives.
_SAID = re.compile(
    r"(?:говор|рассказ|вспом|сказал|отмет|добав|делит|поделил|пишет|написал|считает|уточн|призна)[а-я]* \Z"
)
_SPEAKS = re.compile(r"[^.!?\n]{0,40}(?::|, ?[—–-] ?[а-я]+(?:ет|ит|л|ла) )")
_KIN = re.compile(
    r"(?<![а-я])(?:мат(?:ь|ери|ерью)|мам[аыеу]|от(?:ец|ца|цу)|пап[аыеу]|брат[ау]?|сестр[аыеу]"
    r"|жен[аыеу]|супруг[аиеу]?|вдов[аыеу]|доч(?:ь|ери)|тест[ья]|дед[ау]?"
    r"|дяд[яию]|т[её]т[яию]|родител[а-я]+|(?<!наш )(?<!нашего )(?<!нашему )сосед[а-я]*)(?: [а-я]+)?(?:,|[—–-]| —)? ?\Z"
)
_OF_KIN = re.compile(r"(?<![а-я])(?:мать|мама|отец|папа|брат|сестра|жена|супруга|вдова|дочь|тесть|дед|дядя)(?![а-я])")
_OF_A_RELATIVE = re.compile(
    r"(?<![а-я])(?<!муж, )(?<!сын, )(?<!как )(?:мать|мама|отец|папа|братья|брат|сестр[аы]|жена|супруга|вдова|дочь"
    r"|тесть|дед|дядя|родители)"
    r"(?! (?:двоих|троих|четверых|пятерых|дочери|сына|детей|семейства|большо))(?![а-я])"
    r"(?!.*(?<![а-я])(?:он|она|сам|погиб[а-я]*)(?![а-я]))[^;]*\Z"
)
_SURE, _LIKELY, _PERHAPS = 0.85, 0.75, 0.65


class OccupationFinder:
    """Finds what somebody is said to have worked as."""

    def __init__(self, morphology: Morphology, trades: Trades) -> None:
        self._trades = TradeReader(morphology, trades)

    def occupations(self, document: Document, names: Sequence[Name] = ()) -> Iterator[Found]:
        """Yield each occupation in the nominative: "учителем физкультуры" is учитель физкультуры."""
        end = 0
        worked = sorted(self._worked(document), key=lambda found: found.start)
        several = self._of_several(document, names) if len(names) > 1 else iter(())
        named = (found for trade in self._trades.trades(document) if (found := self._told(document, trade, names)))
        every = chain(worked, named, several, self._by_verb(document))
        for found in sorted(every, key=lambda found: (found.start, -found.end)):
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
                if (
                    noun[0] in _NO_TRADE
                    or self._is_of_kin(document, noun.start())
                    or _WITH.search(document.low, 0, noun.start())
                ):
                    continue
                if trade := self._trades.person(document, *noun.span()):
                    yield _found(trade, _SURE)
                    break

    def _by_verb(self, document: Document) -> Iterator[Found]:
        """Yield the trade of a verb that tells of one: "слесарил" is слесарь."""
        for verb in TRADING.finditer(document.low):
            stop = document.sentence(verb.start())[1]
            if not self._is_of_kin(document, verb.start()) and not _AT_WAR.search(document.low, verb.end(), stop):
                yield Found(Field.OCCUPATION, BY_VERB[verb[1]], verb.start(), verb.end(), _PERHAPS)

    def _of_several(self, document: Document, names: Sequence[Name]) -> Iterator[Found]:
        """Yield a trade in the plural right before the names of several: "погибли трактористы Кедров и Белов"."""
        for value, start, end in self._trades.of_several(document):
            begin, stop = document.sentence(start)
            after = [name for name in names if end <= name.start < stop]
            near = len(after) > 1 and document.low[end : after[0].start].strip(" \n:—–-") == ""
            if near and not _KIN.search(document.low, begin, start) and not _SERVED.search(document.low, begin, start):
                yield Found(Field.OCCUPATION, value, start, end, _LIKELY, reach=stop)

    def _told(self, document: Document, trade: Trade, names: Sequence[Name]) -> Found | None:
        """Tell by what stands around a trade whether it is somebody's, and how sure that is."""
        low, (begin, stop) = document.low, document.sentence(trade.start)
        before, after = _neighbours(names, trade)
        if (before and before.end > trade.start) or (after and after.start < trade.end):
            return None  # «Мельник-Кедров», «Пономарь» are surnames
        civil = bool(_CIVIL.search(low, begin, trade.begin) or _CIVIL_AFTER.match(low, trade.reach, stop))
        civil = civil or bool(_FOR_YEARS.search(low, begin, trade.begin))
        if civil and trade.cases & {"Nom", "Ins"}:
            return _found(trade, _LIKELY)
        if self._is_missed(document, trade):
            return _found(trade, _PERHAPS)
        army = trade.army and not (_CIVIL_PLACE.search(low, begin, trade.begin) and "Ins" in trade.cases)
        if army or _SERVED.search(low, begin, trade.begin) or _is_quoted(low, trade):
            return None
        if _HOBBY.search(trade.value) and _LIKES.search(low, begin, trade.end):
            return None
        if "Ins" in trade.cases and (
            _WAS.search(low, begin, trade.begin)
            or _AS_ANOTHER.search(low, begin, trade.begin)
            or _WAS_AFTER.match(low, trade.reach, stop)
        ):
            return None if self._is_of_kin(document, trade.begin) else _found(trade, _SURE)
        if "Ins" in trade.cases and self._is_predicative(document, trade):
            return _found(trade, _PERHAPS)
        if trade.cases & {"Gen", "Acc"} and _POST.search(low, begin, trade.begin):
            return _found(trade, _LIKELY)
        return self._beside(document, trade, before, after)

    def _beside(self, document: Document, trade: Trade, before: Name | None, after: Name | None) -> Found | None:
        """Return a trade that stands beside a name in its case, or by itself."""
        low, (begin, stop) = document.low, document.sentence(trade.start)
        lead = low[max(begin, before.end if before else 0) : trade.begin]
        if _KIN.search(lead) or (document.text[trade.start].isupper() and not _MAY_BE_UPPER.search(lead)):
            return None
        if after and after.case in trade.cases and _BESIDE.fullmatch(low, trade.reach, after.start):
            speaks = _SPEAKS.match(low, after.end) or _SAID.search(lead)
            return None if speaks else _found(trade, _LIKELY)
        closed = _OPENS.search(lead) and _CLOSES.match(low, trade.reach, stop)
        if closed and _ANOTHERS.match(low, trade.reach, stop):
            return None
        if closed and before and before.case in trade.cases and lead.strip() in (",", "),"):
            return _found(trade, _LIKELY)
        closed = closed or (_OPENS.search(lead) and _FELL.match(low, trade.reach, stop))
        closed = closed or (_HE.search(lead) and _CLOSES.match(low, trade.reach, stop))
        return _found(trade, _PERHAPS) if closed and "Nom" in trade.cases else None

    def _is_missed(self, document: Document, trade: Trade) -> bool:
        """Tell whether a man of a trade is missed at home: "больше нет нашего тракториста"."""
        low, (begin, stop) = document.low, document.sentence(trade.start)
        if _AT_WAR.search(low, begin, stop):
            return False
        if _MOURNED.search(low, begin, trade.begin):
            return True
        gone = _GONE.match(low, trade.reach, stop) or _PEERLESS.match(low, begin, stop)
        return "Gen" in trade.cases and not trade.army and bool(gone)

    def _is_predicative(self, document: Document, trade: Trade) -> bool:
        """Tell whether somebody did something as a man of a trade, at home and not of the family."""
        low, (begin, stop) = document.low, document.sentence(trade.start)
        if not _DID.search(low, begin, trade.begin) or _BESIDE_HIM.search(low, begin, trade.begin):
            return False
        return not (_AT_WAR.search(low, begin, stop) or _OF_KIN.search(low, begin, trade.begin))

    def _is_of_kin(self, document: Document, position: int) -> bool:
        """Tell whether a clause is about a relative: "его отец был …", but not "отец двоих детей, он был …"."""
        begin, _ = document.sentence(position)
        return bool(_OF_A_RELATIVE.search(document.low, begin, position))


def _is_quoted(low: str, trade: Trade) -> bool:
    return low[trade.begin - 1 : trade.begin] == "«" and low[trade.end : trade.end + 1] == "»"


def _neighbours(names: Sequence[Name], trade: Trade) -> tuple[Name | None, Name | None]:
    """Return the names before and after a trade."""
    index = bisect_left(names, trade.start, key=lambda name: name.start)
    return (names[index - 1] if index else None), (names[index] if index < len(names) else None)


def _found(trade: Trade, confidence: float) -> Found:
    return Found(Field.OCCUPATION, trade.value, trade.start, trade.end, confidence)
