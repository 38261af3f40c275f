"""An explanation says for each claim why it was made, and for each person left out why he was."""

from collections.abc import Callable

import pytest

from extract.text import TextReader
from extract.text.explain import Explanation
from extract.text.lexicon import Lexicon
from extract.text.morphology import Morphology
from extract.text.proofs import governs
from extract.text.readings import Readings
from extract.text.reasons import FIELDS, TOLD, sentence
from extract.text.tales import Grammar
from extract.text.verdicts import Judge
from extract.text.wars import Wars
from sinodik.lexicon import NameLexicon
from sinodik.records import Evidence, Field

Explain = Callable[[str], Explanation]


@pytest.fixture
def explain(reader: TextReader, make_evidence: Callable[..., Evidence]) -> Explain:
    return lambda text: reader.explain(make_evidence(text))


def test_every_rule_has_a_sentence(morphology: Morphology, lexicon: Lexicon):
    wars = Wars(lexicon.cues)
    rules = [
        *Judge(morphology, lexicon, Readings(morphology, NameLexicon())).rules,
        *(wars.tells_of_no_death, *wars.rules),
    ]
    sentences = [sentence(rule) for rule in rules]
    assert all(said.endswith(".") and len(said) > 20 for said in sentences)
    assert len(set(sentences)) == len(rules)


def test_every_field_and_every_grammar_has_a_sentence():
    assert set(FIELDS) == set(Field)
    assert {governs(grammar) for grammar in Grammar} <= set(TOLD)


LEFT_OUT = [
    ("Мама Анна Кедрова просит молитв.", "Кедрова Анна", "is_a_relative", "Мама"),
    ("Глава района Олег Белов выразил соболезнования.", "Белов Олег", "holds_an_office", "Глава"),
    ("Простились в школе имени Ивана Морозова.", "Морозов Иван", "lends_a_name", "имени"),
    ("Олег Белов выжил.", "Белов Олег", "is_alive", "выжил"),
    ("Его прадед Фома Кузьмин погиб в 1942 году.", "Кузьмин Фома", "fell_in_an_old_war", "прадед"),
    ("Фото: Анна Веселова.", "Веселова Анна", "is_to_be_contacted", "Фото:"),
    ("На поминках играл Семён Дубов.", "Дубов Семён", "is_only_named", None),
]


@pytest.mark.parametrize(("text", "name", "rule", "words"), LEFT_OUT)
def test_who_is_left_out_and_why(explain: Explain, text: str, name: str, rule: str, words: str | None):
    explanation = explain(f"Погиб рядовой Кедров Пётр Ильич. {text}")
    (left,) = explanation.left_out
    assert (left.name, left.why.rule) == (name, rule)
    assert [span.of(explanation.text) for span in left.why.words] == ([words] if words else [])
    assert all(name.split()[1][:2] in span.of(explanation.text) for span in left.named)


PASSED_OVER = [
    ("Поздравляем Петра Кедрова с юбилеем!", "tells_of_no_death"),
    ("Мой прадед Кузьмин Фёдор погиб в 1942 году под Ржевом.", "is_about_an_old_war"),
    ("В ДТП погиб Кедров Пётр.", "is_about_an_accident"),
    ("После тяжёлой болезни скончался Кедров Пётр.", "is_about_a_natural_death"),
]


@pytest.mark.parametrize(("text", "rule"), PASSED_OVER)
def test_why_a_post_is_passed_over(explain: Explain, text: str, rule: str):
    explanation = explain(text)
    assert explanation.passed_over is not None
    assert (explanation.passed_over.rule, explanation.recorded, explanation.left_out) == (rule, (), ())


PROVED = [
    ("Погиб рядовой Кедров Пётр.", "told_as_subject", "Погиб"),
    ("Сообщаем о гибели Петра Кедрова.", "told_as_of", "гибели"),
    ("Не стало Петра Кедрова.", "told_as_absent", "Не стало"),
    ("Простились с Петром Кедровым.", "told_as_with", "Простились"),
    ("Похоронили Петра Кедрова.", "told_as_object", "Похоронили"),
    ("Память погибшего Петра Кедрова почтили.", "told_as_participle", "погибшего"),
    ("Кедров Пётр Ильич (1990–2022). Скорбим.", "told_as_life", "2022"),
    ("Кедров Пётр родился в 1990 году. Погиб 3 мая.", "told_of_the_same", "Погиб"),
    ("Скорбим. Кедров Пётр.", "nobody_else", None),
]


@pytest.mark.parametrize(("text", "rule", "words"), PROVED)
def test_why_somebody_is_recorded(explain: Explain, text: str, rule: str, words: str | None):
    explanation = explain(text)
    (recorded,) = explanation.recorded
    assert recorded.why.rule == rule
    assert [span.of(text) for span in recorded.why.words] == ([words] if words else [])


def test_every_claim_has_its_reason(explain: Explain):
    explanation = explain("Погиб 3 мая 2022 года сержант Кедров Пётр Ильич, 1990 г.р., житель села Кедровка.")
    (recorded,) = explanation.recorded
    assert len(recorded.claims) == len(recorded.mention.claims) >= 6
    reasons = {claim.field: why for claim, why in zip(recorded.mention.claims, recorded.claims, strict=True)}
    assert [span.of(explanation.text) for span in reasons[Field.DEATH].words] == ["Погиб"]
    assert all(why.sentence for why in reasons.values())


def test_an_explanation_is_of_what_is_read(reader: TextReader, scorer):
    for folder in scorer.cases("dev")[::7]:
        evidence, _ = scorer.evidence_of(folder)
        assert reader.explain(evidence).mentions == reader.mentions(evidence)
