"""A page is compared with the posts that it could show, and with no others."""

import pytest

from crawlers.known import Known
from crawlers.visit import Sight

HOME = "https://t.me/kedrovka/"
KNOWN = [1, 2, 3, 5, 8, 1000]


def url(number: int) -> str:
    return f"{HOME}{number}"


CASES = [
    # (span, shown, absent)
    (None, [1], []),
    ((1, 3), [1, 3], [2]),
    ((1, 3), [1, 2, 3], []),
    ((2, 9), [2], [3, 5, 8]),
    ((4, 4), [5], []),
    ((1, 10**12), [1, 2, 3, 5], [8, 1000]),
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
