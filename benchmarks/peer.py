"""Programs to compare with, each in a virtual environment of its own: none of them is a dependency of Sinodik."""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any


def environment(name: str, *packages: str) -> Path:
    """Return the Python of a virtual environment that holds ``packages``; it is made at first use.

    It lies in ``$XDG_CACHE_HOME/sinodik-benchmarks``. Raises SystemExit with a sentence where it cannot be made.
    """
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sinodik-benchmarks" / name
    python, done = home / "bin" / "python", home / "installed.json"
    if done.is_file() and json.loads(done.read_text()) == list(packages):
        return python
    print(f"Making an environment for {name} (once): {' '.join(packages)}", file=sys.stderr)
    venv.create(home, with_pip=True, clear=True)
    made = subprocess.run([python, "-m", "pip", "-q", "--disable-pip-version-check", "install", *packages], check=False)
    if made.returncode:
        raise SystemExit(f"{name} could not be installed; without it: --alone")
    done.write_text(json.dumps(packages))
    return python


def ask(python: Path, script: str, question: object) -> Any:  # noqa: ANN401 - whatever the script answers
    """Run ``benchmarks/peers/SCRIPT`` with a question on its standard input; returns its answer."""
    path = Path(__file__).parent / "peers" / script
    done = subprocess.run([python, path], input=json.dumps(question), capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{script} failed:\n{done.stderr}")
    return json.loads(done.stdout)
