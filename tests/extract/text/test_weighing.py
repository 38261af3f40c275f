"""Who is dead, once all that speaks for and against each person is weighed together."""

from collections.abc import Callable

import pytest

from extract.text import TextReader
from extract.text.document import Document
from extract.text.impression import Impression
from extract.text.name import Name, Part
from extract.text.persons import Person
from extract.text.proof import Proof
from extract.text.verdict import Judgement, Stop, Verdict
from extract.text.weighing import FEW, LIKELY, SURELY, Seen, Weighing
from sinodik.records import Evidence, Field, Status

QUIET = Impression({}, 0)


def is_only_named() -> None:
    """A rule."""


def is_alive() -> None:
    """Another."""


def person(text: str, name: str) -> Person:
    start, parts = text.index(name), []
    for field, word in zip((Field.SURNAME, Field.GIVEN), name.split(), strict=True):
        parts.append(Part(field, word, start, start + len(word), 0.9))
        start += len(word) + 1
    return Person(Name(tuple(parts), "Nom", "Masc", 1.0))


def seen(verdict: Verdict, sound: float = 0.0, *, of_soldiers: bool = True) -> Seen:
    return Seen(Document("Ефрейтор Кедров Пётр." + " Слово" * FEW), sound, of_soldiers, None, Judgement([verdict]))


LEFT_OUT = Verdict(person("Ефрейтор Кедров Пётр.", "Кедров Пётр"), Stop(is_only_named, None), None)
ALIVE = LEFT_OUT._replace(stop=Stop(is_alive, (0, 4)))
WEAKLY = LEFT_OUT._replace(stop=None, proof=Proof(0, 4, Status.MISSING, "told_beside", weak=True))
PLAINLY = WEAKLY._replace(proof=Proof(0, 4, Status.DEAD, "told_as_subject"))

# A verdict, how the post sounds, the chance that all gives together, and whether the person is recorded then.
TURNED = [
    (LEFT_OUT, 0.0, SURELY + 0.01, True),
    (LEFT_OUT, 0.0, SURELY - 0.01, False),
    (ALIVE, 0.0, 0.99, False),
    (WEAKLY, 0.0, LIKELY + 0.01, True),
    (WEAKLY, 5.0, LIKELY - 0.01, False),
    (PLAINLY, -5.0, LIKELY + 0.01, True),
    (PLAINLY, -5.0, LIKELY - 0.01, False),
    (PLAINLY, 0.0, 0.01, True),
]


@pytest.mark.parametrize(("verdict", "sound", "likely", "recorded"), TURNED)
def test_what_weighs_more_than_a_rule_turns_its_verdict(
    verdict: Verdict, sound: float, likely: float, recorded: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Weighing, "chance_of", lambda *_: likely)
    [turned] = Weighing({}, 0, QUIET).weighed(seen(verdict, sound))
    assert (turned.stop is None) is recorded
    assert turned.person.living is (not recorded) or turned is verdict
    assert turned.proof or not recorded, "whoever is recorded has a reason"


@pytest.mark.parametrize("verdict", [LEFT_OUT, WEAKLY, PLAINLY])
def test_more_must_weigh_in_a_post_that_the_rules_put_aside(verdict: Verdict, monkeypatch: pytest.MonkeyPatch) -> None:
    over = (is_only_named, None)
    for likely, recorded in ((SURELY + 0.01, True), (SURELY - 0.01, False)):
        monkeypatch.setattr(Weighing, "chance_of", lambda *_, likely=likely: likely)
        [turned] = Weighing({}, 0, QUIET).weighed(seen(verdict)._replace(over=over))
        assert (turned.stop is None) is recorded


def test_where_little_is_said_the_rules_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Weighing, "chance_of", lambda *_: 0.99)
    short = seen(LEFT_OUT)._replace(document=Document("Ефрейтор Кедров Пётр."))
    assert Weighing({}, 0, QUIET).weighed(short) == [LEFT_OUT]


def test_nobody_is_added_where_no_soldiers_are_spoken_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Weighing, "chance_of", lambda *_: 0.99)
    [kept] = Weighing({}, 0, QUIET).weighed(seen(LEFT_OUT, of_soldiers=False))
    assert kept.stop
    [added] = Weighing({}, 0, QUIET).weighed(seen(LEFT_OUT))
    assert added.status is Status.DEAD


def test_what_weighs_most_is_kept_for_whoever_asks() -> None:
    weights = {"persons 1": 5.0, "near rank": 3.0, "named as number 1": -4.0}
    [turned] = Weighing(weights, 0, QUIET).weighed(seen(LEFT_OUT))
    assert turned.signs == ("persons 1",), "what stands there and speaks for it"
    [turned] = Weighing({**weights, "persons 1": -5.0}, 0, QUIET).weighed(seen(PLAINLY, -5.0))
    assert turned.signs == ("persons 1", "named as number 1")


