"""Lists in every layout: each item's facts are its person's, and what a heading tells is told of all under it."""

import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layouts import ITEMS, MARKS, Claims, Soldier, dots, iso, listed, soldiers, years
from list_headings import GROUPS, HEADINGS

from extract.text import TextReader
from sinodik.records import Evidence, Field

SEVERAL = (Field.BRANCH, Field.SETTLEMENT)  # an item may tell another one than its heading does
UNCHECKED = (Field.PATRONYMIC, Field.CALLSIGN, Field.OCCUPATION, Field.SCHOOL)
ONLY_A_DAY = ("date first", "rank, initials")  # of what the day is, the heading tells
BURIED = ("buried", "alley", "cemetery")
Read = Callable[[str], list[dict[str, list[str]]]]
# What follows a list: nothing of it is anybody's.
CLOSINGS = (
    "",
    "\n\nВечная память героям!",
    "\n\nГлава Нагорного района П. С. Лаптев",
    "\n\nСветлая память! Соболезнуем родным и близким.",
    "\n\nФото: Инна Рыбина",
)
CHOICE = st.randoms(use_true_random=False)


@pytest.fixture(scope="module")
def read(reader: TextReader) -> Read:
    """What the reader reads in a post: of each dead, each field's values."""

    def values(text: str) -> list[dict[str, list[str]]]:
        found = []
        for mention in reader.mentions(_evidence(text)):
            own: dict[str, list[str]] = {}
            for field in (f for f in Field if f not in UNCHECKED):
                one = mention.value(field)
                several = sorted({str(c.value) for c in mention.claims if c.field is field})
                if one is not None:
                    own[field.value] = several if field in SEVERAL else [str(one)]
            found.append(own)
        return found

    return values


def _evidence(text: str) -> Evidence:
    at = datetime(2024, 3, 1, 12, tzinfo=UTC)
    return Evidence(
        source="k", publisher="k", kind="post", url="https://example.org/k", posted=at, seen=at, payload="0", text=text
    )


def wrong(read: Read, text: str, people: Sequence[Soldier], claims: Sequence[Claims]) -> list[str]:
    """What was read otherwise than the list says."""
    found = {own["surname"][0]: own for own in read(text) if "surname" in own}
    faults = [f"{surname} is nobody" for surname in found.keys() - {s.surname for s in people}]
    for soldier, told in zip(people, claims, strict=True):
        own = found.get(soldier.surname)
        wanted = {"surname": soldier.surname, "given": soldier.given, **told}
        wanted.pop("callsign", None)
        if own is None:
            faults.append(f"{soldier.surname} is missing")
            continue
        for field in sorted({*own, *wanted}):
            values = own.get(field, [])
            if (wanted.get(field) not in values) if field in wanted else bool(values):
                faults.append(f"{soldier.surname}, {field}: {values}, not {wanted.get(field)}")
    return faults


def as_headed(heading: str, item: str, claims: Claims) -> Claims:
    """What a heading makes of a day or a year in an item."""
    if heading in BURIED and item in ONLY_A_DAY and "death" in claims:
        return {**{k: v for k, v in claims.items() if k != "death"}, "burial": claims["death"]}
    if heading == "month" and len(claims.get("death", "")) == 4:
        return {**claims, "death": "2023-03"}
    return claims


def in_march(people: Sequence[Soldier]) -> list[Soldier]:
    return [soldier._replace(death=(2023, 3, soldier.death[2])) for soldier in people]


def _some(heading: str, size: int) -> list[tuple[str, str]]:
    """So many kinds of items to stand under a heading, always the same."""
    return [(heading, item) for item in random.Random(heading).sample(sorted(ITEMS), size)]


