"""``sinodik crawl``."""

import click
from rich.table import Table

from sinodik import sources as known
from sinodik.cli import show
from sinodik.cli.context import Context, json_option, pass_context


@click.command()
@click.argument("source", nargs=-1)
@json_option
@pass_context
def crawl(context: Context, source: tuple[str, ...], as_json: bool) -> None:
    """Fetch what is new from the sources (all that are enabled, or those named).

    Every answer is written to a WARC file before it is read. Posts that have vanished are noted as missing. It can be
    stopped at any time: the same command carries on.

    \b
    Examples:
      sinodik crawl
      sinodik crawl kedrovka photos --json
    """
    settings = context.settings()
    chosen = known.choose(known.load(context.folder), source)
    if not chosen:
        show.err.print("No source is enabled. Put one into sources/ (see sources/example.toml there).")
        return
    from crawlers.run import crawl as run

    with context.store() as store, show.progress() as progress:
        reports = run(store, settings, chosen, progress)
    if as_json:
        show.as_json(reports)
    else:
        table = Table("source", "pages", "new", "known", "missing", "photos", "outcome", box=None, header_style="dim")
        for r in reports:
            numbers = (str(n) for n in (r.pages, r.new, r.known, r.missing, r.media))
            table.add_row(r.source, *numbers, r.outcome)
        show.out.print(table)
    if any(r.outcome != "finished" for r in reports):
        raise SystemExit(1)
