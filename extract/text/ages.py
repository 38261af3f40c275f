"""How old the dead were, in whole years."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from extract.text.document import Document

_N = r"(?P<age>\d\d)"
_YEARS = r"(?:лет|год|года)(?![а-я])"
_ONLY = r"(?:всего |лишь |только |уже |навсегда )*"
_OF_LIFE = re.compile(rf"на {_N}(?:-?(?:м|ом|ем))? году (?:своей )?жизни")
_AGES = tuple(
    re.compile(form)
    for form in (
        rf"(?:в )?возрасте {_N} {_YEARS}",
        rf"(?<![\d-]){_N}-?(?:ти|и)?-?летн(?:ий|его|ему|им|ем|яя|ей|юю)(?![а-я])",
        rf"(?:было|останется|остался|осталось|исполнилось) {_ONLY}{_N} {_YEARS}",
        rf"(?:ему|ей) было {_ONLY}{_N}(?= ?[.,!…\n]|$)",
        rf"(?:ему|ей) {_ONLY}{_N} {_YEARS}",
        rf"прожил[а-я]* {_ONLY}{_N} {_YEARS}",
        rf"навсегда {_N}(?:[- ]летн| {_YEARS})",
        rf"(?<=[а-я]), {_N} (?:лет|года?)(?=[ ]?[,.;\n)]|$)",
        rf"(?<=[а-я]) \({_N} (?:лет|года?)\)",
    )
)
# Who dies in a war is neither a child nor very old; a figure beyond is another thing's.
_YOUNGEST, _OLDEST = 16, 85


class Age(NamedTuple):
    """An age and where it stands in the cleaned text."""

    years: int
    start: int
    end: int


def ages(document: Document) -> Iterator[Age]:
    """Yield every age told; the 24th year of life is the age of 23."""
    seen: set[int] = set()
    for form, less in ((_OF_LIFE, 1), *((form, 0) for form in _AGES)):
        for match in form.finditer(document.low):
            years = int(match["age"]) - less
            if _YOUNGEST <= years <= _OLDEST and match.start("age") not in seen:
                seen.add(match.start("age"))
                start = match.start() + len(match[0]) - len(match[0].lstrip(" ,("))
                yield Age(years, start, match.end())