@pytest.mark.parametrize(("heading", "item"), [pair for heading in HEADINGS for pair in _some(heading, 5)])
def test_a_heading_is_told_of_all_under_it(read: Read, item: str, heading: str):
    r = random.Random(f"{item}/{heading}")
    head, common = HEADINGS[heading]
    people = soldiers(r, r.choice((2, 3, 5, 12, 25)))
    people = in_march(people) if heading == "month" else people
    body, told = listed(people, item, r.choice(sorted(MARKS)))
    wanted = [{**common, **as_headed(heading, item, claims)} for claims in told]
    assert wrong(read, f"{head}\n{body}{r.choice(CLOSINGS)}", people, wanted) == []


@pytest.mark.parametrize(("group", "item"), [pair for group in GROUPS for pair in _some(group, 6)])
def test_a_heading_of_a_group_is_told_of_the_group_only(read: Read, item: str, group: str):
    r = random.Random(f"{item}/{group}")
    people, size, mark = soldiers(r, 10), r.choice((1, 3, 5)), r.choice(sorted(MARKS))
    parts = ["Погибли на СВО:"]
    wanted: list[Claims] = []
    for (head, common), some in zip(GROUPS[group], (people[:size], people[size:]), strict=True):
        body, told = listed(some, item, mark)
        parts.append(f"{head}\n{body}")
        wanted += [{**common, **as_headed(group, item, claims)} for claims in told]
    assert wrong(read, "\n\n".join(parts), people, wanted) == []


@settings(max_examples=60, deadline=None, derandomize=True)
@given(CHOICE, st.sampled_from(sorted(ITEMS)), st.sampled_from(sorted(MARKS)), st.integers(2, 30))
def test_a_list_of_any_length(read: Read, r: random.Random, item: str, mark: str, size: int):
    people = soldiers(r, size)
    body, told = listed(people, item, mark)
    wanted = [{"district": "Нагорный район", **claims} for claims in told]
    assert wrong(read, f"Погибшие на СВО жители Нагорного района:\n{body}", people, wanted) == []


# (what one line says, of how each is named in it, and what is told of him)
IN_ONE_LINE: tuple[tuple[str, Callable[[Soldier], str], Callable[[Soldier], Claims]], ...] = (
    ("Погибли на СВО жители Нагорного района: {}.", lambda s: s.name, lambda s: {"district": "Нагорный район"}),
    ("Погибшие из Пермского края: {}.", lambda s: f"{s.name} ({s.birth[0]}–{s.death[0]})",
     lambda s: {"region": "Пермский край", "birth": str(s.birth[0]), "death": str(s.death[0])}),
    ("Погибли на СВО: {}. Все — мобилизованные из Пермского края.",
     lambda s: f"{s.given} {s.surname}, {years(s.age)}",
     lambda s: {"age": str(s.age), "branch": "мобилизованный", "region": "Пермский край"}),
    ("Погибли мобилизованные: {}.", lambda s: f"{s.name} (с. {s.village})",
     lambda s: {"branch": "мобилизованный", "settlement": s.village}),
    ("Погибли на СВО: {}.", lambda s: f"{s.rank} {s.name} ({s.birth[0]}–{s.death[0]})",
     lambda s: {"rank": s.rank, "birth": str(s.birth[0]), "death": str(s.death[0])}),
    ("Погибли на СВО: {}\n\nВсе похоронены на Кедровском кладбище.", lambda s: s.name,
     lambda s: {"cemetery": "Кедровское кладбище"}),
    ("Погибли на СВО: {}\n\nВсе они — уроженцы Нагорного района Пермского края.", lambda s: s.name,
     lambda s: {"district": "Нагорный район", "region": "Пермский край"}),
)  # fmt: skip


@pytest.mark.parametrize(("frame", "named", "told"), IN_ONE_LINE, ids=[frame for frame, _, _ in IN_ONE_LINE])
@pytest.mark.parametrize("size", [2, 3, 8, 20])
def test_a_list_in_one_line(
    read: Read, frame: str, named: Callable[[Soldier], str], told: Callable[[Soldier], Claims], size: int
):
    people = soldiers(random.Random(frame), size)
    text = frame.format(", ".join(map(named, people)))
    assert wrong(read, text, people, list(map(told, people))) == []


