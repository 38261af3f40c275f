"""The scheduler with an injected clock and real processes."""

import os
import signal
import sysconfig
import time
from datetime import timedelta
from pathlib import Path

import pytest

from sinodik.schedule.children import hold
from sinodik.schedule.plan import ATTEMPTS
from sinodik.schedule.run import BEAT_S, command

SLOW = "import time; time.sleep(60)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); open('ready', 'w'); time.sleep(60)"


def kill_9(scheduler) -> None:
    """Forget a scheduler as ``kill -9`` would: its children die (the leash), and nothing is noted."""
    for child in scheduler._children.values():
        os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()
        child.words.close()
        child.release()
    scheduler._children.clear()


def test_a_source_is_crawled_at_its_slots(desk) -> None:
    desk.source("kedrovka", "0 * * * *")
    desk.settle()
    assert desk.crawls() == ["kedrovka"], "never crawled: at once"
    for _ in range(3):
        desk.pass_(hours=1)
        desk.settle()
    assert desk.crawls() == ["kedrovka"] * 4
    assert desk.firing().outcome == "finished"


@pytest.mark.parametrize("down", [timedelta(hours=1), timedelta(hours=7), timedelta(days=400)], ids=str)
def test_runs_missed_while_it_was_down_are_caught_up_exactly_once(desk, down: timedelta) -> None:
    desk.source("kedrovka", "*/15 * * * *")
    desk.settle()
    desk.now += down
    successor = desk.another()
    for _ in range(20):
        successor.tick(desk.store)
        desk.pass_(seconds=2)
    desk.until(lambda: desk.firing().ended, successor)
    assert desk.crawls() == ["kedrovka"] * 2


def test_two_schedulers_fire_a_slot_once(desk) -> None:
    desk.source("kedrovka")
    desk.source("klyuchi", folder="other", kind="photos")
    schedulers = [desk.another() for _ in range(4)]
    for hour in range(1, 4):
        for _ in range(300):
            for s in schedulers:
                s.tick(desk.store)
            if len(desk.crawls()) >= 2 * hour and not any(s._children for s in schedulers):
                break
            time.sleep(0.02)
        desk.pass_(hours=1)
    assert sorted(desk.crawls()) == ["kedrovka"] * 3 + ["klyuchi"] * 3


def test_never_two_of_one_source_however_overdue(desk) -> None:
    desk.program = SLOW
    desk.source("kedrovka", "* * * * *", timeout=90_000.0)
    schedulers = [desk.scheduler, desk.another()]
    for _ in range(10):
        desk.pass_(hours=1)
        for s in schedulers:
            s.tick(desk.store)
    desk.until(lambda: desk.crawls() == ["kedrovka"])
    assert len([e for e, _ in desk.events if e == "crawl started"]) == 1


def test_a_child_that_outlives_its_scheduler_keeps_others_out(desk, monkeypatch) -> None:
    """Where there is no leash (or its kill is slow), the inherited lock still stands for the living child."""
    desk.program = SLOW
    desk.source("kedrovka")
    desk.until(lambda: bool(desk.crawls()))
    successor = desk.another()
    desk.pass_(hours=5)
    for _ in range(5):
        successor.tick(desk.store)
    assert not successor._children
    kill_9(desk.scheduler)
    successor.tick(desk.store)
    assert ("crawl", "kedrovka") in successor._children, "one tick after its death"
    desk.scheduler = successor


@pytest.mark.parametrize("passed", [timedelta(), timedelta(seconds=2), timedelta(hours=3)], ids=str)
def test_it_recovers_within_one_tick_after_kill_9(desk, passed: timedelta) -> None:
    desk.program = SLOW
    desk.source("kedrovka", timeout=90_000.0)
    desk.until(lambda: bool(desk.crawls()))
    kill_9(desk.scheduler)
    assert desk.firing().ended is None, "nobody could note it"
    desk.now += passed
    desk.scheduler = desk.another()
    desk.scheduler.tick(desk.store)
    assert ("crawl", "kedrovka") in desk.scheduler._children
    assert [e for e, _ in desk.events if e.startswith("crawl")][-2:] == ["crawl ended", "crawl started"]
    desk.until(lambda: len(desk.crawls()) == 2)


