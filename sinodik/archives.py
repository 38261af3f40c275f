"""Addresses in public web archives: one archive has many names, and a copy there is no source of its own."""

import re
from urllib.parse import urlsplit

# archive.today's own list of its names, and the Wayback Machine's.
_TODAY = re.compile(r"^(?:www\.)?archive\.(?:ph|is|today|md|li|vn|fo)$", re.IGNORECASE)
_WAYBACK = re.compile(r"^(?:web|www|wayback)\.archive\.org$|^archive\.org$", re.IGNORECASE)
# An address in a text: up to a blank, a quotation mark or a closing bracket.
_NAMED = re.compile(
    r"(?:https?://|(?<![\w./@-]))(?:www\.|web\.|wayback\.)?archive\.(?:ph|is|today|md|li|vn|fo|org)/[^\s<>\"'«»“”)\]]+",
    re.IGNORECASE,
)
_COPY_OF = re.compile(r"^/(?:web/)?(?:\d{4,14}(?:[a-z]{2}_)?\*?|newest|oldest|o/\w+)/(?P<original>.+)$")
_SHORT = re.compile(r"^/(?:wip/)?(?P<code>[0-9A-Za-z]{4,6})/?(?:image|share)?$")
_SNAPSHOT = re.compile(r"^/(?:web/)?\d{4,14}(?:[a-z]{2}_)?/.+|^/[0-9A-Za-z]{4,6}/?$")


def original(url: str) -> str:
    """Return the address that an archive's copy was made of, where its own says so; else one name for all mirrors.

    >>> original("https://web.archive.org/web/20230310120000/https://t.me/kedrovka/12")
    'https://t.me/kedrovka/12'
    >>> original("http://archive.is/2023.03.10/x"), original("https://archive.today/wip/aBcD1")
    ('http://archive.is/2023.03.10/x', 'https://archive.ph/aBcD1')
    """
    parts = _split(url)
    if parts is None:
        return url
    today, path = parts
    if copy := _COPY_OF.match(path):
        # Servers between fold the two slashes of the inner address into one.
        inner = re.sub(r"^(https?):/+", r"\1://", copy["original"])
        return inner if "://" in inner else f"http://{inner}"
    short = _SHORT.match(path) if today else None
    return f"https://archive.ph/{short['code']}" if short else url


def preserved(url: str) -> bool:
    """Tell whether an address is that of a finished copy in an archive: ``archive.ph/wip/…`` is still being made.

    >>> preserved("https://archive.ph/aBcD1"), preserved("https://archive.ph/wip/aBcD1"), preserved("https://t.me/a/1")
    (True, False, False)
    """
    parts = _split(url)
    return parts is not None and _SNAPSHOT.match(parts[1]) is not None and parts[1].strip("/") not in ("submit", "wip")


def copies(text: str) -> tuple[str, ...]:
    """Return the addresses of finished copies that a text names, each once, whatever mirror it names.

    >>> copies("Копия: archive.is/aBcD1, https://archive.ph/aBcD1 и https://archive.ph/wip/Zz9Yx.")
    ('https://archive.ph/aBcD1',)
    """
    named = (match[0].rstrip(".,;:!?…") for match in _NAMED.finditer(text))
    return tuple(dict.fromkeys(_folded(url) for url in named if preserved(url)))


def _folded(url: str) -> str:
    today, path = _split(url) or (False, "")
    return f"https://archive.ph{path.rstrip('/')}" if today else url


def _split(url: str) -> tuple[bool, str] | None:
    """Return whether it is archive.today's, and its path with the query; None for an address of no archive."""
    try:
        parts = urlsplit(url if "://" in url.partition("?")[0][:12] else f"https://{url}")
        host = parts.hostname or ""
    except ValueError:
        return None
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    if _TODAY.match(host):
        return True, path
    return (False, path) if _WAYBACK.match(host) else None
