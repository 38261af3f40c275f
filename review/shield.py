"""What every answer carries and every request must keep to, whatever page it is for."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# No inline script or style, nothing from elsewhere, no frame around us: W3C Content Security Policy Level 3.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}
MAX_FORM = 512 * 1024

_SAFE = frozenset({"GET", "HEAD"})


class Shield:
    """ASGI middleware: refuses forms from elsewhere or too large, and adds :data:`HEADERS` where not set."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_shielded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = None if scope["method"] in _SAFE else _refusal(Headers(scope=scope))
        await (refusal or self._app)(scope, receive, send_shielded)


def _refusal(headers: Headers) -> PlainTextResponse | None:
    if _foreign(headers):
        return PlainTextResponse("This form was not sent from this desk.\n", 403)
    length = headers.get("content-length", "")
    if not length.isdecimal():
        return PlainTextResponse("The request must say how long it is.\n", 411)
    if int(length) > MAX_FORM:
        return PlainTextResponse("The form is too large.\n", 413)
    return None


def _foreign(headers: Headers) -> bool:
    """Tell whether the browser says that another site sent this (Fetch Metadata; else the Origin, RFC 6454).

    Neither may be sent over plain HTTP under our referrer policy: the form's token decides then.
    """
    if site := headers.get("sec-fetch-site"):
        return site not in ("same-origin", "none")
    origin = headers.get("origin", "null")
    return origin != "null" and origin.partition("://")[2] != headers.get("host")
