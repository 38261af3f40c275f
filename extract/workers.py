"""Work spread over processes that may die: a bad picture can take its process down, but not the run."""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from sinodik.errors import BadInput

T = TypeVar("T")
R = TypeVar("R")

Job = tuple[T, tuple[object, ...]]


def outcomes(
    function: Callable[..., R], jobs: Iterable[Job[T]], workers: int
) -> Generator[tuple[T, R | Exception], None, None]:
    """Call ``function`` with the arguments of each job ``(key, arguments)`` in ``workers`` processes.

    Yields each key with what came of it, in order; jobs are taken only a few ahead. A job whose process dies is given
    :class:`BadInput`; the jobs that were under way beside it are done again.
    """
    pending = iter(jobs)
    waiting: deque[Job[T]] = deque()
    while True:
        try:
            with _pool(workers) as pool:
                yield from _through(pool, function, waiting, pending, 2 * workers)
                return
        except BrokenProcessPool:
            # Which job broke the pool is not known: each that was under way gets a process of its own.
            while waiting:
                key, arguments = waiting.popleft()
                yield key, _alone(function, arguments)


def _through(
    pool: ProcessPoolExecutor,
    function: Callable[..., R],
    waiting: deque[Job[T]],
    pending: Iterator[Job[T]],
    ahead: int,
) -> Iterator[tuple[T, R | Exception]]:
    """Keep ``ahead`` jobs under way; ``waiting`` holds those whose outcome has not been yielded."""
    futures: deque[Future[R]] = deque()
    try:
        while True:
            while len(waiting) < ahead and (job := next(pending, None)) is not None:
                waiting.append(job)
                futures.append(pool.submit(function, *job[1]))
            if not waiting:
                return
            outcome = _outcome(futures[0])
            futures.popleft()
            yield waiting.popleft()[0], outcome
    finally:
        for future in futures:
            future.cancel()


def _alone(function: Callable[..., R], arguments: tuple[object, ...]) -> R | Exception:
    try:
        with _pool(1) as pool:
            return _outcome(pool.submit(function, *arguments))
    except BrokenProcessPool:
        return BadInput("The process that read it died.", remedy="check the memory and the file; it is left out")


def _outcome(future: "Future[R]") -> R | Exception:
    try:
        return future.result()
    except BrokenProcessPool:
        raise
    except Exception as error:
        return error


def _pool(workers: int) -> ProcessPoolExecutor:
    # Spawned, not forked: the parent holds a database, and threads.
    return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=_prepare)


def _prepare() -> None:
    """Let Tesseract use one thread a process (its OpenMP threads get in each other's way), and leave no orphan."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    # A worker that waits for jobs does not see that its parent was killed: it holds both ends of the queue itself.
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
