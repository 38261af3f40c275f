"""Relatives whom a post calls by their given names alone: "Наталья Кедрова … Её муж Пётр погиб" tells of Пётр Кедров.

The surname stands where the given name does, that names may not overlap.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from extract.text.name import Name, Part
from extract.text.reading import UNKNOWN, Reading
from extract.text.surroundings import Surroundings
from sinodik.names import fold
from sinodik.records import Field

_GIVEN = r"(?P<given>[А-ЯЁ][а-яё]{2,15})(?!-?[А-Яа-яЁё])(?! [А-ЯЁ])"
_KIN = r"(?:муж|супруг|сын|брат|внук|племянник|от[е]?ц|дочь|дочер|сестр)"
_OWN = r"(?:(?:родн|старш|младш|средн|единственн|любим|двоюродн|приемн|приёмн)[а-яё]+ )*"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?<![А-Яа-яЁё])(?:(?P<whose>[Ее]ё|[Ее]го|[Ии]х|[Сс]во[а-я]+|[Оо]ба|[Оо]дин) )?{_OWN}"
        rf"(?P<kin>(?i:{_KIN})[а-яё]{{0,3}}),? (?:[—–-] )?{_GIVEN}",
        rf"(?<![А-Яа-яЁё])(?:[Сс]тарш|[Мм]ладш|[Сс]редн)(?:ий|его|ему|им)(?: сын| брат)?[а-яё]*"
        rf"(?:,| [—–-]) {_GIVEN}(?=[,.]| [—–а-яё-])",
        # "Сын учителя Ивана Кедрова, Пётр, не вернётся"
        rf"(?<![А-Яа-яЁё])(?P<kin>(?i:{_KIN})[а-яё]{{0,3}})(?: [а-яё-]+){{0,3}}(?: [А-ЯЁ][а-яё-]+){{2,3}}"
        rf"(?:,| [—–-]) {_GIVEN}(?=[,.]| [—–-])",
        rf"(?<![А-Яа-яЁё]){_GIVEN}(?:,| [—–-]) (?P<whose>её|его|их) (?P<kin>(?:[а-яё]+ )?"
        rf"(?:{_KIN}|старший|младший|средний|единственный))(?![а-яё])",
    )
)
_TOLD = re.compile(
    r"[^.!?;\n]{0,60}(?<![а-яё])"
    r"(?:погиб|убит|не стало|пропал|похорон(?:ен|или)|не верн(?:[её]тся|улся)|умер|скончался|пал )"
)
_FEW = 6  # names before a relative
_NEAR = 300  # characters from a relative to whom he is a relative of
_ORDER = ("Nom", "Gen", "Acc", "Dat", "Ins")


def relatives(surroundings: Surroundings, names: Sequence[Name]) -> Iterator[Name]:
    """Yield a name for each relative whose given name stands alone near somebody of his family named in full."""
    text = surroundings.document.text
    full = [name for name in names if {part.field for part in name.parts} >= {Field.SURNAME, Field.GIVEN}]
    if not full:
        return
    called = {fold(part.value) for name in names for part in name.parts if part.field is Field.GIVEN}
    found: set[int] = set()
    for form in _FORMS:
        for match in form.finditer(text):
            at = match.span("given")
            before = bisect_right(names, at[0], key=lambda name: name.start)
            if at[0] in found or (before and names[before - 1].end > at[0]):
                continue
            whose = match.groupdict().get("whose") or ""
            kin = _relation(full, at[0], whose.lower().replace("ё", "е"))
            if kin and kin.gender == "Masc" and not _TOLD.match(text, at[1]):
                continue  # a man's brother or son is most often a living one's
            reading = _read(surroundings, match)
            if kin and reading and fold(reading.nominative) not in called:
                found.add(at[0])
                yield from _named(kin, reading, at)


def _relation(full: Sequence[Name], position: int, whose: str) -> Name | None:
    """Return the last person named before a position, of the gender of "her" or "his"."""
    gender = {"ее": "Fem", "его": "Masc"}.get(whose, "")
    last = bisect_right(full, position, key=lambda name: name.start)
    before = [name for name in full[max(0, last - _FEW) : last] if 0 <= position - name.end <= _NEAR]
    fitting = [name for name in before if gender in ("", name.gender)]
    return fitting[-1] if fitting else None


def _read(surroundings: Surroundings, match: re.Match[str]) -> Reading | None:
    """Return the reading of the given name in the case of the word for kin."""
    kin = (match.groupdict().get("kin") or "").split()[-1:]
    cases = {a.case for word in kin for a in surroundings.readings.analyses(word) if not a.plural} or set(_ORDER)
    readings = [r for r in surroundings.readings.given(match["given"]) if r.case in cases]
    return min(readings, key=lambda r: _ORDER.index(r.case) if r.case in _ORDER else len(_ORDER), default=None)


def _named(kin: Name, reading: Reading, at: tuple[int, int]) -> Iterator[Name]:
    surname = next(part.value for part in kin.parts if part.field is Field.SURNAME)
    if len(surname) > 2 and (own := _of_gender(surname, kin.gender, reading.gender)):
        parts = (Part(Field.GIVEN, reading.nominative, *at, reading.confidence), Part(Field.SURNAME, own, *at, UNKNOWN))
        yield Name(parts, reading.case, reading.gender, 0.0)


def _of_gender(surname: str, gender: str, wanted: str) -> str:
    """Return the surname as a man or a woman of the family has it; empty if the ending does not tell it."""
    if gender == wanted:
        return surname
    if wanted == "Masc":
        if re.search("(?:[оеё]в|[иы]н)а$", surname):
            return surname[:-1]
        if surname.endswith(("ская", "цкая")):
            return f"{surname[:-2]}ий"
        return "" if surname.endswith("ая") else surname
    if re.search("(?:[оеё]в|[иы]н)$", surname):
        return f"{surname}а"
    return f"{surname[:-2]}ая" if surname.endswith(("ский", "цкий")) else surname
