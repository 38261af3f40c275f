"""Brothers who share one surname: "братья Пётр и Олег Кедровы", "с братьями Николаем и 26-летним Степаном Демченко"."""

import re
from collections.abc import Iterator

from extract.text.name import Name, Part
from extract.text.reading import RULE
from extract.text.surroundings import Surroundings
from sinodik.records import Field

_WORD = "[А-ЯЁ][а-яё]{2,20}"
_PAIR = re.compile(
    r"(?:[Бб]рат(?:ья|ьев|ьям|ьями|ьях)|[Бб]лизнец[а-яё]+)"
    rf"(?: [—–-])?(?: \d\d-летн[а-я]+)? ({_WORD}) и (?:\d\d-летн[а-я]+ )?({_WORD}) ({_WORD})(?![А-Яа-яЁё-])"
)
_POSSESSIVE = re.compile(r"(.+(?:[оеё]в|[иы]н))(?:ы|ых|ым|ыми)$")
_ADJECTIVAL = re.compile(r"(.+[сц]к)(?:ие|их|им|ими)$")
_INDECLINABLE = re.compile(r"(?:ко|[иы]х|дзе|[ао]го)$")
_WORTH = 6.0  # more than the second brother's name with the family's for a surname: "Олег Кедровы"


def siblings(surroundings: Surroundings) -> Iterator[Name]:
    """Yield a name for each of two brothers; the surname of the first stands where his given name does."""
    for match in _PAIR.finditer(surroundings.document.text):
        surname = _singular(match[3])
        read = [[r for r in surroundings.readings.given(match[n]) if r.gender == "Masc"] for n in (1, 2)]
        pair = next(((a, b) for a in read[0] for b in read[1] if a.case == b.case), None)
        if surname is None or pair is None:
            continue
        for number, given in enumerate(pair, 1):
            parts = (
                Part(Field.GIVEN, given.nominative, match.start(number), match.end(number), given.confidence),
                Part(Field.SURNAME, surname, match.start(2 * number - 1), match.end(2 * number - 1), RULE),
            )
            yield Name(parts, given.case, "Masc", _WORTH)


def _singular(word: str) -> str | None:
    """Return a man's surname for the family's: "Кедровых" is Кедров; None for one man's: "Петром и Олегом Кедровым"."""
    if plural := _POSSESSIVE.match(word):
        return plural[1]
    if plural := _ADJECTIVAL.match(word):
        return f"{plural[1]}ий"
    return word if _INDECLINABLE.search(word) else None
