"""Names whose surname stands apart from the rest, or whose rest the post does not tell."""

import re
from collections.abc import Collection, Iterator, Sequence

from extract.text.agreement import choose
from extract.text.document import Word
from extract.text.morphology import CASES
from extract.text.name import Name, Part
from extract.text.reading import MANY, RULE, TYPICAL, UNKNOWN, WEAK, Reading
from extract.text.surroundings import Surroundings
from sinodik.lexicon import Kind
from sinodik.names import fold
from sinodik.records import Field

S, G, P = Field.SURNAME, Field.GIVEN, Field.PATRONYMIC

# The end of a sentence; or what parts a surname from the rest in a directory: «Кедров, Пётр Ильич»,
# «КЕДРОВ (Пётр Ильич)».
_NEXT_SENTENCE = re.compile(r"[.!…]+\s+")
_IN_DIRECTORIES = re.compile(r" ?[:,—–-] ?\n?| \(|(?! ?$)[^\w,;:.!?…()«»\"“”„]{1,80}")
# Before a surname that has a line or a cell of its own: "▪️ Кедров\n▪️ Пётр Ильич", "│ КЕДРОВ │\n│ Пётр Ильич │".
_ITS_OWN = re.compile(r"(?:^|[\n|│║/:])[^\w\n|│║/:]*$")
# Who fell together with one named in full, of the same family: «… Кедров и сын его Олег Петрович».
_AND_KIN = re.compile(
    r"(?:и|с) (?:(?:его|родн[а-я]+|старш[а-я]+|младш[а-я]+) )*(?:сын|отц|отец|брат)[а-я]*(?: его)?,? $"
)
_BOTH = re.compile(r"(?<![а-я])(?:оба|обоих|обоим|погибли|отец и сын|братья)(?![а-я])")
_ROW = re.compile(
    r"^[^\w\n]*(?:\d{1,2}\.\d{1,2}(?:\.\d{2,4})?\W{1,3}|\d{1,3} ?[.)] ?)?"
    r"(?P<surname>[А-ЯЁ][а-яё]{2,25})(?=\s*$| ?[,(—–-])",
    re.MULTILINE,
)
_HEAD = re.compile(r"(?:[^\w\n]|\d)*(?:[а-яё-]+\.? ){0,3}")
_A_WOMANS = re.compile("[оеё]ва$")
_ALONE = 1.0
_LONGEST = 200  # characters of a row
_DECORATED = 20  # characters before a surname in its row


def across_sentences(surroundings: Surroundings, names: Sequence[Name]) -> list[Name]:
    """Give those named by a given name and a patronymic the surname that ends the sentence before.

    "Проводили в последний путь Кедрова. Петру Ильичу было 33 года"; not if somebody is so called in full. And the one
    in the same case that a comma or a dash parts from them, as directories do: "Кедров, Пётр Ильич", "Кедров: …".
    """
    taken = {part.start for name in names for part in name.parts}
    full = {_called(name) for name in names if _has_surname(name)}
    words = {word.start: number for number, word in enumerate(surroundings.document.words)}
    joined = []
    for name in names:
        number = words.get(name.start, 0)
        if number and [part.field for part in name.parts] == [G, P] and _called(name) not in full:
            before = surroundings.document.words[number - 1]
            gap = (surroundings.document.text, before.end, name.start)
            if before.start not in taken and _NEXT_SENTENCE.fullmatch(*gap):
                name = _with_surname(surroundings, name, before, number - 1)
            elif before.start not in taken and _IN_DIRECTORIES.fullmatch(*gap):
                alone = _ITS_OWN.search(surroundings.document.text, max(0, before.start - _DECORATED), before.start)
                name = _with_surname(surroundings, name, before, number - 1, (name.case,), alone=alone is not None)
        joined.append(name)
    return joined


