"""``sinodik extract``."""

from datetime import date, datetime

import click

from sinodik.cli import explained, show
from sinodik.cli.context import Context, json_option, pass_context
from sinodik.settings import SETTINGS


@click.command()
@click.option(
    "--explain",
    "text",
    metavar="TEXT",
    help="Read this text only, store nothing, and say why it is read so: a post in quotation marks, - for standard "
    "input, or the address or the identifier of a post in the workspace.",
)
@click.option(
    "--posted",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="With --explain: the day (YYYY-MM-DD) from which «вчера» counts; by default the post's own, or today.",
)
@json_option
@pass_context
def extract(context: Context, text: str | None, posted: datetime | None, as_json: bool) -> None:
    """Read names, dates and ranks out of the evidence that has not been read yet.

    Each value is a claim with its exact quote: a span of the text or a box in the photo. A text alone needs no
    workspace: --explain shows what is read in it and by which rule, and who is left out.

    \b
    Examples:
      sinodik extract
      sinodik extract --explain "Вчера погиб рядовой Кедров Пётр Ильич." --posted 2023-03-10
      sinodik extract --explain https://t.me/kedrovka/17
    """
    if text is not None:
        _explain(context, text, posted.date() if posted else None, as_json)
        return
    if posted:
        raise click.UsageError("--posted goes with --explain.")
    settings = context.settings()
    from extract.run import extract as run

    with context.store() as store, show.progress() as progress:
        report = run(store, settings, progress)
    if as_json:
        show.as_json(report)
        return
    show.out.print(f"{report.read} pieces of evidence read, {report.mentions} mentions found.")
    if report.kept:
        show.out.print(f"{report.kept} that people confirmed are no longer read, and stay as they are.")
    if report.unreadable:
        hint = context.typed("sinodik status --unreadable")
        show.out.print(f"{report.unreadable} could not be read; {hint} lists them.", markup=False)


def _explain(context: Context, text: str, posted: date | None, as_json: bool) -> None:
    evidence = explained.meant(context, text, posted)
    # A text alone needs no workspace; in one, it is read as its settings say.
    known = (context.folder / SETTINGS).is_file()
    explanation = explained.explain(evidence, context.settings().extract.ner if known else "auto")
    if as_json:
        show.as_json(explanation)
    else:
        explained.show_on(show.out, explanation, evidence)
