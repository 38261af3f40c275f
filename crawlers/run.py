"""Source → evidence: the stage that visits the sources. The one module here that touches the store."""

import signal
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings as ScrapySettings

from crawlers import photos
from crawlers.scrapy_settings import scrapy_settings
from crawlers.telegram_preview import TelegramPreviewSpider
from crawlers.visit import FINISHED, STOPPED, CrawlReport, Exchange, Sight, Taken, Visit
from sinodik.errors import BadInput, NoSpace
from sinodik.progress import Progress, silent
from sinodik.records import Capture, Evidence
from sinodik.settings import Settings
from sinodik.sources import Photos, Source, TelegramPreview
from sinodik.store import Store
from sinodik.store.warc import ArchiveWriter
from sinodik.store.workspace import lock

SPIDERS: dict[type[Source], type[Spider]] = {TelegramPreview: TelegramPreviewSpider}

_STAGE = "crawl"
_PHOTOS_AT_ONCE = 20


def crawl(
    store: Store, settings: Settings, sources: Sequence[Source], progress: Progress = silent
) -> list[CrawlReport]:
    """Visit the sources and keep what is new; returns what came of each, in their order.

    Sources on the web are visited together, then folders are imported. Once per process: Twisted's reactor cannot be
    started again. A source that fails is told of in its report; an error is raised only where nothing can go on.
    """
    web = scrapy_settings(settings) if any(type(s) in SPIDERS for s in sources) else None
    with lock(store.workspace, _STAGE):
        mend(store)
        desk = Desk(store, progress)
        try:
            visits = {s.id: desk.begin(s) for s in sources if type(s) in SPIDERS}
            if web:
                _send_out(web, list(visits.values()), desk)
            stopped = any(v.stopped for v in visits.values())
            for source in sources:
                if isinstance(source, Photos) and not stopped:
                    visits[source.id] = desk.begin(source)
                    _import(visits[source.id], desk)
        finally:
            desk.close()
    return [visits[s.id].report() if s.id in visits else _unvisited(s) for s in sources]


def mend(store: Store) -> None:
    """Cut half-written records off the WARC files that killed processes left. Whole ones stay."""
    for file in store.archive.files():
        store.archive.cut_torn_tail(file, store.evidence.committed_end(file.name))
        if not file.stat().st_size:
            file.unlink()


class Desk:
    """Keeps what spiders and importers bring (:class:`crawlers.visit.Keeper`). One thread only.

    What is archived is acknowledged in one transaction with what was read from it, after it has reached the disk. The
    first failure to keep something is kept in ``fault``, and nothing is taken in after it.
    """

    def __init__(self, store: Store, progress: Progress) -> None:
        self.store = store
        self.progress = progress
        self.fault: Exception | None = None
        self._writer: ArchiveWriter | None = None
        self._pending: list[Capture] = []
        self._known: dict[str, set[str]] = {}
        self._runs: dict[str, int] = {}
        self._pages = 0

    def begin(self, source: Source) -> Visit[Source]:
        """Note that a source is being visited. Pages are read to the end unless the last visit did so."""
        last = self.store.runs.last(_STAGE, source.id)
        reached = last.counts.get("reach", 0) if last and last.outcome == FINISHED else 0
        self._runs[source.id] = self.store.runs.start(_STAGE, source.id)
        self._known[source.id] = self.store.evidence.urls(source.id)
        return Visit(source, thorough=reached < _reach(source), returning=bool(self._known[source.id]))

    def archive(self, exchange: Exchange) -> Capture:
        """Append an exchange to the archive; :meth:`take` or :meth:`keep` acknowledges it."""
        with self._carefully():
            return self._noted(self.writer.response(*exchange[:4], request=exchange.request, at=exchange.at))

    def archive_file(self, url: str, body: bytes, mime: str, at: datetime) -> Capture:
        """Append an imported file to the archive."""
        with self._carefully():
            return self._noted(self.writer.resource(url, body, mime, at))

    def take(self, visit: Visit[Any], capture: Capture, sight: Sight) -> Taken:
        """Keep what a page showed, and note what has gone or come back."""
        source, known = visit.source.id, self._known[visit.source.id]
        with self._carefully(), self._acknowledging():
            evidence = self.store.evidence
            new = [e for e in sight.evidence if not evidence.known(e.id)]
            old = [evidence.get(e.id) for e in sight.evidence if evidence.known(e.id)]
            evidence.add(new)
            for url in sight.shown & known:
                evidence.observe(url, source, "seen again", capture.at, capture.payload)
            gone = [evidence.observe(u, source, "missing", capture.at, capture.payload) for u in sight.absent(known)]
            wanted = self._wanted([*new, *(old if visit.thorough else [])])
        known.update(e.url for e in new)
        return Taken(len(new), len(old), sum(gone), wanted)

    def take_photos(self, found: Sequence[Evidence]) -> int:
        """Keep imported photographs; returns how many were new."""
        with self._carefully(), self._acknowledging():
            return self.store.evidence.add(found)

    def keep(self) -> None:
        """Acknowledge what was archived."""
        with self._carefully(), self._acknowledging():
            pass

    def tell(self, visit: Visit[Any]) -> None:
        """Pass on how far a visit has come."""
        self._pages += 1
        self.progress(self._pages, None, f"{visit.source.id}: {visit.new} new")

    def finish(self, visit: Visit[Any]) -> None:
        """Note how a visit ended."""
        visit.ended = True
        if self.fault:
            return
        if self._pending:
            self.keep()
        report = visit.report()
        counts = {name: getattr(report, name) for name in ("pages", "new", "known", "missing", "media")}
        counts |= {"lost": visit.lost, "reach": _reach(visit.source)}
        self.store.runs.finish(self._runs[visit.source.id], report.outcome, counts)

    def close(self) -> None:
        """End the archive file; raises what went wrong while something was being kept."""
        try:
            if self._writer:
                self._writer.close()
        except OSError as error:
            self.fault = self.fault or self._no_space(error)
        if self.fault:
            raise self.fault

    @property
    def writer(self) -> ArchiveWriter:
        """The WARC file of this crawl, begun when there is something to write."""
        if self._writer is None:
            self._writer = self.store.archive.writer(self.store.log.head()[1])
        return self._writer

    def _noted(self, capture: Capture) -> Capture:
        self._pending.append(capture)
        return capture

    def _wanted(self, evidence: Sequence[Evidence]) -> tuple[str, ...]:
        urls = dict.fromkeys(m.url for e in evidence for m in e.media if m.kind == "photo")
        return tuple(url for url in urls if self.store.evidence.capture_of(url) is None)

    @contextmanager
    def _acknowledging(self) -> Iterator[None]:
        if self._pending:
            self.writer.sync()
        with self.store.transaction():
            self.store.evidence.add_captures(self._pending)
            yield
        self._pending.clear()

    @contextmanager
    def _carefully(self) -> Iterator[None]:
        if self.fault:
            raise self.fault
        try:
            yield
        except OSError as error:
            self.fault = self._no_space(error)
            raise self.fault from error
        except Exception as error:
            self.fault = error
            raise

    def _no_space(self, error: OSError) -> NoSpace:
        return NoSpace(
            f"The evidence could not be written ({error.strerror}); what was stored before is safe.",
            remedy=f"look after the disk (df -h {self.store.workspace}), then run the same command again",
        )


