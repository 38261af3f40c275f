"""Names that could not be read: "рядовой" and two words with capitals that nobody knows.

Whoever they are, what stands beside them is theirs: it must not slide to the person named before.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from extract.text.clean import lower
from extract.text.document import Document, Word
from extract.text.lexicon import Lexicon
from extract.text.lists import begins_line
from extract.text.names import Name
from extract.text.ranks import Rank
from extract.text.readings import Readings
from sinodik.records import Field

_INITIAL = re.compile(r" ?[А-ЯЁ]\.")
_VOWEL = re.compile("[аеиоуыэюя]")
_LETTERS, _BOTH = 5, 2  # letters of «РХБЗ», «БПЛА»; a given name and a patronymic
_NAME_KINDS = frozenset({"surname", "given", "patronymic"})


def strangers(
    document: Document, names: Sequence[Name], ranks: Sequence[Rank], lexicon: Lexicon, readings: Readings
) -> Iterator[tuple[int, int]]:
    """Yield where the names stand that were not read: after a rank, heading a line in a list, by a patronymic."""
    taken = [(name.start, name.end) for name in names]
    read = [lower(part.value) for name in names for part in name.parts if part.field is Field.SURNAME]
    called = [
        [lower(part.value) for part in name.parts if part.field in (Field.GIVEN, Field.PATRONYMIC)] for name in names
    ]
    parts = {part.start for name in names for part in name.parts}
    listed = sum(_heads_a_line(document, name, ranks) for name in names) > 1
    rank_ends = {rank.end + 1 for rank in ranks if document.text[rank.end : rank.end + 1] not in "|;"}
    # In a list any word may head a line; elsewhere a name begins with a capital or follows a rank.
    numbers = range(len(document.words)) if listed else document.capitals
    if not listed and rank_ends:
        numbers = sorted({*numbers, *(n for n, word in enumerate(document.words) if word.start in rank_ends)})
    for index in numbers:
        word = document.words[index]
        if word.start in parts:
            continue
        headed = word.start in rank_ends or (listed and begins_line(document, word.start))
        # No name, and nothing beside it that would make it one: most words end here.
        after = document.words[index + 1 : index + 3]
        if not headed and not (word.text[0].isupper() and any(readings.patronymic(w.text) for w in after)):
            continue
        run = _run(document, index, lexicon, readings)
        if not headed and not any(readings.patronymic(other.text) for other in run[1:]):
            continue
        end = run[-1].end if run else word.end
        overlaps = any(start <= end and word.start < stop for start, stop in taken)
        # After a rank even one word is somebody's, in a list of names, or if nobody knows it.
        alone = word.start in rank_ends and (listed or not any(a.known for a in readings.analyses(word.text)))
        alone = alone and not _is_letters(document, word)
        enough = 1 if alone else 2
        if (
            len(run) + bool(_INITIAL.match(document.text, end)) >= enough
            and not overlaps
            and not (_is_read(run, read) or _is_called(run, called))
        ):
            yield word.start, end


def _run(document: Document, index: int, lexicon: Lexicon, readings: Readings) -> list[Word]:
    """Return the words from ``index`` on that may be one name."""
    words = document.words[index : index + 3]
    gaps = [" ", *(document.text[a.end : b.start] for a, b in pairwise(words))]
    joined = (word for word, _ in takewhile(lambda pair: pair[1] == " ", zip(words, gaps, strict=True)))
    return list(takewhile(lambda word: may_be_a_name(word, lexicon, readings), joined))


def may_be_a_name(word: Word, lexicon: Lexicon, readings: Readings) -> bool:
    """Tell whether a word has a capital and is no rank, no place and no ordinary word that a dictionary knows."""
    if (
        not word.text[0].isupper()
        or len(word.text) < 2
        or word.low in lexicon.not_names
        or word.low in lexicon.place_types
    ):
        return False
    known = [a for a in readings.analyses(word.text) if a.known]
    return not known or any(a.kind in _NAME_KINDS for a in known)


def _is_read(run: Sequence[Word], surnames: Sequence[str]) -> bool:
    """Tell whether a word is the surname of somebody who was read elsewhere, in whatever case."""
    return any(word.low.startswith(name[: max(4, len(name) - 2)]) for word in run for name in surnames)


def _is_called(run: Sequence[Word], called: Sequence[Sequence[str]]) -> bool:
    """Tell whether the words are the given name and patronymic of somebody who was read elsewhere."""
    return len(run) == _BOTH and any(
        len(names) == _BOTH
        and all(w.low.startswith(name[: max(3, len(name) - 2)]) for w, name in zip(run, names, strict=True))
        for names in called
    )


def _is_letters(document: Document, word: Word) -> bool:
    """Tell «капитан ВДВ» from «КАПИТАН КЕДРОВ»: a word of capitals that has no vowel, or is short among others."""
    short = len(word.text) <= _LETTERS and word.text.isupper() and not document.text.isupper()
    return short or not _VOWEL.search(word.low)


def _heads_a_line(document: Document, name: Name, ranks: Sequence[Rank]) -> bool:
    """Tell whether a line begins with the name, or with its rank."""
    starts = [name.start, *(rank.start for rank in ranks if rank.end + 1 == name.start)]
    return any(begins_line(document, start) for start in starts)
