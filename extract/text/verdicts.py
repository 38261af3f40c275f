# ruff: noqa: D401 - a rule's docstring is the sentence that a volunteer reads
"""Who is dead: of all whom a post names, those are subtracted whom a gate stops or of whom nothing is told."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from extract.text import status
from extract.text.document import Document
from extract.text.groups import Group, groups
from extract.text.kinship import Kinship
from extract.text.lexicon import Lexicon
from extract.text.morphology import Morphology
from extract.text.name import Name
from extract.text.offices import Offices
from extract.text.persons import Person, call_shortly, persons
from extract.text.proofs import Proof, Proofs
from extract.text.ranks import Rank
from extract.text.readings import Readings
from extract.text.sections import Sections
from extract.text.standing import Standing, Words, standings
from extract.text.tales import Tale
from extract.text.topics import Topics
from extract.text.wars import Wars
from sinodik.records import Status

Gate = Callable[[Standing], Words | None]


_JOINTS = (", ", " и ", ", и ", " а также ", ", а также ")
_CROWD = 3  # sentences


class Stop(NamedTuple):
    """The rule that left a person out, and the words that carried it."""

    rule: Callable[..., object]
    words: Words | None


class Verdict(NamedTuple):
    """What is held of one person: recorded with a status, or left out by a rule. ``proof`` is what tells of him."""

    person: Person
    stop: Stop | None
    proof: Proof | None
    status: Status = Status.DEAD


class Judgement(NamedTuple):
    """A verdict on each person, in the order in which they are first named, and who is named together."""

    verdicts: Sequence[Verdict] = ()
    groups: Sequence[Group] = ()


class Case(NamedTuple):
    """Every name of a post in order, in full or short, and for each whose it is."""

    document: Document
    names: Sequence[Name]
    persons: Sequence[Person]


class Judge:
    """Decides about every person of a post. It keeps nothing of what it has read."""

    def __init__(self, morphology: Morphology, lexicon: Lexicon, readings: Readings) -> None:
        self._morphology, self._cues, self._readings = morphology, lexicon.cues, readings
        self._kinship = Kinship(morphology, lexicon.kin)
        self._offices = Offices(morphology, lexicon.cues)
        self._wars = Wars(lexicon.cues)
        kin, offices = self._kinship, self._offices
        # Every reason to leave a name out, in the order in which they are asked.
        self.gates: tuple[Gate, ...] = (
            self.is_alive,
            self._wars.fell_in_an_old_war,
            kin.is_a_relative,
            kin.belongs_to_a_dead,
            kin.is_bereaved,
            kin.is_married_to_a_dead,
            offices.lends_a_name,
            offices.holds_an_office,
            offices.speaks,
            offices.is_to_be_contacted,
            offices.is_consoled,
        )

    @property
    def rules(self) -> tuple[Callable[..., object], ...]:
        """Every rule by which a person can be left out: the gates, and what is decided of persons as wholes."""
        return (
            *self.gates,
            self.died_otherwise,
            self.is_joined_to_one_left_out,
            self.is_named_too_shortly,
            self.is_only_named,
        )

    def verdicts(
        self, document: Document, names: Sequence[Name], ranks: Sequence[Rank], told: Sequence[Tale]
    ) -> Judgement:
        """Return a verdict on each person."""
        people = persons(names)
        call_shortly(document, people, self._readings)
        named = sorted(((name, person) for person in people for name in person.names), key=lambda item: item[0].start)
        case = Case(document, [name for name, _ in named], [person for _, person in named])
        places = standings(document, case.names, ranks)
        proofs = Proofs(
            document, case.names, self._morphology, self._cues, lambda n: bool(self._offices.speaks(places[n]))
        )
        free = proofs.tie(told)
        old = self._wars.may_be_old(document)
        void = self._wars.void(document, told, old=old)
        stops = self._with_joined(case, self._stops(case, places, proofs, void, old=old))
        free = [tale for tale in free if tale.start not in void or (old and self._wars.is_long_ago(document, tale))]
        self._tell(case, proofs, stops, told, free, void)
        sifted = self._sifted(proofs, void, stops)
        if old:
            self._drop_long_dead(case, told, proofs.of, sifted, stops)
        denied = any(self._wars.is_only_said(document, tale) for tale in told if tale.start in void)
        return Judgement(self._judged(case, stops, sifted, denied=denied), groups(case.names, case.persons, proofs))

    def _tell(
        self,
        case: Case,
        proofs: Proofs,
        stops: list[Stop | None],
        told: Sequence[Tale],
        free: Sequence[Tale],
        void: Collection[int],
    ) -> None:
        """Give what is told in sentences without names, and in headings, to whom it is about."""
        soft = (self._offices.lends_a_name,)
        out = {id(p) for p, stop in zip(case.persons, stops, strict=True) if stop and stop.rule not in soft}
        if stops and stops[0] and stops[0].rule == self._offices.speaks:
            out.discard(
                id(case.persons[0])
            )  # "Пётр написал маме. Погиб 5 мая": whom a post begins with it may be about
        for n, found in proofs.of.items():
            if any(proof.start in void for proof in found) and not proofs.is_strong(n, void):
                out.add(id(case.persons[n]))

        def may_be(number: int) -> bool:
            return id(case.persons[number]) not in out or proofs.is_strong(number, void)

        sections = Sections(case.document, case.names, proofs, may_be, self._cues)
        topics = Topics(case.document, case.names, proofs, may_be, sections.leads)
        topics.tell(free, void)
        if not {id(p) for p in case.persons} <= {id(p) for n, p in enumerate(case.persons) if proofs.of.get(n)}:
            sections.tell(told, case.persons)
            self._share(case, proofs)
        for alive in self._cues["alive"].finditer(case.document.low):
            start, end = case.document.sentence(alive.start())
            if not proofs.among(start, end):
                for number in topics.about(start, end):
                    stops[number] = stops[number] or Stop(self.is_alive, alive.span())

    def _share(self, case: Case, proofs: Proofs) -> None:
        """Give what is told of one whom a sentence names among others to those others too."""
        told = {id(person) for n, person in enumerate(case.persons) if proofs.of.get(n)}
        for order in (range(len(case.names) - 1), range(len(case.names) - 2, -1, -1)):
            for number in order:
                one, other = id(case.persons[number]), id(case.persons[number + 1])
                if (one in told) != (other in told):
                    taker, giver = (number + 1, number) if one in told else (number, number + 1)
                    name, given = case.names[giver], proofs.of.get(giver, ())
                    if proofs.joined(number) and (not given or any(proofs.shares(number, proof) for proof in given)):
                        among = Proof(name.start, name.end, Status.DEAD, "named_among_the_dead", weak=True)
                        proofs.of[taker].append(among)
                        told.add(id(case.persons[taker]))

    def _stops(
        self, case: Case, places: Sequence[Standing], proofs: Proofs, void: Collection[int], *, old: bool
    ) -> list[Stop | None]:
        """Ask the gates about every name; of whom a death is told in words only whether he lives after all."""
        told = {id(person) for n, person in enumerate(case.persons) if proofs.is_strong(n, void)}
        gates = self.gates if old else (self.is_alive, *self.gates[2:])
        if not self._cues["alive"].search(case.document.low):
            gates = gates[1:]
        few = gates[:1] if gates and gates[0] == self.is_alive else ()
        # Whoever else stands beside a bare surname or given name says little of it.
        return [
            self._stop(place, few if id(person) in told or len(place.name.parts) == 1 else gates)
            for place, person in zip(places, case.persons, strict=True)
        ]

    def _stop(self, place: Standing, gates: Sequence[Gate]) -> Stop | None:
        for gate in gates:
            if words := gate(place):
                return Stop(gate, words)
        return None

    def _with_joined(self, case: Case, stops: Sequence[Stop | None]) -> list[Stop | None]:
        """Stop also whoever is joined by "и" or a comma to a stopped one: "спасибо Олегу Рыбину и Анне Седовой"."""
        result: list[Stop | None] = []
        for index, (name, stop) in enumerate(zip(case.names, stops, strict=True)):
            before = case.names[index - 1] if index else None
            joint = case.document.low[before.end : name.start] if before else ""
            if before and not stop and result[-1] and before.case == name.case and joint in _JOINTS:
                stop = Stop(self.is_joined_to_one_left_out, (before.start, before.end))
            result.append(stop)
        return result

    def is_alive(self, place: Standing) -> Words | None:
        """Said to be alive, found or back, or to have been taken for dead by mistake."""
        return place.search(self._cues["alive"])

    def died_otherwise(self, person: Person) -> bool:
        """A death is told of this person, but one of an earlier war, an accident or an illness."""
        return bool(person)

    def is_joined_to_one_left_out(self, person: Person) -> bool:
        """Joined by "and" or a comma to somebody who is left out."""
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
                if proof.start not in void and not (proof.status is Status.DEAD and self._is_alive(stops[number]))
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

    def _is_alive(self, stop: Stop | None) -> bool:
        return stop is not None and stop.rule == self.is_alive

    def _judged(
        self, case: Case, stops: Sequence[Stop | None], proofs: Mapping[int, list[Proof]], *, denied: bool
    ) -> list[Verdict]:
        numbers: dict[int, list[int]] = defaultdict(list)
        for number, person in enumerate(case.persons):
            numbers[id(person)].append(number)
        elsewhere = (self._wars.fell_in_an_old_war, self.died_otherwise, self.is_alive)
        any_told = any(proof.is_grave for found in proofs.values() for proof in found)
        any_told = (
            any_told
            or denied
            or self._wars.is_collective(case.document)
            or any(stop and stop.rule in elsewhere for stop in stops)
            or self._is_a_crowd(case, stops)
        )
        verdicts = []
        for own in numbers.values():
            found = [proof for number in own for proof in proofs.get(number, ())]
            verdict = self._verdict(case.persons[own[0]], [s for n in own if (s := stops[n])], found, any_told)
            verdict.person.living = verdict.stop is not None
            verdicts.append(verdict)
        return verdicts

    def _is_a_crowd(self, case: Case, stops: Sequence[Stop | None]) -> bool:
        """Tell whether so many are named in passing, each in a sentence of his own, that the post is about no one."""
        free = [name for name, stop in zip(case.names, stops, strict=True) if not stop and len(name.parts) > 1]
        return len({case.document.sentence_number(name.start) for name in free}) >= _CROWD

    def _verdict(self, person: Person, stops: Sequence[Stop], told: Sequence[Proof], any_told: bool) -> Verdict:
        strong = [proof for proof in told if not proof.weak]
        proof = next(iter(strong or told), None)
        alive = next((stop for stop in stops if self._is_alive(stop)), None)
        lives = next((p for p in reversed(strong) if p.status is Status.OTHER), None)
        strong = [proof for proof in strong if proof.status is not Status.OTHER]
        if lives and not any(p.start > lives.start or p.status is not Status.DEAD for p in strong):
            return Verdict(person, Stop(self.is_alive, (lives.start, lives.end)), lives)
        if alive and alive.words and all(p.status is Status.DEAD and p.start < alive.words[0] for p in strong):
            return Verdict(person, alive, proof)
        if stops and not strong:
            return Verdict(person, stops[0], proof)
        if not strong and len(person.parts) == 1:
            return Verdict(person, Stop(self.is_named_too_shortly, None), proof)
        if not strong and not person.has_surname and not any(p.rule == "stands_in_the_list" for p in told):
            return Verdict(person, Stop(self.is_named_too_shortly, None), proof)
        if not told and any_told:
            return Verdict(person, Stop(self.is_only_named, None), None)
        return Verdict(person, None, proof, status.of(told))
