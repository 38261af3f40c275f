"""Regions of Russia by their official names: the table of 89, and any other «…ская область» or «…ский край»."""

import re
from collections.abc import Iterator

from extract.text.clean import lower
from extract.text.document import Document
from extract.text.found import Found
from extract.text.toponyms import forms
from extract.text.vocabulary import Regions
from sinodik.records import Field

# «Свердловской области», «Свердл. обл.», «Ханты-Мансийском автономном округе», «Удмуртской Республики».
_KINDS = (
    (r"(?:автономн[а-я]+|авт\.) обл(?:аст[а-я]+|\.)", "автономная область"),
    (r"обл(?:аст(?:ь|и|ью)(?![а-я])|\.)", "область"),
    (r"кра(?:й|я|ю|ем|е)(?![а-я])", "край"),
    (r"(?:автономн[а-я]+|авт\.) округ(?:а|у|ом|е)?(?![а-я])", "автономный округ"),
    (r"народн[а-я]+ респ(?:ублик[а-я]+|\.)", "народная республика"),
    (r"респ(?:ублик[а-я]+|\.)", "республика"),
)
_ADJECTIVE = re.compile(
    r"(?P<stem>[А-ЯЁ][а-яё]+(?:-[А-ЯЁ]?[а-яё]+)*?)"
    r"(?:(?P<ending>(?<=[сц]к|.н)(?:ой|ая|ую|ого|ому|ий|им|ом))|\.) ?"
    rf"(?:{'|'.join(f'(?P<k{i}>(?i:{kind}))' for i, (kind, _) in enumerate(_KINDS))})"
)
_REPUBLIC = re.compile(r"(?i:республик(?:а|и|е|у|ой)|респ\.) (?=[А-ЯЁ])")
_UNKNOWN_REPUBLIC = re.compile(r"[А-ЯЁ][а-яё]{3,}(?![а-яё-])")
# «Кемеровской области — Кузбасса», «Республики Саха (Якутия)».
_TAIL = re.compile(r" ?[–—-] ?(?:Кузбасс|Югр|Чуваши|Алани)[а-яё]*| ?\(Якути[яи]\)")
_MAYBE = ("обл", "кра", "респ", "автономн", "авт.")
_LONGEST = 5  # words and dashes of a name: "северная осетия — алания"
_TOKEN = re.compile(r"[а-я]+(?:\(я\))?(?:-[а-я]+)*|[–—-]")
_FIRST = re.compile("[ (-]")
_OF_TABLE, _UNKNOWN, _SHORTENED = 0.95, 0.85, 0.9


class RegionFinder:
    """Knows regions by every name and case."""

    def __init__(self, regions: Regions) -> None:
        self._by_form: dict[str, str] = {}
        self._by_adjective: dict[tuple[str, str], str] = {}
        for region in regions.regions:
            adjective, _, kind = lower(region.name.removesuffix(" — Югра")).partition(" ")
            if re.search(r"(?:ский|цкий|ская|цкая)$", adjective):
                self._by_adjective[(adjective[:-2], kind)] = region.name
            for alias in region.aliases:
                self._by_form |= dict.fromkeys(forms(alias), region.name)

        self._firsts = frozenset(_FIRST.split(form, maxsplit=1)[0] for form in self._by_form)

    def begins(self, first: str) -> bool:
        """Tell whether a word (lower case) may begin a region's name, «…ская область» apart."""
        return _FIRST.split(first, maxsplit=1)[0] in self._firsts or first.startswith("респ") or len(first) < 7

    def regions(self, document: Document) -> Iterator[Found]:
        """Yield every region that is named, whosever it is."""
        end = 0
        for word in document.words:
            if word.start >= end and word.text[0].isupper() and (found := self.at(document, word.start)):
                end = found.end
                yield found

    def at(self, document: Document, start: int) -> Found | None:
        """Return the region whose name begins at ``start``."""
        lead = _REPUBLIC.match(document.text, start) if document.text[start] in "РрR" else None
        at = lead.end() if lead else start
        found = self._by_name(document, at) or self._by_kind(document, start)
        if found:
            tail = _TAIL.match(document.text, found.end)
            return found._replace(start=start, end=tail.end() if tail else found.end)
        if lead and (unknown := _UNKNOWN_REPUBLIC.match(document.text, at)):
            return Found(Field.REGION, f"Республика {unknown[0]}", start, unknown.end(), 0.4)
        return None

    def _by_name(self, document: Document, start: int) -> Found | None:
        """Match "Башкирия", "Северная Осетия – Алания": the longest name that stands there."""
        text = document.low
        ends: list[int] = []
        first = _TOKEN.match(text, start)
        if not first or _FIRST.split(first[0], maxsplit=1)[0] not in self._firsts:
            return None
        at = start
        while len(ends) < _LONGEST and (token := _TOKEN.match(text, at)):
            ends += [token.start() + dash.start() for dash in re.finditer("-", token[0])] + [token.end()]
            at = token.end() + (text[token.end() : token.end() + 1] == " ")
        for end in reversed(ends):
            name = self._by_form.get(text[start:end])
            if (
                name
                and document.text[start].isupper()
                and (text[end : end + 1] != "-" or _TAIL.match(document.text, end))
            ):
                return Found(Field.REGION, name, start, end, _OF_TABLE)
        return None

    def _by_kind(self, document: Document, start: int) -> Found | None:
        """Match an adjective and its noun: "Заозёрской области", "Свердл. обл."."""
        beside = document.low[start : start + 60]
        match = any(stem in beside for stem in _MAYBE) and _ADJECTIVE.match(document.text, start)
        if not match:
            return None
        kind = _KINDS[next(i for i in range(len(_KINDS)) if match[f"k{i}"])][1]
        stem = lower(match["stem"])
        if match["ending"] is None:
            names = {n for (known, k), n in self._by_adjective.items() if k == kind and known.startswith(stem)}
            name = names.pop() if len(names) == 1 and len(stem) > 2 else None
            return Found(Field.REGION, name, start, match.end(), _SHORTENED) if name else None
        if name := self._by_adjective.get((stem, kind)):
            return Found(Field.REGION, name, start, match.end(), _OF_TABLE)
        ending = "ий" if kind in ("край", "автономный округ") else "ая"
        noun = "Республика" if kind == "республика" else kind
        return Found(Field.REGION, f"{match['stem']}{ending} {noun}", start, match.end(), _UNKNOWN)
