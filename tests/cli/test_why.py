"""``sinodik why``: the reasons, in two languages; and old identifiers, wherever one types them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dedupe.run import dedupe, refresh
from sinodik.cli import cli
from sinodik.records import Anchor, Decision, Evidence, Judgement, Mention
from sinodik.settings import Settings
from sinodik.store import Store, now

NAME = "Кедров Пётр Ильич"


@pytest.fixture
def posts(store: Store, add_evidence: Callable[..., Evidence], make_mention: Callable[..., Mention]) -> list[Mention]:
    """Two posts about one man, one about a namesake; matched."""
    births = ["1990-02-01", "1990-02-01", "1970-06-06"]
    made = [make_mention(NAME, add_evidence(f"{NAME} {b}. {k}"), birth=b) for k, b in enumerate(births)]
    with store.transaction():
        for mention in made:
            store.mentions.replace(mention.evidence, "test", "1", [mention])
    dedupe(store, Settings())
    return made


@pytest.fixture
def run(workspace: Path) -> Callable[..., Result]:
    def invoke(*words: str, **environment: str) -> Result:
        return CliRunner().invoke(cli, ["-w", str(workspace), *words], env={"LANG": "C", "LC_ALL": "", **environment})

    return invoke


SAID = [
    ({}, "They were born on the same day. (1 февраля 1990)"),
    ({"LANG": "ru_RU.UTF-8"}, "Родились в один день. (1 февраля 1990)"),
    ({"LANG": "ru_RU.UTF-8", "LC_ALL": "C"}, "They were born on the same day."),
]


@pytest.mark.parametrize(("environment", "sentence"), SAID)
def test_the_language_is_that_of_the_terminal(store, posts, run, environment, sentence) -> None:
    result = run("why", store.candidates.of(posts[0].id).id, **environment)
    assert result.exit_code == 0, result.output
    assert sentence in result.output
    assert NAME in result.output


def test_the_language_that_is_asked_for(store, posts, run) -> None:
    assert "Родились в один день." in run("why", store.candidates.of(posts[0].id).id, "--lang", "ru").output


def test_what_nearly_joined_is_told_with_what_kept_it_apart(store, posts, run) -> None:
    shown = run("why", store.candidates.of(posts[0].id).id).output.partition("nearly joined")
    assert shown[1]
    assert "The birth dates cannot belong to one person." in shown[2]
    assert "6 июня 1970" in shown[2]


def test_for_a_script(store, posts, run) -> None:
    found = json.loads(run("why", store.candidates.of(posts[0].id).id, "--json").output)
    [within] = found["within"]
    assert {within["a"], within["b"]} == {posts[0].id, posts[1].id}
    assert within["score"] == pytest.approx(sum(w["weight"] for w in within["whys"]), abs=1e-9)
    assert all({p["a"], p["b"]} & {posts[2].id} for p in found["beside"])


def test_who_is_nobody(posts, run) -> None:
    result = run("why", "c999")
    assert "is no candidate" in str(result.exception)


def test_an_identifier_that_is_gone_leads_on(store, posts, run) -> None:
    old = {store.candidates.of(m.id).id for m in posts}
    assert len(old) == 2
    a = posts[0]
    sides = [tuple(Anchor(m.id, m.evidence, m.anchor.where) for m in side) for side in (posts[:2], posts[2:])]
    with store.transaction():
        store.decisions.add(
            Decision(at=now(), reviewer="vera", judgement=Judgement.SAME, about=sides[0], against=sides[1])
        )
    refresh(store, Settings(), [m.id for m in posts])
    today = store.candidates.of(a.id).id
    [gone] = old - {today}
    assert store.candidates.current(gone) == today
    assert today in run("why", gone).output
    with store.transaction():
        store.decisions.add(
            Decision(
                at=now(), reviewer="vera", judgement=Judgement.CONFIRM,
                about=tuple(Anchor(m.id, m.evidence, m.anchor.where) for m in posts),
                values=store.candidates.get(today).best,
            )
        )  # fmt: skip
    refresh(store, Settings(), [a.id])
    traced = run("trace", gone)
    assert traced.exit_code == 0, traced.output
    assert store.candidates.of(a.id).id in traced.output
