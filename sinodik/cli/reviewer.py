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
    """Add the reviewer NAME, or give NAME a new password. A new password ends the sessions of the old one.

    \b
    Example:
      sinodik reviewer add anna
    """
    context.settings()
    with context.store() as store:
        store.reviewers.add(name, password)
    show.out.print(f"{name} may log in now: {context.typed('sinodik review')}", markup=False)


@reviewer.command()
@click.argument("name")
@pass_context
def remove(context: Context, name: str) -> None:
    """Let NAME log in no more, and end NAME's sessions. What NAME decided stays.

    \b
    Example:
      sinodik reviewer remove anna
    """
    context.settings()
    with context.store() as store:
        store.reviewers.remove(name)
    show.out.print(f"{name} may not log in any more.", markup=False)


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
