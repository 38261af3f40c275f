# ruff: noqa: D401 - a gate's docstring is the sentence that a volunteer reads
"""Every reason to leave a name out that stands beside it, in the order in which they are asked."""

import re
from collections.abc import Callable, Collection, Sequence

from extract.text.kinship import Kinship
from extract.text.lexicon import Lexicon
from extract.text.morphology import Morphology
from extract.text.name import Name
from extract.text.offices import Offices
from extract.text.persons import Person
from extract.text.standing import Standing, Words
from extract.text.verdict import Case, Stop
from extract.text.wars import Wars

Gate = Callable[[Standing], Words | None]

_BACK = re.compile(r"(?<![а-я])(?:дома|на связи|с нами|в строю)(?![а-я])")
# "Наш Максим Кедров снова дома!", but not where a funeral brings him home.
_AT_HOME = re.compile(rf",? (?:(?:уже|снова|опять|теперь|наконец|наконец-то|жив и) )*{_BACK.pattern}\s*(?:[!.,;)—–]|$)")
_LAST_WAY = re.compile(r"похорон(?!ил)|прощани|панихид|отпеван|(?<![а-я])(?:гроб|тело|телом|могил)|памят[ьи](?![а-я])")
_JOINTS = (", ", " и ", ", и ", " а также ", ", а также ")


class Gates:
    """Stops the names of the living, and of the dead of earlier wars."""

    def __init__(self, morphology: Morphology, lexicon: Lexicon, wars: Wars) -> None:
        self._cues, self.offices = lexicon.cues, Offices(morphology, lexicon.cues)
        kin, offices = Kinship(morphology, lexicon.kin), self.offices
        self.all: tuple[Gate, ...] = (
            self.is_alive,
            wars.fell_in_an_old_war,
            kin.is_a_relative,
            kin.belongs_to_a_dead,
            kin.is_bereaved,
            kin.is_married_to_a_dead,
            offices.lends_a_name,
            offices.holds_an_office,
            offices.speaks,
            offices.is_to_be_contacted,
            offices.is_consoled,
            offices.acts_today,
            offices.signs,
        )
        # Whom these stop may still be whom the post is about.
        self.hardly = (offices.lends_a_name, offices.acts_today)
        # And these, if the next sentence goes on about him: "Внук — Пётр Кедров. Погиб 3 мая".
        self.unless_told = (kin.is_a_relative, kin.is_married_to_a_dead, offices.holds_an_office)

    def stops(self, case: Case, places: Sequence[Standing], told: Collection[int], *, old: bool) -> list[Stop | None]:
        """Ask about every name; of the persons (by ``id``) of whom it is ``told`` only whether they live after all.

        ``old`` where the post may be about an earlier war.
        """
        gates = self.all if old else (self.is_alive, *self.all[2:])
        if not (self._cues["alive"].search(case.document.low) or _BACK.search(case.document.low)):
            gates = gates[1:]
        few = gates[:1] if gates[0] == self.is_alive else ()
        # Whoever else stands beside a bare surname or given name says little of it.
        stops = [
            _stop(place, few if id(person) in told or len(place.name.parts) == 1 else gates)
            for place, person in zip(places, case.persons, strict=True)
        ]
        if not any(stop is None and len(name.parts) > 1 for stop, name in zip(stops, case.names, strict=True)):
            # Nobody else is there: whoever stands alone at the end is whom the post is about.
            stops = [None if stop and stop.rule == self.offices.signs else stop for stop in stops]
        return self._with_joined(case, stops)

    def _with_joined(self, case: Case, stops: Sequence[Stop | None]) -> list[Stop | None]:
        """Stop also whoever is joined by "и" or a comma to a stopped one: "спасибо Олегу Рыбину и Анне Седовой"."""
        result: list[Stop | None] = []
        for index, (name, stop) in enumerate(zip(case.names, stops, strict=True)):
            before = case.names[index - 1] if index else None
            joint = case.document.low[before.end : name.start] if before else ""
            alike = before and (before.case == name.case or _has_initials(before) or _has_initials(name))
            if before and not stop and result[-1] and alike and joint in _JOINTS:
                stop = Stop(self.is_joined_to_one_left_out, (before.start, before.end))
            result.append(stop)
        return result

    def is_alive(self, place: Standing) -> Words | None:
        """Said to be alive, found or back, or to have been taken for dead by mistake."""
        if (at_home := _AT_HOME.match(place.after)) and not _LAST_WAY.search(place.document.low):
            return place.name.end, place.name.end + at_home.end()
        return place.search(self._cues["alive"])

    def is_joined_to_one_left_out(self, person: Person) -> bool:
        """Joined by "and" or a comma to somebody who is left out."""
        return bool(person)


def _has_initials(name: Name) -> bool:
    """Tell whether initials hide in which case a name stands."""
    return any(part.value.endswith(".") for part in name.parts)


def _stop(place: Standing, gates: Sequence[Gate]) -> Stop | None:
    for gate in gates:
        if words := gate(place):
            return Stop(gate, words)
    return None
