"""What the operating system and the database say, put as what a person can do."""

import errno
from shlex import quote

from pysqlite3 import dbapi2 as sqlite3

from sinodik.errors import BadInput, InUse, NoPermission, NoSpace, SinodikError


def explain(error: BaseException) -> SinodikError | None:
    """Return an error that says what to do; None for what can only be a fault of this program."""
    if isinstance(error, SinodikError):
        return error
    if isinstance(error, OSError):
        return _system(error)
    if isinstance(error, sqlite3.OperationalError):
        return _database(str(error))
    return None


def _system(error: OSError) -> SinodikError | None:
    where = error.filename or "the workspace"
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return NoPermission(f"{where}: permission denied.", remedy=f"check who owns it: ls -ld {quote(str(where))}")
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO):
        return NoSpace(
            f"{where}: {error.strerror}; what was stored before is safe.",
            remedy="free space (df -h), then run the same command again",
        )
    if error.filename:
        return BadInput(f"{where}: {error.strerror}.", remedy="check the name, and that its folder exists")
    return None


def _database(message: str) -> SinodikError | None:
    if "locked" in message or "busy" in message:
        return InUse("The workspace is being written by another process.", remedy="try again when it has ended")
    if "readonly" in message or "unable to open" in message:
        return NoPermission(f"The database cannot be written: {message}.", remedy="check who owns sinodik.db")
    if "full" in message or "disk I/O" in message:
        return NoSpace(
            f"The disk is full or failed ({message}); what was stored before is safe.",
            remedy="free space (df -h), then run the same command again",
        )
    return None
