"""``sinodik serve`` and ``sinodik schedule``, as an operator runs them: real processes, a real site on this machine."""

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from review.status import token_of
from sinodik.store import Store
from sinodik.store.workspace import create

PHOTOS = 'kind = "photos"\npublisher = "k"\nfolder = "photos"\nschedule = "0 3 1 1 *"\n'
TICK = "0.05"


class Served:
    """A running ``sinodik serve``."""

    def __init__(self, workspace: Path) -> None:
        self.workspace = workspace
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = workspace.parent / "log"
        words = ["-w", str(workspace), "serve", "--port", str(self.port), "--log-json", "--tick", TICK]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "sinodik", *words], stdout=subprocess.DEVNULL, stderr=log
            )

    def get(self, path: str, **headers: str) -> str:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.read().decode()

    def events(self) -> list[dict]:
        return [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]

    def said(self, event: str, **facts: object) -> bool:
        return any(e["event"] == event and facts.items() <= e.items() for e in self.events())


def until(done: Callable[[], object], what: str) -> None:
    for _ in range(400):
        if done():
            return
        time.sleep(0.05)
    raise AssertionError(f"never: {what}")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "list"
    create(folder, "desk@example.org")
    (folder / "sources" / "example.toml").unlink()
    (folder / "photos").mkdir()
    return folder


@pytest.fixture
def serve(workspace: Path) -> Iterator[Callable[[], Served]]:
    started: list[Served] = []

    def start() -> Served:
        started.append(Served(workspace))
        return started[-1]

    yield start
    for served in started:
        if served.process.poll() is None:
            served.process.kill()
        served.process.wait()


@pytest.fixture
def silent_site() -> Iterator[str]:
    """A site that takes connections and never answers: a crawl of it lasts until somebody ends it."""
    with socket.create_server(("127.0.0.1", 0), backlog=20) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def endless(workspace: Path, site: str, **keys: object) -> None:
    more = "".join(f"{k} = {v}\n" for k, v in keys.items())
    text = f'kind = "telegram_preview"\nchannel = "kedrovka"\npublisher = "k"\nbase_url = "{site}"\n'
    (workspace / "sources" / "kedrovka.toml").write_text(f'{text}schedule = "0 3 1 1 *"\n{more}')


