"""Messages of a Telegram export on their way into the store, a batch at a time.

A batch is archived as one record: an export of one chat, each message as its bytes stood in ``result.json``, so that
the words of a post are found in the archive without the rest of what an account's export holds. Some batches together
are acknowledged in one transaction: each would write much of the same index pages again.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Protocol

from crawlers import camera
from crawlers.left_out import LeftOut
from crawlers.photos import LARGEST_BYTES
from crawlers.shelf import Shelf
from crawlers.telegram_export import Chat, Exported, evidence, slice_of, with_photo
from sinodik.errors import BadInput
from sinodik.records import Capture, Evidence
from sinodik.sources import TelegramExport

MESSAGES_AT_ONCE = 2000
BYTES_AT_ONCE = 2 * 1024 * 1024
MESSAGES_ACKNOWLEDGED_AT_ONCE = 16_000
_JSON = "application/json"


class Desk(Protocol):
    """Keeps what is imported."""

    def archive_file(self, url: str, body: bytes, mime: str, at: datetime) -> Capture:
        """Append a file to the archive."""

    def take_photos(self, found: Sequence[Evidence]) -> int:
        """Keep what is new of some evidence, and what was archived, in one transaction; returns how much was new."""


class Batch:
    """Collects messages. ``new``, ``known`` and ``photos`` count what was kept; ``left_out`` says what was not."""

    def __init__(
        self, source: TelegramExport, desk: Desk, shelf: Shelf, folder: str, known: Callable[[str], bool]
    ) -> None:
        self._source = source
        self._desk = desk
        self._shelf = shelf
        self._folder = f"{folder}/" if folder else ""
        self._known = known
        self._waiting: list[Exported] = []
        self._size = 0
        self._archived: list[Evidence] = []
        self.new = self.known = self.photos = 0
        self.left_out = LeftOut()

    def add(self, chat: Chat, exported: Exported) -> bool:
        """Take in one message; returns True when a batch is full and was archived."""
        self._waiting.append(exported)
        self._size += len(exported.raw)
        if len(self._waiting) < MESSAGES_AT_ONCE and self._size < BYTES_AT_ONCE:
            return False
        self._archive(chat)
        if len(self._archived) >= MESSAGES_ACKNOWLEDGED_AT_ONCE:
            self._acknowledge()
        return True

    def keep(self, chat: Chat) -> None:
        """Keep all that was taken in: it cannot be lost any more then."""
        if self._waiting:
            self._archive(chat)
        if self._archived:
            self._acknowledge()

    def _acknowledge(self) -> None:
        new = self._desk.take_photos(self._archived)
        self.new += new
        self.known += len(self._archived) - new
        self._archived.clear()

    def _archive(self, chat: Chat) -> None:
        """Archive what waits if anything of it is new."""
        at = datetime.now(UTC)
        body = slice_of(chat, [raw for raw, _ in self._waiting])
        payload = sha256(body).hexdigest()
        found = [evidence(self._source, chat, m, at, payload, n) for n, (_, m) in enumerate(self._waiting)]
        if any(not self._known(e.id) for e in found):
            first, last = self._waiting[0].message.id, self._waiting[-1].message.id
            self._desk.archive_file(f"telegram:{chat.id}/{first}-{last}", body, _JSON, at)
            self._archived += self._with_photos(found, at)
        else:
            self.known += len(found)
        self._waiting.clear()
        self._size = 0

    def _with_photos(self, found: list[Evidence], at: datetime) -> list[Evidence]:
        """Archive the photos of what is new; returns the evidence, which tells of them now."""
        for place, (_, message) in enumerate(self._waiting):
            if message.photo_path and not self._known(found[place].id):
                found[place] = with_photo(found[place], self._photo(message.photo_path, at))
        return found

    def _photo(self, path: str, at: datetime) -> str:
        """Archive a photo of the export and return its SHA-256; empty if it cannot be taken."""
        try:
            body = self._shelf.read(self._folder + path, LARGEST_BYTES)
            mime = camera.mime(body)
        except BadInput as error:
            self.left_out.add(error.message, path)
            return ""
        payload = sha256(body).hexdigest()
        self._desk.archive_file(f"photo:{payload}", body, mime, at)
        self.photos += 1
        return payload
