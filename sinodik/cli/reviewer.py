"""``sinodik reviewer``."""

import click

from sinodik.cli import show
from sinodik.cli.context import Context, json_option, pass_context


@click.group()
def reviewer() -> None:
    """Say who may log in to the review desk and decide."""


@reviewer.command()
@click.argument("name")
@click.password_option(help="Asked for where it is not given.", envvar="SINODIK_PASSWORD")
@pass_context
def add(context: Context, name: str, password: str) -> None:
    """Add the reviewer NAME, or give NAME a new password.

    \b
    Example:
      sinodik reviewer add anna
    """
    context.settings()
    with context.store() as store:
        store.reviewers.add(name, password)
    show.out.print(f"{name} may log in now: sinodik review", markup=False)


@reviewer.command("list")
@json_option
@pass_context
def list_(context: Context, as_json: bool) -> None:
    """List everybody who may decide."""
    context.settings()
    with context.store() as store:
        names = store.reviewers.names()
    if as_json:
        show.as_json(names)
        return
    for name in names:
        show.out.print(name, markup=False)
