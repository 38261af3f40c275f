"""Korean names of three words: "Ким Ен Су", "Пак Чан Ги": the surname, and a given name of two syllables."""

import re
from collections.abc import Iterator

from extract.text.name import Name, Part
from extract.text.reading import RULE
from extract.text.surroundings import Surroundings
from sinodik.records import Field

_SURNAME = (
    "Ан|Бан|Ван|Ган|Дё|Ем|Ён|Им|И|Кан|Квак|Квон|Ким|Ко|Кон|Ли|Лим|Ма|Мин|Мун|Нам|Но|О|Ом|Пак|Пан|Пя|Сим|Син|Сон|Со|Тен"
    "|Тё|Тян|Ха|Хан|Хван|Хе|Хон|Цой|Чан|Чен|Чжан|Чжон|Чо|Чон|Чу|Чун|Шин|Эм|Ю|Югай|Юн|Ян"
)
_KOREAN = re.compile(
    rf"(?<![А-Яа-яЁё-])({_SURNAME}) (([А-ЯЁ][а-яё]{{0,3}})[ -]([А-ЯЁа-яё][а-яё]{{0,3}}))(?![А-Яа-яЁё.-])"
)
_WORTH = 8.0


def korean(surroundings: Surroundings) -> Iterator[Name]:
    """Yield the Korean names of a document; they do not decline."""
    for match in _KOREAN.finditer(surroundings.document.text):
        syllables = (match[3], match[4].capitalize())
        if any(a.known and not a.kind for word in syllables for a in surroundings.readings.analyses(word)):
            known = [w for w in syllables if any(a.known and not a.kind for a in surroundings.readings.analyses(w))]
            if len(known) == len(syllables):
                continue  # "Ли Он Там"
        parts = (
            Part(Field.SURNAME, match[1], match.start(1), match.end(1), RULE),
            Part(Field.GIVEN, match[2], match.start(2), match.end(2), RULE),
        )
        yield Name(parts, "Nom", "Masc", _WORTH)
