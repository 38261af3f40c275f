"""Places that are nobody's home: of a death, a burial, a service, an office."""

import re

from extract.text.document import Document, Word

_ELSEWHERE = re.compile(
    r"хорон(?!к)|прощан|отпева|панихид|церемони|состоит|погреб|кладбищ"
    r"|погиб[а-я]* (?:\d\d? [а-я]+ (?:\d{4} (?:г\. ?|года )?)?"
    r"|\d\d?\.\d\d\.\d{2,4} (?:г\. ?|года )?)?"
    r"(?:в|во|под|на|у|при|около|за) (?!ходе|время|бо|сво|зон|недел"
    r"|месяц|сутки|год|день|дни|послед|эт|прошл)"
    r"|администраци|глав[аы] |правительств|губернатор|министр|военком|управлени|управа|пресс-служб"
    r"|фото|источник|адрес|редакци|(?<![а-я])ул\."
    r"|(?:полк|бригад[аы]|дивизи[яи]|част[ьи](?: № ?\d+)?|батальон),? $|[†✝] ?\d[^\n;()]{2,22}$"
    r"|ранен|госпитал|школ|гимнази|лице[йяею]"
    r"|колледж|техникум|(?<![а-я])(?:м[абк]|гбп?)оу(?![а-я])|детск[а-я]+ сад|казач"
    r"|(?<![а-я])(?:погиб(?:ла)?|гибел[ьи]|смерти|умер(?:ла)?) ?(?:[:=|>→]|➡)[^\n]*$"
    r"|(?<![\d.])\d{1,2}[:.]\d\d[, ]*$"
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
    r"(?:погиб(?!ш)|сбит|в небе|пал |боях|бою|сражал|воевал|служил|задач|зоне|территори|направлени|ранен|обстрел)"
    r"[^.!?\n]*\Z"
)
# «Приехал дядя из Кедровки», «привезут на неделе из Ростова», «позвонил уже из Ростова».
_GUEST = re.compile(
    r"дяд[яи]|тет[яи]|мать|мама|отец|папа|дед|бабушка|тещ[аи]|тесть|жена|вдова|невеста|родня|родственник[аи]?"
    r"|делегаци[яи]|гост[ия]|друзья|волонтер[ыа]?|коллеги"
)
_BROUGHT = re.compile(
    r"(?<![а-я])(?:привез|приш(?:ел|л)|привоз|достав|(?:по|до)?звон[ия]|писал|вернул|возвращ|прибы|выехал|вылет|прилет|прислал"
    r"|переда(?:л|в)|сообщ|эвакуир)[а-я]*[^,.!?;:—–\n]*\Z"
)
# «… Колян из Пскова» at the end of a post is who wrote it; «Сергей из Омска сказал …» lives.
_SIGNED = re.compile(
    r"(?!Родом|Пар[ен]|Приз|Уроже|Са[мт]|Бо[ей]ц|Земл|Воин|Солдат|Мобил|Добров|Контр|Рядов|Он[аи]? |Оба|Выход|Житель)"
    r"[А-ЯЁ][а-яё]{2,10} из [А-ЯЁ][А-Яа-яё -]{2,30}(?:\W{0,4}\Z"
    r"|,? (?:рассказ|сказал|вспомин|говорит|пишет|передаёт|передает|написал|добав))"
)
_TO_A_FELLOW = re.compile(
    r"(?:прощаются|простились|проводили|провожают) (?:с|в последний путь) (?:[а-я]+ ){0,2}(?:земляк|односельч|уроженц)"
)
_KIN_IS = re.compile(r"(?<![а-я])(?:мать|мама|отец|папа|дед|бабушка|жена|супруга|родители)(?: [а-я]+)? ?[—–-] $")
_ADMINISTRATION = re.compile(r"\W*(?:(?:дума|совет депутатов|глава) и )?администрация ")
_LOSS = re.compile(
    r"(?:погиб|гибел|потер|смерт)[^.!?\n]*(?<![а-я])(?:земляк|землячк|жител|уроженец|уроженц|уроженк|односельчан|сын(?![а-я]))"
    r"|(?:земляк|землячк|жител|уроженец|уроженц|уроженк|односельчан)[^.!?\n]*(?:погиб|гибел|потер|смерт)"
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


def comes_from(document: Document, before: Word, at: int) -> bool:
    """Tell whether a guest or something that is brought comes from a place: «приехал дядя из …», «привезут из …»."""
    begin = document.sentence(at)[0]
    if _KIN_IS.search(document.low, max(0, before.start - 24), before.start):
        return True
    if _SIGNED.match(document.text, before.start):
        return True
    return bool(_GUEST.fullmatch(before.low) or _BROUGHT.search(document.low, begin, at))


def parts_with_a_fellow(document: Document, begin: int, stop: int) -> bool:
    """Tell whether a sentence parts with one of those who live where it tells: «жители … простились с земляком»."""
    return bool(_TO_A_FELLOW.search(document.low, begin, stop))


def administration_of_a_fellow(document: Document, begin: int, stop: int) -> int | None:
    """Return where the place begins whose administration tells that one of its people fell; None if it tells none."""
    told = _ADMINISTRATION.match(document.low, begin, stop)
    return told.end() if told and _LOSS.search(document.low, told.end(), stop) else None
