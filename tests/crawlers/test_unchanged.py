"""What has not changed is not sent again (RFC 9110, section 13), and is evidence all the same."""

import hashlib
import time
from datetime import UTC, datetime, timedelta

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawlers.readers import READERS
from crawlers.run import BELIEVED_S, Desk
from crawlers.visit import FINISHED, CrawlReport
from sinodik.progress import silent
from sinodik.records import Capture

MODIFIED = "Tue, 14 Mar 2023 08:00:00 GMT"
BY_TAG, BY_DATE = "If-None-Match", "If-Modified-Since"


def validating(site, condition: str) -> None:
    """Let the site answer 304 where its page is still the one that the condition speaks of."""

    def answer(path: str):
        if not path.startswith("/s/"):
            return None
        page = site.answer(path)
        tag = f'"{hashlib.sha256(page.body).hexdigest()[:16]}"' if condition == BY_TAG else MODIFIED
        headers = page.headers | {"ETag" if condition == BY_TAG else "Last-Modified": tag}
        if site.headers[-1].get(condition) == tag:
            return site.Answer(b"", 304, headers)
        return site.Answer(page.body, page.status, headers)

    site.in_the_way = answer


def revisits(store) -> list[tuple[str, str, str]]:
    """Return what each revisit record refers to: address, moment, payload."""
    found = []
    for file in store.archive.files():
        with file.open("rb") as stream:
            for record in ArchiveIterator(stream):
                get = record.rec_headers.get_header
                if record.rec_type == "revisit":
                    assert get("WARC-Profile") == "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
                    assert record.http_headers.get_statuscode() == "304"
                    names = ("WARC-Refers-To-Target-URI", "WARC-Refers-To-Date", "WARC-Payload-Digest")
                    found.append(tuple(get(name) for name in names))
    return found


@pytest.mark.parametrize("compressed", [False, True])
@pytest.mark.parametrize("condition", [BY_TAG, BY_DATE])
def test_an_unchanged_page_is_read_again_from_the_archive(site, add_source, crawl, store, sound, condition, compressed):
    site.channel("kedrovka", 7)
    site.compressed = compressed
    validating(site, condition)
    add_source("kedrovka")
    crawl()
    first = store.evidence.capture_of(f"{site.url}/s/kedrovka")
    asked = len(site.asked)
    assert crawl()["kedrovka"] == CrawlReport("kedrovka", FINISHED, pages=1, known=7)
    assert [p for p in site.asked[asked:] if p.startswith("/s/")] == ["/s/kedrovka"]
    assert condition in site.headers[-1]
    [(url, at, payload)] = revisits(store)
    assert (url, payload) == (first.url, f"sha256:{first.payload}")
    assert at == first.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    assert len(list(store.evidence.all())) == 7
    assert sound()


def test_a_change_is_fetched_and_kept(site, add_source, crawl, store, sound):
    channel = site.channel("kedrovka", 7)
    validating(site, BY_TAG)
    add_source("kedrovka")
    crawl()
    channel.post(5).text = "Погиб житель Кедровки. Исправлено."
    assert crawl()["kedrovka"] == CrawlReport("kedrovka", FINISHED, pages=1, new=1, known=6)
    assert revisits(store) == []
    channel.drop(3)
    assert crawl()["kedrovka"].missing == 1
    assert crawl()["kedrovka"].missing == 0, "what is still missing is told once"
    assert len(revisits(store)) == 1
    assert sound()


def test_what_the_archive_has_lost_is_fetched_whole(site, add_source, crawl, store):
    site.channel("kedrovka", 7)
    validating(site, BY_TAG)
    add_source("kedrovka")
    crawl()
    [file] = store.archive.files()
    file.write_bytes(b"\0" * file.stat().st_size)
    assert crawl()["kedrovka"].known == 7
    assert BY_TAG not in site.headers[-1]


def test_an_answer_that_nobody_asked_for_is_no_page(site, add_source, crawl, store, sound):
    site.channel("kedrovka", 7)
    site.in_the_way = lambda path: site.Answer(b"", 304) if path.startswith("/s/") else None
    add_source("kedrovka")
    report = crawl()["kedrovka"]
    assert "304" in report.outcome
    assert (report.new, report.missing) == (0, 0)
    assert revisits(store) == []
    assert sound()


AGES = [(0.0, True), (BELIEVED_S - 60, True), (BELIEVED_S + 60, False)]


@pytest.mark.parametrize(("age", "believed"), AGES)
def test_a_server_is_believed_for_a_week(store, age, believed):
    with store.archive.writer("0" * 64) as writer:
        at = datetime.now(UTC) - timedelta(seconds=age)
        capture: Capture = writer.response(
            "https://example.org/", "200 OK", [("ETag", '"a"')], b"page", request=("GET / HTTP/1.1", []), at=at
        )
    with store.transaction():
        store.evidence.add_captures([capture])
    desk = Desk(store, silent, READERS, clock=time.time)
    assert (desk.kept("https://example.org/") is not None) is believed


@pytest.mark.parametrize("tag", ['"a\tb"', ""])
def test_a_validator_that_cannot_be_sent_back_is_left_out(site, add_source, crawl, tag):
    site.channel("kedrovka", 7)
    page = site.answer("/s/kedrovka")
    page.headers["ETag"] = tag
    site.overrides["/s/kedrovka"] = page
    add_source("kedrovka")
    crawl()
    assert crawl()["kedrovka"].known == 7
    assert BY_TAG not in site.headers[-1]
