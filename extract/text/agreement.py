"""Which nominatives the parts of a name have together: all agree in case and gender, and with the words about them."""

from collections.abc import Collection, Iterable, Sequence
from itertools import product
from typing import NamedTuple

from extract.text.reading import Reading

# How often names stand in each case.
_CASE_PRIOR = {"Nom": 1.0, "Gen": 0.75, "Dat": 0.7, "Acc": 0.7, "Ins": 0.7, "Loc": 0.4}
# Nineteen in twenty of the dead are men; it decides only where grammar does not ("Александра Иванова").
_GENDER_PRIOR = {"Masc": 1.0, "Fem": 0.5, "Neut": 0.0}
_HINT = 10.0  # a word beside the name agrees with it
# Among the hints: nothing governs the name, so that it is rather a nominative, a man's or a woman's.
FREE = ("Nom", "")
_GOVERNED = 0.125  # how likely another case is there
_NEAR = 2.5  # a rival less than so many times worse makes the choice doubtful
_RIVALS = 3  # how many other nominatives are kept


class Choice(NamedTuple):
    """The readings chosen, one a part, and how well they fit.

    ``sure`` is less than 1 if it was a near thing; ``others`` are the other nominatives, a tuple a part.
    """

    score: float
    readings: tuple[Reading, ...]
    sure: float
    others: tuple[tuple[str, ...], ...]


def choose(options: Sequence[Iterable[Reading]], hints: Collection[tuple[str, str]]) -> Choice | None:
    """Choose one reading a part so that all agree in case and gender; None if nothing agrees.

    ``hints`` are the pairs of case and gender that the words around speak for.
    """
    scored: dict[tuple[str, ...], tuple[float, tuple[Reading, ...]]] = {}
    for agreement, grouped in _by_agreement(options):
        prior = _CASE_PRIOR.get(agreement[0], 0.0) * _GENDER_PRIOR[agreement[1]]
        if not prior:
            continue
        prior *= _HINT if agreement in hints else 1.0
        prior *= _GOVERNED if FREE in hints and agreement[0] != "Nom" else 1.0
        for readings in product(*grouped):
            score = prior
            for reading in readings:
                # The root: how a name is used elsewhere says less than how it stands here.
                score *= reading.share**0.5
            name = tuple([r.nominative for r in readings])
            if score > scored.get(name, (0.0,))[0]:
                scored[name] = (score, readings)
    if not scored:
        return None
    ranked = sorted(scored.values(), key=lambda item: -item[0])
    (score, readings), rivals = ranked[0], ranked[1:]
    near = bool(rivals) and rivals[0][0] > score / _NEAR
    return Choice(score, readings, 0.75 if near else 1.0, _others(readings, [r for _, r in rivals[:_RIVALS]]))


def _by_agreement(options: Sequence[Iterable[Reading]]) -> list[tuple[tuple[str, str], list[list[Reading]]]]:
    """Return for each case and gender that every part can have the readings of each part."""
    grouped: list[dict[tuple[str, str], list[Reading]]] = []
    for readings in options:
        groups: dict[tuple[str, str], list[Reading]] = {}
        for reading in readings:
            groups.setdefault((reading.case, reading.gender), []).append(reading)
        grouped.append(groups)
    first, rest = grouped[0], grouped[1:]
    return [(key, [groups[key] for groups in grouped]) for key in first if all(key in groups for groups in rest)]


def _others(chosen: Sequence[Reading], rivals: Sequence[Sequence[Reading]]) -> tuple[tuple[str, ...], ...]:
    """Return for each part the nominatives of the rivals that are not the chosen one."""
    if not rivals:
        return ((),) * len(chosen)
    columns = ([rival[i].nominative for rival in rivals] for i in range(len(chosen)))
    return tuple(
        tuple(dict.fromkeys(n for n in column if n != reading.nominative))
        for reading, column in zip(chosen, columns, strict=True)
    )
