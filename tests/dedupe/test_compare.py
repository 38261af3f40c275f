"""Pairs as a reviewer would tell them: one person, two people, or a question."""

import inspect
from collections.abc import Callable

import pytest

from dedupe.compare import RARITY, REASONS, compare, vetoed
from dedupe.namesakes import NameCounts, counted
from sinodik.records import How, Mention, PartialDate
from sinodik.settings import Match

# In this crowd Иванов, Сергей and Николаевич are common, Заозёрный is not.
CROWD = NameCounts(
    people=1000,
    surname={"иванов": 30, "кедров": 3, "кедрова": 1, "заозерный": 1, "журавлев": 4},
    given={"сергей": 80, "андрей": 60, "николай": 50, "александр": 90, "артем": 30, "петр": 20},
    patronymic={"николаевич": 60, "сергеевич": 70, "ильич": 10},
)

ONE, TWO, ASK = "one person", "two people", "a question"
ИСН = "Иванов Сергей Николаевич"

PAIRS = [
    # the same words
    ("Заозёрный Пётр Ильич", {}, "Заозёрный Пётр Ильич", {}, ONE),
    (ИСН, {}, ИСН, {}, ASK),
    (ИСН, {"birth": "1990-02-01"}, ИСН, {"birth": "1990-02-01"}, ONE),
    (ИСН, {"settlement": "Кедровка"}, ИСН, {"settlement": "село Кедровка"}, ONE),
    (ИСН, {"birth": "1990"}, ИСН, {"birth": "1990"}, ONE),
    ("Иванов Сергей", {"birth": "1990"}, "Иванов Сергей", {"birth": "1990"}, ASK),
    (ИСН, {"birth": "1990", "death": "2022-05-09"}, ИСН, {"birth": "1990", "death": "2022-05-09"}, ONE),
    ("Иванов Сергей", {}, "Иванов Сергей", {}, TWO),
    # namesakes
    (ИСН, {"birth": "1990-02-01"}, ИСН, {"birth": "1985-07-12"}, TWO),
    (ИСН, {"birth": "1990"}, ИСН, {"birth": "1985"}, TWO),
    (ИСН, {"birth": "1990-02-01"}, ИСН, {"birth": "1990-11-28"}, ASK),
    (ИСН, {"death": "2022-05-09"}, ИСН, {"death": "2023-11-20"}, TWO),
    # families
    (ИСН, {"birth": "1970"}, "Иванов Николай Сергеевич", {"birth": "1995"}, TWO),
    (ИСН, {}, "Иванов Андрей Николаевич", {}, TWO),
    (ИСН, {"birth": "1990", "settlement": "Кедровка"}, "Иванов Андрей Николаевич", {"birth": "1992"}, TWO),
    (ИСН, {"birth": "1990-02-01"}, "Иванов Андрей Николаевич", {"birth": "1990-02-01"}, TWO),  # twins
    # one hand slipped
    ("Журавлёв Артём Ильич", {"birth": "1990"}, "Журавлев Артем Ильич", {"birth": "1990"}, ONE),
    ("Кедров Пётр Ильич", {"birth": "1990-02-01"}, "Кедроф Пётр Ильич", {"birth": "1990-02-01"}, ONE),
    ("Кедров Пётр Ильич", {}, "Кедроф Пётр Ильич", {}, ASK),
    ("Кедров Пётр Ильич", {"birth": "1990-02-01"}, "Кедров Пётр Ильич", {"birth": "1990-02-07"}, ONE),
    (ИСН, {"birth": "1990-02-01"}, ИСН, {"birth": "1990-01-02"}, ASK),
    (ИСН, {"birth": "1990-02-01"}, ИСН, {"birth": "1980-02-01"}, ASK),
    ("Кедров Пётр Ильич", {"birth": "1990"}, "Кедров Пётр Ильич", {"birth": "1991"}, ASK),
    # less said
    ("Заозёрный Пётр Ильич", {"birth": "1990-02-01"}, "Заозёрный П. И.", {"birth": "1990"}, ONE),
    (ИСН, {}, "Иванов С. Н.", {}, ASK),
    ("Кедров Пётр Ильич", {}, "Кедров П. И.", {}, ASK),
    ("Кедров Александр Ильич", {"birth": "1990-02-01"}, "Кедров Саша", {"birth": "1990-02-01"}, ONE),
    ("Кедров Александр Ильич", {}, "Кедров Саша", {}, ASK),
    (ИСН, {}, "Иванов", {}, TWO),
    # death, burial, age
    ("Кедров Пётр Ильич", {"death": "2022-05-09"}, "Кедров Пётр Ильич", {"burial": "2022-05-20"}, ONE),
    ("Кедров Пётр Ильич", {"death": "2022-05-09"}, "Кедров Пётр Ильич", {"burial": "2022-04-01"}, TWO),
    (ИСН, {"birth": "1990-02-01"}, ИСН, {"age": 32, "death": "2022-05-09"}, ONE),
    (ИСН, {"birth": "1990-02-01"}, ИСН, {"age": 45, "death": "2022-05-09"}, TWO),
    ("Кедров Пётр", {"age": 25, "death": "2022-05-09"}, "Кедров Пётр", {"age": 25, "death": "2022-05-09"}, ONE),
    ("Кедров Пётр Ильич", {"age": 25}, "Кедров Пётр Ильич", {"age": 26}, ONE),
    ("Кедров Пётр Ильич", {"age": 25}, "Кедров Пётр Ильич", {"age": 40}, ASK),
    (ИСН, {"age": 25}, ИСН, {"age": 40}, TWO),
    ("Кедров Пётр Ильич", {"birth": "2021"}, "Кедров Пётр Ильич", {"death": "2022-05-09"}, TWO),
]


