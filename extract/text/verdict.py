"""What is held of each person whom a post names."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from extract.text.document import Document
from extract.text.groups import Group
from extract.text.name import Name
from extract.text.persons import Person
from extract.text.proof import Proof
from extract.text.standing import Words
from sinodik.records import Status


class Stop(NamedTuple):
    """The rule that left a person out, and the words that carried it."""

    rule: Callable[..., object]
    words: Words | None


class Verdict(NamedTuple):
    """What is held of one person: recorded with a status, or left out by a rule. ``proof`` is what tells of him.

    ``signs`` are what weighed most, where that turned what the rules said.
    """

    person: Person
    stop: Stop | None
    proof: Proof | None
    status: Status = Status.DEAD
    signs: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether words tell plainly what became of a person who is recorded."""
        return self.stop is None and self.proof is not None and not self.proof.weak


class Judgement(NamedTuple):
    """A verdict on each person, in the order in which they are first named, and who is named together."""

    verdicts: Sequence[Verdict] = ()
    groups: Sequence[Group] = ()


class Case(NamedTuple):
    """Every name of a post in order, in full or short, and for each whose it is."""

    document: Document
    names: Sequence[Name]
    persons: Sequence[Person]


# Trades of those who go to war too; a governor, a priest or a commissar only speaks of the dead.
_TRADE = re.compile(
    r"(?:тренер|учител|педагог|преподават|воспитат|инструктор|поэт|писател|художник|скульптор|артист|актер|режиссер|певец|композитор"
    r"|журналист|корреспондент|редактор|историк|краевед|водител|спасател|юрист|психолог|организатор|волонтер|директор)"
)


def only_one_at_work(case: Case, stops: Sequence[Stop | None], rule: Callable[..., object]) -> list[int]:
    """Return the names of the one person whom a post names in full, if he is left out only for his trade."""
    full = [n for n, name in enumerate(case.names) if len(name.parts) > 1]
    if len({id(case.persons[n]) for n in full}) != 1:
        return []
    for number in full:
        stop = stops[number]
        if not (stop and stop.rule == rule and stop.words and _TRADE.match(case.document.low, stop.words[0])):
            return []
    return full
