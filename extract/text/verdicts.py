# ruff: noqa: D401 - a rule's docstring is the sentence that a volunteer reads
"""Who is dead: of all whom a post names, those are subtracted whom a gate stops or of whom nothing is told."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence

from extract.text import status
from extract.text.aliases import join_aliases
from extract.text.cast import NOTED, Cast
from extract.text.denials import is_only_said
from extract.text.document import Document
from extract.text.gates import Gates
from extract.text.groups import groups
from extract.text.lexicon import Lexicon
from extract.text.morphology import Morphology
from extract.text.name import Name
from extract.text.persons import Person, call_shortly, persons
from extract.text.proofs import Proof, Proofs
from extract.text.ranks import Rank
from extract.text.readings import Readings
from extract.text.sections import Sections
from extract.text.standing import Standing, standings
from extract.text.tales import Tale
from extract.text.topics import Topics
from extract.text.verdict import Case as Case
from extract.text.verdict import Judgement as Judgement
from extract.text.verdict import Stop as Stop
from extract.text.verdict import Verdict as Verdict
from extract.text.verdict import only_one_at_work
from extract.text.wars import Wars
from sinodik.records import Status

_CROWD = 3  # sentences
_MOURNING = re.compile("скорбим|скорбит|соболезну|вечная память|светлая память|помяните|упокой")
_SOON = 60  # characters


class Judge:
    """Decides about every person of a post. It keeps nothing of what it has read."""

    def __init__(self, morphology: Morphology, lexicon: Lexicon, readings: Readings) -> None:
        self._morphology, self._cues, self._readings = morphology, lexicon.cues, readings
        self._alike = lexicon.alike
        self._wars = Wars(lexicon.cues)
        self._gates = Gates(morphology, lexicon, self._wars)

    @property
    def rules(self) -> tuple[Callable[..., object], ...]:
        """Every rule by which a person can be left out: the gates, and what is decided of persons as wholes."""
        return (
            *self._gates.all,
            self.died_otherwise,
            self._gates.is_joined_to_one_left_out,
            self._gates.is_on_a_roster,
            self.is_named_too_shortly,
            self.is_only_named,
        )

    def verdicts(
        self, document: Document, names: Sequence[Name], ranks: Sequence[Rank], told: Sequence[Tale], *, lives: bool
    ) -> Judgement:
        """Return a verdict on each person; ``lives`` where the post gives both ends of a life."""
        people = join_aliases(persons(names), self._alike)
        call_shortly(document, people, self._readings)
        named = sorted(((name, person) for person in people for name in person.names), key=lambda item: item[0].start)
        case = Case(document, [name for name, _ in named], [person for _, person in named])
        places = standings(document, case.names, ranks)
        proofs = Proofs(
            document, case.names, self._morphology, self._cues, lambda n: bool(self._gates.offices.speaks(places[n]))
        )
        free = proofs.tie(told)
        old = self._wars.may_be_old(document)
        void = self._wars.void(document, told, old=old)
        certain = {id(person) for n, person in enumerate(case.persons) if proofs.is_strong(n, void)}
        stops = self._gates.stops(case, places, certain, old=old)
        free = [tale for tale in free if tale.start not in void or (old and self._wars.is_long_ago(document, tale))]
        cast = self._cast(case, places, stops)
        unowned = self._tell(case, cast, proofs, stops, told, free, void)
        sifted = self._sifted(proofs, void, stops)
        if old:
            self._drop_long_dead(case, told, proofs.of, sifted, stops)
        denied = any(is_only_said(document, tale) for tale in told if tale.start in void)
        denied = denied or (bool(void) and not free)
        denied = denied or self._wars.took_otherwise(document, told, void)
        topic = self._topic(case, cast, stops, certain=lives or unowned) if not denied else ()
        return Judgement(self._judged(case, stops, sifted, topic), groups(case.names, case.persons, proofs))

    def _cast(self, case: Case, places: Sequence[Standing], stops: Sequence[Stop | None]) -> Cast:
        out = {
            id(p) for p, stop in zip(case.persons, stops, strict=True) if stop and stop.rule not in self._gates.hardly
        }
        acts = self._gates.offices.acts_today
        return Cast(places, case.persons, out, {n for n, stop in enumerate(stops) if stop and stop.rule == acts})

    def _tell(
        self,
        case: Case,
        cast: Cast,
        proofs: Proofs,
        stops: list[Stop | None],
        told: Sequence[Tale],
        free: Sequence[Tale],
        void: Collection[int],
    ) -> bool:
        """Give what is told in sentences without names, and in headings, to whom it is about; tell if some is left."""
        hardly, unless_told = self._gates.hardly, self._gates.unless_told
        out = {id(p) for p, stop in zip(case.persons, stops, strict=True) if stop and stop.rule not in hardly}
        if stops and stops[0] and stops[0].rule == self._gates.offices.speaks:
            out.discard(
                id(case.persons[0])
            )  # "Пётр написал маме. Погиб 5 мая": whom a post begins with it may be about
        for n, found in proofs.of.items():
            if any(proof.start in void for proof in found) and not proofs.is_strong(n, void):
                out.add(id(case.persons[n]))

        def may_be(number: int) -> bool:
            return id(case.persons[number]) not in out or proofs.is_strong(number, void)

        def might_be(number: int) -> bool:
            stop = stops[number]
            return stop is not None and stop.rule in unless_told

        sections = Sections(case.document, case.names, proofs, may_be, self._cues)
        topics = Topics(case.document, case.names, proofs, may_be, might_be, sections.leads, cast)
        topics.tell(free, void, mourned=not self._wars.took_otherwise(case.document, told, void))
        if not {id(p) for p in case.persons} <= {id(p) for n, p in enumerate(case.persons) if proofs.of.get(n)}:
            sections.tell(told, case.persons)
            self._share(case, proofs, void)
        for cue, rule in (("returned", self._gates.is_back), ("alive", self._gates.is_alive)):
            for alive in self._cues[cue].finditer(case.document.low):
                start, end = case.document.sentence(alive.start())
                for number in () if proofs.among(start, end) else topics.about(start, end):
                    stops[number] = stops[number] or Stop(rule, alive.span())
        return topics.is_unowned

    def _share(self, case: Case, proofs: Proofs, void: Collection[int]) -> None:
        """Give what is told of one whom a sentence names among others to those others too."""
        told = {
            id(person)
            for n, person in enumerate(case.persons)
            if any(p.is_grave and p.start not in void for p in proofs.of.get(n, ()))
        }
        for order in (range(len(case.names) - 1), range(len(case.names) - 2, -1, -1)):
            for number in order:
                one, other = id(case.persons[number]), id(case.persons[number + 1])
                if (one in told) != (other in told):
                    taker, giver = (number + 1, number) if one in told else (number, number + 1)
                    name, given = case.names[giver], proofs.of.get(giver, ())
                    alone = not given and self._is_told_alone(case, proofs, giver)
                    if (
                        proofs.joined(number)
                        and not alone
                        and (not given or any(proofs.shares(number, proof) for proof in given))
                    ):
                        among = Proof(name.start, name.end, Status.DEAD, "named_among_the_dead", weak=True)
                        proofs.of[taker].append(among)
                        told.add(id(case.persons[taker]))

    def _is_told_alone(self, case: Case, proofs: Proofs, giver: int) -> bool:
        """Tell whether only words that tell of one tell of him: "Пётр, Иван и Олег. … Олег погиб"."""
        own = [n for n, person in enumerate(case.persons) if person is case.persons[giver]]
        told = [proof for n in own for proof in proofs.of.get(n, ()) if proof.is_grave]
        return bool(told) and all(proof.alone and not proof.weak for proof in told)

    def died_otherwise(self, person: Person) -> bool:
        """A death is told of this person, but one of an earlier war, an accident or an illness."""
        return bool(person)

    def is_named_too_shortly(self, person: Person) -> bool:
        """Named without a surname, and nothing is told of what became of this person."""
        return not person.has_surname

    def is_only_named(self, person: Person) -> bool:
        """Only named: of others in the post it is told that they died, of this one nothing."""
        return bool(person)

    def _sifted(self, proofs: Proofs, void: Collection[int], stops: list[Stop | None]) -> Mapping[int, list[Proof]]:
        """Leave out what is told of an earlier war or of an accident, or stands in a sentence that takes it back."""
        for number, found in proofs.of.items():
            lost = next((proof for proof in found if proof.start in void), None)
            if lost and not stops[number] and all(proof.weak or proof.start in void for proof in found):
                stops[number] = Stop(self.died_otherwise, (lost.start, lost.end))
        return {
            number: [
                proof
                for proof in found
                if proof.start not in void
                and not (proof.status is Status.DEAD and self._gates.tells_of_life(stops[number]))
            ]
            for number, found in proofs.of.items()
        }

    def _drop_long_dead(
        self,
        case: Case,
        told: Sequence[Tale],
        tied: Mapping[int, Sequence[Proof]],
        proofs: Mapping[int, list[Proof]],
        stops: list[Stop | None],
    ) -> None:
        """Leave out whom an earlier war took: what else is told of him, his burial or an award, is of then too."""
        old = {tale.start for tale in told if self._wars.is_of_an_old_war(case.document, tale)}
        long_dead = {
            id(case.persons[n]): (p.start, p.end)
            for n, found in tied.items()
            for p in found
            if p.start in old and not p.weak and p.status is Status.DEAD
        }
        for number, person in enumerate(case.persons):
            if (death := long_dead.get(id(person))) and (found := proofs.get(number)):
                new = [p for p in found if p.start < death[0] or self._wars.is_new(case.document, p.start)]
                if len(new) < len(found):
                    found[:] = new
                    stops[number] = stops[number] or Stop(self.died_otherwise, death)

    def _judged(
        self,
        case: Case,
        stops: Sequence[Stop | None],
        proofs: Mapping[int, list[Proof]],
        topic: Collection[int],
    ) -> list[Verdict]:
        numbers: dict[int, list[int]] = defaultdict(list)
        for number, person in enumerate(case.persons):
            numbers[id(person)].append(number)
        if any(proof.is_grave for found in proofs.values() for proof in found):
            topic = ()
        verdicts = []
        for own in numbers.values():
            found = [proof for number in own for proof in proofs.get(number, ())]
            person = case.persons[own[0]]
            verdict = self._verdict(person, [s for n in own if (s := stops[n])], found, id(person) in topic)
            verdict.person.living = verdict.stop is not None
            verdicts.append(verdict)
        return verdicts

    def _topic(self, case: Case, cast: Cast, stops: Sequence[Stop | None], *, certain: bool) -> set[int]:
        """Return the persons whom a post is about that tells a death but nobody's: those of the first free sentence.

        A post that names many in passing, or tells of one that he died otherwise or lives, is about none of them. Where
        it is not ``certain`` that a death is told of somebody here, his sentence must tell of him as notices do.
        """
        elsewhere = (*self._gates.elsewhere, self.died_otherwise)
        named = [n for n, name in enumerate(case.names) if not stops[n] and len(name.parts) > 1]
        if certain and not named:
            named = only_one_at_work(case, stops, self._gates.offices.holds_an_office)
        sentences = [case.document.sentence_number(case.names[n].start) for n in named]
        if len(set(sentences)) >= _CROWD or any(stop and stop.rule in elsewhere for stop in stops):
            return set()
        best = cast.protagonist((), "") if certain else None
        if best is not None:
            return {id(case.persons[best])}
        first = [n for n, at in zip(named, sentences, strict=True) if at == sentences[0]]
        noted = certain or (not self._wars.is_collective(case.document) and any(self._is_noted(case, n) for n in first))
        return {id(case.persons[n]) for n in first} if noted else set()

    def _is_noted(self, case: Case, number: int) -> bool:
        """Tell whether an age, a rank or a way into the war stands beside a name, or the name alone among mourners."""
        start, end = case.document.sentence(case.names[number].start)
        low = case.document.low
        bare = not re.search("[а-я]", low[start : case.names[number].start] + low[case.names[number].end : end])
        return NOTED.search(low, start, end + _SOON) is not None or (bare and _MOURNING.search(low) is not None)

    def _is_taken_back(self, alive: Stop, proof: Proof) -> bool:
        """Tell whether he of whom a death was told before lives, or a captive came back."""
        if proof.status is not Status.DEAD:
            return alive.rule == self._gates.is_back
        return bool(alive.words and proof.start < alive.words[0])

    def _verdict(self, person: Person, stops: Sequence[Stop], told: Sequence[Proof], is_topic: bool) -> Verdict:
        strong = [proof for proof in told if not proof.weak]
        proof = next(iter(strong or told), None)
        alive = next((stop for stop in stops if self._gates.tells_of_life(stop)), None)
        if final := next((stop for stop in stops if stop.rule in self._gates.final), None):
            return Verdict(person, final, proof)
        lives = next((p for p in reversed(strong or told) if p.status is Status.OTHER), None)
        strong = [proof for proof in strong if proof.status is not Status.OTHER]
        if lives and not any(p.start > lives.start or p.status is Status.CAPTURED for p in strong):
            return Verdict(person, Stop(self._gates.is_alive, (lives.start, lives.end)), lives)
        if alive and all(self._is_taken_back(alive, p) for p in strong):
            return Verdict(person, alive, proof)
        if stops and not strong and not (is_topic and stops[0].rule == self._gates.offices.holds_an_office):
            return Verdict(person, stops[0], proof)
        listed = any(p.rule == "stands_in_the_list" for p in told)
        if not strong and len(person.parts) == 1 and not (listed and person.has_surname):
            return Verdict(person, Stop(self.is_named_too_shortly, None), proof)
        if not strong and not person.has_surname and not listed:
            return Verdict(person, Stop(self.is_named_too_shortly, None), proof)
        if not told and not is_topic:
            return Verdict(person, Stop(self.is_only_named, None), None)
        since = [p for p in strong if lives and p.start > lives.start]  # "накрыло Петра; он живой, рука ранена"
        return Verdict(person, None, proof, status.of(since or told))
