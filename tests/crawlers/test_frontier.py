"""What waits in the frontier, and what becomes of it."""

import pytest

from sinodik.store import Store
from sinodik.store.frontier import Item, Left

NOW = 1_000_000.0


@pytest.fixture
def begun(store: Store) -> int:
    """A round of the source “site”, with five pages and a photo that is more urgent."""
    with store.transaction():
        round_ = store.frontier.begin("site", NOW, thorough=True, returning=False)
        store.frontier.put("site", round_, [Item(f"d{n}", f"page {n}") for n in range(5)], NOW)
        store.frontier.put("site", round_, [Item("p", "photo", priority=10, photo=True)], NOW)
    return round_


def claim(store: Store, count: int = 100, holder: str = "me", source: str = "site", now: float = NOW) -> list[str]:
    with store.transaction():
        return [x.data for x in store.frontier.claim(source, holder, count, now, now + 60)]


def test_photos_go_before_pages_and_nobody_gets_the_same_twice(store: Store, begun: int):
    assert claim(store, 2) == ["photo", "page 0"]
    assert claim(store, 3, "another") == ["page 1", "page 2", "page 3"]
    assert claim(store) == ["page 4"]
    assert claim(store) == []
    assert store.frontier.left("site") == Left(pending=0, leased=6, lost=0, due=None)


def test_two_stores_share_a_frontier(store: Store, begun: int):
    with Store(store.workspace) as other:
        shares = [claim(s, 1, h) for _ in range(3) for s, h in ((store, "a"), (other, "b"))]
    assert sorted(x for share in shares for x in share) == [*(f"page {n}" for n in range(5)), "photo"]


def test_what_a_dead_process_had_leased_comes_back_when_its_lease_ends(store: Store, begun: int):
    claim(store, 4, "dead")
    claim(store, 1, "alive", now=NOW + 50)
    with store.transaction():
        assert store.frontier.take_back("site", NOW + 30) == 0
        assert store.frontier.take_back("site", NOW + 61) == 4
    assert len(claim(store)) == 5, "but not what the living one has"


def test_a_lease_can_be_prolonged_and_released(store: Store, begun: int):
    claim(store, 4, "me")
    with store.transaction():
        store.frontier.renew("me", NOW + 1000)
        assert store.frontier.take_back("site", NOW + 500) == 0
        assert store.frontier.release("me") == 4
    assert store.frontier.left("site").pending == 6


def test_the_same_is_asked_for_once_a_round(store: Store, begun: int):
    with store.transaction():
        again = [Item("d1", "page 1"), Item("d9", "page 9"), Item("d9", "page 9")]
        assert store.frontier.put("site", begun, again, NOW) == 1
        other = store.frontier.begin("site", NOW, thorough=False, returning=True)
        assert store.frontier.put("site", other, again, NOW) == 2


AFTER = [
    ("pending", "", 0.0, 0),
    ("leased", "", 0.0, 0),
    ("done", "done", 0.0, 0),
    ("lost", "lose", 0.0, 0),
    ("failed", "fail", 3600.0, 0),
    ("failed a week ago", "fail", 8 * 86400.0, 1),
]


@pytest.mark.parametrize(("state", "verb", "later", "added"), AFTER, ids=[a[0] for a in AFTER])
def test_what_is_asked_for_once_is_never_asked_for_again(store: Store, state: str, verb: str, later: float, added: int):
    article = Item("a", "article", once=True)
    with store.transaction():
        first = store.frontier.begin("site", NOW, thorough=False, returning=False)
        store.frontier.put("site", first, [article], NOW)
        leased = [] if state == "pending" else store.frontier.claim("site", "me", 1, NOW, NOW + 60)
        for lease in leased:
            if verb:
                getattr(store.frontier, verb)(*((lease.id,) if verb == "done" else (lease.id, NOW)))
        store.frontier.end("site", first, 1, NOW)
        second = store.frontier.begin("site", NOW, thorough=False, returning=True)
        assert store.frontier.put("site", second, [article], NOW + later) == added


