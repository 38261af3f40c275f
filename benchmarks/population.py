"""An invented population with the name frequencies of the real one: whom the mentions of :mod:`benchmarks.people` mean.

``data/names.npz`` holds the commonest male surnames, given names and patronymics with their counts, taken from
russiannames (Ivan Begtin, https://github.com/datacoon/russiannames, BSD-3-Clause). Tuvan, Buryat and Caucasian
names, where few names serve many people, are listed here. All people and places are invented.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
_DATA = Path(__file__).parent / "data" / "names.npz"

# Regions with a rough weight (per mille of the dead) and the group whose names are at home there.
REGIONS = (
    "Москва 18|Московская область 35|Санкт-Петербург 14|Ленинградская область 12|Свердловская область 38|"
    "Челябинская область 30|Башкортостан 42 т|Татарстан 32 т|Самарская область 24|Саратовская область 20|"
    "Волгоградская область 22|Ростовская область 26|Краснодарский край 36|Ставропольский край 18|Пермский край 28|"
    "Нижегородская область 20|Воронежская область 14|Белгородская область 10|Курская область 9|Брянская область 11|"
    "Орловская область 7|Тульская область 9|Калужская область 7|Рязанская область 8|Тамбовская область 8|"
    "Липецкая область 8|Тверская область 10|Смоленская область 7|Псковская область 8|Новгородская область 7|"
    "Вологодская область 10|Архангельская область 12|Мурманская область 8|Карелия 7|Коми 9|Кировская область 12|"
    "Удмуртия 15|Чувашия 12|Марий Эл 8|Мордовия 7|Ульяновская область 12|Пензенская область 10|"
    "Оренбургская область 22|Астраханская область 9|Калмыкия 4|Дагестан 18 к|Чечня 8 к|Ингушетия 3 к|"
    "Северная Осетия 7 к|Кабардино-Балкария 5 к|Карачаево-Черкесия 4 к|Адыгея 4|Крым 10|Севастополь 4|"
    "Курганская область 12|Тюменская область 14|Ханты-Мансийский округ 12|Ямало-Ненецкий округ 6|Омская область 16|"
    "Томская область 8|Новосибирская область 20|Алтайский край 22|Республика Алтай 5|Кемеровская область 26|"
    "Красноярский край 24|Хакасия 8|Тыва 14 у|Иркутская область 24|Бурятия 28 б|Забайкальский край 24|"
    "Якутия 12|Амурская область 11|Хабаровский край 12|Приморский край 16|Сахалинская область 7|Магаданская область 3|"
    "Камчатский край 4|Чукотка 1|Еврейская область 3|Ярославская область 9|Костромская область 6|Ивановская область 8|"
    "Владимирская область 9"
).split("|")

_TUVAN = (
    "Монгуш Ооржак Сат Ондар Куулар Кыргыс Хертек Донгак Салчак Саая Тюлюш Иргит Хомушку Чамзырын Кужугет Сарыглар "
    "Доржу Ховалыг Соян Бады Допчут Санчат Биче-оол Шойдак Маады",
    "Аяс Айдыс Начын Мерген Буян Чингис Омак Белек Кежик Сылдыс Аян Айдын Орлан Эрес Менги Аржаан Субедей Шолбан "
    "Тамерлан Ай-Хаан Хулер Алдын-Херел Соруктуг",
)
_BURYAT = (
    "Цыренов Дашиев Доржиев Бадмаев Жамбалов Раднаев Гармаев Очиров Дондоков Цыдыпов Ринчинов Будаев Намсараев Дугаров "
    "Батуев Базаров Аюшеев Лубсанов Нимаев Шагдуров Эрдынеев Банзаракцаев Цыбиков Санжиев Балданов Дамбаев",
    "Баир Бато Жаргал Зорикто Доржо Цырен Аюр Солбон Тумэн Чингис Алдар Саян Баясхалан Дамба Батор Эрдэни Булат "
    "Амгалан Дашинима Бэликто",
)
_CAUCASIAN = (
    "Магомедов Алиев Гаджиев Абдуллаев Исаев Рамазанов Омаров Ибрагимов Курбанов Гасанов Ахмедов Османов Мусаев "
    "Султанов Эльмурзаев Хасбулатов Кадиев Дзагоев Гаглоев Тедеев Кокоев Цаллагов Евлоев Аушев Хашагульгов Шогенов "
    "Карданов Тлупов Байрамуков Эльканов Джанкезов Сулейманов Умаров Хаджиев Дадаев Бисултанов Межидов",
    "Магомед Ахмед Али Руслан Заур Шамиль Рамазан Ислам Мурад Расул Тимур Аслан Казбек Сослан Алан Хасан Ибрагим Адам "
    "Умар Юсуп Абдула Гаджи Арсен Марат Анзор Беслан Азамат Мурат Хамзат Саид",
)


class Names(NamedTuple):
    """One group's names, each with the share of its people that bear it."""

    surnames: NDArray[np.object_]
    surname_p: NDArray[np.float64]
    given: NDArray[np.object_]
    given_p: NDArray[np.float64]
    patronymics: NDArray[np.object_]
    patronymic_p: NDArray[np.float64]


