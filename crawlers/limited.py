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
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import msgspec

from crawlers.reader import Reader, Reading, Seen
from crawlers.worker import CRASH, DONE, FAILURE, LENGTH, MEMORY, READY, TIME, Call, Worker
from crawlers.worker import Limits as Limits
from sinodik.collecting import seldom_collected
from sinodik.sources import Source

T = TypeVar("T")

MIB = 1024 * 1024

# Pages go to the other process and readings come back in forms that cost a third of pickle's. JSON, in which evidence
# is kept too, leaves every moment the offset that it has; MessagePack does not, but holds bytes.
_PACK = msgspec.msgpack.Encoder().encode
_SEEN = msgspec.msgpack.Decoder(Seen)
_WRITE = msgspec.json.Encoder().encode
_READING = msgspec.json.Decoder(Reading)

_SMALL = 4 * 1024  # the worst page of this size is read in 0.03 s; asking the other process costs 0.1 ms


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
        self._queue: deque[Call] = deque()
        self._workers = tuple(Worker(limits, self._queue) for _ in range(workers))

    async def call(self, function: Callable[..., T], *arguments: object) -> T:
        """Return what ``function`` returns; raises one of the kinds of Unreadable."""
        write = partial(pickle.dumps, (function, arguments), pickle.HIGHEST_PROTOCOL)
        call = Call(write, asyncio.get_running_loop().create_future())
        self._queue.append(call)
        for ahead in (1, 2):  # first to those that have nothing to do
            for worker in self._workers:
                worker.feed(ahead)
        try:
            kind, value = await call.answer
        except asyncio.CancelledError:
            for worker in self._workers:
                worker.give_up(call)
            raise
        if kind == DONE:
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
        return _READING.decode(await self.call(_read, reader, source, _Packed(seen)))

    async def close(self) -> None:
        """End the processes."""
        for worker in self._workers:
            await worker.end()


_ERRORS: dict[int, type[Unreadable]] = {TIME: OutOfTime, MEMORY: OutOfMemory, CRASH: Crashed, FAILURE: Failed}


def serve(seconds: float, mib: int) -> None:
    """Answer calls from standard input until it ends: the other side of :class:`Limited`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the crawl, which then closes us
    resource.setrlimit(resource.RLIMIT_AS, (mib * MIB, mib * MIB))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    stdin, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb", MIB)
    os.dup2(2, 1)  # what a parser prints is no answer
    answers.write(READY)
    answers.flush()
    with seldom_collected():
        while len(head := stdin.read(LENGTH)) == LENGTH:
            # The crawl kills us in time, unless it was killed itself: then this alarm does, even in the midst of C.
            signal.setitimer(signal.ITIMER_REAL, seconds + 1)
            answer = _answer(stdin, int.from_bytes(head))
            signal.setitimer(signal.ITIMER_REAL, 0)
            answers.write(len(answer).to_bytes(LENGTH) + answer)
            answers.flush()


def _answer(stdin: BinaryIO, length: int) -> bytes:
    try:
        function, arguments = pickle.loads(stdin.read(length))  # noqa: S301 - the crawl's own words
        return pickle.dumps((DONE, function(*arguments)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return pickle.dumps((MEMORY, None))
    except Exception as error:
        return pickle.dumps((FAILURE, _about(error)))


class _Packed:
    """A page that is packed when it is sent, and arrives as it was."""

    def __init__(self, seen: Seen) -> None:
        self._seen = seen

    def __reduce__(self) -> tuple[Callable[[bytes], Seen], tuple[bytes]]:
        return _unpacked, (_PACK(self._seen),)


def _unpacked(packed: bytes) -> Seen:
    return _SEEN.decode(packed)


def _read(reader: Reader[Any], source: Source, seen: Seen) -> bytes:
    return _WRITE(reader.read(source, seen))


def _about(error: BaseException) -> str:
    """Return which error it was and where: its own words may quote the page."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    code = f" in {Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else ""
    return f"{type(error).__name__}{code}"
