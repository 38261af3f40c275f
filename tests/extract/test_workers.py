"""Processes that may fail or die: the rest of the work is done all the same."""

import importlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extract.workers import outcomes
from sinodik.errors import BadInput

JOBS = """
import os

def work(number):
    if number == 3:
        raise ValueError("three")
    if number == 5:
        os._exit(9)
    return number * number, os.environ["OMP_THREAD_LIMIT"]
"""


@pytest.fixture
def jobs(tmp_path: Path, monkeypatch):
    """A module that worker processes can import."""
    (tmp_path / "jobs_of_a_test.py").write_text(JOBS)
    monkeypatch.syspath_prepend(tmp_path)
    yield importlib.import_module("jobs_of_a_test")
    sys.modules.pop("jobs_of_a_test")


def test_each_job_has_its_outcome_in_order(jobs):
    done = dict(outcomes(jobs.work, ((f"job {n}", (n,)) for n in range(8)), 2))
    assert list(done) == [f"job {n}" for n in range(8)]
    assert isinstance(done.pop("job 3"), ValueError)
    died = done.pop("job 5")
    assert isinstance(died, BadInput)
    assert died.remedy
    assert done == {f"job {n}": (n * n, "1") for n in (0, 1, 2, 4, 6, 7)}


def test_jobs_are_taken_only_a_few_ahead(jobs):
    taken = []
    work = outcomes(jobs.work, ((n, (0,)) for n in range(100) if not taken.append(n)), 1)
    next(work)
    work.close()
    assert len(taken) <= 3


def test_no_jobs_no_work(jobs):
    assert list(outcomes(jobs.work, [], 2)) == []


PARENT = """
import sys, time
from extract.workers import _pool
import os, jobs_of_a_test

if __name__ == "__main__":
    pool = _pool(1)
    pool.submit(jobs_of_a_test.work, 1).result()
    print(next(iter(pool._processes)), flush=True)
    time.sleep(60)
"""


def test_no_worker_outlives_a_killed_parent(jobs, tmp_path: Path):
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    root = Path(__file__).parents[2]
    env = os.environ | {"PYTHONPATH": f"{root}{os.pathsep}{tmp_path}"}
    with subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=env
    ) as parent:
        worker = int(parent.stdout.readline())
        parent.kill()
    for _ in range(100):
        if not _runs(worker):
            return
        time.sleep(0.1)
    pytest.fail("the worker is still there")


def _runs(process: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
