"""Another distribution's top-level ``dedupe`` is refused, not mixed with ours."""

import subprocess
import sys
from pathlib import Path

import pytest

from sinodik.cli import guard
from sinodik.errors import ForeignPackage


def test_our_own_packages_pass() -> None:
    guard.check()


def test_another_distribution_that_ships_our_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "packages_distributions", lambda: {"dedupe": ["sinodik", "dedupe"]})
    with pytest.raises(ForeignPackage, match="shipped by dedupe too") as caught:
        guard.check()
    assert "pip uninstall dedupe" in caught.value.remedy


def test_a_folder_of_that_name_in_front_of_ours(tmp_path: Path) -> None:
    (tmp_path / "dedupe").mkdir()
    (tmp_path / "dedupe" / "__init__.py").touch()
    result = subprocess.run(
        [sys.executable, "-m", "sinodik", "--version"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert result.returncode == 78
    assert "would be imported from" in result.stderr
