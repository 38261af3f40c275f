"""The whole way over the demo world, against its truth: what is found, and what is put together.

The figures are printed (``pytest -s``); the floors are in ``tests/quality_floor.json``.
"""

import json
import subprocess
import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from dedupe.run import dedupe
from extract.run import extract
from sinodik import settings
from sinodik.demo.site import serve
from sinodik.demo.wording import Told
from sinodik.demo.world import World
from sinodik.names import fold
from sinodik.records import Field, Mention
from sinodik.store import Store
from sinodik.store.workspace import create

FLOORS = json.loads(Path(__file__).parents[1].joinpath("quality_floor.json").read_text("utf-8"))
# Scrapy's reactor runs once a process.
CRAWL = """
import sys
from pathlib import Path
from msgspec.structs import replace
from crawlers.run import crawl
from sinodik import settings, sources
from sinodik.store import Store
folder = Path(sys.argv[1])
read = settings.load(folder)
read = replace(read, contact="nobody@example.org", crawl=replace(read.crawl, delay=0.0))
with Store(folder) as store:
    reports = crawl(store, read, sources.load(folder))
print([r for r in reports if r.source != "example" and r.outcome != "finished"] or "finished")
"""


@pytest.fixture(scope="module")
def workspace(world: World, tmp_path_factory) -> Path:
    """A workspace that saw the world at both its moments, read it, and put together what belongs together."""
    folder = tmp_path_factory.mktemp("demo") / "workspace"
    create(folder)
    (folder / "sources" / "example.toml").unlink()
    world.write_photos(folder / "graves")
    with serve(world) as site:
        for name, text in world.sources(site.url, "graves").items():
            (folder / "sources" / name).write_text(text, "utf-8")
        _crawl(folder)
        site.advance()
        _crawl(folder)
    with Store(folder) as store:
        extract(store, settings.load(folder))
        dedupe(store, settings.load(folder))
    return folder


def _crawl(folder: Path) -> None:
    done = subprocess.run([sys.executable, "-c", CRAWL, str(folder)], capture_output=True, text=True)
    assert done.stdout.strip().endswith("finished"), done.stdout + done.stderr


@pytest.fixture(scope="module")
def said(world: World) -> dict[tuple[str, str], tuple[Told, ...]]:
    """What each piece of evidence tells, by address and text (an edited post tells two things)."""
    posts = {(p.url, p.text): p.tells for p in world.posts}
    return posts | {(name, ""): told for name, told in world.truth(1).items() if name in world.graves}


@pytest.fixture(scope="module")
def matched(workspace: Path, said):
    """Every mention with what it should say (or None) and the text; and what was told but not found."""
    found: list[tuple[Mention, Told | None, str]] = []
    missed: list[tuple[str, Told]] = []
    with Store(workspace) as store:
        for evidence in store.evidence.all():
            key = (evidence.title, "") if evidence.kind == "photo" else (evidence.url, evidence.text)
            left = list(said.get(key, ()))
            for mention in store.mentions.of(evidence.id):
                told = next((t for t in left if _same_name(mention, t)), None)
                if told:
                    left.remove(told)
                found.append((mention, told, evidence.text))
            missed += [(evidence.text or evidence.title, t) for t in left]
    return found, missed


def _same_name(mention: Mention, told: Told) -> bool:
    """Tell whether surname and given name (or its initial) were read as they were told."""
    name = mention.name
    given = told.given.rstrip(".")
    return fold(name.surname) == fold(told.surname) and fold(name.given).startswith(fold(given)[:1])


def _right(mention: Mention, told: Told, field: Field) -> bool:
    value, truth = mention.value(field), getattr(told, field.value)
    if isinstance(truth, str):
        return fold(str(value or "")).rstrip(".") == fold(truth).rstrip(".")
    return str(value) == str(truth)


