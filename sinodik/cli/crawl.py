"""``sinodik crawl``."""

import click
from rich.markup import escape
from rich.table import Table

from sinodik import sources as known
from sinodik.cli import show
from sinodik.cli.context import Context, json_option, pass_context
from sinodik.schedule.plan import CRAWL
from sinodik.schedule.usual import LOOK_BACK, drought


@click.command()
@click.argument("source", nargs=-1)
@click.option("--share", is_flag=True, help="Visit sources together with other crawls that say --share too.")
@json_option
@pass_context
def crawl(context: Context, source: tuple[str, ...], share: bool, as_json: bool) -> None:
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
        reports = run(store, settings, chosen, progress, share=share)
        droughts = {r.source: drought(store.runs.recent(CRAWL, r.source, LOOK_BACK)) for r in reports}
    if as_json:
        show.as_json(reports)
    else:
        table = Table("source", "pages", "new", "known", "missing", "photos", "outcome", box=None, header_style="dim")
        for r in reports:
            numbers = (str(n) for n in (r.pages, r.new, r.known, r.missing, r.media))
            table.add_row(r.source, *numbers, escape(r.outcome))
        show.out.print(table)
    for name, said in droughts.items():
        if said:
            show.err.print(f"{name}: {said}", markup=False)
    if any(r.outcome != "finished" for r in reports):
        raise SystemExit(1)
