"""docs/extraction.md tells the truth: its commands run, its tables are complete, its files are there."""

import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.text import TextReader
from sinodik.records import Field

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "extraction.md").read_text("utf-8")
BLOCKS = "\n".join(re.findall("```\n(.*?)```", TEXT, re.DOTALL))
COMMANDS = re.findall(r"^(?:sinodik|python|SINODIK\w+=\d+ pytest) .*", BLOCKS, re.MULTILINE)


def rows(heading: str) -> dict[str, str]:
    """The table under a heading: first cell → second."""
    section = TEXT.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return dict(re.findall(r"^\| (`.+?) \| (.+) \|$", section, re.MULTILINE))


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("sinodik")])
def test_a_command_runs(command: str, tmp_path: Path) -> None:
    words = [sys.executable, "-m", *shlex.split(command, comments=True)]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=True)
    assert "Кедров" in done.stdout


@pytest.mark.parametrize("command", [c for c in COMMANDS if not c.startswith("sinodik")])
def test_a_script_is_there_and_knows_its_options(command: str) -> None:
    script, *options = [w for w in shlex.split(command, comments=True) if "/" in w or w.startswith("-")]
    source = (ROOT / script).read_text("utf-8")
    assert [o for o in options if f'"{o}"' not in source] == []


def test_every_field_is_explained() -> None:
    told = [name for cell in rows("What each field means") for name in re.findall("`(.+?)`", cell)]
    assert told == [f.value for f in Field]


def test_every_lexicon_is_explained() -> None:
    told = {cell.strip("`") for cell in rows("Adding a lexicon entry")}
    assert told == {f.name for f in (ROOT / "config" / "lexicon").glob("*.toml")}


def test_every_file_that_is_named_is_there() -> None:
    named = set(re.findall(r"`((?:[\w.]+/)+[\w.]+\.(?:py|json|toml|bin))`", TEXT)) | {
        f"extract/text/{name}" for name in re.findall(r"`(\w+\.py)`", TEXT) if not name.startswith("test_")
    }
    assert len(named) > 5
    assert [n for n in sorted(named) if not (ROOT / n).exists()] == []
    drawn = re.findall(r"(?<![/\w])(\w+\.py)", TEXT.partition("## How a post is read")[2].partition("##")[0])
    assert [n for n in drawn if not any((ROOT / d / n).exists() for d in ("extract/text", "extract"))] == []


def test_the_case_in_it_is_one(make_evidence: Callable) -> None:
    assert '"posted": "2023-03-10", "mentions": [{"surname"' in TEXT
    [mention] = TextReader.load().mentions(make_evidence("Погиб рядовой Кедров Пётр. Ему было 32 года."))
    assert [mention.value(f) for f in (Field.SURNAME, Field.GIVEN, Field.AGE)] == ["Кедров", "Пётр", 32]
