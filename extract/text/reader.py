"""From a post to the mentions of the dead in it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Self

from extract.calibration import Calibration
from extract.text import lexicon as lexicons
from extract.text import morphology as morphologies
from extract.text.ages import ages
from extract.text.anchor import Clock
from extract.text.attach import Owners
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
from extract.text.outcome import Given, Outcome
from extract.text.particulars import Particulars
from extract.text.persons import Person
from extract.text.ranks import Rank, RankFinder, confidence
from extract.text.reasons import Explainer
from extract.text.respective import respectively
from extract.text.roles import DateFinder
from extract.text.rows import Named
from extract.text.strangers import strangers
from extract.text.tales import tales
from extract.text.verdicts import Judge, Verdict
from extract.text.wars import Wars
from extract.text.weighing import FEW, HOPELESS, Over, Seen, Signs, Weighing
from sinodik.lexicon import NameLexicon
from sinodik.records import Claim, Evidence, Field, Mention, Status, Value

EXTRACTOR = "text"
VERSION = "7"

_DEATHS = (Field.DEATH, Field.BURIAL)
_OF_ALL = (Field.DEATH, Field.BURIAL, Field.CEMETERY)
# "Похоронили лётчиков 4 августа", "все пятеро похоронены", "похороны одни на двоих".
_WITH_HIM = re.compile(r"(?<![а-я])вместе с (?:ним|ней|ними|[а-я]+)(?![а-я])")
_SEVERAL = re.compile(
    r"(?:хорон[а-я]*|предали земле|прощани[а-я]*|простились|погиб[а-я]*|провож[а-я]*)(?: [а-я]+){0,2} "
    r"(?:всех|разом|обоих|двоих|троих"
    r"|четверых|пятерых|летчиков|бойцов|воинов|солдат|друзей|братьев|земляков|героев|ребят|парней)(?![а-я])"
    r"|(?<![а-я])(?:все|всех|оба|обоих|обе|обеих)(?: [а-я]+){0,3}"
    r" (?:похорон|хорон|погиб|преда[нл]|отпе[лв]|не стало|прост[яи]|прощ|убит)"
    r"|погибли (?:вместе|рядом|в один день)(?![а-я])"
)
# «Ордена Мужества переданы родным Кедрова, Белова и Рыбина.»
# «Командир Кедров, наводчик Белов. Их танк накрыло 5 марта»: what came over them came over all.
_CAME_OVER = re.compile(
    r"(?<![а-я])(?:случил(?:ось|ась)|произош(?:ло|ла)|накрыло|их(?![а-я])|они|экипаж|расчет|машину|танк)"
)
_OF_ONE_MAN = re.compile(r"(?<![а-я])(?:он|она|его|ее|ему|ей|погиб|погибла|умер|скончался)(?![а-я])")
_AWARDS = re.compile(r"(?<![а-я])(?:ордена|медали|орденами|медалями|награждены|удостоены|переданы|вручены)(?![а-я])")
_OF_BOTH = re.compile(r"(?:им|обоим|всем|каждому)(?![а-я])")
# «Оба мобилизованы 26 сентября», «Все трое похоронены рядом».
_BEGIN_WITH_ALL = re.compile(
    r"\W*(?:оба|обе|обоих|обоим|все (?:двое|трое|четверо|пятеро|шестеро)"
    r"|все[хм] (?:двоих|троих|четверых|пятерых|двоим|троим))"
    r"(?![а-я])"
)
_OF_ONE = frozenset({Field.RANK, Field.CALLSIGN, Field.AGE, Field.BIRTH})
_BIOGRAPHY = frozenset(
    {
        Field.BIRTH,
        Field.MOBILISED,
        Field.SETTLEMENT,
        Field.DISTRICT,
        Field.REGION,
        Field.SCHOOL,
        Field.AWARD,
        Field.CALLSIGN,
    }
)
_SERVICE = frozenset({Field.RANK, Field.BRANCH, Field.UNIT, Field.AWARD, Field.CALLSIGN})
_CIVIL = (Field.OCCUPATION, Field.SCHOOL)
_WAYS_IN = ("мобилизованный", "контрактник", "доброволец", "срочник")  # branches that tell how he came to the army
_OF_THE_DEAD = (*_DEATHS, Field.CEMETERY)


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
        given = self._given(seen, verdicts)
        return Outcome(seen.document, None, verdicts, given, seen.pointed)

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

    def _given(self, seen: Seen, verdicts: Sequence[Verdict]) -> list[Given]:
        """Return whose each fact is."""
        document, names, facts = seen.document, seen.names, seen.facts
        dead = [verdict.person for verdict in verdicts if not verdict.stop]
        fallen = [verdict.person for verdict in verdicts if not verdict.stop and verdict.status is Status.DEAD]
        if not dead:
            return []
        unread = list(strangers(document, names, seen.ranks, self._lexicon, self._names.readings))
        owners = Owners(document, [verdict.person for verdict in verdicts], unread, seen.judged.groups)
        listed_from = min([*(name.start for name in names), *(start for start, _ in unread)], default=0)
        kept = [fact for fact in facts if not document.holds_a_number(fact.start, fact.end)]
        apiece = respectively(document, kept, dead)
        came_over = _came_over(document, kept, names, dead)
        own = owners.listed((fact.field, fact.start) for fact in kept)
        given = []
        for fact in kept:
            if fact.start in apiece and fact.field is Field.AGE:
                given.append(Given(fact, [apiece[fact.start]], shared=False))
                continue
            common = fact.field is Field.BURIAL and _is_common(document, fact, kept, names)
            if fact.start not in own and (common or fact is came_over or _is_shared(document, fact, listed_from)):
                of_all = fallen if fact.field in _OF_ALL else dead
                given.append(Given(fact, of_all, shared=True))
            else:
                given.append(Given(fact, _owners(owners, dead, fact, alone=fact.start in own), shared=False))
        return [*given, *_fell_with_another(document, verdicts, given)]


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


def _fell_with_another(document: Document, verdicts: Sequence[Verdict], given: Sequence[Given]) -> Iterator[Given]:
    """Yield the day of death, told of another, to those who fell together with him: "Вместе с ним погиб …"."""
    deaths = [one for one in given if one.fact.field is Field.DEATH]
    for verdict in verdicts if deaths else ():
        proof = verdict.proof
        dated = any(verdict.person is owner for one in deaths for owner in one.persons)
        if proof and not dated and not verdict.stop and _WITH_HIM.search(document.low, *document.sentence(proof.start)):
            before = [one for one in deaths if one.fact.start < proof.end]
            yield Given((before or deaths)[-1].fact, [verdict.person], shared=False)


def _is_shared(document: Document, fact: Fact[Value], listed_from: int) -> bool:
    """Tell whether a death is all the dead's: "погибли", or in a sentence of its own before the first name."""
    start, end = document.sentence(fact.start)
    if fact.reach is not None:
        return False
    if fact.together or (fact.field in _OF_THE_DEAD and end <= listed_from):
        return True
    if fact.field not in _OF_ONE and _BEGIN_WITH_ALL.match(document.low, start):
        return True
    return fact.field in _OF_ALL and _SEVERAL.search(document.low, start, end) is not None


