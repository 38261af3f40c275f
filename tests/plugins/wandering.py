"""Fetching addresses with the settings of a real crawl, and a canary that must not be visited."""

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[1] / "crawlers" / "wander.py"
SETTINGS = {"contact": "desk@example.org", "crawl": {"delay": 0, "timeout": 5}}


class Canary:
    """Listens on one port of 127.0.0.1 and of ::1, and counts who comes."""

    def __init__(self) -> None:
        self.visits: list[bytes] = []
        self.sockets = [socket.create_server(("127.0.0.1", 0))]
        self.port = self.sockets[0].getsockname()[1]
        if socket.has_dualstack_ipv6():
            self.sockets.append(socket.create_server(("::1", self.port), family=socket.AF_INET6))
        self.threads = [threading.Thread(target=self._listen, args=[s], daemon=True) for s in self.sockets]
        for thread in self.threads:
            thread.start()

    def _listen(self, listening: socket.socket) -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(5)
                self.visits.append(b"")
                self.visits[-1] = connection.recv(4096).partition(b"\r\n")[0]
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    def close(self) -> None:
        for listening in self.sockets:
            listening.shutdown(socket.SHUT_RDWR)
            listening.close()
        for thread in self.threads:
            thread.join()


@pytest.fixture
def canary() -> Iterator[Canary]:
    canary = Canary()
    yield canary
    canary.close()


@pytest.fixture
def wander() -> Callable[..., dict[str, dict[str, Any]]]:
    """Fetch addresses in one crawl, in a process of its own; returns what came of each."""

    def run(
        asks: list[str],
        *,
        homes: tuple[str, ...] = (),
        names: dict[str, list[list[str]]] | None = None,
        crawl: dict[str, object] | None = None,
        scrapy: dict[str, object] | None = None,
        **environment: str,
    ) -> dict[str, dict[str, Any]]:
        settings = SETTINGS | {"crawl": {**SETTINGS["crawl"], **(crawl or {})}}
        task = {"asks": asks, "homes": homes, "names": names or {}, "settings": settings, "scrapy": scrapy or {}}
        clean = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
        done = subprocess.run(
            [sys.executable, str(SCRIPT)],
            input=json.dumps(task),
            capture_output=True,
            text=True,
            env=clean | environment,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        assert not done.stderr, "a crawl is quiet"
        results: dict[str, dict[str, Any]] = json.loads(done.stdout)
        assert set(results) == set(asks)
        return results

    return run
