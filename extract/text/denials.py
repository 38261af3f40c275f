"""Deaths that are only said: rumours, questions, swindlers' tales, and what is denied in the same breath."""

import re

from extract.text.document import Document
from extract.text.tales import Grammar, Tale
from sinodik.records import Status

_RUMOUR = re.compile(
    r"(?<![а-я])(?:слух[а-я]*|якобы|(?<!без )мошенни(?!кам|ков про[сш])[а-я]*|аферист[а-я]*"
    r"|(?:даже(?: [а-я]+)?|(?:ложн|ошибочн|прижизненн|преждевременн|фальшив|поддельн)[а-я]*) некролог[а-я]*"
    r"|некролог[а-я]* оказал[а-я]*"
    r"|лжесообщени[а-я]*|успели[^.!?]{0,20} похоронить)(?![а-я])"
)
# "Он погиб?", "правда, что погиб Кедров? в чате пишут"; but "за что погиб Пётр?"
_ASKED = re.compile(r"[^.!?\n]{0,150}\?")
_WHY = re.compile(
    r"\W*(?:за что|почему|зачем|как|кто|что|где|когда|сколько|разве|неужели"
    r"|помни[а-я]+|знае[а-я]+|слыша[а-я]+|слышь)(?![а-я])"
)
# Who asks so does not know: "неужели Кедров погиб?", "народ, правда что Кедров погиб?"
_IS_IT_TRUE = re.compile(
    r"(?<![а-я])(?:правда(?: ли)?,? (?:что|про)|правда ли|неужели|неужто|верно ли|это правда)(?![а-я])"
)
# And so it is answered: "— Правда. Кедров Пётр, в четверг."
_YES = re.compile(
    r"[?!»\")\s]*(?:[—–>-]+ ?)?(?:[\w.]+(?: [\w.]+)?: )?"
    r"(?:да|ага|увы|правда|к сожалению|к несчастью|так и есть|подтвержда[а-я]+|погиб)(?![а-я])"
)
# Whoever answers does so in a line of his own: "> Правда. 17 января", "Серый: правда".
_ANSWER = re.compile(
    r"\n[\s>—–-]*(?:[\w.]+(?: [\w.]+)?: )?(?:правда|да|увы|к сожалению|к несчастью|так и есть)(?![а-я])"
)
_REACH = 400  # characters from a question to its answer
_UNREAL = re.compile(r" бы(?![а-я])")  # "не дождались бы"
# "Я сам чуть не погиб": he who tells it lives.
_I_MYSELF = re.compile(
    r"(?<![а-я])я(?: (?:был|была|сам|сама|тоже|там|тогда|бы|уже|потом|как|будто|просто|дважды|трижды))* $"
    r"|(?<![а-я])(?:чуть|едва|чудом|почти)(?: [а-я]+)? не $|(?<![а-я])(?:едва ли )?не $"
)
_DENIED = re.compile(
    r"(?:(?:сведений|данных|информации|известий|подтверждени[йя]) о (?:его |ее |их )?|(?<![а-я])ни среди "
    r"|не (?:надо|нужно|пишите|говорите)(?: [а-я]+){0,3} ?[«\"“]?(?:[^.!?»\"]{0,40}[»\"]? и [«\"])?"
    r"|(?:думал|считал|решил|уже говорил|казалось|боялся|боялись|опасал)[а-я]*,?(?: что|(?= (?:он|она|ты|я) ))"
    r"(?: [а-я]+){0,3} "
    r"|не верю[^.!?]{0,30})$"
)
_BURIED_ALIVE = re.compile(r"(?<![а-я])(?:живым|живого)(?: [а-я]+)? $")  # "его живым похоронили"
_SWINDLE = re.compile(r"(?<![а-я])(?:мошенни|аферист|развод(?:ил|к|ят)|лохотрон|вымогател)")
_QUOTE = re.compile("[«»]")


def is_only_said(document: Document, tale: Tale) -> bool:
    """Tell whether a death is a rumour, a swindler's tale, or denied: "сведений о гибели нет"."""
    if tale.status is Status.OTHER:
        return False
    start, end = document.sentence(tale.start)
    low = document.low
    if _UNREAL.match(low, tale.end) or _is_asked(document, tale):
        return True
    before = low[start : tale.start]
    if _BURIED_ALIVE.search(before) or (tale.grammar is Grammar.SUBJECT and _I_MYSELF.search(before)):
        return True
    quoted = low[tale.start - 1 : tale.start] == "«" and low[tale.end : tale.end + 1] == "»"
    return quoted or _is_a_swindlers(low, tale) or bool(_RUMOUR.search(low, start, end) or _DENIED.search(before))


def _is_asked(document: Document, tale: Tale) -> bool:
    """Tell whether somebody asks whether it is true, and nobody answers that it is."""
    start, _ = document.sentence(tale.start)
    low = document.low
    asked = _ASKED.match(low, tale.end)
    if asked is None:
        return False
    doubted = _IS_IT_TRUE.search(low, start, tale.start)
    if _YES.match(low, asked.end()) or _ANSWER.search(low, asked.end(), asked.end() + _REACH):
        return False
    return bool(doubted or not _WHY.match(low, start))


def _is_a_swindlers(low: str, tale: Tale) -> bool:
    """Tell whether a death is told in quotation marks, in a post that warns of swindlers."""
    if _SWINDLE.search(low) is None:
        return False
    return [quote[0] for quote in _QUOTE.finditer(low, 0, tale.start)][-1:] == ["«"]
