"""``sinodik demo``."""

import os
import secrets
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
from rich.markup import escape

from sinodik.cli import show
from sinodik.cli.context import Context
from sinodik.errors import BadInput, SinodikError
from sinodik.records import Anchor, Candidate, Decision, Field, Judgement, State
from sinodik.settings import SETTINGS, SOURCES
from sinodik.store import now
from sinodik.store.summary import summary

MARK = ".demo"
REVIEWER = "demo"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("sinodik-demo"))
def demo(folder: Path) -> None:
    """See the whole of Sinodik at work on an invented world, in under a minute.

    Three invented channels and a folder of rendered grave markers are served on this machine; they are crawled twice
    (some posts vanish in between), read and matched; one candidate is confirmed and exported. FOLDER is left behind
    for you to look at. Nothing leaves this machine.

    \b
    Example:
      sinodik demo && sinodik -w sinodik-demo review
    """
    from sinodik.demo import site, world

    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise BadInput(f"{folder} is not empty, and no demo was made there.", remedy="sinodik demo ANOTHER-FOLDER")
    show.out.print("[dim]Everybody in this world is invented; nothing leaves this machine.[/]\n")
    invented = world.build()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / MARK).touch(0o600)
    if not (folder / SETTINGS).exists():
        _run("init", str(folder), "--contact", "demo@example.org")
    _hurry(folder)
    invented.write_photos(folder / "photos")
    with site.serve(invented) as (base_url, advance):
        for name, text in invented.sources(base_url, Path("photos")).items():
            (folder / SOURCES / name).write_text(text, "utf-8")
        _in(folder, "crawl")
        show.out.print("[dim]A day passes: posts are deleted, edited, added.[/]\n")
        advance()
        _in(folder, "crawl")
    _in(folder, "extract")
    _in(folder, "dedupe")
    confirmed = _confirm(Context(folder))
    _in(folder, "dedupe")
    _in(folder, "export")
    _in(folder, "trace", f"r{confirmed.id[1:]}", "surname")
    _in(folder, "status")
    _farewell(Context(folder))


def _hurry(folder: Path) -> None:
    # The demo's sources are on this machine and its own: there is nobody to be polite to.
    settings = folder / SETTINGS
    settings.write_text(settings.read_text("utf-8").replace("delay = 2.0 ", "delay = 0.0 "), "utf-8")


def _in(folder: Path, *words: str) -> None:
    _run("-w", str(folder), *words)


def _run(*words: str) -> None:
    """Run one of our own commands as a user would, in a process of its own, and show it."""
    show.out.print(f"[bold green]$[/] [bold]sinodik {' '.join(words)}[/]")
    # Through a proxy the demo would leave this machine.
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    environment["COLUMNS"] = str(show.out.width)
    if show.out.is_terminal:
        environment["FORCE_COLOR"] = "1"
    sys.stdout.flush()  # or the child's lines would stand before ours where the output is a file
    done = subprocess.run([sys.executable, "-m", "sinodik", *words], env=environment, check=False)
    if done.returncode:
        raise SinodikError(f"sinodik {' '.join(words)} ended with exit code {done.returncode}.", remedy="see above")
    show.out.print()


def _confirm(context: Context) -> Candidate:
    """Confirm the best attested candidate, as a person would who has looked at it; once only."""
    with context.store() as store:
        if confirmed := next(store.candidates.all(State.CONFIRMED), None):
            return confirmed
        best = max(store.candidates.all(State.DRAFT), key=_attested)
        mentions = [store.mentions.get(m) for m in best.mentions]
        decision = Decision(
            at=now(),
            reviewer=REVIEWER,
            judgement=Judgement.CONFIRM,
            about=tuple(Anchor(m.id, m.evidence, m.anchor.where) for m in mentions),
            values=best.best,
            note="Confirmed by the demo, in the place of a person.",
        )
        with store.transaction():
            store.decisions.add(decision)
    show.out.print(f"[dim]The demo confirms one candidate in your place: {best.name}.[/]\n")
    return best


def _attested(candidate: Candidate) -> tuple[bool, int, int, int, str]:
    """Rank a candidate by how well it is attested: no conflict, most independent families, most fields known."""
    known = sum(candidate.value(f) is not None for f in (Field.PATRONYMIC, Field.BIRTH, Field.DEATH, Field.RANK))
    sure = not candidate.conflicts
    return sure, len(candidate.families), known, len(candidate.mentions), candidate.id


def _farewell(context: Context) -> None:
    """Print what was found, and the one command that opens the review desk on it."""
    password = secrets.token_urlsafe(6)
    with context.store() as store:
        store.reviewers.add(REVIEWER, password)
        found = summary(store, [])
        exported = store.runs.last("export", "sqlite")
    counts = exported.counts if exported else {}
    kept = sum(counts.get(what, 0) for what in ("inserted", "updated", "unchanged"))
    show.out.rule(style="dim")
    show.out.print(
        f"[bold]{found.evidence}[/] pieces of evidence ({found.missing + found.deleted} vanished since), "
        f"[bold]{found.mentions}[/] mentions, [bold]{found.candidates}[/] candidates, "
        f"[bold]{found.queue}[/] doubtful pairs, [bold]{found.confirmed}[/] confirmed, [bold]{kept}[/] exported.\n"
    )
    show.out.print("Now decide what is left; log in as [bold]demo[/] with the password", f"[bold]{password}[/]:\n")
    show.out.print(f"  [bold green]{_program()} -w {escape(shlex.quote(str(context.folder)))} review[/]\n")


def _program() -> str:
    """Return what the reader types to run this program."""
    if shutil.which("sinodik"):
        return "sinodik"
    started = Path(sys.argv[0])
    return os.path.relpath(started) if started.name == "sinodik" else f"{sys.executable} -m sinodik"
