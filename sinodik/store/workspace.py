"""A workspace is one folder: ``sinodik.toml``, ``sources/``, ``sinodik.db`` and ``evidence/``."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shlex import quote

from sinodik.errors import BadInput, InUse, NoPermission
from sinodik.settings import SETTINGS, SOURCES, config_folder
from sinodik.store import DATABASE, EVIDENCE
from sinodik.store.connection import connect
from sinodik.toml import quoted

LOCKS = "locks"


def create(folder: Path, contact: str = "") -> None:
    """Make ``folder`` a workspace; what is there already is left as it is. ``contact`` goes into its settings.

    Files are readable by their owner only (0600, folders 0700): they hold what people posted about their dead.
    """
    if (folder / SETTINGS).exists():
        raise BadInput(f"{folder} is a workspace already.", remedy=f"sinodik -w {quote(str(folder))} status")
    umask = os.umask(0o077)
    try:
        for part in (folder, folder / EVIDENCE, folder / SOURCES, folder / LOCKS):
            part.mkdir(parents=True, exist_ok=True, mode=0o700)
        connect(folder / DATABASE).close()
        _write(folder / SOURCES / "example.toml", (config_folder() / SOURCES / "example.toml").read_text("utf-8"))
        # The settings come last: a folder that has them is a whole workspace, even if we were killed before.
        settings = (config_folder() / SETTINGS).read_text("utf-8")
        settings = settings.replace('contact = ""', f"contact = {quoted(contact)}", 1)
        _write(folder / SETTINGS, settings)
    except PermissionError as error:
        raise NoPermission(f"{error.filename} cannot be written.", remedy="choose a folder of your own") from error
    except (FileExistsError, NotADirectoryError) as error:
        raise BadInput(f"{error.filename} is in the way.", remedy="choose another folder") from error
    finally:
        os.umask(umask)


def _write(path: Path, text: str) -> None:
    temporary = path.with_suffix(".new")
    temporary.write_text(text, "utf-8")
    temporary.replace(path)


@contextmanager
def lock(workspace: Path, stage: str, of: str = "", *, shared: bool = False) -> Iterator[None]:
    """Hold the right to run a stage in a workspace, so that two never run at once; the kernel frees it at any death.

    ``of`` narrows it to one source. Those who ask for it ``shared`` may hold it together, but with nobody else.
    """
    path = workspace / LOCKS / (f"{stage}.{of}.lock" if of else f"{stage}.lock")
    path.parent.mkdir(mode=0o700, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+") as file:
        try:
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = file.read().strip() or "unknown"
            where = f"on {of} in {workspace}" if of else f"in {workspace}"
            raise InUse(
                f"Another “sinodik {stage}” (process {holder}) is at work {where}.",
                remedy="wait until it has ended, or stop it: nothing will be lost",
            ) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
