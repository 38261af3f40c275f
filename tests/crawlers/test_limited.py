"""What a page may cost is bounded, and what goes wrong is one page's affair."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import greedy
import pytest
from timed import Timed

from crawlers import telegram_preview
from crawlers.limited import Crashed, Failed, Limited, Limits, OutOfMemory, OutOfTime, Unreadable
from crawlers.reader import Ask, Seen
from sinodik.records import Capture, digest
from sinodik.sources import TelegramPreview

NOW = datetime(2023, 3, 10, 12, tzinfo=UTC)
SOURCE = TelegramPreview(id="kedrovka", publisher="kedrovka", channel="kedrovka")


TIGHT = Limits(seconds=1.0, mib=512)


def run(story: Callable[[Limited], object], limits: Limits = TIGHT, workers: int = 1) -> object:
    async def main() -> object:
        limited = Limited(limits, workers)
        try:
            return await story(limited)
        finally:
            await limited.close()

    return asyncio.run(main())


BAD = [
    (greedy.forever, (), OutOfTime, "longer than 1 seconds"),
    (greedy.busy_in_c, (), OutOfTime, "longer than 1 seconds"),
    (greedy.greedy, (), OutOfMemory, "more than 512 MiB"),
    (greedy.broken, (), Crashed, "exit status -11"),
    (greedy.leaves, (0,), Crashed, "exit status"),
    (greedy.fails, ("Иван",), Failed, "ValueError in greedy.py:"),
    (greedy.deep, (0,), Failed, "RecursionError in greedy.py:"),
    (greedy.unsendable, (), Failed, "Error"),
    (greedy.spawned, (), Failed, "Error"),
    (greedy.times_out, (), Failed, "TimeoutError in greedy.py:"),
]


@pytest.mark.parametrize(("function", "arguments", "kind", "words"), BAD, ids=lambda v: getattr(v, "__name__", ""))
def test_what_goes_wrong_is_a_typed_error_and_the_next_call_is_answered(function, arguments, kind, words):
    async def story(limited: Limited) -> None:
        with pytest.raises(kind, match=words) as error:
            await limited.call(function, *arguments)
        assert isinstance(error.value, Unreadable)
        assert "phone" not in str(error.value)
        assert error.value.__cause__ is None
        assert await limited.call(len, "next") == 4

    run(story)


def test_the_process_is_used_again():
    async def story(limited: Limited) -> None:
        first = {await limited.call(greedy.process) for _ in range(3)}
        assert len(first) == 1
        assert os.getpid() not in first
        with pytest.raises(OutOfTime):
            await limited.call(greedy.forever)
        assert await limited.call(greedy.process) not in first
        [pid] = first
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)

    run(story)


def test_what_a_parser_prints_is_no_answer():
    async def story(limited: Limited) -> None:
        assert await limited.call(greedy.talkative) == "answer"

    run(story)


def test_calls_at_once_each_get_their_own_answer():
    async def story(limited: Limited) -> None:
        answers = await asyncio.gather(*(limited.call(str, n) for n in range(50)))
        assert answers == [str(n) for n in range(50)]

    run(story, workers=2)


@pytest.mark.parametrize(("function", "kind"), [(greedy.forever, OutOfTime), (greedy.broken, Crashed)])
def test_calls_behind_one_that_goes_wrong_are_answered(function, kind):
    async def story(limited: Limited) -> None:
        calls = [limited.call(function), *(limited.call(str, n) for n in range(5))]
        first, *others = await asyncio.gather(*calls, return_exceptions=True)
        assert isinstance(first, kind)
        assert others == [str(n) for n in range(5)]

    run(story)


def test_a_call_that_is_given_up_leaves_no_answer_behind():
    async def story(limited: Limited) -> None:
        task = asyncio.create_task(limited.call(greedy.forever))
        await asyncio.sleep(0.3)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await limited.call(str, 1) == "1"

    run(story)


def test_a_large_page_there_and_back():
    async def story(limited: Limited) -> None:
        page = os.urandom(16 << 20)
        assert await limited.call(bytes, page) == page

    run(story, Limits(30.0, 512))


def test_ctrl_c_is_left_to_the_crawl():
    async def story(limited: Limited) -> None:
        pid = await limited.call(greedy.process)
        os.kill(pid, signal.SIGINT)
        assert await limited.call(greedy.process) == pid

    run(story)


ORPHAN = """
import asyncio, os, greedy
from crawlers.limited import Limited, Limits
async def main():
    limited = Limited(Limits(1.0, 512))
    print(await limited.call(greedy.process), flush=True)
    await limited.call(greedy.busy_in_c)
asyncio.run(main())
"""


def test_a_killed_crawl_leaves_no_process_behind():
    command = [sys.executable, "-c", ORPHAN]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as crawl:
        assert crawl.stdout
        pid = int(crawl.stdout.readline())
        crawl.kill()
    end = time.monotonic() + 30
    while running(pid):
        assert time.monotonic() < end
        time.sleep(0.05)


def running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def seen(body: bytes) -> Seen:
    ask = Ask("https://t.me/s/kedrovka")
    warc = {"mime": "text/html", "warc": "a.warc.gz", "offset": 0, "length": 1}
    capture = Capture(url=ask.url, at=NOW, payload=digest("x"), status=200, **warc)
    return Seen(ask, ask.url, 200, {"content-type": "text/html; charset=utf-8"}, body, capture)


@pytest.mark.parametrize("size", [100, 100_000])
def test_readers_small_and_large_pages(size: int):
    async def story(limited: Limited) -> None:
        page = seen(b"<html>" + b"<p>text</p>" * (size // 11))
        reading = await limited.read(telegram_preview.READER, SOURCE, page)
        assert reading == telegram_preview.READER.read(SOURCE, page)
        with pytest.raises(Failed, match=r"ValueError in greedy\.py:") as error:
            await limited.read(greedy.BadReader(), SOURCE, page)
        assert "text" not in str(error.value)

    run(story, Limits(20.0, 1024))


@pytest.mark.parametrize("moment", ["2023-02-01T09:30:00+00:00", "2023-02-01T12:30:00+03:00", "2023-02-01T09:30:00"])
def test_the_other_process_changes_nothing_in_a_reading(moment: str):
    async def story(limited: Limited) -> None:
        page = seen(moment.encode() + b" " * 10_000)
        here, there = Timed().read(SOURCE, page), await limited.read(Timed(), SOURCE, page)
        assert there == here
        assert [e.id for e in there.sight.evidence] == [e.id for e in here.sight.evidence]

    run(story)


class Page:
    """An argument that counts how often it was copied for the other process."""

    def __init__(self) -> None:
        self.copies = 0

    def __reduce__(self) -> tuple[object, ...]:
        self.copies += 1
        return str, ("page",)


def test_what_waits_behind_a_slow_page_is_not_held_twice():
    async def story(limited: Limited) -> None:
        await limited.call(len, "begun")
        waiting = [Page() for _ in range(5)]
        slow = asyncio.ensure_future(limited.call(time.sleep, 0.5))
        others = [asyncio.ensure_future(limited.call(len, page)) for page in waiting]
        await asyncio.sleep(0.1)
        assert not slow.done()
        assert sum(page.copies for page in waiting) == 1, "one is sent ahead"
        await slow
        assert await asyncio.gather(*others) == [4] * 5

    run(story)


def test_what_cannot_be_sent_is_told_to_the_one_who_asked():
    async def story(limited: Limited) -> None:
        with pytest.raises(AttributeError):
            await limited.call(len, lambda: None)
        assert await limited.call(len, "next") == 4

    run(story)
