"""Mentions with a known truth: what posts, lists, comments and gravestones say about an invented population.

``mentions(n, seed)`` is a pure function of both. A row is as an extractor would hand it over: names as written, dates
packed as ``yyyymmdd`` with zeros for what is not said, -1 for an age that is not said, 0 for no photo or text.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks import noise
from benchmarks.population import People, people, regions, settlements

Ints = NDArray[np.int64]

PER_PERSON = np.array([44, 24, 12, 7.5, 4.5, 2.8, 1.8, 1.2, 0.8, 0.5, 0.4, 0.5])


class Kind(NamedTuple):
    """How often one kind of source says what, of 1; ``late`` is by how many days it follows the burial at most."""

    share: float
    patronymic: float
    initials: float
    short: float
    birth: tuple[float, float, float]  # a full date, only the year, only an age
    death: tuple[float, float, float]  # a full date, only the month, only the year
    burial: float
    region: float
    settlement: float
    unit: float
    branch: float
    slip: float
    ocr: float
    posted: float
    late: int


KINDS = {
    "obituary": Kind(
        0.36, 0.64, 0.0, 0.01, (0.26, 0.17, 0.22), (0.58, 0.1, 0.01), 0.3, 0.88, 0.6, 0.15, 0.25, 0.04, 0, 1, 15
    ),
    "news": Kind(
        0.17, 0.45, 0.0, 0.01, (0.10, 0.15, 0.42), (0.40, 0.2, 0.04), 0.2, 0.92, 0.55, 0.2, 0.3, 0.04, 0, 1, 25
    ),
    "list": Kind(
        0.15, 0.82, 0.3, 0.0, (0.50, 0.25, 0.0), (0.33, 0.1, 0.08), 0.0, 0.75, 0.3, 0.25, 0.2, 0.04, 0, 0.6, 400
    ),
    "grave": Kind(
        0.16, 0.86, 0.03, 0.0, (0.88, 0.08, 0.0), (0.88, 0.03, 0.05), 0.0, 0.9, 0.2, 0.05, 0.2, 0.01, 0.25, 0, 0
    ),
    "comment": Kind(
        0.11, 0.15, 0.0, 0.4, (0.05, 0.12, 0.33), (0.2, 0.15, 0.05), 0.1, 0.7, 0.45, 0.1, 0.1, 0.07, 0, 1, 45
    ),
    "abroad": Kind(
        0.05, 0.25, 0.0, 0.01, (0.20, 0.30, 0.25), (0.35, 0.2, 0.08), 0.0, 0.7, 0.3, 0.2, 0.3, 0.01, 0, 1, 60
    ),
}
_NAMES = list(KINDS)
UNITS, BRANCHES = 700, "мотострелки ВДВ танкисты морпехи артиллерия доброволец мобилизованный ВВС разведка".split()
RANKS = "рядовой ефрейтор младший_сержант сержант старший_сержант старшина прапорщик лейтенант капитан майор полковник"


class Rows(NamedTuple):
    """Mentions as columns; ``truth`` is the number of the person that is meant."""

    surname: list[str]
    given: list[str]
    patronymic: list[str]
    birth: Ints
    age: Ints
    death: Ints
    burial: Ints
    posted: Ints
    region: list[str]
    settlement: list[str]
    unit: list[str]
    branch: list[str]
    rank: list[str]
    evidence: Ints
    text: Ints
    photo: Ints
    truth: Ints

    def take(self, rows: Ints) -> "Rows":
        """Return some of the rows, in the order asked for."""
        return Rows(*([c[i] for i in rows] if isinstance(c, list) else c[rows] for c in self))


def mentions(n: int, seed: int) -> Rows:
    """Make ``n`` mentions of some ``n / 2.4`` persons, in random order."""
    rng = np.random.default_rng(seed)
    p = PER_PERSON / PER_PERSON.sum()
    mean = float((p * np.arange(1, len(p) + 1)).sum())
    who = people(int(n / mean) + 200, rng)
    times = rng.choice(np.arange(1, len(p) + 1), len(who.birth), p=p)
    truth = np.repeat(np.arange(len(times)), times)[:n]
    truth = np.concatenate([truth, rng.integers(0, len(times), n - len(truth))])
    rows = _reposted(_said(who, truth, rng), rng)
    return rows.take(rng.permutation(n))


def _said(who: People, truth: Ints, rng: np.random.Generator) -> Rows:
    n = len(truth)
    kind = rng.choice(len(KINDS), n, p=[k.share for k in KINDS.values()])
    rate = {f: np.array([getattr(k, f) for k in KINDS.values()], object)[kind] for f in Kind._fields}

    def chance(field: str) -> NDArray[np.bool_]:
        return rng.random(n) < rate[field].astype(float)

    birth, age = _birth(who, truth, np.array([k.birth for k in KINDS.values()])[kind], rng)
    death = _death(who, truth, np.array([k.death for k in KINDS.values()])[kind], rng)
    burial = np.where(chance("burial"), packed(who.burial[truth]), 0)
    late = (rng.random(n) ** 2 * (rate["late"].astype(float) + 1)).astype(np.int64)
    posted = np.where(chance("posted"), packed(who.burial[truth] - rng.integers(0, 5, n) + late), 0)
    names = _names(who, truth, kind, {f: chance(f) for f in ("patronymic", "initials", "short", "slip", "ocr")}, rng)
    moved = np.where(rng.random(n) < 0.02, rng.permutation(who.region[truth]), who.region[truth])
    at_home = moved == who.region[truth]
    place = np.array([*settlements(len(regions()[0]) * 200, np.random.default_rng(7)), ""], object)
    region = np.where(chance("region"), np.array(regions()[0], object)[moved], "")
    lived = _or_else(who.settlement[truth], 0.12, who.region[truth] * 200 + rng.integers(0, 200, n) ** 2 // 200, rng)
    settlement = np.where(chance("settlement") & at_home, place[lived], "")
    units = _or_else(who.unit[truth], 0.1, rng.integers(0, 600, n), rng)
    unit = np.where(chance("unit"), np.array([f"{100 + 3 * u} полк" for u in range(UNITS)], object)[units], "")
    branches = _or_else(who.branch[truth], 0.1, rng.integers(0, 9, n), rng)
    branch = np.where(chance("branch"), np.array(BRANCHES, object)[branches], "")
    ranks = np.array([rank.replace("_", " ") for rank in RANKS.split()], object)
    held = _or_else(who.rank[truth], 0.15, np.minimum(who.rank[truth] + 1, 10), rng)
    rank = np.where(rng.random(n) < 0.25, ranks[held], "")
    photo = np.where(rng.random(n) < 0.12, truth * 3 + rng.integers(1, 3, n), 0)
    texts = np.arange(1, n + 1, dtype=np.int64) * (kind < 2)
    columns = (c.tolist() for c in (region, settlement, unit, branch, rank))
    return Rows(*names, birth, age, death, burial, posted, *columns, _posts(kind, rng), texts, photo, truth)


def _or_else(value: Ints, chance: float, other: Ints, rng: np.random.Generator) -> Ints:
    """Return each value, or with some chance the other: he was born here, lived there, and was promoted meanwhile."""
    return np.where(rng.random(len(value)) < chance, other, value)


def _posts(kind: Ints, rng: np.random.Generator) -> Ints:
    """Return which post each mention stands in: lists name three people on average, the others one."""
    n = len(kind)
    post = np.arange(1, n + 1, dtype=np.int64)
    listed = np.flatnonzero(kind == _NAMES.index("list"))
    post[listed] = n + 1 + rng.integers(0, max(1, len(listed) // 3), len(listed))
    return post


def _birth(who: People, truth: Ints, share: NDArray[np.float64], rng: np.random.Generator) -> tuple[Ints, Ints]:
    n = len(truth)
    drawn, total = rng.random(n), np.cumsum(share, axis=1)
    exact = packed(who.birth[truth])
    exact = np.where(rng.random(n) < 0.012, _wrong_digit(exact, rng), exact)
    day = packed(who.birth[truth] + np.where(rng.random(n) < 0.005, rng.integers(-3, 4, n), 0))
    exact = np.where(rng.random(n) < 0.005, day, exact)
    y, m, d = exact // 10000, exact // 100 % 100, exact % 100
    exact = np.where((rng.random(n) < 0.006) & (d <= 12), y * 10000 + d * 100 + m, exact)
    year = y * 10000 + np.where(rng.random(n) < 0.01, 10000, 0)
    birth = np.where(drawn < total[:, 0], exact, np.where(drawn < total[:, 1], year, 0))
    years = (who.death[truth] - who.birth[truth]) // 365.25 + np.where(rng.random(n) < 0.03, 1, 0)
    return birth, np.where((drawn >= total[:, 1]) & (drawn < total[:, 2]), years, -1).astype(np.int64)


def _death(who: People, truth: Ints, share: NDArray[np.float64], rng: np.random.Generator) -> Ints:
    n = len(truth)
    drawn = rng.random(n)
    off = np.where(rng.random(n) < 0.05, rng.integers(-3, 4, n), 0)
    exact = packed(who.death[truth] + off)
    exact = np.where(rng.random(n) < 0.006, _wrong_digit(exact, rng), exact)
    told = (exact, exact // 100 * 100, exact // 10000 * 10000)
    return np.select([drawn < most for most in np.cumsum(share, axis=1).T], told, 0)


def _wrong_digit(dates: Ints, rng: np.random.Generator) -> Ints:
    """Change the day's, the month's or the year's last digit, as far as it stays a date."""
    step = np.array([1, 100, 10000, -1, -100, -10000])[rng.integers(0, 6, len(dates))] * rng.integers(1, 4, len(dates))
    changed = dates + step
    valid = (changed % 100 >= 1) & (changed % 100 <= 28) & (changed // 100 % 100 >= 1) & (changed // 100 % 100 <= 12)
    return np.where(valid, changed, dates)


def packed(days: Ints) -> Ints:
    """Return days since 1970-01-01 as ``yyyymmdd``."""
    when = days.astype("datetime64[D]")
    year, month = when.astype("datetime64[Y]"), when.astype("datetime64[M]")
    day = (when - month.astype("datetime64[D]")).astype(np.int64) + 1
    return (year.astype(np.int64) + 1970) * 10000 + (month.astype(np.int64) % 12 + 1) * 100 + day


def _names(
    who: People, truth: Ints, kind: Ints, does: dict[str, NDArray[np.bool_]], rng: np.random.Generator
) -> tuple[list[str], list[str], list[str]]:
    n = len(truth)
    surname, given, patronymic = (c[truth].tolist() for c in (who.surname, who.given, who.patronymic))
    for i in np.flatnonzero(~does["patronymic"]):
        patronymic[i] = ""
    for i in np.flatnonzero(does["short"]):
        given[i] = noise.short_form(given[i], rng)
    for part, rate in ((surname, 1.0), (given, 0.35), (patronymic, 0.6)):
        for i in np.flatnonzero(does["slip"] & (rng.random(n) < rate)):
            part[i] = noise.slip(part[i], rng) if part[i] else ""
        for i in np.flatnonzero(does["ocr"] & (rng.random(n) < rate)):
            part[i] = noise.misread(part[i], rng) if part[i] else ""
        for i in np.flatnonzero(rng.random(n) < 0.3):
            part[i] = noise.with_yo(part[i])
        for i in np.flatnonzero(rng.random(n) < 0.004):
            part[i] = noise.lookalike(part[i]) if part[i] else ""
        for i in np.flatnonzero(kind == _NAMES.index("abroad")):
            part[i] = noise.latin(part[i]) if part[i] else ""
    for i in np.flatnonzero(does["initials"]):
        given[i], patronymic[i] = noise.initial(given[i]), noise.initial(patronymic[i])
    for i in np.flatnonzero(rng.random(n) < 0.015):
        surname[i], given[i] = given[i], surname[i]
    for i in np.flatnonzero(rng.random(n) < 0.1):
        surname[i] = surname[i].upper()
    return surname, given, patronymic


def _reposted(rows: Rows, rng: np.random.Generator) -> Rows:
    """Make one mention in eight a copy of another of the same person: same words, another post, some days later."""
    n = len(rows.truth)
    to = np.flatnonzero((rng.random(n) < 0.25) & (np.arange(n) > 0))
    to = to[rows.truth[to] == rows.truth[to - 1]]
    for column in rows[:3] + rows[8:13]:
        for i in to.tolist():
            column[i] = column[i - 1]
    for numbers in (rows.birth, rows.age, rows.death, rows.burial, rows.photo):
        numbers[to] = numbers[to - 1]
    same = to[rng.random(len(to)) < 0.7]
    rows.text[same] = rows.text[same - 1]
    return rows
