"""The fields of a wording: how a name, a date, an age, a rank or a place can be written."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import cast

from sinodik.demo import declension
from sinodik.demo.declension import Case
from sinodik.demo.people import Person
from sinodik.records import How, PartialDate

Facts = dict[str, object]
Written = tuple[str, Facts]

_MONTHS_OF = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
_MONTHS_IN = "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре".split()
# settlement → with what it is, in the genitive; its own genitive; its locative
_PLACES = {
    "Кедровка": ("села Кедровка", "Кедровки", "Кедровке"),
    "Нижние Ключи": ("деревни Нижние Ключи", "Нижних Ключей", "Нижних Ключах"),
    "Берёзовый Яр": ("посёлка Берёзовый Яр", "Берёзового Яра", "Берёзовом Яре"),
    "Нижнереченск": ("города Нижнереченска", "Нижнереченска", "Нижнереченске"),
    "Ольховатое": ("села Ольховатое", "Ольховатого", "Ольховатом"),
    "Верхнеполье": ("села Верхнеполье", "Верхнеполья", "Верхнеполье"),
    "Малые Сосны": ("деревни Малые Сосны", "Малых Сосен", "Малых Соснах"),
}
_DISTRICT = {"nom": "ий", "gen": "ого", "acc": "ий", "loc": "ом"}
# People who are named beside the dead, and of whom no mention may be made.
HEADS = {"Кедровский": "А. В. Сомов", "Нижнереченский": "Г. П. Ясенев", "Сосноборовский": "Н. Т. Рогозин"}
_HEADS_DAT = {"Кедровский": "А. В. Сомову", "Нижнереченский": "Г. П. Ясеневу", "Сосноборовский": "Н. Т. Рогозину"}
TEACHER = "Вера Степановна Листьева"
WIFE = "Наталья"
COMMISSAR = "Олег Борисович Крутов"
BYSTANDERS = ("Сомов", "Ясенев", "Рогозин", "Листьева", "Крутов", "Наталья", "Нина")


def write(person: Person, field: str, style: str, number: int) -> Written:
    """Write one field; returns the words and the facts that they tell."""
    if field in _NAMES:
        return _NAMES[field](person, cast(Case, style))
    if field in ("birth", "death"):
        return _date(field, person.birth if field == "birth" else person.death, style)
    return _REST[field](person, style, number)


def _date(field: str, day: date, style: str) -> Written:
    whole, month, year = PartialDate(day.year, day.month, day.day), PartialDate(day.year, day.month), day.year
    undated = PartialDate(day.year, day.month, day.day, How.FROM_POST_DATE)
    words, told = {
        "d": (f"{day:%d.%m.%Y}", whole),
        "d2": (f"{day:%d.%m.%y}", whole),
        "w": (f"{day.day} {_MONTHS_OF[day.month - 1]} {year} года", whole),
        "dm": (f"{day.day} {_MONTHS_OF[day.month - 1]}", undated),
        "m_in": (f"в {_MONTHS_IN[day.month - 1]} {year} года", month),
        "ym": (f"{_MONTHS_IN[day.month - 1]} {year} года", month),
        "y": (f"{year}", PartialDate(year)),
        "yr": (f"{year} г.р.", PartialDate(year)),
    }[style]
    return words, {field: told}


def _age(person: Person, style: str, number: int) -> Written:
    if style == "on":
        return f"{person.age + 1}-м", {"age": person.age}
    few = person.age % 10
    noun = "лет" if 11 <= person.age % 100 <= 14 or few in (0, 5, 6, 7, 8, 9) else "год" if few == 1 else "года"
    was = {"лет": "было ", "года": "было ", "год": "был "}[noun] if style == "was" else ""
    return f"{was}{person.age} {noun}", {"age": person.age}


def _place(person: Person, style: str, number: int) -> Written:
    typed, genitive, locative = _PLACES[person.village]
    forms = {"nom": person.village, "gen": genitive, "loc": locative, "type_gen": typed}
    return forms[style], {}


def _rank(person: Person, style: str, number: int) -> Written:
    return declension.rank(person.rank, cast(Case, style)), {"rank": person.rank}


def _rank_capitalised(person: Person, style: str, number: int) -> Written:
    return person.rank[0].upper() + person.rank[1:], {"rank": person.rank}


def _burial(person: Person, style: str, number: int) -> Written:
    day = person.death + timedelta(days=12)
    return f"{_MONTHS_IN[day.month - 1]} {day.year} года", {}


_REST: dict[str, Callable[[Person, str, int], Written]] = {
    "age": _age,
    "village": _place,
    "rank": _rank,
    "rank_cap": _rank_capitalised,
    "Rank": _rank_capitalised,
    "ins_rank": lambda p, style, n: _rank(p, "ins", n),
    "burial": _burial,
    "unit": lambda p, style, n: (p.unit, {}),
    "district": lambda p, style, n: (p.district.removesuffix("ий") + _DISTRICT[style], {}),
    "head_dat": lambda p, style, n: (_HEADS_DAT[p.district], {}),
    "gen_of_us": lambda p, style, n: ("нашей землячки" if p.female else "нашего земляка", {}),
    "head": lambda p, style, n: (HEADS[p.district], {}),
    "teacher": lambda p, style, n: (TEACHER, {}),
    "wife": lambda p, style, n: (WIFE, {}),
    "commissar": lambda p, style, n: (COMMISSAR, {}),
    "dat_hero": lambda p, style, n: ("герою", {}),
    "year_out": lambda p, style, n: (str(p.birth.year + 17), {}),
    "number": lambda p, style, n: (str(n), {}),
    "nn": lambda p, style, n: (p.id[1:], {}),
}


def _surname(p: Person, case: Case) -> str:
    return declension.surname(p.surname, case, p.female)


def _given(p: Person, case: Case) -> str:
    return declension.given(p.given, case)


def _patronymic(p: Person, case: Case) -> str:
    return declension.given(p.patronymic, case)


def _full(p: Person) -> Facts:
    return {"surname": p.surname, "given": p.given, "patronymic": p.patronymic}


def _two(p: Person) -> Facts:
    return {"surname": p.surname, "given": p.given}


def _initials(p: Person) -> tuple[str, Facts]:
    given, patronymic = f"{p.given[0]}.", f"{p.patronymic[0]}."
    return f"{given} {patronymic}", {"surname": p.surname, "given": given, "patronymic": patronymic}


_NAMES: dict[str, Callable[[Person, Case], Written]] = {
    "fio": lambda p, c: (f"{_surname(p, c)} {_given(p, c)} {_patronymic(p, c)}", _full(p)),
    "FIO": lambda p, c: (f"{_surname(p, c)} {_given(p, c)} {_patronymic(p, c)}".upper(), _full(p)),
    "ipf": lambda p, c: (f"{_given(p, c)} {_patronymic(p, c)} {_surname(p, c)}", _full(p)),
    "fi": lambda p, c: (f"{_surname(p, c)} {_given(p, c)}", _two(p)),
    "if": lambda p, c: (f"{_given(p, c)} {_surname(p, c)}", _two(p)),
    "io": lambda p, c: (f"{_given(p, c)} {_patronymic(p, c)}", {"given": p.given, "patronymic": p.patronymic}),
    "i": lambda p, c: (_given(p, c), {"given": p.given}),
    "init": lambda p, c: (f"{_surname(p, c)} {_initials(p)[0]}", _initials(p)[1]),
    "init_first": lambda p, c: (f"{_initials(p)[0]} {_surname(p, c)}", _initials(p)[1]),
}
