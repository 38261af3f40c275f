"""Both analysers answer the same questions alike."""

import pickle

import pytest

from extract.text.morphology import Morphology, PyMorphy, RuMorph, load


@pytest.fixture(scope="module", params=[RuMorph, PyMorphy], ids=["rumorph", "pymorphy3"])
def analyser(request) -> Morphology:
    return request.param()


CASES = [
    ("Сергею", "given", "сергей", "Dat", "Masc"),
    ("Петровичем", "patronymic", "петрович", "Ins", "Masc"),
    ("Ивановой", "surname", "иванова", "Gen", "Fem"),
    ("Иванову", "surname", "иванов", "Dat", "Masc"),
    ("Артёма", "given", "артём", "Gen", "Masc"),
]


@pytest.mark.parametrize(("word", "kind", "lemma", "case", "gender"), CASES)
def test_a_word_is_known(analyser: Morphology, word: str, kind: str, lemma: str, case: str, gender: str):
    readings = [(a.kind, a.lemma, a.case, a.gender) for a in analyser.analyses(word) if a.known and not a.plural]
    assert (kind, lemma, case, gender) in readings


def test_an_invented_word_is_not_known(analyser: Morphology):
    assert not any(a.known for a in analyser.analyses("Тряпочкинскому"))


def test_a_rank_has_its_cases(analyser: Morphology):
    forms = "сержант сержанта сержанту сержантом сержанте".split()
    assert set(forms) <= analyser.forms("сержант")
    assert {"рядового", "рядовому", "рядовым", "рядовом"} <= analyser.forms("рядовой")


def test_an_analyser_can_be_sent_to_another_process(analyser: Morphology):
    assert pickle.loads(pickle.dumps(analyser)).analyses("Анне") == analyser.analyses("Анне")


def test_the_first_choice_is_rumorph():
    assert isinstance(load(), RuMorph)