def test_a_crawl_that_is_killed_each_time_is_not_tried_for_ever(desk) -> None:
    desk.program = "import os; os.kill(os.getpid(), 9)"
    desk.source("kedrovka")
    desk.settle()
    assert len(desk.crawls()) == ATTEMPTS
    desk.pass_(hours=1)
    desk.settle()
    assert len(desk.crawls()) > ATTEMPTS, "but its next slot counts anew"


def test_a_crawl_that_takes_too_long_is_ended(desk) -> None:
    desk.program = SLOW
    desk.source("kedrovka", timeout=60.0)
    desk.until(lambda: bool(desk.crawls()))
    desk.pass_(seconds=59)
    desk.scheduler.tick(desk.store)
    assert desk.firing().ended is None
    desk.pass_(seconds=2)
    desk.settle()
    assert desk.firing().outcome == "timed out"
    assert len(desk.crawls()) == 1, "not again before its next slot"


def test_whoever_ignores_being_asked_is_killed(desk) -> None:
    ready = desk.store.workspace / "ready"
    desk.program = STUBBORN.replace("'ready'", repr(str(ready)))
    desk.source("kedrovka", timeout=60.0)
    desk.until(ready.exists)
    process = desk.scheduler._children["crawl", "kedrovka"].process
    desk.pass_(seconds=61)
    desk.scheduler.tick(desk.store)
    time.sleep(0.1)
    desk.scheduler.tick(desk.store)
    assert desk.firing().ended is None, "it was asked, and has a second"
    desk.pass_(seconds=2)
    desk.settle()
    assert desk.firing().outcome == "timed out"
    assert process.returncode == -signal.SIGKILL


def test_what_a_crawl_leaves_behind_ends_with_it(desk) -> None:
    child = desk.store.workspace / "grandchild"
    desk.program = (
        f"import subprocess; p = subprocess.Popen(['sleep', '60']); open({str(child)!r}, 'w').write(str(p.pid))"
    )
    desk.source("kedrovka")
    desk.settle()
    pid = int(child.read_text())
    for _ in range(100):
        if not _alive(pid):
            return
        time.sleep(0.02)
    raise AssertionError("the grandchild lives")


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_what_is_found_is_read_and_matched(desk) -> None:
    desk.source("kedrovka")
    desk.program = desk.reading = _noting({"crawl": {"new": 2}, "extract": {"read": 2}}, desk)
    desk.settle()
    assert desk.begun() == ["crawl kedrovka", "extract", "dedupe"]
    desk.pass_(hours=1)
    desk.program = _noting({"crawl": {"new": 0, "media": 0}}, desk)
    desk.settle()
    assert desk.begun()[3:] == ["crawl kedrovka"], "nothing new: nothing to read"


def test_reading_that_was_killed_is_done_again(desk) -> None:
    desk.source("kedrovka")
    desk.program, desk.reading = _noting({"crawl": {"new": 2}}, desk), "import os; os.kill(os.getpid(), 9)"
    desk.settle()
    assert [desk.begun().count(stage) for stage in ("extract", "dedupe")] == [ATTEMPTS, ATTEMPTS]


def _noting(counts: dict, desk) -> str:
    """A program that notes its run as the real stages do."""
    path = [str(Path.cwd()), sysconfig.get_path("purelib")]
    return (
        f"sys.path += {path!r}; from pathlib import Path; from sinodik.store import Store; "
        f"s = Store(Path({str(desk.store.workspace)!r})); stage, source = sys.argv[1], ''.join(sys.argv[2:]); "
        f"r = s.runs.start(stage, source); s.runs.finish(r, 'finished', {counts!r}.get(stage, {{}}))"
    )


def test_a_crawl_by_hand_at_the_same_time_is_waited_for(desk) -> None:
    desk.program = "sys.exit(75)"
    desk.source("kedrovka")
    desk.settle()
    assert desk.firing().outcome == "in use"
    desk.settle()
    assert len(desk.crawls()) == 1
    desk.pass_(seconds=61)
    desk.program = "pass"
    desk.settle()
    assert (len(desk.crawls()), desk.firing().outcome) == (2, "finished")


def test_a_failure_keeps_its_last_words(desk) -> None:
    desk.program = "sys.stderr.write('x' * 5000 + 'error: the disk is full'); sys.exit(74)"
    desk.source("kedrovka")
    desk.settle()
    firing = desk.firing()
    assert firing.outcome == "failed"
    assert firing.detail.endswith("error: the disk is full")
    assert len(firing.detail) <= 2000
    assert "disk" not in str(desk.events), "what a process says may hold addresses: not for the log"


