"""Secrets: read where they are needed, shown nowhere.

A secret has a name, like ``vk_token``. It is taken from the file that the operator names, or else from the environment
(``SINODIK_VK_TOKEN``), or else from the system's keyring, where the package *keyring* is installed.
"""

import hmac
import os
import stat
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from shlex import quote
from typing import NoReturn

from sinodik.errors import BadConfiguration, NoPermission

HIDDEN = "•••"

_LONGEST = 64 * 1024


class Secret:
    """A string that shows itself only where it is asked to: :meth:`reveal`.

    It has no other form: it prints as dots, and cannot be pickled, copied or encoded.

    >>> f"{Secret('hunter2')} {Secret('hunter2')!r}"
    '••• •••'
    """

    __slots__ = ("__value",)

    def __init__(self, value: str) -> None:
        self.__value = value

    def reveal(self) -> str:
        """Return the secret itself, to be sent to the server that it belongs to and nowhere else."""
        return self.__value

    def redact(self, text: str) -> str:
        """Return ``text`` without the secret.

        >>> Secret("hunter2").redact("GET /?token=hunter2")
        'GET /?token=•••'
        """
        return text.replace(self.__value, HIDDEN)

    def __repr__(self) -> str:
        return HIDDEN

    def __format__(self, spec: str) -> str:
        return HIDDEN

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and hmac.compare_digest(self.__value.encode(), other.__value.encode())

    def __hash__(self) -> int:
        return hash(Secret)  # equal ones must be equal; nothing of the value may show

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not to be stored or sent")


def find(name: str, file: Path | None = None) -> Secret | None:
    """Return the secret called ``name``; None where there is none.

    Raises BadConfiguration where it is empty, or lies in a file that others may read.
    """
    if file is not None:
        return _from_file(file)
    variable = variable_of(name)
    if variable in os.environ:
        return _some(os.environ[variable], f"The environment variable {variable}")
    kept = _from_keyring(name)
    return _some(kept, f"The secret “{name}” in the keyring") if kept is not None else None


def need(name: str, file: Path | None = None) -> Secret:
    """Return the secret called ``name``; raises BadConfiguration saying how to give it."""
    secret = find(name, file)
    if secret is None:
        raise BadConfiguration(
            f"The secret “{name}” is not given.",
            remedy=f"set the environment variable {variable_of(name)}, or name a file (chmod 600) that holds it",
        )
    return secret


def variable_of(name: str) -> str:
    """Return the environment variable for a secret.

    >>> variable_of("vk_token")
    'SINODIK_VK_TOKEN'
    """
    return "SINODIK_" + name.upper().replace("-", "_")


def _some(value: str, where: str) -> Secret:
    value = value.strip()
    if not value or any(c.isspace() or not c.isprintable() for c in value):
        raise BadConfiguration(f"{where} is empty or no single word.", remedy="give the secret alone, on one line")
    return Secret(value)


def _from_file(path: Path) -> Secret:
    try:
        with open(path, "rb", opener=_at_once) as file:
            _private(os.fstat(file.fileno()), path)
            text = file.read(_LONGEST)
    except FileNotFoundError as error:
        raise BadConfiguration(
            f"{path} is missing.", remedy=f"write the secret into it; chmod 600 {quote(str(path))}"
        ) from error
    except IsADirectoryError as error:
        raise BadConfiguration(f"{path} is no file.", remedy="name the file that holds the secret") from error
    except PermissionError as error:
        raise NoPermission(f"{path} cannot be read.", remedy=f"chown {os.geteuid()} {path}") from error
    try:
        return _some(text.decode("utf-8"), str(path))
    except UnicodeDecodeError:
        # Not chained: the error quotes the bytes.
        raise BadConfiguration(f"{path} is no text.", remedy="write the secret into it as plain text") from None


def _at_once(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK)  # a pipe would be waited for


def _private(about: os.stat_result, path: Path) -> None:
    """Refuse what others may read. It is the opened file that is looked at: it cannot be changed for another."""
    if not stat.S_ISREG(about.st_mode):
        raise BadConfiguration(f"{path} is no file.", remedy="name the file that holds the secret")
    if about.st_mode & 0o077:
        raise BadConfiguration(f"Others may read the secret in {path}.", remedy=f"chmod 600 {quote(str(path))}")
    if about.st_uid not in (os.geteuid(), 0):
        raise BadConfiguration(f"{path} belongs to somebody else.", remedy=f"chown {os.geteuid()} {path}")


def _from_keyring(name: str) -> str | None:
    if find_spec("keyring") is None:
        return None
    keyring = import_module("keyring")
    try:
        value: str | None = keyring.get_password("sinodik", name)
    except keyring.errors.KeyringError:  # locked, or there is none on this computer
        return None
    return value
