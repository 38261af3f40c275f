"""Deaths told in every way that posts have, among bystanders of every kind: only the dead are recorded, in full."""

import re

import pytest

from extract.text import TextReader
from tests.extract.text.variations import LIVING, TOLD, TOLD_OF_MANY, posts, recorded

_SEED = 20
_LEAST = {"one": 0.96, "several": 0.9, "nobody": 0.92}  # of the posts of a kind are read without any mistake


def _kind(template: str) -> str:
    return "nobody" if template in LIVING else "several" if template in TOLD_OF_MANY else "one"


@pytest.fixture(scope="module")
def reader() -> TextReader:
    return TextReader.load()


def test_made_posts_are_read_without_a_mistake(reader: TextReader) -> None:
    right: dict[str, list[bool]] = {}
    for post in posts(_SEED):
        right.setdefault(_kind(post.template), []).append(recorded(reader, post.text) == post.dead)
    shares = {kind: sum(found) / len(found) for kind, found in right.items()}
    assert {kind: share for kind, share in shares.items() if share < _LEAST[kind]} == {}


def test_the_same_seed_makes_the_same_posts() -> None:
    assert posts(_SEED) == posts(_SEED)
    assert posts(_SEED) != posts(_SEED + 1)


def test_every_template_names_whom_it_tells_of() -> None:
    assert [told for told in (*TOLD, *TOLD_OF_MANY) if not re.search(r"\{[NGDAIL]\}", told)] == []


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("Погиб Виктор «Бахча» Хрипливый, 44 года.", {("хрипливый", "виктор", "")}),
        ("Погиб Белов (Седой) Иван Ильич.", {("белов", "иван", "ильич")}),
        ("Сегодня простились с Куулар Ай-Мергеном Эрес-ооловичем.", {("куулар", "аи-мерген", "эрес-оолович")}),
        ("Погиб Ким Ен Су, 26 лет.", {("ким", "ен су", "")}),
        ("В бою погиб сержант Кедров. Кедров был снайпером.", {("кедров", "", "")}),
        ("Звание присвоено (посмертно) капитану Родиону Аркадьевичу Селезню.", {("селезень", "родион", "аркадьевич")}),
        ("Погиб Кедров Пётр в марте, Белов Иван — в мае.", {("кедров", "петр", ""), ("белов", "иван", "")}),
        ("Оборвалась жизнь Гаджиева Фаниса.", {("гаджиев", "фанис", "")}),
        ("На СВО пал Кыргыс Шолбан.", {("кыргыс", "шолбан", "")}),
        ("Сведений о гибели Кедрова Петра нет.", set()),
        ("Осторожно, мошенники: «Ваш сын Кедров Пётр погиб», — говорит звонящий.", set()),
        ("Руднев Олег погиб в Грозном 2 января 1995 года. Похоронен в Кедровке.", set()),
    ],
)
def test_who_is_dead(text: str, dead: set[tuple[str, str, str]], reader: TextReader) -> None:
    assert recorded(reader, text) == {tuple(part.replace("аи-", "ай-") for part in name) for name in dead}
