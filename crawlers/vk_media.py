"""What is attached to a post in the VK API: kinds and addresses.

The addresses of pictures carry a signature and expire; those of videos, audios and files are built from their numbers,
for the ones in the answer name whoever asked. Links, polls, goods and the like are no media and are left out.
"""

import re
from collections.abc import Callable
from typing import Any

from sinodik.records import Media

_LONGEST_URL = 4096
# Old answers give no width: dev.vk.com, "Photo sizes", smallest first.
_BY_LETTER = "smxopqryzw"
_NAMED_SIZE = re.compile("photo_([0-9]{2,5})")
_IMAGES = frozenset("bmp gif heic jpeg jpg png tif tiff webp".split())


def media_of(attachment: object) -> Media | None:
    """Return what one of a post's ``attachments`` is, None if it is no media or cannot be read."""
    kind = attachment.get("type") if isinstance(attachment, dict) else None
    inner = attachment.get(kind) if isinstance(attachment, dict) and isinstance(kind, str) else None
    read = ATTACHMENTS.get(kind) if isinstance(kind, str) else None
    return read(inner) if read and isinstance(inner, dict) else None


def _photo(photo: dict[str, Any]) -> Media | None:
    url = largest([photo.get("orig_photo"), *_list(photo.get("sizes"))]) or _named_sizes(photo)
    return Media("photo", url) if url else None


def _album(album: dict[str, Any]) -> Media | None:
    """Return the cover, which is all that a post shows of an album."""
    cover = album.get("thumb")
    return _photo(cover) if isinstance(cover, dict) else None


def _graffiti(drawing: dict[str, Any]) -> Media | None:
    url = _http(drawing.get("url")) or _named_sizes(drawing)
    return Media("photo", url) if url else None


def _document(document: dict[str, Any]) -> Media | None:
    """Return a photo where the file is a picture that has a preview: many send scans and portraits as files."""
    preview = document.get("preview")
    photo = preview.get("photo") if isinstance(preview, dict) else None
    if isinstance(photo, dict) and str(document.get("ext")).lower() in _IMAGES and (shown := _photo(photo)):
        return shown
    return _numbered("document", "doc", document)


def _video(video: dict[str, Any]) -> Media | None:
    return _numbered("video", "video", video)


def _audio(audio: dict[str, Any]) -> Media | None:
    return _numbered("audio", "audio", audio)


def _sticker(sticker: dict[str, Any]) -> Media | None:
    url = largest(_list(sticker.get("images")))
    return Media("sticker", url) if url else None


def _numbered(kind: Any, word: str, of: dict[str, Any]) -> Media | None:  # noqa: ANN401 - a Literal of Media's
    owner, number = of.get("owner_id"), of.get("id")
    if type(owner) is not int or type(number) is not int:
        return None
    return Media(kind, f"https://vk.com/{word}{owner}_{number}")


def largest(sizes: list[Any]) -> str:
    """Return the address of the largest of some sizes (``url`` or ``src``, ``width``, ``height``, ``type``)."""
    ranked = max(map(_ranked, filter(_is_dict, sizes)), default=((0, 0), ""))
    return ranked[1]


def _ranked(size: dict[str, Any]) -> tuple[tuple[int, int], str]:
    url = _http(size.get("url")) or _http(size.get("src"))
    width, height, letter = size.get("width"), size.get("height"), size.get("type")
    area = width * height if type(width) is int and type(height) is int else 0
    rank = _BY_LETTER.find(letter) if isinstance(letter, str) and len(letter) == 1 else -1
    return ((area, rank), url) if url else ((-1, -1), "")


def _named_sizes(of: dict[str, Any]) -> str:
    """Return the largest of the sizes that stand in names like ``photo_604``."""
    found = {int(name[1]): _http(v) for k, v in of.items() if (name := _NAMED_SIZE.fullmatch(k))}
    return next((url for _, url in sorted(found.items(), reverse=True) if url), "")


def _http(url: object) -> str:
    usable = isinstance(url, str) and url.startswith(("http://", "https://")) and len(url) <= _LONGEST_URL
    return str(url) if usable and str(url).isprintable() and " " not in str(url) else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _is_dict(value: object) -> bool:
    return isinstance(value, dict)


ATTACHMENTS: dict[str, Callable[[dict[str, Any]], Media | None]] = {
    "photo": _photo,
    "posted_photo": _photo,
    "album": _album,
    "graffiti": _graffiti,
    "doc": _document,
    "video": _video,
    "clip": _video,
    "audio": _audio,
    "sticker": _sticker,
}
