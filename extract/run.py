"""Reading what has been collected: posts first, then photographs. The one module here that touches the store."""

import os
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import chain
from operator import add

import msgspec

from extract import photo, text
from extract.vouched import orphans, vouched
from extract.workers import outcomes
from sinodik.errors import MissingTool, NotFound, SinodikError, Tampered
from sinodik.progress import Progress, silent
from sinodik.records import Evidence, Mention
from sinodik.settings import Settings
from sinodik.store import Store
from sinodik.store.workspace import lock

POSTS_AT_ONCE = 200
PHOTOS_AT_ONCE = 10

_READ = {text.EXTRACTOR: "posts read", photo.EXTRACTOR: "photos read"}

Outcome = list[Mention] | Exception


class ExtractReport(msgspec.Struct, frozen=True):
    """What a run read: pieces of evidence, the mentions in them, and how many pieces could not be read.

    ``kept`` are mentions that are no longer read, and stay because a person has vouched for them.
    """

    read: int = 0
    mentions: int = 0
    unreadable: int = 0
    kept: int = 0

    def __add__(self, other: "ExtractReport") -> "ExtractReport":
        return ExtractReport(*map(add, msgspec.structs.astuple(self), msgspec.structs.astuple(other)))


def extract(store: Store, settings: Settings, progress: Progress = silent) -> ExtractReport:
    """Read everything that this version of the extractors has not read yet.

    What was read stays read, batch by batch, whatever happens after.

    Raises:
        InUse: another ``extract`` is at work here.
        MissingTool: there are photographs, but Tesseract or its Russian data are not installed; posts have been read.
            Or ``extract.ner`` is on, but its packages are not installed; nothing has been read.

    """
    with lock(store.workspace, "extract"):
        run = store.runs.start("extract")
        report = ExtractReport()
        outcome = "finished"
        try:
            for part in chain(_posts(store, settings, progress), _photos(store, progress)):
                report += part
        except BaseException as error:
            outcome = error.message if isinstance(error, SinodikError) else type(error).__name__
            raise
        finally:
            store.runs.finish(run, outcome, msgspec.structs.asdict(report))
    return report


def _posts(store: Store, settings: Settings, progress: Progress) -> Iterator[ExtractReport]:
    """Read posts here and now; yields a report a batch, each when it is on the disk."""
    entities = text.finder(settings.extract.ner)
    version = text.VERSION + text.mark(entities)
    pending = list(store.evidence.pending(text.EXTRACTOR, version, "post"))
    if not pending:
        return
    reader = text.TextReader.load(entities)
    done = ((evidence, _attempt(reader, evidence)) for evidence in pending)
    yield from _kept(store, done, (text.EXTRACTOR, version), POSTS_AT_ONCE, progress, len(pending))


def _attempt(reader: text.TextReader, evidence: Evidence) -> Outcome:
    try:
        return reader.mentions(evidence)
    except Exception as error:
        return error


def _photos(store: Store, progress: Progress) -> Iterator[ExtractReport]:
    """Read photographs in a process for each processor; yields a report a batch, each when it is on the disk."""
    pending = list(store.evidence.pending(photo.EXTRACTOR, photo.VERSION, "photo"))
    if not pending:
        return
    workers = min(os.cpu_count() or 1, len(pending))
    with closing(outcomes(photo.mentions, _with_bytes(store, pending), workers)) as done:
        yield from _kept(store, done, (photo.EXTRACTOR, photo.VERSION), PHOTOS_AT_ONCE, progress, len(pending))


def _with_bytes(store: Store, pending: Iterable[Evidence]) -> Iterator[tuple[Evidence, tuple[Evidence, bytes]]]:
    """Yield the photographs with their bytes; one whose bytes are lost waits until they have been restored."""
    for evidence in pending:
        try:
            image = store.archive.read(store.evidence.capture(evidence.payload))
        except (NotFound, Tampered):
            continue
        yield evidence, (evidence, image)


def _kept(
    store: Store,
    done: Iterator[tuple[Evidence, Outcome]],
    extractor: tuple[str, str],
    at_once: int,
    progress: Progress,
    total: int,
) -> Iterator[ExtractReport]:
    """Write outcomes in batches, a transaction each. A missing tool ends the reading, after what was read is kept."""
    kept = 0
    batch: list[tuple[Evidence, Outcome]] = []
    missing: MissingTool | None = None
    for evidence, outcome in done:
        if isinstance(outcome, MissingTool):
            missing = outcome
            break
        batch.append((evidence, outcome))
        if len(batch) == at_once:
            yield _write(store, batch, *extractor)
            kept += len(batch)
            batch = []
            progress(kept, total, _READ[extractor[0]])
    yield _write(store, batch, *extractor)
    progress(kept + len(batch), total, _READ[extractor[0]])
    if missing:
        raise missing


def _write(store: Store, batch: list[tuple[Evidence, Outcome]], extractor: str, version: str) -> ExtractReport:
    report = ExtractReport()
    with store.transaction():
        trusted = vouched(store.decisions.standing())
        for evidence, outcome in batch:
            failed = isinstance(outcome, Exception)
            mentions = [] if isinstance(outcome, Exception) else outcome
            error = _sentence(outcome) if isinstance(outcome, Exception) else ""
            before = store.mentions.of(evidence.id) if evidence.id in trusted else []
            kept = orphans([m for m in before if m.extractor == extractor], mentions, trusted.get(evidence.id, ()))
            store.mentions.replace(evidence.id, extractor, version, [*mentions, *kept], error=error)
            report += ExtractReport(1, len({m.id for m in mentions}), int(failed), len(kept))
    return report


def _sentence(error: Exception) -> str:
    """Say what went wrong without a word of what was read: an unforeseen error's message may quote it."""
    return error.message if isinstance(error, SinodikError) else f"The reader failed ({type(error).__name__})."