def test_weights_add_up() -> None:
    weighing = Weighing({"near rank": 2.0, "how the post sounds": 0.5}, -1.0, QUIET)
    assert weighing.chance_of({"near rank": 1.0, "how the post sounds": -2.0, "never met": 1.0}) == pytest.approx(0.5)
    assert weighing.chance_of({"near rank": 1.0}) > 0.7


# A post, whose signs, what is among them, and what is not.
SIGNS = [
    (
        "Погиб рядовой Кедров Пётр Ильич. Соболезнуем матери, Кедровой Анне Ивановне.",
        "Пётр",
        {"rule none", "name full full full", "near rank", "near told dead", "other dead 0", "kin 0", "gender Masc"},
        {"next rank", "sentence rank", "told nothing"},
    ),
    (
        "Погиб рядовой Кедров Пётр Ильич. Соболезнуем матери, Кедровой Анне Ивановне.",
        "Анна",
        {"other dead 1", "kin 1", "kin 1, gender Fem", "named as number 2", "told nothing"},
        {"near rank", "rule none"},
    ),
    (
        "Сергей Рыбин. Ефрейтор, 31 год. Погиб 5 мая 2023 года.",
        "Сергей",
        {"next rank", "next age", "persons 1", "times named 1", "details beside him 2", "name full full -"},
        {"near rank", "kin 0"},
    ),
]


@pytest.mark.parametrize(("text", "given", "there", "absent"), SIGNS)
def test_signs(
    reader: TextReader,
    make_evidence: Callable[..., Evidence],
    text: str,
    given: str,
    there: set[str],
    absent: set[str],
) -> None:
    own = next(
        set(signs)
        for verdict, signs in reader.signs(make_evidence(text))
        if any(part.value == given for part in verdict.person.parts)
    )
    assert there <= own
    assert not absent & own


# Surnames, and whether they are of one family.
FAMILIES = [("Белов", "Белова", True), ("Кедров", "Кедрова", True), ("Белов", "Белых", False), ("Ким", "Ким", False)]


@pytest.mark.parametrize(("one", "other", "kin"), FAMILIES)
def test_a_family_has_one_surname(
    reader: TextReader, make_evidence: Callable[..., Evidence], one: str, other: str, kin: bool
) -> None:
    told = reader.signs(make_evidence(f"Погиб рядовой Пётр Ильич {one}. Плачет Анна Ильинична {other}."))
    assert len(told) == 2
    assert all(any(sign.startswith("kin") for sign in signs) is kin for _, signs in told)


# A death told by its circumstances alone, and the words of a death told of games and roles.
ADDED = [
    "Музей школы пополнился. Теперь здесь портрет выпускника: сержант Кедров Пётр Ильич, разведчик, позывной «Лось». "
    "До дембеля оставалось два месяца, Авдеевка, март 2024 года. Мама принесла его берет.",
]
SILENT = [
    "ИТОГИ турнира по Counter-Strike «Кубок призывника»! В финале Данила Клюев был убит последним, а Тимур Рогов "
    "погиб первым во всех трёх раундах. Победители получили призы, спасибо участникам и военкомату за чай.",
]


@pytest.mark.parametrize("text", ADDED)
def test_who_is_told_of_as_the_dead_are_is_recorded(
    reader: TextReader, make_evidence: Callable[..., Evidence], text: str
) -> None:
    [(_, signs)] = reader.signs(make_evidence(text))
    assert "passed over: tells_of_no_death" in signs, "the rules know none of these words"
    [mention] = reader.mentions(make_evidence(text))
    assert str(mention.value(Field.SURNAME)) == "Кедров"


def test_whoever_is_added_has_a_sentence_that_says_why(
    reader: TextReader, make_evidence: Callable[..., Evidence], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Weighing, "chance_of", lambda *_: 0.99)
    text = "Погиб рядовой Кедров Пётр. Дом построил Сергей Рыбин." + " Слово" * FEW
    explained = reader.explain(make_evidence(text))
    assert [recorded.why.rule for recorded in explained.recorded] == ["told_as_subject", "weighs_enough"]
    assert "weighed together" in explained.recorded[1].why.sentence
    assert "What weighs most: " in explained.recorded[1].why.sentence
    assert "What weighs most: " not in explained.recorded[0].why.sentence


@pytest.mark.parametrize("text", SILENT)
def test_words_of_death_in_a_post_that_sounds_like_none_record_nobody(
    reader: TextReader, make_evidence: Callable[..., Evidence], text: str
) -> None:
    assert any(v.is_plain for v, _ in reader.signs(make_evidence(text))), "by the words alone somebody is dead here"
    explained = reader.explain(make_evidence(text))
    assert not explained.recorded
    assert "says_too_little" in {out.why.rule for out in explained.left_out}
