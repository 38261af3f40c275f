"""Slips of the pen: how one person comes to be written in two ways."""

import random
from collections.abc import Callable
from datetime import timedelta

from msgspec.structs import replace

from sinodik.demo.people import Person

_SOUND_ALIKE = {"о": "а", "а": "о", "е": "и", "и": "е", "т": "д", "б": "п", "г": "к"}


def slip(person: Person, rng: random.Random) -> Person:
    """Return the person as a hurried hand writes them: one thing is wrong."""
    if "ё" in person.surname + person.given + person.patronymic:
        return without_yo(person)
    return rng.choice(_SLIPS)(person, rng)


def without_yo(person: Person) -> Person:
    """Write every ё as е, as most Russian typists do."""
    surname, given, patronymic = (
        part.replace("ё", "е").replace("Ё", "Е") for part in (person.surname, person.given, person.patronymic)
    )
    return replace(person, surname=surname, given=given, patronymic=patronymic)


def misdated(person: Person, rng: random.Random) -> Person:
    """Be a day or two wrong about the death."""
    return replace(person, death=person.death + timedelta(days=rng.choice((-2, -1, 1, 2))))


def _misborn(person: Person, rng: random.Random) -> Person:
    return replace(person, birth=person.birth.replace(day=person.birth.day % 28 + 1))


def _misspelt(person: Person, rng: random.Random) -> Person:
    """Change a letter inside the surname, never the ending, so that it still declines."""
    places = [i for i in range(1, len(person.surname) - 3) if person.surname[i] in _SOUND_ALIKE]
    if not places:
        return misdated(person, rng)
    at = rng.choice(places)
    letter = _SOUND_ALIKE[person.surname[at]]
    return replace(person, surname=person.surname[:at] + letter + person.surname[at + 1 :])


_SLIPS: tuple[Callable[[Person, random.Random], Person], ...] = (_misspelt, _misspelt, misdated, _misborn)
