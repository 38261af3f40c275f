"""Whose each fact of a post is: one person's, several persons', or all the dead's."""

import re
from collections.abc import Iterator, Sequence

from extract.text.attach import Owners
from extract.text.document import Document
from extract.text.found import Fact
from extract.text.name import Name
from extract.text.outcome import Given
from extract.text.persons import Person
from extract.text.respective import respectively
from extract.text.standing import Words
from extract.text.verdict import Verdict
from extract.text.weighing import Seen
from sinodik.records import Field, Status, Value

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


def given(seen: Seen, verdicts: Sequence[Verdict], unread: Sequence[Words]) -> list[Given]:
    """Return whose each fact is; ``unread`` are where names stand that no rule reads: what is beside them is theirs."""
    document, names, facts = seen.document, seen.names, seen.facts
    dead = [verdict.person for verdict in verdicts if not verdict.stop]
    fallen = [verdict.person for verdict in verdicts if not verdict.stop and verdict.status is Status.DEAD]
    if not dead:
        return []
    owners = Owners(document, [verdict.person for verdict in verdicts], unread, seen.judged.groups)
    listed_from = min([*(name.start for name in names), *(start for start, _ in unread)], default=0)
    kept = [fact for fact in facts if not document.holds_a_number(fact.start, fact.end)]
    apiece = respectively(document, kept, dead)
    came_over = _came_over(document, kept, names, dead)
    own = owners.listed((fact.field, fact.start) for fact in kept)
    found = []
    for fact in kept:
        if fact.start in apiece and fact.field is Field.AGE:
            found.append(Given(fact, [apiece[fact.start]], shared=False))
            continue
        common = fact.field is Field.BURIAL and _is_common(document, fact, kept, names)
        if fact.start not in own and (common or fact is came_over or _is_shared(document, fact, listed_from)):
            of_all = fallen if fact.field in _OF_ALL else dead
            found.append(Given(fact, of_all, shared=True))
        else:
            found.append(Given(fact, _owners(owners, dead, fact, alone=fact.start in own), shared=False))
    return [*found, *_fell_with_another(document, verdicts, found)]


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
