"""``kill -9`` during any command, then the same command again: it carries on, and nothing is lost or doubled."""

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from sinodik.demo import site, world
from sinodik.records import Anchor, Decision, Judgement
from sinodik.store import Store

pytestmark = pytest.mark.kill

KILLS = 4  # of each command
STAGES = ("crawl", "extract", "dedupe", "export")
WORLD = world.build()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with site.serve(WORLD) as served:
        yield served.url


def start(*words: object) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "sinodik", *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def finish(*words: object) -> float:
    """Run a command to its end and return how long it took, in seconds."""
    began = time.monotonic()
    process = start(*words)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors.decode()
    return time.monotonic() - began


def furnish(folder: Path, address: str) -> None:
    """Put the demo's sources into a workspace, with three of its photographs."""
    for name, text in WORLD.sources(address, Path("photos")).items():
        (folder / "sources" / name).write_text(text, "utf-8")
    settings = folder / "sinodik.toml"
    settings.write_text(settings.read_text("utf-8").replace("delay = 2.0 ", "delay = 0.0 "), "utf-8")
    (folder / "photos").mkdir()
    for name, picture in sorted(WORLD.graves.items())[:3]:
        (folder / "photos" / name).write_bytes(picture.draw())


def confirm_one(folder: Path) -> None:
    with Store(folder) as store:
        chosen = max(store.candidates.all(), key=lambda c: (len(c.families), c.id))
        mentions = [store.mentions.get(m) for m in chosen.mentions]
        about = tuple(Anchor(m.id, m.evidence, m.anchor.where) for m in mentions)
        with store.transaction():
            at = datetime(2023, 5, 1, tzinfo=UTC)
            store.decisions.add(Decision(at=at, reviewer="anna", judgement=Judgement.CONFIRM, about=about))


def left_behind(folder: Path) -> dict[str, object]:
    """Return all that a workspace holds, in a form that does not depend on when it was seen."""
    with Store(folder) as store:
        rows = store.db.execute
        return {
            "evidence": sorted(r[0] for r in rows("SELECT id FROM evidence")),
            "photos": sorted({r[0] for r in rows("SELECT payload FROM capture WHERE mime LIKE 'image/%'")}),
            "mentions": sorted(r[0] for r in rows("SELECT data FROM mention")),
            "candidates": sorted(r[0] for r in rows("SELECT data FROM candidate")),
            "pairs": sorted(tuple(r) for r in rows("SELECT a, b, score, doubt FROM pair")),
            "decisions": [msgspec.to_builtins(d) for d in store.decisions.all()],
            "exported": exported(folder),
        }


def exported(folder: Path) -> list[tuple[object, ...]]:
    from sqlite_utils import Database

    sql = "SELECT record, surname, given, patronymic, birth, death, status FROM person"
    return sorted(tuple(r) for r in Database(folder / "verified.db").execute(sql))


def test_a_killed_command_carries_on(tmp_path: Path, address: str) -> None:
    seed = random.SystemRandom().randrange(1_000_000)
    print(f"seed {seed}")  # shown where the test fails
    chance = random.Random(seed)
    calm, stormy = tmp_path / "calm", tmp_path / "stormy"

    seconds = {"init": finish("init", calm, "--contact", "desk@example.org")}
    furnish(calm, address)
    for stage in STAGES:
        if stage == "export":
            confirm_one(calm)
            finish("-w", calm, "dedupe")
        seconds[stage] = finish("-w", calm, stage)

    for _ in range(KILLS):
        kill_after(chance.uniform(0, seconds["init"]), "init", stormy, "--contact", "desk@example.org")
    if not (stormy / "sinodik.toml").exists():
        finish("init", stormy, "--contact", "desk@example.org")
    furnish(stormy, address)
    for stage in STAGES:
        if stage == "export":
            confirm_one(stormy)
            finish("-w", stormy, "dedupe")
        for _ in range(KILLS):
            kill_after(chance.uniform(0.2, 1) * seconds[stage], "-w", stormy, stage)
        finish("-w", stormy, stage)
        finish("-w", stormy, "verify")
    assert left_behind(stormy) == left_behind(calm)


def kill_after(seconds: float, *words: object) -> None:
    process = start(*words)
    time.sleep(seconds)
    process.kill()
    process.communicate()