# (how the rows of a line are parted, one row, what it tells)
ROWS: tuple[tuple[str, Callable[[Soldier], str], Callable[[Soldier], Claims]], ...] = (
    (" / ", lambda s: f"{s.name} {s.birth[0]} - {s.death[0]}",
     lambda s: {"birth": str(s.birth[0]), "death": str(s.death[0])}),
    ("; ", lambda s: f"{s.rank} {s.name}, {years(s.age)}, с. {s.village}",
     lambda s: {"rank": s.rank, "age": str(s.age), "settlement": s.village}),
    (" | ", lambda s: f"{s.name}, {s.age}, {s.village}", lambda s: {"age": str(s.age), "settlement": s.village}),
    (" • ", lambda s: f"{s.name} ({s.village})", lambda s: {"settlement": s.village}),
    ("; ", lambda s: f"{s.name} — {dots(s.death)}", lambda s: {"death": iso(s.death)}),
    (", ", lambda s: f"{s.name} — {dots(s.death)}", lambda s: {"death": iso(s.death)}),
)  # fmt: skip


@pytest.mark.parametrize(("mark", "row", "told"), ROWS)
@pytest.mark.parametrize("size", [3, 9])
def test_rows_in_one_line(
    read: Read, mark: str, row: Callable[[Soldier], str], told: Callable[[Soldier], Claims], size: int
):
    people = soldiers(random.Random(mark), size)
    text = "Погибли на СВО: " + mark.join(map(row, people))
    assert wrong(read, text, people, list(map(told, people))) == []


# (a table's head, one row, what it tells)
TABLES: tuple[tuple[str, Callable[[Soldier], str], Callable[[Soldier], Claims]], ...] = (
    ("ФИО | Дата рождения | Дата гибели | Звание | Откуда",
     lambda s: f"{s.name} | {dots(s.birth)} | {dots(s.death)} | {s.rank} | {s.village}",
     lambda s: {"birth": iso(s.birth), "death": iso(s.death), "rank": s.rank, "settlement": s.village}),
    ("Фамилия\tИмя\tДата гибели\tВозраст", lambda s: f"{s.surname}\t{s.given}\t{dots(s.death)}\t{s.age}",
     lambda s: {"death": iso(s.death), "age": str(s.age)}),
    ("№;ФИО;дата похорон;место гибели", lambda s: f"1;{s.name};{dots(s.death)};Угледар",
     lambda s: {"burial": iso(s.death)}),
    ("| Звание | Фамилия | Имя |\n|---|---|---|", lambda s: f"| {s.rank} | {s.surname} | {s.given} |",
     lambda s: {"rank": s.rank}),
)  # fmt: skip


@pytest.mark.parametrize(("head", "row", "told"), TABLES)
@pytest.mark.parametrize("size", [2, 7])
def test_tables(read: Read, head: str, row: Callable[[Soldier], str], told: Callable[[Soldier], Claims], size: int):
    people = soldiers(random.Random(head), size)
    text = "\n".join(["Погибшие на СВО", head, *map(row, people)])
    assert wrong(read, text, people, list(map(told, people))) == []


GROUPS_IN_LINES = (
    ("Нагорный район: {}\nКедровский район: {}", "district", "Нагорный район", "Кедровский район"),
    ("с. Кедровка — {}\nд. Отрадино — {}", "settlement", "Кедровка", "Отрадино"),
)


@pytest.mark.parametrize(("lines", "field", "first", "second"), GROUPS_IN_LINES)
@pytest.mark.parametrize("size", [2, 5, 9])
def test_groups_in_lines(read: Read, lines: str, field: str, first: str, second: str, size: int):
    people = soldiers(random.Random(size), size * 2)
    groups = [", ".join(s.name for s in some) for some in (people[:size], people[size:])]
    wanted = [{field: first if n < size else second} for n in range(size * 2)]
    assert wrong(read, "Список погибших на СВО\n" + lines.format(*groups), people, wanted) == []
