import pytest

from sinodik.errors import NotFound
from sinodik.reasons import Compared
from sinodik.records import Attested, Candidate, Field, Pair, State, Why
from sinodik.store.candidates import Row
from sinodik.store.comparisons import written


def candidate(id_: str, surname: str, *mentions: str, state: State = State.DRAFT) -> Candidate:
    best = (Attested(Field.SURNAME, surname, mentions),)
    return Candidate(id=id_, mentions=mentions, best=best, variants=best, state=state)


KEDROV = candidate("c1", "Кедров", "m1", "m2", state=State.CONFIRMED)
ELNIKOV = candidate("c3", "Ельников", "m3")
LIPOV = candidate("c4", "Липов", "m4", "m5")
SURE = Pair(a="m1", b="m2", score=12, whys=(Why("name", "The names are the same.", 12),))
DOUBTED = [(Pair(a="m2", b="m3", score=3), 0.5), (Pair(a="m4", b="m5", score=4), 0.1)]


@pytest.fixture
def full(store):
    with store.transaction():
        store.candidates.replace(
            map(Row.of, [KEDROV, ELNIKOV, LIPOV]), [written(p, doubt) for p, doubt in [(SURE, None), *DOUBTED]]
        )
    return store.candidates


def test_read_back(full):
    assert full.get("c1") == KEDROV
    assert full.of("m2") == KEDROV
    assert [str(c.name) for c in full.all()] == ["Ельников", "Кедров", "Липов"]
    assert list(full.all(State.CONFIRMED)) == [KEDROV]
    assert list(full.all(State.REJECTED)) == []
    assert full.pair("m2", "m1") == SURE
    assert full.pairs_within(["m1", "m2", "m4"]) == [SURE]


@pytest.mark.parametrize("sampled", [False, True])
def test_what_is_packed_reads_as_it_was(full, store, sampled):
    with store.transaction():
        full.replace([Row.of(LIPOV)], [Compared("m4", "m5", 4.0, 0.1, sampled, b"", "")])
    assert full.pair("m4", "m5").sampled is sampled


@pytest.mark.parametrize("missing", [("get", "c9"), ("of", "m9"), ("pair", "m1", "m9")])
def test_not_there(full, missing):
    method, *args = missing
    with pytest.raises(NotFound, match="sinodik dedupe"):
        getattr(full, method)(*args)


def test_the_queue_begins_with_the_most_doubtful(full):
    assert full.queue() == [DOUBTED[1][0], DOUBTED[0][0]]
    assert full.queue(1) == [DOUBTED[1][0]]
    assert full.queue_length() == 2


def test_all_is_replaced(store, full):
    with store.transaction():
        full.replace([Row.of(ELNIKOV)], [])
    assert list(full.all()) == [ELNIKOV]
    assert full.queue_length() == 0
    with pytest.raises(NotFound):
        full.of("m1")


def test_only_the_neighbourhood_is_updated(store, full):
    assert full.fellows(["m1"]).keys() == {"m1", "m2"}
    assert full.fellows(["m5", "m9"]).keys() == {"m4", "m5"}
    joined = candidate("c1", "Кедров", "m1", "m2", "m3")
    with store.transaction():
        full.update(["m1", "m2", "m3"], [Row.of(joined)], [written(SURE, None)])
    assert full.of("m3") == joined
    assert full.get("c4") == LIPOV
    assert full.queue() == [DOUBTED[1][0]]


def test_pairs_that_are_what_they_were_are_not_written(store, full):
    written_to = "SELECT total_changes()"
    [before] = store.db.execute(written_to).fetchone()
    other = Pair(a="m2", b="m3", score=5)
    with store.transaction():
        full.comparisons.replace("a < 'm4'", [written(SURE, None), written(other, 0.5)])
    [after] = store.db.execute(written_to).fetchone()
    assert after - before == 2  # the one that is another is taken away, and put in
    assert full.queue() == [DOUBTED[1][0], other]
    assert full.pair("m1", "m2") == SURE


@pytest.mark.parametrize("analysed", [False, True])
def test_the_queue_uses_its_index(store, analysed):
    """After ANALYZE, SQLite 3.53 was seen to sort the whole table instead: 0.04 → 44 ms."""
    pairs = [written(Pair(a=f"m{n}", b=f"n{n}", score=1), n / 7 if n % 3 else None) for n in range(600)]
    with store.transaction():
        store.candidates.replace([], pairs)
    if analysed:
        store.db.execute("ANALYZE")
    seen: list[str] = []
    store.db.conn.set_trace_callback(seen.append)
    store.candidates.queue(5)
    store.db.conn.set_trace_callback(None)
    plan = " ".join(str(r[3]) for r in store.db.execute(f"EXPLAIN QUERY PLAN {seen[0]}"))
    assert "pair_queue" in plan
    assert "TEMP B-TREE" not in plan
