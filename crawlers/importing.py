"""Files that lie in the workspace become evidence, in batches. What cannot be taken is counted; the rest goes on."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from crawlers import camera, photos
from crawlers.export_batch import Batch
from crawlers.json_slices import NotJson
from crawlers.left_out import LeftOut
from crawlers.shelf import Shelf, opened
from crawlers.telegram_export import Chat, Export
from crawlers.visit import Visit
from sinodik.errors import BadInput
from sinodik.progress import Progress
from sinodik.records import Capture, Evidence
from sinodik.sources import Photos, Source, TelegramExport

RESULT = "result.json"
Known = Callable[[str], bool]

_PHOTOS_AT_ONCE = 20


class ImportDesk(Protocol):
    """Keeps what is imported."""

    progress: Progress

    def archive_file(self, url: str, body: bytes, mime: str, at: datetime) -> Capture:
        """Append an imported file to the archive; the next ``take_photos`` acknowledges it."""

    def take_photos(self, found: Sequence[Evidence]) -> int:
        """Keep what was imported, in one transaction; returns how many pieces of evidence were new."""

    def finish(self, visit: Visit[Any]) -> None:
        """Note that a visit has ended."""


def import_source(visit: Visit[Any], desk: ImportDesk, workspace: Path, known: Known) -> None:
    """Import the files of one source; ``known`` tells whether the evidence of an identifier was kept before."""
    _IMPORTERS[type(visit.source)](visit, desk, workspace, known)
    desk.finish(visit)


def _import_photos(visit: Visit[Photos], desk: ImportDesk, workspace: Path, known: Known) -> None:
    source = visit.source
    try:
        with opened(workspace / source.folder) as shelf:
            left_out = _photos(visit, desk, shelf, known)
    except BadInput as error:
        visit.trouble = f"The photographs in {source.folder} cannot be read: {error.message}."
        return
    visit.media = visit.new
    visit.trouble = left_out.said("files")


def _photos(visit: Visit[Photos], desk: ImportDesk, shelf: Shelf, known: Known) -> LeftOut:
    """Import a shelf of photographs; returns what was left out."""
    names = photos.photographs(shelf.names())
    batch: dict[str, Evidence] = {}
    left_out = LeftOut()
    for done, name in enumerate(names, 1):
        seen = datetime.now(UTC)
        try:
            photo = photos.read(shelf, name)
            bare = photos.evidence(visit.source, photo, camera.Look(""), seen)
            if bare.id in batch or known(bare.id):
                visit.known += 1
                continue
            look = camera.look(photo.body)
        except BadInput as error:
            left_out.add(error.message, name)
            continue
        desk.archive_file(bare.url, photo.body, look.mime, seen)
        batch[bare.id] = photos.evidence(visit.source, photo, look, seen)
        if len(batch) == _PHOTOS_AT_ONCE:
            visit.new += desk.take_photos(list(batch.values()))
            batch.clear()
            desk.progress(done, len(names), f"{visit.source.id}: {visit.new} new")
    visit.new += desk.take_photos(list(batch.values()))
    desk.progress(len(names), len(names), f"{visit.source.id}: {visit.new} new")
    return left_out


def _import_export(visit: Visit[TelegramExport], desk: ImportDesk, workspace: Path, known: Known) -> None:
    path = workspace / visit.source.folder
    file = path.suffix.lower() == ".json"
    try:
        with opened(path.parent if file else path, links=False) as shelf:
            name = path.name if file else _result(shelf)
            _export(visit, desk, shelf, name, known)
    except BadInput as error:
        visit.trouble = f"The export in {visit.source.folder} cannot be read: {error.message}."


def _result(shelf: Shelf) -> str:
    """Return the name of the ``result.json`` at the top, or one folder below, as a zip file of an export has it."""
    found = [n for n in shelf.names() if n.rpartition("/")[2] == RESULT and n.count("/") <= 1]
    if not found:
        raise BadInput(f"there is no {RESULT}; in Telegram Desktop, choose the format “Machine-readable JSON”")
    return min(found, key=lambda n: n.count("/"))


def _export(visit: Visit[TelegramExport], desk: ImportDesk, shelf: Shelf, name: str, known: Known) -> None:
    size, source = shelf.size(name), visit.source
    broken = ""
    with shelf.open(name) as stream:
        export = Export(stream, source.chat)
        batch = Batch(source, desk, shelf, name.rpartition("/")[0], known)
        try:
            for exported in export.messages():
                if batch.add(export.chat or Chat(0, "", ""), exported):
                    desk.progress(export.position, size, f"{source.id}: {batch.new} new")
        except NotJson as error:
            broken = f"{error.message}; what stood before was imported."
        if export.chat:
            batch.keep(export.chat)
    desk.progress(export.position, size, f"{source.id}: {batch.new} new")
    visit.new, visit.known, visit.media = batch.new, batch.known, batch.photos
    if export.unreadable:
        batch.left_out.add("unlike what Telegram writes", count=export.unreadable)
    visit.trouble = broken or _not_found(export, source) or batch.left_out.said("messages or photographs")


def _not_found(export: Export, source: TelegramExport) -> str:
    """Return a sentence if the chat was not read; it names no chat that is not public."""
    if export.chat:
        return ""
    if export.private:
        return f"This is an export of a {export.private}, and only public channels and groups are read."
    public = ", ".join(f"{c.id} “{c.name}”" for c in export.others)
    asked = f"no public chat {source.chat}" if source.chat else "more than one chat, or none"
    there = f"put the number of one into the source as “chat”: {public}" if public else "it holds no public chat"
    return f"The export holds {asked}; {there}."


_IMPORTERS: dict[type[Source], Callable[[Visit[Any], ImportDesk, Path, Known], None]] = {
    Photos: _import_photos,
    TelegramExport: _import_export,
}
IMPORTED = tuple(_IMPORTERS)
