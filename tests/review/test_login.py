import stat
from datetime import timedelta
from pathlib import Path

import pytest

from review.app import create_app
from review.login import local
from review.sessions import COOKIE, LASTS_S, SECRET, Session, Sessions, secret_of
from review.throttle import Throttle
from sinodik.errors import NotFound
from sinodik.settings import Settings
from sinodik.store import Store

PAGES = ["/", "/candidates", "/candidate/x", "/pair/a/b", f"/photo/{'0' * 64}"]
POSTS = ["/decide", "/undo", "/candidate/x/confirm", "/candidate/x/reject", "/candidate/x/split", "/logout"]


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_sent_to_log_in(world, path: str) -> None:
    page = world.another_browser().get(path)
    assert page.status == 303
    assert page.response.headers["location"].startswith("/login")
    assert "Берестов" not in page.response.text


@pytest.mark.parametrize("path", POSTS)
def test_a_stranger_decides_nothing(world, path: str) -> None:
    page = world.another_browser().post(path, {"judgement": "same"})
    assert (page.status, page.response.headers["location"]) == (303, "/login")
    assert world.decisions() == []


def test_htmx_is_told_to_go_to_the_log_in_page(world) -> None:
    page = world.another_browser().post("/decide", **{"HX-Request": "true"})
    assert (page.status, page.response.headers["hx-redirect"]) == (401, "/login")


def test_the_page_asked_for_is_shown_after_logging_in(world) -> None:
    stranger = world.another_browser()
    ask = stranger.follow(stranger.get("/candidates?state=draft"))
    page = stranger.submit(ask, "/login", name="boris", password="boris's long password")
    assert page.response.headers["location"] == "/candidates?state=draft"


def test_the_cookie_is_out_of_reach(world) -> None:
    stranger = world.another_browser()
    page = stranger.submit(stranger.get("/login"), "/login", name="anna", password="anna's long password")
    cookie = page.response.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "secure" not in cookie, "this desk is asked over plain HTTP on the loopback"


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("anna", "wrong"),
        ("nobody", "anna's long password"),
        ("", ""),
        ("anna", ""),
        ("' OR 1=1 --", "x"),
        ("anna", "\0"),
    ],
)
def test_a_wrong_password_or_name(world, name: str, password: str) -> None:
    page = world.another_browser().post("/login", {"name": name, "password": password})
    assert page.status == 401
    assert "do not belong together" in page.notice
    assert COOKIE not in page.response.cookies


def test_guessing_is_slowed_down(world) -> None:
    stranger = world.another_browser()
    said = [stranger.post("/login", {"name": "anna", "password": f"guess {n}"}).status for n in range(7)]
    assert said == [401] * 5 + [429] * 2
    page = stranger.post("/login", {"name": "anna", "password": "anna's long password"})
    assert page.status == 429, "not even the right password, for some seconds"
    assert int(page.response.headers["retry-after"]) >= 1
    elsewhere = world.another_browser()
    elsewhere.address = "192.0.2.7"
    elsewhere.log_in("anna")


def test_the_pause_doubles_and_ends() -> None:
    clock = [0.0]
    throttle = Throttle(lambda: clock[0])
    pauses = []
    for _ in range(16):
        throttle.failed("192.0.2.1", "anna")
        pauses.append(throttle.wait("192.0.2.1", "anna"))
    assert pauses[:8] == [0, 0, 0, 0, 2, 4, 8, 16]
    assert max(pauses) == 900
    assert throttle.wait("192.0.2.1", "boris") == 0
    clock[0] += 901
    assert throttle.wait("192.0.2.1", "anna") == 0


def test_trying_many_names_from_one_address_is_slowed_down_too() -> None:
    throttle = Throttle(lambda: 0.0)
    for n in range(20):
        throttle.failed("192.0.2.1", f"name {n}")
    assert throttle.wait("192.0.2.1", "a new name") > 0
    assert throttle.wait("192.0.2.2", "a new name") == 0


def test_logging_out(world) -> None:
    page = world.browser.submit(world.browser.get("/"), "/logout")
    assert page.response.headers["location"] == "/login"
    assert world.browser.get("/").response.headers["location"] == "/login"


def test_without_reviewers_the_page_says_how_to_add_one(store: Store, settings: Settings, world) -> None:
    with store.transaction():
        store.db.execute("DELETE FROM reviewer")
    page = world.another_browser().get("/login")
    assert "sinodik reviewer add NAME" in page.notice
    assert world.browser.get("/").status == 303, "and who was a reviewer is one no more"


def test_a_restart_logs_nobody_out(world, reader) -> None:
    world.browser.app = create_app(world.store, world.settings, world.matcher, reader.explain)
    assert world.browser.get("/").status == 200


def test_the_signing_key_is_its_owners_only(workspace: Path) -> None:
    key = secret_of(workspace)
    assert key == secret_of(workspace)
    assert len(key) == 32
    assert stat.S_IMODE((workspace / SECRET).stat().st_mode) == 0o600
    (workspace / SECRET).write_bytes(b"short")
    assert len(secret_of(workspace)) == 32


def test_a_session_ends_and_cannot_be_forged() -> None:
    clock = [1000.0]
    sessions = Sessions(b"k" * 32, lambda: clock[0])
    cookie = sessions.begin("Анна", "mark")
    assert sessions.session(cookie) == Session("Анна", 1000.0, "mark")
    body, _, signature = cookie.partition(".")
    forged = [
        "",
        ".",
        body,
        f"{body}.{'0' * 64}",
        f"{body}x.{signature}",
        Sessions(b"o" * 32).begin("Анна", "mark"),
        "ÿ.ÿ",
    ]
    assert [sessions.session(c) for c in forged] == [None] * len(forged)
    assert sessions.session(f"{body}.{sessions.token(cookie)}") is None, "a form's token signs no session"
    clock[0] += timedelta(seconds=LASTS_S).total_seconds()
    assert sessions.session(cookie) is None


def test_who_is_removed_is_out_at_once_and_a_new_entry_of_the_name_lets_nobody_back(world) -> None:
    assert world.browser.get("/").status == 200
    world.store.reviewers.remove("anna")
    assert world.browser.get("/").response.headers["location"] == "/login"
    world.store.reviewers.add("anna", "another Anna's password")
    assert world.browser.get("/").status == 303, "the old session is another Anna's"
    with pytest.raises(NotFound, match="no reviewer “nobody”"):
        world.store.reviewers.remove("nobody")


@pytest.mark.parametrize("password", ["anna's next password", "anna's long password"], ids=["new", "set again"])
def test_a_password_that_is_set_ends_the_sessions_before(world, password: str) -> None:
    other = world.another_browser().log_in("boris")
    world.store.reviewers.add("anna", password)
    assert world.browser.get("/").response.headers["location"] == "/login"
    assert other.get("/").status == 200, "the others stay"


def test_a_session_without_a_mark_is_none(world) -> None:
    """A cookie of before passwords left a mark, or of a reviewer that there is not."""
    sessions = Sessions(secret_of(world.store.workspace))
    marks = [("anna", "", 303), ("nobody", "", 303), ("anna", world.store.reviewers.mark("anna"), 200)]
    for name, mark, status in marks:
        browser = world.another_browser()
        browser.cookies.set(COOKIE, sessions.begin(name, mark))
        assert browser.get("/").status == status


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "elsewhere",
        "",
        "/\t/e.example",
        "//[",
    ],
)
def test_no_redirect_leads_away(address: str) -> None:
    assert local(address) == "/"
