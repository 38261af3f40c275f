"""Military ranks, in any case and shortened, as they are called in the nominative."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from extract.text.clean import lower
from extract.text.document import Document
from extract.text.lexicon import Ranks
from extract.text.morphology import Morphology


class Rank(NamedTuple):
    """A rank in the nominative and where it stands in the cleaned text."""

    value: str
    start: int
    end: int


class RankFinder:
    """Finds ranks. Which forms each word has is asked of the morphology once."""

    def __init__(self, morphology: Morphology, ranks: Ranks) -> None:
        shortened = {lower(short): full for short, full in ranks.abbreviations.items()}
        self._short = frozenset(shortened)
        self._words: dict[str, str] = {}
        for word in {w for rank in ranks.ranks for w in rank.split()}:
            self._words |= {lower(form): word for form in _forms(word, morphology)}
        fixed = {w for phrase in (*ranks.before, *ranks.after) for w in phrase.split()}
        self._words |= {lower(w): w for w in fixed} | shortened
        before = _alternatives(ranks.before, self._words)
        after = _alternatives(ranks.after, self._words)
        self._pattern = re.compile(
            rf"(?<![а-я-])(?:(?P<before>{before})[ .]+)?"
            rf"(?P<rank>{_alternatives(ranks.ranks, self._words)})(?![а-я-])\.?(?: (?P<after>{after})(?![а-я-]))?"
        )

    def ranks(self, document: Document) -> Iterator[Rank]:
        """Yield the ranks in a document, the longest at each place."""
        for match in self._pattern.finditer(document.low):
            words = re.findall(r"[\w/-]+", match[0])
            end = match.end() if match[0][-1] != "." or words[-1] in self._short else match.end() - 1
            yield Rank(" ".join(self._words.get(w, w) for w in words), match.start(), end)


def _forms(word: str, morphology: Morphology) -> frozenset[str]:
    """Return a rank's word in every case; of a double word only the last part declines."""
    if word.isdigit():
        return frozenset({word})
    head, dash, tail = word.rpartition("-")
    return frozenset(head + dash + form for form in morphology.forms(tail)) | {word}


def _alternatives(phrases: tuple[str, ...], words: dict[str, str]) -> str:
    """Return a pattern for any of the phrases in any of their words' forms, the longest first."""
    by_word: dict[str, list[str]] = {}
    for form, word in words.items():
        by_word.setdefault(word, []).append(re.escape(form))
    ordered = sorted(phrases, key=lambda phrase: -len(phrase.split()))
    return "|".join(r"(?:\. ?| )".join(_any(by_word.get(w, [re.escape(w)])) for w in p.split()) for p in ordered)


def _any(forms: list[str]) -> str:
    return f"(?:{'|'.join(sorted(forms, key=len, reverse=True))})"
