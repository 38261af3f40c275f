"""Tables of what was observed of a post, in hours after the first look, and what that makes of it."""

from datetime import UTC, datetime, timedelta

import pytest

from sinodik.store.fates import Gone
from sinodik.store.summary import summary
from sinodik.store.verify import verify

NOON = datetime(2023, 3, 10, 12, tzinfo=UTC)
URL = "https://t.me/kedrovka/26"


def at(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


# (source, what it showed, when it showed it, when that crawl began), ..., what became of the post
ONE, OTHER = "kedrovka", "mirror"
FATES = [
    ([], None),
    ([(ONE, "seen again", 0, 0)], None),
    ([(ONE, "missing", 0, 0)], Gone(NOON, 1, False)),
    # within the hour, or in one long crawl, it is one absence
    ([(ONE, "missing", 0, 0), (ONE, "missing", 0.99, 0.9)], Gone(NOON, 1, False)),
    ([(ONE, "missing", 0, -1), (ONE, "missing", 5, -1)], Gone(NOON, 1, False)),
    ([(ONE, "missing", 0, -1), (ONE, "missing", 5, 0)], Gone(NOON, 1, False)),
    ([(ONE, "missing", 0, 0), (ONE, "missing", 1, 0.9)], Gone(NOON, 2, True)),
    ([(ONE, "missing", 0, 0), (ONE, "missing", 0.5, 0.4), (ONE, "missing", 1.1, 1)], Gone(NOON, 2, True)),
    ([(ONE, "missing", 0, 0), (ONE, "missing", 2, 2), (ONE, "missing", 9, 9)], Gone(NOON, 2, True)),
    # what was seen in between was there
    ([(ONE, "missing", 0, 0), (ONE, "seen again", 1, 1), (ONE, "missing", 2, 2)], Gone(at(2), 1, False)),
    ([(ONE, "missing", 0, 0), (OTHER, "seen again", 1, 1), (ONE, "missing", 2, 2)], Gone(at(2), 1, False)),
    ([(ONE, "missing", 0, 0), (ONE, "missing", 2, 2), (ONE, "seen again", 3, 3)], None),
    # each method confirms only itself
    ([(ONE, "missing", 0, 0), (OTHER, "missing", 2, 2)], Gone(NOON, 1, False)),
    ([(ONE, "missing", 0, 0), (OTHER, "missing", 2, 2), (OTHER, "missing", 4, 4)], Gone(NOON, 2, True)),
    ([(ONE, "missing", 0, 0), (OTHER, "missing", 2, 2), (ONE, "missing", 4, 4)], Gone(NOON, 2, True)),
]


@pytest.mark.parametrize(("observed", "expected"), FATES)
def test_what_became_of_a_post(store, observed, expected):
    for source, state, hours, begun in observed:
        with store.transaction():
            store.evidence.observe(URL, source, state, at(hours), "a" * 64, at(begun))
    assert store.evidence.fate(URL) == expected
    assert store.evidence.fate("https://t.me/kedrovka/27") is None
    assert store.evidence.missing_since(URL) == (expected.since if expected else None)
    seen = summary(store, [ONE])
    assert (seen.missing, seen.deleted) == (
        int(bool(expected) and not expected.deleted),
        int(bool(expected) and expected.deleted),
    )
    assert verify(store).problems == ()


def test_only_what_is_new_to_know_is_noted(store):
    """A confirmation is logged once; the caller hears of a post's going only when it goes."""
    told = []
    for hours in (0, 0.5, 2, 3, 50):
        with store.transaction():
            told.append(store.evidence.observe(URL, ONE, "missing", at(hours), "a" * 64, at(hours)))
    assert told == [True, False, False, False, False]
    rows = store.db.execute("SELECT at FROM observation ORDER BY id").fetchall()
    assert [datetime.fromisoformat(r[0]) for r in rows] == [at(0), at(2)]
    assert store.db.execute("SELECT count(*) FROM log WHERE kind = 'observation'").fetchone() == (2,)


def test_each_source_has_its_count(store):
    with store.transaction():
        for source, number, hours in ((ONE, 1, 0), (ONE, 1, 2), (ONE, 2, 2), (OTHER, 3, 2), (OTHER, 4, 2)):
            store.evidence.observe(f"https://t.me/{source}/{number}", source, "missing", at(hours), "a" * 64, at(hours))
    lines = {line.source: (line.missing, line.deleted) for line in summary(store, [ONE, OTHER]).sources}
    assert lines == {ONE: (1, 1), OTHER: (2, 0)}
