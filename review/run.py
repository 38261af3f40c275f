"""Serve the review desk."""

import errno
import socket
from collections.abc import Callable, Collection

import uvicorn

from review.app import create_app
from review.judging import catch_up
from sinodik.errors import BadConfiguration, InUse, NoPermission
from sinodik.explanation import Explanation
from sinodik.records import Evidence
from sinodik.settings import Settings
from sinodik.store import Store

BACKLOG = 128


def serve(
    store: Store,
    settings: Settings,
    refresh: Callable[[Collection[str]], None],
    explain: Callable[[Evidence], Explanation],
    *,
    host: str,
    port: int,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve until interrupted (SIGINT, SIGTERM). ``ready`` is told the desk's address once it answers there.

    For ``refresh`` and ``explain`` see :func:`review.app.create_app`.
    Port 0 takes any free one. Raises InUse, NoPermission or BadConfiguration if the address cannot be had.
    Must be called on the thread that opened ``store``.
    """
    listener = _listen(host, port)
    with listener:
        catch_up(store, refresh)
        # No access log: addresses of pages are addresses of people.
        config = uvicorn.Config(
            create_app(store, settings, refresh, explain),
            access_log=False,
            log_level="warning",
            server_header=False,
            ws="none",
        )
        if ready:
            ready(_address(listener))
        uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    """Bind and listen, so that a browser that comes before the application stands is let wait, not turned away."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise _explained(error, host, port) from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise _explained(error, host, port) from error
    return listener


def _explained(error: OSError, host: str, port: int) -> Exception:
    if error.errno == errno.EADDRINUSE:
        return InUse(
            f"Port {port} on {host} is taken by another program.",
            remedy=f"sinodik review --port {port % 65535 + 1}, or review.port in sinodik.toml",
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return NoPermission(f"Port {port} may not be used here.", remedy="sinodik review --port 8420")
    return BadConfiguration(
        f"The desk cannot listen on {host}: {error.strerror}.", remedy="sinodik review --host 127.0.0.1"
    )


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if listener.family == socket.AF_INET6 else f"http://{host}:{port}/"
