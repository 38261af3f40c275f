"""From a post to the mentions of the dead in it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple, Self

from extract.text import lexicon as lexicons
from extract.text import morphology as morphologies
from extract.text.ages import ages
from extract.text.attach import Owners
from extract.text.document import Document
from extract.text.lexicon import Lexicon
from extract.text.living import Gates
from extract.text.morphology import Morphology
from extract.text.names import Name, NameFinder
from extract.text.persons import Person, persons
from extract.text.places import origins
from extract.text.ranks import Rank, RankFinder
from extract.text.roles import Clock, Dated, dated
from extract.text.strangers import strangers
from sinodik.records import Claim, Evidence, Field, Mention, Status, Value

EXTRACTOR = "text"
VERSION = "3"

_DEATHS = (Field.DEATH, Field.BURIAL)


class _Fact(NamedTuple):
    """A value and where it stands in the cleaned text; ``together`` if it is told of all the dead at once."""

    field: Field
    value: Value
    start: int
    end: int
    confidence: float
    together: bool = False


class TextReader:
    """Reads posts. Built once and used for any number of them; it keeps nothing of what it has read."""

    def __init__(self, morphology: Morphology, lexicon: Lexicon) -> None:
        self._lexicon, self._morphology = lexicon, morphology
        self._cues = lexicon.cues
        self._names = NameFinder(morphology, lexicon)
        self._ranks = RankFinder(morphology, lexicon.ranks)
        self._gates = Gates(morphology, lexicon)

    @classmethod
    def load(cls) -> Self:
        """Return a reader with the best morphology installed and the shipped word lists."""
        return cls(morphologies.load(), lexicons.load())

    def mentions(self, evidence: Evidence) -> list[Mention]:
        """Return one mention for each dead (or missing) person that a post names."""
        document = Document(evidence.text)
        ranks = list(self._ranks.ranks(document))
        names = self._names.names(document, {rank.end for rank in ranks})
        clock = Clock.of(evidence.posted, evidence.seen)
        days = list(dated(document, self._cues, clock, {name.end for name in names}))
        if not self._gates.opens(document, ranks, lives=any(day.of_a_life for day in days)):
            return []
        named = self._persons(document, names, ranks)
        dead = [person for person in named if not person.living]
        claims = {id(person): _name_claims(document, person) for person in dead}
        unread = list(strangers(document, names, ranks, self._lexicon, self._morphology))
        owners = Owners(document, named, unread)
        starts = [name.start for person in named for name in person.names]
        listed_from = min([*starts, *(start for start, _ in unread)], default=0)
        for fact in _facts(document, ranks, days, {name.start for name in names}):
            for person in dead if _is_shared(document, fact, listed_from) else _one(owners, fact):
                claims[id(person)].append(
                    _claim(document, fact.field, fact.value, fact.start, fact.end, fact.confidence)
                )
        return [
            Mention(
                evidence=evidence.id,
                extractor=EXTRACTOR,
                version=VERSION,
                claims=tuple(_distinct(claims[id(person)])),
                status=self._status(document, person, alone=len(dead) == 1),
            )
            for person in dead
        ]

    def _persons(self, document: Document, names: Sequence[Name], ranks: Sequence[Rank]) -> list[Person]:
        stopped = self._gates.stopped(document, names, ranks)
        return [p for p in persons(names, stopped) if p.living or self._is_told_dead(document, p)]

    def _is_told_dead(self, document: Document, person: Person) -> bool:
        """Whoever is named without a surname must be told dead in the same sentence."""
        sentences = (document.low[slice(*document.sentence(name.start))] for name in person.names)
        has_surname = any(part.field is Field.SURNAME for part in person.parts)
        return has_surname or any(self._cues["event"].search(s) for s in sentences)

    def _status(self, document: Document, person: Person, *, alone: bool) -> Status:
        """Return MISSING if that is all that is said: of the person's own sentences, or of the only person's text."""
        sentences = [document.low[slice(*document.sentence(name.start))] for name in person.names]
        text = document.low if alone else "\n".join(sentences)
        missing = self._cues["missing"].search(text)
        return Status.MISSING if missing and not self._cues["date.death"].search(text) else Status.DEAD


def _facts(
    document: Document, ranks: Iterable[Rank], days: Iterable[Dated], name_starts: Collection[int]
) -> Iterator[_Fact]:
    for rank in ranks:
        yield _Fact(Field.RANK, rank.value, rank.start, rank.end, 0.95)
    for day in days:
        yield _Fact(day.field, day.value, day.start, day.end, day.confidence, day.together)
    for age in ages(document):
        yield _Fact(Field.AGE, age.years, age.start, age.end, 0.95)
    for origin in origins(document, name_starts):
        yield _Fact(origin.field, origin.value, origin.start, origin.end, 0.8)


def _is_shared(document: Document, fact: _Fact, listed_from: int) -> bool:
    """Tell whether a death is all the dead's: "погибли", or in a sentence of its own before the first name."""
    heads_the_list = document.sentence(fact.start)[1] <= listed_from
    return fact.together or (fact.field in _DEATHS and heads_the_list)


def _one(owners: Owners, fact: _Fact) -> list[Person]:
    person = owners.owner(fact.start, fact.end, of_the_dead=fact.field in _DEATHS)
    return [person] if person else []


def _name_claims(document: Document, person: Person) -> list[Claim]:
    return [_claim(document, p.field, p.value, p.start, p.end, p.confidence) for p in person.parts]


def _claim(document: Document, field: Field, value: Value, start: int, end: int, confidence: float) -> Claim:
    span = document.span(start, end)
    return Claim(field, value, span.of(document.source), span, confidence)


def _distinct(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Yield each value of each field once, where it stands first; what contradicts stays, for people to see."""
    seen: set[tuple[Field, str]] = set()
    for claim in claims:
        if (claim.field, str(claim.value)) not in seen:
            seen.add((claim.field, str(claim.value)))
            yield claim
