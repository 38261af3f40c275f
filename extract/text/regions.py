"""Regions of Russia by their official names: the table of 89, and any other «…ская область» or «…ский край»."""

import re
from collections.abc import Iterator, Mapping

from extract.text.adjectives import before
from extract.text.clean import lower
from extract.text.document import Document
from extract.text.found import Found
from extract.text.toponyms import forms
from extract.text.vocabulary import Region, Regions
from sinodik.records import Field

# «Свердловской области», «Свердл. обл.», «Ханты-Мансийском автономном округе», «Удмуртской Республики».
_KINDS = (
    (r"(?:автономн[а-я]+|авт\.) обл(?:аст[а-я]+|\.)", "автономная область"),
    (r"обл(?:аст(?:ь|и|ью)(?![а-я])|\.|(?![а-я]))", "область"),
    (r"кра(?:й|я|ю|ем|е)(?![а-я])|кр\.", "край"),
    (r"(?:автономн[а-я]+|авт\.) округ(?:а|у|ом|е)?(?![а-я])|а\.? ?о(?:\.|(?![а-я]))", "автономный округ"),
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
_MAYBE = ("обл", "кра", "кр.", "респ", "автономн", "авт.", "ао", "а.о", "а. о")
_INITIALS = 3  # letters: «РИ» is a region, «Ри» is none
_LONGEST = 5  # words and dashes of a name: "северная осетия — алания"
_TOKEN = re.compile(r"[а-я]+(?:\(я\))?(?:-[а-я]+)*|[–—-]")
_FIRST = re.compile("[ (-]")
_LABEL = re.compile(r"(?<![а-я])(?P<kind>область|край) ?[:—–-] ?$")
_ALONE = re.compile(r"(?P<stem>[а-я-]+[сц]к)(?:ий|ая)(?= ?(?:[,.;\n]|$))")
_ELLIPTIC = re.compile(r"(?P<stem>[А-ЯЁ][а-яё-]+[сц]к)(?:ой|ая)(?= ?(?:[,.;!)\n]|$))")
_INFLECTED = re.compile(r"(?:ий|ая|ое|ого|ому|им|ом|ой|ую)$")
_SHORT = re.compile(r"[РЧ][А-Я](?![А-Яа-яЁё-])")
_DOUBTED, _AMBIGUOUS, _STEM = 0.6, 3, 5
_OF_TABLE, _UNKNOWN, _SHORTENED, _BY_ADJECTIVE = 0.95, 0.85, 0.9, 0.75


class RegionFinder:
    """Knows regions by every name and case."""

    def __init__(self, regions: Regions) -> None:
        self._by_form: dict[str, str] = {}
        self._republics: dict[str, str] = {}
        self._by_adjective: dict[tuple[str, str], str] = {}
        self._stems: dict[str, str] = {}
        self._shorts: dict[str, dict[str, tuple[str, ...]]] = {}
        for region in regions.regions:
            adjective, _, kind = lower(region.name.removesuffix(" — Югра")).partition(" ")
            if re.search(r"(?:ский|цкий|ская|цкая)$", adjective):
                self._by_adjective[(adjective[:-2], kind)] = region.name
            for alias in region.aliases:
                self._by_form |= dict.fromkeys(forms(alias), region.name)
            for short in region.shorts:
                self._shorts.setdefault(short, {})[region.name] = _stems(region)
            if region.name.startswith("Республика "):
                self._republics |= dict.fromkeys(forms(region.name.removeprefix("Республика ")), region.name)
            self._stems |= dict.fromkeys((lower(a)[:-2] for a in region.adjectives), region.name)
        ambiguous = frozenset(regions.ambiguous.split())
        self._stems |= {stem: n for (stem, _), n in self._by_adjective.items() if f"{stem}ий" not in ambiguous}

        self._republics = self._by_form | self._republics
        self._firsts = frozenset(_FIRST.split(form, maxsplit=1)[0] for form in self._by_form)

    def begins(self, first: str) -> bool:
        """Tell whether a word (lower case) may begin a region's name, «…ская область» apart."""
        return _FIRST.split(first, maxsplit=1)[0] in self._firsts or first.startswith("респ") or len(first) < 7

    def adjective_before(self, document: Document, start: int) -> Iterator[Found]:
        """Yield the region that a small adjective before a place tells of: «из башкирской деревни Кедровка»."""
        at, adjectives = before(document.low, start, 2)
        for adjective in adjectives:
            written = document.text[at : at + len(adjective)]
            if written.islower() and (name := self._stems.get(_INFLECTED.sub("", adjective))):
                yield Found(Field.REGION, name, at, at + len(adjective), _BY_ADJECTIVE)
                return
            at += len(adjective) + 1

    def labelled(self, document: Document, start: int) -> Found | None:
        """Return the region that a card names by its adjective alone, after a label: «Область: Свердловская»."""
        label = _LABEL.search(document.low, max(0, start - 14), start)
        adjective = label and _ALONE.match(document.low, start)
        name = label and adjective and self._by_adjective.get((adjective["stem"], label["kind"]))
        return Found(Field.REGION, name, start, adjective.end(), _OF_TABLE) if name and adjective else None

    def elliptic(self, document: Document, start: int) -> Found | None:
        """Return the region whose noun a speaker leaves out after a village: «это у нас в Вологодской»."""
        adjective = _ELLIPTIC.match(document.text, start)
        name = adjective and self._by_adjective.get((lower(adjective["stem"]), "область"))
        return Found(Field.REGION, name, start, adjective.end(), _BY_ADJECTIVE) if name and adjective else None

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
        found = (
            self._by_name(document, at, self._republics if lead else self._by_form)
            or self._by_kind(document, start)
            or self._by_short(document, start)
        )
        if found:
            tail = _TAIL.match(document.text, found.end)
            return found._replace(start=start, end=tail.end() if tail else found.end)
        if lead and (unknown := _UNKNOWN_REPUBLIC.match(document.text, at)):
            return Found(Field.REGION, f"Республика {unknown[0]}", start, unknown.end(), 0.4)
        return None

    def _by_short(self, document: Document, start: int) -> Found | None:
        """Return the region that a short name of several («ЧР») is for, by what else the text says: «чувашский»."""
        short = _SHORT.match(document.text, start)
        regions = self._shorts.get(short[0], {}) if short else {}
        told = [name for name, stems in regions.items() if any(map(document.low.__contains__, stems))]
        name = told[0] if len(told) == 1 else next(iter(regions), None) if len(regions) < _AMBIGUOUS else None
        return Found(Field.REGION, name, start, start + 2, _OF_TABLE if told else _DOUBTED) if name else None

    def _by_name(self, document: Document, start: int, known: Mapping[str, str]) -> Found | None:
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
            name = known.get(text[start:end])
            if (
                name
                and (document.text[start].isupper() if end - start > _INITIALS else document.text[start:end].isupper())
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


def _stems(region: Region) -> tuple[str, ...]:
    """Return what a text that tells of a region has in it, besides the region's short name."""
    names = (region.name.removeprefix("Республика "), *region.aliases, *region.adjectives)
    return tuple(dict.fromkeys(lower(name)[:_STEM] for name in names))
