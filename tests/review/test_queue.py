from datetime import timedelta

import msgspec
import pytest

from review.judging import catch_up
from sinodik.errors import InUse
from sinodik.records import Claim, Field, Judgement, Mention, Span


def shown(page) -> set[str]:
    """The two mentions that a page asks about."""
    form = page.form("/decide")
    return {form["a"], form["b"]}


def two(world, one: str, other: str) -> set[str]:
    return {world.mentions[one].id, world.mentions[other].id}


def test_the_most_doubtful_pair_comes_first(world) -> None:
    page = world.browser.get("/")
    assert shown(page) == two(world, "first", "typo")
    assert "3 left" in page.soup.select_one(".progress").get_text()
    assert page.soup.select_one('[lang="ru"] mark.k-name')
    assert {b.get_text() for b in page.soup.select(".compare td b")} == {"е", "и"}, "the letters that differ"


def test_evidence_is_escaped(world) -> None:
    world.matcher.pairs = world.matcher.pairs[:2]
    for _ in range(2):
        page = world.browser.get("/")
        assert "<script>alert" not in page.response.text
        assert "<img src=x" not in page.response.text
        assert not page.soup.select("[onerror]")
        assert "alert(" in page.soup.select_one(".sides").get_text()
        world.browser.submit(page, "/decide", judgement="unsure")


@pytest.mark.parametrize("judgement", ["same", "different", "unsure"])
def test_a_decision_keeps_what_the_machine_said(world, judgement: str) -> None:
    page = world.browser.get("/")
    world.browser.submit(page, "/decide", judgement=judgement)
    (decision,) = world.store.decisions.all()
    assert decision.judgement == judgement
    assert decision.reviewer == "anna"
    assert decision.score == 3.5
    assert [w.rule for w in decision.whys] == ["surname", "given"]
    mentions = {m.id: m for m in world.mentions.values()}
    for anchor in decision.about + decision.against:
        assert anchor.evidence == mentions[anchor.mention].evidence
        assert anchor.where == mentions[anchor.mention].anchor.where
    assert world.matcher.asked == [two(world, "first", "typo")]


def test_without_javascript_the_next_pair_comes_by_redirect(world) -> None:
    page = world.browser.follow(world.browser.submit(world.browser.get("/"), "/decide", judgement="same"))
    assert shown(page) == two(world, "first", "repost")
    assert "2 left" in page.soup.select_one(".progress").get_text()
    assert "1 decided today" in page.soup.select_one(".progress").get_text()


def test_htmx_gets_only_the_next_pair(world) -> None:
    page = world.browser.submit(world.browser.get("/"), "/decide", htmx=True, judgement="same")
    assert page.status == 200
    assert page.response.text.lstrip().startswith('<div id="work">')
    assert shown(page) == two(world, "first", "repost")


def test_the_end_of_the_queue(world) -> None:
    for _ in range(3):
        world.browser.submit(world.browser.get("/"), "/decide", judgement="unsure")
    page = world.browser.get("/")
    assert "Nothing waits" in page.soup.h1.get_text()
    assert "What you could not tell waits for the other reviewers" in page.soup.get_text()
    assert len(world.decisions()) == 3
    boris = world.another_browser().log_in("boris")
    assert shown(boris.get("/")) == two(world, "first", "typo"), "who may know more"
    boris.submit(boris.get("/"), "/decide", judgement="same")
    assert world.browser.get("/").soup.select_one(".progress").get_text().strip().startswith("0 left")


def test_the_same_key_twice_decides_once(world) -> None:
    page = world.browser.get("/")
    for htmx in (False, False, True):
        world.browser.submit(page, "/decide", htmx=htmx, judgement="same")
    assert world.decisions() == ["same"]


def test_a_second_thought_about_an_old_page_points_to_undo(world) -> None:
    page = world.browser.get("/")
    world.browser.submit(page, "/decide", judgement="same")
    again = world.browser.submit(page, "/decide", judgement="different")
    assert again.status == 409
    assert "You have decided that pair already: same" in again.notice
    assert world.decisions() == ["same"]


