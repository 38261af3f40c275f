"""``sinodik export``."""

import os
from pathlib import Path

import click

from sinodik.cli import show
from sinodik.cli.context import Context, json_option, pass_context
from sinodik.settings import Settings


@click.command()
@click.option("--to", "kind", type=click.Choice(["sqlite", "postgres", "csv"]), help="PostgreSQL where a DSN is set.")
@click.option("--file", "path", type=click.Path(path_type=Path), help="The SQLite file, or the folder for CSV.")
@click.option("--dsn", envvar="SINODIK_POSTGRES", show_envvar=True, help="The PostgreSQL database (libpq DSN or URI).")
@json_option
@pass_context
def export(context: Context, kind: str | None, path: Path | None, dsn: str | None, as_json: bool) -> None:
    """Hand the confirmed records to the verification database.

    Only what a person confirmed under the confirmation rule leaves. A second export changes nothing; a record that is
    no longer confirmed is marked as withdrawn, never deleted.

    \b
    Examples:
      sinodik export                                  (to verified.db in the workspace)
      sinodik export --dsn postgresql://desk@db/verification
      sinodik export --to csv --file tables/
    """
    settings = context.settings()
    from export.run import export as run
    from export.run import open_target

    kind, destination = _where(context.folder, settings, kind, path, dsn)
    with context.store() as store:
        report = run(store, settings, open_target(kind, destination))
    if as_json:
        show.as_json(report)
        return
    where = destination if kind != "postgres" else "PostgreSQL"
    show.out.print(
        f"{where}: {report.inserted} inserted, {report.updated} updated, {report.withdrawn} withdrawn, "
        f"{report.unchanged} unchanged."
    )
    for held in report.held:
        show.out.print(f"[yellow]held back[/] {held.candidate}: {held.reason}")


def _where(
    workspace: Path, settings: Settings, kind: str | None, path: Path | None, dsn: str | None
) -> tuple[str, str]:
    """Return the kind of target and its destination, from what was said and, failing that, the settings."""
    address = dsn or settings.export.postgres
    kind = kind or ("postgres" if address and not path else "sqlite")
    if kind == "postgres":
        if not address:
            raise click.UsageError("--to postgres needs --dsn, or export.postgres in sinodik.toml")
        return kind, address
    default = "tables" if kind == "csv" else settings.export.sqlite
    return kind, os.fspath(path or workspace / default)
