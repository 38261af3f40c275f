"""Items of lists of the dead in every layout, and what is to be read in each: for tests."""

import random
from collections.abc import Callable, Sequence
from typing import NamedTuple

SURNAMES = (
    "Кедров Белов Лугов Мельников Седов Рыбин Орлов Савельев Гущин Панкратов Зубков Лапшин Тихонов Маслов Кудряшов"
    " Ермаков"
    " Фомин Сорокин Черных Бондаренко Гайнутдинов Магомедов Воробей Ковальчук Соловьёв Щербаков Дугаров"
    " Крутых Хасанов Мищенко"
).split()
GIVENS = "Пётр Олег Иван Алексей Дмитрий Руслан Тимур Сергей Андрей Николай Илья Максим Виктор Ильдар".split()
PATRONYMICS = "Ильич Павлович Иванович Сергеевич Олегович Андреевич Петрович Николаевич Дмитриевич Русланович".split()
RANKS = ("рядовой", "ефрейтор", "младший сержант", "сержант", "старший лейтенант", "капитан", "матрос", "прапорщик")
VILLAGES = ("Кедровка", "Нижние Ключи", "Берёзовка", "Малая Сосновка", "Луговое", "Отрадино")
MONTHS = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)


class Soldier(NamedTuple):
    surname: str
    given: str
    patronymic: str
    rank: str
    village: str
    birth: tuple[int, int, int]
    death: tuple[int, int, int]

    @property
    def name(self) -> str:
        return f"{self.surname} {self.given} {self.patronymic}"

    @property
    def age(self) -> int:
        return self.death[0] - self.birth[0] - (self.death[1:] < self.birth[1:])


Claims = dict[str, str]
Item = Callable[[Soldier], tuple[str, Claims]]


def iso(day: tuple[int, int, int]) -> str:
    return "{:04}-{:02}-{:02}".format(*day)


def dots(day: tuple[int, int, int]) -> str:
    return "{2:02}.{1:02}.{0:04}".format(*day)


def words(day: tuple[int, int, int]) -> str:
    return f"{day[2]} {MONTHS[day[1] - 1]} {day[0]} года"


def years(age: int) -> str:
    if age % 100 in (11, 12, 13, 14):
        return f"{age} лет"
    return f"{age} {'год' if age % 10 == 1 else 'года' if age % 10 in (2, 3, 4) else 'лет'}"


def both(s: Soldier) -> Claims:
    return {"birth": iso(s.birth), "death": iso(s.death)}


LOC = (
    "январе",
    "феврале",
    "марте",
    "апреле",
    "мае",
    "июне",
    "июле",
    "августе",
    "сентябре",
    "октябре",
    "ноябре",
    "декабре",
)


def initials(s: Soldier) -> str:
    return f"{s.surname} {s.given[0]}. {s.patronymic[0]}."


def short(s: Soldier, claims: Claims) -> Claims:
    return {"given": s.given[0] + ".", **claims}


