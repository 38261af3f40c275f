"""``sinodik dedupe``."""

import click

from sinodik.cli import show
from sinodik.cli.context import Context, json_option, pass_context


@click.command()
@json_option
@pass_context
def dedupe(context: Context, as_json: bool) -> None:
    """Gather the mentions of one person into one candidate, with reasons, and queue what is doubtful.

    Candidates are made anew from mentions and decisions each time; what people decided always holds.

    \b
    Example:
      sinodik dedupe
    """
    settings = context.settings()
    from dedupe.run import dedupe as run

    with context.store() as store, show.progress() as progress:
        report = run(store, settings, progress)
    if as_json:
        show.as_json(report)
        return
    show.out.print(
        f"{report.mentions} mentions make {report.candidates} candidates; {report.merged} mentions were merged, "
        f"{report.doubtful} pairs wait for a person."
    )
