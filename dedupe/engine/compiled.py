"""Compile a function where numba is installed; where it is not, the same source runs as it is, only slower."""

import os
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar, cast

try:
    import numba
except ImportError:  # the optional extra "fast"
    numba = None  # type: ignore[assignment]  # absent is a value here

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """Compile ``function`` at its first call, without the interpreter's lock, and keep the machine code on disk."""
    if numba is None:
        return function
    try:
        numba.config.CACHE_DIR = os.environ.get("NUMBA_CACHE_DIR") or _folder()  # type: ignore[attr-defined]  # made at run time
        return cast(F, numba.njit(cache=True, nogil=True)(function))
    except (RuntimeError, OSError):  # nowhere to keep it: a read-only installation without a home
        return cast(F, numba.njit(nogil=True)(function))


@cache
def _folder() -> str:
    """Return where machine code is kept: a folder for this very source.

    numba looks only at the file that a function stands in, and would go on with what it made of a function that calls
    another which has changed since.
    """
    digest = blake2b(digest_size=8)
    engine = Path(__file__).resolve().parent
    for file in sorted([*engine.glob("*.py"), *engine.parent.glob("*.py")]):
        source = file.read_bytes()
        if file.parent == engine or b"@compiled" in source:
            digest.update(source)
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return str(base / "sinodik" / f"compiled-{digest.hexdigest()}")


def plain(function: F) -> F:
    """Return the uncompiled function, so that tests can compare the two."""
    return cast(F, getattr(function, "py_func", function))
