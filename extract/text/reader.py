"""From a post to the mentions of the dead in it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Self

from extract.calibration import Calibration
from extract.text import lexicon as lexicons
from extract.text import morphology as morphologies
from extract.text.ages import ages
from extract.text.anchor import Clock
from extract.text.cells import bare_ages
from extract.text.dated import Dated
from extract.text.document import Document
from extract.text.entities import EntityFinder, mark
from extract.text.entity_names import EntityNames
from extract.text.explain import Explanation
from extract.text.found import Fact, Found
from extract.text.impression import GRAVE, Impression, chance
from extract.text.lexicon import Lexicon
from extract.text.morphology import Morphology
from extract.text.names import Name, NameFinder
from extract.text.outcome import Outcome
from extract.text.particulars import Particulars
from extract.text.ranks import Rank, RankFinder, confidence
from extract.text.reasons import Explainer
from extract.text.roles import DateFinder
from extract.text.rows import Named
from extract.text.standing import Words
from extract.text.strangers import strangers
from extract.text.tales import tales
from extract.text.verdicts import Judge, Verdict
from extract.text.wars import Wars
from extract.text.weighing import FEW, HOPELESS, Over, Seen, Signs, Weighing
from extract.text.whose import given
from sinodik.lexicon import NameLexicon
from sinodik.records import Claim, Evidence, Field, Mention, Status, Value

EXTRACTOR = "text"
VERSION = "7"

_OF_BOTH = re.compile(r"(?:им|обоим|всем|каждому)(?![а-я])")


class TextReader:
    """Reads posts. Built once and used for any number of them; it keeps nothing of what it has read."""

    def __init__(
        self,
        morphology: Morphology,
        lexicon: Lexicon,
        calibration: Calibration | None = None,
        entities: EntityFinder | None = None,
    ) -> None:
        self._lexicon, self._morphology, self._calibration = lexicon, morphology, calibration
        self._version = VERSION + mark(entities)
        self._cues = lexicon.cues
        known = NameLexicon(more=lexicon.names)
        self._impression = Impression.load()
        self._weighing = Weighing.load(self._impression)
        self._names = NameFinder(morphology, lexicon, known)
        self._entities = EntityNames(entities, self._names.readings, known, lexicon) if entities else None
        self._ranks = RankFinder(morphology, lexicon.ranks)
        self._particulars = Particulars(morphology, lexicon)
        self._judge = Judge(morphology, lexicon, self._names.readings)
        self._wars = Wars(lexicon.cues)
        self._dates = DateFinder(lexicon.cues)

    @classmethod
    def load(cls, entities: EntityFinder | None = None) -> Self:
        """Return a reader with the best morphology installed, the shipped word lists and measured confidences.

        ``entities`` is asked where the rules leave words with capitals unexplained.
        """
        return cls(morphologies.load(), lexicons.load(), Calibration.load(), entities)

    def mentions(self, evidence: Evidence) -> list[Mention]:
        """Return one mention for each dead (missing, captured, wounded) person that a post names."""
        return [self._mention(evidence, claims, verdict.status) for verdict, claims in self._read(evidence).recorded]

    def explain(self, evidence: Evidence) -> Explanation:
        """Return the same mentions with the reason for each claim, and whom the post names besides and why not."""
        reading = self._read(evidence)
        mentions = [self._mention(evidence, claims, verdict.status) for verdict, claims in reading.recorded]
        return Explainer(self._cues).explanation(reading, mentions)

    def _mention(self, evidence: Evidence, claims: tuple[Claim, ...], status: Status) -> Mention:
        if self._calibration:
            claims = tuple(map(self._calibration.calibrated, claims))
        return Mention(evidence=evidence.id, extractor=EXTRACTOR, version=self._version, claims=claims, status=status)

    def _read(self, evidence: Evidence) -> Outcome:
        seen = self._seen(evidence)
        verdicts = self._weighing.weighed(seen)
        if seen.over and all(verdict.stop for verdict in verdicts):
            return Outcome(seen.document, seen.over)
        dead = any(verdict.stop is None for verdict in verdicts)
        whose = given(seen, verdicts, self._unread(seen)) if dead else []
        return Outcome(seen.document, None, verdicts, whose, seen.pointed)

    def signs(self, evidence: Evidence) -> list[tuple[Verdict, Signs]]:
        """Return what the rules hold of each person whom a post names, and what is weighed of him."""
        seen = self._seen(evidence)
        return list(zip(seen.verdicts, self._weighing.signs(seen), strict=True))

    def _seen(self, evidence: Evidence) -> Seen:
        """Return a post as the rules leave it, before what they say is weighed."""
        document = Document(evidence.text)
        sound = self._impression.sound(document)
        of_soldiers = self._wars.is_of_soldiers(document)
        grave = of_soldiers and chance(sound) >= GRAVE
        hopeless = not of_soldiers or chance(sound) < HOPELESS or len(document.words) < FEW
        over: Over | None = None
        if not (grave or self._wars.may_open(document)):
            over = self._wars.tells_of_no_death, None
        if over and hopeless:
            return Seen(document, sound, of_soldiers, over)
        ranks = list(self._ranks.ranks(document))
        names = self._names.names(document, {rank.end for rank in ranks})
        clock = Clock.of(evidence.posted, evidence.seen)
        days = self._dates.dated(document, clock, {name.end for name in names})
        told = tales(document, self._cues["told"])
        lives = grave or any(day.of_a_life for day in days) or self._wars.implies_a_death(document, ranks)
        over = over or self._wars.passed_over(document, ranks, told, lives=lives)
        if over and hopeless:
            return Seen(document, sound, of_soldiers, over)
        more = self._entities.names(document, names, ranks) if self._entities else []
        if more:
            names = sorted([*names, *more], key=lambda name: name.start)
            days = self._dates.dated(document, clock, {name.end for name in names})
        judged = self._judge.verdicts(document, names, ranks, told, lives=lives)
        # A surname alone beside a rank is a name too.
        named = sorted(
            {name for v in judged.verdicts for name in v.person.names} | set(names), key=lambda name: name.start
        )
        particulars = (*self._particulars.found(document, names), *self._particulars.callsigns(document, names))
        facts = tuple(_facts(document, named, ranks, days, particulars)) if names else ()
        pointed = frozenset(part.start for name in more for part in name.parts)
        return Seen(document, sound, of_soldiers, over, judged, names, ranks, facts, told, pointed)

    def _unread(self, seen: Seen) -> list[Words]:
        return list(strangers(seen.document, seen.names, seen.ranks, self._lexicon, self._names.readings))


def _facts(
    document: Document,
    names: Sequence[Name],
    ranks: Sequence[Rank],
    days: Iterable[Dated],
    particulars: Iterable[Found],
) -> Iterator[Fact[Value]]:
    spans = [(name.start, name.end) for name in names]
    particulars = list(particulars)
    heading = {found.start for found in particulars if found.field is Field.RANK and found.reach is not None}
    for rank in ranks:
        if rank.start in heading:
            continue
        yield Fact(Field.RANK, rank.value, rank.start, rank.end, confidence(rank, ranks, spans))
    for day in days:
        yield Fact(
            day.field, day.value, day.start, day.end, day.confidence, day.told_at, day.reach, together=day.together
        )
    for age in ages(document):
        of_all = _OF_BOTH.match(document.low, age.start) is not None
        yield Fact(Field.AGE, age.years, age.start, age.end, 0.95, together=of_all)
    for age in bare_ages(document, [Named(name.start, name.end, name.case, name.gender) for name in names]):
        yield Fact(Field.AGE, age.years, age.start, age.end, 0.75)
    yield from particulars
