"""Crawls of a channel on loopback, each in a process of its own."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from crawlers.visit import FINISHED, CrawlReport
from sinodik import __version__
from sinodik.records import Evidence
from sinodik.store import Store

Crawl = Callable[..., dict[str, CrawlReport]]


def by_number(store: Store) -> dict[int, list[Evidence]]:
    found: dict[int, list[Evidence]] = {}
    for evidence in store.evidence.all():
        found.setdefault(int(evidence.url.rpartition("/")[2]), []).append(evidence)
    return found


def test_a_channel_is_read_back_to_its_beginning(site, add_source, crawl: Crawl, store, sound):
    site.channel("kedrovka", 45, photo_every=9)
    add_source("kedrovka")
    assert crawl()["kedrovka"] == CrawlReport("kedrovka", FINISHED, pages=3, new=45, media=5)
    posts = by_number(store)
    assert sorted(posts) == list(range(1, 46))
    [ninth] = posts[9]
    assert ninth.text == "Запись № 9.\nПогиб житель Кедровки."
    assert ninth.posted == datetime(2023, 2, 1, 18, 30, tzinfo=UTC)
    assert (ninth.source, ninth.publisher, ninth.title) == ("kedrovka", "kedrovka", "kedrovka")
    assert [m.url for m in ninth.media] == [f"{site.url}/file/kedrovka9.jpg"]
    photo = store.evidence.capture_of(ninth.media[0].url)
    assert store.archive.read(photo) == site.files["/file/kedrovka9.jpg"]
    assert ninth.fragment == '[data-post="kedrovka/9"]'
    assert b'data-post="kedrovka/9"' in store.archive.read(store.evidence.capture(ninth.payload))
    assert sound()


def test_we_say_who_we_are_and_ask_robots_first(site, add_source, crawl: Crawl):
    site.channel("kedrovka", 3)
    add_source("kedrovka")
    crawl()
    assert site.asked == ["/robots.txt", "/s/kedrovka"]
    assert {h["User-Agent"] for h in site.headers} == {f"Sinodik/{__version__} (+mailto:desk@example.org)"}
    assert not any("Cookie" in h or "Referer" in h for h in site.headers)


def test_a_second_crawl_adds_nothing(site, add_source, crawl: Crawl, store):
    site.channel("kedrovka", 45, photo_every=9)
    add_source("kedrovka")
    crawl()
    site.asked.clear()
    assert crawl()["kedrovka"] == CrawlReport("kedrovka", FINISHED, pages=1, known=20)
    assert site.asked == ["/robots.txt", "/s/kedrovka"]
    assert len(list(store.evidence.all())) == 45


def test_pages_are_a_limit_and_raising_it_reads_on(site, add_source, crawl: Crawl):
    site.channel("kedrovka", 100)
    add_source("kedrovka", pages=2)
    assert crawl()["kedrovka"] == CrawlReport("kedrovka", FINISHED, pages=2, new=40)
    add_source("kedrovka", pages=4)
    assert crawl()["kedrovka"] == CrawlReport("kedrovka", FINISHED, pages=4, new=40, known=40)


def test_a_gap_is_told_of(site, add_source, crawl: Crawl):
    channel = site.channel("kedrovka", 40)
    add_source("kedrovka", pages=2)
    crawl()
    channel.posts += [type(channel.posts[0])(number, f"Новая запись № {number}") for number in range(41, 101)]
    assert "before the posts known already" in crawl()["kedrovka"].outcome
    add_source("kedrovka", pages=3)
    assert crawl()["kedrovka"] == CrawlReport("kedrovka", FINISHED, pages=3, new=20, known=40)


def test_an_edited_post_is_new_evidence_with_the_same_address(site, add_source, crawl: Crawl, store):
    channel = site.channel("kedrovka", 5)
    add_source("kedrovka")
    crawl()
    channel.post(3).text = "Исправлено: погиб Кедров Пётр Ильич."
    assert crawl()["kedrovka"].new == 1
    before, after = by_number(store)[3]
    assert before.url == after.url
    assert (before.text, after.text) == ("Запись № 3.\nПогиб житель Кедровки.", "Исправлено: погиб Кедров Пётр Ильич.")


@pytest.mark.parametrize("gone", [{2, 26, 44}, {25}], ids=str)
def test_a_deleted_post_is_missing_until_it_is_back(site, add_source, crawl: Crawl, store, gone):
    """Pages end between 25 and 26: what stood at the edge of one is found to be gone too."""
    channel = site.channel("kedrovka", 45)
    everything = list(channel.posts)
    outcomes = []
    for pages, present in ((50, everything), (51, [p for p in everything if p.number not in gone]), (52, everything)):
        channel.posts = present
        add_source("kedrovka", pages=pages)  # reading further than before means reading it all again
        report = crawl()["kedrovka"]
        missing = {n for n in range(1, 46) if store.evidence.missing_since(f"https://t.me/kedrovka/{n}")}
        outcomes.append((report.new, report.missing, missing))
    assert outcomes == [(45, 0, set()), (0, len(gone), gone), (0, 0, set())]


NOT_MISSING = {
    "an empty page": lambda site, html: site.Answer(b""),
    "no posts found": lambda site, html: site.Answer(
        b'<html><section class="tgme_channel_history"><div class="tme_no_messages_found"></div></section></html>'
    ),
    "an error page with posts": lambda site, html: site.Answer(html.replace(b"kedrovka/44", b"kedrovka/x"), 404),
    "a page without a preview": lambda site, html: site.Answer(b"<html><body>Contact @kedrovka</body></html>"),
    "a redirect": lambda site, html: site.Answer(b"", 302, {"Location": "/kedrovka"}),
}


def test_what_does_not_prove_that_a_post_is_gone(site, add_source, crawl: Crawl, store):
    channel = site.channel("kedrovka", 45)
    add_source("kedrovka")
    crawl()
    for case, answer in NOT_MISSING.items():
        instead = answer(site, channel.page(None))
        site.in_the_way = lambda path, instead=instead: instead if path == "/s/kedrovka" else None
        assert crawl()["kedrovka"].missing == 0, case
    assert not any(store.evidence.missing_since(e.url) for e in store.evidence.all())


def test_a_page_that_breaks_off_hides_posts_but_removes_none(site, add_source, crawl: Crawl):
    channel = site.channel("kedrovka", 45)
    add_source("kedrovka", pages=2)
    crawl()
    page = channel.page(26)
    site.overrides["/s/kedrovka?before=26"] = site.Answer(page[: len(page) // 2])
    add_source("kedrovka", pages=3)
    report = crawl()["kedrovka"]
    assert report.pages == 3, "the half page was read"
    assert (report.new, report.missing) == (5, 0), "no post is gone, and none was edited"
    assert "broke off" in report.outcome
    assert site.asked.count("/s/kedrovka?before=26") == 1 + 3, "it was tried again at once"
    site.overrides.clear()
    site.asked.clear()
    assert crawl()["kedrovka"] == CrawlReport("kedrovka", FINISHED, pages=2, known=40)
    assert sorted(site.asked) == ["/robots.txt", "/s/kedrovka", "/s/kedrovka?before=26"]


def test_a_repost_names_its_origin(site, add_source, crawl: Crawl, store):
    channel = site.channel("kedrovka", 3)
    channel.post(2).forwarded = "https://t.me/nizhnie_klyuchi/7"
    channel.post(3).forwarded = "/pamyat/8"
    add_source("kedrovka")
    crawl()
    assert [by_number(store)[n][0].origin for n in (1, 2, 3)] == [
        "",
        "https://t.me/nizhnie_klyuchi/7",
        "https://t.me/pamyat/8",
    ]


def test_service_messages_are_no_posts(site, add_source, crawl: Crawl, store):
    channel = site.channel("kedrovka", 3)
    channel.post(2).service = True
    add_source("kedrovka")
    assert crawl()["kedrovka"].new == 2
    assert sorted(by_number(store)) == [1, 3]


def test_compressed_answers_are_kept_as_received(site, add_source, crawl: Crawl, store, sound):
    site.channel("kedrovka", 25, photo_every=5)
    site.compressed = True
    add_source("kedrovka")
    assert crawl()["kedrovka"] == CrawlReport("kedrovka", FINISHED, pages=2, new=25, media=5)
    page = store.archive.read(store.evidence.capture(by_number(store)[1][0].payload))
    assert page.startswith(b"\x1f\x8b")
    assert sound()
