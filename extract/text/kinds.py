"""Words for kinds of settlements, shortened or not, in every case: «села», «посёлке городского типа», «ст-цы»."""

import re
from typing import NamedTuple

_CASES = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")
_LIKELIER = ("Dat", "Ins", "Acc", "Loc", "Gen", "Nom")  # of two cases with one form the later is meant
_DECLINED = (
    ("Neut", "село села селу село селом селе"),
    ("Neut", "селение селения селению селение селением селении"),
    ("Neut", "поселение поселения поселению поселение поселением поселении"),
    ("Neut", "местечко местечка местечку местечко местечком местечке"),
    ("Fem", "деревня деревни деревне деревню деревней деревне"),
    ("Fem", "станица станицы станице станицу станицей станице"),
    ("Fem", "станция станции станции станцию станцией станции"),
    ("Fem", "слобода слободы слободе слободу слободой слободе"),
    ("Masc", "поселок поселка поселку поселок поселком поселке"),
    ("Masc", "город города городу город городом городе"),
    ("Masc", "хутор хутора хутору хутор хутором хуторе"),
    ("Masc", "аул аула аулу аул аулом ауле"),
    ("Masc", "арбан арбана арбану арбан арбаном арбане"),
    ("Masc", "арал арала аралу арал аралом арале"),
    ("Masc", "кордон кордона кордону кордон кордоном кордоне"),
    ("Fem", "заимка заимки заимке заимку заимкой заимке"),
    ("Masc", "аал аала аалу аал аалом аале"),
    ("Masc", "улус улуса улусу улус улусом улусе"),
    ("Masc", "сомон сомона сомону сомон сомоном сомоне"),
    ("Masc", "наслег наслега наслегу наслег наслегом наслеге"),
    ("Masc", "разъезд разъезда разъезду разъезд разъездом разъезде"),
    ("Fem", "фактория фактории фактории факторию факторией фактории"),
    ("Masc", "сумон сумона сумону сумон сумоном сумоне"),
    ("Masc", "кишлак кишлака кишлаку кишлак кишлаком кишлаке"),
    ("Masc", "починок починка починку починок починком починке"),
    ("Masc", "пункт пункта пункту пункт пунктом пункте"),
)
_SHORT = {
    "Neut": "с сел с.п с/п",
    "Fem": "д дер ст ст-ца ст-цы ст-це сл п/ст",
    "Masc": "г гор п пос пгт рп р.п р/п п.г.т дп д.п нп н.п х хут у рзд",
}
_BY_FORM = {
    form: (gender, case)
    for gender, declined in _DECLINED
    for case, form in sorted(zip(_CASES, declined.split(), strict=True), key=lambda item: _LIKELIER.index(item[0]))
}
_BY_SHORT = {short: gender for gender, shorts in _SHORT.items() for short in shorts.split()}
# «1-е Мая», «8 Марта», «40 лет Октября».
NUMBERED = (
    r"\d{1,3}(?:-[а-я]{1,3})? (?:лет )?(?:мая|марта|октября|января|августа|ноября|февраля|пятилет[а-я]+)(?![а-я])"
)
_FULL = "|".join(sorted(_BY_FORM, key=len, reverse=True))
_SHORTENED = "|".join(re.escape(s).replace(r"\.", r"\. ?") for s in sorted(_BY_SHORT, key=len, reverse=True))
_ATTRIBUTES = "рабоч|родн|небольш|далек|маленьк|сибирск|железнодорожн|соседн|сельск|населенн"
_KIND = re.compile(
    rf"(?:(?:{_ATTRIBUTES})[а-я]{{2,3}} |ж\.?[-/]д\.? )?"
    rf"(?:(?P<full>{_FULL})(?:-геро[йяюе]м?)?(?![а-я-])(?: городского типа)? "
    rf"|(?P<short>{_SHORTENED})(?:\. ?|(?<=[а-я./-][а-я]) ))"
    rf"[«\"“]?(?=[а-яәөүҗңһҡғҙҫ]|{NUMBERED})"
)
# The words that a kind begins with.
KIND_WORDS = frozenset({*_BY_FORM, *(short.partition(".")[0].partition("-")[0] for short in _BY_SHORT)})
_STARTS = frozenset("рнмсджгпхаулкф")
_DISTRICTS = ("район", "округ", "улус", "городск", "муниципальн")
_HEAD = 3  # letters
_HEADS = frozenset(word[:_HEAD] for word in (*KIND_WORDS, *_BY_SHORT, *_ATTRIBUTES.split("|"), *_DISTRICTS, "ж", "ж-д"))


class Kind(NamedTuple):
    """What kind of place is named next: its gender, its case ("" of a shortened word), and where the name begins."""

    gender: str
    case: str
    name_start: int


def may_lead_to_a_place(word: str) -> bool:
    """Tell whether a word in small letters may begin a settlement's kind or a district's: most do not."""
    return word[:_HEAD] in _HEADS


def kind_at(low: str, start: int) -> Kind | None:
    """Return the kind of settlement whose word stands at ``start`` of a text in lower case without ё."""
    if low[start : start + 1] not in _STARTS:
        return None
    match = _KIND.match(low, start)
    if not match:
        return None
    if match["full"]:
        return Kind(*_BY_FORM[match["full"]], match.end())
    return Kind(_BY_SHORT[match["short"].replace(" ", "")], "", match.end())
