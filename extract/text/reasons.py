"""Puts into words why a post was read as it was; asked for only when somebody wants to see it."""

from collections.abc import Callable, Mapping, Sequence

from msgspec.structs import replace

from extract.text.cue import CuePattern
from extract.text.date_cues import Cue, CueFinder
from extract.text.explain import Explanation, LeftOut, Reason, Recorded
from extract.text.found import Fact
from extract.text.name import Part
from extract.text.outcome import Given, Outcome
from extract.text.persons import Person
from extract.text.standing import Words
from extract.text.verdicts import Stop, Verdict
from sinodik.records import Claim, Field, Mention, Span, Value

# Why somebody is taken for a dead one, by the rule of the proof.
TOLD = {
    "told_in_a_series": "Named in a row with others of whom a death is told; the words stand there only once.",
    "told_as_subject": "The words tell that this person, in the nominative, died (or is missing, captive, wounded).",
    "told_as_of": "The words tell of a death or a funeral, and the name follows in the genitive: of whom.",
    "told_as_absent": "The words tell that this person, in the genitive, is no more.",
    "told_as_with": "The words tell of a farewell, and the name stands in the instrumental: with whom.",
    "told_as_object": "The words tell whom they buried or saw off, and the name stands in the accusative.",
    "told_as_participle": "“Fallen” or the like stands beside the name and agrees with it in case and gender.",
    "told_as_wish": "A wish for the dead stands beside the name.",
    "told_as_afterwards": "An award after death stands beside the name.",
    "told_by_a_code": "A code stands beside the name, as in a roll: 200 for the fallen, 300 for the wounded.",
    "told_as_life": "Both ends of a life stand beside the name.",
    "told_of_the_same": "A sentence that names nobody goes on about this person and tells of the death.",
    "told_of_all": "A sentence that names nobody tells of everybody named: “nobody survived”, “all five are alive”.",
    "told_beside": "A sentence that names nobody stands beside and tells of the death.",
    "told_in_the_heading": "The name begins a line or a sentence under a heading that tells of it.",
    "stands_in_the_list": "The name begins an item of a list in a post about deaths.",
    "told_by_the_family": "The family of this person, named in the genitive, is consoled or receives an award.",
    "named_among_the_dead": "Named in one breath with somebody of whom it is told.",
    "weighs_enough": "No words tell it of this name, but all that is said here, weighed together, is said of the dead.",
    "nobody_else": "The post is about a death, nobody is told dead by name, and no rule leaves this person out.",
}
# What a claim says of the words that it quotes.
FIELDS = {
    Field.SURNAME: "A surname, put into the nominative that agrees with the other parts.",
    Field.GIVEN: "A given name, put into the nominative that agrees with the other parts.",
    Field.PATRONYMIC: "A patronymic, put into the nominative that agrees with the other parts.",
    Field.CALLSIGN: "A call sign stands here.",
    Field.BIRTH: "A date of birth: what stands beside it says so.",
    Field.DEATH: "A date of death: what stands beside it says so.",
    Field.BURIAL: "A date of a funeral or a farewell: what stands beside it says so.",
    Field.MOBILISED: "A date of mobilisation: what stands beside it says so.",
    Field.AGE: "An age in full years.",
    Field.RANK: "A rank stands here.",
    Field.UNIT: "A unit stands here.",
    Field.BRANCH: "Words that tell of a branch of service.",
    Field.AWARD: "An award stands here.",
    Field.SETTLEMENT: "A place where the person comes from or lived.",
    Field.DISTRICT: "A district stands beside the place.",
    Field.REGION: "A region of Russia stands here.",
    Field.CEMETERY: "A place of burial.",
    Field.OCCUPATION: "What the person worked as.",
    Field.SCHOOL: "Where the person learnt.",
}
ENTITY = "No rule reads these words: a neural network takes them for a person's name, declined as their endings allow."
_SHARED = " It is told of all the dead of the post."
_NEAREST = " This person's name is the nearest to it."


_DATES = (Field.BIRTH, Field.DEATH, Field.BURIAL, Field.MOBILISED)