def said(score: float, *, veto: bool) -> str:
    match = Match()
    if veto or score <= match.different:
        return TWO
    return ONE if score >= match.same else ASK


@pytest.mark.parametrize(("a", "known_a", "b", "known_b", "expected"), PAIRS)
def test_pairs(person: Callable[..., Mention], a: str, known_a: dict, b: str, known_b: dict, expected: str) -> None:
    pair = compare(person(a, "1", **known_a), person(b, "2", **known_b), CROWD)
    assert said(pair.score, veto=vetoed(pair)) == expected, f"{pair.score}: {[(w.rule, w.weight) for w in pair.whys]}"


@pytest.mark.parametrize(("a", "known_a", "b", "known_b", "_"), PAIRS)
def test_order_does_not_matter(
    person: Callable[..., Mention], a: str, known_a: dict, b: str, known_b: dict, _: str
) -> None:
    x, y = person(a, "1", **known_a), person(b, "2", **known_b)
    pair = compare(x, y, CROWD)
    assert pair == compare(y, x, CROWD)
    assert pair.a < pair.b
    assert pair.score == pytest.approx(sum(w.weight for w in pair.whys), abs=0.01)


@pytest.mark.parametrize("rule", [*REASONS, *RARITY], ids=lambda r: r.__name__)
def test_every_reason_has_one_sentence_for_the_reviewer(rule: Callable[..., object]) -> None:
    sentence = inspect.getdoc(rule) or ""
    assert sentence.endswith(".")
    assert sentence.count(". ") == 0
    assert "\n" not in sentence
    assert 10 < len(sentence) < 90


def test_rules_have_names_of_their_own() -> None:
    names = [r.__name__ for r in (*REASONS, *RARITY)]
    assert len(names) == len(set(names))


def test_a_reason_shows_both_values_as_a_russian_reader_writes_them(person: Callable[..., Mention]) -> None:
    pair = compare(person(ИСН, "1", birth="1990-02-01"), person(ИСН, "2", birth="1985"), CROWD)
    why = next(w for w in pair.whys if w.rule == "birth_conflict")
    assert {why.a, why.b} == {"1 февраля 1990", "1985"}
    assert why.sentence == "The birth dates cannot belong to one person."
    assert why.weight < 0


