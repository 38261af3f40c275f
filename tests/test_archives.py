"""One archive has many names, and a copy in it is no source of its own."""

import pytest

from sinodik.archives import copies, original, preserved

MIRRORS = ["archive.ph", "archive.is", "archive.today", "archive.md", "archive.li", "archive.vn", "archive.fo"]


@pytest.mark.parametrize("host", MIRRORS)
@pytest.mark.parametrize("path", ["aBcD1", "aBcD1/", "wip/aBcD1", "aBcD1/image"])
def test_mirrors_are_one(host, path):
    assert original(f"https://{host}/{path}") == "https://archive.ph/aBcD1"
    assert original(f"http://www.{host.upper()}/{path}") == "https://archive.ph/aBcD1"


COPIES = [
    ("https://web.archive.org/web/20230310120000/https://t.me/kedrovka/12", "https://t.me/kedrovka/12"),
    ("https://web.archive.org/web/20230310120000id_/https://t.me/kedrovka/12", "https://t.me/kedrovka/12"),
    ("web.archive.org/web/2023/http:/example.org/?a=1", "http://example.org/?a=1"),
    ("https://archive.ph/20230310120000/https://example.org/", "https://example.org/"),
    ("https://archive.is/newest/https://example.org/", "https://example.org/"),
    ("https://archive.md/o/aBcD1/example.org/x", "http://example.org/x"),
    ("https://archive.example.org/aBcD1", "https://archive.example.org/aBcD1"),
    ("https://notarchive.ph/aBcD1", "https://notarchive.ph/aBcD1"),
    ("https://t.me/kedrovka/12", "https://t.me/kedrovka/12"),
    ("http://[broken", "http://[broken"),
    ("", ""),
]


@pytest.mark.parametrize(("url", "expected"), COPIES)
def test_a_copy_leads_to_what_it_was_made_of(url, expected):
    assert original(url) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("aBcD1", True),
        ("20230310120000/https://t.me/a/1", True),
        ("wip/aBcD1", False),
        ("wip", False),
        ("", False),
        ("submit/?url=https://t.me/a/1", False),
        ("newest/https://t.me/a/1", False),
    ],
)
@pytest.mark.parametrize("host", MIRRORS)
def test_a_copy_in_the_making_is_none(host, path, expected):
    assert preserved(f"https://{host}/{path}") is expected


NAMED = [
    ("Копия: https://archive.ph/aBcD1.", ("https://archive.ph/aBcD1",)),
    ("(archive.today/aBcD1), http://www.archive.is/aBcD1/", ("https://archive.ph/aBcD1",)),
    ("https://archive.ph/wip/aBcD1 ещё делается", ()),
    ("https://archive.ph/wip/aBcD1 → https://archive.ph/aBcD1", ("https://archive.ph/aBcD1",)),
    (
        "https://web.archive.org/web/20230310120000/https://t.me/kedrovka/12",
        ("https://web.archive.org/web/20230310120000/https://t.me/kedrovka/12",),
    ),
    ("https://web.archive.org/save/https://t.me/kedrovka/12", ()),
    ("https://notarchive.ph/aBcD1 https://archive.example.org/aBcD1 me@archive.ph/aBcD1", ()),
    ("https://t.me/kedrovka/12", ()),
    ("", ()),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_copies_that_a_text_names(text, expected):
    assert copies(text) == expected
