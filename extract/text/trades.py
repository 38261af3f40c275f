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
    r"|учител|монтажник|конструктор|щик|щиц)[а-я]{0,3}$"
)
_OF = re.compile(r" (?:[а-яё]+(?:ого|его|ой|ей|ых|их) ){0,2}(?P<noun>[а-яё]{3,})(?![а-яё-])")
# «Преподаватель по классу …», «инструктор по рукопашному бою», «специалист по работе с молодёжью».
_BY = re.compile(
    r" по (?!професси|специальност|призвани|образовани|совместительств|жизни|контракт|мобилизаци|призыв|адрес|округ"
    r"|район|област"
    r"|прозвищ|кличк|имени|фамили|отцу|матери|натуре|характер|дух|соседств|улиц|утрам|вечерам|ночам)"
    r"(?:[а-яё-]+(?:ому|ему|ой|ей|ым|им) )?[а-яё-]{3,}(?: с [а-яё]+(?:ью|ми))?(?![а-яё-])"
)
# «Учитель тувинского».
_OF_A_LANGUAGE = re.compile(r" [а-яё]{4,}ского(?: языка)?(?=\s*(?:[,.;:)(|\n]|и |$))")
_ENDS = re.compile(
    r" (?:(?:а|до|после|где|пока|много|вахт[а-я]+|около|более|всю|вместе|была?|и) |(?:лет|года?|месяц[а-я]*"
    r"|раз)(?![а-я]))"
)
_FIRST_AID = re.compile(r" «?[Сс]корой(?P<help>»? помощи)?»?")
# «Слесарь депо», «тренер ДЮСШ»: where nothing tells which one, it is told to tell what he does.
_BARE_BODY = re.compile(r" (?P<body>депо|(?!СВО|РФ|ЧВК)[А-ЯЁ]{2,6})(?![А-ЯЁа-яё-])(?! ?[№«\d]| [А-ЯЁ])")
# «Мастер спорта», «капитан 3 ранга», «капитан полиции» tell of no work.
_NO_WORK = {
    "мастер": re.compile(r" (?:[а-я]+ )?(?:спорта|слова|своего дела|на все|золотые)"),
    "капитан": re.compile(r" (?:[123](?:-го)? ранга|полиции|юстиции|(?:медицинск|внутренн)|[а-я]* ?команды|сборной)"),
}
# «Операционная сестра», «старшая медицинская сестра»: of the family no sister is called so.
_NURSE = re.compile(
    r"(?:медицинск|операционн|палатн|процедурн|перевязочн|хирургическ|патронажн|участков|постов|анестезиологическ"
    r"|реанимационн|диетическ|реабилитационн)[а-я]+ $"
)
_THING = re.compile(r"(?:техникум|техника|электрика|механика|мастерская|учительская|слесарка)$")
# «Горный мастер», «научный сотрудник», «торговый представитель»: with such an adjective an office is work.
_OF_A_KIND = re.compile(
    r"[а-яё]+ мастер$|(?:научн|торгов|художествен|музыкальн|социальн|педагогическ|музейн|банковск|подсобн)[а-яё]+ "
)
_OF_BOTH = frozenset("механик электрик техник инженер радиотехник дизелист фельдшер повар связист".split())
# «… Кедровской школы № 5», «… цеха № 4», «… спортшколы «Витязь»», «… рыбзавода», «… нашей ЦРБ».
_BODY = re.compile(
    r"(?: (?:[А-ЯЁа-яё-]+(?:ого|его|ой|ей|ых|их)|\d+(?:-[а-я]+)?)){0,3} (?P<noun>[А-ЯЁ]?[а-яё-]{3,}"
    r"|[А-ЯЁ]{2,6}[а-я]?)(?![А-ЯЁа-яё-])(?: №? ?\d+)?(?: ?«[^»\n]{2,30}»)?"
)
_IN_A_PLACE = re.compile(
    r" (?:(?:с|д|п|г|х|ст|пос|дер|пгт|рп|гор)\. ?"
    r"|(?:села|деревни|пос[её]лка|города|станицы|хутора|аула|станции|улуса|колонии|острова) )"
    r"(?:[А-ЯЁ][а-яё-]+(?:ие|ые|ая|яя|ое|ее|ий|ый|ой|их|ых) )?[А-ЯЁ][а-яё-]+"
)
_ARMY_WORK = re.compile(
    r"госпитал|медрот|(?<![а-я])рот[ыае]|взвод|батальон|полка|экипаж|корабл|танка|орудия|миномет|пулемет|бронетехник"
    r"|(?<![а-я])(?:бпла|бмп|бмд|бтр|бк|сау|рлс|рсзо|птур|пзрк|зрк|пво|рэб|мтлб|агс|квн|нсу|кшм|вч|фпв|цбу)(?![а-я])"
)
_OF_THE_ARMY = ("военн", "позывн", "бортов", "ротн", "батальонн", "полков", "штабн", "корабельн", "кадров")
_NO_PART = frozenset(
    "самоучка любитель мужчина женщина фанат виртуоз энтузиаст профессионал ветеран пенсионер передовик новатор"
    " орденоносец богатырь великан весельчак балагур земляк доброволец умелец универсал отец папа красавец".split()
)
_GOES_ON = re.compile(r"[\w,»] \Z")  # a capital there is no sentence's
_OF_A_PLACE = re.compile(r"ск(?:ий|ого|ому|им|ая|ой|ую)$")
_LAST_WORD = re.compile(r"(?<![а-я-])[а-я\d-]+ $")
_HEAD = 5  # letters by which a trade is looked up


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
        self._army, self._heads_of = frozenset(trades.army.split()), frozenset(trades.heads.split())
        self._trades, self._no_trades = (
            frozenset(trades.trades.split()) | self._army,
            frozenset(trades.no_trades.split()),
        )
        self._heads = frozenset(_stem(trade)[:_HEAD] for trade in self._trades)
        self._short = frozenset(stem for stem in self._heads if len(stem) < _HEAD)
        self._things, self._bodies = frozenset(trades.things.split()), tuple(trades.bodies.split())
        self._praise = frozenset(trades.praise.split())

    def trades(self, document: Document) -> Iterator[Trade]:
        """Yield every known trade that is named, in the singular."""
        for word in document.words:
            if word.low.startswith("сестр") or self._may_be_a_trade(word.low) or _COMPOUND.search(word.low):
                known = [r for r in self._singular(word.low) if self._is_trade(lower(r.lemma))]
                if not known and word.low.startswith("сестр") and _NURSE.search(document.low, 0, word.start):
                    known = [r for r in self._singular(word.low) if r.lemma == "сестра"]
                known.sort(key=lambda reading: lower(reading.lemma) not in self._trades)  # «сантехника» is no craft
                nothing = known and _NO_WORK.get(known[0].lemma)
                if known and not (nothing and nothing.match(document.low, word.end)):
                    yield self._trade(document, word.start, word.end, known)

    def _may_be_a_trade(self, low: str) -> bool:
        """Tell whether a word begins as a trade does; of a short one all but the ending must be there."""
        return low[:_HEAD] in self._heads or low[: _HEAD - 1] in self._short or low[: _HEAD - 2] in self._short

    def of_several(self, document: Document) -> Iterator[tuple[str, int, int]]:
        """Yield every civil trade that is named in the plural, in the singular nominative, and where it stands."""
        for word in document.words:
            if self._may_be_a_trade(word.low):
                nouns = (r for r in self._morphology.analyses(word.low) if r.pos == "NOUN" and r.plural)
                lemma = next((r.lemma for r in nouns if lower(r.lemma) in self._trades - self._army), None)
                if lemma:
                    yield _with_yo(lower(lemma), word.text.lower()), word.start, word.end

    def person(self, document: Document, start: int, end: int) -> Trade | None:
        """Return what stands in the instrumental at a range as a trade, known or not; None if it is nobody's."""
        ins = [r for r in self._singular(document.low[start:end]) if r.case == "Ins"]
        readings = [r for r in ins if self._is_trade(lower(r.lemma))] or [r for r in ins if _PERSON.search(r.lemma)]
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
        if _THING.search(lemma):
            return False
        if "-" in lemma and lemma in self._army:
            return True
        parts = lemma.split("-")
        if lemma in self._trades:
            return True
        if len(parts) > 1 and any(part in self._army for part in parts):
            # «водитель-дальнобойщик», not «санитар-водитель», «водитель-электрик»
            return any(part in self._trades and part not in self._army and part not in _OF_BOTH for part in parts)
        if any(part in self._no_trades for part in parts):
            return False
        return any(part in self._trades for part in parts) or bool(_COMPOUND.search(parts[-1]))

    def _trade(self, document: Document, start: int, end: int, readings: list[Analysis]) -> Trade:
        lemma, written = readings[0].lemma, document.text[start:end].lower()
        cases = frozenset(reading.case for reading in readings if reading.lemma == lemma)
        first, adjective = self._adjectives(document, start, lemma)
        end, complement, civil = self._complement(
            document, start, end, of_a_body=lower(lemma) in self._army | self._heads_of
        )
        reach = self._reach(document, end)
        army = bool(
            _ARMY_WORK.search(document.low, end, reach) or _ARMY_WORK.search(lower(complement))
        ) or adjective.startswith(_OF_THE_ARMY)
        army = army or (lower(lemma) in self._army and not civil and not _OF_A_KIND.match(f"{adjective}{lemma}"))
        value = f"{adjective}{self._bare(_with_yo(lower(lemma), written))}{complement}"
        return Trade(value, cases, first, end, self._begin(document, first), reach, army)

    def _bare(self, trade: str) -> str:
        """Return a compound without what is no trade in it: «плотник-самоучка», «Ваня-звонарь»."""
        parts = [part for part in trade.split("-") if lower(part) not in _NO_PART and not self._is_given(part)]
        return "-".join(parts) or trade

    def _is_given(self, word: str) -> bool:
        return word not in self._trades and any(a.known and a.kind == "given" for a in self._morphology.analyses(word))

    def _begin(self, document: Document, start: int) -> int:
        """Return where the praise before a trade begins: «наш», «опытный», «51-летний»."""
        while (word := _LAST_WORD.search(document.low, max(0, start - 24), start)) and self._is_praise(word[0].strip()):
            start = word.start()
        return start

    def _reach(self, document: Document, end: int) -> int:
        """Return where the names of the bodies end for which somebody works."""
        while body := _IN_A_PLACE.match(document.text, end) or _BODY.match(document.text, end):
            if body.re is _BODY and not self._is_body(body["noun"]):
                break
            end = body.end()
            more = None if _IN_A_PLACE.match(document.text, end) else _OF.match(document.text, end)
            if more and self._is_genitive(lower(more["noun"])):
                end = more.end()  # «… кафедры физики»
        return end

    def _is_body(self, noun: str) -> bool:
        low = lower(noun)
        return noun.isupper() or noun[:-1].isupper() or low.endswith(self._bodies)

    def _adjectives(self, document: Document, start: int, lemma: str) -> tuple[int, str]:
        """Return the adjective that belongs to a trade («горный мастер»), and where it begins; praise does not."""
        first, words = before(document.text, start, 1)
        opens = bool(words) and not _GOES_ON.search(document.text, 0, first) and not _OF_A_PLACE.search(words[0])
        words = [word.lower() for word in words] if opens else words
        gender = "Fem" if lemma[-1] in "ая" else "Masc"
        if not words or self._is_praise(words[0]) or not words[0].islower():
            return start, ""
        if not any(a.pos == "ADJ" for a in self._morphology.analyses(words[0])):
            return start, ""
        return first, agreed(words[0], gender) + " "

    def _is_praise(self, word: str) -> bool:
        one = lower(agreed(word, "Masc"))
        return bool(self._praise & {one, one[:-2] + "ой"}) or word[0].isdigit() or "летн" in word

    def _complement(self, document: Document, start: int, end: int, *, of_a_body: bool) -> tuple[int, str, bool]:
        """Return what is worked at, in the genitive, where it ends, and whether it is civil work."""
        if aid := _FIRST_AID.match(document.text, end):
            return aid.end(), " скорой" + (" помощи" if aid["help"] else ""), True
        capitals = document.text[start:end].isupper()
        if (bare := _BARE_BODY.match(document.text, end)) and not capitals:
            return bare.end(), bare[0], False
        text = document.text.lower() if capitals else document.text
        of, civil = "", False
        if by := _BY.match(text, end):
            of, end, civil = by[0], by.end(), True
        if language := _OF_A_LANGUAGE.match(text, end):
            of, end, civil = language[0], language.end(), True
        while (more := _OF.match(text, end)) and not _ENDS.match(document.low, end):
            noun = lower(more["noun"])
            thing, body = noun in self._things, self._is_body(noun) and not of_a_body
            if body or not (thing or (not capitals and self._is_genitive(noun))):
                break
            of, end, civil = of + more[0], more.end(), civil or thing
        return end, of, civil

    def _is_genitive(self, noun: str) -> bool:
        return any(a.pos == "NOUN" and a.case == "Gen" for a in self._morphology.analyses(noun))


def _stem(trade: str) -> str:
    """Return what stays of a trade in all its cases: «певец» is «певца», «швея» «швеи»."""
    if trade.endswith("ец"):
        return trade[:-2]
    return trade[:-1] if trade[-1] in "аяьй" else trade


def _with_yo(lemma: str, written: str) -> str:
    """Return a lemma with ё where the post has it."""
    pairs = zip(lemma, written.ljust(len(lemma)), strict=False)
    return "".join("ё" if there == "ё" and letter == "е" else letter for letter, there in pairs)
