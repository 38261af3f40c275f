"""What comes and goes in many small runs: the outcome of one, the full run's work untouched, nothing lost."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace
from pysqlite3 import IntegrityError

from dedupe.run import dedupe, refresh
from sinodik.errors import NotFound
from sinodik.records import Claim, Decision, Evidence, Field, Mention
from sinodik.settings import Settings
from sinodik.store import Store
from sinodik.store.workspace import create

SETTINGS = Settings()
ENOUGH = 400  # so that weights are learnt, as they are in a large workspace
Step = tuple[list[Mention], list[Mention]]  # who comes, or is read anew, and who goes


@pytest.fixture(scope="module")
def people(invent: Callable) -> tuple[list[Mention], dict[str, Evidence]]:
    mentions, evidence, _ = invent(47, 400)
    return mentions, evidence


def begun(folder: Path, people: tuple, left_out: int) -> Store:
    """A workspace in which all but some were compared."""
    create(folder)
    store = Store(folder)
    with store.transaction():
        store.evidence.add(people[1].values())
    say(store, people[0][left_out:], [])
    dedupe(store, SETTINGS, enough=ENOUGH)
    return store


def say(store: Store, come: Sequence[Mention], gone: Sequence[Mention]) -> None:
    with store.transaction():
        for m in gone:
            store.mentions.replace(m.evidence, "test", "1", [])
        for m in come:
            store.mentions.replace(m.evidence, "test", "1", [m])


def matched(store: Store, seen: list[str] | None = None) -> None:
    steps: list[str] = [] if seen is None else seen
    dedupe(store, SETTINGS, lambda done, total, what: steps.append(what), enough=ENOUGH)
    assert seen is not None or "comparing" not in steps, "nothing was begun anew"


def kept(store: Store) -> tuple[list, list]:
    rows = store.db.execute("SELECT a, b, score, doubt, sampled, reasons, data FROM pair ORDER BY a, b").fetchall()
    return sorted(store.candidates.all(), key=lambda c: c.id), rows


def layers(store: Store) -> list[Path]:
    return list((store.workspace / "matching").glob("*/*.npz"))


def read_anew(mention: Mention, other: Mention) -> Mention:
    """The same place, which now says the surname of somebody else, and a word that nobody has seen."""
    said = {c.field: c.value for c in other.claims}
    new = {Field.SURNAME: said[Field.SURNAME], Field.PATRONYMIC: f"{mention.name.given}ыч"}

    def anew(c: Claim) -> Claim:
        return replace(c, value=new.get(c.field, c.value))

    return replace(mention, version="2", claims=tuple(map(anew, mention.claims)))


@pytest.mark.parametrize("seed", range(3))
def test_many_small_runs_come_to_one(tmp_path: Path, people: tuple, decide: Callable[..., Decision], seed: int) -> None:
    dice = random.Random(seed)
    mentions = people[0]
    little, at_once = (begun(tmp_path / name, people, 24) for name in ("little", "at_once"))
    come, old = mentions[:24], dice.sample(mentions[24:], 16)
    strange = [read_anew(m, n) for m, n in zip(old[:6], old[10:], strict=True)]
    assert [m.id for m in strange] == [m.id for m in old[:6]]
    steps: list[Step] = [
        (come[:9], old[6:9]),
        ([*come[9:14], *strange], [*come[:2], old[9]]),
        ([come[0], old[6]], [strange[0]]),  # who was gone is there again, and who was read anew is gone
        (come[14:], [come[5]]),
    ]
    judged: list[Decision] = []
    for number, step in enumerate(steps):
        for store in (little, at_once):
            say(store, *step)
        matched(little)
        pairs = [(p.a, p.b) for p in little.candidates.queue()]
        a, b = (little.mentions.get(m) for m in dice.choice(pairs))
        judged.append(decide(0, dice.choice(("same", "different")), [a], [b]))
        with little.transaction():
            little.decisions.add(judged[-1])
        refresh(little, SETTINGS, [a.id, b.id])
        assert len(layers(little)) == 1, number
    with at_once.transaction():
        for decision in judged:
            at_once.decisions.add(decision)
    matched(at_once)
    for decision in judged:
        refresh(at_once, SETTINGS, [m.mention for m in (*decision.about, *decision.against)])
    assert kept(little) == kept(at_once)
    assert {m for c in little.candidates.all() for m in c.mentions} == set(little.mentions.ids())


def test_the_full_run_is_not_touched(tmp_path: Path, people: tuple) -> None:
    store = begun(tmp_path / "w", people, 5)
    before = {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in (store.workspace / "matching").glob("*/*.npy")}
    say(store, people[0][:5], people[0][5:7])
    matched(store)
    assert before == {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in before}


def test_a_small_run_that_is_killed_loses_nothing(tmp_path: Path, people: tuple) -> None:
    disturbed, other = (begun(tmp_path / name, people, 20) for name in ("disturbed", "other"))
    for store in (disturbed, other):
        say(store, people[0][:10], people[0][20:22])
        matched(store)
        say(store, people[0][10:20], people[0][:1])
    before = kept(disturbed)
    disturbed.db.execute(
        "CREATE TEMP TRIGGER killed BEFORE INSERT ON candidate BEGIN SELECT RAISE(ABORT, 'killed'); END"
    )
    with pytest.raises(IntegrityError, match="killed"):
        dedupe(disturbed, SETTINGS, enough=ENOUGH)
    disturbed.db.execute("DROP TRIGGER killed")
    assert len(layers(disturbed)) == 2, "it was written, and nothing speaks of it"
    assert kept(disturbed) == before
    for store in (disturbed, other):
        matched(store)
    assert kept(disturbed) == kept(other)
    assert len(layers(disturbed)) == 1


@pytest.mark.parametrize("left", [0, 100, 5000])
def test_a_layer_that_is_not_whole(tmp_path: Path, people: tuple, left: int) -> None:
    store = begun(tmp_path / "w", people, 5)
    say(store, people[0][:5], [])
    matched(store)
    [layer] = layers(store)
    layer.write_bytes(layer.read_bytes()[:left])
    with pytest.raises(NotFound, match="not there any more"):
        refresh(store, SETTINGS, [people[0][0].id])
    steps: list[str] = []
    matched(store, steps)
    assert "comparing" in steps
    assert layers(store) == []


def test_a_decision_that_was_never_computed(tmp_path: Path, people: tuple, decide: Callable[..., Decision]) -> None:
    """Whoever joins a part of which people have since said otherwise brings all of it up to date."""
    store = begun(tmp_path / "w", people, 0)
    old = next(c.mentions for c in store.candidates.all() if len(c.mentions) == 3)
    far = next(c.mentions[0] for c in store.candidates.all() if old[0] not in c.mentions)
    first, other = (store.mentions.get(m) for m in (old[0], far))
    with store.transaction():
        said = store.decisions.add(decide(0, "same", [first], [other]))
    refresh(store, SETTINGS, [first.id, other.id])
    assert store.candidates.of(other.id) == store.candidates.of(first.id)
    with store.transaction():
        store.decisions.add(decide(0, "undo", [first], [other], undoes=said.seq))
    twin = store.evidence.get(first.evidence)
    post = replace(twin, url=f"{twin.url}/again", payload="f" * 64)
    with store.transaction():
        store.evidence.add([post])
    say(store, [replace(first, evidence=post.id)], [])
    matched(store)
    assert store.candidates.of(other.id) != store.candidates.of(first.id)
    assert {m for c in store.candidates.all() for m in c.mentions} == set(store.mentions.ids())
