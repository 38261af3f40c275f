"""Source → evidence: the stage that visits the sources. The one module here that touches the store."""

import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any

import msgspec

from crawlers.budget import Budgeted
from crawlers.errand import PHOTO, Errand, Fate, Return
from crawlers.importing import IMPORTED, import_source
from crawlers.known import Known
from crawlers.process import send_out
from crawlers.reader import Ask, Reader, Then
from crawlers.readers import READERS
from crawlers.rechecks import STEPS, Watched, covered, due, further_back
from crawlers.scrapy_settings import scrapy_settings
from crawlers.signing import Signature, Signs
from crawlers.visit import STOPPED, CrawlReport, Exchange, Kept, Sight, Taken, Visit, left_alone, reach, unvisited
from sinodik.collecting import seldom_collected
from sinodik.errors import BadConfiguration, NoPermission, SinodikError, Tampered
from sinodik.progress import Progress, silent
from sinodik.records import Capture, Evidence, digest
from sinodik.settings import Settings
from sinodik.sources import Source
from sinodik.store import Store
from sinodik.store.frontier import Item, Round
from sinodik.store.intake import Intake
from sinodik.store.workspace import lock

Clock = Callable[[], float]

_STAGE = "crawl"
_ASK = msgspec.json.Decoder(Ask)
LEASE_S = 120.0
BELIEVED_S = 7 * 24 * 3600.0  # a server that goes on saying "not modified" is asked for the whole after a week
_PARKED_S = 3600.0
_PHOTOS_FIRST = 10
_ROOM_SHARED = 4  # so that something is left for the others


def crawl(
    store: Store,
    settings: Settings,
    sources: Sequence[Source],
    progress: Progress = silent,
    *,
    share: bool = False,
    readers: Mapping[type[Source], Reader[Any]] = READERS,
    clock: Clock = time.time,
) -> list[CrawlReport]:
    """Visit the sources and keep what is new; returns what came of each, in their order.

    Sources on the web are visited together, then folders are imported. Once per process: Twisted's reactor cannot be
    started again. A source that fails is told of in its report; an error is raised only where nothing can go on. Other
    processes may visit other sources at the same time, and the same ones if all of them ``share``.
    """
    web = scrapy_settings(settings) if any(type(s) in readers for s in sources) else None
    with seldom_collected(), ExitStack() as locks:
        locks.enter_context(lock(store.workspace, _STAGE, shared=True))
        for source in sorted(sources, key=lambda s: s.id):
            locks.enter_context(lock(store.workspace, _STAGE, source.id, shared=share))
        mend(store)
        desk = Desk(store, progress, readers, share=share, clock=clock)
        try:
            visits = {s.id: desk.begin(s) for s in sources if type(s) in readers}
            if web:
                send_out(web, list(visits.values()), desk, readers, desk.signatures)
            stopped = any(v.stopped for v in visits.values())
            for source in sources:
                if isinstance(source, IMPORTED) and not stopped and not desk.fault:
                    visits[source.id] = desk.begin(source)
                    import_source(visits[source.id], desk, store.workspace, store.evidence.known)
        finally:
            desk.close()
    return [visits[s.id].report() if s.id in visits else unvisited(s) for s in sources]


def mend(store: Store) -> None:
    """Cut half-written records off the WARC files that killed processes left. Whole ones stay."""
    for file in store.archive.files():
        store.archive.mend(file, store.evidence.committed_end(file.name))


