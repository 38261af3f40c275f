"""What was confirmed stays as the person saw it, however the evidence is read later."""

from collections.abc import Collection, Sequence

from sinodik.dates import PartialDate, in_russian
from sinodik.records import Attested, Decision, Field, Value


def as_confirmed(
    today: Sequence[Attested], decision: Decision, corrected: Collection[Field], mentions: tuple[str, ...]
) -> tuple[tuple[Attested, ...], tuple[str, ...]]:
    """Return the values that a confirmation holds, and a sentence for each that is read otherwise ``today``.

    ``corrected`` are the fields that a person corrected after the confirmation: there the correction counts.
    ``mentions`` are the confirmed ones, which attest a value that none of them says any more. A decision without
    values (made by a program that did not keep them) holds none.
    """
    if not decision.values:
        return tuple(today), ()
    then, now = ({a.field: a for a in values} for values in (decision.values, today))
    held: dict[Field, Attested] = {}
    sentences = []
    for field in (f for f in Field if f in then or f in now):
        seen, read = then.get(field), now.get(field)
        if field in corrected or (seen and read and seen.value == read.value):
            if read:
                held[field] = read
            continue
        values = (a.value if a else None for a in (seen, read))
        sentences.append(_sentence(field, decision.seq, *values))
        if seen:
            held[field] = Attested(field, seen.value, tuple(m for m in seen.mentions if m in mentions) or mentions)
    return tuple(held.values()), tuple(sentences)


def _sentence(field: Field, seq: int, seen: Value | None, read: Value | None) -> str:
    then, now = (_shown(v) for v in (seen, read))
    return f"Decision {seq} confirmed the {field} as {then}; it is read as {now} today. Correct it to say which holds."


def _shown(value: Value | None) -> str:
    if value is None:
        return "not known"
    return in_russian(value) if isinstance(value, PartialDate) else f"«{value}»"
