"""Who is logged in: a signed cookie (HMAC-SHA256, RFC 2104) with a name, a moment and the mark of a password."""

import hashlib
import hmac
import os
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from pathlib import Path

import msgspec

COOKIE = "sinodik"
SECRET = "review.secret"  # noqa: S105 - the name of a file
LASTS_S = 12 * 3600


class Session(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who came in, when (seconds since 1970), and by which password: see ``Reviewers.mark``."""

    reviewer: str
    began: float
    mark: str = ""


def secret_of(workspace: Path) -> bytes:
    """Return the workspace's signing key, made at first need and readable by its owner only.

    Kept in a file, so that restarting the desk logs nobody out; delete the file to log everybody out.
    """
    path = workspace / SECRET
    if path.is_file() and len(key := path.read_bytes()) == hashlib.sha256().digest_size:
        return key
    temporary = path.with_suffix(f".{secrets.token_hex(4)}")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(hashlib.sha256().digest_size))
    temporary.replace(path)
    return path.read_bytes()


class Sessions:
    """Makes and reads the cookie. ``clock`` gives seconds since 1970."""

    def __init__(self, secret: bytes, clock: Callable[[], float] = time.time) -> None:
        self._secret = secret
        self._clock = clock

    def begin(self, reviewer: str, mark: str) -> str:
        """Return the cookie of a reviewer who just logged in, by the password of this mark."""
        body = urlsafe_b64encode(msgspec.json.encode(Session(reviewer, self._clock(), mark))).decode()
        return f"{body}.{self._sign('session', body)}"

    def session(self, cookie: str) -> Session | None:
        """Return what a cookie says; None unless we made it, less than twelve hours ago."""
        body, _, signature = cookie.partition(".")
        if not hmac.compare_digest(signature.encode(), self._sign("session", body).encode()):
            return None
        session = msgspec.json.decode(urlsafe_b64decode(body), type=Session)
        return session if 0 <= self._clock() - session.began < LASTS_S else None

    def token(self, cookie: str) -> str:
        """Return what every form of this session must carry, which another site cannot know."""
        return self._sign("form", cookie)

    def token_fits(self, cookie: str, token: str) -> bool:
        """Tell whether a form came from a page of this session."""
        return hmac.compare_digest(token.encode(), self.token(cookie).encode())

    def _sign(self, purpose: str, text: str) -> str:
        return hmac.new(self._secret, f"{purpose}:{text}".encode(), hashlib.sha256).hexdigest()
