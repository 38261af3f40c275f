"""Names of places in every case, and back."""

import pytest

from extract.text.toponyms import forms, nominatives

FORMS = [
    ("Нижний Тагил", "нижнего тагила"),
    ("Улан-Удэ", "улан-удэ"),
    ("Ростов-на-Дону", "ростове-на-дону"),
    ("Каменск-Уральский", "каменска-уральского"),
    ("Сергиев Посад", "сергиевом посаде"),
    ("Великие Луки", "великих лук"),
    ("Набережные Челны", "набережных челнах"),
    ("Елец", "ельца"),
    ("Орёл", "орлом"),
    ("Северная Осетия", "северной осетии"),
    ("Пермь", "пермью"),
    ("Якутия", "якутией"),
    ("Лесной", "лесном"),
    ("Йошкар-Ола", "йошкар-оле"),
    ("Марий Эл", "марий эл"),
]


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_a_form_of_a_name(name: str, form: str):
    assert form in forms(name)


@pytest.mark.parametrize(
    ("form", "case", "nominative", "gender"),
    [
        ("кедровки", "Gen", "кедровка", "Fem"),
        ("кедровске", "Loc", "кедровск", "Masc"),
        ("берёзовом", "Loc", "берёзовое", "Neut"),
        ("осинках", "Loc", "осинки", "Plur"),
        ("ключей", "Gen", "ключи", "Plur"),
        ("заречья", "Gen", "заречье", "Neut"),
    ],
)
def test_what_a_form_comes_from(form: str, case: str, nominative: str, gender: str):
    assert (nominative, gender) in {(t.nominative, t.gender) for t in nominatives(form, case)}


@pytest.mark.parametrize("form", ["кедровки", "березанской", "осинках", "лесном", "кедровске", "ельца"])
@pytest.mark.parametrize("case", ["Gen", "Loc"])
def test_every_nominative_declines_to_the_form_again(form: str, case: str):
    assert all(form in forms(t.nominative) for t in nominatives(form, case) if not t.adjective)