def _send_out(settings: ScrapySettings, visits: Sequence[Visit[Source]], desk: Desk) -> None:
    process = AsyncCrawlerProcess(settings)
    for kind, spider in SPIDERS.items():
        if theirs := [v for v in visits if type(v.source) is kind]:
            process.crawl(spider, visits=theirs, keeper=desk)
    with _signals_as_they_were():
        process.start(install_signal_handlers=threading.current_thread() is threading.main_thread())
    for visit in visits:
        if not visit.ended:  # Ctrl-C twice, or a mistake of ours
            visit.stopped = not process.bootstrap_failed
            visit.trouble = STOPPED if visit.stopped else "The spider could not be started; please report it."
            desk.finish(visit)


@contextmanager
def _signals_as_they_were() -> Iterator[None]:
    """Undo Scrapy's signal handlers, which speak to a reactor that has ended: or nothing would stop on Ctrl-C."""
    before = {s: signal.getsignal(s) for s in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        if threading.current_thread() is threading.main_thread():
            for number, handler in before.items():
                signal.signal(number, handler)


def _import(visit: Visit[Any], desk: Desk) -> None:
    """Import a folder in batches; what cannot be taken is counted, and the rest goes on."""
    source: Photos = visit.source
    folder = desk.store.workspace / source.folder
    paths = list(photos.names(folder))
    batch: dict[str, Evidence] = {}
    left_out: Counter[str] = Counter()
    for done, path in enumerate(paths, 1):
        try:
            photo = photos.read(path, folder)
        except BadInput as error:
            left_out[error.message] += 1
            continue
        found = photos.evidence(source, photo, datetime.now(UTC))
        if found.id in batch or desk.store.evidence.known(found.id):
            visit.known += 1
            continue
        desk.archive_file(found.url, photo.body, photo.mime, found.seen)
        batch[found.id] = found
        if len(batch) == _PHOTOS_AT_ONCE:
            visit.new += desk.take_photos(list(batch.values()))
            batch.clear()
            desk.progress(done, len(paths), f"{source.id}: {visit.new} new")
    visit.new += desk.take_photos(list(batch.values()))
    desk.progress(len(paths), len(paths), f"{source.id}: {visit.new} new")
    visit.media = visit.new
    visit.trouble = _trouble(folder.is_dir(), source, left_out)
    desk.finish(visit)


def _trouble(there: bool, source: Photos, left_out: Counter[str]) -> str:
    if not there:
        return f"There is no folder {source.folder}: check the source's “folder”."
    reasons = ", ".join(f"{count} {reason}" for reason, count in sorted(left_out.items()))
    return f"Finished, but {sum(left_out.values())} files were left out: {reasons}." if reasons else ""


def _reach(source: Source) -> int:
    return source.pages if isinstance(source, TelegramPreview) else 1


def _unvisited(source: Source) -> CrawlReport:
    return CrawlReport(source.id, "Not visited: the crawl was stopped before.")
