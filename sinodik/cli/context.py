"""What every command shares: which workspace, opened when it is needed."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sinodik.errors import NoWorkspace
from sinodik.settings import SETTINGS, Settings, load

if TYPE_CHECKING:
    from sinodik.store import Store

# "sinodik" before a command that works on a workspace: "sinodik serve", but not "sinodik -w …", "sinodik init".
_COMMAND = re.compile(r"\bsinodik (?=[a-z])(?!init\b|demo\b)")

F = TypeVar("F", bound=Callable[..., Any])


class Context:
    """The workspace that the command was given; ``named`` tells whether it was named on the command line."""

    def __init__(self, folder: Path, *, named: bool = False) -> None:
        self.folder = folder
        self._named = named

    def typed(self, hint: str) -> str:
        """Return a hint with its commands as they must be typed here: for the same workspace.

        Nothing is added where the workspace is the current folder, or comes from the environment.
        """
        return _COMMAND.sub(lambda _: f"sinodik -w {shlex.quote(str(self.folder))} ", hint) if self._named else hint

    def settings(self) -> Settings:
        """Read the settings; a folder without them is no workspace."""
        if not (self.folder / SETTINGS).is_file():
            raise NoWorkspace(
                f"{self.folder} is not a workspace (no {SETTINGS} there).",
                remedy=f"sinodik init {shlex.quote(str(self.folder))}   or name another: sinodik -w FOLDER …",
            )
        return load(self.folder)

    def store(self) -> "Store":
        """Open the store; the caller closes it."""
        from sinodik.store import Store  # not at the top: "sinodik --help" must not wait for SQLite

        return Store(self.folder)


pass_context = click.make_pass_decorator(Context)

json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, for a script.")
