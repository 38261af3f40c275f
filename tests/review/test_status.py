import stat
from datetime import timedelta

import pytest

from review.pages import lasting
from review.status import TOKEN, token_of
from sinodik.store import now

SOURCE = 'kind = "photos"\npublisher = "k"\nfolder = "photos"\nschedule = "0 * * * *"\n'


@pytest.fixture
def sources(world):
    folder = world.store.workspace / "sources"
    (folder / "kedrovka.toml").write_text(SOURCE)
    (folder / "zarechye.toml").write_text(SOURCE.replace('schedule = "0 * * * *"\n', ""))
    return folder


def text(page) -> str:
    return " ".join(page.soup.select_one("main").get_text(" ").split())


def test_the_page_tells_how_each_source_stands(world, sources) -> None:
    for known in (20, 20, 20, 1):
        run = world.store.runs.start("crawl", "kedrovka")
        world.store.runs.finish(run, "finished", {"new": 1, "known": known - 1})
    page = world.browser.get("/status")
    said = text(page)
    assert page.status == 200
    assert "No scheduler has run here yet" in said
    assert "Far less than usual: 1 seen, usually about 20" in said
    rows = {
        r.th.get_text(strip=True): [c.get_text(" ", strip=True) for c in r("td")] for r in page.soup.select("tbody tr")
    }
    assert rows["kedrovka"][2:5] == ["1", "20", "1"]
    assert rows["zarechye"][0] == "never"
    assert rows["zarechye"][5] == "by hand"
    assert rows["example"][5] == "off"


def test_a_dead_heartbeat_is_shown(world, sources) -> None:
    then = now() - timedelta(hours=1)
    assert world.store.firings.claim(("crawl", "kedrovka"), then, 1, then)
    world.store.firings.beat([("crawl", "kedrovka")], then + timedelta(minutes=1))
    said = text(world.browser.get("/status"))
    assert "The scheduler does not run; its last sign of life was" in said
    assert "No sign of life since" in said
    world.store.firings.beat([("crawl", "kedrovka")], now())
    said = text(world.browser.get("/status"))
    assert "The scheduler runs" in said
    assert "running for 1 h" in said


def test_a_source_that_is_being_edited_does_not_break_the_page(world, sources) -> None:
    (sources / "kedrovka.toml").write_text('kind = "photos"\nschedule = "every day"\n')
    page = world.browser.get("/status")
    assert page.status == 200
    assert "kedrovka.toml" in page.notice


def test_the_page_is_for_reviewers(world, sources) -> None:
    page = world.another_browser().get("/status")
    assert (page.status, page.response.headers["location"]) == (303, "/login?next=%2Fstatus")


def test_metrics_are_for_whoever_knows_the_token(world, sources) -> None:
    token = token_of(world.store.workspace)
    stranger = world.another_browser()
    for given in (
        {},
        {"Authorization": "Bearer "},
        {"Authorization": f"Bearer {token}x"},
        {"Authorization": "Bearer é".encode("latin-1")},
    ):
        page = stranger.get("/metrics", **given)
        assert (page.status, page.response.headers["www-authenticate"]) == (401, "Bearer")
        assert "kedrovka" not in page.response.text
    assert world.browser.get("/metrics").status == 401, "being logged in is not enough either"
    page = stranger.get("/metrics", Authorization=f"Bearer {token}")
    assert page.status == 200
    assert page.response.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert 'sinodik_source_running{source="kedrovka"} 0' in page.response.text


def test_the_token_is_its_owners_only_and_stays(workspace) -> None:
    token = token_of(workspace)
    assert token == token_of(workspace)
    assert len(token) >= 40
    assert stat.S_IMODE((workspace / TOKEN).stat().st_mode) == 0o600


LASTING = [(0, "0 s"), (89, "89 s"), (90, "2 min"), (3600, "1 h"), (12000, "3 h 20 min"), (90000, "1 d 1 h")]


@pytest.mark.parametrize(("seconds", "written"), LASTING)
def test_durations(seconds: float, written: str) -> None:
    assert lasting(seconds) == written
