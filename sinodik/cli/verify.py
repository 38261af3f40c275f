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

    Walks the hash-chained log, compares each entry with the row that it speaks of, and hashes every captured byte
    again. Keep the head that it prints in another place: a log that was rewritten whole is found only by it.

    \b
    Examples:
      sinodik verify
      sinodik verify --expect-head 3f8c…
    """
    context.settings()
    from sinodik.store.verify import verify as run

    with context.store() as store, show.progress() as progress:
        report = run(store, progress, evidence=not log_only, expect_head=expect_head)
    if as_json:
        show.as_json(report)
    else:
        for problem in report.problems:
            show.out.print(f"[red]✗[/] {problem}")
        show.out.print(f"{report.entries} log entries, {report.payloads} payloads checked.")
        show.out.print(f"head {report.head}")
    if report.problems:
        raise Tampered(f"{len(report.problems)} problems.", remedy="restore the workspace from a backup and compare")
