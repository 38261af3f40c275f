"""Names with initials: "Громов И. П.", "И. Громов", "Громов Иван П."."""

import re
from collections.abc import Iterator

from extract.text.agreement import Choice, choose
from extract.text.document import Document, Word
from extract.text.name import Name, Part
from extract.text.reading import KNOWN, MANY, ORDINARY, WEAK
from extract.text.surroundings import Surroundings
from sinodik.lexicon import Kind
from sinodik.records import Field

S, G, P = Field.SURNAME, Field.GIVEN, Field.PATRONYMIC

_ANY = re.compile(r"(?<![А-Яа-яЁё])[А-ЯЁ]\.")
_INITIALS_AFTER = re.compile(r" ?([А-ЯЁ])\.(?: ?([А-ЯЁ])\.)?")
_INITIAL_AFTER = re.compile(r" ([А-ЯЁ])\.(?= ?(?:[\n,;()—–]|$|[а-яё\d]))")
_YEARS = re.compile(r",? ?\(?[†+☦]? ?(?:\d\d?\.\d\d?\.)?(?:19|20)\d\d ?[—–/-]")
_CAPITAL = re.compile(" ?[А-ЯЁ]")
_GOVERNED = re.compile(r"[а-я.] $")
_INITIALS_BEFORE = re.compile(r"(?<![А-Яа-яЁё.])([А-ЯЁ])\.(?: ?([А-ЯЁ])\.)? ?$")


def with_initials(surroundings: Surroundings) -> Iterator[Name]:
    """Yield the surnames in a document that have initials beside them."""
    document = surroundings.document
    if not _ANY.search(document.text):
        return
    for index, word in enumerate(document.words):
        if word.text[0].islower() or len(word.text) < 2:
            continue
        after = _INITIALS_AFTER.match(document.text, word.end)
        before = _INITIALS_BEFORE.search(document.text, max(0, word.start - 8), word.start)
        match = after or before
        if len(word.text) == 2 and not (
            match and (match[2] or _is_certain(surroundings, word, match)) and _is_short_surname(surroundings, word)
        ):
            continue
        if match and word.low not in surroundings.lexicon.not_names and not surroundings.is_place(index):
            proved = bool(match[2]) or _is_certain(surroundings, word, match)
            least = ORDINARY if proved else WEAK
            readings = [r for r in surroundings.readings.surname(word.text) if r.confidence >= least]
            if not readings and proved and (match is before or not _CAPITAL.match(document.text, match.end())):
                readings = list(surroundings.readings.whatever_surname(word.text))  # "Гай Л. К."
            if choice := choose([readings], _hints(surroundings, index, match)):
                yield _initialled(word, match, choice)


def _is_certain(surroundings: Surroundings, word: Word, initials: re.Match[str]) -> bool:
    """Tell whether a word with one initial can only be a surname: after a rank, or with the years of a life behind."""
    start, text = min(word.start, initials.start()), surroundings.document.text
    return start - 1 in surroundings.rank_ends or _YEARS.match(text, max(word.end, initials.end())) is not None


def _is_short_surname(surroundings: Surroundings, word: Word) -> bool:
    """Tell whether two letters may be a surname: "Тё В. А.", but neither "РФ В. В. Путин" nor "По А. П. Иванову"."""
    known = [a for a in surroundings.readings.analyses(word.text) if a.known]
    listed = surroundings.readings.people(Kind.SURNAME, word.text) >= MANY
    return word.text[1].islower() and (listed or all(a.pos in ("NOUN", "PROPN") for a in known))


def _hints(surroundings: Surroundings, index: int, initials: re.Match[str]) -> frozenset[tuple[str, str]]:
    """Return what speaks for a case and a gender: no word right before it, and it is a nominative ("Яровой Г. Г.")."""
    start = min(surroundings.document.words[index].start, initials.start())
    # The initials are words too: what governs the name stands before them, what agrees with it after.
    number = 2 if initials[2] else 1
    before = start < surroundings.document.words[index].start
    hints = surroundings.hints(index - number if before else index, index + 1 + (0 if before else number))
    governed = _GOVERNED.search(surroundings.document.low, max(0, start - 3), start)
    return hints if hints or governed else frozenset({("Nom", "Masc")})


def with_an_initial(document: Document, name: Name) -> Name:
    """Add a patronymic of which only the initial is told: "Громов Иван А."."""
    fields = [part.field for part in name.parts]
    initial = _INITIAL_AFTER.match(document.text, name.end) if fields == [S, G] else None
    if initial is None:
        return name
    return name._replace(parts=(*name.parts, Part(P, initial[1] + ".", initial.start(1), initial.end(1) + 1, KNOWN)))


def _initialled(word: Word, match: re.Match[str], choice: Choice) -> Name:
    reading = choice.readings[0]
    confidence = round(reading.confidence * choice.sure, 2)
    parts = [Part(S, reading.nominative, word.start, word.end, confidence, choice.others[0])]
    for group, field in ((1, G), (2, P)):
        if match[group]:
            parts.append(Part(field, match[group] + ".", match.start(group), match.end(group) + 1, KNOWN))
    parts.sort(key=lambda part: part.start)
    return Name(tuple(parts), reading.case, reading.gender, (3.0 * len(parts) - 1.0) * reading.confidence)
