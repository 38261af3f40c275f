"""Military ranks, in any case and shortened, as they are called in the nominative."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, product
from typing import NamedTuple

from extract.text.clean import lower
from extract.text.document import Document
from extract.text.lexicon import Ranks
from extract.text.morphology import Morphology
from extract.text.rescued import is_rescued

_TOKEN = re.compile(r"[а-я]+(?:[-/][а-я]+)*|\d(?:-[а-я]{1,2})?(?![\d-])|i{1,3}(?![а-яa-z])")
_ENDINGS = ("а", "у", "ом", "е")
_GAP = re.compile(r"(?:\. ?| )")
_BESIDE = 2  # characters
_RISEN_TO, _SURE, _LOOSE, _VAGUER = 0.96, 0.95, 0.75, 0.1
_BEFORE, _AFTER = 24, 40  # characters beside a rank's noun in which the rest of it stands
# «Был мобилизован в мотострелковый полк.» is no colonel.
_OF_A_NOUN = re.compile(r"(?:[а-я]{3,}(?:ый|ий|ой)|(?<![а-я])(?:в|на|из|весь|наш|свой)|\d(?:-?[а-я]{1,2})?) $")
_CALLED = re.compile(
    r"(?:позывн[а-я]+|кличк[а-я]+|прозвищ[а-я]+)\W{0,4}$"
    r"|(?<![а-я])(?:зовем|зовут|звали|прозвали|называ[а-я]+)(?: [а-я]+){0,2} $"
)
_POST = re.compile(r" (?:роты|батареи|батальона|дивизиона|взвода|эскадрильи|заставы|отряда)(?![а-я])")
# «Дорос до сержанта», «присвоено звание майора»: surer than what he was once.
_RISEN = re.compile(
    r"(?<![а-я])(?:дорос|дослужил|вырос|повы[шс]|произвед)[а-я]*(?: [а-я]+){0,2} (?:до|в)(?: звания)? $"
    r"|(?:присво|получил|удосто)[а-я]*(?: [а-я]+){0,3} звани[еяй] $"
)
_NAMED = re.compile(r"(?:улиц[а-я]+|ул\.|имени|им\.|проспект[а-я]*) $")


class Rank(NamedTuple):
    """A rank in the nominative and where it stands in the cleaned text."""

    value: str
    start: int
    end: int
    risen: bool = False  # the text tells that he came to it
    post: bool = False  # it may be an office: «старшина роты»


class _Token(NamedTuple):
    readings: tuple[tuple[str, ...], ...]  # the nominative words that it stands for, or may stand for
    start: int
    end: int


_NEAR = 80  # characters: a fuller rank farther from a name's own is another's


def confidence(rank: Rank, ranks: Iterable[Rank], names: Iterable[tuple[int, int]]) -> float:
    """Return how sure it is that a rank is the rank of whom it is told of.

    What stands right beside a name is surer than what stands elsewhere («агитировал полковник»), and of two that differ
    in but an adjective («старшина роты, гвардии старшина») the fuller one.
    """
    spans = list(names)
    fuller = [other for other in ranks if other.value.endswith(" " + rank.value)]
    if any(other.value == f"гвардии {rank.value}" and not _is_beside(other, spans) for other in fuller):
        return _LOOSE - _VAGUER
    vague = rank.post or any(abs(o.start - rank.start) < _NEAR or _is_beside(o, spans) for o in fuller)
    if rank.risen:
        return _RISEN_TO
    return (_SURE if _is_beside(rank, spans) else _LOOSE) - (_VAGUER if vague else 0)


def _is_beside(rank: Rank, names: Iterable[tuple[int, int]]) -> bool:
    return any(0 <= start - rank.end <= _BESIDE or 0 <= rank.start - end <= _BESIDE for start, end in names)


class RankFinder:
    """Finds ranks by the nouns in them. Which forms each word has is asked of the morphology once."""

    def __init__(self, morphology: Morphology, ranks: Ranks) -> None:
        self._words: dict[str, tuple[tuple[str, ...], ...]] = {}
        for word in {w for rank in ranks.ranks for w in rank.split()}:
            self._words |= {lower(form): ((word,),) for form in _forms(word, morphology)}
        fixed = {w for phrase in (*ranks.before, *ranks.after) for w in phrase.split()}
        self._words |= {lower(w): ((w,),) for w in fixed}
        short = [(form, v) for key, v in ranks.abbreviations.items() for form in _shortened(lower(key))]
        self._short = {form: tuple(tuple(full.split()) for full in v.split("|")) for form, v in short}
        self._words = self._short | self._words
        self._ranks = frozenset(tuple(rank.split()) for rank in ranks.ranks)
        self._nouns = frozenset(_noun(rank) for rank in ranks.ranks)
        self._heads = frozenset(
            form for form, words in self._words.items() if any(word in self._nouns for one in words for word in one)
        )
        self._before = frozenset(ranks.before)
        self._after = frozenset(tuple(phrase.split()) for phrase in ranks.after)
        others = "|".join(re.escape(w).replace(r"\*", "[а-я]*") for w in ranks.not_before)
        self._other = re.compile(rf" (?:[а-я]+(?:ой|ей|ого|его) )?(?:{others})(?![а-я])" if others else r"(?!)")
        self._trade = re.compile("|".join(f"-{re.escape(trade)}" for trade in ranks.trades) or r"(?!)")

    def ranks(self, document: Document) -> Iterator[Rank]:
        """Yield the ranks in a document, the longest at each place."""
        end, heads = 0, self._heads
        for word in document.words:
            low = word.low
            if low not in heads and ("-" not in low or low.partition("-")[0] not in heads):
                continue
            if word.start >= end and (rank := self._around(document, word.start)):
                end = rank.end
                yield rank

    def _around(self, document: Document, at: int) -> Rank | None:
        """Put together the rank whose noun stands at a position."""
        low = document.low
        if low[max(0, at - 2) : at] == "п/":
            at -= 2  # «п/п-к»
        tokens = self._tokens(low, at)
        here = next((i for i, token in enumerate(tokens) if token.start == at), None)
        if here is None or not self._is_written_out(document, tokens[here]):
            return None
        longest = self._longest(tokens, here)
        if not longest:
            return None
        first, last, rank = longest
        words = list(rank)
        if first and tokens[first - 1].readings[0][0] in self._before:
            first -= 1
            words.insert(0, tokens[first].readings[0][0])
        for more in (2, 1):
            rest = tuple(w for token in tokens[last + 1 : last + 1 + more] for w in token.readings[0])
            if rest in self._after:
                words += rest
                last = min(last + more, len(tokens) - 1)
                break
        start, end = tokens[first].start, tokens[last].end
        end += low[end : end + 1] == "." and low[tokens[last].start : end] in self._short
        if self._is_other(low, start, end) or (
            is_rescued(low, document.sentence(start)[0], start, end) and not document.text[end + 1 : end + 2].isupper()
        ):
            return None
        risen = bool(_RISEN.search(low, max(0, start - 50), start))
        return Rank(" ".join(words), start, end, risen, bool(_POST.match(low, end)))

    def _tokens(self, low: str, at: int) -> list[_Token]:
        """Return the tokens around a position that may belong to a rank, without a break between them."""
        begin = max(0, at - _BEFORE)
        tokens: list[_Token] = []
        for match in _TOKEN.finditer(low, begin, at + _AFTER):
            words, stop = self._words.get(match[0]), match.end()
            if words is None and "-" in match[0] and not self._trade.search(match[0]):  # «рядовой-контрактник»
                stop = match.start() + match[0].index("-")
                words = self._words.get(low[match.start() : stop])
            if tokens and not _GAP.fullmatch(low, tokens[-1].end, match.start()):
                if match.start() > at:
                    break
                tokens = []
            if words is None or (match.start() == begin and low[begin - 1 : begin].isalpha()):
                if match.start() > at:
                    break
                tokens = []
            else:
                tokens.append(_Token(words, match.start(), stop))
        return tokens

    def _is_written_out(self, document: Document, token: _Token) -> bool:
        """Tell a shortened word from the word that it looks like: «полк. Кедров» from «в танковый полк.»."""
        word = document.low[token.start : token.end]
        followed = document.low[token.end : token.end + 1]
        if word not in self._short or "-" in word or len(word) > 5:
            return True
        return followed == "." and not _OF_A_NOUN.search(document.low, max(0, token.start - 20), token.start)

    def _longest(self, tokens: Sequence[_Token], here: int) -> tuple[int, int, tuple[str, ...]] | None:
        """Return the first and the last token of the longest rank around the noun, and the rank's words."""
        for size in (4, 3, 2, 1):
            for first in range(max(0, here - size + 1), here + 1):
                span = tokens[first : first + size]
                for readings in product(*(token.readings for token in span)) if len(span) == size else ():
                    if (words := tuple(chain.from_iterable(readings))) in self._ranks:
                        return first, first + size - 1, words
        return None

    def _is_other(self, low: str, start: int, end: int) -> bool:
        """Tell a captain of a team, a call sign and a street from a rank."""
        lead = low[max(0, start - 40) : start]
        return bool(self._other.match(low, end) or _CALLED.search(lead) or _NAMED.search(lead))


def _shortened(key: str) -> list[str]:
    """Return a shortened rank in its cases: «п/п-к» is «п/п-ка», «ст-на» «ст-ну»; without a hyphen only itself."""
    if not key[-1:].isalpha() or "-" not in key:
        return [key]
    return [
        key,
        *(key.removesuffix("а") + ending for ending in (("ы", "е", "у", "ой") if key[-1] == "а" else _ENDINGS)),
    ]


def _noun(rank: str) -> str:
    words = rank.split()
    return words[0] if words[0] in ("капитан", "старшина", "генерал") else words[-1]


def _forms(word: str, morphology: Morphology) -> frozenset[str]:
    """Return a rank's word in every case; of a double word only the last part declines."""
    if word.isdigit():
        return frozenset({word})
    head, dash, tail = word.rpartition("-")
    return frozenset(head + dash + form for form in morphology.forms(tail)) | {word}
