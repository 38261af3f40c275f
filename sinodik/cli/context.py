"""What every command shares: which workspace, opened when it is needed."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sinodik.errors import NoWorkspace
from sinodik.settings import SETTINGS, Settings, load

if TYPE_CHECKING:
    from sinodik.store import Store

F = TypeVar("F", bound=Callable[..., Any])


class Context:
    """The workspace that the command was given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def settings(self) -> Settings:
        """Read the settings; a folder without them is no workspace."""
        if not (self.folder / SETTINGS).is_file():
            raise NoWorkspace(
                f"{self.folder} is not a workspace (no {SETTINGS} there).",
                remedy=f"sinodik init {self.folder}   or name another: sinodik -w FOLDER …",
            )
        return load(self.folder)

    def store(self) -> "Store":
        """Open the store; the caller closes it."""
        from sinodik.store import Store  # not at the top: "sinodik --help" must not wait for SQLite

        return Store(self.folder)


pass_context = click.make_pass_decorator(Context)

json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, for a script.")
