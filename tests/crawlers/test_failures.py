"""Sources that fail, and processes that are stopped: nothing is lost, and the others go on."""

import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

from crawlers.visit import FINISHED, CrawlReport

Crawl = Callable[..., dict[str, CrawlReport]]

ANSWERS = {
    "403": (403, {}, "refuses to be read (403 Forbidden)"),
    "404": (404, {}, "has no such page (404 Not Found)"),
    "429": (429, {"Retry-After": "3600"}, "asks to be visited less often (429 Too Many Requests)"),
    "500": (500, {}, "is out of order (500 Internal Server Error)"),
    "elsewhere": (302, {"Location": "/kedrovka"}, "has no such page (404 Not Found)"),
    "round in circles": (302, {"Location": "/s/kedrovka"}, "could not be read: max redirections reached"),
    "out of the web": (302, {"Location": "file:///etc/passwd"}, "answered 302 Found instead of the page"),
    "too much": (200, {"X-Size": str(2 << 20)}, "sent more than is accepted"),
    "a login page": (200, {}, "shows no preview"),
}


def test_a_source_that_fails_says_why_and_the_others_go_on(site, add_source, crawl: Crawl, store, workspace, sound):
    (workspace / "sinodik.toml").write_text('contact = "desk@example.org"\n[crawl]\ndelay = 0\nmax_mib = 1\n')
    for number, (status, headers, _) in enumerate(ANSWERS.values()):
        size = int(headers.pop("X-Size", 0))
        location = {k: v.replace("/s/kedrovka", f"/s/failing_{number}") for k, v in headers.items()}
        site.overrides[f"/s/failing_{number}"] = site.Answer(b"<html>" + b" " * size, status, location)
        # A host that wants to be left alone is left alone by all its sources: that one has a name of its own.
        add_source(f"failing_{number}", base_url=site.url.replace("127.0.0.1", "localhost") if status == 429 else "")
    add_source("unreachable", base_url="http://127.0.0.1:9")
    site.channel("kedrovka", 25)
    add_source("kedrovka")
    reports = crawl()
    for number, (case, (_, _, words)) in enumerate(ANSWERS.items()):
        report = reports[f"failing_{number}"]
        assert words in report.outcome, case
        assert (report.pages, report.new) == (0, 0), case
    assert "refused the connection" in reports["unreachable"].outcome
    assert reports["kedrovka"] == CrawlReport("kedrovka", FINISHED, pages=2, new=25)
    assert store.runs.last("crawl", "failing_0").outcome == reports["failing_0"].outcome
    assert {c.status for c in store.evidence.captures()} >= {200, 302, 403, 404, 429, 500}, "errors are archived too"
    assert sound()


def test_robots_txt_is_obeyed(site, add_source, crawl: Crawl):
    site.channel("kedrovka", 3)
    add_source("kedrovka")
    for robots, allowed in [
        (site.Answer(b"User-agent: *\nDisallow: /s/\n"), False),
        (site.Answer(b"User-agent: sinodik\nDisallow: /\n"), False),
        (site.Answer(b"we are out of order", 503), False),
        (site.Answer(b"User-agent: *\nDisallow: /private/\n"), True),
        (site.Answer(b"User-agent: *\nDisallow: /s/\n(this is an error page)", 404), True),
    ]:
        site.overrides["/robots.txt"] = robots
        site.asked.clear()
        outcome = crawl()["kedrovka"].outcome
        assert ("/s/kedrovka" in site.asked) == allowed, robots.body
        assert (outcome == FINISHED) == allowed
        assert allowed or "robots.txt" in outcome


def test_an_interrupted_reading_is_taken_up_again(site, add_source, crawl: Crawl, store):
    site.channel("kedrovka", 65)
    site.overrides["/s/kedrovka?before=26"] = site.Answer(b"", 500)
    add_source("kedrovka")
    first = crawl()["kedrovka"]
    assert (first.pages, first.new) == (2, 40)
    assert "out of order" in first.outcome
    site.overrides.clear()
    site.asked.clear()
    assert crawl()["kedrovka"] == CrawlReport("kedrovka", FINISHED, pages=3, new=25, known=20)
    assert "/s/kedrovka?before=46" not in site.asked, "what was read is not read again"


def test_a_server_that_recovers_is_asked_again(site, add_source, crawl: Crawl):
    site.channel("kedrovka", 5)
    busy = [site.Answer(b"", 429, {"Retry-After": "0"}), site.Answer(b"", 503)]
    site.in_the_way = lambda path: busy.pop() if path == "/s/kedrovka" and busy else None
    add_source("kedrovka")
    assert crawl()["kedrovka"] == CrawlReport("kedrovka", FINISHED, pages=1, new=5)
    assert site.asked.count("/s/kedrovka") == 3


