from datetime import UTC, datetime, timedelta

import pytest

from sinodik.errors import NotFound
from sinodik.records import Capture, Media

SEEN = datetime(2023, 3, 10, 12, tzinfo=UTC)
LATER = SEEN + timedelta(days=1)


def test_what_goes_in_comes_out(store, add_evidence):
    evidence = add_evidence(
        "Кедров Пётр Ильич, 1990 – 2022", title="Кедровка", media=(Media("photo", "https://example.org/1.jpg"),)
    )
    assert store.evidence.get(evidence.id) == evidence
    assert list(store.evidence.all()) == [evidence]
    assert store.evidence.known(evidence.id)


AGAIN = [
    # what differs when the page is read again, is it new?
    ({"seen": LATER}, False),
    ({"payload": "f" * 64}, False),  # the page around the post changed
    ({"media": (Media("photo", "https://cdn.example.org/expiring?t=2"),)}, True),  # a photo where there was none
    ({"text": "Кедров Пётр Ильич. Исправлено"}, True),
    ({"posted": LATER}, True),
    ({"origin": "https://example.org/elsewhere/5"}, True),
]


@pytest.mark.parametrize(("changed", "new"), AGAIN)
def test_only_a_changed_post_is_new_evidence(store, make_evidence, changed, new):
    url = {"url": "https://example.org/kedrovka/1", "payload": "a" * 64}
    first = make_evidence("Кедров Пётр Ильич", **url)
    again = make_evidence(**({"text": "Кедров Пётр Ильич"} | url | changed))
    with store.transaction():
        assert store.evidence.add([first]) == 1
        assert store.evidence.add([again]) == int(new)
    assert len(list(store.evidence.all())) == 1 + int(new)
    assert set(store.evidence.urls("kedrovka")) == {first.url}


def test_the_same_media_at_a_new_address_is_nothing_new(make_evidence):
    url = {"url": "https://example.org/kedrovka/1"}
    one, two = (make_evidence("x", media=(Media("photo", f"https://cdn.example.org/?t={n}"),), **url) for n in (1, 2))
    assert one.id == two.id


def test_twice_in_one_batch_is_once(store, make_evidence):
    evidence = make_evidence("Кедров")
    with store.transaction():
        assert store.evidence.add([evidence, evidence]) == 1


def test_observations(store):
    url = "https://example.org/kedrovka/1"
    steps = [("missing", SEEN, True), ("missing", LATER, False), ("seen again", LATER, True), ("missing", LATER, True)]
    assert store.evidence.state(url) == "seen again"
    for state, at, new in steps:
        with store.transaction():
            assert store.evidence.observe(url, "kedrovka", state, at, "a" * 64) is new
        assert store.evidence.state(url) == state
        assert (store.evidence.missing_since(url) is not None) == (state == "missing")
    assert store.evidence.missing_since(url) == LATER


def test_pending_is_what_this_version_has_not_read(store, add_evidence):
    first, second = add_evidence("Кедров"), add_evidence("Ельников")
    with store.transaction():
        store.mentions.replace(first.id, "text", "1", [])
    assert list(store.evidence.pending("text", "1", "post")) == [second]
    assert list(store.evidence.pending("text", "2", "post")) == [first, second]
    assert list(store.evidence.pending("photo", "1", "post")) == [first, second]
    assert list(store.evidence.pending("text", "1", "photo")) == []


def test_captures(store, add_evidence):
    evidence = add_evidence("Кедров", body="тело".encode())
    capture = store.evidence.capture(evidence.payload)
    assert store.archive.read(capture).decode() == "тело"
    assert store.evidence.capture_of(evidence.url) == capture
    assert store.evidence.capture_of("https://example.org/other") is None
    assert list(store.evidence.captures()) == [capture]
    assert store.evidence.committed_end(capture.warc) == capture.offset + capture.length
    assert store.evidence.committed_end("other.warc.gz") == 0


def test_nothing_there(store):
    with pytest.raises(NotFound):
        store.evidence.get("0" * 64)
    with pytest.raises(NotFound):
        store.evidence.capture("0" * 64)


def test_captures_and_states_in_bulk_are_those_one_by_one(store):
    urls = [f"https://example.org/kedrovka/{n}" for n in range(4)]
    with store.transaction():
        statuses = [(urls[0], 200), (urls[1], 200), (urls[1], 200), (urls[1], 304), (urls[2], 404)]
        place = {"at": SEEN, "mime": "text/html", "warc": "a.warc.gz", "length": 1, "payload": "a" * 64}
        captures = [Capture(url=url, status=status, offset=n, **place) for n, (url, status) in enumerate(statuses)]
        store.evidence.add_captures(captures)
        for url, states in zip(urls, [["missing"], ["missing", "seen again"], [], ["missing"]], strict=True):
            for state in states:
                store.evidence.observe(url, "kedrovka", state, SEEN, "a" * 64)
    one_by_one = {url: store.evidence.capture_of(url) for url in urls}
    assert store.evidence.captures_of(urls) == {url: c for url, c in one_by_one.items() if c}
    assert [c and c.offset for c in one_by_one.values()] == [0, 2, None, None]
    assert store.evidence.missing_among(set(urls[:3])) == [urls[0]]
    assert store.evidence.missing_among(urls) == [u for u in urls if store.evidence.state(u) == "missing"]
    assert store.evidence.missing_among([]) == []


def test_the_first_of_each_source_is_its_sample(store, make_evidence):
    assert list(store.evidence.samples()) == []
    posts = [
        make_evidence(f"{source} {k}", source=source) for k in range(3) for source in ("klyuchi", "brod", "kedrovka")
    ]
    with store.transaction():
        store.evidence.add(posts)
    assert list(store.evidence.samples()) == posts[:3]
