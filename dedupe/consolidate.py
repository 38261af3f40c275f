"""The best value of each field, and all the others that were said, with the mentions that say so."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

from dedupe.resolve import Ruling
from dedupe.variants import is_short_of
from sinodik.dates import compatible
from sinodik.names import fold
from sinodik.records import Attested, Field, How, Mention, PartialDate, Value

NAMES = (Field.SURNAME, Field.GIVEN, Field.PATRONYMIC)
_FIELDS = tuple(Field)  # to go through the enumeration itself takes longer than what is done with it


_Saying = tuple[Mention, Value, float]  # who says it, how it is written there, and how sure the reading is


class Said(msgspec.Struct, frozen=True):
    """One value: the mentions that say it, the independent families of their evidence, and the best confidence."""

    field: Field
    value: Value
    mentions: tuple[str, ...]
    families: frozenset[str]
    confidence: float

    @property
    def attested(self) -> Attested:
        """The value as a candidate holds it."""
        return Attested(self.field, self.value, self.mentions)


def said(mentions: Iterable[Mention], families: Mapping[str, str]) -> list[Said]:
    """Gather what is said, spellings of one value together; the best of each field first, the fields in their order."""
    groups: dict[tuple[Field, str], list[_Saying]] = defaultdict(list)
    for mention in sorted(mentions, key=_id):
        for claim in mention.claims:
            groups[claim.field, _same(claim.value)].append((mention, claim.value, claim.confidence))
    fields: dict[Field, list[Said]] = defaultdict(list)
    for (field, _), who in groups.items():
        fields[field].append(_gathered(field, who, families))
    return [value for field in _FIELDS if field in fields for value in _ranked(fields[field])]


def _gathered(field: Field, who: Sequence[_Saying], families: Mapping[str, str]) -> Said:
    """Return one value from all who say it."""
    if len(who) == 1:  # nine values of ten
        [(mention, value, confidence)] = who
        return Said(field, value, (mention.id,), frozenset((families[mention.evidence],)), confidence)
    return Said(
        field,
        _spelling([v for _, v, _ in who]),
        tuple(sorted({m.id for m, _, _ in who})),
        frozenset(families[m.evidence] for m, _, _ in who),
        max(c for _, _, c in who),
    )


def best(values: Sequence[Said], corrections: Mapping[Field, Ruling], members: Iterable[str]) -> tuple[Attested, ...]:
    """Return the best value of each field; a person's correction stands above all that was read.

    A corrected value is attested by the mentions that say it, or else by those that the person was looking at: their
    evidence is what was read differently. A correction to nothing (None) takes the field away.
    """
    first: dict[Field, Attested] = {}
    for value in values:
        first.setdefault(value.field, value.attested)
    for field, ruling in corrections.items():
        first.pop(field, None)
        if (value_ := ruling.decision.value) is not None:
            who = next((s.mentions for s in values if s.field is field and _same(s.value) == _same(value_)), ())
            first[field] = Attested(field, value_, who or tuple(m for m in ruling.about if m in set(members)))
    return tuple(first[f] for f in _FIELDS if f in first)


def _ranked(values: list[Said]) -> list[Said]:
    """Put the values of one field in order, the best first."""
    return values if len(values) == 1 else sorted(values, key=lambda v: _rank(v, values))


def _rank(value: Said, everything: Iterable[Said]) -> tuple[int, int, int, float, int, str]:
    """Order the values of one field: most independent families, more exact, surer, more mentions.

    Who says «С.» or «1990» also speaks for «Сергей» or «1 февраля 1990», but not the other way round.
    """
    behind = (s for s in everything if s is value or _vaguer(s, value))
    support = frozenset[str]().union(*(s.families for s in behind))
    stated, precision = _exactness(value)
    return -len(support), -stated, -precision, -value.confidence, -len(value.mentions), str(value.value)


def _exactness(said: Said) -> tuple[int, int]:
    value = said.value
    if isinstance(value, PartialDate):
        return int(value.how is How.STATED), sum(p is not None for p in (value.month, value.day))
    return 1, int(said.field not in NAMES or len(str(value).rstrip(".")) > 1)


def _vaguer(a: Said, b: Said) -> bool:
    """Tell whether ``a`` says the same as ``b``, but less."""
    x, y = a.value, b.value
    if isinstance(x, PartialDate) and isinstance(y, PartialDate):
        slack = x.how is How.FROM_AGE and abs(x.year - y.year) <= 1
        return _exactness(a) < _exactness(b) and (slack or compatible(x, y))
    if a.field in NAMES and _exactness(a) < _exactness(b):
        return fold(str(x))[:1] == fold(str(y))[:1]
    return a.field is Field.GIVEN and is_short_of(str(x), str(y))


@lru_cache(maxsize=1 << 16)  # values repeat
def _same(value: Value) -> str:
    if isinstance(value, PartialDate):
        return str(value)
    return fold(str(value)).rstrip(".")


def _id(mention: Mention) -> str:
    return mention.id


def _spelling(values: Sequence[Value]) -> Value:
    """Choose among spellings of one value: stated before reckoned, the most frequent, with «ё» before without."""
    if len(values) == 1:
        return values[0]
    counts = Counter(values)
    return min(counts, key=lambda v: (_reckoned(v), -counts[v], "ё" not in str(v).lower(), str(v)))


def _reckoned(value: Value) -> bool:
    return isinstance(value, PartialDate) and value.how is not How.STATED


def corrections(rulings: Iterable[Ruling]) -> dict[Field, Ruling]:
    """Return the last correction of each field."""
    return {r.decision.field: r for r in sorted(rulings, key=lambda r: r.seq) if r.decision.field}


def overruled(rulings: Sequence[Ruling]) -> Iterator[str]:
    """Yield a sentence for each correction that another person's later one has put aside."""
    last = corrections(rulings)
    for ruling in rulings:
        if ruling.decision.field and (later := last[ruling.decision.field]) is not ruling:
            other = later.decision.reviewer != ruling.decision.reviewer
            if other and later.decision.value != ruling.decision.value:
                yield f"Decisions {ruling.seq} and {later.seq} correct the {ruling.decision.field} differently."
