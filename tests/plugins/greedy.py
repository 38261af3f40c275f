"""Functions that behave badly, to be called within limits. They are importable by another process."""

import ctypes
import os
import re
import time


def forever() -> None:
    while True:
        time.sleep(1)


def busy_in_c() -> object:
    return re.match(r"(a+)+$", "a" * 60 + "b")  # never lets go of the interpreter


def greedy() -> int:
    return len(b"x" * (4 << 30))


def broken() -> None:
    ctypes.string_at(0)


def leaves(status: int) -> None:
    os._exit(status)


def fails(text: str) -> None:
    raise ValueError(f"{text}: phone +7 900 000-00-00")


def deep(level: int) -> int:
    return deep(level + 1) if level >= 0 else 0


def talkative() -> str:
    print("this is no answer")
    os.write(1, b"nor is this")
    return "answer"


def unsendable() -> object:
    return lambda: None


def process() -> int:
    return os.getpid()


def spawned() -> object:
    return type("Local", (), {})()


def times_out() -> None:
    raise TimeoutError("its own")


class BadReader:
    """A reader with a mistake."""

    def first(self, source: object) -> tuple[()]:
        return ()

    def read(self, source: object, seen: object) -> object:
        raise ValueError(f"what the page says: {seen}")
