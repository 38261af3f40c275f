"""Run a command that dies with the process that started it: ``python -m sinodik.schedule.leash PARENT COMMAND…``.

A crawl whose scheduler was killed must not go on unseen. PR_SET_PDEATHSIG (prctl(2)) outlives execve(2); the signal is
SIGKILL, for which every stage is made, so that the next scheduler finds the way free.
"""

import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def main(parent: int, command: list[str]) -> None:
    """Become ``command``; ``parent`` is the process whose death is ours."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it died before we were on the leash
        sys.exit(os.EX_TEMPFAIL)
    os.execv(command[0], command)  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