def _came_over(
    document: Document, facts: Sequence[Fact[Value]], names: Sequence[Name], dead: Sequence[Person]
) -> Fact[Value] | None:
    """Return the only day of death of a post, where it is told of what befell those whom the sentence before names."""
    deaths = [fact for fact in facts if fact.field is Field.DEATH]
    if len(deaths) != 1 or len(dead) < 2:
        return None
    begin, end = document.sentence(deaths[0].start)
    told = document.low[begin:end]
    if not begin or not _CAME_OVER.search(told) or _OF_ONE_MAN.search(told):
        return None
    if any(begin <= name.start < end for name in names):
        return None
    before = document.sentence(begin - 1)
    all_before = all(any(before[0] <= name.start < before[1] for name in person.names) for person in dead)
    return deaths[0] if all_before else None


def _is_common(document: Document, fact: Fact[Value], facts: Sequence[Fact[Value]], names: Sequence[Name]) -> bool:
    """Tell whether those who fell on one day are buried on one: the only such days of a post, in no name's sentence."""
    if any(len({str(other.value) for other in facts if other.field is field}) > 1 for field in _DEATHS):
        return False
    begin, end = document.sentence(fact.start)
    fell = any(other.field is Field.DEATH for other in facts)
    return fell and fact.reach is None and not any(begin <= name.start < end for name in names)


def _is_posthumous(fact: Fact[Value]) -> bool:
    return fact.field is Field.AWARD and str(fact.value).endswith(", посмертно")


def _owners(owners: Owners, dead: Sequence[Person], fact: Fact[Value], *, alone: bool) -> list[Person]:
    """Return whose a fact is: of what heads a list, all whom the list names; ``alone`` if it can be but one's."""
    if fact.reach is not None:
        return [p for p in dead if any(fact.end <= name.start < fact.reach for name in p.names)]
    start, end = (fact.start, fact.end) if fact.told_at is None else (fact.told_at, fact.told_at)
    if (fact.field in _SERVICE or fact.field in _CIVIL) and owners.is_a_relatives(start):
        return []
    if fact.field in _SERVICE and (rest := owners.rest(start)):
        return rest
    of_the_dead = fact.field in _OF_THE_DEAD or _is_posthumous(fact)
    of_the_dead = of_the_dead or (fact.field is Field.AWARD and owners.is_handed_over(fact.start, fact.end))
    biography = fact.field in _BIOGRAPHY or fact.value in _WAYS_IN
    person = owners.owner(start, end, of_the_dead=of_the_dead, biography=biography)
    if person is None or alone:
        return [person] if person else []
    if fact.field is Field.AWARD and _AWARDS.search(owners.sentence(start)):
        return owners.together(person, start)
    return owners.together(person, start) if fact.field in _OF_ALL else [person]
