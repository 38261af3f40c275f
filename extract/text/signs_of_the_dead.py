"""Call signs under which the dead are told of: «Карась» двухсотый, не стало «Лома», погиб наш «Бобёр» — Иван Громов.

The case is that of the word beside it; the call sign is put into the nominative.
"""

import re
from collections.abc import Iterator, Sequence

from extract.text.document import Document
from extract.text.found import Found
from extract.text.morphology import Morphology
from extract.text.name import Name
from sinodik.names import capitalise
from sinodik.records import Field

_SIGN = r"[«\"“„](?P<sign>[А-ЯЁ][А-ЯЁа-яё]{1,14}(?:-[А-ЯЁа-яё\d]+)?)[»\"”“]"
# Whom one calls so beside him; what a company, a works or a ship is has another noun before its name.
_ONE_OF_OURS = (
    r"(?:(?:наш|мо|ваш|тво|дорог|родн|лучш|верн|боев|стар|прост)[а-я]* "
    r"|(?:брат|братишк|братан|братух|друг|друж|товарищ|сослужив|однополчан|побратим|командир|комбат|комрот|комвзвод"
    r"|ротн|взводн|бо[ей]ц|воин|пар[не]|пацан|земляк|штурмовик|разведчик|снайпер|сап[её]р|медик|санитар|стрел"
    r"|водител|мехвод|наводчик|оператор|танкист|десантник|морпех|миномётчик|минометчик|гранатом[её]тчик"
    r"|пулем[её]тчик|связист|старшин|л[её]тчик|тебе|тебя)[а-я]*[ ,]{1,2}){0,3}"
)
_BEFORE = {
    "Nom": (
        r"(?:[Пп]огиб(?:ла)?|[Пп]ал|[Дд]вухсотый|[Мм]инус|[Нн]е верну(?:лся|лась)|[Уу]ш(?:[её]л|ла))"
        r"(?: (?:вчера|сегодня|позавчера))?[ ,:—–-]{1,3}"
    ),
    "Gen": (
        r"(?:[Нн]е стало|[Бб]ольше нет|[Нн]ет (?:больше|с нами)|[Пп]отеряли"
        r"|[Пп]охоронили|[Пп]роводили|[Пп]омни(?:те|м)) "
    ),
    "Dat": r"(?:[Пп]амять|[Пп]ухом|[Нн]ебесное|[Пп]окой)(?: тебе,)? ",
    "Ins": r"(?:[Пп]рощаемся|[Пп]ростились|[Пп]опрощались) с ",
}
_GOVERNED = {case: re.compile(rf"(?<![А-Яа-яё])(?:{words}){_ONE_OF_OURS}{_SIGN}") for case, words in _BEFORE.items()}
# «Карась» двухсотый; «Мороз» погиб; нашего «Барса» больше нет.
_FIRST = rf"(?:\A|[\n.!?…,:—–-] ?|(?<![А-Яа-яё])[Нн]аш(?:|его) ){_ONE_OF_OURS}{_SIGN}[, —–-]{{1,3}}"
_NOW = r"(?:(?:у нас|вчера|сегодня|позавчера|тоже|всё|уже|наш|с нами) )?"
_GOVERNED_AFTER = {
    "Nom": re.compile(
        _FIRST + _NOW + r"(?:двухсот|200(?!\d)|погиб|пал(?![а-яё])|не верн[её]тся|уш[её]л от нас|на небе)"
    ),
    "Gen": re.compile(_FIRST + _NOW + r"(?:больше нет|больше нету|нет больше|не стало|больше не будет|с нами нет)"),
}
_FARTHEST = 120  # characters from his name
_NO_SIGN = re.compile(r"ахмат|вагнер|редут|шторм|барс-", re.IGNORECASE)
_CONFIDENCE = 0.85


def signs_of_the_dead(document: Document, names: Sequence[Name], morphology: Morphology) -> Iterator[Found]:
    """Yield the words in quotation marks that are told of as of a man who died, beside a name."""
    if not any(mark in document.text for mark in '«"“„'):
        return
    for patterns in (_GOVERNED, _GOVERNED_AFTER):
        for case, pattern in patterns.items():
            for match in pattern.finditer(document.text):
                start, end = match.span("sign")
                if _is_near(document, start, end, names) and not _NO_SIGN.match(match["sign"]):
                    value = nominative(match["sign"], case, morphology)
                    yield Found(Field.CALLSIGN, value, start, end, _CONFIDENCE)


def nominative(sign: str, case: str, morphology: Morphology) -> str:
    """Return a call sign in the nominative: "Лома" in the genitive is Лом; what no dictionary declines stays."""
    written = capitalise(sign) if sign.isupper() and len(sign) > len("ВДВ") else sign
    readings = [a for a in morphology.analyses(written.lower()) if a.case == case and not a.plural]
    if case == "Nom" or not readings:
        return written
    best = next((a for a in readings if a.pos == "NOUN"), readings[0])
    return best.lemma[:1].upper() + best.lemma[1:]


def _is_near(document: Document, start: int, end: int, names: Sequence[Name]) -> bool:
    """Tell whether somebody is named close by, on either side, in the same paragraph."""
    for name in names:
        between = document.text[end : name.start] if name.start >= end else document.text[name.end : start]
        if len(between) <= _FARTHEST and "\n\n" not in between:
            return True
    return False
