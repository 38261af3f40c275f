"""How a stage tells how far it has come, without knowing who listens."""

from typing import Protocol


class Progress(Protocol):
    """Called as work goes on; ``total`` is None while it is not known."""

    def __call__(self, done: int, total: int | None, what: str) -> None:
        """Tell that ``done`` of ``total`` are done, and in a word or two what is being done."""


def silent(done: int, total: int | None, what: str) -> None:
    """Tell nobody."""
