"""Which of the awards that a post names were given after death, and which somebody was only proposed for."""

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from extract.text.document import Document

# «… уже после гибели»; but «после гибели командира», whose death it is.
_AFTER_DEATH = re.compile(
    r"посм(?:ертн(?:о|ая|ые|ую|ой|ых|ый|ым|ого)(?![а-я])|\.|(?=\)))"
    r"|(?<![а-я])после (?:его |ее |своей )?(?:гибели|смерти)"
    r"(?! (?!награжд|удосто|отмеч|вруч|присво|присужд|переда|получ|был|орден|медал|ему|ей|в |на |под |за |с )[а-я])"
)
# "Награждён медалью, посмертно представлен к ордену": then nothing was given after death.
_ONLY_PUT_FORWARD = re.compile(r" (?:был[аи]? )?представлен[аы]? к ")
_RIGHT_AFTER = re.compile(
    r"(?: ?[—–-]? ?20\d\d(?: г(?:ода?|\.))?|: перв[а-я]+ (?:[—–-] )?(?:еще )?при жизни(?:,| и|, а) втор[а-я]+)?"
    r"[\s,(:;|—–-]*"
    r"(?:(?:уже|он|она|но|тоже|правда|увы|жаль|к сожалению|матери|вдове|жене|семье|родителям|родным)[ ,]+)*"
)
# «Орден Мужества — и тот посмертно.», «орденом Мужества, но уже не сам, посмертно».
_WITHIN = 70  # characters from an award to a "посмертно" that ends its clause
_ENDS_A_CLAUSE = re.compile(r"\.?[»\")]*(?:[,.;:!?)|]|\s*$|\s*\n)")
_OF_SOMETHING_ELSE = re.compile(
    r";|гражданин|(?<![а-я])им(?:я|ени|енем)(?![а-я])|(?<![а-я])книг|грамот|диплом|(?<![а-я])парт[аыу]|школ|улиц|благодар"
)
_CUT_OFF = re.compile(r"представл|ходатайств|прижизнен|при жизни|лично|родил|погиб|звани[ея]|степень")
_VERB = re.compile(
    r"^[^.;!?]*?(?:награжд|удосто|присво|присужд|представл|вруч|отмеч|переда|посвящ|привез|получ|достав|отда)[^.;!?]*$"
)
_GIVEN_AFTER = re.compile(r" (?:был[аи]? )?(?:награжд|удосто|отмеч)")
_BOTH = re.compile(r"(?<![а-я])(?:обе|оба|все)(?: [а-я]+){0,3} ?[—–-]? ?$")  # «Обе награды — посмертные»
_DASH = re.compile(r" ?[–—-]? ?")
_ONLY_JOINED = re.compile(r"[\s,()и—–-]*|[\s,]*(?:а также|и)[\s,]*")
# A line over a list: «ПОСМЕРТНО», «Награждены посмертно:».
_HEADING = re.compile(
    r"^\W*(?:(?:[а-я]+ ){0,4}посмертно(?: [а-я]+){0,4} ?:"
    r"|(?:наград[а-я]+ |награжден[а-я]* |удостоен[а-я]* )?посмертн(?:о|ые))\W*$",
    re.MULTILINE,
)
_OVER = re.compile(r"\n[^\S\n]*\n|^\W*(?:прижизненн|при жизни|лично|живы)", re.MULTILINE)
_PUT_FORWARD = re.compile(
    r"(?<![а-я])(?:представл[а-я]+|представит|представили|ходатайств[а-я]+|пода(?:ли|но|ны)"
    r"|наградн(?:ой|ые) (?:лист|документ|бумаг)[а-я]*|документ[а-я]*|бумаг[а-я]*)"
    r"(?: [а-я]+){0,4} (?:к|на|о)(?: [а-я]+){0,4} $"
)


