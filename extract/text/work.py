"""What somebody worked as, and the school that he went to."""

import re
from collections.abc import Iterator

from extract.text.adjectives import agreed, before
from extract.text.document import Document
from extract.text.found import Found
from extract.text.morphology import Morphology
from sinodik.records import Field

_MAYBE_WORK = ("работал", "трудил", "професси", "специальност")
_WORKED = re.compile(r"(?:работал|трудил(?:ся|ась))а?(?![а-я])")
_BY_TRADE = re.compile(r"по (?:профессии|специальности) ?[—–:-]? ?(?P<trade>[а-я]+(?:-[а-я]+)?)(?= ?(?:[.,;\n]|$| и ))")
_AS = re.compile(r"(?P<adjective>[а-яё]+[ыи]м )?(?P<noun>[а-яё]+(?:-[а-яё]+)?(?:ом|ем|ём|ой|ей|ью))(?![а-яё-])")
_OF = re.compile(r"(?: [а-яё]+(?:ого|ей|ой|ых|их)(?= [а-яё]))? (?P<noun>[а-яё]{4,})(?![а-яё-])")
_ENDS = re.compile(r"[.,;:!?\n]| (?:в|на|и|а|с|до|после|у|где|пока|по|много|вахт[а-я]+|около|более) ")
_NO_TRADE = frozenset("отцом братом сыном другом мужем женой матерью душой дома родом временем вахтой".split())
# How nouns for trades end.
_PERSON = re.compile(
    r"(?:[её]р|ор|тель|ник|щик|чик|ист|арь|ач|рь|вед|лог|граф|ант|ент|ир|ик|ец|ар|ший|сестра|ица|ка|няня|сант|ак|ург|гог|рист|ман|ал|ель|ый|ой)$"
)
_SURE, _LIKELY = 0.85, 0.75


def occupations(document: Document, morphology: Morphology) -> Iterator[Found]:
    """Yield each occupation in the nominative: "учителем физкультуры" is учитель физкультуры."""
    if not any(stem in document.low for stem in _MAYBE_WORK):
        return
    for worked in _WORKED.finditer(document.low):
        stop = document.sentence(worked.start())[1]
        for match in _AS.finditer(document.text, worked.end(), min(stop, worked.end() + 60)):
            if "," in document.text[worked.end() : match.start()]:
                break
            if found := _occupation(document, match, morphology):
                yield found
                break
    for trade in _BY_TRADE.finditer(document.low):
        if any(a.pos == "NOUN" and a.case == "Nom" for a in morphology.analyses(trade["trade"])):
            value = document.text[slice(*trade.span("trade"))].lower()
            yield Found(Field.OCCUPATION, value, *trade.span("trade"), _LIKELY)


def _occupation(document: Document, match: re.Match[str], morphology: Morphology) -> Found | None:
    noun = match["noun"]
    lemma = _lemma(noun, morphology)
    if (
        lemma is None
        or noun.lower() in _NO_TRADE
        or re.search(r"(?:вместе )?со? $", document.low[: match.start("noun")])
    ):
        return None
    start, adjective = match.start("noun"), ""
    if match["adjective"]:
        adjective = agreed(match["adjective"].strip(), "Masc" if lemma[-1] not in "ая" else "Fem") + " "
        start = match.start()
    end, of = match.end(), ""
    while (
        (more := _OF.match(document.text, end))
        and not _ENDS.match(document.low, end)
        and _is_genitive(more, morphology)
    ):
        of += more[0]
        end = more.end()
    return Found(Field.OCCUPATION, f"{adjective}{lemma}{of}", start, end, _SURE)


def _lemma(noun: str, morphology: Morphology) -> str | None:
    """Return the nominative of a person's noun in the instrumental; None if it is none."""
    head, dash, tail = noun.rpartition("-")
    for reading in morphology.analyses(tail):
        if reading.pos == "NOUN" and reading.case == "Ins" and not reading.plural and reading.gender != "Neut":
            lemma = reading.lemma
            if _PERSON.search(lemma):
                return head + dash + _with_yo(lemma, tail)
    return None


