"""``sinodik extract``."""

import click

from sinodik.cli import show
from sinodik.cli.context import Context, json_option, pass_context


@click.command()
@json_option
@pass_context
def extract(context: Context, as_json: bool) -> None:
    """Read names, dates and ranks out of the evidence that has not been read yet.

    Each value is a claim with its exact quote: a span of the text or a box in the photo.

    \b
    Example:
      sinodik extract
    """
    settings = context.settings()
    from extract.run import extract as run

    with context.store() as store, show.progress() as progress:
        report = run(store, settings, progress)
    if as_json:
        show.as_json(report)
        return
    show.out.print(f"{report.read} pieces of evidence read, {report.mentions} mentions found.")
    if report.unreadable:
        hint = context.typed("sinodik status --unreadable")
        show.out.print(f"{report.unreadable} could not be read; {hint} lists them.", markup=False)
