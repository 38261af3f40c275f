"""A process that answers one call after the other, and is killed when one takes too long or too much.

The next call is sent before the answer to the last one has come, so that neither side waits for the other. Time counts
from when the process has nothing before it.
"""

import asyncio
import os
import pickle
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple

LENGTH = 8
READY = b"ready"
DONE, TIME, MEMORY, CRASH, FAILURE = range(5)

_AHEAD = 2
_START_S = 60.0
_DYING_S = 5.0
_LARGEST_ANSWER = 256 * 1024 * 1024


class Limits(NamedTuple):
    """What one page may cost: seconds by the clock, and MiB of address space (what Python itself maps counts too)."""

    seconds: float = 10.0
    mib: int = 1024


class Call(NamedTuple):
    """What pickles the function and its arguments, and where the answer goes: its kind, and the result or the error.

    It is pickled when a process takes it: many pages may wait behind a slow one, and each would be held twice.
    """

    write: Callable[[], bytes]
    answer: asyncio.Future[tuple[int, Any]]


class Worker(asyncio.SubprocessProtocol):
    """One process, begun when it is first needed and again after it was killed.

    It takes calls from ``queue``, which it may share with others.
    """

    def __init__(self, limits: Limits, queue: deque[Call]) -> None:
        self._limits = limits
        self._queue = queue
        self._sent: deque[Call] = deque()
        self._said = bytearray()
        self._process: asyncio.SubprocessTransport | None = None
        self._starting: asyncio.Task[None] | None = None
        self._ready = False
        self._closed = False
        self._verdict: tuple[int, Any] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._until: float | None = None
        self._gone = asyncio.Event()

    def feed(self, ahead: int = _AHEAD) -> None:
        """Take calls until so many are on their way."""
        while self._queue and self._queue[0].answer.done():  # given up
            self._queue.popleft()
        if self._closed or not self._queue or self._verdict is not None:
            return
        if not self._ready:
            self._starting = self._starting or asyncio.ensure_future(self._start())
            return
        while self._queue and len(self._sent) < ahead:
            call = self._queue.popleft()
            if call.answer.done():
                continue
            try:
                task = call.write()
            except Exception as error:
                call.answer.set_exception(error)
                continue
            self._sent.append(call)
            self._stdin.write(len(task).to_bytes(LENGTH))
            self._stdin.write(task)
            if len(self._sent) == 1:
                self._clock(self._limits.seconds)

    def give_up(self, call: Call) -> None:
        """Kill the process if it is busy with a call that nobody waits for any more."""
        if self._sent and self._sent[0] is call:
            self._condemn(CRASH, "it was given up")

    async def end(self) -> None:
        """Kill the process, and take no more calls."""
        self._closed = True
        if self._starting:
            await asyncio.wait([self._starting])
        if self._process:
            self._condemn(CRASH, "the crawl has ended")
            await self._gone.wait()
        while self._queue:
            if not (call := self._queue.popleft()).answer.done():
                call.answer.set_result((CRASH, "the crawl has ended"))

    async def _start(self) -> None:
        limits = f"{self._limits.seconds!r}, {self._limits.mib!r}"
        self._gone.clear()
        try:
            self._process, _ = await asyncio.get_running_loop().subprocess_exec(
                lambda: self,
                sys.executable,
                "-c",
                f"from crawlers.limited import serve; serve({limits})",
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        except Exception as error:
            self._starting = None
            if self._queue:
                self._queue.popleft().answer.set_exception(error)
            self.feed()
        else:
            if not self._ready:
                self._clock(_START_S)  # its imports are not the page's cost

    @property
    def _stdin(self) -> asyncio.WriteTransport:
        assert self._process
        pipe = self._process.get_pipe_transport(0)
        assert isinstance(pipe, asyncio.WriteTransport)
        return pipe

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note that the process has begun."""
        assert isinstance(transport, asyncio.SubprocessTransport)
        self._process = transport

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """Hand on the answers that have come whole."""
        self._said += data
        if not self._ready:
            if len(self._said) < len(READY):
                return
            del self._said[: len(READY)]
            self._ready, self._starting = True, None
            self._clock(None)
            self.feed()
        while self._verdict is None and len(self._said) >= LENGTH:
            end = LENGTH + int.from_bytes(self._said[:LENGTH])
            if end > LENGTH + _LARGEST_ANSWER:
                self._condemn(*self._too_large)
            elif len(self._said) >= end:
                self._answered(bytes(self._said[LENGTH:end]))
                del self._said[:end]
            else:
                return

    def process_exited(self) -> None:
        """Wait no longer for what else may hold its pipes."""
        if self._process:
            asyncio.get_running_loop().call_later(_DYING_S, self._process.close)

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        """Leave a process that can be spoken with no more a moment to die by itself: how it died is told of."""
        self._clock(_DYING_S)

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell the caller whose call it did not survive; the others' are made again."""
        assert self._process
        status = self._process.get_returncode()
        kind, why = self._verdict or (CRASH, f"reading it broke down (exit status {status})")
        self._clock(None)
        guilty = self._sent or self._queue  # or it did not even begin, and would not the next time
        if guilty and not (first := guilty.popleft()).answer.done():
            first.answer.set_result((kind, why))
        self._process.close()
        self._queue.extendleft(reversed(self._sent))
        self._sent.clear()
        self._said.clear()
        self._ready, self._verdict, self._process, self._starting = False, None, None, None
        self._gone.set()
        self.feed()

    def _answered(self, answer: bytes) -> None:
        kind, value = pickle.loads(answer)  # noqa: S301 - our own process
        if kind == MEMORY:
            self._condemn(*self._too_large)  # what it still holds, nobody knows
            return
        call = self._sent.popleft()
        self._clock(self._limits.seconds if self._sent else None)
        if not call.answer.done():
            call.answer.set_result((kind, value))
        self.feed()

    @property
    def _too_large(self) -> tuple[int, str]:
        return MEMORY, f"it takes more than {self._limits.mib} MiB to read"

    def _clock(self, seconds: float | None) -> None:
        """Count the time from now; None stops counting."""
        loop = asyncio.get_running_loop()
        self._until = loop.time() + seconds if seconds is not None else None
        # One timer serves many calls: a new one for each would cost as much as to send it.
        if self._until is not None and (self._timer is None or self._timer.when() > self._until):
            if self._timer:
                self._timer.cancel()
            self._timer = loop.call_at(self._until, self._look)

    def _look(self) -> None:
        """Look whether the time is over that is counted now."""
        self._timer = None
        if self._until is None:
            return
        left = self._until - asyncio.get_running_loop().time()
        if left > 0:
            self._clock(left)
        else:
            self._late()

    def _late(self) -> None:
        self._condemn(TIME, f"it takes longer than {self._limits.seconds:g} seconds to read")

    def _condemn(self, kind: int, why: str) -> None:
        """Kill the process; :meth:`connection_lost` does the rest."""
        self._verdict = self._verdict or (kind, why)
        self._clock(None)
        if self._process:
            with suppress(ProcessLookupError):
                self._process.kill()
