from datetime import UTC, datetime, timedelta

from review.journal import Journal
from sinodik.records import Anchor, Decision, Judgement, Span, digest
from sinodik.store import Store

NOON = datetime(2023, 3, 10, 12, tzinfo=UTC)


def anchor(mention: str) -> Anchor:
    return Anchor(mention, digest(mention), Span(0, 5))


def say(store: Store, judgement: Judgement, a: str, b: str, reviewer: str = "anna", undoes: int | None = None) -> None:
    at = NOON + timedelta(hours=store.decisions.last())
    with store.transaction():
        store.decisions.add(
            Decision(
                at=at, reviewer=reviewer, judgement=judgement, about=(anchor(a),), against=(anchor(b),), undoes=undoes
            )
        )


def test_it_follows_what_others_append(store: Store) -> None:
    journal = Journal(store.decisions)
    journal.follow()
    assert journal.between("m1", "m2") is None
    say(store, Judgement.SAME, "m1", "m2")
    assert journal.between("m1", "m2") is None
    journal.follow()
    assert journal.between("m2", "m1").judgement is Judgement.SAME


def test_the_newest_stands_before_the_older(store: Store) -> None:
    journal = Journal(store.decisions)
    say(store, Judgement.UNSURE, "m1", "m2")
    say(store, Judgement.DIFFERENT, "m2", "m1", "boris")
    journal.follow()
    assert journal.between("m1", "m2").judgement is Judgement.DIFFERENT
    assert journal.unsure("anna") == set()
    assert set(journal.settled()) == {frozenset({"m1", "m2"})}
    assert journal.last_of("anna").seq == 1
    assert journal.last_of("nobody") is None

    say(store, Judgement.UNDO, "m2", "m1", "boris", undoes=2)
    journal.follow()
    assert journal.between("m1", "m2").judgement is Judgement.UNSURE
    assert journal.unsure("anna") == {frozenset({"m1", "m2"})}
    assert journal.unsure("boris") == set()
    assert journal.settled() == {}
    assert (journal.stands(1), journal.stands(2), journal.stands(3)) == (True, False, False)


def test_it_agrees_with_the_store(store: Store) -> None:
    journal = Journal(store.decisions)
    for n, judgement in enumerate([Judgement.SAME, Judgement.UNSURE, Judgement.DIFFERENT] * 4):
        say(store, judgement, f"m{n % 5}", f"m{n % 5 + 1}", "anna" if n % 2 else "boris")
        if n % 4 == 3:
            say(store, Judgement.UNDO, "m0", "m1", "anna", undoes=store.decisions.last_of("anna").seq)
        journal.follow()
        for reviewer in ("anna", "boris"):
            assert journal.last_of(reviewer) == store.decisions.last_of(reviewer)
        assert journal.since(NOON) == len(store.decisions.standing())
    assert journal.since(NOON + timedelta(days=1)) == 0