def test_a_photo_that_fails_costs_no_post(site, add_source, crawl: Crawl, store):
    site.channel("kedrovka", 3, photo_every=1)
    site.overrides["/file/kedrovka1.jpg"] = site.Answer(b"", 404)
    add_source("kedrovka")
    assert crawl()["kedrovka"] == CrawlReport("kedrovka", FINISHED, pages=1, new=3, media=2)
    site.channel("klyuchi", 3, photo_every=1)
    site.overrides["/file/klyuchi2.jpg"] = site.Answer(b"", 500)
    add_source("klyuchi")
    reports = crawl()
    assert reports["kedrovka"] == CrawlReport("kedrovka", FINISHED, pages=1, known=3)
    assert (reports["klyuchi"].new, reports["klyuchi"].media) == (3, 2)
    assert "a photograph" in reports["klyuchi"].outcome
    site.overrides.clear()
    assert crawl()["klyuchi"] == CrawlReport("klyuchi", FINISHED, pages=1, known=3, media=1)


def test_photos_lead_into_no_other_network(site, add_source, crawl: Crawl):
    channel = site.channel("kedrovka", 1)
    other = site.url.replace("127.0.0.1", "localhost")
    channel.post(1).photos = (f"{other}/secret.jpg", "http://10.0.0.1/a.jpg", "/file/away.jpg")
    site.overrides["/file/away.jpg"] = site.Answer(b"", 302, {"Location": f"{other}/secret.jpg"})
    add_source("kedrovka")
    assert crawl()["kedrovka"].outcome == FINISHED
    assert site.asked == ["/robots.txt", "/s/kedrovka", "/file/away.jpg"]


def test_a_torn_tail_is_cut(site, add_source, crawl: Crawl, store, sound):
    site.channel("kedrovka", 3)
    add_source("kedrovka")
    crawl()
    [file] = store.archive.files()
    whole = file.read_bytes()
    file.write_bytes(whole + whole[: len(whole) // 3])
    empty = file.with_name("sinodik-20230101T000000-00000000.warc.gz")
    empty.write_bytes(b"\x1f\x8b\x08")
    crawl()
    assert file.read_bytes() == whole + whole[: file.stat().st_size - len(whole)]
    assert not empty.exists()
    assert sound()


def test_ctrl_c_ends_it_in_good_order(site, add_source, start_crawl, crawl: Crawl, store, workspace, sound):
    (workspace / "sinodik.toml").write_text('contact = "desk@example.org"\n[crawl]\ndelay = 0.2\n')
    site.channel("kedrovka", 200)
    add_source("kedrovka")
    with start_crawl() as process:
        wait_until(lambda: len(site.asked) > 3)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "Stopped before the end" in out
    assert "Stopped before the end" in store.runs.last("crawl", "kedrovka").outcome
    (workspace / "sinodik.toml").write_text('contact = "desk@example.org"\n[crawl]\ndelay = 0\n')
    read = len(list(store.evidence.all()))
    assert crawl()["kedrovka"] == CrawlReport("kedrovka", FINISHED, pages=11 - read // 20, new=200 - read, known=20)
    assert sound()


def test_a_full_disk_stops_it_and_nothing_is_lost(site, add_source, start_crawl, crawl: Crawl, store, sound):
    site.channel("kedrovka", 25, photo_every=5)
    for path in site.files:
        site.files[path] = random.Random(path).randbytes(300_000)
    add_source("kedrovka")
    with start_crawl(largest_file=800_000) as process:
        _, err = process.communicate(timeout=60)
    assert process.returncode
    assert "NoSpace" in err
    assert "what was stored before is safe" in err
    assert sum(path.startswith("/file/") for path in site.asked) < 5, "it goes on fetching what it cannot keep"
    kept = {e.id for e in store.evidence.all()}
    report = crawl()["kedrovka"]
    assert (report.outcome, report.new + report.known) == (FINISHED, 25)
    assert len(kept) == report.known
    assert all(store.evidence.capture_of(m.url) for e in store.evidence.all() for m in e.media)
    assert sound()


def wait_until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not done():
        assert time.monotonic() < end
        time.sleep(0.002)


def test_two_crawls_at_once(site, add_source, start_crawl, store, workspace: Path):
    from sinodik.store.workspace import lock

    add_source("kedrovka")
    with lock(workspace, "crawl"), start_crawl() as process:
        _, err = process.communicate(timeout=60)
    assert process.returncode
    assert "Another “sinodik crawl”" in err
    assert not site.asked
    assert store.runs.last("crawl", "kedrovka") is None
