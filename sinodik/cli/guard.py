"""Refuse to start where another distribution ships a top-level package of our name.

pip merges such packages silently: half of ``dedupe`` would then be somebody else's code.
"""

import importlib.util
from importlib.metadata import packages_distributions
from pathlib import Path

from sinodik.errors import ForeignPackage

PACKAGES = ("sinodik", "crawlers", "extract", "dedupe", "review", "export")


def check() -> None:
    """Raise :class:`ForeignPackage` unless every top-level package of ours comes from us alone."""
    home = Path(__file__).resolve().parents[2]
    shipped_by = packages_distributions()
    for name in PACKAGES:
        others = sorted({d for d in shipped_by.get(name, ()) if d.lower() != "sinodik"})
        if others:
            raise ForeignPackage(
                f"“{name}” is shipped by {', '.join(others)} too; pip has mixed the two.",
                remedy=f"pip uninstall {' '.join(others)} && pip install --force-reinstall sinodik",
            )
        spec = importlib.util.find_spec(name)
        found = Path(spec.origin).resolve().parent if spec and spec.origin else None
        if found != home / name:
            raise ForeignPackage(
                f"“{name}” would be imported from {found}, not from {home / name}.",
                remedy="start Sinodik in a virtual environment of its own, from another folder",
            )