def crawlers(workspace: Path) -> list[int]:
    """The processes that crawl this workspace right now, without such as have just been forked off one of them."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                words = (folder / "cmdline").read_bytes().split(b"\0")
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            if str(workspace).encode() in words and b"crawl" in words and b"sinodik" in words:
                parents[int(folder.name)] = parent
    return [number for number, parent in parents.items() if parent not in parents]


def noted(workspace: Path) -> bool:
    """Tell whether a crawl has begun its work."""
    with Store(workspace) as store:
        return store.runs.last("crawl", "kedrovka") is not None


def test_it_crawls_reads_and_shows_how_things_stand(workspace: Path, serve: Callable[[], Served]) -> None:
    from PIL import Image

    Image.new("RGB", (60, 40), "grey").save(workspace / "photos" / "stone.png")
    (workspace / "sources" / "stones.toml").write_text(PHOTOS)
    served = serve()
    until(lambda: served.said("dedupe ended", outcome="finished"), "matched")
    assert served.said("crawl ended", source="stones", outcome="finished", new=1)
    assert served.said("extract ended", outcome="finished", read=1)
    assert "Nobody may enter yet" in served.get("/login")
    metrics = served.get("/metrics", Authorization=f"Bearer {token_of(workspace)}")
    assert "sinodik_scheduler_up 1" in metrics
    assert 'sinodik_source_last_finished{source="stones"} 1' in metrics
    time.sleep(0.3)
    served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(10) == 0
    assert [e["event"] for e in served.events()].count("crawl started") == 1, "once, until next year"
    assert served.events()[-1]["event"] == "scheduler stopped"
    assert "stone.png" not in served.log.read_text()


@pytest.mark.kill
def test_kill_9_leaves_nobody_behind_and_the_next_one_carries_on_at_once(
    workspace: Path, serve: Callable[[], Served], silent_site: str
) -> None:
    endless(workspace, silent_site)
    served = serve()
    until(lambda: served.said("crawl started", source="kedrovka"), "started")
    until(lambda: noted(workspace), "crawling, well past its start")
    assert len(crawlers(workspace)) == 1
    served.process.kill()
    served.process.wait()
    until(lambda: not crawlers(workspace), "the crawl dies with its scheduler")
    with Store(workspace) as store:
        firing = store.firings.all()["crawl", "kedrovka"]
        assert firing.ended is None
    before = len(served.events())
    successor = serve()

    def begun() -> list[tuple[str, int | None, str | None]]:
        events = [e for e in successor.events()[before:] if not e["event"].startswith("seal")]
        return [(e["event"], e.get("attempt"), e.get("outcome")) for e in events[:3]]

    until(lambda: len(begun()) >= 3, "its first tick")
    told = begun()
    assert told == [
        ("scheduler started", None, None),
        ("crawl ended", None, "interrupted"),
        ("crawl started", 2, None),
    ], "all in the first tick"
    until(lambda: len(crawlers(workspace)) == 1, "crawling again, one and only one")


@pytest.mark.kill
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "Ctrl-C"])
def test_it_ends_its_children_before_itself(
    workspace: Path, serve: Callable[[], Served], silent_site: str, number: int
) -> None:
    endless(workspace, silent_site)
    served = serve()
    until(lambda: noted(workspace), "crawling, well past its start")
    assert "Nobody may enter yet" in served.get("/login"), "the desk answers while a crawl hangs"
    served.process.send_signal(number)
    assert served.process.wait(30) == 0
    assert crawlers(workspace) == []
    assert [e["event"] for e in served.events() if e["event"] != "seal ended"][-2:] == [
        "crawl ended",
        "scheduler stopped",
    ]
    with Store(workspace) as store:
        assert store.firings.all()["crawl", "kedrovka"].outcome == "stopped"


@pytest.mark.kill
def test_a_crawl_that_hangs_is_ended_by_its_time_limit(
    workspace: Path, serve: Callable[[], Served], silent_site: str
) -> None:
    endless(workspace, silent_site, timeout=2.5)
    served = serve()
    until(lambda: served.said("crawl ended", source="kedrovka", outcome="timed out"), "timed out")
    until(lambda: not crawlers(workspace), "gone")


def test_the_plan(workspace: Path, sinodik: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    (workspace / "sources" / "stones.toml").write_text(PHOTOS.replace("0 3 1 1 *", "0 3 29 2 *"))
    (workspace / "sources" / "off.toml").write_text(PHOTOS + "enabled = false\n")
    assert sinodik("-w", workspace, "crawl", "stones").returncode == 0
    said = sinodik("-w", workspace, "schedule", COLUMNS="150")
    assert said.returncode == 0, said.stderr
    [row] = [line for line in said.stdout.splitlines() if line.split()[:1] == ["stones"]]
    assert "0 3 29 2 *" in row
    assert "-02-29 03:0" in row
    assert "No scheduler runs here" in said.stdout
    plan = json.loads(sinodik("-w", workspace, "schedule", "--json").stdout)
    assert [s["source"] for s in plan["sources"]] == ["off", "stones"]


def test_the_units(workspace: Path, tmp_path: Path, sinodik: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    (workspace / "sources" / "stones.toml").write_text(PHOTOS)
    said = sinodik("-w", workspace, "schedule", "--systemd")
    assert "OnCalendar=*-01-01 03:00:00 UTC" in said.stdout
    assert f"ReadWritePaths={workspace}" in said.stdout
    said = sinodik("-w", workspace, "schedule", "--systemd", "--user", "--output", tmp_path / "units")
    assert said.returncode == 0, said.stderr
    names = {p.name for p in (tmp_path / "units").iterdir()}
    assert names >= {"sinodik.service", "sinodik-crawl-stones.service", "sinodik-crawl-stones.timer"}
    assert "ReadWritePaths" not in (tmp_path / "units" / "sinodik.service").read_text()


WRONG = [
    ("every hour", "line 2: “schedule”: “every hour” has 2 fields, not 5"),
    ("0 25 * * *", "line 2: “schedule”: “0 25 * * *”: bad hour"),
    ("* * * * * *", "has 6 fields"),
]


@pytest.mark.parametrize(("schedule", "expected"), WRONG)
def test_a_schedule_that_is_none(workspace, sinodik, schedule: str, expected: str) -> None:
    text = f'kind = "photos"\nschedule = "{schedule}"\npublisher = "k"\nfolder = "photos"\n'
    (workspace / "sources" / "stones.toml").write_text(text)
    said = sinodik("-w", workspace, "schedule", COLUMNS="300")
    assert said.returncode == 78
    assert "stones.toml" in said.stderr
    assert expected in said.stderr
    assert "five fields" in said.stderr


def test_a_time_zone_that_is_none(workspace, sinodik) -> None:
    settings = workspace / "sinodik.toml"
    settings.write_text(settings.read_text().replace('timezone = "UTC"', 'timezone = "Mars/Olympus"'))
    said = sinodik("-w", workspace, "schedule", COLUMNS="300")
    assert said.returncode == 78
    assert "there is no time zone “Mars/Olympus”" in said.stderr


def test_far_less_than_usual_is_told(workspace, sinodik) -> None:
    (workspace / "sources" / "stones.toml").write_text(PHOTOS)
    with Store(workspace) as store:
        for _ in range(4):
            store.runs.finish(store.runs.start("crawl", "stones"), "finished", {"new": 0, "known": 40})
    said = sinodik("-w", workspace, "crawl", COLUMNS="300")
    assert "stones: Far less than usual: 0 seen, usually about 40" in said.stderr
    assert "Far less than usual" in sinodik("-w", workspace, "status", COLUMNS="300").stdout
