"""The export stage at work: what people confirmed leaves for the verification database."""

from collections.abc import Callable, Iterable
from os import PathLike, fspath

import msgspec

from export.postgres import Postgres
from export.records import Held, payloads, record
from export.sqlite import Sqlite
from export.tables import Tables
from export.target import Target
from sinodik.errors import BadConfiguration, NotFound, SinodikError
from sinodik.records import Candidate, Decision, Mention, Record, State
from sinodik.settings import Settings
from sinodik.store import Store, now
from sinodik.store.workspace import lock

EXPORTERS: dict[str, Callable[[str], Target]] = {"sqlite": Sqlite, "postgres": Postgres, "csv": Tables}


class ExportReport(msgspec.Struct, frozen=True):
    """What came of an export; ``target`` is its kind, ``held`` what a person confirmed and still may not leave."""

    target: str
    inserted: int
    updated: int
    withdrawn: int
    unchanged: int
    held: tuple[Held, ...] = ()


def open_target(kind: str, destination: str | PathLike[str]) -> Target:
    """Return the target of one of :data:`EXPORTERS`; nothing is touched before it is written."""
    if kind not in EXPORTERS:
        raise BadConfiguration(f"Nothing exports to {kind!r}.", remedy=f"choose one of: {', '.join(EXPORTERS)}")
    return EXPORTERS[kind](fspath(destination))


def kind_of(target: Target) -> str:
    """Return the name by which :data:`EXPORTERS` knows a target."""
    return next((kind for kind, type_ in EXPORTERS.items() if type_ is type(target)), type(target).__name__)


def records(store: Store, settings: Settings) -> tuple[list[Record], list[Held]]:
    """Return what may leave, by name, and the candidates that a person confirmed and that may not."""
    decisions = store.decisions.standing()
    found: list[Record | Held] = [
        _record(store, settings, candidate, decisions)
        for state in (State.CONFIRMED, State.CONTRADICTED)
        for candidate in store.candidates.all(state)
    ]
    return [r for r in found if isinstance(r, Record)], [h for h in found if isinstance(h, Held)]


def _record(store: Store, settings: Settings, candidate: Candidate, decisions: list[Decision]) -> Record | Held:
    mentions = {m.id: m for m in _existing(store, candidate.confirmed)}
    evidence = {id_: store.evidence.get(id_) for id_ in {m.evidence for m in mentions.values()}}
    made = record(candidate, decisions, mentions, evidence, settings.confirm)
    if isinstance(made, Record) and (lost := _lost(store, made)):
        return Held(candidate.id, f"No capture holds the bytes {lost[:12]}… that it rests on; sinodik verify.")
    return made


def _existing(store: Store, ids: Iterable[str]) -> Iterable[Mention]:
    for id_ in ids:
        try:
            yield store.mentions.get(id_)
        except NotFound:  # extraction has replaced it since the last dedupe
            continue


def _lost(store: Store, made: Record) -> str | None:
    for payload in set(payloads(made)):
        try:
            store.evidence.capture(payload)
        except NotFound:
            return payload
    return None


def export(store: Store, settings: Settings, target: Target) -> ExportReport:
    """Make ``target`` hold just what people have confirmed; again and again, with the same result."""
    with lock(store.workspace, "export"):
        run = store.runs.start("export", kind_of(target))
        try:
            confirmed, held = records(store, settings)
            changes = target.write(confirmed, now())
        except SinodikError as error:
            store.runs.finish(run, error.message, {})
            raise
        counts = msgspec.to_builtins(changes)
        store.runs.finish(run, "finished", counts | {"held": len(held)})
        return ExportReport(target=kind_of(target), **counts, held=tuple(held))
