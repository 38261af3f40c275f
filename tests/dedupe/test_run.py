"""The stage at work on a workspace: in full, around one decision, and while others work."""

import random
from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from dedupe.run import DedupeReport, dedupe, refresh
from sinodik.errors import InUse
from sinodik.records import Claim, Decision, Evidence, Field, Judgement, Mention, Span, State
from sinodik.settings import Settings
from sinodik.store import DATABASE, Store
from sinodik.store.workspace import create, lock

SETTINGS = Settings()
Decide = Callable[..., Decision]
Fill = Callable[[Sequence[Mention], Sequence[Evidence]], None]


@pytest.fixture
def fill(store: Store) -> Fill:
    """Put mentions and their evidence into the store."""

    def put(mentions: Sequence[Mention], evidence: Sequence[Evidence]) -> None:
        with store.transaction():
            store.evidence.add(evidence)
            for piece in evidence:
                found = [m for m in mentions if m.evidence == piece.id]
                store.mentions.replace(piece.id, "test", "1", found)

    return put


@pytest.fixture
def posts(person: Callable[..., Mention], pieces: dict[str, Evidence], fill: Fill) -> list[Mention]:
    """Three posts about one man, one about a namesake, one that leaves open which of them; stored."""
    name = "Кедров Пётр Ильич"
    mentions = [
        person(name, "1", birth="1990-02-01", death="2022-05-09"),
        person(name, "2", birth="1990", death="2022-05-09"),
        person(name, "3", birth="1990-02-01"),
        person(name, "4", birth="1970-06-06"),
        person(name, "5"),
    ]
    fill(mentions, list(pieces.values()))
    return mentions


def add(store: Store, decision: Decision) -> Decision:
    with store.transaction():
        return store.decisions.add(decision)


def kept(store: Store) -> tuple[list, list]:
    """All that is derived: candidates, and pairs with their place in the queue."""
    rows = store.db.execute("SELECT a, b, score, doubt, sampled, reasons, data FROM pair ORDER BY a, b").fetchall()
    return sorted(store.candidates.all(), key=lambda c: c.id), rows


