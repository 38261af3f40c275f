"""How the crawls stand: a page for the reviewers, and metrics for a Prometheus that knows the token."""

import hmac
import os
import secrets
from pathlib import Path

from starlette.responses import PlainTextResponse, Response

from review.desk import Visit
from sinodik import sources as known
from sinodik.errors import SinodikError
from sinodik.schedule.board import Board, board
from sinodik.schedule.metrics import CONTENT_TYPE, exposition
from sinodik.store import now

TOKEN = "metrics.token"  # noqa: S105 - the name of a file


def page(visit: Visit) -> Response:
    """Show every source: last, next, overdue, what it yields against what is usual, and what runs."""
    try:
        return visit.page("status.html", {"board": _board(visit), "problem": ""})
    except SinodikError as error:  # a source's file is being edited
        return visit.page("status.html", {"board": None, "problem": f"{error.message} → {error.remedy}"})


def metrics(visit: Visit) -> Response:
    """Answer Prometheus. A proxy makes every visitor look local, so the token is asked of everybody."""
    given = visit.request.headers.get("authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(given.encode(), token_of(visit.store.workspace).encode()):
        said = f"The metrics are for whoever sends the token in {TOKEN}: Authorization: Bearer …\n"
        return PlainTextResponse(said, 401, {"WWW-Authenticate": "Bearer"})
    return Response(exposition(_board(visit)), headers={"Content-Type": CONTENT_TYPE})


def token_of(workspace: Path) -> str:
    """Return the workspace's metrics token, made at first need and readable by its owner only."""
    path = workspace / TOKEN
    if path.is_file() and (token := path.read_text("ascii", "replace").strip()):
        return token
    temporary = path.with_suffix(f".{secrets.token_hex(4)}")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(32))
    temporary.replace(path)
    return path.read_text("ascii").strip()


def _board(visit: Visit) -> Board:
    return board(visit.store, visit.desk.settings, known.load(visit.store.workspace), now())
