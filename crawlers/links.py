"""Addresses: made whole, freed of what only counts readers, and compared by site."""

import re
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

# Parameters that say where a reader came from, not which page it is.
_TRACKING = re.compile(r"(?:utm_\w+|yclid|ysclid|gclid|fbclid|_openstat|mc_cid|mc_eid|igshid)(?:=|$)", re.IGNORECASE)
_SERVED = re.compile(r"^(?:www|m|mobile|amp)\.")
_LONGEST = 2000
_SAFE = "/%:@!$&'()*+,;=~-._"


def clean(href: str | None, base: str = "") -> str:
    """Return the absolute address (http or https) of ``href``, without fragment and tracking; "" where it is none."""
    href = (href or "").strip()
    if not href:
        return ""
    try:
        parts = urlsplit(urljoin(base, href))
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
            return ""
        host = parts.hostname.encode("idna").decode() if not parts.hostname.isascii() else parts.hostname
        port = f":{parts.port}" if parts.port and parts.port != {"http": 80, "https": 443}[parts.scheme] else ""
    except ValueError:  # UnicodeError too
        return ""
    host = f"[{host}]" if ":" in host else host
    query = "&".join(pair for pair in parts.query.split("&") if not _TRACKING.match(pair))
    path = quote(parts.path or "/", safe=_SAFE)
    whole = urlunsplit((parts.scheme, host + port, path, quote(query, safe=_SAFE + "?"), ""))
    return whole if len(whole) <= _LONGEST else ""


def site(url: str) -> str:
    """Return the site that a page belongs to: its host and port, without ``www.``, ``m.`` or ``amp.``."""
    parts = urlsplit(url)
    return _SERVED.sub("", parts.netloc.lower().rpartition("@")[2])


def same_site(one: str, other: str) -> bool:
    """Tell whether two addresses are of one site."""
    return bool(site(one)) and site(one) == site(other)


def addressed(canonical: str | None, url: str) -> str:
    """Return the address that a page goes by: what it says itself, if that is on its own site, else ``url``."""
    stated = clean(canonical, url) if canonical else ""
    # A broken template calls every page the front page.
    front = urlsplit(stated).path in ("", "/") and urlsplit(url).path not in ("", "/")
    return stated if stated and same_site(stated, url) and not front else clean(url) or url
