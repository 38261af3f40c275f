"""Korean names of three words: "Ким Ен Су", "Пак Чан Ги": the surname, and a given name of two syllables.

Only the last syllable may decline: "с Ким Ден Суном".
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from extract.text.name import Name, Part
from extract.text.reading import RULE
from extract.text.surroundings import Surroundings
from sinodik.records import Field

_SURNAME = (
    "Ан|Бан|Бэк|Ван|Ган|Дё|Ем|Ён|Им|И|Кан|Квак|Квон|Ким|Ко|Кон|Ку|Кук|Кым|Лим|Ли|Лю|Ма|Мен|Мён|Мин|Мун|Нам|Нгуен|Но|О|Ок"
    "|Ом|Пак|Пан|Пек|Пэк|Пхё|Пя|Ра|Ри|Рим|Рю|Сим|Син|Со|Сок|Сон|Сун|Тен|Тё|Тхай|Тян|Ха|Хан|Хван|Хе|Хо|Хон|Цой|Чан|Че|Чен|Чжан"
    "|Чжон|Чин|Чо|Чон|Чу|Чун|Чха|Чхве|Чэ|Шим|Шин|Эм|Ю|Югай|Юн|Ян"
)
_PARTICLES = frozenset("Ли И Но О Со Ко Ку Им Ем Ма Ан На Ра Хо Че Сок Сон Сун Чин".split())
_ENDING = "(?P<ending>а|у|ом|ем|е)?"
_SHOUTED = "[А-ЯЁ]{0,2}[АЕЁИОУЫЭЮЯ][А-ЯЁ]{1,2}|[А-ЯЁ]{1,2}[АЕЁИОУЫЭЮЯ]"
_KOREAN = re.compile(
    rf"(?<![А-Яа-яЁё-])({_SURNAME}|{_SURNAME.upper()}) "
    rf"(([А-ЯЁ][а-яё]{{0,3}})[ -](([А-ЯЁа-яё][а-яё]{{0,3}}?){_ENDING})|(?P<shouted>(?:{_SHOUTED})[ -](?:{_SHOUTED})))"
    r"(?![А-Яа-яЁё-])(?!(?<=[ -][А-ЯЁ])\.)"
)
_WORTH = 8.0


_CASES = {"а": ("Gen", "Acc"), "у": ("Dat",), "ом": ("Ins",), "ем": ("Ins",), "е": ("Loc",)}
_DECLINES = re.compile("[а-яё]*[бвгджзклмнпрстфхцчшщ]$", re.IGNORECASE)


def korean(surroundings: Surroundings) -> Iterator[Name]:
    """Yield the Korean names of a document, and where it gives only the given name: "Ден Сун"."""
    text = surroundings.document.text
    whole: dict[str, int] = {}
    for match in _KOREAN.finditer(text):
        surname, syllables = match[1].capitalize(), re.split("[ -]", match[2].title())
        if surname in _PARTICLES and all(_is_a_word(surroundings, syllable) for syllable in syllables):
            continue  # "Ли Он Там"
        given = match["shouted"].title() if match["shouted"] else _given(surroundings, match)
        whole.setdefault(given, match.start(2))
        parts = (
            Part(Field.SURNAME, surname, match.start(1), match.end(1), RULE),
            Part(Field.GIVEN, given, match.start(2), match.end(2), RULE),
        )
        yield Name(parts, "Nom", "Masc", _WORTH)
    for given, at in whole.items():
        for match in re.finditer(rf"(?<![А-Яа-яЁё-]){re.escape(given)}(?![А-Яа-яЁё-])", text):
            if match.start() != at:
                yield Name((Part(Field.GIVEN, given, *match.span(), RULE),), "Nom", "Masc", _WORTH - 1)


def _is_a_word(surroundings: Surroundings, word: str) -> bool:
    return any(a.known and not a.kind for a in surroundings.readings.analyses(word))


def _given(surroundings: Surroundings, match: re.Match[str]) -> str:
    """Return the given name without the ending that the words before it ask for."""
    given, ending = match[2], match["ending"] or ""
    number = bisect_left(surroundings.document.words, match.start(), key=lambda word: word.start)
    asked = {case for case, _ in surroundings.hints(number, number + 2)}
    if ending and _DECLINES.fullmatch(match[5]) and asked.intersection(_CASES[ending]):
        return given.removesuffix(ending)
    return given
