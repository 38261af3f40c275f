def test_the_diary(store):
    assert store.runs.last("crawl", "kedrovka") is None
    first = store.runs.start("crawl", "kedrovka")
    other = store.runs.start("crawl", "klyuchi")
    running = store.runs.last("crawl", "kedrovka")
    assert (running.id, running.finished, running.outcome, running.counts) == (first, None, "", {})
    store.runs.finish(first, "finished", {"new": 3})
    done = store.runs.last("crawl", "kedrovka")
    assert (done.outcome, done.counts) == ("finished", {"new": 3})
    assert done.finished >= done.started
    assert store.runs.last("crawl", "klyuchi").id == other
    assert store.runs.last("extract") is None