class Given(Protocol):
    """An award's place in the cleaned text."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


def put_forward(document: Document, awards: Sequence[Given]) -> set[int]:
    """Return which of the awards somebody was only proposed for: «представлен к ордену Мужества»."""
    found: set[int] = set()
    for index, award in enumerate(awards):
        begin, _ = document.sentence(award.start)
        if index not in found and _PUT_FORWARD.search(document.low, begin, award.start):
            found.update(_joined(document.low, awards, list(range(index, len(awards)))))
    return found


def after_death(document: Document, awards: Sequence[Given]) -> set[int]:
    """Return which of the awards were given after death: by where "посмертно" stands beside them, or over them."""
    given: set[int] = set()
    if not awards:
        return given
    for word in _AFTER_DEATH.finditer(document.low):
        if not _ONLY_PUT_FORWARD.match(document.low, word.end()):
            given.update(_told_by(document, awards, word))
    for heading in _HEADING.finditer(document.low):
        over = _OVER.search(document.low, heading.end() + 1)
        stop = over.start() if over else len(document.low)
        given.update(i for i, award in enumerate(awards) if heading.end() <= award.start < stop)
    return given


def _told_by(document: Document, awards: Sequence[Given], word: re.Match[str]) -> Iterator[int]:
    """Yield which awards one "посмертно" is told of."""
    low, (begin, stop) = document.low, document.sentence(word.start())
    if stop == word.end() + 1 and low[word.end() - 1] == ".":
        stop = document.sentence(stop)[1]  # «Посм. — Герой РФ»
    before = [i for i, a in enumerate(awards) if begin < a.end <= word.start()]
    after = [i for i, a in enumerate(awards) if word.end() <= a.start and a.end <= stop]
    earlier = [i for i, award in enumerate(awards) if award.end <= begin]
    if not after and (both := _BOTH.search(low, begin, word.start())):
        said = document.sentence(both.start() - 2)[0]
        yield from [i for i, a in enumerate(awards) if said <= a.start < both.end()] or earlier[-1:]
    elif before and _GIVEN_AFTER.match(low, word.end()) and low[word.start() - 1] == " ":
        yield from _joined(low, awards, before[::-1])
    elif before and after and _belongs_on(low, awards[before[-1]].end, word, awards[after[0]].start):
        yield from _joined(low, awards, after)
    elif before and _RIGHT_AFTER.fullmatch(low, awards[before[-1]].end, word.start()):
        yield before[-1]
    elif before and _OF_SOMETHING_ELSE.search(low, awards[before[-1]].end, word.start()):
        return
    elif before and _VERB.match(low[awards[before[-1]].end : word.start()]):
        yield from _joined(low, awards, before[::-1])
    elif before and not after and _ends_its_clause(low, awards[before[-1]].end, word):
        yield before[-1]
    elif after:
        yield from _joined(low, awards, after)
    elif not before and earlier and word[0].startswith("посм") and not _OF_SOMETHING_ELSE.search(low, begin, stop):
        yield earlier[-1]  # «Орден Мужества передан матери. Награждён посмертно.»


def _ends_its_clause(low: str, end: int, word: re.Match[str]) -> bool:
    """Tell whether a "посмертно" closes the clause that an award which ends at ``end`` stands in."""
    near = word.start() - end <= _WITHIN and not _CUT_OFF.search(low, end, word.start())
    return near and bool(_ENDS_A_CLAUSE.match(low, word.end()))


def _belongs_on(low: str, end: int, word: re.Match[str], start: int) -> bool:
    """Tell "медалью, посмертно – орденом" from "орденом посмертно, медалью"."""
    return "," in low[end : word.start()] and bool(_DASH.fullmatch(low, word.end(), start))


def _joined(low: str, awards: Sequence[Given], indices: list[int]) -> Iterator[int]:
    """Yield from the first on as long as nothing but commas and "и" stands between."""
    previous: Given | None = None
    for index in indices:
        award = awards[index]
        if previous:
            left, right = sorted((previous, award), key=lambda a: a.start)
            if not _ONLY_JOINED.fullmatch(low, left.end, right.start):
                return
        yield index
        previous = award
