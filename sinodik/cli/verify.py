"""``sinodik verify``."""

import click

from sinodik.cli import show
from sinodik.cli.context import Context, json_option, pass_context
from sinodik.errors import Tampered


@click.command()
@click.option("--log-only", is_flag=True, help="Walk the log, but do not read every byte of evidence again.")
@click.option("--expect-head", metavar="HASH", help="A head that an earlier run printed; it must be in the chain.")
@json_option
@pass_context
def verify(context: Context, log_only: bool, expect_head: str | None, as_json: bool) -> None:
    """Prove that the log and the evidence are what was recorded.

    Walks the hash-chained log, compares each entry with the row that it speaks of, hashes every captured byte again,
    and computes the root of each daily seal anew. Keep the head that it prints in another place: a log that was
    rewritten whole is found only by it, or by a seal's root or time stamp.

    \b
    Examples:
      sinodik verify
      sinodik verify --expect-head 3f8c…
    """
    settings = context.settings()
    from sinodik.stamps import trusted
    from sinodik.store.verify import verify as run

    authorities = trusted(context.folder, settings)
    with context.store() as store, show.progress() as progress:
        report = run(store, progress, evidence=not log_only, expect_head=expect_head, authorities=authorities)
    if as_json:
        show.as_json(report)
    else:
        for problem in report.problems:
            show.out.print(f"[red]✗[/] {problem}")
        show.out.print(f"{report.entries} log entries, {report.payloads} payloads checked.")
        show.out.print(f"head {report.head}")
    if report.problems:
        raise Tampered(f"{len(report.problems)} problems.", remedy="restore the workspace from a backup and compare")