# What an item says after its mark, and what is to be read in it.
ITEMS: dict[str, Item] = {
    "name only": lambda s: (s.name, {}),
    "life in dots": lambda s: (f"{s.name}, {dots(s.birth)} – {dots(s.death)}", both(s)),
    "life in brackets": lambda s: (f"{s.name} ({dots(s.birth)} — {dots(s.death)})", both(s)),
    "life tight": lambda s: (f"{s.name} {dots(s.birth)}-{dots(s.death)}", both(s)),
    "life in years": lambda s: (
        f"{s.name} ({s.birth[0]}–{s.death[0]})",
        {"birth": str(s.birth[0]), "death": str(s.death[0])},
    ),
    "life in years, no brackets": lambda s: (
        f"{s.name}, {s.birth[0]} - {s.death[0]}",
        {"birth": str(s.birth[0]), "death": str(s.death[0])},
    ),
    "born in": lambda s: (f"{s.name}, {s.birth[0]} г.р.", {"birth": str(s.birth[0])}),
    "born on, fell on": lambda s: (f"{s.name}, {dots(s.birth)} г.р., погиб {dots(s.death)}", both(s)),
    "fell on, in words": lambda s: (f"{s.name}, погиб {words(s.death)}", {"death": iso(s.death)}),
    "dash and day of death": lambda s: (f"{s.name} — погиб {words(s.death)}", {"death": iso(s.death)}),
    "dagger": lambda s: (f"{s.name} † {dots(s.death)}", {"death": iso(s.death)}),
    "star and dagger": lambda s: (f"{s.name} (*{dots(s.birth)} †{dots(s.death)})", both(s)),
    "born in words": lambda s: (f"{s.name}, родился {words(s.birth)}, погиб {words(s.death)}", both(s)),
    "rank and age": lambda s: (f"{s.rank} {s.name}, {years(s.age)}", {"rank": s.rank, "age": str(s.age)}),
    "rank after": lambda s: (f"{s.name}, {s.rank}, {years(s.age)}", {"rank": s.rank, "age": str(s.age)}),
    "age in brackets": lambda s: (f"{s.given} {s.surname} ({years(s.age)})", {"age": str(s.age)}),
    "village": lambda s: (f"{s.name}, {years(s.age)}, с. {s.village}", {"settlement": s.village, "age": str(s.age)}),
    "village in brackets": lambda s: (
        f"{s.name} (д. {s.village}), {s.birth[0]} г.р.",
        {"settlement": s.village, "birth": str(s.birth[0])},
    ),
    "capitals": lambda s: (f"{s.surname.upper()} {s.given} {s.patronymic}, {dots(s.birth)}–{dots(s.death)}", both(s)),
    "all capitals": lambda s: (f"{s.name.upper()} {dots(s.birth)} - {dots(s.death)}", both(s)),
    "tabs": lambda s: (f"{s.name}\t{dots(s.birth)}\t{dots(s.death)}", both(s)),
    "table": lambda s: (f"{s.name} | {s.rank} | {dots(s.birth)} | {dots(s.death)}", {"rank": s.rank, **both(s)}),
    "two lines": lambda s: (f"{s.name}\n{dots(s.birth)} – {dots(s.death)}", both(s)),
    "three lines": lambda s: (
        f"{s.surname.upper()}\n{s.given} {s.patronymic}\n{dots(s.birth)} – {dots(s.death)}",
        both(s),
    ),
    "card": lambda s: (
        f"{s.name}\nЗвание: {s.rank}\nДата рождения: {dots(s.birth)}\nДата гибели: {dots(s.death)}",
        {"rank": s.rank, **both(s)},
    ),
    "date first": lambda s: (f"{dots(s.death)} — {s.rank} {s.name}", {"rank": s.rank, "death": iso(s.death)}),
    "day of burial": lambda s: (
        f"{s.rank} {s.name}, {s.birth[0]} г.р., похоронен {dots(s.death)}",
        {"rank": s.rank, "birth": str(s.birth[0]), "burial": iso(s.death)},
    ),
    "initials": lambda s: (f"{initials(s)}, {s.birth[0]} г.р.", short(s, {"birth": str(s.birth[0])})),
    "initials, life": lambda s: (f"{initials(s)} ({dots(s.birth)}–{dots(s.death)})", short(s, both(s))),
    "rank, initials": lambda s: (
        f"{s.rank} {s.surname} {s.given[0]}.{s.patronymic[0]}. — {dots(s.death)}",
        short(s, {"rank": s.rank, "death": iso(s.death)}),
    ),
    "semicolon": lambda s: (f"{s.name}, {s.birth[0]} г.р.;", {"birth": str(s.birth[0])}),
    "full stop": lambda s: (
        f"{s.name}, {words(s.birth).replace(' года', ' г.')} – {words(s.death).replace(' года', ' г.')}.",
        both(s),
    ),
    "award": lambda s: (
        f"{s.rank} {s.name}, награждён орденом Мужества (посмертно)",
        {"rank": s.rank, "award": "орден Мужества, посмертно"},
    ),
    "native": lambda s: (
        f"{s.rank} {s.name}, уроженец села {s.village}, погиб {words(s.death)}",
        {"rank": s.rank, "settlement": s.village, "death": iso(s.death)},
    ),
    "lived": lambda s: (
        f"{s.name}. Родился {words(s.birth)} в деревне {s.village}. Погиб {words(s.death)}.",
        {"settlement": s.village, **both(s)},
    ),
    "buried there": lambda s: (
        f"{s.name}, погиб {dots(s.death)}, похоронен на Кедровском кладбище",
        {"death": iso(s.death), "cemetery": "Кедровское кладбище"},
    ),
    "mobilised": lambda s: (
        f"{s.name}, мобилизованный, {years(s.age)}",
        {"branch": "мобилизованный", "age": str(s.age)},
    ),
    "year of death": lambda s: (f"{s.name} (погиб в {s.death[0]} году)", {"death": str(s.death[0])}),
    "month of death": lambda s: (
        f"{s.name}, погиб в {LOC[s.death[1] - 1]} {s.death[0]} года",
        {"death": iso(s.death)[:7]},
    ),
    "comma tab": lambda s: (f"{s.surname}\t{s.given}\t{s.patronymic}\t{dots(s.birth)}\t{dots(s.death)}", both(s)),
    "rank column": lambda s: (f"{s.rank}\t{s.name}\t{dots(s.birth)}\t{dots(s.death)}", {"rank": s.rank, **both(s)}),
    "callsign": lambda s: (f"{s.name} («Кедр»), {years(s.age)}", {"age": str(s.age), "callsign": "Кедр"}),
    "slashes": lambda s: (f"{s.name} / {dots(s.birth)} / {dots(s.death)}", both(s)),
    "short years": lambda s: (
        f"{s.name} {dots(s.birth)[:6]}{dots(s.birth)[8:]} – {dots(s.death)[:6]}{dots(s.death)[8:]}",
        both(s),
    ),
    "plaque": lambda s: (
        f"{s.rank}\n{s.surname}\n{s.given} {s.patronymic}\n".upper() + f"{dots(s.birth)} — {dots(s.death)}",
        {"rank": s.rank, **both(s)},
    ),
    "paragraph": lambda s: (
        f"{s.name}\nРодился {words(s.birth)}. Служил по контракту. Погиб {words(s.death)}.\n"
        "Награждён медалью «За отвагу».",
        {**both(s), "branch": "контрактник", "award": "медаль «За отвагу»"},
    ),
}
NO_MARK = ("two lines", "three lines", "card", "plaque", "paragraph")
# How items are set one under the other.
MARKS: dict[str, Callable[[int], str]] = {
    "numbers": lambda n: f"{n}. ",
    "brackets": lambda n: f"{n}) ",
    "bullets": lambda n: "• ",
    "dashes": lambda n: "– ",
    "hyphens": lambda n: "- ",
    "candles": lambda n: "🕯 ",
    "squares": lambda n: "▪️",
    "lines": lambda n: "",
}


def soldiers(r: random.Random, size: int) -> list[Soldier]:
    """So many soldiers, no two of whom share a surname."""
    surnames = r.sample(SURNAMES, size)
    return [_soldier(r, surname) for surname in surnames]


def _soldier(r: random.Random, surname: str) -> Soldier:
    birth = (r.randint(1970, 2003), r.randint(1, 12), r.randint(1, 28))
    death = (r.choice((2022, 2023)), r.randint(3, 10), r.randint(1, 28))
    return Soldier(surname, r.choice(GIVENS), r.choice(PATRONYMICS), r.choice(RANKS), r.choice(VILLAGES), birth, death)


def listed(people: Sequence[Soldier], item: str, mark: str) -> tuple[str, list[Claims]]:
    """The people as items of a list, and what each item says."""
    told = [ITEMS[item](soldier) for soldier in people]
    if item in NO_MARK:
        return "\n\n".join(line for line, _ in told), [claims for _, claims in told]
    return "\n".join(MARKS[mark](n) + line for n, (line, _) in enumerate(told, 1)), [claims for _, claims in told]
