"""``sinodik review``."""

import webbrowser

import click
from rich.markup import escape

from sinodik.cli import explained, show
from sinodik.cli.context import Context, pass_context


@click.command()
@click.option("--host", help="The address to listen on; review.host in sinodik.toml otherwise.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port; review.port in sinodik.toml otherwise.")
@click.option("--open", "open_", is_flag=True, help="Open the desk in the browser.")
@pass_context
def review(context: Context, host: str | None, port: int | None, open_: bool) -> None:
    """Open the review desk: decide what is doubtful, confirm or reject candidates. Ctrl-C ends it.

    It listens on this machine only, unless told otherwise; put a TLS proxy before it if others are to reach it.

    \b
    Examples:
      sinodik reviewer add anna
      sinodik review --open
    """
    settings = context.settings()
    from dedupe.run import refresh
    from review.run import serve

    def ready(url: str) -> None:
        show.out.print(f"The review desk is open at [bold]{url}[/]   (Ctrl-C ends it)")
        if open_:
            webbrowser.open(url)

    with context.store() as store:
        if not store.reviewers.names():
            show.err.print(f"Nobody may log in yet: [bold]{escape(context.typed('sinodik reviewer add NAME'))}[/]")
        serve(
            store,
            settings,
            lambda mentions: refresh(store, settings, mentions),
            explained.explainer(settings),
            host=host or settings.review.host,
            port=port or settings.review.port,
            ready=ready,
        )
