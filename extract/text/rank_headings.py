"""Ranks over the parts of a list: «Капитаны:» and the names under it."""

import re
from collections.abc import Iterator

from extract.text.clean import lower
from extract.text.document import Document
from extract.text.found import Found
from extract.text.lexicon import Ranks
from sinodik.records import Field

_LINE = re.compile(r"^[^\w\n]{0,8}(?P<words>[а-я -]{6,40}?) ?:? ?$", re.MULTILINE)
_BLANK = re.compile(r"\n\s*\n")
_CONFIDENCE = 0.9


class RankHeadings:
    """Finds lines that are a rank in the plural; such a rank is everybody's up to the next heading or blank line."""

    def __init__(self, ranks: Ranks) -> None:
        self._by_plural = {lower(" ".join(map(_plural, rank.split()))): rank for rank in ranks.ranks}

    def headings(self, document: Document) -> Iterator[Found]:
        """Yield each heading's rank with its reach."""
        lines = [line for line in _LINE.finditer(document.low) if line["words"] in self._by_plural]
        for index, line in enumerate(lines):
            blank = _BLANK.search(document.low, line.end() + 1)
            following = lines[index + 1].start() if index + 1 < len(lines) else len(document.low)
            reach = min(following, blank.start() if blank else following)
            start, end = line.span("words")
            yield Found(Field.RANK, self._by_plural[line["words"]], start, end, _CONFIDENCE, reach=reach)


def _plural(word: str) -> str:
    """Return a rank's word in the nominative plural; numbers stay."""
    if word.isdigit() or word in ("статьи", "ранга", "армии"):
        return word
    if word.endswith(("ой", "ый")):
        return word[:-2] + "ые"
    if word.endswith("ий"):
        return word[:-2] + "ие"
    return (word.removesuffix("а") + "ы") if word[-1] not in "гкх" else word + "и"
