"""What Telegram Desktop exports as machine-readable JSON (``result.json``), read without side effects.

Two shapes: one chat (name, type, id, messages), or a whole account with its chats under ``chats.list``. Of an account,
everything but that list is passed over undecoded: contacts, sessions, the owner's own data. Of the list, only the chat
that was asked for is read, and only if it is public.

The format is what ``Telegram/SourceFiles/export/output/export_output_json.cpp`` of telegramdesktop/tdesktop writes.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, BinaryIO, NamedTuple

import msgspec

from crawlers.json_slices import Cursor
from crawlers.telegram_media import Kind
from crawlers.telegram_page import HOME
from crawlers.telegram_text import plain
from sinodik.records import Evidence, Media
from sinodik.sources import TelegramExport

PUBLIC = frozenset({"public_channel", "public_supergroup"})
LARGEST_MESSAGE = 1024 * 1024
_LARGEST_NAME = 4096
_MOST_LISTED = 100

_BLOCKS = frozenset({"blockquote", "pre"})
_KINDS: dict[str, Kind] = {
    "sticker": "sticker",
    "video_message": "video",
    "video_file": "video",
    "animation": "video",
    "voice_message": "audio",
    "audio_file": "audio",
}
# Telegram Desktop writes control characters as \x0B, which is not JSON.
_ESCAPE = re.compile(rb"\\(x[0-9A-Fa-f]{2}|.)", re.DOTALL)


class Chat(NamedTuple):
    """A chat as the export describes it."""

    id: int
    name: str
    type: str


class Part(msgspec.Struct, frozen=True):
    """A piece of text with a meaning or a look of its own: a link, bold, a quotation."""

    text: str
    type: str = ""


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """What is read of a message; everything else in it is passed over."""

    id: Annotated[int, msgspec.Meta(ge=-(2**53), le=2**53)]
    type: str = ""
    date_unixtime: str | int = ""
    text: str | list[str | Part] = ""
    forwarded_from: str | None = ""
    photo: str = ""
    file: str = ""
    media_type: str = ""
    contact: msgspec.Raw | msgspec.UnsetType = msgspec.field(name="contact_information", default=msgspec.UNSET)

    @property
    def posted(self) -> datetime | None:
        """When it was posted, in UTC; None for exports of before 2021, which only say the exporter's local time."""
        try:
            return datetime.fromtimestamp(int(self.date_unixtime), UTC)
        except (ValueError, OverflowError, OSError):
            return None

    @property
    def plain(self) -> str:
        """The text as the channel's preview shows it."""
        if isinstance(self.text, str):
            return plain([(self.text, False)])
        return plain([(p, False) if isinstance(p, str) else (p.text, p.type in _BLOCKS) for p in self.text])

    @property
    def origin(self) -> str:
        """Whom a repost names as its source; a source that has lost its name still makes it one."""
        if self.forwarded_from:
            return plain([(self.forwarded_from, False)])
        return "unknown" if self.forwarded_from is None else ""

    @property
    def photo_path(self) -> str:
        """Where the photo lies in the export; empty if it was left out of it."""
        return "" if self.photo.startswith("(") else self.photo

    @property
    def attached(self) -> Kind | None:
        """What kind of thing is attached, whether or not its file is in the export."""
        if self.photo:
            return "photo"
        return _KINDS.get(self.media_type, "document") if self.file else None


_DECODER = msgspec.json.Decoder(Message)


class Exported(NamedTuple):
    """A message and the bytes that it was read from."""

    raw: bytes
    message: Message


