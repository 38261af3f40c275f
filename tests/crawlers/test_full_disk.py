"""A disk that fills up while we crawl: a small one of our own (tmpfs), at several levels."""

import os
import random
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from crawlers.visit import FINISHED, CrawlReport
from sinodik.store import Store
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


# Where a file may not grow beyond a limit, the kernel writes what still fits and says how much that was: a short write.
# Only the next write fails (EFBIG). Limits in bytes: within the WARC's first records, within a photograph, at the end.
SHORT = {"at once": 60_000, "soon": 450_000, "late": 2_300_000}


@pytest.fixture
def photographs(tmp_path: Path) -> Path:
    """A workspace with a folder of twelve photographs of 200 kB each."""
    create(tmp_path / "short")
    (tmp_path / "short" / "sources" / "example.toml").unlink()
    folder = tmp_path / "short" / "photos"
    folder.mkdir()
    for number in range(12):
        noise = random.Random(number).randbytes(200_000)
        Image.frombytes("RGB", (258, 258), noise[: 258 * 258 * 3]).save(folder / f"{number:02}.png")
    source = 'kind = "photos"\npublisher = "volunteers"\nfolder = "photos"\n'
    (tmp_path / "short" / "sources" / "stones.toml").write_text(source)
    return tmp_path / "short"


def sinodik(workspace: Path, *words: str, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit or -1, -1))

    command = [sys.executable, "-m", "sinodik", "-w", str(workspace), *words]
    return subprocess.run(command, capture_output=True, text=True, preexec_fn=limited, timeout=120)


@pytest.mark.parametrize("limit", SHORT.values(), ids=SHORT)
def test_short_writes_are_noticed_and_nothing_is_lost(photographs: Path, limit: int):
    said = sinodik(photographs, "crawl", limit=limit)
    assert said.returncode == 74, said
    assert "what was stored before is safe" in said.stderr
    assert "Traceback" not in said.stderr
    [file] = photographs.glob("evidence/*.warc.gz")
    assert file.stat().st_size == limit, "the last write was cut short, not refused"
    assert sinodik(photographs, "verify").returncode == 0
    with Store(photographs) as store:
        kept = {e.id for e in store.evidence.all()}
        assert all(store.archive.read(store.evidence.capture(e.payload)) for e in store.evidence.all())
    assert len(kept) < 12

    done = sinodik(photographs, "crawl")
    assert done.returncode == 0, done.stderr
    with Store(photographs) as store:
        found = {e.id: store.archive.read(store.evidence.capture(e.payload)) for e in store.evidence.all()}
    assert kept <= set(found)
    assert set(found.values()) == {f.read_bytes() for f in (photographs / "photos").iterdir()}
    assert sinodik(photographs, "verify").returncode == 0
