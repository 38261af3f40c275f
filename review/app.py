"""The review desk as an ASGI application."""

from collections.abc import Callable, Collection
from http import HTTPStatus
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from review import candidates, login, photos, queue, reading, status, verdicts
from review.desk import Desk, anyone, reviewers
from review.journal import Journal
from review.pages import environment
from review.pictures import Pictures
from review.sessions import Sessions, secret_of
from review.shield import Shield
from sinodik.errors import BadInput, InUse, NotFound, SinodikError
from sinodik.explanation import Explanation
from sinodik.records import Evidence
from sinodik.settings import Settings
from sinodik.store import Store

STATIC = Path(__file__).parent / "static"

_STATUS = {NotFound: 404, BadInput: 400, InUse: 503}


def create_app(
    store: Store,
    settings: Settings,
    refresh: Callable[[Collection[str]], None],
    explain: Callable[[Evidence], Explanation],
) -> Starlette:
    """Return the desk on an open workspace.

    ``refresh`` matches the neighbourhood of some mentions anew; ``explain`` reads a post and says why so.

    Every handler runs on the event loop's thread, which must be the one that opened ``store``.
    """
    desk = Desk(
        store=store,
        settings=settings,
        refresh=refresh,
        explain=explain,
        sessions=Sessions(secret_of(store.workspace)),
        pages=environment(),
        pictures=Pictures(store),
        decided=Journal(store.decisions),
    )
    return Starlette(
        routes=_routes(desk),
        middleware=[Middleware(Shield)],
        exception_handlers={HTTPException: _refused(desk), SinodikError: _failed(desk), Exception: _broken(desk)},
    )


def _routes(desk: Desk) -> list[Route | Mount]:
    post = ["POST"]
    return [
        Route("/", reviewers(desk, queue.first)),
        Route("/pair/{a}/{b}", reviewers(desk, queue.pair)),
        Route("/decide", reviewers(desk, queue.decide), methods=post),
        Route("/undo", reviewers(desk, queue.take_back), methods=post),
        Route("/candidates", reviewers(desk, candidates.listing)),
        Route("/candidate/{id}", reviewers(desk, candidates.page)),
        Route("/candidate/{id}/confirm", reviewers(desk, verdicts.confirm), methods=post),
        Route("/candidate/{id}/reject", reviewers(desk, verdicts.reject), methods=post),
        Route("/candidate/{id}/split", reviewers(desk, verdicts.split), methods=post),
        Route("/candidate/{id}/correct", reviewers(desk, verdicts.correct), methods=post),
        Route("/evidence/{id}", reviewers(desk, reading.page)),
        Route("/photo/{payload}", reviewers(desk, photos.photo)),
        Route("/status", reviewers(desk, status.page)),
        Route("/metrics", anyone(desk, status.metrics)),
        Route("/login", anyone(desk, login.form)),
        Route("/login", anyone(desk, login.enter), methods=post),
        Route("/logout", reviewers(desk, login.leave), methods=post),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]


Handler = Callable[[Request, Exception], Response]


def _refused(desk: Desk) -> Handler:
    def handler(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        detail = error.detail if isinstance(error, HTTPException) else ""
        said = detail if detail != HTTPStatus(status).phrase else "There is nothing at this address."
        return _page(desk, request, status, said)

    return handler


def _failed(desk: Desk) -> Handler:
    def handler(request: Request, error: Exception) -> Response:
        status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 500)
        said = f"{error.message} → {error.remedy}" if isinstance(error, SinodikError) and error.remedy else str(error)
        return _page(desk, request, status, said)

    return handler


def _broken(desk: Desk) -> Handler:
    def handler(request: Request, error: Exception) -> Response:
        return _page(desk, request, 500, "Something went wrong here; what was decided before is safe. Reload the page.")

    return handler


def _page(desk: Desk, request: Request, status: int, said: str) -> Response:
    context = {"said": said, "status": status, "title": HTTPStatus(status).phrase, "reviewer": "", "token": ""}
    response = HTMLResponse(desk.pages.get_template("error.html").render(context), status)
    if request.headers.get("hx-request") == "true":  # keep the pair on the page, and say it above
        response.headers["HX-Retarget"], response.headers["HX-Reselect"] = "#notice", "#said"
        response.headers["HX-Reswap"] = "innerHTML"
    return response
