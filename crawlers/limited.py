"""Reading what a stranger sent, within limits: of time, of memory, and of what a crash can take with it.

Parsing HTML can be made slow or greedy by whoever writes it. So anything but a small page is read by another process,
which is used again for the next page, and killed when it takes too long or too much. One page fails; the crawl goes on.
"""

import asyncio
import os
import pickle
import resource
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TypeVar

from crawlers.reader import Reader, Reading, Seen
from sinodik.sources import Source

T = TypeVar("T")

MIB = 1024 * 1024

_SMALL = 4 * 1024  # the worst page of this size is read in 0.03 s; asking the other process costs 0.1 ms
_LENGTH = 8
_READY = b"ready"
_START_S = 60.0
_DYING_S = 5.0
_LARGEST_ANSWER = 256 * MIB


class Limits(NamedTuple):
    """What one page may cost: seconds by the clock, and MiB of address space (what Python itself maps counts too)."""

    seconds: float = 10.0
    mib: int = 1024


class Unreadable(Exception):
    """A page that could not be read. The message is for the operator, and holds nothing of the page."""


class OutOfTime(Unreadable):
    """Reading took too long."""


class OutOfMemory(Unreadable):
    """Reading took too much memory."""


class Crashed(Unreadable):
    """The process that read it broke down."""


class Failed(Unreadable):
    """Our own code failed on it. The message names the error and where it was raised, not what it said."""


class Limited:
    """Calls pure functions in processes that are killed when they exceed their limits.

    A function, its arguments and its result must be picklable. ``workers`` calls go on at the same time, others wait.
    Belongs to one event loop; :meth:`close` it.
    """

    def __init__(self, limits: Limits = Limits(), workers: int = 1) -> None:  # noqa: B008 - it never changes
        self._limits = limits
        self._idle: list[_Worker] = [_Worker(limits) for _ in range(workers)]
        self._all = tuple(self._idle)
        self._free = asyncio.Semaphore(workers)

    async def call(self, function: Callable[..., T], *arguments: object) -> T:
        """Return what ``function`` returns; raises one of the kinds of Unreadable."""
        task = pickle.dumps((function, arguments), pickle.HIGHEST_PROTOCOL)
        async with self._free:
            worker = self._idle.pop()
            try:
                kind, value = await worker.answer(task)
            finally:
                self._idle.append(worker)
        if kind == _DONE:
            result: T = value
            return result
        raise _ERRORS[kind](value)

    async def read(self, reader: Reader[Any], source: Source, seen: Seen) -> Reading:
        """Return what ``reader`` reads; what cannot be read within the limits is raised as Unreadable."""
        if len(seen.body) <= _SMALL:
            try:
                return reader.read(source, seen)
            except Exception as error:
                raise Failed(_about(error)) from None
        return await self.call(_read, reader, source, seen)

    async def close(self) -> None:
        """End the processes."""
        for worker in self._all:
            await worker.end()


_DONE, _TIME, _MEMORY, _CRASH, _FAILURE = range(5)
_ERRORS: dict[int, type[Unreadable]] = {_TIME: OutOfTime, _MEMORY: OutOfMemory, _CRASH: Crashed, _FAILURE: Failed}


class _Worker:
    """One process, begun when it is first needed and again after it was killed."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: Process | None = None

    async def answer(self, task: bytes) -> tuple[int, Any]:
        try:
            process = self._process or await self._start()
            kind, value = await asyncio.wait_for(_exchange(process, task), self._limits.seconds)
        except TimeoutError:
            await self.end()
            return _TIME, f"it takes longer than {self._limits.seconds:g} seconds to read"
        except (asyncio.IncompleteReadError, ConnectionError):
            status = await self.end(dying=True)
            return _CRASH, f"reading it broke down (exit status {status})"
        except BaseException:  # cancelled half-way: what the process says next would be taken for another's answer
            await self.end()
            raise
        if kind == _MEMORY:
            await self.end()  # what it still holds, nobody knows
            return _MEMORY, f"it takes more than {self._limits.mib} MiB to read"
        return kind, value

    async def _start(self) -> Process:
        limits = f"{self._limits.seconds!r}, {self._limits.mib!r}"
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            f"from crawlers.limited import serve; serve({limits})",
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            limit=MIB,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        self._process = process
        assert process.stdout
        await asyncio.wait_for(process.stdout.readexactly(len(_READY)), _START_S)  # its imports are not the page's cost
        return process

    async def end(self, *, dying: bool = False) -> int | None:
        process, self._process = self._process, None
        if process is None:
            return None
        if dying:
            # Its pipe is closed already. Killing it now would have Popen reap what asyncio's own watcher waits for.
            with suppress(TimeoutError):
                return await asyncio.wait_for(process.wait(), _DYING_S)
        with suppress(ProcessLookupError):
            process.kill()
        return await process.wait()


async def _exchange(process: Process, task: bytes) -> tuple[int, Any]:
    assert process.stdin and process.stdout
    process.stdin.write(len(task).to_bytes(_LENGTH) + task)
    await process.stdin.drain()
    length = int.from_bytes(await process.stdout.readexactly(_LENGTH))
    if length > _LARGEST_ANSWER:
        return _MEMORY, None
    answer: tuple[int, Any] = pickle.loads(await process.stdout.readexactly(length))  # noqa: S301 - our own process
    return answer


def serve(seconds: float, mib: int) -> None:
    """Answer calls from standard input until it ends: the other side of :class:`Limited`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the crawl, which then closes us
    resource.setrlimit(resource.RLIMIT_AS, (mib * MIB, mib * MIB))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    stdin, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a parser prints is no answer
    answers.write(_READY)
    answers.flush()
    while len(head := stdin.read(_LENGTH)) == _LENGTH:
        # The crawl kills us in time, unless it was killed itself: then this alarm does, also in the midst of C code.
        signal.setitimer(signal.ITIMER_REAL, seconds + 1)
        answer = _answer(stdin, int.from_bytes(head))
        signal.setitimer(signal.ITIMER_REAL, 0)
        answers.write(len(answer).to_bytes(_LENGTH) + answer)
        answers.flush()


def _answer(stdin: BinaryIO, length: int) -> bytes:
    try:
        function, arguments = pickle.loads(stdin.read(length))  # noqa: S301 - the crawl's own words
        return pickle.dumps((_DONE, function(*arguments)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return pickle.dumps((_MEMORY, None))
    except Exception as error:
        return pickle.dumps((_FAILURE, _about(error)))


def _read(reader: Reader[Any], source: Source, seen: Seen) -> Reading:
    return reader.read(source, seen)


def _about(error: BaseException) -> str:
    """Return which error it was and where: its own words may quote the page."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    code = f" in {Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else ""
    return f"{type(error).__name__}{code}"
