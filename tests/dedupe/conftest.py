"""Makers for the deduplicator's tests: mentions in evidence of their own, decisions, and an invented population."""

import random
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest

from dedupe.assemble import Assembly
from dedupe.candidates import cuts, divided
from dedupe.families import publishers
from dedupe.matter import matter
from dedupe.questions import sample_of
from dedupe.reasons import catalogue
from dedupe.resolve import resolve
from dedupe.streaming import table
from dedupe.ties import decided_pairs, ties
from dedupe.weights import ENOUGH
from sinodik.reasons import Said, told
from sinodik.records import (
    Anchor,
    Candidate,
    Claim,
    Decision,
    Evidence,
    Field,
    Judgement,
    Mention,
    Pair,
    PartialDate,
    Span,
)
from sinodik.settings import Match


class Outcome(NamedTuple):
    """Candidates by identifier, pairs with their place in the queue (None: nobody need look), and how much was cut."""

    candidates: tuple[Candidate, ...]
    pairs: tuple[tuple[Pair, float | None], ...]
    cut: int


NOON = datetime(2023, 3, 10, 12, tzinfo=UTC)
World = tuple[list[Mention], dict[str, Evidence], dict[str, int]]


@pytest.fixture
def pieces() -> dict[str, Evidence]:
    """The evidence of one test."""
    return {}


@pytest.fixture
def person(
    pieces: dict[str, Evidence], make_evidence: Callable[..., Evidence], make_mention: Callable[..., Mention]
) -> Callable[..., Mention]:
    """A mention in a post of its own; posts differ by ``post``."""

    def make(name: str, post: str = "1", **fields: object) -> Mention:
        evidence = make_evidence(f"{name} {post}")
        pieces[evidence.id] = evidence
        return make_mention(name, evidence, **fields)

    return make


@pytest.fixture
def decide() -> Callable[..., Decision]:
    """A decision about mentions; ``seq`` is given by the test."""

    def make(
        seq: int, judgement: str, about: Collection[Mention], against: Collection[Mention] = (), **more: object
    ) -> Decision:
        sides = [tuple(Anchor(m.id, m.evidence, m.anchor.where) for m in side) for side in (about, against)]
        given = {"at": NOON + timedelta(minutes=seq), "reviewer": "vera", "seq": seq, **more}
        return Decision(judgement=Judgement(judgement), about=sides[0], against=sides[1], **given)  # type: ignore[arg-type]

    return make


@pytest.fixture
def compute(pieces: dict[str, Evidence]) -> Callable[..., Outcome]:
    """The whole computation, without a store."""

    def run(
        mentions: Sequence[Mention],
        decisions: Sequence[Decision] = (),
        evidence: Collection[Evidence] = (),
        match: Match | None = None,
        sample: int | None = 0,
    ) -> Outcome:
        known = pieces | {e.id: e for e in evidence}
        by_id = dict(sorted((m.id, m) for m in mentions))
        rulings = resolve(decisions, lambda e: [m for m in mentions if m.evidence == e])
        lines = cuts(match or Match(), sample_of(len(by_id)) if sample is None else sample)
        ids, read = table(by_id.items(), known.items())
        compared, found = matter(ids, read, lines.different, ENOUGH)
        division = divided(compared, rulings, ties(rulings), lines, decided_pairs(rulings))
        assemble = Assembly(rulings, ties(rulings), publishers(evidence))
        pairs = []
        reasons = {r.number: r for r in catalogue()}
        for row in division.compared():
            sides = [Said(by_id[m], known[by_id[m].evidence].posted) for m in (row.a, row.b)]
            pairs.append((told(row, reasons, (sides[0], sides[1])), row.doubt))
        people = sorted((assemble([by_id[m] for m in c], known) for c in division.clusters()), key=lambda c: c.id)
        return Outcome(tuple(people), tuple(sorted(pairs, key=lambda p: (p[0].a, p[0].b))), len(found.cut))

    return run


SURNAMES = """Кедров Заозёрный Полянский Луговой Ветров Журавлёв Снегирёв Рябинин Калинов Дубравин Берёзкин Осинцев
Ручьёв Озёрнов Каменев Песков Боровой Туманов Зорин Ракитин Малинин Ключников Мостовой Речной Степной Курганов
Родников Тропинин Ивняков Ольхин Пихтов Соснин Ельников Кленов Липин Вязов Яблонев Грушин Вишняков Сливин""".split()
GIVEN = """Александр Сергей Андрей Дмитрий Алексей Владимир Николай Евгений Михаил Иван Артём Максим Павел Роман Олег
Виктор Юрий Игорь Василий Антон Денис Илья Кирилл Пётр Фёдор""".split()
FATHERS = """Александрович Сергеевич Андреевич Дмитриевич Алексеевич Владимирович Николаевич Евгеньевич Михайлович
Иванович Викторович Юрьевич Игоревич Васильевич Павлович Петрович Олегович Анатольевич Геннадьевич Борисович""".split()
VILLAGES = "Кедровка|Нижние Ключи|Заречное|Белый Яр|Сосновый Лог|Старая Мельница|Тихий Плёс|Верхний Брод".split("|")
SHORT = {"Александр": "Саша", "Сергей": "Серёжа", "Дмитрий": "Дима", "Алексей": "Лёша", "Иван": "Ваня"}


