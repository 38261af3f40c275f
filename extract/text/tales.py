"""Where a post tells that somebody died, is missing, was taken captive or was wounded, and in what grammar.

What a word governs says of whom it is told: "погиб Кедров" wants the nominative, "гибель Кедрова" the genitive after
it, "простились с Кедровым" the instrumental, "погибшего Кедрова" the same case and gender as its own.
"""

import re
from enum import StrEnum
from typing import NamedTuple

from extract.text.cue import CuePattern
from extract.text.document import Document
from extract.text.figurative import is_figurative, is_hoped
from extract.text.wordless import wordless
from sinodik.records import Status


class Grammar(StrEnum):
    """How a word is tied to the name of whom it tells."""

    SUBJECT = "subject"  # "Кедров погиб": the nominative, of the verb's gender
    OF = "of"  # "гибель Кедрова": the genitive, after it
    ABSENT = "absent"  # "Кедрова не стало": the genitive, on either side
    WITH = "with"  # "простились с Кедровым": the instrumental
    OBJECT = "object"  # "похоронили Кедрова": the accusative
    PARTICIPLE = "participle"  # "погибшего Кедрова": as the name
    WISH = "wish"  # "вечная память Кедрову": the dative, or beside a nominative
    AFTERWARDS = "afterwards"  # "посмертно": whoever is awarded


# The tables of ``cues.toml`` by what they tell and how.
_GROUPS = {
    "alive": (Status.OTHER, Grammar.SUBJECT),
    "missing": (Status.MISSING, Grammar.SUBJECT),
    "silence": (Status.MISSING, Grammar.WITH),
    "unheard": (Status.MISSING, Grammar.OF),
    "captured": (Status.CAPTURED, Grammar.SUBJECT),
    "wounded": (Status.WOUNDED, Grammar.SUBJECT),
    "participles": (Status.DEAD, Grammar.PARTICIPLE),
    "verbs": (Status.DEAD, Grammar.SUBJECT),
    "nouns": (Status.DEAD, Grammar.OF),
    "absence": (Status.DEAD, Grammar.ABSENT),
    "farewell": (Status.DEAD, Grammar.WITH),
    "burial": (Status.DEAD, Grammar.OBJECT),
    "wishes": (Status.DEAD, Grammar.WISH),
    "afterwards": (Status.DEAD, Grammar.AFTERWARDS),
}
_OF_THE_BODY = ("рука", "нога")
_OF_ALL = frozenset({"никто", "никому", "экипаж"})  # "не выжил никто", "экипаж погиб"
_OF_SEVERAL = (Grammar.OF, Grammar.WITH, Grammar.OBJECT, Grammar.ABSENT, Grammar.WISH)
_NO_FALL = re.compile(r" (?:сух|трав|духом)")  # "пал сухой травы" is a fire
# "Снаряд лёг рядом", "выбор пал на Петра": things lie and fall too.
_FALLS = re.compile("(?:пал|лег)[аи]?|легл[аи]")
_THING = re.compile(
    r"(?<![а-я])(?:снаряд[ы]?|мин[аы]|снег|туман|иней|роса|пыль|тень|взгляд|камень|камни|лед|пул[яи]|осколк[а-я]*|выбор"
    r"|жребий|бомб[аы]|ракета|дождь|вопрос|ответственность|подозрение) (?:[а-я]+ )?$"
)
# "Дважды ранен": and has lived to tell it.
_SO_OFTEN = re.compile(r"(?<![а-я])(?:дважды|трижды|четырежды|не раз|неоднократно|[а-я]+ раза?) (?:был[аи]? )?$")
_ALONE = ("остался один", "осталась одна")  # of whom is named after it: "остался один Пётр"
# "Признан пропавшим без вести": what is said of somebody by a verb is no attribute.
_COPULA = re.compile(r"(?<![а-я])(?:признан[аы]?|объявлен[аы]?|числ[ия]тся|счита[ею]тся|знач[аи]тся)(?: [а-я]+)? $")
_HELD = re.compile(r"(?<![а-я])(?:призна[лю]|объяв[ил]|счита[юл])[а-я]*(?: [а-я]+)? $")  # "признали пропавшим Петра"
PARTICIPLE = re.compile(r"(?:[вб]ш|нн)(?:ий|ый|его|ого|ему|ому|им|ым|ем|ом|ая|ей|ой|ую|ие|ые|их|ых|ими|ыми)$")
_FINITE = re.compile(r"(?:ть|тся|ли)$|^(?:признан|подтвержден|объявлен)")  # "признан погибшим", "числится пропавшим"
_PLURAL = re.compile(r"(?:ли|лись|ны|ты|живы|(?:ие|ые|их|ых|ими|ыми)(?:ся)?|ают|ются|атся)$")
_FEMALE, _MALE = (
    re.compile(r"(?:ла|лась|убита|ена|ана|ая|ей|(?<!жив)ой|ую)$"),
    re.compile(r"(?:[аеиоуыя]л|лся|б|г|пал|умер|[её]н|ан|убит|шим|живой)$"),
)


