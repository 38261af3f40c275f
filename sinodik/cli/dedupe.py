"""``sinodik dedupe``."""

import click

from sinodik.cli import show
from sinodik.cli.context import Context, json_option, pass_context


@click.command()
@click.option("--full", is_flag=True, help="Begin anew, however little has changed since the last time.")
@json_option
@pass_context
def dedupe(context: Context, full: bool, as_json: bool) -> None:
    """Gather the mentions of one person into one candidate, with reasons, and queue what is doubtful.

    Candidates are made from mentions and decisions; what people decided always holds. In a large workspace only what
    has changed since the last time is computed. If it is killed, what there was stays, and the same command carries on.

    \b
    Examples:
      sinodik dedupe
      sinodik dedupe --full
    """
    settings = context.settings()
    from dedupe.run import dedupe as run

    with context.store() as store, show.progress() as progress:
        report = run(store, settings, progress, full=full)
    if as_json:
        show.as_json(report)
        return
    if report.carried_on:
        show.out.print("The last run was killed; this one carried it on.")
    show.out.print(
        f"{report.mentions} mentions make {report.candidates} candidates; {report.merged} mentions were merged, "
        f"{report.doubtful} pairs wait for a person. The weights were {report.weights}."
    )
    for line in report.cuts:
        show.out.print(f"Too many to be compared whole: {line}.")
