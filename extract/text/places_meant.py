"""Places that a text refers to: «оттуда родом», «…, откуда и призван», «житель этого села»."""

import re
from collections.abc import Iterator
from itertools import islice

from extract.text.document import Document, Word
from extract.text.place_starts import Start, kinds

# «Уроженец этого села», «житель деревни Кедровка нашего района».
_THIS_VILLAGE = re.compile(
    r" (?:эт(?:ого|ой) )?(?:же )?(?:сел[ае]|селения|деревни|поселка|станицы|хутора|аула)(?![а-я])"
)
_NAMED_NOW = re.compile(r",? \(?(?:в|на|во) (?:нашем |родн[а-я]+ )?(?:[А-ЯЁ]|сел|дер|пос|станиц|хутор|город)")
_BORN_THERE = re.compile(
    r"(?<![а-я])(?:родом|роди(?:лся|лась|лись)|вырос|рос(?:ла|ли)?(?![а-я])|прописан|жи(?:л|ла|ли)(?![а-я])|призв|призыв|мобилиз)"
)
_MORE = r"(?: (?:[А-ЯЁ][А-Яа-яё-]+|(?:район|округ|улус|кожуун|муницип|городск|област|кра|республик)[а-я]+|обл\.|р-на))"
_PLACE_BEFORE = re.compile(
    rf"(?:(?P<in>(?<![а-яё])[ВвНн]а? )|(?<=[а-яё]) |^)(?P<at>"
    rf"(?:(?:сел|дер|пос|стан|хутор|город|аул|[сдпгх](?=[. ]))[а-яё]{{0,5}}\.? )?[А-ЯЁ][А-Яа-яё-]+{_MORE}{{0,5}}), $"
)
_PREPOSITION = re.compile(r"(?<![а-я])(?:во?|из|до) ")
_ADJACENT, _REMEMBERED, _FARTHEST = 25, 160, 80  # characters
_MEANT = 0.75


def there(document: Document, word: Word) -> Iterator[Start]:
    """«… до Кедровки, он оттуда родом»: the place that was named last before, but «родился здесь, в Кедровке»."""
    begin, stop = document.sentence(word.start)
    around = document.low[max(begin, word.start - _ADJACENT) : min(stop, word.end + _ADJACENT)]
    if _BORN_THERE.search(around) and not _NAMED_NOW.match(document.text, word.end):
        for start in islice(_named_before(document, max(0, word.start - _REMEMBERED), word.start), 1):
            yield start._replace(told_at=word.start)


def whence(document: Document, word: Word) -> Iterator[Start]:
    """«… библиотеке Озёрного Стана, откуда был родом командир»: the place right before."""
    begin, stop = document.sentence(word.start)
    if not _BORN_THERE.search(document.low, word.end, min(stop, word.end + _ADJACENT)):
        return
    lead = _PLACE_BEFORE.search(document.text, max(begin, word.start - _FARTHEST), word.start)
    if lead:
        yield Start(lead.start("at"), "Loc" if lead["in"] else "Gen", _MEANT, told_at=word.start)


def of_this_village(document: Document, word: Word) -> Iterator[Start]:
    """Yield the village named last where «житель села» and «жители этой деревни» name none."""
    village = _THIS_VILLAGE.match(document.low, word.end)
    if village and not document.text[village.end() : village.end() + 2].strip()[:1].isupper():
        for start in islice(_named_before(document, 0, word.start, typed=True), 1):
            yield start._replace(told_at=word.start)


def _named_before(document: Document, begin: int, end: int, *, typed: bool = False) -> Iterator[Start]:
    """Yield where a place seems to be named, the last first; ``typed`` for those with a word for their kind alone."""
    starts = dict.fromkeys(kinds(document.low, begin, end), "Gen")
    for m in _PREPOSITION.finditer(document.low, begin, end) if not typed else ():
        if m.end() < end and document.text[m.end()].isupper():
            starts[m.end()] = "Loc" if m[0][0] in "вн" else "Gen"
    for at in sorted(starts, reverse=True):
        yield Start(at, starts[at], _MEANT)
