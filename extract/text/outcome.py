"""What was read in one post, before mentions are made of it: who is who, and whose each fact is."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from extract.text.awards import AFTER_DEATH
from extract.text.document import Document
from extract.text.found import Fact
from extract.text.life import weigh
from extract.text.persons import Person
from extract.text.standing import Words
from extract.text.verdicts import Verdict
from sinodik.records import Claim, Field, Value

_SECOND = re.compile(r"втор", re.IGNORECASE)


class Given(NamedTuple):
    """Whose a fact is; ``shared`` if it is told of all the dead of the post."""

    fact: Fact[Value]
    persons: Sequence[Person]
    shared: bool


class Outcome(NamedTuple):
    """One post as it was read; ``passed_over`` is the rule by which all of it was put aside, and its words.

    ``pointed`` is where the parts of names start that no rule reads: a finder of entities pointed at them.
    """

    document: Document
    passed_over: tuple[Callable[..., object], Words | None] | None = None
    verdicts: Sequence[Verdict] = ()
    given: Sequence[Given] = ()
    pointed: frozenset[int] = frozenset()

    @property
    def recorded(self) -> Iterator[tuple[Verdict, tuple[Claim, ...]]]:
        """Yield each verdict on somebody to be recorded, with all that is claimed of that person."""
        for verdict in self.verdicts:
            if not verdict.stop:
                yield verdict, tuple(weigh(list(_distinct(self._claims(verdict.person)))))

    def _claims(self, person: Person) -> Iterator[Claim]:
        for part in person.parts:
            yield self._claim(Fact(part.field, part.value, part.start, part.end, part.confidence))
        for given in self.given:
            if person in given.persons:
                yield self._claim(given.fact)

    def _claim(self, fact: Fact[Value]) -> Claim:
        span = self.document.span(fact.start, fact.end)
        return Claim(fact.field, fact.value, span.of(self.document.source), span, fact.confidence)


def _distinct(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Yield each value of each field once, where it stands first; what contradicts stays, for people to see."""
    # Of several ranks the surest comes first: where calibration makes them equal, the first one counts.
    claims = sorted(claims, key=lambda claim: -claim.confidence if claim.field is Field.RANK else 0)
    seen: set[tuple[Field, str]] = set()
    # An award told of twice, once with "посмертно", is one award, but for a second one of its kind.
    late = [c for c in claims if str(c.value).endswith(AFTER_DEATH) and not _SECOND.match(c.quote)]
    seen |= {(c.field, str(c.value).removesuffix(AFTER_DEATH)) for c in late}
    for claim in claims:
        if (claim.field, str(claim.value)) not in seen:
            seen.add((claim.field, str(claim.value)))
            yield claim
