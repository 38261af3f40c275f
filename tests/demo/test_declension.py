"""Every form of every name in the demo world is right: against a table, and against a morphological dictionary."""

from datetime import date

import pytest
from msgspec.structs import replace
from rumorph import Analyzer

from sinodik.demo import declension
from sinodik.demo.declension import CASES
from sinodik.demo.wording import tell
from sinodik.demo.world import World

TABLE = [  # surname, given, patronymic; nominative, then the five other cases
    ("Кедров", "Кедрова Кедрову Кедрова Кедровым Кедрове"),
    ("Королёв", "Королёва Королёву Королёва Королёвым Королёве"),
    ("Березин", "Березина Березину Березина Березиным Березине"),
    ("Полянский", "Полянского Полянскому Полянского Полянским Полянском"),
    ("Луговой", "Лугового Луговому Лугового Луговым Луговом"),
    ("Мельник", "Мельника Мельнику Мельника Мельником Мельнике"),
    ("Коваль", "Коваля Ковалю Коваля Ковалем Ковале"),
    ("Шевченко", "Шевченко Шевченко Шевченко Шевченко Шевченко"),
    ("Черных", "Черных Черных Черных Черных Черных"),
    ("Орлов-Сухов", "Орлова-Сухова Орлову-Сухову Орлова-Сухова Орловым-Суховым Орлове-Сухове"),
]
GIVEN = [
    ("Пётр", "Петра Петру Петра Петром Петре"),
    ("Павел", "Павла Павлу Павла Павлом Павле"),
    ("Илья", "Ильи Илье Илью Ильёй Илье"),
    ("Никита", "Никиты Никите Никиту Никитой Никите"),
    ("Дмитрий", "Дмитрия Дмитрию Дмитрия Дмитрием Дмитрии"),
    ("Андрей", "Андрея Андрею Андрея Андреем Андрее"),
    ("Игорь", "Игоря Игорю Игоря Игорем Игоре"),
    ("Бато", "Бато Бато Бато Бато Бато"),
    ("Елена", "Елены Елене Елену Еленой Елене"),
    ("Ильич", "Ильича Ильичу Ильича Ильичом Ильиче"),
    ("Никитич", "Никитича Никитичу Никитича Никитичем Никитиче"),
    ("Викторовна", "Викторовны Викторовне Викторовну Викторовной Викторовне"),
]
RANKS = [
    ("рядовой", "gen", "рядового"),
    ("младший сержант", "ins", "младшим сержантом"),
    ("старший лейтенант", "dat", "старшему лейтенанту"),
    ("старшина", "acc", "старшину"),
    ("старший сержант медицинской службы", "gen", "старшего сержанта медицинской службы"),
]
_FEATURE = dict(zip(CASES, "Nom Gen Dat Acc Ins Loc".split(), strict=True))


@pytest.mark.parametrize(("word", "forms"), TABLE)
def test_surname(word, forms):
    assert [declension.surname(word, case) for case in CASES] == [word, *forms.split()]


def test_womans_surname():
    forms = [declension.surname("Данилова", case, female=True) for case in CASES]
    assert forms == "Данилова Даниловой Даниловой Данилову Даниловой Даниловой".split()


@pytest.mark.parametrize(("word", "forms"), GIVEN)
def test_given_name_and_patronymic(word, forms):
    assert [declension.given(word, case) for case in CASES] == [word, *forms.split()]


@pytest.mark.parametrize(("rank", "case", "form"), RANKS)
def test_rank(rank, case, form):
    assert declension.rank(rank, case) == form


def test_a_name_that_no_rule_knows_is_refused():
    with pytest.raises(ValueError, match="Гёте"):
        declension.surname("Гёте", "gen")


def test_every_name_of_everybody_against_the_dictionary(world: World):
    """Surnames that are common nouns too (Коваль, Луговой) are no surnames to the dictionary: the table has them."""
    analyzer = Analyzer()
    in_table = {word for word, _ in TABLE}
    wrong = []
    for person in world.people:
        surnames = [p for p in person.surname.split("-") if p not in in_table]
        parts = [("Sur", p, lambda w, c, f=person.female: declension.surname(w, c, f)) for p in surnames]
        parts += [("Giv", person.given, declension.given), ("Pat", person.patronymic, declension.given)]
        for kind, word, decline in parts:
            wrong += [
                (word, case, decline(word, case))
                for case in CASES
                if not _is(analyzer, decline(word, case), word, kind, _FEATURE[case])
            ]
    assert wrong == []


def _is(analyzer: Analyzer, form: str, word: str, kind: str, case: str) -> bool:
    lemma = word.lower().replace("ё", "е")
    return any(
        a.feats.get("NameType") == kind and a.feats.get("Case") == case and a.lemma.replace("ё", "е") == lemma
        for a in analyzer.analyze(form)
    )


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{rank:gen} {fio:gen}", "сержанта Кедрова Петра Ильича"),
        ("Прощание с {ipf:ins}", "Прощание с Петром Ильичом Кедровым"),
        ("{FIO:nom}, {birth:yr}", "КЕДРОВ ПЁТР ИЛЬИЧ, 1998 г.р."),
        ("{init:nom}; {init_first:nom}", "Кедров П. И.; П. И. Кедров"),
        ("{погиб|погибла} {death:m_in} на {age:on} году жизни", "погиб в марте 2022 года на 24-м году жизни"),
        ("{Ему|Ей} {age:was}, {death:d2}, {death:dm}", "Ему было 23 года, 12.03.22, 12 марта"),
        ("из {village:gen} {district:gen} района", "из Нижних Ключей Кедровского района"),
    ],
)
def test_fields(world: World, template, words):
    kedrov = next(p for p in world.people if p.surname == "Кедров")
    kedrov = replace(kedrov, birth=date(1998, 6, 5), death=date(2022, 3, 12), rank="сержант", village="Нижние Ключи")
    text, _ = tell("{fi:nom} — " + template, kedrov)
    assert text == "Кедров Пётр — " + words