def test_what_the_crawl_saw(world: World, workspace: Path):
    with Store(workspace) as store:
        posts = {(e.url, e.text): e for e in store.evidence.all() if e.kind == "post"}
        photos = [e for e in store.evidence.all() if e.kind == "photo"]
        gone = {p.url for p in world.at(1)} - {p.url for p in world.at(2)}
        assert set(posts) == {(p.url, p.text) for p in world.posts if not p.service}
        assert {e.title for e in photos} == set(world.graves)
        assert {url for url, _ in posts if store.evidence.missing_since(url)} == gone
        for post in world.posts:
            if not post.service:
                evidence = posts[post.url, post.text]
                assert evidence.posted == post.posted
                assert len(evidence.media) == len(post.photos)
                assert bool(evidence.origin) == bool(post.forwarded)


def test_names(matched, said):
    found, missed = matched
    right = [m for m, told, _ in found if told]
    figures = {"recall": len(right) / (len(right) + len(missed)), "precision": len(right) / len(found)}
    print(f"\nnames: {figures}, {len(found)} mentions, {len(missed)} missed")
    for text, told in missed:
        print(f"  missed {told.surname} {told.given} {told.patronymic}: {text!r}")
    for mention, told, text in found:
        if told is None:
            print(f"  untrue {mention.name}: {[c.quote for c in mention.claims]} in {text!r}")
    for key, value in figures.items():
        assert value >= FLOORS[f"demo.names.{key}"], key


@pytest.mark.parametrize("field", ["given", "patronymic", "birth", "death", "age", "rank"])
def test_fields(matched, field):
    pairs = [(m, t, text) for m, t, text in matched[0] if t and getattr(t, field)]
    wrong = [(m, t, text) for m, t, text in pairs if not _right(m, t, Field(field))]
    accuracy = 1 - len(wrong) / len(pairs)
    print(f"\n{field}: {accuracy:.3f} of {len(pairs)}")
    for mention, told, text in wrong:
        print(f"  {mention.value(Field(field))} for {getattr(told, field)}: {text or told.surname!r}")
    assert accuracy >= FLOORS[f"demo.{field}"]


def test_nobody_is_read_who_did_not_die(world: World, matched):
    """Officials, relatives, heroes of another war, the wounded: none of them becomes a mention."""
    names = " ".join(str(m.name) for m, *_ in matched[0]).split()
    others = "Дроздов Горелов Краснов Юнусов Лугина Петренко Рощин Снегов".split()
    wrong = [n for n in names if n in (*world.bystanders, *others)]
    print(f"\nbystanders: {wrong}")
    assert len(wrong) <= FLOORS["demo.bystanders_at_most"]


def test_telephones_and_cards_are_in_no_claim(matched):
    quotes = [c.quote for m, *_ in matched[0] for c in m.claims]
    assert [q for q in quotes if "000" in q.replace("2000", "")] == []


def test_what_is_put_together(matched, workspace: Path):
    person = {m.id: told.person for m, told, _ in matched[0] if told}
    with Store(workspace) as store:
        groups = [[m for m in c.mentions if m in person] for c in store.candidates.all()]
        queue = store.candidates.queue_length()
    together = {frozenset(pair) for group in groups for pair in combinations(group, 2)}
    mentions = defaultdict(list)
    for mention, who in person.items():
        mentions[who].append(mention)
    true = {frozenset(pair) for group in mentions.values() for pair in combinations(group, 2)}
    figures = {"precision": len(together & true) / len(together), "recall": len(together & true) / len(true)}
    print(f"\nmerges: {figures}; {len(groups)} candidates of {len(mentions)} people; {queue} pairs to decide")
    for kind, pairs in (("wrong", together - true), ("apart", true - together)):
        for pair in sorted(map(sorted, pairs)):
            print(f"  {kind}: {' | '.join(_as_read(matched, m) for m in pair)}")
    for key, value in figures.items():
        assert value >= FLOORS[f"demo.merge.{key}"], key


def _as_read(matched, id_: str) -> str:
    mention, told, _ = next(f for f in matched[0] if f[0].id == id_)
    dates = [mention.date(field) for field in (Field.BIRTH, Field.DEATH)]
    return f"{told.person} {mention.name} {' – '.join(str(d or '?') for d in dates)} {mention.value(Field.AGE) or ''}"
