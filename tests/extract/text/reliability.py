"""How often the claims of the golden posts are right: what their confidences are measured against."""

from collections.abc import Iterator
from types import ModuleType

from extract.calibration import Judged
from extract.text import TextReader
from sinodik.records import Field, Mention

NAME = (Field.SURNAME, Field.GIVEN, Field.PATRONYMIC)


def judged(reader: TextReader, scorer: ModuleType, part: str = "all") -> Iterator[Judged]:
    """Yield each claim about each mention of a part of the golden posts, with whether the expected person has it.

    A mention is the expected person whose name is most like its own; one whom nobody expected is wrong in every claim.
    """
    for folder in scorer.cases(part):
        evidence, expected = scorer.evidence_of(folder)
        for mention, person in matched(reader.mentions(evidence), expected):
            for claim in mention.claims:
                yield Judged(claim.field, claim.confidence, str(claim.value) in wanted(person, claim.field))


def matched(
    mentions: list[Mention], expected: list[dict[str, object]]
) -> Iterator[tuple[Mention, dict[str, object] | None]]:
    """Yield each mention with its expected person, whole names first; None for one whom nobody expected."""
    pairs = [(_alike(m, p), i, j) for i, m in enumerate(mentions) for j, p in enumerate(expected)]
    found: dict[int, int] = {}
    for alike, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        if alike and i not in found and j not in found.values():
            found[i] = j
    for i, mention in enumerate(mentions):
        yield mention, expected[found[i]] if i in found else None


def _alike(mention: Mention, person: dict[str, object]) -> int:
    """Count the parts of the name that agree; those that only one of the two has speak against it, less."""
    said = [(mention.value(part), person.get(part.value)) for part in NAME]
    agree = sum(a is not None and str(a) == str(b) for a, b in said)
    return 10 * agree - sum(a != b for a, b in said) if agree else 0


def wanted(person: dict[str, object] | None, field: Field) -> set[str]:
    """Return what is expected of a field; several values of some."""
    value = (person or {}).get(field.value)
    return {str(v) for v in value} if isinstance(value, list) else {str(value)} if value is not None else set()
