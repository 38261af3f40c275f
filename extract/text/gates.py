# ruff: noqa: D401 - a gate's docstring is the sentence that a volunteer reads
"""Every reason to leave a name out that stands beside it, in the order in which they are asked."""

import re
from collections.abc import Callable, Collection, Sequence

from extract.text.kinship import Kinship
from extract.text.lexicon import Lexicon
from extract.text.marks import Marks, legend
from extract.text.morphology import Morphology
from extract.text.offices import Offices, has_initials
from extract.text.persons import Person
from extract.text.rosters import rosters
from extract.text.standing import Standing, Words
from extract.text.verdict import Case, Stop
from extract.text.wars import Wars

Gate = Callable[[Standing], Words | None]

_BACK = re.compile(r"(?<![а-я])(?:дома|на связи|с нами|в строю)(?![а-я])")
# "Наш Максим Кедров снова дома!", but not where a funeral brings him home.
_AT_HOME = re.compile(rf",? (?:(?:уже|снова|опять|теперь|наконец|наконец-то|жив и) )*{_BACK.pattern}\s*(?:[!.,;)—–]|$)")
# "Обмен состоялся! Дома наш Максим Кедров".
_HOME_IS = re.compile(
    r"\W*(?:(?:и|вот|он|снова|опять|уже|наконец|наконец-то|теперь|сегодня) )*дома(?: ?[!,:—–-])? "
    r"(?:(?:наш|рядовой|[а-я]*сержант|ефрейтор|старшина|земляк|боец) )*"
)
# «Образец: «Иванов Иван Иванович, погиб …»»: nobody.
_BRAVE = "(?:мужеств|отваг|стойк|добле|геро|служ|верност|самоотв)"  # "образец мужества"
_SAMPLE = re.compile(
    rf"(?<![а-я])(?:образ(?:ец|ца|цу|цом|це)(?! {_BRAVE})|шаблон|макет|бланк"
    r"|пример (?:заполн|надпис|оформл|текст|таблич|гравир)[а-я]+)"
    r"(?: (?:[а-я]+|№? ?\d+)){0,4} ?[:(«—–-]\s*[^.!?\n]{0,90}$"
    r"|(?<![а-я])(?:например|к примеру|допустим|пример) ?[:,][^.!?\n]{0,60}[«\"][^»\"\n]{0,60}$"
    r"|(?<![а-я])пример ?: ?(?:[а-я]+ ){0,3}$"
    r"|\((?:например|к примеру|допустим|пример|образец|вида)[:,—– ]+(?:[а-я]+[:,]? ){0,3}$"
    r"|(?:ф\.? ?и\.? ?о\.?|фамили[яюи],? имя,?(?: и)? отчество(?: полностью)?) ?\($"
)
_LAST_WAY = re.compile(r"похорон(?!ил)|прощани|панихид|отпеван|(?<![а-я])(?:гроб|тело|телом|могил)|памят[ьи](?![а-я])")
_FROM_SAMPLE = 160  # characters
_HEAD = 60  # characters from the beginning of a line to the name that it is about
_PLURAL = re.compile(r"(?:ли|[уюая]т)(?:сь|ся)?$")  # "рассказали"
_JOINTS = (", ", " и ", ", и ", " а также ", ", а также ")