class Tale(NamedTuple):
    """Words that tell what became of somebody; the offsets are the cleaned text's.

    ``gender`` is that of whom it tells, as far as the word shows it.
    """

    start: int
    end: int
    status: Status
    grammar: Grammar
    words: tuple[str, ...]
    gender: str
    plural: bool


def tales(document: Document, told: CuePattern) -> list[Tale]:
    """Return all that is told in the document, in order."""
    found = [_tale(match) for match in told.finditer(document.low) if _is_of_a_person(document, match)]
    taken = [(tale.start, tale.end) for tale in found]
    for start, end, grammar in wordless(document):
        if not any(start < stop and begin < end for begin, stop in taken):
            words = tuple(re.findall("[а-я]+", document.low[start:end])) or ("день",)
            found.append(Tale(start, end, Status.DEAD, Grammar(grammar), words, "", plural=False))
    return sorted(found)


# "Числился без вести": what he was held for before they found and buried him.
_WAS_HELD = re.compile(
    r"(?<![а-я])(?:(?:числил|считал|значил)(?:ся|ась|ись)|был[аи]? (?:объявлен|признан)[аы]?)(?: [а-я]+)? $"
)
_BURIED = re.compile(r"хорон|панихид|отпева|отпел|(?<![а-я])(?:днк|опозна|тел[оа]?(?![а-я])|прощани|погиб)")


def _is_over(low: str, match: re.Match[str]) -> bool:
    """Tell whether somebody was held for missing until he was found dead."""
    if match.lastgroup != "missing" or not _WAS_HELD.search(low, max(0, match.start() - 40), match.start()):
        return False
    return _BURIED.search(low) is not None


def _is_of_a_person(document: Document, match: re.Match[str]) -> bool:
    """Tell whether words that are said of things too are said of a person here."""
    low = document.low
    if _is_over(low, match):
        return False
    if match[0] in _ALONE:
        return document.text[match.end() + 1 : match.end() + 2].isupper()
    if is_a_count_of_wounds(low, match):
        return False
    if is_figurative(document, match.start()) or (match.lastgroup == "alive" and is_hoped(low, match.start())):
        return False
    if not _FALLS.fullmatch(match[0]):
        return True
    fire = match[0] == "пал" and _NO_FALL.match(low, match.end())
    return not (fire or _THING.search(low, max(0, match.start() - 40), match.start()))


def is_a_count_of_wounds(low: str, match: re.Match[str]) -> bool:
    """Tell whether words tell how often somebody was wounded: that is no news of him."""
    return match.lastgroup == "wounded" and _SO_OFTEN.search(low, max(0, match.start() - 20), match.start()) is not None


def predicative(low: str, tale: Tale) -> Grammar | None:
    """Return the grammar of a participle that a verb says of somebody: "признан пропавшим", "признали пропавшим"."""
    if tale.grammar is not Grammar.PARTICIPLE or not re.search("ш(?:им|ей|ими)$", tale.words[0]):
        return None
    start = max(0, tale.start - 40)
    said, held = (verb.search(low, start, tale.start) for verb in (_COPULA, _HELD))
    return Grammar.SUBJECT if said else Grammar.OBJECT if held else None


def _tale(match: re.Match[str]) -> Tale:
    status, grammar = _GROUPS[match.lastgroup or ""]
    words = tuple(re.findall("[а-я]+", match[0]))
    if grammar is Grammar.SUBJECT and any(map(PARTICIPLE.search, words)) and not _FINITE.search(words[0]):
        grammar = Grammar.PARTICIPLE
    gender, plural = "", not _OF_ALL.isdisjoint(words)
    # "Вечная память", "оборвалась жизнь": of others the gender is the noun's own.
    tells = grammar in (Grammar.SUBJECT, Grammar.PARTICIPLE) and words[0] not in _OF_THE_BODY
    for word in words if tells or grammar in _OF_SEVERAL else ():
        plural = plural or (word != "гибели" and bool(_PLURAL.search(word)))
        gender = gender or ("Fem" if _FEMALE.search(word) else "Masc" if _MALE.search(word) else "")
    return Tale(match.start(), match.end(), status, grammar, words, gender if tells and not plural else "", plural)


# "Живой!", "Слава богу, жив и здоров."
_LIVES = re.compile(
    r"(?:\W*(?<![а-я])(?:но|а|и|да|он|она|наш|ваш|слава богу|оказалось|оказался|просто|жив|жива|живой|живая"
    r"|здоров|здорова|цел|цела|невредим|невредима|выжил|выжила|вышел на связь|вышла на связь)(?![а-я]))+\W*"
)
_FOUND = re.compile(
    r"\W*(?:он |она |уже )?(?:найден[аы]? жив|обнаружен[аы]? жив|нашел(?:ся|ась) жив|снят[аы]? с розыска|вышел на связь"
    r"|вышла на связь|жив и здоров|жива и здорова|жив, здоров)"
)


def tells_only_of_life(low: str, start: int, end: int) -> bool:
    """Tell whether a sentence tells nothing but that somebody lives, or begins with it: "Живой!", "Нашёлся живым"."""
    return bool(_LIVES.fullmatch(low, start, end) or _FOUND.match(low, start))
