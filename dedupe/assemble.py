"""One candidate put together from its mentions and what people decided about them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from dedupe.confirmed import as_confirmed
from dedupe.conflicts import conflicts
from dedupe.consolidate import best, corrections, overruled, said
from dedupe.families import families
from dedupe.resolve import Ruling
from dedupe.ties import Ties
from dedupe.verdict import Verdict, identity, lost, verdict
from sinodik.records import Attested, Candidate, Evidence, Field, Judgement, Mention


class Assembly:
    """Puts candidates together, from what people decided and from who publishes under which address."""

    def __init__(self, rulings: Sequence[Ruling], constraints: Ties, publishers: Mapping[str, str]) -> None:
        self._constraints = constraints
        self._publishers = publishers
        self._about: dict[str, list[Ruling]] = defaultdict(list)
        for ruling in rulings:
            for mention in set(ruling.mentions):
                self._about[mention].append(ruling)

    def __call__(self, people: Sequence[Mention], evidence: Mapping[str, Evidence]) -> Candidate:
        """Put one candidate together from its mentions and (at least) their evidence, by identifier.

        Of a confirmed one only what was confirmed counts; the rest are variants.

        So a mention that the machine adds to a confirmed person changes nothing that is exported: it is announced
        among the conflicts, and waits for a person.
        """
        people = sorted(people, key=lambda m: m.id)
        members = tuple(m.id for m in people)
        rulings = {r.seq: r for m in members for r in self._about.get(m, ())} if self._about else {}
        about = [rulings[seq] for seq in sorted(rulings)]
        stands = verdict(members, self._constraints)
        counting = [m for m in people if m.id in stands.confirmed] if stands.confirmed else people
        changes = [r for r in about if _corrects(r, counting)]
        fixed = corrections(changes)
        family = self._families(counting, evidence)
        read = said(counting, family)
        values, changed = self._held(stands, best(read, fixed, members), fixed)
        everything = read if counting is people else said(people, self._families(people, evidence))
        variants = [s.attested for s in everything]
        stated = [v for v in variants if v.field not in fixed] + [v for v in values if v.field in fixed]
        return Candidate(
            id=identity(members, about),
            mentions=members,
            best=values,
            variants=tuple(variants),
            families=tuple(sorted(set(family.values()))),
            conflicts=(
                *stands.sentences,
                *changed,
                *lost(members, about),
                *overruled(changes),
                *conflicts(stated, people),
            ),
            state=stands.state,
            decision=stands.decision,
            confirmed=stands.confirmed,
        )

    def _held(
        self, stands: Verdict, values: tuple[Attested, ...], fixed: Mapping[Field, Ruling]
    ) -> tuple[tuple[Attested, ...], tuple[str, ...]]:
        """Return the values that hold: of a confirmed candidate those that the person had seen."""
        confirming = next((r for m in stands.confirmed for r in self._about[m] if r.seq == stands.decision), None)
        if confirming is None:
            return values, ()
        since = {field for field, ruling in fixed.items() if ruling.seq > confirming.seq}
        return as_confirmed(values, confirming.decision, since, stands.confirmed)

    def _families(self, mentions: Iterable[Mention], evidence: Mapping[str, Evidence]) -> dict[str, str]:
        return families((evidence[m.evidence] for m in mentions), self._publishers)


def _corrects(ruling: Ruling, mentions: Iterable[Mention]) -> bool:
    return ruling.decision.judgement is Judgement.CORRECT and any(m.id in ruling.about for m in mentions)
