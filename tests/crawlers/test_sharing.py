"""Two crawls at the same time: of different sources, of the same one by accident, and of the same one on purpose."""

import json
import time
from collections.abc import Callable
from pathlib import Path

from crawlers.visit import FINISHED, CrawlReport
from sinodik.store.workspace import lock

Crawl = Callable[..., dict[str, CrawlReport]]


def test_the_same_source_twice_by_accident(site, add_source, start_crawl, crawl: Crawl, store, workspace: Path):
    add_source("kedrovka")
    with lock(workspace, "crawl", "kedrovka"), start_crawl() as process:
        _, err = process.communicate(timeout=60)
    assert process.returncode
    assert "Another “sinodik crawl”" in err
    assert "on kedrovka" in err
    assert not site.asked
    assert store.runs.last("crawl", "kedrovka") is None


def test_one_who_shares_and_one_who_does_not(site, add_source, start_crawl, workspace: Path):
    add_source("kedrovka")
    for mine, theirs in ((True, ()), (False, ("--share",))):
        with lock(workspace, "crawl", "kedrovka", shared=mine), start_crawl(*theirs) as process:
            _, err = process.communicate(timeout=60)
        assert process.returncode
        assert "on kedrovka" in err


def test_different_sources(site, add_source, crawl: Crawl, workspace: Path):
    site.channel("kedrovka", 25)
    add_source("kedrovka")
    with lock(workspace, "crawl", "klyuchi"), lock(workspace, "crawl", shared=True):
        assert crawl()["kedrovka"].outcome == FINISHED


def test_two_share_what_is_to_be_done(site, add_source, start_crawl, store, sound):
    for channel in ("kedrovka", "klyuchi"):
        site.channel(channel, 200, photo_every=1)
        add_source(channel)
    slowly = site.answer
    site.in_the_way = lambda path: time.sleep(0.02) or slowly(path)
    processes = [start_crawl("--share") for _ in range(2)]
    reports = []
    for process in processes:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        reports.append([CrawlReport(**r) for r in json.loads(out)])
    assert {r.outcome for share in reports for r in share} == {FINISHED}
    assert sum(r.new for share in reports for r in share) == 400
    assert all(sum(r.pages + r.media for r in share) > 10 for share in reports), "one of them had nothing to do"
    urls = [e.url for e in store.evidence.all()]
    assert len(urls) == len(set(urls)) == 400
    assert all(store.evidence.capture_of(m.url) for e in store.evidence.all() for m in e.media)
    asked = [p for p in site.asked if (p != "/robots.txt" and "before" in p) or p.startswith("/file/")]
    assert len(asked) == len(set(asked)), "nothing was asked for twice"
    assert sound()


def test_a_killed_one_leaves_its_share_to_the_other(site, add_source, start_crawl, store, sound):
    site.channel("kedrovka", 200, photo_every=2)
    add_source("kedrovka")
    with store.transaction():  # what a process that was killed two minutes ago had leased
        round_ = store.frontier.begin("kedrovka", 0.0, thorough=True, returning=False)
        ask = json.dumps({"url": f"{site.url}/s/kedrovka"})
        from sinodik.store.frontier import Item

        store.frontier.put("kedrovka", round_, [Item("first", ask)], 0.0)
        store.frontier.claim("kedrovka", "dead", 1, 0.0, time.time() + 1)
    with start_crawl("--share") as process:
        out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert [CrawlReport(**r).new for r in json.loads(out)] == [200]
    assert sound()
