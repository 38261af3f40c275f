"""A disk that fills up while we crawl: a small one of our own (tmpfs), at several levels."""

import os
import random
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crawlers.visit import FINISHED, CrawlReport
from sinodik.store.workspace import create

Crawl = Callable[..., dict[str, CrawlReport]]
SIZE = 8 << 20


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "sinodik-test", str(folder)]
    try:
        done = subprocess.run(mount, capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip("there is no mount command")
    if done.returncode:
        pytest.skip(f"a tmpfs cannot be mounted here: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def workspace(disk: Path) -> Path:
    create(disk / "workspace")
    return disk / "workspace"


# What is left when the crawl begins. A crawl needs some 3.5 MB: photographs of 200 kB, twelve of them, and the posts.
LEVELS = {"at once": 100_000, "soon": 700_000, "late": 2_500_000}


@pytest.mark.parametrize("free", LEVELS.values(), ids=LEVELS)
def test_it_says_so_keeps_what_it_has_and_carries_on(
    disk: Path, site, add_source, start_crawl, crawl: Crawl, store, sound, free: int
):
    site.channel("kedrovka", 120, photo_every=10)
    for path in site.files:
        site.files[path] = random.Random(path).randbytes(200_000)
    add_source("kedrovka")
    filler = disk / "filler"
    with filler.open("wb") as file:
        space = os.statvfs(disk)
        file.write(b"\0" * max(0, space.f_bavail * space.f_frsize - free))
    with start_crawl() as process:
        _, err = process.communicate(timeout=60)
    assert process.returncode
    assert "NoSpace" in err
    assert "what was stored before is safe" in err
    assert len(site.asked) < 30, "it goes on fetching what it cannot keep"
    kept = {e.id for e in store.evidence.all()}

    filler.unlink()
    assert crawl()["kedrovka"].outcome == FINISHED
    evidence = list(store.evidence.all())
    assert kept <= {e.id for e in evidence}
    assert sorted(int(e.url.rpartition("/")[2]) for e in evidence) == list(range(1, 121))
    assert all(store.evidence.capture_of(m.url) for e in evidence for m in e.media)
    assert sound()