def test_somebody_else_was_faster(world) -> None:
    page = world.browser.get("/")
    boris = world.another_browser().log_in("boris")
    both = sorted(two(world, "first", "typo"))
    boris.submit(boris.get(f"/pair/{both[0]}/{both[1]}"), "/decide", judgement="different")
    answer = world.browser.submit(page, "/decide", htmx=True, judgement="same")
    assert answer.status == 409
    assert "boris has decided that pair meanwhile: different" in answer.notice
    assert shown(answer) == two(world, "first", "repost"), "and the next pair is there"
    assert world.decisions() == ["different"]


def test_two_reviewers_are_shown_two_pairs(world) -> None:
    boris = world.another_browser().log_in("boris")
    assert shown(world.browser.get("/")) != shown(boris.get("/"))
    assert shown(world.browser.get("/")) == two(world, "first", "typo"), "and each keeps their own"


def test_a_pair_that_changed_is_shown_again(world) -> None:
    page = world.browser.get("/")
    world.matcher.pairs = [msgspec.structs.replace(p, score=p.score + 0.1) for p in world.matcher.pairs]
    world.matcher.match()
    answer = world.browser.submit(page, "/decide", judgement="same")
    assert answer.status == 409
    assert "Please look again" in answer.notice
    assert shown(answer) == shown(page)
    assert world.decisions() == []
    world.browser.submit(answer, "/decide", judgement="same")
    assert world.decisions() == ["same"]


def test_a_pair_whose_evidence_was_read_anew_is_passed_over(world) -> None:
    page = world.browser.get("/")
    gone = world.mentions["typo"]
    with world.store.transaction():
        world.store.mentions.replace(gone.evidence, "test", "2", [])
    answer = world.browser.submit(page, "/decide", judgement="same")
    assert answer.status == 409
    assert "not there any more" in answer.notice
    assert gone.id not in shown(world.browser.get("/"))


@pytest.mark.parametrize("judgement", ["", "confirm", "undo", "SAME", "x" * 500])
def test_what_is_not_a_judgement(world, judgement: str) -> None:
    assert world.browser.submit(world.browser.get("/"), "/decide", judgement=judgement).status == 400
    assert world.decisions() == []


def test_undo_takes_back_the_last_and_shows_it_again(world) -> None:
    for _ in range(2):
        world.browser.submit(world.browser.get("/"), "/decide", judgement="same")
    page = world.browser.follow(world.browser.submit(world.browser.get("/"), "/undo"))
    assert shown(page) == two(world, "first", "repost")
    assert world.decisions() == ["same", "same", "undo"]
    assert [d.seq for d in world.store.decisions.standing()] == [1]
    assert world.matcher.asked[-1] == two(world, "first", "repost")
    world.browser.submit(page, "/decide", htmx=True, judgement="different")
    assert [d.judgement for d in world.store.decisions.standing()] == ["same", "different"]


def test_undo_by_htmx_shows_the_pair(world) -> None:
    page = world.browser.submit(world.browser.get("/"), "/decide", htmx=True, judgement="same")
    page = world.browser.submit(page, "/undo", htmx=True)
    assert shown(page) == two(world, "first", "typo")
    assert "Taken back" in page.notice
    assert not page.soup.select('form[action="/undo"]'), "nothing of hers stands any more"


def test_undo_twice_takes_back_once(world) -> None:
    for _ in range(2):
        world.browser.submit(world.browser.get("/"), "/decide", judgement="same")
    page = world.browser.get("/")
    world.browser.submit(page, "/undo")
    again = world.browser.submit(page, "/undo")
    assert (again.status, again.notice) == (409, "That was taken back already.")
    assert [d.seq for d in world.store.decisions.standing()] == [1]


def test_undo_takes_back_ones_own_only(world) -> None:
    world.browser.submit(world.browser.get("/"), "/decide", judgement="same")
    boris = world.another_browser().log_in("boris")
    page = boris.get("/")
    assert not page.soup.select('form[action="/undo"]')
    assert boris.post("/undo", {"token": page.form("/decide")["token"], "seq": "1"}).status == 409
    assert len(world.store.decisions.standing()) == 1


