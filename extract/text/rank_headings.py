"""Ranks of several: «Капитаны:» and the names under it, «рядовые Кедров и Белов»."""

import re
from collections.abc import Iterator, Sequence

from extract.text.clean import lower
from extract.text.document import Document
from extract.text.found import Found
from extract.text.lexicon import Ranks
from extract.text.name import Name
from extract.text.rows import Named, apposed
from sinodik.records import Field

_LINE = re.compile(r"^[^\w\n]{0,8}(?P<words>[а-я -]{6,40}?) ?:? ?$", re.MULTILINE)
_OPENS_A_LINE, _COLON = re.compile(r"(?:\A|\n)[^\w\n]*$"), re.compile(r" ?: ?(?!\n)")
_BLANK = re.compile(r"\n\s*\n")
_LEAST, _NEXT = 2, 8  # ranks in lines of their own, and characters from their ends to the names
_CONFIDENCE = 0.9


class RankHeadings:
    """Finds lines that are a rank in the plural; such a rank is everybody's up to the next heading or blank line."""

    def __init__(self, ranks: Ranks) -> None:
        self._by_plural = {lower(" ".join(map(_plural, rank.split()))): rank for rank in ranks.ranks}
        self._ranks = {lower(rank): rank for rank in ranks.ranks}
        plurals = "|".join(sorted(self._by_plural, key=len, reverse=True))
        self._any = re.compile(rf"(?<![а-я])(?:{plurals})(?=[ :])")

    def headings(self, document: Document, names: Sequence[Name]) -> Iterator[Found]:
        """Yield each heading's rank with its reach; one in the singular is a heading where it stands over a name."""
        over = self._singular(document, names)
        lines = [
            line for line in _LINE.finditer(document.low) if line["words"] in self._by_plural or line.start() in over
        ]
        for index, line in enumerate(lines):
            blank = _BLANK.search(document.low, line.end() + 1)
            following = lines[index + 1].start() if index + 1 < len(lines) else len(document.low)
            reach = min(following, blank.start() if blank else following)
            start, end = line.span("words")
            rank = self._by_plural.get(line["words"]) or self._ranks[line["words"]]
            yield Found(Field.RANK, rank, start, end, _CONFIDENCE, reach=reach)

    def _singular(self, document: Document, names: Sequence[Name]) -> set[int]:
        """Return where the lines start that are one man's rank, if a name stands under each and none over the first."""
        lines = [line for line in _LINE.finditer(document.low) if line["words"] in self._ranks]
        low, starts = document.low, [name.start for name in names] if len(lines) >= _LEAST else []
        over = [line for line in lines if any(0 < start - line.end() <= _NEXT for start in starts)]
        if len(over) < _LEAST or len(over) < len(lines):
            return set()
        above = low.rfind("\n", 0, max(0, over[0].start() - 1)) + 1
        named = any(above <= start < over[0].start() for start in starts)
        return set() if named else {line.start() for line in over}

    def before_names(self, document: Document, names: Sequence[Name]) -> Iterator[Found]:
        """Yield each rank in the plural that leads several names, or with a colon those of its line; with its reach."""
        spans = [Named(name.start, name.end) for name in names]
        for match in self._any.finditer(document.low) if len(names) > 1 else ():
            reach = apposed(document, spans, match.end())
            if _OPENS_A_LINE.search(document.low, 0, match.start()) and _COLON.match(document.low, match.end()):
                reach = (document.low + "\n").index("\n", match.end())
            if reach > match.end():
                yield Found(Field.RANK, self._by_plural[match[0]], *match.span(), _CONFIDENCE, reach=reach)


def _plural(word: str) -> str:
    """Return a rank's word in the nominative plural; numbers stay."""
    if word.isdigit() or word in ("статьи", "ранга", "армии"):
        return word
    if word.endswith(("ой", "ый")):
        return word[:-2] + "ые"
    if word.endswith("ий"):
        return word[:-2] + "ие"
    return (word.removesuffix("а") + "ы") if word[-1] not in "гкх" else word + "и"
