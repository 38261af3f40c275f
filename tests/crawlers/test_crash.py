"""Processes killed at any point, and the order in which things reach the disk."""

import os
import random
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest

from crawlers.visit import FINISHED, CrawlReport
from sinodik.store import Store

Crawl = Callable[..., dict[str, CrawlReport]]

CHANNELS = 10
POSTS = 240
KILLS = 24
STORE_KILLS = 220


class Forks:
    """Crawls in processes forked from one that has imported all that they need, one at a time."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._in, self._out = process.stdin, process.stdout

    def start(self) -> int:
        """Begin a crawl; returns the number of its process."""
        self._in.write(b"\n")
        return int(self._out.readline())

    def ended(self) -> bool:
        return bool(select.select([self._out], [], [], 0)[0])

    def code(self) -> int:
        """Wait for its end; returns how it ended."""
        return int(self._out.readline())


@pytest.fixture
def forks(workspace: Path) -> Iterator[Forks]:
    clean = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    command = [sys.executable, str(Path(__file__).with_name("crawl_forks.py")), str(workspace)]
    # Unbuffered, so that what can be read is seen by select().
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, env=clean) as process:
        yield Forks(process)
        process.stdin.close()
    assert process.returncode == 0


@pytest.mark.kill
def test_kill_at_any_point_loses_nothing(site, add_source, forks, crawl: Crawl, store, sound):
    chance = random.Random(3)
    for number in range(CHANNELS):
        site.channel(f"kedrovka{number}", POSTS, photo_every=12)
        add_source(f"kedrovka{number}")
    acknowledged: set[str] = set()
    killed = 0
    while killed < KILLS:
        site.asked.clear()
        enough = chance.randint(1, 16)
        child = forks.start()
        wait_until(lambda enough=enough: len(site.asked) >= enough or forks.ended())
        time.sleep(chance.random() / 50)
        with suppress(ProcessLookupError):  # it had ended by itself
            os.kill(child, signal.SIGKILL)
        code = forks.code()
        assert code in (-9, 0)
        killed += code == -9
        ids = {e.id for e in store.evidence.all()}
        assert acknowledged <= ids
        acknowledged = ids
    assert len(acknowledged) < CHANNELS * POSTS, "the last kills came when all was done"
    assert {r.outcome for r in crawl().values()} == {FINISHED}
    evidence = list(store.evidence.all())
    assert sorted(e.url for e in evidence) == sorted(
        f"https://t.me/kedrovka{c}/{n}" for c in range(CHANNELS) for n in range(1, POSTS + 1)
    ), "every post is there, and none of them twice"
    assert all(store.evidence.capture_of(m.url) for e in evidence for m in e.media)
    assert all(store.frontier.left(f"kedrovka{n}").requests == 0 for n in range(CHANNELS))
    assert sound()


@pytest.mark.kill
def test_killing_what_works_off_a_frontier_loses_nothing(store: Store, workspace: Path, sound):
    sys.path.insert(0, str(Path(__file__).parent))
    try:
        import frontier_worker as worker
    finally:
        sys.path.pop(0)
    with store.transaction():
        round_ = store.frontier.begin("site", 0.0, thorough=True, returning=False)
        store.frontier.put("site", round_, [worker.item(0)], 0.0)
    command = [sys.executable, worker.__file__, str(workspace), str(STORE_KILLS), "5"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 200, "processes that were really killed half-way"
    assert store.frontier.left("site").requests > 0, "the work was over before the last kill"
    worker.work(workspace, "last")
    urls = [e.url for e in store.evidence.all()]
    assert len(urls) == len(set(urls)) == worker.PAGES
    states = dict(store.db.execute("SELECT state, count(*) FROM ask GROUP BY state").fetchall())
    assert states == {"done": worker.PAGES}
    assert sound()


@pytest.fixture
def traced(workspace: Path, tmp_path: Path) -> Callable[..., list[tuple[str, str]]]:
    """Crawl under strace; returns what was written and synchronised, in order: (call, file)."""

    def run(*arguments: str) -> list[tuple[str, str]]:
        trace = tmp_path / "trace"
        strace = ["strace", "-f", "-qq", "-y", "-s", "0", "-e", "trace=fsync,fdatasync,write,pwrite64", "-o", trace]
        crawl = [sys.executable, Path(__file__).with_name("crawl_once.py"), workspace, *arguments]
        try:
            done = subprocess.run([*strace, *crawl], capture_output=True, text=True, timeout=120)
        except FileNotFoundError:
            pytest.skip("strace is not installed (apt-get install strace)")
        if "ptrace" in done.stderr:
            pytest.skip(f"strace is not permitted here: {done.stderr.splitlines()[0]}")
        assert done.returncode == 0, done.stderr
        calls = re.findall(r"^\d+ +(\w+)\(\d+<([^>]*)>", trace.read_text("utf-8", "replace"), re.MULTILINE)
        kinds = {".warc.gz": "warc", "sinodik.db-wal": "wal", "sinodik.db": "db", "evidence": "folder"}
        named = ((call, next((k for end, k in kinds.items() if file.endswith(end)), "")) for call, file in calls)
        return [("sync" if "sync" in call else "write", file) for call, file in named if file]

    return run


def disorder(calls: list[tuple[str, str]]) -> list[str]:
    """Return what is wrong with an order: a commit must find all of the archive on the disk, and get there itself."""
    wrong, unsafe = [], False
    for (call, file), following in pairwise([*calls, ("end", "")]):
        if file == "warc":
            unsafe = call == "write"
        elif (call, file) == ("write", "wal") and unsafe:
            wrong.append("a commit was written before the archive was on the disk")
            unsafe = False
        if (call, file) == ("write", "wal") and following not in {("write", "wal"), ("sync", "wal")}:
            wrong.append(f"a commit was not synchronised: {following}")
    return wrong


def test_the_archive_is_on_the_disk_before_it_is_acknowledged(site, add_source, traced):
    site.channel("kedrovka", 65, photo_every=10)
    add_source("kedrovka")
    calls = traced()
    assert calls.count(("sync", "wal")) >= 4
    assert calls.count(("sync", "warc")) >= 4
    assert ("sync", "folder") in calls, "the name of a new file"
    assert disorder(calls) == []


@pytest.mark.parametrize("without", ["fsync", "synchronous"])
def test_without_synchronisation_the_order_is_found_wrong(site, add_source, traced, without: str):
    """The negative control: the same check, on the same crawl with what it looks for taken out."""
    site.channel("kedrovka", 65, photo_every=10)
    add_source("kedrovka")
    assert disorder(traced(f"--without-{without}"))


def wait_until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not done():
        assert time.monotonic() < end
        time.sleep(0.002)
