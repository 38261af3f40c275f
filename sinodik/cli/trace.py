"""``sinodik trace``."""

from typing import TYPE_CHECKING

import click
import msgspec
from rich.markup import escape
from rich.table import Table
from rich.tree import Tree

from sinodik.archives import copies
from sinodik.cli import show
from sinodik.cli.context import Context, json_option, pass_context
from sinodik.errors import NotFound
from sinodik.records import Box, Capture, Decision, Field, Record, Reference, Span

if TYPE_CHECKING:
    from sinodik.store import Store

AROUND = 40  # characters of context on each side of a quote


class Step(msgspec.Struct, frozen=True):
    """One reference of an exported value, followed to its bytes. ``holds`` tells whether all of it is still true.

    ``copies`` are the addresses of copies in public archives that the evidence itself names; not those in the making.
    """

    reference: Reference
    context: str
    capture: Capture
    holds: bool
    copies: tuple[str, ...] = ()


@click.command()
@click.argument("record", required=False)
@click.argument("field", required=False, type=click.Choice([f.value for f in Field]))
@json_option
@pass_context
def trace(context: Context, record: str | None, field: str | None, as_json: bool) -> None:
    """Walk an exported value back to the bytes that it came from.

    RECORD is a record's or a candidate's identifier, or the beginning of one; without it, the records are listed.
    The bytes are read and hashed again while you wait.

    \b
    Examples:
      sinodik trace
      sinodik trace r3f8c surname
    """
    settings = context.settings()
    from export.run import records

    with context.store() as store:
        confirmed, _ = records(store, settings)
        if record is None:
            show.as_json(confirmed) if as_json else show.out.print(_list(confirmed))
            return
        found = _find(confirmed, record, _today(store, record))
        steps = [_follow(store, r) for r in found.references if field in (None, r.field.value)]
        if not steps:
            raise NotFound(f"The record {found.id} has no {field}.", remedy=f"sinodik trace {found.id}")
        decision = store.decisions.get(found.decision)
    show.as_json(steps) if as_json else show.out.print(_tree(found, decision, steps), soft_wrap=False)


def _list(records: list[Record]) -> Table:
    table = Table("record", "name", "birth", "death", "confirmed by", "sources", box=None, header_style="dim")
    for r in records:
        name = " ".join(str(r.value(f)) for f in (Field.SURNAME, Field.GIVEN, Field.PATRONYMIC) if r.value(f))
        dates = (str(r.value(f) or "") for f in (Field.BIRTH, Field.DEATH))
        table.add_row(r.id, name, *dates, r.confirmed_by, str(len(r.families)))
    return table


def _today(store: "Store", wanted: str) -> set[str]:
    """Return what candidates are called now that were called so once."""
    return {store.candidates.current(id_) for id_ in store.candidates.starting(wanted)} if wanted[:1] == "c" else set()


def _find(records: list[Record], wanted: str, today: set[str]) -> Record:
    named = [r for r in records if r.id.startswith(wanted) or r.candidate.startswith(wanted)]
    found = named or [r for r in records if r.candidate in today]
    if len(found) != 1:
        problem = "fits more than one record" if found else "is no confirmed record"
        raise NotFound(f"“{wanted}” {problem}.", remedy="sinodik trace   lists them")
    return found[0]


def _follow(store: "Store", reference: Reference) -> Step:
    evidence = store.evidence.get(reference.evidence)
    capture = store.evidence.capture(reference.payload)
    store.archive.read(capture)  # raises Tampered unless the bytes still have their hash
    where = reference.where
    named = copies("\n".join((evidence.url, evidence.origin, evidence.text)))
    if isinstance(where, Box):
        return Step(reference, evidence.title, capture, where.photo == capture.payload, named)
    text = evidence.text
    before, after = text[max(0, where.start - AROUND) : where.start], text[where.end : where.end + AROUND]
    context = f"…{before}«{where.of(text)}»{after}…".replace("\n", " ")
    return Step(reference, context, capture, where.of(text) == reference.quote, named)


def _tree(record: Record, decision: Decision, steps: list[Step]) -> Tree:
    tree = Tree(f"[bold]record {record.id}[/]")
    who = f"{decision.judgement} by {escape(decision.reviewer)}, {decision.at:%F %R}"
    decided = tree.add(f"decision {decision.seq}: {who}")
    candidate = decided.add(f"candidate {record.candidate}, {len(record.families)} independent source(s)")
    for step in steps:
        r = step.reference
        claim = f"[bold]{r.field} = {escape(str(r.value))}[/]"
        if r.decision:  # what a person put there is nobody's quote: it stands beside what the evidence says
            claim += f" [yellow](value corrected by decision {r.decision}; the evidence says, or names the person:)[/]"
        mention = candidate.add(f"{claim}  mention {r.mention}, quote «{escape(r.quote)}»")
        posted = f"posted {r.posted:%F %R}" if r.posted else "not dated by its source"
        source = mention.add(f"evidence {r.evidence[:12]}… {escape(r.url)} ({escape(r.publisher)}, {posted})")
        for url in step.copies:
            source.add(f"a copy in a public archive, as it says itself: {escape(url)}")
        mark = "[green]✓ the quote stands there[/]" if step.holds else "[red]✗ the quote is not there[/]"
        span = source.add(f"{_place(r)}  {escape(step.context)}  {mark}")
        capture = span.add(f"WARC record {step.capture.warc} at {step.capture.offset}, {step.capture.length} bytes")
        capture.add(f"SHA-256 {step.capture.payload}  [green]✓ hashed again just now[/]")
    return tree


def _place(reference: Reference) -> str:
    where = reference.where
    if isinstance(where, Span):
        return f"span {where.start}–{where.end}"
    return f"box {where.width}×{where.height} at ({where.left}, {where.top})"
