"""A deduplication that is killed half-way is carried on, with the outcome of one that was not."""

from collections.abc import Callable, Iterator

import pytest

from dedupe.run import dedupe
from sinodik.records import Candidate, Evidence, Mention
from sinodik.settings import Settings
from sinodik.store import Store

SETTINGS = Settings()


class Killed(Exception):
    """Stands for kill -9: nothing that comes after it is done."""


@pytest.fixture
def mentions(store: Store, invent: Callable[..., tuple[list[Mention], dict[str, Evidence], object]]) -> list[Mention]:
    mentions, evidence, _ = invent(8, 60)
    put(store, mentions, evidence)
    return mentions


def put(store: Store, mentions: list[Mention], evidence: dict[str, Evidence]) -> None:
    with store.transaction():
        store.evidence.add(evidence.values())
        for m in mentions:
            store.mentions.replace(m.evidence, "test", "1", [m])


def until(what: str, steps: list[str]) -> Callable[[int, int, str], None]:
    def progress(done: int, total: int, step: str) -> None:
        steps.append(step)
        if step == what:
            raise Killed

    return progress


def killed(store: Store, at: str) -> list[str]:
    steps: list[str] = []
    with pytest.raises(Killed):
        dedupe(store, SETTINGS, until(at, steps))
    return steps


def carried_on(store: Store) -> tuple[list[Candidate], list[str]]:
    steps: list[str] = []
    report = dedupe(store, SETTINGS, until("nowhere", steps))
    assert report.carried_on is ("comparing" not in steps)
    return list(store.candidates.all()), steps


@pytest.fixture
def undisturbed(store: Store, mentions: list[Mention]) -> Iterator[list[Candidate]]:
    dedupe(store, SETTINGS)
    yield list(store.candidates.all())


STAGES = [
    ("reading", True),
    ("comparing", True),
    ("clustering", False),
    ("putting together", False),
    ("writing", False),
]


@pytest.mark.parametrize(("at", "anew"), STAGES)
def test_killed_at(store: Store, undisturbed: list[Candidate], at: str, anew: bool) -> None:
    killed(store, at)
    candidates, steps = carried_on(store)
    assert candidates == undisturbed
    assert ("comparing" in steps) is anew
    assert not list((store.workspace / "matching").glob("*/candidates")), "the spool is gone"
    assert len(list((store.workspace / "matching").iterdir())) == 1


def test_who_was_put_together_is_not_put_together_again(store: Store, undisturbed: list[Candidate]) -> None:
    killed(store, "writing")
    [spool] = (store.workspace / "matching").glob("*/candidates")
    whole = spool.read_bytes()
    for left in (len(whole) - 1, len(whole) // 2, 7, 0):
        spool.write_bytes(whole[:left])  # as kill -9 leaves it
        killed(store, "writing")
        [spool] = (store.workspace / "matching").glob("*/candidates")
        assert spool.read_bytes() == whole
    assert carried_on(store)[0] == undisturbed


def test_what_has_changed_meanwhile_is_computed_anew(
    store: Store, mentions: list[Mention], undisturbed: list[Candidate]
) -> None:
    killed(store, "writing")
    with store.transaction():
        store.mentions.replace(mentions[0].evidence, "test", "2", [])
    candidates, steps = carried_on(store)
    assert "comparing" in steps
    assert mentions[0].id not in {m for c in candidates for m in c.mentions}
