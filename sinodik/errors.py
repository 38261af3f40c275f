"""Errors that say what to do.

The type of an error tells who must act, and so which exit code the command ends with
(numbers above 63 follow ``sysexits.h``).
"""

from typing import ClassVar


class SinodikError(Exception):
    """Something went wrong that a person can put right.

    ``remedy`` is the next thing to do, as one line that can be typed or followed.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}\n  → {self.remedy}" if self.remedy else self.message


class BadConfiguration(SinodikError):
    """The operator must change a configuration file."""

    exit_code = 78  # EX_CONFIG


class NoWorkspace(SinodikError):
    """The folder named holds no workspace."""

    exit_code = 66  # EX_NOINPUT


class NotFound(SinodikError):
    """The thing asked for is not in the workspace."""

    exit_code = 66


class BadInput(SinodikError):
    """A file or value that was handed in cannot be used."""

    exit_code = 65  # EX_DATAERR


class MissingTool(SinodikError):
    """A program or its data must be installed."""

    exit_code = 69  # EX_UNAVAILABLE


class Unreachable(SinodikError):
    """A server (a source, PostgreSQL) did not answer."""

    exit_code = 69


class InUse(SinodikError):
    """Another process holds what this one needs; try again when it has ended."""

    exit_code = 75  # EX_TEMPFAIL


class NoPermission(SinodikError):
    """The operating system refuses."""

    exit_code = 77  # EX_NOPERM


class NoSpace(SinodikError):
    """The disk is full or failed; what was acknowledged is safe."""

    exit_code = 74  # EX_IOERR


class NewerDatabase(SinodikError):
    """The workspace was written by a newer version of this program."""

    exit_code = 78


class ForeignPackage(SinodikError):
    """Another distribution ships a top-level package of our name."""

    exit_code = 78


class Tampered(SinodikError):
    """The log or the evidence is not what was recorded."""

    exit_code = 76  # EX_PROTOCOL
