"""The demo world as a web site on this machine: three public previews, their pictures, a first page."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from sinodik.demo.pages import Pages
from sinodik.demo.world import World
from sinodik.errors import Unreachable

_STARTING_S = 10.0
_POLL_S = 0.01
_ROBOTS = "User-agent: *\nAllow: /\n"
_DAY = {"cache-control": "max-age=86400"}


class Site(NamedTuple):
    """A running site: its address, and how to move it on to its second moment."""

    url: str
    advance: Callable[[], None]


def create_app(world: World, moment: int = 1) -> Starlette:
    """Return the site's application; ``app.state.moment`` says which visit it shows."""
    pages = Pages(world)
    channels = {c.name: c for c in world.channels}
    pictures = world.pictures | world.graves
    draw = lru_cache(len(pictures))(lambda name: pictures[name].draw())

    def index(request: Request) -> Response:
        return HTMLResponse(pages.index(request.app.state.moment))

    def channel(request: Request) -> Response:
        found = channels.get(request.path_params["channel"])
        if found is None:
            raise HTTPException(404)
        before = request.query_params.get("before", "")
        number = int(before) if before.isdecimal() and len(before) < 10 else None
        base = str(request.base_url).rstrip("/")
        return HTMLResponse(pages.channel(found, request.app.state.moment, number, base))

    def post(request: Request) -> Response:
        name, number = request.path_params["channel"], request.path_params["number"]
        if name not in channels:
            raise HTTPException(404)
        return RedirectResponse(f"/s/{name}?before={number + 1}")

    def picture(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in pictures:
            raise HTTPException(404)
        return Response(draw(name), media_type="image/jpeg", headers=_DAY)

    routes = [
        Route("/", index),
        Route("/robots.txt", lambda request: PlainTextResponse(_ROBOTS)),
        Route("/s/{channel}", channel),
        Route("/file/{name}", picture),
        Mount("/static", StaticFiles(directory=Path(__file__).with_name("static"))),
        Route("/{channel}/{number:int}", post),
    ]
    here = Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])
    app = Starlette(routes=routes, middleware=[here], exception_handlers={404: _not_found})
    app.state.moment = moment
    return app


@contextmanager
def serve(world: World) -> Iterator[Site]:
    """Serve the world on a free port of this machine, and nowhere else, while the context lasts."""
    app = create_app(world)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off"))
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True, name="demo site")
        thread.start()
        _wait(server, thread)
        try:
            yield Site(f"http://127.0.0.1:{listener.getsockname()[1]}", lambda: setattr(app.state, "moment", 2))
        finally:
            server.should_exit = True
            thread.join(_STARTING_S)


def _wait(server: uvicorn.Server, thread: threading.Thread) -> None:
    until = time.monotonic() + _STARTING_S
    while not server.started:
        if not thread.is_alive() or time.monotonic() > until:
            raise Unreachable("The demo's site did not start.", remedy="is 127.0.0.1 reachable on this machine?")
        time.sleep(_POLL_S)


def _not_found(request: Request, error: Exception) -> Response:
    return HTMLResponse(
        "<!DOCTYPE html><meta charset=utf-8><title>404</title><p>Такой страницы нет. Здесь всё вымышлено."
        '<p>No such page. All people here are invented. <a href="/">↩</a>',
        404,
    )