class People(NamedTuple):
    """Persons, one row each. Days are counted from 1970-01-01; ``settlement`` is unique over regions."""

    surname: NDArray[np.object_]
    given: NDArray[np.object_]
    patronymic: NDArray[np.object_]
    birth: Ints
    death: Ints
    burial: Ints
    region: Ints
    settlement: Ints
    unit: Ints
    branch: Ints
    rank: Ints


def regions() -> tuple[list[str], NDArray[np.float64], list[str]]:
    """Return the regions' names, their shares, and the letter of the group that is at home there (or empty)."""
    rows = [row.rsplit(" ", 2) if row[-1] in "тубк" else [*row.rsplit(" ", 1), ""] for row in REGIONS]
    weight = np.array([float(r[1]) for r in rows])
    return [r[0] for r in rows], weight / weight.sum(), [r[2] for r in rows]


def russian() -> Names:
    """Read the names of the majority."""
    with np.load(_DATA) as data:
        words = {k: np.array(bytes(data[k]).decode().split("\n"), object) for k in ("surname", "given", "patronymic")}
        counts = {k: data[f"{k}_count"].astype(float) for k in words}
    return Names(*(x for k in words for x in (words[k], counts[k] / counts[k].sum())))


def _few(surnames: str, given: str, common: Names) -> Names:
    own, first = np.array(surnames.split(), object), np.array(given.split(), object)
    half = common.given[:40]
    names = np.concatenate([first, half])
    p = np.concatenate([_zipf(len(first)) * 0.6, common.given_p[:40] / common.given_p[:40].sum() * 0.4])
    fathers = np.concatenate([np.array([f"{_stem(w)}ович" for w in first], object), common.patronymics[:60]])
    q = np.concatenate([_zipf(len(first)) * 0.6, common.patronymic_p[:60] / common.patronymic_p[:60].sum() * 0.4])
    return Names(own, _zipf(len(own), 0.7), names, p, fathers, q)


def _stem(name: str) -> str:
    return name[:-1] if name[-1] in "аийо" else name


def _zipf(n: int, s: float = 0.6) -> NDArray[np.float64]:
    p = (np.arange(n) + 1.0) ** -s
    return p / p.sum()


def people(n: int, rng: np.random.Generator) -> People:
    """Make ``n`` persons: independent ones first, then kin and namesakes of theirs as hard negatives."""
    base = _independent(n, rng)
    _namesakes(base, rng, share=0.02)
    _kin(base, rng, share=0.08)
    return base