def test_undo_finds_a_mention_that_was_read_anew(world) -> None:
    page = world.browser.submit(world.browser.get("/"), "/decide", htmx=True, judgement="same")
    old = world.mentions["typo"]
    at = old.anchor.where
    wider = Claim(Field.SURNAME, "Бирестов", "! Бирестов", Span(at.start - 2, at.end))
    new = Mention(evidence=old.evidence, extractor="test", version="2", claims=(wider, *old.claims[1:]))
    assert new.id != old.id
    with world.store.transaction():
        world.store.mentions.replace(old.evidence, "test", "2", [new])
    world.browser.submit(page, "/undo", htmx=True)
    assert world.matcher.asked[-1] == {world.mentions["first"].id, new.id}
    assert world.decisions() == ["same", "undo"]


def test_a_decision_is_safe_if_matching_fails(world, reader) -> None:
    def busy(mentions: object) -> None:
        raise InUse("The workspace is being written.", remedy="wait")

    page = world.browser.get("/")
    matcher, failing = world.matcher, world.browser.app
    from review.app import create_app

    world.browser.app = create_app(world.store, world.settings, busy, reader.explain)
    answer = world.browser.submit(page, "/decide", judgement="same")
    assert "Your decision is stored" in answer.notice
    assert world.decisions() == ["same"]
    assert catch_up(world.store, matcher) == 1
    assert matcher.asked == [two(world, "first", "typo")]
    world.browser.app = failing
    assert shown(world.browser.get("/")) == two(world, "first", "repost")
    assert catch_up(world.store, matcher) == 0


def test_a_decided_pair_says_who_decided_it(world) -> None:
    both = sorted(two(world, "first", "typo"))
    world.browser.submit(world.browser.get("/"), "/decide", judgement="different")
    page = world.browser.get(f"/pair/{both[0]}/{both[1]}")
    assert "anna decided this pair" in page.soup.get_text()
    world.browser.submit(page, "/decide", judgement="same")
    assert world.decisions() == [Judgement.DIFFERENT, Judgement.SAME], "the later stands; both are kept"


def test_what_vanished_says_so(world) -> None:
    evidence = world.evidence["typo"]
    with world.store.transaction():
        world.store.evidence.observe(evidence.url, evidence.source, "missing", evidence.seen, evidence.payload)
    assert "missing since 10 Mar 2023" in world.browser.get("/").soup.select_one(".sides").get_text()
    later = evidence.seen + timedelta(days=1)
    with world.store.transaction():
        world.store.evidence.observe(evidence.url, evidence.source, "missing", later, evidence.payload)
    assert "deleted since 10 Mar 2023" in world.browser.get("/").soup.select_one(".sides").get_text()


def test_the_original_is_linked_without_a_trace(world) -> None:
    links = world.browser.get("/").soup.select(".original a[target]")
    assert len(links) == 2
    assert all(a["rel"] == ["noopener", "noreferrer"] for a in links)


def test_an_address_that_runs_code_is_no_link(world, add_evidence, make_mention) -> None:
    evidence = add_evidence("Берестов", url="javascript:alert(1)")
    mention = make_mention("Берестов", evidence)
    with world.store.transaction():
        world.store.mentions.replace(evidence.id, "test", "1", [mention])
    world.matcher.match()
    candidate = world.store.candidates.of(mention.id)
    page = world.browser.get(f"/candidate/{candidate.id}")
    assert page.status == 200
    assert not page.soup.select('a[href^="javascript"]')


JUNK = [
    "/pair/a/b",
    "/pair/%00/%ff",
    "/candidate/nobody",
    "/candidate/%3Cscript%3E",
    "/x",
    "/static/../app.py",
]


@pytest.mark.parametrize("path", JUNK)
def test_junk_in_the_address(browser, path: str) -> None:
    page = browser.get(path)
    assert page.status == 404
    assert "<script>" not in page.response.text
