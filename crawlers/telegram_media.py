"""What is attached to a post in Telegram's public preview: kinds and addresses."""

import re
from collections.abc import Callable, Iterator
from typing import Literal
from urllib.parse import urljoin

from lxml import etree

from sinodik.records import Media

Kind = Literal["photo", "video", "audio", "document", "sticker"]

_BACKGROUND = re.compile(r"background-image:\s*url\(\s*(['\"]?)(.+?)\1\s*\)", re.DOTALL)
_LONGEST_URL = 4096


def absolute(base: str, url: str | None) -> str:
    """Return ``url`` as seen from the page ``base``; empty unless it is a usable http(s) address."""
    try:
        joined = urljoin(base, url.strip()) if url else ""
    except ValueError:
        return ""
    return joined if joined.startswith(("http://", "https://")) and len(joined) <= _LONGEST_URL else ""


def media_of(element: etree._Element, classes: frozenset[str], page: str) -> Media | None:
    """Return what ``element`` attaches to its post, None if it attaches nothing.

    Where the preview gives no address of the file itself (too big, a document), it is that of the post.
    """
    for name in classes & ATTACHMENTS.keys():
        kind, addresses = ATTACHMENTS[name]
        if name == "tgme_widget_message_document_wrap" and _is_audio(element):
            kind = "audio"
        url = next(filter(None, (absolute(page, a) for a in addresses(element))), "")
        return Media(kind, url or absolute(page, element.get("href")))
    return None


def _photo(element: etree._Element) -> Iterator[str | None]:
    style = _BACKGROUND.search(element.get("style") or "")
    yield style[2] if style else None


def _video(element: etree._Element) -> Iterator[str | None]:
    yield from (video.get("src") for video in element.iter("video"))


def _voice(element: etree._Element) -> Iterator[str | None]:
    yield from (audio.get("src") for audio in element.iter("audio"))


def _document(_: etree._Element) -> Iterator[str | None]:
    yield from ()


def _sticker(element: etree._Element) -> Iterator[str | None]:
    """Yield the still picture (WebP), the animation (TGS) and the video (WebM), whichever there are."""
    yield element.get("data-webp")
    yield from (source.get("srcset") for source in element.iter("source"))
    yield from _video(element)
    yield from _photo(element)


def _is_audio(element: etree._Element) -> bool:
    return any("audio" in (e.get("class") or "").split() for e in element.iter("div"))


ATTACHMENTS: dict[str, tuple[Kind, Callable[[etree._Element], Iterator[str | None]]]] = {
    "tgme_widget_message_photo_wrap": ("photo", _photo),
    "tgme_widget_message_video_player": ("video", _video),
    "tgme_widget_message_roundvideo_player": ("video", _video),
    "tgme_widget_message_voice_player": ("audio", _voice),
    "tgme_widget_message_document_wrap": ("document", _document),
    "tgme_widget_message_sticker": ("sticker", _sticker),
    "tgme_widget_message_tgsticker": ("sticker", _sticker),
    "tgme_widget_message_videosticker": ("sticker", _sticker),
}
