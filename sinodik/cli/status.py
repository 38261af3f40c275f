"""``sinodik status``."""

import click
from rich.markup import escape
from rich.table import Table

from sinodik import sources as known
from sinodik.cli import show
from sinodik.cli.context import Context, json_option, pass_context
from sinodik.schedule.plan import CRAWL
from sinodik.schedule.usual import LOOK_BACK, drought
from sinodik.store.summary import ENOUGH, SourceLine, Summary, summary


@click.command()
@click.option("--unreadable", is_flag=True, help="List the evidence that could not be read, and why.")
@json_option
@pass_context
def status(context: Context, unreadable: bool, as_json: bool) -> None:
    """Show at a glance where the work stands, and what to do next.

    \b
    Example:
      sinodik status
    """
    context.settings()
    ids = [s.id for s in known.load(context.folder)]
    with context.store() as store:
        seen = summary(store, ids)
        failed = store.mentions.unreadable() if unreadable else []
        droughts = {s.source: drought(store.runs.recent(CRAWL, s.source, LOOK_BACK)) for s in seen.sources}
    if as_json:
        show.as_json({"status": seen, "unreadable": failed} if unreadable else seen)
    elif unreadable:
        for evidence, error in failed:
            show.out.print(f"{evidence[:12]}  {error}", markup=False)
    else:
        show.out.print(_sources(seen.sources, droughts))
        show.out.print(_counts(seen))
        show.out.print(f"\nNext: [bold]{escape(context.typed(_next(seen)))}[/]")


def _sources(lines: tuple[SourceLine, ...], droughts: dict[str, str]) -> Table:
    table = Table("source", "last crawl", "outcome", "evidence", "missing", "deleted", box=None, header_style="dim")
    for line in lines:
        when = f"{line.last:%Y-%m-%d %H:%M}" if line.last else "never"
        outcome = f"{line.outcome}. {droughts[line.source]}" if droughts[line.source] else line.outcome
        table.add_row(line.source, when, escape(outcome), str(line.evidence), str(line.missing), str(line.deleted))
    return table


def _counts(s: Summary) -> Table:
    table = Table(box=None, show_header=False)
    rows = {
        "evidence": f"{s.evidence}, of which {s.missing} missing, {s.deleted} deleted, {s.unread} not read yet",
        "mentions": f"{s.mentions}",
        "candidates": f"{s.candidates}: {s.confirmed} confirmed, {s.rejected} rejected, {s.contradicted} contradicted",
        "queue": f"{s.queue} pairs wait for a person",
        "merges": _merges(s),
        "decisions": f"{s.decisions}, by {s.reviewers} reviewers",
    }
    table.add_row("", "")
    for name, value in rows.items():
        table.add_row(f"[dim]{name}[/]", value)
    return table


def _merges(s: Summary) -> str:
    """Say how often the machine's merges are right, as far as people have judged those that chance chose."""
    how = f"compared with {s.weights} weights; " if s.weights else ""
    if s.sample.low is None or s.sample.high is None:
        return f"{how}{s.sample.judged} of a random sample judged: from {ENOUGH} on it says how many are right"
    found = f"{s.sample.right} of {s.sample.judged} of a random sample are right"
    return f"{how}{found}: between {s.sample.low:.1%} and {s.sample.high:.1%} of all (95 %)"


def _next(s: Summary) -> str:
    if not s.evidence:
        return "sinodik crawl"
    if s.unread:
        return "sinodik extract"
    if s.mentions and not s.candidates:
        return "sinodik dedupe"
    return "sinodik review" if s.queue or s.confirmed == 0 else "sinodik export"