def _with_yo(lemma: str, written: str) -> str:
    """Return a lemma with ё where the post has it."""
    pairs = zip(lemma, written.lower().ljust(len(lemma)), strict=False)
    return "".join("ё" if there == "ё" and letter == "е" else letter for letter, there in pairs)


def _is_genitive(more: re.Match[str], morphology: Morphology) -> bool:
    return any(a.pos == "NOUN" and a.case == "Gen" for a in morphology.analyses(more["noun"]))


_SCHOOLS = (
    ("школ", "школа", "Fem", "а|ы|е|у|ой"),
    ("гимнази", "гимназия", "Fem", "я|и|ю|ей"),
    ("академи", "академия", "Fem", "я|и|ю|ей"),
    ("сош", "СОШ", "Fem", ""),
    ("лице", "лицей", "Masc", "й|я|ю|е|ем"),
    ("колледж", "колледж", "Masc", "|а|у|ем|е"),
    ("техникум", "техникум", "Masc", "|а|у|ом|е"),
    ("институт", "институт", "Masc", "|а|у|ом|е"),
    ("университет", "университет", "Masc", "|а|у|ом|е"),
    ("училищ", "училище", "Neut", "е|а|у|ем"),
)
_SCHOOL_STEMS = tuple(stem for stem, *_ in _SCHOOLS)
_BY_FORM = {stem + e: (noun, gender) for stem, noun, gender, endings in _SCHOOLS for e in endings.split("|")}
_SCHOOL_NOUN = "|".join(sorted(_BY_FORM, key=len, reverse=True))
_SCHOOL = re.compile(rf"(?:{_SCHOOL_NOUN})(?![а-я])(?: ?(?:№|n|номер) ?(?P<number>\d{{1,4}}))?")
_NO_NAMES = frozenset("нашу нашей нашего эту этой родную родной своей".split())
_LEARNT = re.compile(r"выпускни[кц]|окончил|закончил|учил|обуча|поступил|студент|ученик|воспитанник")
# «Школа № 8 помнит своих выпускников», «В школе № 5 открыли доску выпускнику».
_OF_OURS = re.compile(
    r"(?:наш|сво|бывш)[а-я]+ (?:[а-я]+ )?(?:выпускни|учени|студент)"
    r"|(?:скорб|доск|парт|уголок|памят)[^.!?]* (?:выпускни|учени|студент)"
)
_LEADS = 25  # characters from the sentence's beginning to a school that it is about
_SPEAKS = re.compile(r"^(?:коллектив|администраци|педагог|учащи)")


def schools(document: Document) -> Iterator[Found]:
    """Yield each school that somebody is said to have gone to, if it is named or has a number."""
    low = document.low
    if not any(stem in low for stem in _SCHOOL_STEMS) or not _LEARNT.search(low):
        return
    for match in _SCHOOL.finditer(low):
        if low[match.start() - 1 : match.start()].isalpha():
            continue
        begin, stop = document.sentence(match.start())
        start, names = before(document.text, match.start(), 4)
        while names and names[0].lower() in _NO_NAMES:
            start += len(names.pop(0)) + 1
        if not (match["number"] or any(word[0].isupper() for word in names)):
            continue
        ours = (_SPEAKS.match(low[begin:stop]) or start - begin < _LEADS) and _OF_OURS.search(low, match.end(), stop)
        if ours or _LEARNT.search(low, max(begin, start - 60), start):
            noun, gender = _BY_FORM[re.split("[^а-я]", match[0])[0]]
            words = " ".join([*(agreed(word, gender) for word in names), noun])
            number = f" № {match['number']}" if match["number"] else ""
            yield Found(Field.SCHOOL, words + number, start, match.end(), _SURE)
