"""Who said it first, and who only repeated it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from dedupe.families import channel, families, publishers
from sinodik.records import Evidence, Media

Make = Callable[..., Evidence]

OBITUARY = (
    "С глубоким прискорбием сообщаем, что при исполнении воинского долга погиб наш земляк, житель деревни Кедровка "
    "рядовой Кедров Пётр Ильич. Прощание пройдёт в доме культуры."
)
OTHER = "Сегодня Нижние Ключи простились с Петром Кедровым. Он учился в нашей школе, работал в лесхозе, любил рыбалку."

KNOWN = {"kedrovka": "memory-of-kedrovka", "brod": "brod-online"}

CHANNELS = [
    ("https://t.me/kedrovka/12", "kedrovka"),
    ("https://t.me/s/Kedrovka", "kedrovka"),
    ("https://t.me/s/kedrovka/12", "kedrovka"),
    ("https://t.me/kedrovka", "kedrovka"),
    ("t.me/kedrovka/12?single", "kedrovka"),
    ("http://127.0.0.1:8000/kedrovka/7", "kedrovka"),
    ("https://example.org/", ""),
    ("", ""),
]


@pytest.mark.parametrize(("url", "expected"), CHANNELS)
def test_channel(url: str, expected: str) -> None:
    assert channel(url) == expected


def test_publishers_are_known_by_the_addresses_of_their_posts(make_evidence: Make) -> None:
    seen = [
        make_evidence("а", url="https://t.me/kedrovka/1", publisher="memory-of-kedrovka"),
        make_evidence("б", url="https://t.me/brod/9", publisher="brod-online", origin="https://t.me/kedrovka/1"),
    ]
    assert publishers(seen) == KNOWN


# What two posts of different publishers say, and in how many families that puts them.
COUNTS = [
    ("two texts", {"text": OBITUARY}, {"text": OTHER}, 2),
    ("the same text", {"text": OBITUARY}, {"text": OBITUARY}, 1),
    ("in other letters", {"text": OBITUARY}, {"text": OBITUARY.upper().replace("Ё", "Е") + "!"}, 1),
    ("two words changed", {"text": OBITUARY}, {"text": OBITUARY.replace("наш земляк", "земляк")}, 1),
    (
        "a sentence left out",
        {"text": OBITUARY},
        {"text": OBITUARY.replace(" Прощание пройдёт в доме культуры.", "!!")},
        1,
    ),
    (
        "candles put in",
        {"text": OBITUARY},
        {"text": f"🕯🕯 {OBITUARY.replace('земляк,', 'земляк 😢,')} Источник: «Брод»"},
        1,
    ),
    ("a photo pressed harder", {"text": OBITUARY, "phash": "a5" * 32}, {"text": OTHER, "phash": "a5" * 31 + "ff"}, 1),
    ("two photos", {"text": OBITUARY, "phash": "a5" * 32}, {"text": OTHER, "phash": "5a" * 32}, 2),
    ("the same photo's hash", {"text": OBITUARY, "phash": "a5" * 32}, {"text": OTHER, "phash": "a5" * 32}, 1),
    ("quoted whole", {"text": OBITUARY}, {"text": f"Переслали: {OBITUARY} Светлая память! {OTHER}"}, 1),
    ("a link added", {"text": OBITUARY}, {"text": f"{OBITUARY} https://example.org/x @brod"}, 1),
    ("short ones differ", {"text": "Кедров Пётр 1990–2022"}, {"text": "Кедров Пётр 1990-2023"}, 2),
    ("no text at all", {"text": ""}, {"text": ""}, 2),
    ("a repost of one by the other", {"text": OTHER}, {"text": "!", "origin": "https://t.me/kedrovka/3"}, 1),
    ("a repost of a third", {"text": OTHER}, {"text": "!", "origin": "https://t.me/third/3"}, 2),
    (
        "reposts of one unknown channel",
        {"text": "!", "origin": "https://t.me/third/3"},
        {"text": "?", "origin": "https://t.me/third"},
        1,
    ),
    (
        "the same photo",
        {"text": OBITUARY, "media": (Media("photo", "https://a/1", "c" * 64),)},
        {"text": OTHER, "media": (Media("photo", "https://b/2", "c" * 64),)},
        1,
    ),
    (
        "a photo of its own",
        {"text": OBITUARY, "media": (Media("photo", "https://a/1", "c" * 64),)},
        {"text": "", "kind": "photo", "payload": "c" * 64},
        1,
    ),
    (
        "photos not fetched",
        {"text": OBITUARY, "media": (Media("photo", "https://a/1"),)},
        {"text": OTHER, "media": (Media("photo", "https://b/2"),)},
        2,
    ),
]


@pytest.mark.parametrize(("_", "a", "b", "expected"), COUNTS, ids=[c[0] for c in COUNTS])
def test_independence(make_evidence: Make, _: str, a: dict, b: dict, expected: int) -> None:
    x = make_evidence(url="https://t.me/kedrovka/1", publisher="memory-of-kedrovka", **a)
    y = make_evidence(url="https://t.me/brod/9", publisher="brod-online", **b)
    assert len(set(families([x, y], KNOWN).values())) == expected
    assert families([x, y], KNOWN) == families([y, x], KNOWN)


def test_one_publisher_is_one_family(make_evidence: Make) -> None:
    found = families([make_evidence(OBITUARY), make_evidence(OTHER)], {})
    assert set(found.values()) == {"kedrovka"}


def test_the_earliest_gives_a_copied_text_its_family(make_evidence: Make) -> None:
    late = make_evidence(OBITUARY, publisher="a-copyist")
    early = make_evidence(OBITUARY, publisher="witness", url="https://t.me/w/1", posted=late.posted - timedelta(days=2))
    undated = make_evidence(OBITUARY, publisher="an-archive", url="https://t.me/u/1", posted=None)
    assert set(families([late, early, undated], {}).values()) == {"witness"}


def test_a_copy_does_not_swallow_what_its_publisher_says_elsewhere(make_evidence: Make) -> None:
    original = make_evidence(OBITUARY, publisher="witness", url="https://t.me/w/1")
    copied = make_evidence(OBITUARY, publisher="brod", url="https://t.me/b/1", posted=original.posted + timedelta(1))
    own = make_evidence(OTHER, publisher="brod", url="https://t.me/b/2")
    assert set(families([original, copied, own], {}).values()) == {"witness", "brod"}


@pytest.mark.parametrize("origin", ["https://example.org/", "https://archive.is/aBcD1", "https://t.me/kedrovka/12"])
def test_a_repost_of_an_archived_copy_is_one_of_what_was_copied(make_evidence: Make, origin: str) -> None:
    mirror = origin.replace("archive.is", "archive.today") if "archive" in origin else ""
    copy = mirror or f"https://web.archive.org/web/20230310120000/{origin}"
    posts = [make_evidence(OBITUARY, origin=origin, publisher="а"), make_evidence(OTHER, origin=copy, publisher="б")]
    assert len(set(families(posts, KNOWN).values())) == 1