class Gates:
    """Stops the names of the living, and of the dead of earlier wars."""

    def __init__(self, morphology: Morphology, lexicon: Lexicon, wars: Wars) -> None:
        self._cues, self.offices = lexicon.cues, Offices(morphology, lexicon.cues)
        kin, offices, marks = Kinship(morphology, lexicon.kin), self.offices, Marks(lexicon.cues)
        self._marks = marks
        self.all: tuple[Gate, ...] = (
            self.is_a_sample,
            marks.is_unmarked,
            self.is_back,
            self.is_alive,
            wars.fell_in_an_old_war,
            wars.died_elsehow,
            marks.is_awarded_alive,
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
        # These are asked of whomever it is told that he died.
        self.whatever_is_told, self.final = self.all[:4], self.all[:2]
        # Whoever else a post names beside one whom these stop, it is about that one.
        self.elsewhere = (self.is_back, self.is_alive, wars.fell_in_an_old_war)
        # Whom these stop may still be whom the post is about.
        self.hardly = (offices.lends_a_name, offices.acts_today)
        # And these, if the next sentence goes on about him: "Внук — Пётр Кедров. Погиб 3 мая".
        self.unless_told = (kin.is_a_relative, kin.is_married_to_a_dead, offices.holds_an_office)

    def stops(self, case: Case, places: Sequence[Standing], told: Collection[int], *, old: bool) -> list[Stop | None]:
        """Ask about every name; of the persons (by ``id``) of whom it is ``told`` only whether they live after all.

        ``old`` where the post may be about an earlier war.
        """
        first, second, *gates = self.all[len(self.whatever_is_told) :]
        gates = [first, second, *gates] if old else [second, *gates]
        low = case.document.low
        lives = any(self._cues[cue].search(low) for cue in ("alive", "returned")) or _BACK.search(low)
        idle = [] if legend(low) else [self._marks.is_unmarked]
        idle += [] if "посмертн" in low else [self._marks.is_awarded_alive]
        few = [gate for gate in (self.whatever_is_told if lives else self.final) if gate not in idle]
        gates = [*few, *(gate for gate in gates if gate not in idle)]
        # Whoever else stands beside a bare surname or given name says little of it.
        stops = [
            _stop(place, few if id(person) in told or len(place.name.parts) == 1 else gates)
            for place, person in zip(places, case.persons, strict=True)
        ]
        for number, person in enumerate(case.persons):
            if (
                (stop := stops[number])
                and stop.rule == self.offices.signs
                and any(person is one for one in case.persons[:number])
            ):
                stops[number] = None  # "«…», Пётр Ильич»": whom the post has named before does not sign it
        stops = self._on_rosters(case, stops, told)
        if not any(stop is None and len(name.parts) > 1 for stop, name in zip(stops, case.names, strict=True)):
            # Nobody else is there: whoever stands alone at the end is whom the post is about.
            stops = [None if stop and stop.rule == self.offices.signs else stop for stop in stops]
        return self._with_joined(case, stops)

    def _on_rosters(self, case: Case, stops: Sequence[Stop | None], told: Collection[int]) -> list[Stop | None]:
        """Stop whoever heads a line of a list of the living."""
        lists = list(rosters(case.document))
        if not lists:
            return list(stops)
        result = []
        for name, person, stop in zip(case.names, case.persons, stops, strict=True):
            over = next((one for one in lists if one.start <= name.start < one.end), None)
            line = case.document.low.rfind("\n", 0, name.start) + 1
            heads = over and name.start - line <= _HEAD and id(person) not in told and len(name.parts) > 1
            result.append(stop or (Stop(self.is_on_a_roster, over.words) if over and heads else None))
        return result

    def is_on_a_roster(self, person: Person) -> bool:
        """Stands in a list of the living: who plays, helps, wins, stands guard or is on the staff."""
        return bool(person)

    def _with_joined(self, case: Case, stops: Sequence[Stop | None]) -> list[Stop | None]:
        """Stop also whoever is joined by "и" or a comma to a stopped one: "спасибо Олегу Рыбину и Анне Седовой"."""
        result: list[Stop | None] = []
        for index, (name, stop) in enumerate(zip(case.names, stops, strict=True)):
            before = case.names[index - 1] if index else None
            joint = case.document.low[before.end : name.start] if before else ""
            alike = before and (before.case == name.case or has_initials(before) or has_initials(name))
            if before and not stop and result[-1] and alike and joint in _JOINTS:
                stop = Stop(self.is_joined_to_one_left_out, (before.start, before.end))
            result.append(stop)
        for index in range(len(result) - 1, 0, -1):
            result[index - 1] = result[index - 1] or self._spoke_too(case, index, result[index])
        return result

    def _spoke_too(self, case: Case, index: int, stop: Stop | None) -> Stop | None:
        """Stop whoever is joined to one who speaks, if several do: "Анна Седова и Ольга Рыбина рассказали"."""
        before, name = case.names[index - 1], case.names[index]
        if stop is None or stop.words is None or before.case != name.case or len(before.parts) == 1:
            return None
        speaks = stop.rule in (self.offices.speaks, self.is_joined_to_one_left_out)
        several = stop.words[0] < name.start or _PLURAL.search(case.document.low[slice(*stop.words)])
        joined = case.document.low[before.end : name.start] in _JOINTS
        return Stop(self.is_joined_to_one_left_out, (name.start, name.end)) if speaks and several and joined else None

    def is_a_sample(self, place: Standing) -> Words | None:
        """No person: an example of an inscription or of a form."""
        sample = _SAMPLE.search(place.document.low, max(0, place.name.start - _FROM_SAMPLE), place.name.start)
        return sample.span() if sample else None

    def is_back(self, place: Standing) -> Words | None:
        """Said to be back home, or free again."""
        if returned := place.search(self._cues["returned"]):
            return returned
        if _LAST_WAY.search(place.document.low):
            return None
        if at_home := _AT_HOME.match(place.after):
            return place.name.end, place.name.end + at_home.end()
        home = place.name.case == "Nom" and _HOME_IS.fullmatch(place.before)
        return (place.left, place.name.start) if home else None

    def is_alive(self, place: Standing) -> Words | None:
        """Said to be alive or found, or to have been taken for dead by mistake."""
        return place.search(self._cues["alive"])

    def tells_of_life(self, stop: Stop | None) -> bool:
        """Tell whether somebody is left out because he lives."""
        return stop is not None and stop.rule in (self.is_back, self.is_alive)

    def is_joined_to_one_left_out(self, person: Person) -> bool:
        """Joined by "and" or a comma to somebody who is left out."""
        return bool(person)


def _stop(place: Standing, gates: Sequence[Gate]) -> Stop | None:
    for gate in gates:
        if words := gate(place):
            return Stop(gate, words)
    return None
