"""What is held of each person whom a post names."""

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
