"""What every page needs: the workspace, who asks, and how a page is drawn."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode

from jinja2 import Environment
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from review.journal import Journal
from review.leases import Leases
from review.pictures import Pictures
from review.sessions import COOKIE, Sessions
from review.throttle import Throttle
from sinodik.explanation import Explanation
from sinodik.records import Evidence
from sinodik.settings import Settings
from sinodik.store import Store

MAX_FIELDS = 20_000


@dataclass(frozen=True)
class Desk:
    """One review desk on one workspace. All of it lives on the event loop's thread, as the store must."""

    store: Store
    settings: Settings
    refresh: Callable[[Collection[str]], None]
    explain: Callable[[Evidence], Explanation]
    sessions: Sessions
    pages: Environment
    pictures: Pictures
    decided: Journal
    throttle: Throttle = field(default_factory=Throttle)
    leases: Leases = field(default_factory=Leases)


@dataclass(frozen=True)
class Visit:
    """One request to a desk. ``reviewer`` is empty for a visitor who has not logged in."""

    desk: Desk
    request: Request
    reviewer: str
    form: Mapping[str, list[str]]

    @property
    def store(self) -> Store:
        """The workspace."""
        return self.desk.store

    @property
    def by_htmx(self) -> bool:
        """Tell whether htmx asks, which swaps a part of the page only."""
        return self.request.headers.get("hx-request") == "true"

    def said(self, name: str) -> str:
        """Return one value of the form, "" if it was not filled in."""
        return self.form.get(name, [""])[0]

    def asked(self, name: str) -> str:
        """Return one value of the address's query, "" if it is not there."""
        return self.request.query_params.get(name, "")

    def journal(self) -> Journal:
        """Return the decisions that stand at this moment."""
        self.desk.decided.follow()
        return self.desk.decided

    def page(self, template: str, context: Mapping[str, object], status: int = 200) -> HTMLResponse:
        """Draw a page."""
        token = self.desk.sessions.token(self.request.cookies.get(COOKIE, ""))
        common = {"reviewer": self.reviewer, "token": token, "settings": self.desk.settings}
        return HTMLResponse(self.desk.pages.get_template(template).render({**common, **context}), status)


Handler = Callable[[Visit], Response]
Endpoint = Callable[[Request], Awaitable[Response]]


def anyone(desk: Desk, handler: Handler) -> Endpoint:
    """Let everybody in."""

    async def endpoint(request: Request) -> Response:
        return handler(Visit(desk, request, _reviewer(desk, request), await _form(request)))

    return endpoint


def reviewers(desk: Desk, handler: Handler) -> Endpoint:
    """Let only reviewers in, and only forms that one of this session's pages sent."""

    async def endpoint(request: Request) -> Response:
        visit = Visit(desk, request, _reviewer(desk, request), await _form(request))
        if not visit.reviewer:
            return _to_login(visit)
        cookie = request.cookies.get(COOKIE, "")
        if request.method == "POST" and not desk.sessions.token_fits(cookie, visit.said("token")):
            raise HTTPException(403, "This form is from an earlier session. Go back, reload the page, and try again.")
        return handler(visit)

    return endpoint


def _reviewer(desk: Desk, request: Request) -> str:
    session = desk.sessions.session(request.cookies.get(COOKIE, ""))
    # Whoever was removed, or has got another password since, has to come in anew.
    known = session is not None and session.mark and session.mark == desk.store.reviewers.mark(session.reviewer)
    return session.reviewer if session and known else ""


async def _form(request: Request) -> dict[str, list[str]]:
    if request.method != "POST":
        return {}
    try:
        return parse_qs((await request.body()).decode(), keep_blank_values=True, max_num_fields=MAX_FIELDS)
    except ValueError as error:
        raise HTTPException(400, "The form could not be read.") from error


def _to_login(visit: Visit) -> Response:
    asked = visit.request.url
    back = f"{asked.path}?{asked.query}" if asked.query else asked.path
    where = "/login" if visit.request.method == "POST" or back == "/" else f"/login?{urlencode({'next': back})}"
    if visit.by_htmx:  # a redirect would be swapped into the page
        return Response(status_code=401, headers={"HX-Redirect": where})
    return RedirectResponse(where, 303)