def test_what_waits_for_its_time_is_left_alone_until_then(store: Store, begun: int):
    with store.transaction():
        for lease in store.frontier.claim("site", "me", 6, NOW, NOW + 60):
            store.frontier.again(lease.id, NOW + 5)
    assert claim(store) == []
    assert store.frontier.left("site") == Left(6, 0, 0, NOW + 5)
    assert len(claim(store, now=NOW + 5)) == 6


def test_what_was_lost_is_tried_by_the_next_crawl_but_not_for_ever(store: Store, begun: int):
    with store.transaction():
        for crawls in range(1, 100):  # noqa: B007 - looked at below
            store.frontier.revive("site")
            leases = store.frontier.claim("site", "me", 10, NOW, NOW + 60)
            if not leases:
                break
            for lease in leases:
                store.frontier.lose(lease.id, NOW)
    assert 10 < crawls < 50
    assert store.frontier.left("site").requests == 0


def test_a_round_ends_when_nothing_of_it_is_left(store: Store, begun: int):
    frontier = store.frontier
    with store.transaction():
        leases = frontier.claim("site", "me", 6, NOW, NOW + 60)
        for lease in leases[:-1]:
            frontier.done(lease.id)
        assert not frontier.end("site", begun, 50, NOW)
        assert [r.id for r in frontier.unfinished("site")] == [begun]
        frontier.done(leases[-1].id)
        assert frontier.end("site", begun, 50, NOW)
    assert frontier.unfinished("site") == []
    assert frontier.reached("site") == 50
    assert store.db.execute("SELECT count(*) FROM ask").fetchone() == (0,), "what need not be remembered is removed"


def test_a_round_with_a_hole_does_not_count_as_read_to_the_end(store: Store, begun: int):
    with store.transaction():
        for lease in store.frontier.claim("site", "me", 6, NOW, NOW + 60):
            store.frontier.fail(lease.id, NOW)
        assert store.frontier.end("site", begun, 50, NOW)
    assert store.frontier.reached("site") == 0


def test_what_is_done_stays_done(store: Store, begun: int):
    """A process whose lease has ended may still bring what another one has done meanwhile."""
    with store.transaction():
        [lease] = store.frontier.claim("site", "slow", 1, NOW, NOW + 60)
        store.frontier.done(lease.id)
        for late in (lambda i: store.frontier.again(i, NOW), lambda i: store.frontier.lose(i, NOW)):
            late(lease.id)
        store.frontier.back(lease.id)
    assert store.frontier.left("site") == Left(5, 0, 0, 0.0)


def test_a_parked_source_is_left_alone(store: Store):
    with store.transaction():
        store.frontier.park("site", NOW + 60, "Tomorrow.")
    assert store.frontier.parked("site", NOW) == (NOW + 60, "Tomorrow.")
    assert store.frontier.parked("site", NOW + 61) is None
    assert store.frontier.parked("another", NOW) is None


def test_a_days_budget(store: Store):
    with store.transaction():
        for calls in (3, 4):
            store.frontier.spend("vk", "2026-11-23", calls)
    assert store.frontier.spent("vk", "2026-11-23") == 7
    assert store.frontier.spent("vk", "2026-11-24") == 0


def test_the_queue_is_found_through_its_index_also_after_analyze(store: Store, begun: int):
    with store.transaction():
        store.frontier.put("site", begun, [Item(f"e{n}", "x") for n in range(3000)], NOW)
    store.db.execute("ANALYZE")
    plans = []
    store.db.conn.set_trace_callback(lambda sql: plans.append(sql) if sql.startswith("UPDATE ask") else None)
    claim(store, 1)
    store.db.conn.set_trace_callback(None)
    steps = [r[3] for r in store.db.execute(f"EXPLAIN QUERY PLAN {plans[0]}")]
    assert any("ask_queue" in step for step in steps), steps
    assert not any("SCAN ask" in step or "TEMP B-TREE" in step for step in steps), steps


def test_photos_that_failed_are_no_hole(store: Store, begun: int):
    with store.transaction():
        for lease in store.frontier.claim("site", "me", 6, NOW, NOW + 60):
            store.frontier.fail(lease.id, NOW) if lease.data == "photo" else store.frontier.done(lease.id)
        assert store.frontier.end("site", begun, 50, NOW)
    assert store.frontier.reached("site") == 50
