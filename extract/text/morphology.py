"""What dictionaries know of a Russian word, whichever analyser is installed.

Cases, genders and parts of speech are named as in Universal Dependencies (universaldependencies.org/u/feat).
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from sinodik.errors import MissingTool

_REMEMBERED = 8192

CASES = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")

_RUMORPH_KINDS = {"Sur": "surname", "Giv": "given", "Pat": "patronymic", "Geo": "place"}

# pymorphy3 speaks OpenCorpora's language: opencorpora.org/dict.php?act=gram
_KINDS = (("Surn", "surname"), ("Name", "given"), ("Patr", "patronymic"), ("Geox", "place"))
_GENDERS = {"masc": "Masc", "femn": "Fem", "neut": "Neut"}
_CASES = {"nomn": "Nom", "gent": "Gen", "gen2": "Gen", "datv": "Dat", "accs": "Acc", "ablt": "Ins"} | {
    "loct": "Loc",
    "loc2": "Loc",
}
_POS = {"NOUN": "NOUN", "ADJF": "ADJ", "ADJS": "ADJ"} | dict.fromkeys(("VERB", "INFN", "PRTF", "PRTS", "GRND"), "VERB")


class Analysis(NamedTuple):
    """One reading of a word.

    ``word`` and ``lemma`` are in lower case, with ё where the dictionary has it. ``kind`` is ``surname``, ``given``,
    ``patronymic``, ``place`` or empty. ``known`` tells a dictionary's word from a guess by its ending.
    """

    word: str
    lemma: str
    pos: str
    kind: str
    case: str
    gender: str
    plural: bool
    known: bool
    probability: float


class Morphology(Protocol):
    """What the reader asks of an analyser."""

    def analyses(self, word: str) -> Sequence[Analysis]:
        """Return every reading of ``word``, the likeliest first."""

    def forms(self, word: str) -> frozenset[str]:
        """Return the masculine singular case forms of a noun or adjective given in the nominative."""


class RuMorph:
    """The ``rumorph`` analyser (0.4). What it was last asked is remembered (at most 8192 words)."""

    def __init__(self) -> None:
        from rumorph import Analyzer

        self._analyzer = Analyzer()
        self._remembered = lru_cache(_REMEMBERED)(self._analyses)

    def __reduce__(self) -> tuple[type["RuMorph"], tuple[()]]:
        return RuMorph, ()

    def analyses(self, word: str) -> Sequence[Analysis]:
        """Return every reading of ``word``, the likeliest first."""
        return self._remembered(word)

    def _analyses(self, word: str) -> tuple[Analysis, ...]:
        return tuple(
            Analysis(
                word=a.word.lower(),
                lemma=a.lemma,
                pos=a.pos,
                kind=_RUMORPH_KINDS.get(a.feats.get("NameType", ""), ""),
                case=a.feats.get("Case", ""),
                gender=a.feats.get("Gender", ""),
                plural=a.feats.get("Number") == "Plur",
                known=a.source != "guess",
                probability=a.prob,
            )
            for a in self._analyzer.analyze(word)
        )

    def forms(self, word: str) -> frozenset[str]:
        """Return the masculine singular case forms of a noun or adjective given in the nominative."""
        return frozenset({word}) | {
            form.word.lower()
            for a in self._analyzer.analyze(word)
            if a.pos in ("NOUN", "ADJ") and a.lemma == word
            for form in a.forms()
            if form.feats.get("Number") == "Sing" and form.feats.get("Gender") == "Masc" and "Case" in form.feats
        }


class PyMorphy:
    """The ``pymorphy3`` analyser, for machines on which ``rumorph`` does not run. It remembers as that does."""

    def __init__(self) -> None:
        from pymorphy3 import MorphAnalyzer

        self._analyzer = MorphAnalyzer()
        self._remembered = lru_cache(_REMEMBERED)(self._analyses)

    def __reduce__(self) -> tuple[type["PyMorphy"], tuple[()]]:
        return PyMorphy, ()

    def analyses(self, word: str) -> Sequence[Analysis]:
        """Return every reading of ``word``, the likeliest first."""
        return self._remembered(word)

    def _analyses(self, word: str) -> tuple[Analysis, ...]:
        return tuple(self._analysis(parse) for parse in self._analyzer.parse(word))

    def _analysis(self, parse: Any) -> Analysis:  # noqa: ANN401 - pymorphy3 has no types
        tag = parse.tag
        kind = next((k for grammeme, k in _KINDS if grammeme in tag), "")
        # normal_form of a woman's surname is the man's: ask for her own nominative.
        nominative = parse.inflect({"nomn", "sing"}) if kind else None
        return Analysis(
            word=parse.word,
            lemma=nominative.word if nominative else parse.normal_form,
            pos="PROPN" if kind else _POS.get(str(tag.POS), str(tag.POS)),
            kind=kind,
            case=_CASES.get(tag.case, ""),
            gender=_GENDERS.get(tag.gender, ""),
            plural=tag.number == "plur",
            known=parse.is_known,
            # Names that do not decline crowd out those that do: "Анне" is not likelier to be Anne than Anna.
            probability=parse.score * (0.1 if "Fixd" in tag else 1.0),
        )

    def forms(self, word: str) -> frozenset[str]:
        """Return the masculine singular case forms of a noun or adjective given in the nominative."""
        return frozenset({word}) | {
            form.word
            for parse in self._analyzer.parse(word)
            if parse.tag.POS in ("NOUN", "ADJF") and parse.normal_form == word
            for form in parse.lexeme
            if form.tag.number == "sing" and form.tag.gender == "masc" and form.tag.case
        }


def load() -> Morphology:
    """Return the best analyser that is installed; raises :class:`MissingTool` if there is none."""
    for analyser in (RuMorph, PyMorphy):
        try:
            return analyser()
        except ImportError:
            continue
    raise MissingTool("No Russian morphology is installed.", remedy="pip install rumorph==0.4.0 (or pymorphy3)")
