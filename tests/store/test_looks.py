from datetime import UTC, datetime, timedelta

NOON = datetime(2023, 3, 10, 12, 0, 0, 500_000, tzinfo=UTC)
T = NOON.timestamp()


def test_what_is_watched(store, add_evidence):
    for number, hours in ((1, 0), (2, 1), (3, 2), (4, 3)):
        add_evidence(f"Кедров {number}", url=f"https://t.me/kedrovka/{number}", seen=NOON + timedelta(hours=hours))
    add_evidence("Ельников", url="https://t.me/klyuchi/1", source="klyuchi")
    with store.transaction():
        store.looks.note("kedrovka", ["https://t.me/kedrovka/2"], T + 3700)
        store.looks.note("kedrovka", ["https://t.me/kedrovka/2"], T + 7300)
        store.looks.note("kedrovka", ["https://t.me/kedrovka/1"], T + 99_999)
        for number, at in ((3, NOON), (4, NOON), (4, NOON + timedelta(hours=2))):
            store.evidence.observe(f"https://t.me/kedrovka/{number}", "kedrovka", "missing", at, "a" * 64)
    assert sorted(store.looks.watched("kedrovka", 86_400)) == [
        ("https://t.me/kedrovka/2", T + 3600, T + 7300, None),
        ("https://t.me/kedrovka/3", T + 7200, 0.0, T),
    ]
    with store.transaction():  # what is missing is watched, however long ago it was first seen
        store.evidence.observe("https://t.me/kedrovka/1", "kedrovka", "missing", NOON, "a" * 64)
    assert ("https://t.me/kedrovka/1", T, T + 99_999, T) in store.looks.watched("kedrovka", 86_400)
    assert not store.evidence.shown_as("https://t.me/kedrovka/1", "klyuchi", json=False)
    assert store.evidence.shown_as("https://t.me/kedrovka/1", "kedrovka", json=False)
    assert not store.evidence.shown_as("https://t.me/kedrovka/1", "kedrovka", json=True)
