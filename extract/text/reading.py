"""A word as one part of a name, and what of it the dictionary says."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extract.text.clean import lower
from extract.text.morphology import Analysis, Morphology
from sinodik.lexicon import Bearer
from sinodik.names import capitalise

KNOWN = 0.97
RULE = 0.85
WEAK = 0.65
UNKNOWN = 0.6  # a given name that no dictionary has, told only by what stands beside it
ORDINARY = 0.5  # the word is an ordinary noun or adjective too

# How many words' readings are remembered: names and the words about them come again and again.
REMEMBERED = 4096
LONGEST = 40  # letters; longer words are no names
# How many bearers make a name of the list trustworthy: the rarest are slips of the keyboard.
FEW, SOME, MANY = 3, 30, 100
BEARERS = {"Masc": Bearer.MAN, "Fem": Bearer.WOMAN}
# Endings that hardly any word has but a surname, in its nominative.
TYPICAL = re.compile(
    r"[а-яё]{2,}(?:(?:[оеё]в|ин|цын)а?|[сц]к(?:ий|ая)|ко|[юу]к|швили|дзе|заде|зода|ян|[аоуюия]й?нен|[иы]х)$"
)
# Surnames of which the dictionary, where it has them, has every form.
REGULAR = re.compile(r"(?:[оеё]ва?|[иы]на?|[сц]к(?:ий|ая))$")


class Reading(NamedTuple):
    """A word as one part of a name: its nominative, and how sure one may be that it is that part at all.

    ``share`` is how much of the word's use this nominative has, for choosing among readings.
    """

    nominative: str
    case: str
    gender: str
    confidence: float
    share: float = 1.0


class Dictionary:
    """A morphology that is asked about words as they are usually written, and not about what is too long to be one."""

    def __init__(self, morphology: Morphology) -> None:
        self._morphology = morphology

    def analyses(self, word: str) -> Sequence[Analysis]:
        """Return what the dictionary says of a word."""
        if len(word) > LONGEST:
            return ()
        # What stands in capitals an analyser takes for an abbreviation.
        return self._morphology.analyses(capitalise(word) if word.isupper() else word)

    def singular(self, word: str, kind: str) -> list[Analysis]:
        """Return a word's analyses as a name of a kind, in the singular."""
        return [a for a in self.analyses(word) if a.kind == kind and not a.plural and a.case]


def shares(word: str, analyses: Iterable[Analysis], confidence: float) -> list[Reading]:
    """Turn analyses into readings, each with the share of the word's use that its nominative has."""
    analyses = list(analyses)
    total = sum(a.probability for a in analyses) or 1.0
    shares: dict[tuple[str, str], float] = defaultdict(float)
    for a in analyses:
        shares[a.lemma, a.gender] += a.probability / total
    return [
        Reading(_as_written(word, a), a.case, a.gender, confidence, shares[a.lemma, a.gender])
        for a in analyses
        if a.case and a.case != "Voc"
    ]


def _as_written(word: str, analysis: Analysis) -> str:
    """Return the nominative with ё only if the writer uses it: "Артема" is "Артем", but "Петра" may be "Пётр"."""
    no_yo = "ё" in analysis.word and "ё" not in word.lower()
    return capitalise(lower(analysis.lemma) if no_yo else analysis.lemma)


def capitalised(nominative: str, written: str) -> str:
    """Write a name with capitals, but leave small what is written small: "Эрес-оолович", "Рустам оглы"."""
    small = re.search("-[а-яё]", written)
    return nominative[:1].upper() + nominative[1:] if small else capitalise(nominative)