def test_values_stand_on_the_side_of_their_mention(person: Callable[..., Mention]) -> None:
    x, y = person("Кедров Пётр Ильич", "1", death="2022-05-09"), person("Кедров Пётр Ильич", "2", burial="2022-05-20")
    pair = compare(x, y, CROWD)
    why = next(w for w in pair.whys if w.rule == "buried_soon_after")
    assert {pair.a: why.a, pair.b: why.b} == {x.id: "9 мая 2022", y.id: "20 мая 2022"}


def test_two_in_one_post_are_two_people(make_evidence: Callable, make_mention: Callable) -> None:
    post = make_evidence("Кедров Пётр Ильич и его брат Кедров Павел Ильич")
    pair = compare(make_mention("Кедров Пётр Ильич", post), make_mention("Кедров Павел Ильич", post), CROWD)
    assert vetoed(pair)
    assert "same_evidence" in {w.rule for w in pair.whys}


def test_a_year_reckoned_from_an_age_may_be_one_off(person: Callable[..., Mention]) -> None:
    exact = person("Кедров Пётр Ильич", "1", birth="1990-12-30")
    for year, expected in ((1990, "birth_same"), (1991, "birth_same"), (1992, "birth_near"), (1994, "birth_conflict")):
        reckoned = person("Кедров Пётр Ильич", "2", birth=str(PartialDate(year)))
        claims = [c for c in reckoned.claims if c.field != "birth"]
        birth = next(c for c in reckoned.claims if c.field == "birth")
        aged = type(birth)(birth.field, PartialDate(year, how=How.FROM_AGE), birth.quote, birth.where)
        other = Mention(evidence=reckoned.evidence, extractor="t", version="1", claims=(*claims, aged))
        assert expected in {w.rule for w in compare(exact, other, CROWD).whys}, year


def test_yesterday_is_nearly_a_date(person: Callable[..., Mention]) -> None:
    stated = person("Кедров Пётр Ильич", "1", death="2022-05-09")
    for when, weight in ((PartialDate(2022, 5, 10), 2.5), (PartialDate(2022, 5, 20), 0.5), (PartialDate(2022, 5), 0.5)):
        told = person("Кедров Пётр Ильич", "2", death=str(when))
        *name, death = told.claims
        reckoned = PartialDate(when.year, when.month, when.day, How.FROM_POST_DATE)
        claims = (*name, type(death)(death.field, reckoned, death.quote, death.where))
        other = Mention(evidence=told.evidence, extractor="t", version="1", claims=claims)
        [why] = [w for w in compare(stated, other, CROWD).whys if w.rule.startswith("death")]
        assert (why.rule, why.weight) == ("death_near", weight)


def test_a_rare_name_proves_more(person: Callable[..., Mention]) -> None:
    common = compare(person(ИСН, "1"), person(ИСН, "2"), CROWD)
    rare = compare(person("Заозёрный Пётр Ильич", "1"), person("Заозёрный Пётр Ильич", "2"), CROWD)
    assert rare.score > common.score
    assert "rare_name" in {w.rule for w in rare.whys}
    assert "common_name" in {w.rule for w in common.whys}


def test_reposts_do_not_make_a_name_common(person: Callable[..., Mention]) -> None:
    posts = [person("Заозёрный Пётр Ильич", str(i), birth="1990") for i in range(40)]
    assert counted(posts).surname["заозерный"] == 1


def test_known_namesakes_make_a_name_common(person: Callable[..., Mention]) -> None:
    counts = counted([person(ИСН, "1", birth="1990"), person(ИСН, "2", birth="1985")])
    pair = compare(person(ИСН, "3"), person(ИСН, "4"), counts)
    assert "common_name" in {w.rule for w in pair.whys}
    assert said(pair.score, veto=vetoed(pair)) == ASK


def test_counts_come_back_from_their_rows(person: Callable[..., Mention]) -> None:
    counts = counted([person(ИСН, "1", birth="1990"), person(ИСН, "2", birth="1985"), person("Кедров П. И.", "3")])
    assert NameCounts.of(counts.rows()) == counts