def test_one_site_is_never_crawled_twice_at_once(desk) -> None:
    desk.program = SLOW
    for name in ("kedrovka", "klyuchi", "zarechye"):
        desk.source(name)
    for _ in range(5):
        desk.scheduler.tick(desk.store)
    assert [stage for stage, _ in desk.scheduler._children].count("crawl") == 1


def test_the_heartbeat(desk) -> None:
    desk.program = SLOW
    desk.source("kedrovka")
    desk.until(lambda: bool(desk.crawls()))
    for _ in range(3):
        desk.pass_(seconds=BEAT_S)
        desk.scheduler.tick(desk.store)
        assert desk.firing().beat == desk.store.firings.pulse().beat == desk.now
    kill_9(desk.scheduler)
    desk.pass_(minutes=5)
    assert (desk.now - desk.firing().beat).total_seconds() == 300, "a dead scheduler touches nothing"


def test_stopping_ends_everybody_in_order_and_carries_on_later(desk) -> None:
    desk.program = SLOW
    desk.source("kedrovka")
    desk.until(lambda: bool(desk.crawls()))
    process = desk.scheduler._children["crawl", "kedrovka"].process
    desk.scheduler.stop(desk.store)
    assert process.returncode == -signal.SIGTERM
    assert desk.firing().outcome == "stopped"
    assert desk.store.firings.pulse().ended
    desk.program = "pass"
    desk.until(lambda: len(desk.crawls()) == 2, desk.another())


def test_a_source_that_is_broken_while_it_runs_does_not_stop_the_others(desk) -> None:
    desk.source("kedrovka")
    desk.settle()
    (desk.store.workspace / "sources" / "broken.toml").write_text("kind = ")
    desk.pass_(hours=1)
    for _ in range(3):
        desk.settle()
    assert desk.crawls() == ["kedrovka"] * 2
    assert [e for e, _ in desk.events].count("configuration refused") == 1, "said once, not every two seconds"
    (desk.store.workspace / "sources" / "broken.toml").unlink()
    desk.source("kedrovka", enabled=False)
    desk.pass_(hours=1)
    desk.settle()
    assert len(desk.crawls()) == 2


def test_a_claim_is_made_once(store, desk) -> None:
    job = ("crawl", "kedrovka")
    assert store.firings.claim(job, desk.now, 1, desk.now)
    assert not store.firings.claim(job, desk.now, 2, desk.now), "it runs"
    store.firings.end(job, "finished", desk.now, brought=False)
    assert not store.firings.claim(job, desk.now, 1, desk.now), "it was started for this slot"
    assert store.firings.claim(job, desk.now, 2, desk.now)
    assert not store.firings.claim(job, desk.now + timedelta(hours=1), 1, desk.now)


def test_the_right_to_run_a_job_goes_with_its_holder(workspace) -> None:
    held = hold(workspace, ("crawl", "kedrovka"))
    assert held
    assert hold(workspace, ("crawl", "kedrovka")) is None
    other = hold(workspace, ("crawl", "klyuchi"))
    os.close(held)
    again = hold(workspace, ("crawl", "kedrovka"))
    assert again and other
    os.close(again)
    os.close(other)


def test_the_log_is_sealed_once_a_day(desk) -> None:
    for day in range(1, 4):
        for _ in range(6):  # every two hours, from ten past twelve to ten past ten
            desk.settle()
            desk.pass_(hours=2)
        desk.settle()  # ten past midnight
        assert desk.seals() == day + 1
        desk.pass_(hours=12)


def test_days_without_a_scheduler_are_sealed_once(desk) -> None:
    desk.settle()
    desk.pass_(days=9)
    successor = desk.another()
    desk.until(lambda: desk.seals() == 2 and not successor._children, successor)
    desk.settle()
    assert desk.seals() == 2


def test_the_real_command_seals(desk, add_evidence) -> None:
    add_evidence("Погиб житель Кедровки.")
    scheduler = desk.another()
    scheduler._command = command
    desk.until(lambda: bool(desk.store.seals.all()) and not scheduler._children, scheduler)
    assert desk.firing("", "seal").outcome == "finished"
