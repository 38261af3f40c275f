"""The command line, as a user runs it: in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def sinodik(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run ``sinodik WORDS…`` in ``tmp_path``; the result has ``returncode``, ``stdout`` and ``stderr``."""

    def run(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "sinodik", *map(str, words)],
            cwd=tmp_path,
            env=os.environ | {"COLUMNS": "80", "NO_COLOR": "1"} | environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run
