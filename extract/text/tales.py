"""Where a post tells that somebody died, is missing, was taken captive or was wounded, and in what grammar.

What a word governs says of whom it is told: "погиб Кедров" wants the nominative, "гибель Кедрова" the genitive after
it, "простились с Кедровым" the instrumental, "погибшего Кедрова" the same case and gender as its own.
"""

import re
from enum import StrEnum
from typing import NamedTuple

from extract.text.cue import CuePattern
from extract.text.document import Document
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
_ALONE = ("остался один", "осталась одна")  # of whom is named after it: "остался один Пётр"
# "Признан пропавшим без вести": what is said of somebody by a verb is no attribute.
_COPULA = re.compile(r"(?<![а-я])(?:признан[аы]?|объявлен[аы]?|числ[ия]тся|счита[ею]тся|знач[аи]тся)(?: [а-я]+)? $")
_HELD = re.compile(r"(?<![а-я])(?:призна[лю]|объяв[ил]|счита[юл])[а-я]*(?: [а-я]+)? $")  # "признали пропавшим Петра"
_PARTICIPLE = re.compile(r"(?:[вб]ш|нн)(?:ий|ый|его|ого|ему|ому|им|ым|ем|ом|ая|ей|ой|ую|ие|ые|их|ых|ими|ыми)$")
_FINITE = re.compile(r"(?:ть|тся|ли)$|^(?:признан|подтвержден|объявлен)")  # "признан погибшим", "числится пропавшим"
_PLURAL = re.compile(r"(?:ли|лись|ны|ты|живы|(?:ие|ые|их|ых|ими|ыми)(?:ся)?|ают|ются|атся)$")
_FEMALE, _MALE = (
    re.compile(r"(?:ла|лась|убита|ена|ана|ая|ей|ой|ую)$"),
    re.compile(r"(?:[аеиоуыя]л|лся|б|г|пал|умер|[её]н|ан|убит|шим)$"),
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
    low = document.low
    return [_tale(match) for match in told.finditer(low) if _is_of_a_person(document, match)]


def _is_of_a_person(document: Document, match: re.Match[str]) -> bool:
    """Tell whether words that are said of things too are said of a person here."""
    low = document.low
    if match[0] in _ALONE:
        return document.text[match.end() + 1 : match.end() + 2].isupper()
    if not _FALLS.fullmatch(match[0]):
        return True
    fire = match[0] == "пал" and _NO_FALL.match(low, match.end())
    return not (fire or _THING.search(low, max(0, match.start() - 40), match.start()))


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
    if grammar is Grammar.SUBJECT and any(map(_PARTICIPLE.search, words)) and not _FINITE.search(words[0]):
        grammar = Grammar.PARTICIPLE
    gender, plural = "", not _OF_ALL.isdisjoint(words)
    # "Вечная память", "оборвалась жизнь": of others the gender is the noun's own.
    tells = grammar in (Grammar.SUBJECT, Grammar.PARTICIPLE) and words[0] not in _OF_THE_BODY
    for word in words if tells or grammar in _OF_SEVERAL else ():
        plural = plural or bool(_PLURAL.search(word))
        gender = gender or ("Fem" if _FEMALE.search(word) else "Masc" if _MALE.search(word) else "")
    return Tale(match.start(), match.end(), status, grammar, words, gender if tells and not plural else "", plural)
