"""A page is compared with the posts that it could show, and with no others."""

import tracemalloc

import pytest

from crawlers.known import Known
from crawlers.visit import Sight

HOME = "https://t.me/kedrovka/"
KNOWN = [1, 2, 3, 5, 8, 1000, 1024, 70_000]


def url(number: int) -> str:
    return f"{HOME}{number}"


CASES = [
    # (span, shown, absent)
    (None, [1], []),
    ((1, 3), [1, 3], [2]),
    ((1, 3), [1, 2, 3], []),
    ((2, 9), [2], [3, 5, 8]),
    ((4, 4), [5], []),
    ((1, 10**12), [1, 2, 3, 5], [8, 1000, 1024, 70_000]),
    ((9, 1023), [1024], [1000]),
    ((1000, 1024), [70_000], [1000, 1024]),
    ((1025, 10**6), [8], [70_000]),
]


@pytest.mark.parametrize(("span", "shown", "absent"), CASES)
def test_what_a_page_lacks_is_what_it_would_lack_among_all(span, shown, absent):
    sight = Sight((), frozenset(map(url, shown)), span)
    urls = [*map(url, KNOWN), "https://t.me/another/2", "https://example.org/"]
    found = Known(urls).absent(sight)
    assert sorted(found) == sorted(map(url, absent))
    assert sorted(found) == sorted(sight.absent(urls))


def test_what_a_page_shows_and_what_is_added_later():
    known = Known([url(1)])
    known.add([url(2), url(2)])
    assert len(known) == 2
    assert known.shown(Sight((), frozenset({url(2), url(3)}), None)) == {url(2)}
    assert known.absent(Sight((), frozenset({url(3)}), (2, 3))) == [url(2)]


ADDRESSES = [
    "https://t.me/kedrovka/0",
    "https://t.me/kedrovka/7",
    "https://t.me/kedrovka/07",
    "https://t.me/kedrovka/007",
    "https://t.me/kedrovka/70",
    "https://t.me/Kedrovka/7",
    "https://t.me/kedrovka/",
    "https://vk.com/wall-1_7",
    "https://vk.com/wall-10_7",
    "https://example.org/1234567890123456789012",
    "https://example.org/1234000000000000000012",
    "https://example.org/٧",
    "https://example.org/news",
    "7",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_address_is_taken_for_another(address: str):
    others = [a for a in ADDRESSES if a != address]
    alone, rest = Known([address]), Known(others)
    assert (len(alone), len(rest)) == (1, len(others))
    assert [a for a in ADDRESSES if a in alone] == [address]
    assert [a for a in ADDRESSES if a in rest] == others
    rest.discard([address, *others[:2]])
    assert [a for a in ADDRESSES if a in rest] == others[2:]
    assert len(rest) == len(others) - 2
    assert alone.absent(Sight((), frozenset(), (0, 10**18))) == ([address] if address[-1] in "0127" else [])


BETWEEN = [
    # (from, to, the beginnings, what is found)
    (0, 10**18, {HOME}, ["7", "0007"]),
    (7, 7, {HOME}, ["7", "0007"]),
    (8, 10**18, {HOME}, []),
    (0, 6, {HOME}, []),
    (0, -1, {HOME}, []),
    (0, 10**18, {"https://vk.com/wall-1_"}, []),
    (0, 10**18, set(), []),
]


@pytest.mark.parametrize(("low", "high", "stems", "found"), BETWEEN)
def test_what_lies_between_two_numbers(low, high, stems, found):
    known = Known([*(f"{HOME}{n}" for n in ("7", "0007")), "https://vk.com/wall-10_7", "https://t.me/kedrovka2/7"])
    assert list(known.between(low, high, frozenset(stems))) == [f"{HOME}{n}" for n in found]


def test_half_a_million_posts_take_little_room():
    urls = [url(n) for n in range(500_000)]
    tracemalloc.start()
    known = Known(urls)
    taken = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert len(known) == 500_000
    assert taken < 1_000_000
