"""The house stays small enough to be read."""

import ast
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("sinodik", "crawlers", "extract", "dedupe", "review", "export")
FILES = [f for p in PACKAGES for f in sorted((ROOT / p).rglob("*.py")) if f.read_text("utf-8").count("\n") > 1]


def test_the_median_file_is_short_and_none_is_long() -> None:
    lines = {f.relative_to(ROOT).as_posix(): f.read_text("utf-8").count("\n") for f in FILES}
    assert median(lines.values()) < 120
    assert {f: n for f, n in lines.items() if n > 400} == {}


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.relative_to(ROOT).as_posix())
def test_no_function_is_long(file: Path) -> None:
    functions = [
        n for n in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert [n.name for n in functions if (n.end_lineno or 0) - n.lineno >= 60] == []
