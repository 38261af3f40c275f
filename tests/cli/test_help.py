"""Every command teaches itself, and README tells the truth about them."""

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from sinodik.cli import COMMANDS, cli

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def leaves(commands: list[click.Command], path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], click.Command]]:
    found = []
    for command in commands:
        here = (*path, str(command.name))
        if isinstance(command, click.Group):
            found += leaves(list(command.commands.values()), here)
        else:
            found.append((here, command))
    return found


LEAVES = leaves(COMMANDS)


@pytest.mark.parametrize(("path", "command"), LEAVES, ids=[" ".join(p) for p, _ in LEAVES])
def test_help_says_what_and_shows_how(path: tuple[str, ...], command: click.Command) -> None:
    result = CliRunner().invoke(cli, [*path, "--help"])
    assert result.exit_code == 0
    assert re.search(r"Examples?:\n +sinodik " + path[0], result.output) or path == ("reviewer", "list")
    undocumented = [p.name for p in command.params if isinstance(p, click.Option) and not p.help]
    assert not undocumented


def test_the_commands_are_listed_in_the_order_of_use() -> None:
    output = CliRunner().invoke(cli, ["--help"]).output
    listed = re.findall(r"^  (\w+) ", output.partition("Commands:")[2], re.MULTILINE)
    assert listed == [c.name for c in COMMANDS]


def test_every_sinodik_command_in_readme_exists() -> None:
    told = re.findall(r"^sinodik (?:-w \S+ )?(\w+)", README, re.MULTILINE)
    assert set(told) <= {c.name for c in COMMANDS}
    assert len(told) >= 8


def test_every_make_target_in_readme_exists() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {"demo", "test"} <= set(re.findall(r"^make (\w+)", README, re.MULTILINE)) <= targets


def test_every_file_that_readme_names_is_there() -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)\)", README) + re.findall(r'(?:src|srcset)="([^"]+)"', README)
    assert links
    assert [x for x in links if not (ROOT / x).exists()] == []
