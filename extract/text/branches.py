"""In which arm of service somebody was, and how he came to it: each by the words of ``branches.toml``."""

import re
from collections.abc import Iterator

from extract.text.document import Document
from extract.text.found import Found
from extract.text.phrases import Hit, Phrases
from extract.text.vocabulary import Branch, Branches
from sinodik.records import Field

_NEAR = 150  # characters within which one branch takes another's place
_ROW = 45  # characters: a line of a card is shorter
_ATTACK_BEFORE, _ATTACK_AFTER = 32, 22
_NOT_BEFORE = re.compile(r"(?<![а-я])не (?:был[аи]? |подлежал[аи]? |подписывал[аи]? |по )?(?:[а-я]+ )?$")
_NOT_AFTER = re.compile(r" не (?:был|подлежал)|\? нет")
_CALLED = re.compile(r"позывн[а-я]+\W{0,4}$")
_KIN_IS = re.compile(
    r"(?<![а-я])(?:мать|мама|отец|папа|жена|супруга|вдова|брат|сестра|сын|дочь|дядя|дед)"
    r"(?: [а-я]+)? ?[—–-] ?[а-я ]{0,30}$"
)
_QUOTE = "«\"“„'"
_PAST = re.compile(r"(?:после|прош[а-я]+|проход[а-я]+|отслуж[а-я]+|до) (?:[а-я]+ )?$")
_AFTERWARDS = re.compile(r"[ -]арен| скорой| (?:[а-я]+ой )?(?:больниц|поликлиник)")
_LEGEND = re.compile(r"(?<![а-я])([а-я])\.? ?[—–-] ?(мобилиз|контракт|доброволец|срочник|заключен)")
_EXPLAINED = re.compile(r"(?<![а-я])[а-я]\. ?[—–-] ?$")
_MARK = re.compile(r"\(([а-я])\.?\)")
_IN_LEGENDS = {
    "мобилиз": "мобилизованный",
    "контракт": "контрактник",
    "добров": "доброволец",
    "срочн": "срочник",
    "заключ": "заключённый",
}
_CONFIDENCE = 0.9


class BranchFinder:
    """Finds branches by their words."""

    def __init__(self, branches: Branches) -> None:
        self._unless = {branch.name: frozenset(branch.unless) for branch in branches.branches}
        self._phrases = Phrases((p, (b, kind)) for b in branches.branches for p, kind in _phrases(b))
        self._events = _words(branches.events)
        self._attacks = _words(branches.attacks)

    def branches(self, document: Document) -> Iterator[Found]:
        """Yield each branch where words tell of it, leaving out feasts, clubs, streets, and the enemy's weapons."""
        yield from self._by_legend(document)
        hits = [hit for hit in self._phrases.find(document) if self._is_meant(document, hit)]
        for hit in hits:
            rivals = self._unless[hit.value[0].name]
            if not any(o.value[0].name in rivals and _is_near(document.low, hit, o) for o in hits):
                yield Found(Field.BRANCH, hit.value[0].name, hit.start, hit.end, _CONFIDENCE)

    def _by_legend(self, document: Document) -> Iterator[Found]:
        """Yield what a list shortens by a legend of its own: «к. — контрактник … Иванов Пётр, 40 лет (к.)»."""
        marks = list(_MARK.finditer(document.low))
        legend = dict(_LEGEND.findall(document.low)) if len(marks) > 1 else {}
        for mark in marks if len(legend) > 1 else ():
            word = legend.get(mark[1], "")
            name = next((branch for stem, branch in _IN_LEGENDS.items() if word.startswith(stem)), "")
            if name:
                yield Found(Field.BRANCH, name, mark.start(1), mark.end(1), _CONFIDENCE)

    def _is_meant(self, document: Document, hit: Hit[tuple[Branch, str]]) -> bool:
        kind = hit.value[1]
        if _EXPLAINED.search(document.low, max(0, hit.start - 6), hit.start):
            return False  # a legend's own words
        begin, stop = document.sentence(hit.start)
        before, after = document.low[max(begin, hit.start - 60) : hit.start], document.low[hit.end : stop]
        if kind == "quoted" and before[-1:] not in _QUOTE:
            return False
        if kind == "capital" and not (document.text[hit.start : hit.end].isupper() and not _CALLED.search(before)):
            return False
        if _KIN_IS.search(before) or _NOT_BEFORE.search(before) or _NOT_AFTER.match(after) or _AFTERWARDS.match(after):
            return False
        if hit.value[0].name == "срочник" and _PAST.search(before):
            return False
        if self._events.search(" ".join(re.findall(r"[а-я]+|[.,:;]", before)[-2:])):
            return False
        near = (before[-_ATTACK_BEFORE:], after[:_ATTACK_AFTER])
        return kind != "weapon" or not any(self._attacks.search(side) for side in near)


def _is_near(low: str, hit: Hit[tuple[Branch, str]], other: Hit[tuple[Branch, str]]) -> bool:
    """Tell whether two branches are told of one person; what stands in two long lines is two rows of a list."""
    if abs(other.start - hit.start) >= _NEAR:
        return False
    line = low.rfind("\n", 0, hit.start) + 1
    stop = low.find("\n", hit.end)
    stop = len(low) if stop < 0 else stop
    return stop - line < _ROW or line <= other.start < stop


def _phrases(branch: Branch) -> Iterator[tuple[str, str]]:
    kinds = {"word": branch.words, "weapon": branch.weapons, "quoted": branch.quoted, "capital": branch.capitals}
    for kind, phrases in kinds.items():
        for phrase in phrases:
            yield phrase, kind


def _words(patterns: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(p).replace(r"\*", "[а-я]*") for p in patterns)
    return re.compile(rf"(?<![а-я])(?:{words})(?![а-я])")
