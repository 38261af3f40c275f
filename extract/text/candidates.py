"""Which words of a text may be parts of a name, and where a name may go on from one to the next."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from extract.text.document import LABEL, Document, Word
from extract.text.reading import Reading
from extract.text.surroundings import Surroundings
from sinodik.records import Field

# Between two parts of a name: spaces, one line's end, and the label of a form ("Имя: Иван") or a call sign in quotes;
# or the end of a table's cell or a frame's line, or a patronymic's empty cell. Brackets may hold the surname alone, as
# in churches' lists: "воина Петра (Кедрова)".
_GAP = re.compile(
    rf" {{0,40}}\|?\n\|? {{0,3}}{LABEL} {{0,30}}|"
    r" {0,40}[│║┃|]\n[│║┃|] {0,3}|"
    r" ?[;|] {0,3}[—–-]? ?[;|] ?|"
    r" {0,40}\| ?| {0,3}\n?[ ]{0,3}"
    rf"(?:(?:\d{{1,2}} ?[.)] ?|[^\w\s«\"“„(] ?)?{LABEL} {{0,30}}|"
    r"\(?[«\"“„][^\n«»\"“”„]{1,25}[»\"”“]\)? |\([а-я-]{3,20}\) "
    r"|(?:апа[йяю]?|абый|абзый|ағай|агай|бабай|хаджи|хазрат|ханым|эфенди) )?"
)
_IN_BRACKETS = re.compile(r" ?\((?=[а-я-]{3,25}\))")
_LIKE_A_PATRONYMIC = re.compile(r"(?:ич(?:а|у|ем|е)?|[вч]н(?:а|ы|е|у|ой|ою))(?![А-Яа-яЁё-])")
_SMALL_PATRONYMIC = re.compile(r"(?<![А-Яа-яЁё-])[а-яё]+(?:ич(?:а|у|ем|е)?|[вч]н(?:а|ы|е|у|ой|ою))(?![А-Яа-яЁё-])")
_SMALL_HEAD = re.compile(r"^[^\w\n]{0,4}(?:\d{1,3} ?[.)])? ?(?=[а-яё]{3,} [а-яё]{3,}(?![а-яё]))", re.MULTILINE)
_LEAST = 2  # lines of a list

Options = Mapping[Field, Sequence[Reading]]


def candidates(surroundings: Surroundings) -> dict[int, Options]:
    """Return what each word that may be part of a name can be, by its number, in order.

    A word with a capital that stands alone is not looked up: a name has two parts.
    """
    document, words = surroundings.document, surroundings.document.words
    capitals = document.capitals
    joined = [(a, b) for a, b in pairwise(capitals) if b == a + 1 and _adjacent(document, words[a], words[b])]
    found = {index: _options(surroundings, index) for pair in joined for index in pair}
    found |= {index: _options(surroundings, index) for pair in _small_heads(surroundings) for index in pair}
    patronymics = [i for i in capitals if surroundings.readings.patronymic(words[i].text)]
    patronymics += _small_patronymics(document)
    # A patronymic gives a name away that is written without capitals, or with some: "Андреев илья Викторович".
    for index in patronymics:
        for near in range(max(0, index - 2), min(index + 3, len(words))):
            if near not in found:
                found[near] = _options(surroundings, near)
    return {index: options for index in sorted(found) if (options := found[index])}


def _small_heads(surroundings: Surroundings) -> list[tuple[int, int]]:
    """Return the numbers of the words that begin the lines of a list in small letters, a given name among them."""
    document = surroundings.document
    starts = [match.end() for match in _SMALL_HEAD.finditer(document.text)]
    if len(starts) < _LEAST:
        return []
    first = [bisect_left(document.words, start, key=lambda word: word.start) for start in starts]
    given = surroundings.readings.given
    pairs = [(n, n + 1) for n in first if any(given(word.text) for word in document.words[n : n + 2])]
    return pairs if len(pairs) >= _LEAST else []


def _small_patronymics(document: Document) -> list[int]:
    """Return the numbers of the words that are patronymics in small letters."""
    ends = [match.start() for match in _LIKE_A_PATRONYMIC.finditer(document.text)]
    if not ends:
        return []
    starts = [word.start for word in document.words]
    endings = [document.words[bisect_left(starts, end) - 1] for end in ends]
    if all(word.text[0].isupper() and word.text.isalpha() for word in endings):
        return []  # most are written with a capital, and need not be looked for
    return [bisect_left(starts, match.start()) for match in _SMALL_PATRONYMIC.finditer(document.text)]


def runs(document: Document, words: Mapping[int, Options]) -> Iterator[list[tuple[int, Options]]]:
    """Yield the candidates in groups between which a name cannot go on."""
    run: list[tuple[int, Options]] = []
    for index, options in words.items():
        if run and not (index - 1 == run[-1][0] and _adjacent(document, *document.words[index - 1 : index + 1])):
            yield run
            run = []
        run.append((index, options))
    yield run


def _options(surroundings: Surroundings, index: int) -> Options:
    """Return what the word can be: nothing if it stands where no name does."""
    if not surroundings.allows_name(index):
        return {}
    return surroundings.readings.parts(surroundings.document.words[index].text)


def _adjacent(document: Document, word: Word, following: Word) -> bool:
    """Tell whether nothing but a name's own gap stands between two words."""
    if following.start - word.end == 1:
        return document.low[word.end] in " \n|;"
    bracket = _IN_BRACKETS.match(document.low, word.end)
    if bracket and bracket.end() == following.start:
        return True
    return _GAP.fullmatch(document.low, word.end, following.start) is not None