@pytest.fixture(scope="session")
def invent() -> Callable[[int, int], World]:
    """``invent(seed, people)``: invented dead, 1 to 5 noisy mentions each; returns who each mention really is."""
    return _invent


def _invent(seed: int, people: int) -> World:
    dice = random.Random(seed)
    mentions: list[Mention] = []
    evidence: dict[str, Evidence] = {}
    truth: dict[str, int] = {}
    lives: list[dict[Field, object]] = []
    for number in range(people):
        lives.append(_life(dice, lives))
        for _ in range(dice.choices((1, 2, 3, 4, 5), (35, 30, 20, 10, 5))[0]):
            mention, piece = _noisy(dice, lives[-1], len(mentions))
            mentions.append(mention)
            evidence[piece.id] = piece
            truth[mention.id] = number
    return mentions, evidence, truth


def _life(dice: random.Random, before: list[dict[Field, object]]) -> dict[Field, object]:
    born = PartialDate(dice.randint(1965, 2004), dice.randint(1, 12), dice.randint(1, 28))
    died = PartialDate(2022 + dice.randint(0, 1), dice.randint(1, 12), dice.randint(1, 28))
    life: dict[Field, object] = {
        Field.SURNAME: dice.choice(SURNAMES),
        Field.GIVEN: dice.choice(GIVEN),
        Field.PATRONYMIC: dice.choice(FATHERS),
        Field.BIRTH: born,
        Field.DEATH: died,
        Field.SETTLEMENT: dice.choice(VILLAGES),
        Field.RANK: dice.choice(("рядовой", "сержант", "лейтенант")),
    }
    kind = dice.random()
    shared = (Field.SURNAME, Field.GIVEN, Field.PATRONYMIC) if kind < 0.05 else ()  # a namesake
    shared = (Field.SURNAME, Field.PATRONYMIC, Field.SETTLEMENT) if 0.05 <= kind < 0.08 else shared  # a brother
    if before and shared:
        other = dice.choice(before)
        life |= {f: other[f] for f in shared}
    return life


def _noisy(dice: random.Random, life: dict[Field, object], number: int) -> tuple[Mention, Evidence]:
    said = {f: v for f, v in life.items() if f in (Field.SURNAME, Field.GIVEN) or dice.random() < 0.75}
    _blur_name(dice, said)
    if Field.BIRTH in said:
        said[Field.BIRTH] = _blur_date(dice, said[Field.BIRTH])
    if Field.DEATH in said:
        said[Field.DEATH] = _blur_date(dice, said[Field.DEATH])
    publisher = dice.choice(("kedrovka", "klyuchi", "brod", "memorial"))
    claims, text = [], ""
    for field, value in said.items():
        quote = str(value)
        claims.append(Claim(field, value, quote, Span(len(text), len(text) + len(quote)), 0.9))  # type: ignore[arg-type]
        text += quote + " "
    url = f"https://t.me/{publisher}/{number}"
    piece = Evidence(
        source=publisher,
        publisher=publisher,
        kind="post",
        url=url,
        posted=NOON + timedelta(hours=number),
        seen=NOON + timedelta(days=400),
        payload=f"{number:064x}",
        text=text,
    )
    return Mention(evidence=piece.id, extractor="invented", version="1", claims=tuple(claims)), piece


def _blur_name(dice: random.Random, said: dict[Field, object]) -> None:
    kind = dice.random()
    surname, given = str(said[Field.SURNAME]), str(said[Field.GIVEN])
    if kind < 0.06:
        place = dice.randrange(1, len(surname) - 2)
        said[Field.SURNAME] = surname[:place] + dice.choice("аоеиу") + surname[place + 1 :]
    elif kind < 0.12:
        said[Field.SURNAME] = surname.replace("ё", "е")
        said[Field.GIVEN] = given.replace("ё", "е")
    elif kind < 0.17:
        said |= {f: f"{str(v)[0]}." for f, v in said.items() if f in (Field.GIVEN, Field.PATRONYMIC)}
    elif kind < 0.22:
        said[Field.GIVEN] = SHORT.get(given, given)


def _blur_date(dice: random.Random, when: object) -> PartialDate:
    assert isinstance(when, PartialDate)
    kind = dice.random()
    if kind < 0.3:
        return PartialDate(when.year)
    if kind < 0.36:
        return PartialDate(when.year, when.month)
    if kind < 0.4:
        return PartialDate(when.year, when.month, (when.day or 1) % 28 + 1)
    return when
