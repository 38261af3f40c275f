"""One process a job: started so that no two can ever run, watched, and ended when its time is up."""

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sinodik.schedule.plan import Start
from sinodik.store.firings import Job, Outcome
from sinodik.store.workspace import LOCKS

GRACE_S = 10.0  # between SIGTERM and SIGKILL
_LAST_WORDS = 2000  # bytes


def hold(workspace: Path, job: Job) -> int | None:
    """Take the right to run a job: a locked descriptor, or None if a process that runs it lives.

    The child inherits it: the kernel keeps the right for as long as the child lives, whatever becomes of us. We keep it
    until the child's end has been noted, or another scheduler would take it for interrupted.
    """
    path = workspace / LOCKS / ("-".join(filter(None, ("scheduled", *job))) + ".lock")
    path.parent.mkdir(mode=0o700, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


@dataclass
class Child:
    """A job's process, the leader of a group of its own; ``held`` is its lock; times are in seconds."""

    start: Start
    process: "subprocess.Popen[bytes]"
    words: IO[bytes]
    held: int
    deadline: float
    until: float = 0.0
    ended_by_us: Outcome | None = None

    def end(self, why: Outcome, clock: float, grace: float = GRACE_S) -> None:
        """Ask the whole group to end; whoever still lives after ``grace`` seconds is killed by :meth:`outcome`."""
        if self.ended_by_us is None:
            self.ended_by_us, self.until = why, clock + grace
            self._signal(signal.SIGTERM)

    def outcome(self, clock: float, grace: float = GRACE_S) -> Outcome | None:
        """Return how the process ended; None while it runs. Enforces the time limit."""
        # Left a zombie until its group has been killed: nobody else can have its number so long.
        if os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            if self.ended_by_us is None and clock >= self.deadline:
                self.end(Outcome.TIMED_OUT, clock, grace)
            elif self.ended_by_us and clock >= self.until:
                self._signal(signal.SIGKILL)
            return None
        self._signal(signal.SIGKILL)  # what it left behind
        code = self.process.wait()
        return Outcome.FINISHED if code == 0 else self.ended_by_us or _outcome(code)

    def last_words(self) -> str:
        """Return the end of what it wrote on standard error, and let go of it."""
        with self.words as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _LAST_WORDS))
            return file.read().decode(errors="replace").strip()

    def release(self) -> None:
        """Give the job free."""
        os.close(self.held)

    def _signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, number)


def spawn(start: Start, command: Sequence[str], held: int, clock: float) -> Child:
    """Start a job's process on a leash, in a session of its own (Ctrl-C is for us to pass on), holding its lock.

    Must be called on a thread that lives as long as the child may: the leash is tied to it.
    """
    words = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the child
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "sinodik.schedule.leash", str(os.getpid()), *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=words,
            pass_fds=[held],
            start_new_session=True,
        )
    except OSError:
        words.close()
        os.close(held)
        raise
    return Child(start, process, words, held, clock + start.timeout)


def _outcome(code: int) -> Outcome:
    if code == 0:
        return Outcome.FINISHED
    if code == os.EX_TEMPFAIL:
        return Outcome.IN_USE
    return Outcome.INTERRUPTED if code in (-signal.SIGKILL, -signal.SIGTERM, -signal.SIGHUP) else Outcome.FAILED
