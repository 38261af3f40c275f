"""When posts are looked at again, and what a crawl that does so asks for. The clock is given."""

import pytest

from crawlers.known import Known
from crawlers.rechecks import Watched, covered, due, further_back
from crawlers.visit import FINISHED, CrawlReport, Sight
from sinodik.store.fates import Gone

H, D = 3600.0, 86400.0
T = 1_700_000_000.0  # when the post was first seen

# (last looked for, found missing, now) after it was first seen; is it due?
DUE = [
    (None, None, 0.9 * H, False),
    (None, None, 1 * H, True),
    (1 * H, None, 1 * H, False),
    (1.5 * H, None, 23 * H, False),
    (1.5 * H, None, 1 * D, True),
    (None, None, 400 * D, True),  # never looked at again: once is enough
    (400 * D, None, 401 * D, False),
    (1 * D, None, 6.9 * D, False),
    (1 * D, None, 7 * D, True),
    (7 * D, None, 29 * D, False),
    (7 * D, None, 30 * D, True),
    (30 * D, None, 3000 * D, False),
    # one absence is to be confirmed an hour later, whatever the schedule says
    (2 * D, 2 * D, 2 * D + 0.9 * H, False),
    (2 * D, 2 * D, 2 * D + 1 * H, True),
    (2 * D + 1 * H, 2 * D, 2 * D + 3 * H, False),  # looked for in vain: the schedule goes on
    (40 * D, 40 * D, 40 * D + 1 * H, True),
]


@pytest.mark.parametrize(("looked", "missing", "now", "expected"), DUE)
def test_when_a_post_is_due(looked, missing, now, expected):
    post = Watched("x", T, 0.0 if looked is None else T + looked, None if missing is None else T + missing)
    assert ("x" in due([post], T + now)) is expected


def urls(*numbers: int, of: str = "https://t.me/kedrovka/") -> set[str]:
    return {f"{of}{n}" for n in numbers}


SIGHTS = [
    # (posts shown, span, those that are due, covered, further back)
    ({26, 45}, (26, 45), {25, 26, 30, 45, 46}, {26, 30, 45}, {25}),
    ({26, 45}, None, {25, 30}, set(), set()),
    (set(), None, {25, 30}, set(), set()),
]


@pytest.mark.parametrize(("shown", "span", "waiting", "here", "before"), SIGHTS)
def test_what_a_page_covers(shown, span, waiting, here, before):
    sight = Sight((), frozenset(urls(*shown)), span)
    elsewhere = urls(1, 30, of="https://vk.com/wall-7_") | {"https://example.org/"}
    due_now = Known(urls(*waiting) | elsewhere)
    assert covered(due_now, sight) == urls(*here)
    assert set(further_back(due_now, sight)) == urls(*before)


def later(seconds: float) -> str:
    return f"--later={seconds}"


def test_a_deleted_post_is_found_on_schedule_and_confirmed(site, add_source, crawl, store, sound):
    channel = site.channel("kedrovka", 45)
    add_source("kedrovka")
    crawl()
    channel.drop(12)
    seen = []
    for after in (0.5 * H, 1.1 * H, 1.5 * H, 2.2 * H, 2.5 * H, 25 * H, 26 * H):
        site.asked.clear()
        report = crawl(later(after))["kedrovka"]
        gone = store.evidence.fate("https://t.me/kedrovka/12")
        seen.append((len(site.asked) - 1, report.missing, gone and (gone.times, gone.deleted)))
    assert seen == [
        (1, 0, None),  # nothing is due: one request
        (3, 1, (1, False)),  # an hour: everything is
        (1, 0, (1, False)),
        (2, 0, (2, True)),  # an hour after it was found missing, and no further back than that
        (1, 0, (2, True)),
        (3, 0, (2, True)),  # a day
        (1, 0, (2, True)),
    ]
    assert sound()


def test_what_is_out_of_reach_is_not_tried_for_ever(site, add_source, crawl):
    channel = site.channel("kedrovka", 40)
    add_source("kedrovka", pages=2)
    crawl()
    channel.posts += [type(channel.posts[0])(number, f"Запись № {number}") for number in range(41, 61)]
    asked = []
    for after in (60, 1.1 * H, 1.2 * H):
        site.asked.clear()
        assert crawl(later(after))["kedrovka"].outcome == FINISHED
        asked.append(len(site.asked) - 1)
    assert asked == [2, 2, 1]


def test_a_post_that_is_back_is_not_deleted(site, add_source, crawl, store):
    channel = site.channel("kedrovka", 5)
    everything = list(channel.posts)
    add_source("kedrovka")
    crawl()
    fates = []
    for after, posts in ((10, everything[:3] + everything[4:]), (2 * H, everything), (4 * H, everything[:3])):
        channel.posts = posts
        crawl(later(after))
        fates.append(store.evidence.fate("https://t.me/kedrovka/4"))
    assert fates[0] == Gone(fates[0].since, 1, False)
    assert fates[1:] == [None, None], "and nothing is concluded about what would stand after the last post shown"


def test_another_channel_under_the_same_name_deletes_nothing(site, add_source, crawl, store):
    site.channel("kedrovka", 5)
    site.channel("klyuchi", 9)
    add_source("kedrovka")
    crawl()
    site.channels["klyuchi"].drop(3)
    add_source("kedrovka", channel="klyuchi")
    assert crawl(later(2 * H))["kedrovka"] == CrawlReport("kedrovka", FINISHED, pages=1, new=8)
    assert not any(store.evidence.fate(e.url) for e in store.evidence.all())


def test_a_block_confirms_nothing(site, add_source, crawl, store):
    channel = site.channel("kedrovka", 45)
    add_source("kedrovka")
    crawl()
    channel.drop(44)
    assert crawl(later(60))["kedrovka"].missing == 1
    html = channel.page(None)
    nothing = b'<section class="tgme_channel_history"><div class="tme_no_messages_found"></div></section>'
    answers = [
        site.Answer(b""),
        site.Answer(b"<html>" + nothing + b"</html>"),
        site.Answer(html, 403),
        site.Answer(html, 404),
        site.Answer(html[: len(html) // 2]),
        site.Answer(b"<html><body>Contact @kedrovka</body></html>"),
    ]
    for hours, answer in enumerate(answers, 2):
        site.in_the_way = lambda path, answer=answer: answer if path.startswith("/s/") else None
        crawl(later(hours * H))
        gone = store.evidence.fate("https://t.me/kedrovka/44")
        assert gone and (gone.times, gone.deleted) == (1, False), answer
    site.in_the_way = lambda path: None
    crawl(later(20 * H))
    assert store.evidence.fate("https://t.me/kedrovka/44").deleted