def with_kin(surroundings: Surroundings, names: Sequence[Name]) -> Iterator[Name]:
    """Yield the names, with the surname of the one before for his kin who fell with him: "и сын его Олег Петрович".

    The surname stands where the given name does, that names may not overlap.
    """
    document, before = surroundings.document, None
    for name in names:
        start, end = document.sentence(name.start)
        together = [part.field for part in name.parts] == [G, P] and before and before.start >= start
        if together and _AND_KIN.search(document.low, start, name.start) and _BOTH.search(document.low, start, end):
            surname = next(part for part in before.parts if part.field is S) if before else None
            if surname and before and before.gender == name.gender:
                name = name._replace(
                    parts=(
                        surname._replace(start=name.parts[0].start, end=name.parts[0].end, confidence=UNKNOWN),
                        *name.parts,
                    )
                )
        before = name if _has_surname(name) else before
        yield name


def in_rows(surroundings: Surroundings, names: Sequence[Name]) -> Iterator[Name]:
    """Yield surnames that stand alone in rows between rows with fuller names: "01.03 Кедров"."""
    text = surroundings.document.text
    lines = {name.start: _line(text, name.start) for name in names}
    headed = {line for start, line in lines.items() if _HEAD.fullmatch(text, line, start)}
    taken = set(lines.values())
    for match in _ROW.finditer(text) if headed else ():
        beside = {_neighbour(text, match.start(), -1), _neighbour(text, match.end(), 1)}
        if _line(text, match.end()) in taken or not beside & headed:
            continue
        readings = [r for r in _surnames(surroundings, match["surname"]) if r.case == "Nom"]
        if choice := choose([readings], frozenset()):
            reading = choice.readings[0]
            part = Part(S, reading.nominative, *match.span("surname"), UNKNOWN, choice.others[0])
            yield Name((part,), reading.case, reading.gender, _ALONE)


def _with_surname(
    surroundings: Surroundings,
    name: Name,
    word: Word,
    number: int,
    cases: Collection[str] = (),
    *,
    alone: bool = False,
) -> Name:
    if not word.text[0].isupper() or not surroundings.allows_name(number) or surroundings.is_at_a_place(word.start):
        return name
    cases = cases or surroundings.governed(number) or CASES
    readings: Sequence[Reading] = _surnames(surroundings, word.text)
    if alone and not readings:
        readings = surroundings.readings.any_surname(word.text)
    readings = [r for r in readings if r.gender == name.gender and r.case in cases]
    choice = choose([readings], surroundings.hints(number, number + 1))
    if choice is None:
        return name
    reading = choice.readings[0]
    if any(part.value == reading.nominative for part in name.parts):
        return name  # "Ромыч, Роман, Роман Аркадьевич"
    part = Part(S, reading.nominative, word.start, word.end, UNKNOWN, choice.others[0])
    return name._replace(parts=(part, *name.parts), case=reading.case)


def _surnames(surroundings: Surroundings, word: str) -> list[Reading]:
    """Return the readings of a word that is a surname even where nothing stands beside it."""
    many = surroundings.readings.people(Kind.SURNAME, word) >= MANY
    return [
        r
        for r in surroundings.readings.surname(word)
        if r.confidence >= (RULE if many else WEAK)
        and (many or TYPICAL.search(r.nominative.lower()))
        and not (r.gender == "Masc" and _A_WOMANS.search(r.nominative))
    ]


def _neighbour(text: str, at: int, step: int) -> int:
    """Return where the line before or after the one around ``at`` begins, -1 if there is none."""
    if step > 0:
        return text.find("\n", at) + 1 or -1
    end = text.rfind("\n", max(0, at - _LONGEST), at)
    return _line(text, end) if end >= 0 else -1


def _line(text: str, at: int) -> int:
    """Return where the line around ``at`` begins; of a long one, not before a row's length."""
    return text.rfind("\n", max(0, at - _LONGEST), at) + 1


def _has_surname(name: Name) -> bool:
    return any(part.field is S for part in name.parts)


def _called(name: Name) -> tuple[str, ...]:
    return tuple(fold(part.value) for part in name.parts if part.field is not S)