def _independent(n: int, rng: np.random.Generator) -> People:
    names, share, home = regions()
    region = rng.choice(len(names), n, p=share)
    common = russian()
    groups = {"": common, "у": _few(*_TUVAN, common), "б": _few(*_BURYAT, common), "к": _few(*_CAUCASIAN, common)}
    at_home = np.array(home, object)[region]
    wanders = rng.random(n)
    group = np.where((wanders < 0.75) & (at_home != "т"), at_home, "")
    group = np.where(wanders > 0.985, rng.choice(np.array(["у", "б", "к", "к"], object), n), group)
    parts: list[NDArray[np.object_]] = [np.empty(n, object) for _ in range(3)]
    for letter, source in groups.items():
        rows = np.flatnonzero(group == letter)
        for part, (words, p) in zip(parts, ((source[i], source[i + 1]) for i in (0, 2, 4)), strict=True):
            part[rows] = words[rng.choice(len(words), len(rows), p=p)]
    age = np.clip(rng.gamma(7.0, 5.2, n), 18.2, 66).astype(float)
    death = 19047 + np.minimum(rng.integers(0, 1200, n), rng.integers(0, 1400, n))
    burial = death + np.where(rng.random(n) < 0.8, rng.integers(6, 40, n), rng.integers(40, 400, n))
    place = np.minimum((rng.pareto(0.7, n) * 3).astype(np.int64), 199)
    unit = np.where(rng.random(n) < 0.35, region * 7 + rng.integers(0, 3, n), rng.integers(0, 600, n))
    branch, rank = (rng.choice(len(p), n, p=p) for p in (_zipf(9, 1.1), _zipf(11, 1.2)))
    birth = death - (age * 365.25).astype(np.int64)
    return People(*parts, birth, death, burial, region, region * 200 + place, unit, branch, rank)


def _namesakes(who: People, rng: np.random.Generator, share: float) -> None:
    """Give some persons another's full name; half of them live in the same region too."""
    n = len(who.birth)
    to, of = rng.choice(n, int(n * share), replace=False), rng.integers(0, n, int(n * share))
    for column in (who.surname, who.given, who.patronymic):
        column[to] = column[of]
    near = rng.random(len(to)) < 0.5
    who.region[to[near]] = who.region[of[near]]
    who.settlement[to] = who.region[to] * 200 + who.settlement[to] % 200


def _kin(who: People, rng: np.random.Generator, share: float) -> None:
    """Make some persons another's brother, or his son, in the same village."""
    n = len(who.birth)
    to, of = rng.choice(n, int(n * share), replace=False), rng.integers(0, n, int(n * share))
    fathers = _patronymics()
    for column in (who.surname, who.region, who.settlement):
        column[to] = column[of]
    brother = rng.random(len(to)) < 0.7
    sons = np.array([not b and fathers.get(g, "") != "" for b, g in zip(brother, who.given[of], strict=True)])
    who.patronymic[to[brother]] = who.patronymic[of[brother]]
    who.patronymic[to[sons]] = np.array([fathers[g] for g in who.given[of[sons]]], object)
    years = np.where(brother, rng.integers(-9, 10, len(to)) * 365 + rng.integers(0, 365, len(to)), 22 * 365)
    who.birth[to] = np.clip(who.birth[of] + years, who.death[to] - 66 * 365, who.death[to] - 18 * 365 - 60)


def _patronymics() -> dict[str, str]:
    """Return a given name's patronymic."""
    with np.load(_DATA) as data:
        fathers, words = (bytes(data[k]).decode().split("\n") for k in ("father", "patronymic"))
    found: dict[str, str] = {}
    for father, word in zip(fathers, words, strict=True):
        if father:
            found.setdefault(father, word)
    return found


def settlements(count: int, rng: np.random.Generator) -> Sequence[Any]:
    """Return invented names of settlements, as repetitive as real ones."""
    first = "Нижн Верхн Нов Стар Красн Бел Больш Мал Средн Дальн Ближн Зелён Сух Мокр Горел Камен Лесн Озёрн".split()
    root = (
        "Кедровка Ключи Берёзовка Ивановка Поляна Речка Дубрава Сосновка Никольское Покровка Михайловка Ольховка "
        "Осиновка Каменка Горки Заречье Луговое Раменье Починок Слобода Роща Пристань Балка Грязнуха Елховка Липовка"
    ).split()
    picks = rng.integers(0, len(first) + 12, count), rng.integers(0, len(root), count)
    adjective = [(f"{first[i]}ая " if i < len(first) else "") for i in picks[0]]
    return [a + root[j] for a, j in zip(adjective, picks[1], strict=True)]