def in_full(store: Store) -> tuple[list, list]:
    """What a full run makes of the same workspace, without leaving a trace."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        create(copy)
        store.db.execute("VACUUM INTO ?", [str(copy / "vacuumed.db")])
        (copy / "vacuumed.db").replace(copy / DATABASE)
        with Store(copy) as other:
            dedupe(other, SETTINGS)
            return kept(other)


def test_an_empty_workspace(store: Store) -> None:
    assert dedupe(store, SETTINGS) == DedupeReport(0, 0, 0, 0, weights="trained")


def test_a_run(store: Store, posts: list[Mention]) -> None:
    seen: list[str] = []
    report = dedupe(store, SETTINGS, lambda done, total, what: seen.append(what))
    assert (report.mentions, report.candidates, report.merged, report.weights) == (5, 2, 3, "trained")
    assert {"reading", "comparing", "clustering", "putting together"} <= set(seen)
    assert report.doubtful == store.candidates.queue_length()
    assert set(store.candidates.of(posts[0].id).mentions) >= {m.id for m in posts[:3]}
    assert posts[3].id not in store.candidates.of(posts[0].id).mentions  # born in another year
    run = store.runs.last("dedupe")
    assert run is not None
    assert (run.outcome, run.counts["merged"]) == ("finished", 3)


def test_the_same_run_again_changes_nothing(store: Store, posts: list[Mention]) -> None:
    dedupe(store, SETTINGS)
    before = kept(store)
    dedupe(store, SETTINGS)
    assert kept(store) == before


def test_a_decision_settles_its_question(store: Store, posts: list[Mention], decide: Decide) -> None:
    dedupe(store, SETTINGS)
    first, other = posts[0], posts[3]
    assert _asked_between(store, first, other)  # born in another year, but much else is the same
    add(store, decide(0, "different", [first], [other]))
    refresh(store, SETTINGS, [first.id, other.id])
    assert not _asked_between(store, first, other)
    add(store, decide(0, "undo", undoes=1, about=[first], against=[other]))
    refresh(store, SETTINGS, [first.id, other.id])
    assert _asked_between(store, first, other)


def _asked_between(store: Store, a: Mention, b: Mention) -> bool:
    ours, theirs = (store.candidates.of(m.id).mentions for m in (a, b))
    return any({p.a, p.b} == {x, y} for p in store.candidates.queue() for x, y in product(ours, theirs))


def test_what_a_run_in_between_would_lose(store: Store, posts: list[Mention], decide: Decide) -> None:
    """A decision that lands while the machine is computing is obeyed by that very run."""
    landed: list[Decision] = []

    def decide_meanwhile(done: int, total: int | None, what: str) -> None:
        if not landed:
            with Store(store.workspace) as desk:
                landed.append(add(desk, decide(0, "different", [posts[0]], [posts[2]])))

    dedupe(store, SETTINGS, decide_meanwhile)
    assert landed
    assert store.candidates.of(posts[0].id).id != store.candidates.of(posts[2].id).id


def test_a_reviewer_who_never_rests(store: Store, posts: list[Mention], decide: Decide) -> None:
    """However often decisions land, the run ends, and obeys every one that came before it wrote."""
    made: list[Decision] = []

    def decide_again(done: int, total: int | None, what: str) -> None:
        if what == "writing":  # now reviewers wait
            return
        with Store(store.workspace) as desk:
            made.append(add(desk, decide(0, "confirm", posts[:1])))

    dedupe(store, SETTINGS, decide_again)
    assert len(made) > 3
    assert store.candidates.of(posts[0].id).decision == len(made)
    assert kept(store) == in_full(store)


def test_two_runs_at_once(store: Store, workspace: Path) -> None:
    with lock(workspace, "dedupe"), pytest.raises(InUse):
        dedupe(store, SETTINGS)


def test_a_lost_mention_is_reported(store: Store, posts: list[Mention], decide: Decide) -> None:
    add(store, decide(0, "same", [posts[0]], [posts[4]]))
    with store.transaction():
        store.mentions.replace(posts[4].evidence, "test", "2", [])
    report = dedupe(store, SETTINGS)
    assert report.lost == 1
    assert "Decision 1 also speaks of 1 mention that can no longer be found." in (
        store.candidates.of(posts[0].id).conflicts
    )


def test_a_new_reading_keeps_what_was_decided(store: Store, posts: list[Mention], decide: Decide) -> None:
    dedupe(store, SETTINGS)
    old = posts[3]
    add(store, decide(0, "confirm", [old]))
    refresh(store, SETTINGS, [old.id])
    before = store.candidates.of(old.id)
    new = _reread(old)
    with store.transaction():
        store.mentions.replace(old.evidence, "test", "2", [new])
    dedupe(store, SETTINGS)
    after = store.candidates.of(new.id)
    assert new.id != old.id
    assert (after.id, after.state, after.confirmed) == (before.id, State.CONFIRMED, (new.id,))


def test_refresh_survives_a_reading_that_is_newer_than_the_candidates(
    store: Store, posts: list[Mention], decide: Decide
) -> None:
    dedupe(store, SETTINGS)
    old = posts[3]
    new = _reread(old)
    with store.transaction():
        store.mentions.replace(old.evidence, "test", "2", [new])
    add(store, decide(0, "same", [old], [posts[4]]))
    refresh(store, SETTINGS, [old.id, posts[4].id])
    assert set(store.candidates.of(new.id).mentions) == {new.id, posts[4].id}


def _reread(old: Mention) -> Mention:
    first = old.anchor
    moved = Claim(first.field, first.value, "", Span(1, 4))
    rest = [c for c in old.claims if c is not first and c.field is not Field.GIVEN]
    return Mention(evidence=old.evidence, extractor="test", version="2", claims=(moved, *rest))


@pytest.mark.parametrize("seed", range(4))
def test_refresh_is_the_same_as_starting_over(
    store: Store, fill: Fill, invent: Callable, decide: Decide, seed: int
) -> None:
    mentions, evidence, _ = invent(100 + seed, 12)
    fill(mentions, list(evidence.values()))
    dedupe(store, SETTINGS)
    dice = random.Random(seed)
    for _ in range(12):
        touched = _decide_something(store, mentions, dice, decide)
        refresh(store, SETTINGS, touched)
        assert kept(store) == in_full(store)


def _decide_something(store: Store, mentions: list[Mention], dice: random.Random, decide: Decide) -> set[str]:
    standing = store.decisions.standing()
    if standing and dice.random() < 0.25:
        undone = dice.choice(standing)
        add(store, decide(0, "undo", undoes=undone.seq, about=[]))
        return {a.mention for a in (*undone.about, *undone.against)}
    judgement = dice.choice([j for j in Judgement if j not in (Judgement.UNDO, Judgement.CORRECT)])
    queue = store.candidates.queue()
    by_id = {m.id: m for m in mentions}
    if judgement in (Judgement.CONFIRM, Judgement.REJECT):
        about, against = [by_id[m] for m in store.candidates.of(dice.choice(mentions).id).mentions], []
    elif queue and dice.random() < 0.5:
        pair = dice.choice(queue)
        about, against = [by_id[pair.a]], [by_id[pair.b]]
    else:
        about, against = ([m] for m in dice.sample(mentions, 2))
    add(store, decide(0, judgement.value, about, against))
    return {m.id for m in (*about, *against)}
