"""Places that are nobody's home: of a death, a burial, a service, an office."""

import re

from extract.text.document import Document

_ELSEWHERE = re.compile(
    r"хорон(?!к)|прощан|отпева|панихид|церемони|состоит|погреб|кладбищ"
    r"|погиб[а-я]* (?:\d\d? [а-я]+ (?:\d{4} (?:г\. ?|года )?)?"
    r"|\d\d?\.\d\d\.\d{2,4} (?:г\. ?|года )?)?"
    r"(?:в|во|под|на|у|при|около|за) (?!ходе|время|бо|сво|зон|недел"
    r"|месяц|сутки|год|день|дни|послед|эт|прошл)"
    r"|администраци|глав[аы] |правительств|губернатор|министр|военком|управлени|управа|пресс-служб"
    r"|фото|источник|адрес|редакци|(?<![а-я])ул\."
    r"|ранен|госпитал|школ|казач|(?<![\d.])\d{1,2}[:.]\d\d[, ]*$"
)
# Where the war is: a post that names these alone tells where somebody fell.
FAR = frozenset(
    {
        "Донецкая Народная Республика",
        "Луганская Народная Республика",
        "Запорожская область",
        "Херсонская область",
        "Харьковская область",
        "Курская область",
        "Белгородская область",
    }
)
_FELL_THERE = re.compile(
    r"(?:погиб(?!ш)|пал |боях|бою|сражал|воевал|служил|задач|зоне|территори|направлени|ранен|обстрел)[^.!?\n]*\Z"
)
_OFFICE = re.compile(
    r"(?<![а-я])(?:глав[аеы]й?|администраци[а-я]|губернатор[а-я]*|правительств[а-я]*"
    r"|министерств[а-я]*|управлени[а-я]|военком[а-я]*|военный комиссариат"
    r"|совет[а-я]*|дум[аеы]|собрани[ея]|прокуратур[а-я]|полици[а-я]|суд[а-я]?|федераци[яи]"
    r"|союз[а-я]?|сми|клуб[а-я]?|газет[аы]|команд[аы]"
    r"|диаспор[аы]|общин[аы]|обществ[оа]|епархи[яи]|департамент[а-я]?|комитет[а-я]?|отделени[ея]"
    r"|коллектив[а-я]?|школ[аы]|больниц[аы])"
    r"(?: [а-я]+){0,2} $"
)


def is_elsewhere(document: Document, at: int) -> bool:
    """Tell whether the words before a place make it that of a death, a burial or an office."""
    line = document.low.rfind("\n", 0, at) + 1
    begin = max(line, document.sentence(at)[0])
    return bool(_ELSEWHERE.search(document.low, begin, at))


def fell_there(document: Document, at: int) -> bool:
    """Tell whether the sentence before a place tells of a fight or a death."""
    return bool(_FELL_THERE.search(document.low, document.sentence(at)[0], at))


def office(document: Document, at: int) -> str:
    """Return the office, body or club whose place stands at a position, in lower case; "" if it is nobody's."""
    match = _OFFICE.search(document.low, document.sentence(at)[0], at)
    return match[0] if match else ""
