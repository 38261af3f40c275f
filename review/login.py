"""Coming in and going out."""

from math import ceil

from starlette.responses import RedirectResponse, Response

from review.desk import Visit
from review.sessions import COOKIE, LASTS_S


def form(visit: Visit) -> Response:
    """Ask for name and password."""
    if visit.reviewer:
        return RedirectResponse("/", 303)
    return _ask(visit, visit.asked("next"))


def enter(visit: Visit) -> Response:
    """Let a reviewer in, or ask again; whoever guesses has to wait longer each time."""
    name, throttle = visit.said("name").strip(), visit.desk.throttle
    address = visit.request.client.host if visit.request.client else ""
    if wait := throttle.wait(address, name):
        response = _ask(visit, visit.said("next"), f"Too many tries. Wait {_duration(wait)}, then try again.", 429)
        response.headers["Retry-After"] = str(ceil(wait))
        return response
    if not visit.store.reviewers.check(name, visit.said("password")):
        throttle.failed(address, name)
        return _ask(visit, visit.said("next"), "This name and password do not belong together.", 401)
    throttle.succeeded(address, name)
    return _welcome(visit, name)


def leave(visit: Visit) -> Response:
    """Forget the reviewer, and let the browser forget what it has seen here."""
    response = RedirectResponse("/login", 303, {"Clear-Site-Data": '"cache", "storage"'})
    response.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return response


def _welcome(visit: Visit, name: str) -> Response:
    response = RedirectResponse(local(visit.said("next")), 303)
    response.set_cookie(
        COOKIE,
        visit.desk.sessions.begin(name, visit.store.reviewers.mark(name)),
        max_age=LASTS_S,
        httponly=True,
        samesite="strict",
        secure=visit.request.url.scheme == "https",
    )
    return response


def _ask(visit: Visit, back: str, problem: str = "", status: int = 200) -> Response:
    context = {
        "problem": problem,
        "back": local(back),
        "name": visit.said("name"),
        "nobody": not visit.store.reviewers.names(),
    }
    return visit.page("login.html", context, status)


def local(address: str) -> str:
    r"""Return an address if it leads to a page of this desk, else the first page.

    >>> local("/candidates?page=2"), local("//elsewhere.example"), local("/\\elsewhere.example")
    ('/candidates?page=2', '/', '/')
    """
    safe = address.startswith("/") and not address.startswith("//") and "\\" not in address and address.isprintable()
    return address if safe else "/"


def _duration(seconds: float) -> str:
    return f"{ceil(seconds)} seconds" if seconds < 90 else f"{ceil(seconds / 60)} minutes"