class Desk:
    """Keeps what the spider and importers bring (:class:`crawlers.errand.Keeper`). One thread only.

    What is archived is acknowledged in one transaction with what was read from it, after it has reached the disk. The
    first failure to keep something is kept in ``fault``, and nothing is taken in after it.
    """

    def __init__(
        self,
        store: Store,
        progress: Progress,
        readers: Mapping[type[Source], Reader[Any]],
        *,
        share: bool = False,
        clock: Clock = time.time,
    ) -> None:
        self.store = store
        self.progress = progress
        self.signatures: dict[str, Signature] = {}
        self._readers = readers
        self._share = share
        self._clock = clock
        self._begun = self.now()
        self._due: dict[str, Known] = {}
        self._holder = secrets.token_hex(8)
        self._intake = Intake(store)
        self._known: dict[str, Known] = {}
        self._runs: dict[str, int] = {}
        self._latest: dict[str, Capture | None] = {}  # of what was leased and not asked for yet
        self._pages = 0

    @property
    def fault(self) -> Exception | None:
        """The first failure to keep something."""
        return self._intake.fault

    def now(self) -> datetime:
        """Return this moment."""
        return datetime.fromtimestamp(self._clock(), UTC)

    def begin(self, source: Source) -> Visit[Source]:
        """Note that a source is being visited, and look what is left of the visits before."""
        visit = Visit(source)
        self._runs[source.id] = self.store.runs.start(_STAGE, source.id)
        self._known[source.id] = Known(self.store.evidence.urls(source.id) if type(source) in self._readers else ())
        reader = self._readers.get(type(source))
        if reader is None:
            return visit
        try:
            if isinstance(reader, Signs):
                self.signatures[source.id] = reader.signature(source, self.store.workspace)
        except (BadConfiguration, NoPermission) as error:
            visit.trouble, visit.halted = str(error), True
        else:
            with self._intake.carefully(), self.store.transaction():
                self._open(visit)
        return visit

    def _open(self, visit: Visit[Source]) -> None:
        """Carry on what is unfinished, and look at what is newest as well."""
        frontier, source, now = self.store.frontier, visit.source, self._clock()
        parked = frontier.parked(source.id, now)
        if parked:
            visit.trouble, visit.halted = left_alone(*parked), True
            return
        watched = (Watched(*row) for row in self.store.looks.watched(source.id, STEPS[-1]))
        self._due[source.id] = due(watched, now)
        # Who holds the lock alone knows that the holder of any lease is dead.
        frontier.take_back(source.id, now if self._share else float("inf"))
        frontier.revive(source.id)
        first = [_item(a) for a in self._readers[type(source)].first(source)]
        if frontier.waiting(source.id, [i.digest for i in first]) or (self._share and frontier.left(source.id).leased):
            return
        reading_on = any(r.thorough for r in frontier.unfinished(source.id))
        thorough = not reading_on and frontier.reached(source.id) < reach(source)
        round_ = frontier.begin(source.id, now, thorough=thorough, returning=bool(self._known[source.id]))
        frontier.put(source.id, round_, first, now)

    def kept(self, url: str) -> Kept | None:
        """Return the answer that an address last gave, if it is fresh enough to ask whether it has changed since."""
        capture = self._latest.pop(url) if url in self._latest else self.store.evidence.capture_of(url)
        if capture is None or (self.now() - capture.at).total_seconds() > BELIEVED_S:
            return None
        try:
            return Kept(capture, *self.store.archive.answer(capture))
        except Tampered:  # then it is fetched again; that it cannot be read is for `verify` to tell
            return None

    def archive(self, exchange: Exchange, unchanged: Kept | None = None) -> Capture:
        """Append an exchange to the archive; the next :meth:`settle` acknowledges it."""
        url, status, headers, body, request, at, ip, tls = exchange
        return self._intake.response(
            url,
            status,
            headers,
            body,
            request=request,
            at=at,
            ip=ip,
            tls=tls,
            unchanged=unchanged and unchanged.capture,
        )

    def archive_file(self, url: str, body: bytes, mime: str, at: datetime) -> Capture:
        """Append an imported file to the archive."""
        return self._intake.file(url, body, mime, at)

    def settle(self, returned: Sequence[Return], visits: Sequence[Visit[Any]], room: int) -> list[Errand]:
        """Keep what came back, lease what comes next, and end the visits that have nothing left to do."""
        room = min(room, _ROOM_SHARED) if self._share else room
        with self._intake.carefully():
            errands: list[Errand] = []
            wanting = [v for v in visits if not v.halted and not v.ended]
            if returned or any(v.under_way <= room // 2 for v in wanting):
                with self._intake.acknowledging():
                    for back in returned:
                        self._settle_apart(back)
                    for round_ in {(b.errand.round, b.errand.visit.source): b for b in returned}:
                        self.store.frontier.end(round_[1].id, round_[0], reach(round_[1]), self._clock())
                    for visit in wanting:
                        if not visit.halted and visit.under_way <= room // 2:
                            errands += self._claim(visit, room - visit.under_way)
            for visit in visits:
                if not visit.under_way and not visit.ended:
                    self._end(visit)
        return errands

    def _settle_apart(self, back: Return) -> None:
        """Settle one answer; what cannot be stored is undone alone, and told of."""
        errand, visit = back.errand, back.errand.visit
        visit.under_way -= 1
        self._latest.pop(errand.ask.url, None)
        try:
            with self.store.part():
                self._settle(back)
        except (OSError, SinodikError):
            raise
        except Exception as error:
            visit.trouble = f"Sinodik failed on {errand.ask.url} ({type(error).__name__}); please report it."
            self.store.frontier.lose(errand.id, self._clock())

    def _settle(self, back: Return) -> None:
        errand, reading, visit, now = back.errand, back.reading, back.errand.visit, self._clock()
        frontier = self.store.frontier
        if back.capture and errand.ask.role != PHOTO:
            self._follow(back, frontier.round(errand.round))
        if back.fate is Fate.DONE:
            frontier.done(errand.id)
            visit.media += errand.ask.role == PHOTO
        elif back.fate is Fate.AGAIN:
            frontier.again(errand.id, now + back.wait)
        elif back.fate is Fate.BACK:
            frontier.back(errand.id)
        elif back.fate is Fate.LOST:
            frontier.lose(errand.id, now)
            visit.lost += errand.ask.role == PHOTO
        else:
            frontier.fail(errand.id, now)
        if back.fate is not Fate.AGAIN:
            visit.trouble = reading.trouble or visit.trouble
        if reading.then is Then.PARK:
            self._park(visit, now + (reading.wait or _PARKED_S), reading.trouble)
        self.tell(visit)

    def _follow(self, back: Return, round_: Round) -> None:
        """Keep what a page showed, and put what it leads to into the frontier."""
        errand, reading, visit, now = back.errand, back.reading, back.errand.visit, self._clock()
        source, final = visit.source, back.fate is not Fate.AGAIN
        sight = reading.sight or Sight((), frozenset(), None)
        if back.fate is not Fate.DONE:  # what was not read to the end hides posts, and removes none
            sight = sight._replace(span=None)
        taken = self._take(source.id, back.capture, sight, thorough=round_.thorough)
        self._looked(source.id, covered(self._due[source.id], sight))
        waiting = next(further_back(self._due[source.id], sight), "")
        photos = [_item(Ask(url, PHOTO)) for url in taken.wanted]
        self.store.frontier.put(source.id, round_.id, photos, now)
        found = self.store.frontier.put(source.id, round_.id, [_item(a) for a in reading.follow], now) + taken.new
        read = reading.sight is not None or reading.then is Then.GO_ON
        pages = round_.pages + (back.fate is Fate.DONE and errand.ask.role == "page")
        known = round_.known + taken.known
        self.store.frontier.count(round_.id, pages - round_.pages, known - round_.known)
        visit.pages += read and final
        visit.new += taken.new
        visit.known += taken.known if final else 0
        visit.missing += taken.missing
        self._pages += 1
        enough = bool(sight.evidence or reading.follow) and not (found or waiting or round_.thorough)
        if reading.earlier and not enough and max(pages, 1) < reach(source):
            self.store.frontier.put(source.id, round_.id, [_item(reading.earlier)], now)
        else:
            # Further back we do not get: or every crawl would try in vain.
            self._looked(source.id, set(further_back(self._due[source.id], sight)))
            if reading.earlier and not enough and round_.returning and not known:
                visit.trouble = f"Stopped after {pages} pages, before the posts known already: raise “pages”."

    def _looked(self, source: str, urls: set[str]) -> None:
        """Note that a page shows posts that are due, or would show them, or that we get no further back to them."""
        if urls:
            self.store.looks.note(source, urls, self._clock())
            self._due[source].discard(urls)

    def _take(self, source: str, capture: Capture | None, sight: Sight, *, thorough: bool) -> Taken:
        """Keep what a page showed, and note what has gone or come back."""
        assert capture is not None  # every answer is archived
        evidence, known = self.store.evidence, self._known[source]
        before = evidence.known_among([e.id for e in sight.evidence])
        new = [e for e in sight.evidence if e.id not in before]
        old = [e for e in sight.evidence if e.id in before]
        evidence.add(new)
        for url in evidence.missing_among(known.shown(sight)):
            evidence.observe(url, source, "seen again", capture.at, capture.payload)
        as_json = any(e.fragment.startswith("/") for e in sight.evidence)
        absent = [u for u in known.absent(sight) if evidence.shown_as(u, source, json=as_json)]
        gone = [evidence.observe(u, source, "missing", capture.at, capture.payload, self._begun) for u in absent]
        known.add(e.url for e in new)
        # Of what is known, the media's addresses are those of then: these were asked for.
        again = [evidence.get(e.id) for e in old] if thorough else []
        return Taken(len(new), len(old), sum(gone), self._wanted([*new, *again]))

    def _claim(self, visit: Visit[Any], count: int) -> list[Errand]:
        now = self._clock()
        reader = self._readers[type(visit.source)]
        budget = reader.budget(visit.source) if isinstance(reader, Budgeted) else None
        if budget:
            at = datetime.fromtimestamp(now, UTC)
            count = min(count, budget.calls - self.store.frontier.spent(budget.name, budget.day(at)))
            if count <= 0:
                why = f"The {budget.calls} requests a day for {budget.name} are used up."
                self._park(visit, now + budget.until_renewed(at), why)
                return []
        if self._share:
            self.store.frontier.take_back(visit.source.id, now)
        leases = self.store.frontier.claim(visit.source.id, self._holder, count, now, now + LEASE_S)
        visit.under_way += len(leases)
        errands = [Errand(x.id, visit, x.round, _ASK.decode(x.data), x.tries) for x in leases]
        urls = [e.ask.url for e in errands]
        self._latest |= dict.fromkeys(urls) | self.store.evidence.captures_of(urls)
        if budget:  # photos lie on other servers
            self.store.frontier.spend(budget.name, budget.day(at), sum(e.ask.role != PHOTO for e in errands))
        return errands

    def _park(self, visit: Visit[Any], until: float, why: str) -> None:
        visit.trouble, visit.halted = left_alone(until, why), True
        self.store.frontier.park(visit.source.id, until, why)

    def _end(self, visit: Visit[Any]) -> None:
        left = self.store.frontier.left(visit.source.id)
        if visit.halted or not (left.pending or left.leased):
            visit.left = left.requests
            if visit.stopped:
                visit.trouble = visit.trouble or f"{STOPPED} {left.requests} requests are left."
            self.finish(visit)

    def renew(self) -> None:
        """Prolong the leases of this process."""
        with self._intake.carefully(), self.store.transaction():
            self.store.frontier.renew(self._holder, self._clock() + LEASE_S)

    def take_photos(self, found: Sequence[Evidence]) -> int:
        """Keep imported photographs; returns how many were new."""
        with self._intake.acknowledging():
            return self.store.evidence.add(found)

    def tell(self, visit: Visit[Any]) -> None:
        """Pass on how far a visit has come."""
        self.progress(self._pages, None, f"{visit.source.id}: {visit.new} new")

    def finish(self, visit: Visit[Any]) -> None:
        """Note how a visit ended."""
        visit.ended = True
        if self.fault:
            return
        with self._intake.acknowledging():
            self.store.frontier.release(self._holder) if visit.stopped else None
            report = visit.report()
            counts = {name: getattr(report, name) for name in ("pages", "new", "known", "missing", "media")}
            counts |= {"lost": visit.lost, "left": visit.left}
            self.store.runs.finish(self._runs[visit.source.id], report.outcome, counts)

    def close(self) -> None:
        """End the archive file; raises what went wrong while something was being kept."""
        self._intake.close()

    def _wanted(self, evidence: Sequence[Evidence]) -> tuple[str, ...]:
        urls = dict.fromkeys(m.url for e in evidence for m in e.media if m.kind == "photo")
        return tuple(url for url in urls if self.store.evidence.capture_of(url) is None)


def _item(ask: Ask) -> Item:
    photo = ask.role == PHOTO
    data = msgspec.json.encode(ask).decode()
    return Item(digest(ask.role, ask.url), data, _PHOTOS_FIRST if photo else 0, ask.once, photo)
