"""The invented dead of the demo world: common names at random, and the cases that are hard to tell apart."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

# Father's name → patronymic. Every name stands here by itself: there is no rule without exceptions.
_PATRONYMICS = dict(
    pair.split(":")
    for pair in """Александр:Александрович Алексей:Алексеевич Андрей:Андреевич Антон:Антонович Артём:Артёмович
    Василий:Васильевич Виктор:Викторович Владимир:Владимирович Дмитрий:Дмитриевич Евгений:Евгеньевич Иван:Иванович
    Игорь:Игоревич Илья:Ильич Кирилл:Кириллович Максим:Максимович Михаил:Михайлович Никита:Никитич Николай:Николаевич
    Олег:Олегович Павел:Павлович Пётр:Петрович Роман:Романович Семён:Семёнович Сергей:Сергеевич Степан:Степанович
    Фёдор:Фёдорович Юрий:Юрьевич Айрат:Айратович Ильдар:Ильдарович Ильнур:Ильнурович Марат:Маратович Рамиль:Рамилевич
    Рустам:Рустамович Баир:Баирович Бато:Батоевич Чингис:Чингисович Зорикто:Зориктоевич Магомед:Магомедович
    Мурад:Мурадович Шамиль:Шамилевич Руслан:Русланович Ислам:Исламович""".split()
)
_RUSSIAN = tuple(_PATRONYMICS)[:27]
_TATAR = ("Айрат", "Ильдар", "Ильнур", "Марат", "Рамиль", "Рустам")
_BURYAT = ("Баир", "Бато", "Чингис", "Зорикто")
_CAUCASIAN = ("Магомед", "Мурад", "Шамиль", "Руслан", "Ислам")
_FAMILIES: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        _RUSSIAN,
        """Ермилов Березин Громов Полянский Мельник Коваль Сухов Жданов Лукин Озеров Тарасов Быков Фролов Гусев
        Ларин Рябов Широков Панин Калинин Носков Дорохов Субботин Чижов Логинов Луговой Ершов""",
    ),
    (_TATAR, "Галиев Хабибуллин Сафин Валеев Гарипов"),
    (_BURYAT, "Цыренов Доржиев Бадмаев Очиров"),
    (_CAUCASIAN, "Магомедов Алиев Гаджиев Исаев"),
)
_RANKS = (
    "рядовой рядовой рядовой ефрейтор младший_сержант сержант сержант старший_сержант старшина прапорщик лейтенант "
    "старший_лейтенант капитан"
).split()
_UNITS = (
    "мотострелкового полка",
    "танкового батальона",
    "отдельной бригады",
    "разведывательной роты",
    "десантно-штурмового батальона",
    "инженерно-сапёрного взвода",
)
# settlement → its district
VILLAGES = {
    "Кедровка": "Кедровский",
    "Нижние Ключи": "Кедровский",
    "Берёзовый Яр": "Кедровский",
    "Нижнереченск": "Нижнереченский",
    "Ольховатое": "Нижнереченский",
    "Верхнеполье": "Сосноборовский",
    "Малые Сосны": "Сосноборовский",
}
_FIRST_DEATH, _LAST_DEATH = date(2022, 3, 5), date(2023, 6, 20)
_HARD = """
namesakes  Соколов     Андрей   Викторович   1985
namesakes  Соколов     Андрей   Викторович   1999
namesakes  Лаптев      Сергей   Николаевич   1979
namesakes  Лаптев      Сергей   Николаевич   1996
brothers   Ветров      Илья     Петрович     1994
brothers   Ветров      Никита   Петрович     2000
father     Зорин       Алексей  Иванович     1974
father     Зорин       Иван     Алексеевич   1998
swapped    Иванов      Сергей   Александрович 1990
swapped    Иванов      Александр Сергеевич   1988
yo         Королёв     Артём    Павлович     1997
yo         Семёнов     Пётр     Фёдорович    1992
hyphen     Орлов-Сухов Дмитрий  Михайлович   1989
fixed      Шевченко    Роман    Олегович     1993
fixed      Черных      Павел    Игоревич     1986
woman      Данилова    Елена    Викторовна   1991
first      Кедров      Пётр     Ильич        1998
"""


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """One invented person who died. ``hard`` says what makes them hard to tell from others; empty for most."""

    id: str
    surname: str
    given: str
    patronymic: str
    birth: date
    death: date
    rank: str
    unit: str
    village: str
    female: bool = False
    hard: str = ""

    @property
    def district(self) -> str:
        """The district of the village, as an adjective: "Кедровский"."""
        return VILLAGES[self.village]

    @property
    def age(self) -> int:
        """Whole years lived."""
        before_birthday = (self.death.month, self.death.day) < (self.birth.month, self.birth.day)
        return self.death.year - self.birth.year - before_birthday


def people(seed: int, count: int = 60) -> list[Person]:
    """Invent ``count`` people; the same for the same seed. The hard cases come first."""
    rng = random.Random(seed)  # noqa: S311 - a story, not a secret
    return [_complete(rng, number, *name) for number, name in zip(range(1, count + 1), _names(rng), strict=False)]


def _names(rng: random.Random) -> Iterator[tuple[str, str, str, str, int]]:
    """Yield ``(hard, surname, given, patronymic, year of birth)``: first the hard cases, then chance without end."""
    taken = set()
    for line in _HARD.strip().splitlines():
        hard, surname, given, patronymic, year = line.split()
        taken.add((surname, given, patronymic))
        yield hard, surname, given, patronymic, int(year)
    surnames = [(surname, names) for names, text in _FAMILIES for surname in text.split()]
    while True:
        rng.shuffle(surnames)
        for surname, names in surnames:
            given, patronymic = rng.choice(names), _PATRONYMICS[rng.choice(names)]
            if (surname, given, patronymic) not in taken:
                taken.add((surname, given, patronymic))
                yield "", surname, given, patronymic, rng.randint(1970, 2002)


def _complete(
    rng: random.Random, number: int, hard: str, surname: str, given: str, patronymic: str, year: int
) -> Person:
    female = hard == "woman"
    return Person(
        id=f"p{number:02}",
        surname=surname,
        given=given,
        patronymic=patronymic,
        birth=date(year, rng.randint(1, 12), rng.randint(1, 28)),
        death=_FIRST_DEATH + timedelta(rng.randrange((_LAST_DEATH - _FIRST_DEATH).days)),
        rank="старший сержант медицинской службы" if female else rng.choice(_RANKS).replace("_", " "),
        unit=rng.choice(_UNITS),
        village=rng.choice(list(VILLAGES)),
        female=female,
        hard=hard,
    )
