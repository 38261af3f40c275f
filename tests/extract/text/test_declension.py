"""Surnames and patronymics, backwards to the nominative."""

from collections.abc import Sequence

import pytest

from extract.text.declension import GIVENS, PATRONYMICS, SURNAMES, Declension, Form, Paradigm, forms

CASES = [
    ("хворостухина", "Gen", "Masc", "хворостухин"),
    ("хворостухина", "Nom", "Fem", "хворостухина"),
    ("хворостухиной", "Dat", "Fem", "хворостухина"),
    ("тряпочкинскому", "Dat", "Masc", "тряпочкинский"),
    ("тряпочкинскую", "Acc", "Fem", "тряпочкинская"),
    ("заболотняку", "Dat", "Masc", "заболотняк"),
    ("заболотняк", "Ins", "Fem", "заболотняк"),
    ("гриценко", "Gen", "Masc", "гриценко"),
    ("черных", "Dat", "Fem", "черных"),
    ("мелкадзе", "Ins", "Masc", "мелкадзе"),
    ("белого", "Gen", "Masc", "белый"),
    ("соловья", "Acc", "Masc", "соловей"),
    ("кравцу", "Dat", "Masc", "кравец"),
    ("ротаря", "Gen", "Masc", "ротарь"),
    ("сороке", "Dat", "Masc", "сорока"),
    ("гайдая", "Gen", "Masc", "гайдай"),
]


UNKNOWN_GIVENS = [
    ("саналу", "Dat", "Masc", "санал"),
    ("дондоком", "Ins", "Masc", "дондок"),
    ("бадмой", "Ins", "Masc", "бадма"),
    ("даримы", "Gen", "Fem", "дарима"),
    ("гульназ", "Dat", "Fem", "гульназ"),
    ("апти", "Gen", "Masc", "апти"),
    ("белек-оола", "Gen", "Masc", "белек-оол"),
]


def nominatives(form: str, paradigms: Sequence[Paradigm]) -> list[Form]:
    return Declension(paradigms).nominatives(form)


@pytest.mark.parametrize(("form", "case", "gender", "nominative"), UNKNOWN_GIVENS)
def test_a_given_name_that_no_dictionary_has(form: str, case: str, gender: str, nominative: str):
    assert (nominative, case, gender) in {(f.nominative, f.case, f.gender) for f in nominatives(form, GIVENS)}


@pytest.mark.parametrize(("form", "case", "gender", "nominative"), CASES)
def test_a_surname_comes_from_its_nominative(form: str, case: str, gender: str, nominative: str):
    found = {(f.nominative, f.case, f.gender) for f in nominatives(form, SURNAMES)}
    assert (nominative, case, gender) in found


@pytest.mark.parametrize(
    ("form", "nominative"),
    [("цыреновича", "цыренович"), ("нодаровичу", "нодарович"), ("ильичом", None), ("фанисовны", "фанисовна")],
)
def test_patronymics(form: str, nominative: str | None):
    assert {f.nominative for f in nominatives(form, PATRONYMICS)} == ({nominative} if nominative else set())


@pytest.mark.parametrize("paradigm", [*SURNAMES, *PATRONYMICS], ids=lambda p: f"{p.stem.pattern}-{p.gender}")
def test_every_form_leads_back(paradigm: Paradigm):
    """A nominative that is accepted declines to the form it was read from, whatever the paradigm."""
    for stem in (
        "хворостов",
        "заболоцк",
        "кедрич",
        "лебед",
        "гуса",
        "соло",
        "мельн",
        "сорок",
        "чечн",
        "дуля",
        "петренко",
    ):
        if paradigm.stem.fullmatch(stem):
            for case, form in forms(paradigm, stem):
                firsts = {stem + first.replace("0", "") for first in paradigm.endings[0].split("|")}
                found = {f.nominative for f in nominatives(form, (paradigm,)) if f.case == case}
                assert firsts & found, (stem, case, form)


@pytest.mark.parametrize("word", ["", "а", "ь", "-", "ов"])
def test_scraps_are_no_surnames(word: str):
    assert all(len(f.nominative) > 1 for f in nominatives(word, SURNAMES))