class Export:
    """One reading of a ``result.json``, from front to back in constant memory.

    ``wanted`` is the number of the chat to read. While it is read, ``chat`` is that chat, ``others`` are the public
    chats that were passed over, ``private`` is the type of a chat that was not read because it is not public, and
    ``unreadable`` counts messages that are not as Telegram writes them.
    """

    def __init__(self, stream: BinaryIO, wanted: int | None) -> None:
        self._cursor = Cursor(stream)
        self._wanted = wanted
        self.chat: Chat | None = None
        self.others: list[Chat] = []
        self.private = ""
        self.unreadable = 0

    @property
    def position(self) -> int:
        """How many bytes were read."""
        return self._cursor.position

    def messages(self) -> Iterator[Exported]:
        """Yield the posts of the wanted chat, oldest first; raises :class:`NotJson` where the file stops being JSON."""
        yield from self._chat(alone=True)

    def _chat(self, *, alone: bool) -> Iterator[Exported]:
        about: dict[str, object] = {}
        for key in self._cursor.members():
            if key in ("name", "type", "id"):
                about[key] = _decoded(self._cursor.take(_LARGEST_NAME))
            elif key == "messages" and self._chosen(about, alone=alone):
                yield from self._messages()
            elif key == "chats" and alone:
                yield from self._list()

    def _list(self) -> Iterator[Exported]:
        for key in self._cursor.members():
            if key == "list":
                for _ in self._cursor.elements():
                    yield from self._chat(alone=False)

    def _chosen(self, about: dict[str, object], *, alone: bool) -> bool:
        """Tell whether this chat is to be read. An only chat need not be named, but it must be public as well."""
        number, type_ = about.get("id"), about.get("type")
        if not isinstance(number, int) or not isinstance(type_, str):
            return False
        asked_for = number == self._wanted or (alone and self._wanted is None)
        if type_ not in PUBLIC:
            self.private = type_ if asked_for else self.private
            return False
        chat = Chat(number, str(about.get("name") or ""), type_)
        if asked_for:
            self.chat = chat
        elif len(self.others) < _MOST_LISTED:
            self.others.append(chat)
        return asked_for

    def _messages(self) -> Iterator[Exported]:
        for _ in self._cursor.elements():
            raw = self._cursor.take(LARGEST_MESSAGE)
            message = read(raw) if raw else None
            if raw and message:
                # Service messages are about the chat. A shared contact is somebody's telephone number.
                if message.type == "message" and message.contact is msgspec.UNSET:
                    yield Exported(raw, message)
            else:
                self.unreadable += 1


def read(raw: bytes) -> Message | None:
    """Read one message; None if it is not as Telegram writes it."""
    try:
        return _DECODER.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        mended = _ESCAPE.sub(_as_json, raw)
    try:
        return _DECODER.decode(mended)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def slice_of(chat: Chat, raws: list[bytes]) -> bytes:
    """Return messages, each as its bytes stood, in the shape of an export of one chat: it can be read again."""
    head = msgspec.json.encode({"name": chat.name, "type": chat.type, "id": chat.id})
    return head[:-1] + b',"messages":[\n' + b",\n".join(raws) + b"\n]}\n"


def place(source: TelegramExport, chat: Chat, message: Message) -> str:
    """Return the address of a post: the public one if the channel's public name is known."""
    public = source.channel and message.id > 0
    return f"{HOME}/{source.channel}/{message.id}" if public else f"telegram:{chat.id}/{message.id}"


def evidence(
    source: TelegramExport, chat: Chat, message: Message, seen: datetime, payload: str, number: int
) -> Evidence:
    """Return what is kept of a message: the ``number``-th in the slice whose SHA-256 is ``payload``.

    The author is not kept. What is attached has the post's address until :func:`with_photo` gives it one.
    """
    url, attached = place(source, chat, message), message.attached
    return Evidence(
        source=source.id,
        publisher=source.publisher,
        kind="post",
        url=url,
        posted=message.posted,
        seen=seen,
        payload=payload,
        fragment=f"/messages/{number}",
        text=message.plain,
        media=(Media(attached, url),) if attached else (),
        origin=message.origin,
        title=chat.name,
    )


def with_photo(post: Evidence, photo: str) -> Evidence:
    """Return a post whose photo is the one with this SHA-256; empty leaves it as it is."""
    media = (Media("photo", f"photo:{photo}", photo),)
    return msgspec.structs.replace(post, media=media) if photo else post


def _as_json(escape: re.Match[bytes]) -> bytes:
    return b"\\u00" + escape[1][1:] if len(escape[1]) == 3 else escape[0]


def _decoded(raw: bytes | None) -> object:
    try:
        return msgspec.json.decode(raw or b"null")
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
