import re

import pytest

from sinodik.schedule.board import Board, board
from sinodik.schedule.metrics import exposition
from sinodik.settings import Settings
from sinodik.sources import load

SLOW = "import time; time.sleep(60)"


def see(desk) -> Board:
    return board(desk.store, Settings(), load(desk.store.workspace), desk.now)


def crawl(desk, source: str, known: int, outcome: str = "finished") -> None:
    run = desk.store.runs.start("crawl", source)
    desk.store.runs.finish(run, outcome, {"new": 0, "known": known})


def test_an_empty_workspace(desk) -> None:
    seen = see(desk)
    assert (seen.alive, seen.beat, seen.sources) == (False, None, ())
    assert [s.stage for s in seen.stages] == ["extract", "dedupe", "seal"]


def test_a_source_through_its_life(desk) -> None:
    desk.source("kedrovka", "0 * * * *")
    [line] = see(desk).sources
    assert (line.last, line.next, line.overdue, line.running) == (None, desk.now, 0, None), "due now"
    desk.program = SLOW
    desk.until(lambda: bool(desk.crawls()))
    seen = see(desk)
    assert seen.alive
    assert (seen.sources[0].running, seen.sources[0].lost, seen.sources[0].overdue) == (desk.now, False, 0)
    desk.pass_(minutes=5)  # nobody ticks
    seen = see(desk)
    assert not seen.alive
    assert seen.sources[0].lost, "a dead heartbeat is shown as such"
    desk.scheduler.stop(desk.store)
    seen = see(desk)
    assert (seen.alive, seen.sources[0].running, seen.sources[0].outcome) == (False, None, "stopped")
    desk.pass_(hours=2, minutes=5)
    assert see(desk).sources[0].overdue > 3600


def test_a_time_out_is_told_although_the_crawl_could_not(desk) -> None:
    desk.source("kedrovka", timeout=60.0)
    desk.program = SLOW
    desk.until(lambda: bool(desk.crawls()))
    desk.store.runs.start("crawl", "kedrovka")  # as the crawl itself notes
    desk.pass_(seconds=61)
    desk.settle()
    assert see(desk).sources[0].outcome == "timed out"


def test_a_failure_before_the_crawl_began_is_told(desk) -> None:
    desk.source("kedrovka")
    desk.program = "sys.exit('error: no room')"
    desk.settle()
    assert see(desk).sources[0].outcome == "failed: error: no room"


def test_the_yield_against_the_usual(desk) -> None:
    desk.source("kedrovka", "")
    for known in (20, 21, 20, 2):
        crawl(desk, "kedrovka", known)
    [line] = see(desk).sources
    assert (line.yielded, line.usual) == (2, 20)
    assert "Far less than usual: 2 seen" in line.warning
    assert line.next is None


METRIC = re.compile(r'^(sinodik_[a-z_]+)(\{source="(?:[^"\\]|\\.)*"\})? [-+0-9.e]+$')


def test_the_metrics_are_in_prometheus_format(desk) -> None:
    desk.source("kedrovka")
    desk.source("with quote", "")
    (desk.store.workspace / "sources" / "with quote.toml").rename(desk.store.workspace / "sources" / 'a"b\\c.toml')
    crawl(desk, "kedrovka", 20, "https://example.org/kedrovka refused (Берестов)")
    desk.settle()
    text = exposition(see(desk))
    assert text.endswith("\n")
    told = set()
    for line in text.splitlines():
        if line.startswith("# "):
            told.add(line.split()[2])
        else:
            name = METRIC.match(line)
            assert name, line
            assert name[1] in told, "HELP and TYPE come first"
    assert 'sinodik_source_running{source="a\\"b\\\\c"} 0' in text
    assert "sinodik_scheduler_up 1" in text
    assert 'sinodik_source_last_finished{source="kedrovka"} 0' in text
    assert "example.org" not in text
    assert "Берестов" not in text


@pytest.mark.parametrize(
    "name", ["scheduler_up", "source_overdue_seconds", "source_low_yield", "source_next_start_seconds"]
)
def test_each_metric_is_a_gauge_that_says_what_it_is(desk, name: str) -> None:
    desk.source("kedrovka")
    text = exposition(see(desk))
    assert f"# TYPE sinodik_{name} gauge" in text
    assert re.search(rf"# HELP sinodik_{name} \w+", text)