class Explainer:
    """Makes explanations out of what was read. It looks anew for the words that carried a date."""

    def __init__(self, cues: Mapping[str, CuePattern]) -> None:
        self._cues = CueFinder(cues)

    def explanation(self, reading: Outcome, mentions: Sequence[Mention]) -> Explanation:
        """Return the explanation; ``mentions`` are those made of what was recorded, in order."""
        recorded = [verdict for verdict in reading.verdicts if not verdict.stop]
        cues = self._cues.cues(reading.document.low) if recorded else []
        return Explanation(
            text=reading.document.source,
            recorded=tuple(_recorded(reading, v, m, cues) for v, m in zip(recorded, mentions, strict=True)),
            left_out=tuple(_left_out(reading, v, v.stop) for v in reading.verdicts if v.stop),
            passed_over=_reason(reading, *reading.passed_over) if reading.passed_over else None,
        )


def sentence(rule: Callable[..., object]) -> str:
    """Return the sentence of a rule: its docstring."""
    return " ".join((rule.__doc__ or "").split())


def _recorded(reading: Outcome, verdict: Verdict, mention: Mention, cues: Sequence[Cue]) -> Recorded:
    proof = verdict.proof
    rule = proof.rule if proof else "nobody_else"
    told = TOLD[rule] + _weighed(verdict)
    why = Reason(rule, told, _spans(reading, (proof.start, proof.end) if proof else None))
    claims = tuple(_why(reading, verdict.person, claim, cues) for claim in mention.claims)
    return Recorded(mention, why, _named(reading, verdict.person), claims)


def _left_out(reading: Outcome, verdict: Verdict, stop: Stop) -> LeftOut:
    person = verdict.person
    name = " ".join(part.value for part in person.parts)
    why = _reason(reading, stop.rule, stop.words)
    return LeftOut(name, _named(reading, person), replace(why, sentence=why.sentence + _weighed(verdict)))


def _weighed(verdict: Verdict) -> str:
    return f" What weighs most: {'; '.join(verdict.signs)}." if verdict.signs else ""


def _reason(reading: Outcome, rule: Callable[..., object], words: Words | None) -> Reason:
    return Reason(rule.__name__, sentence(rule), _spans(reading, words))


def _why(reading: Outcome, person: Person, claim: Claim, cues: Sequence[Cue]) -> Reason:
    given = next((g for g in reading.given if _is(reading, g, claim) and any(p is person for p in g.persons)), None)
    if given is None and any(p.start in reading.pointed and _stands(reading, p, claim) for p in person.parts):
        return Reason("finds_entity", ENTITY)
    if given is None:
        return Reason(f"reads_{claim.field}", FIELDS[claim.field])
    how = _SHARED if given.shared or given.fact.reach is not None else _NEAREST
    words = _spans(reading, _beside(reading, given, cues)) if claim.field in _DATES else ()
    return Reason(f"reads_{claim.field}", FIELDS[claim.field] + how, words)


def _beside(reading: Outcome, given: Given, cues: Sequence[Cue]) -> Words | None:
    """Return the words that give a date its role: of its sentence those nearest to it."""
    fact = given.fact
    start, end = reading.document.sentence(fact.start)
    near = [
        (max(c.start - fact.end, fact.start - c.end), c)
        for c in cues
        if c.field is fact.field and start <= c.start < end
    ]
    return (min(near)[1].start, min(near)[1].end) if near else None


def _is(reading: Outcome, given: Given, claim: Claim) -> bool:
    return _stands(reading, given.fact, claim)


def _stands(reading: Outcome, what: Fact[Value] | Part, claim: Claim) -> bool:
    return what.field is claim.field and reading.document.span(what.start, what.end) == claim.where


def _named(reading: Outcome, person: Person) -> tuple[Span, ...]:
    spots = sorted((name.start, name.end) for name in person.names)
    return tuple(reading.document.span(*spot) for spot in spots)


def _spans(reading: Outcome, words: Words | None) -> tuple[Span, ...]:
    if not words:
        return ()
    low, (start, end) = reading.document.low, words
    while start < end and low[start].isspace():
        start += 1
    while start < end and low[end - 1].isspace():
        end -= 1
    return (reading.document.span(start, end),) if start < end else ()
