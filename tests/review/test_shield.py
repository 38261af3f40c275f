import pytest

from review.desk import MAX_FIELDS
from review.shield import MAX_FORM

PATHS = ["/", "/login", "/candidates", "/nowhere", "/static/desk.js", "/static/desk.css", "/static/htmx.min.js"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_headers(browser, path: str) -> None:
    headers = browser.get(path).response.headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/", "/candidates", "/login"])
def test_pages_hold_no_inline_code_and_ask_nobody_else(browser, path: str) -> None:
    page = browser.get(path).soup
    assert not page.select("style, [style], [onclick], [onload], script:not([src])")
    assert all(tag["src"].startswith("/static/") for tag in page.select("script, img"))
    assert all(tag["href"].startswith("/static/") for tag in page.select("link"))


FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://elsewhere.example"},
    {"Origin": "http://127.0.0.1:9999"},
]
OWN = [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://127.0.0.1:8420"}, {"Origin": "null"}, {}]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_a_form_of_another_site_is_refused_even_with_its_token(world, headers: dict[str, str]) -> None:
    form = world.browser.get("/").form("/decide") | {"judgement": "same"}
    assert world.browser.post("/decide", form, **headers).status == 403
    assert world.decisions() == []


@pytest.mark.parametrize("headers", OWN, ids=str)
def test_a_form_needs_the_token_of_its_session(world, headers: dict[str, str]) -> None:
    form = world.browser.get("/").form("/decide") | {"judgement": "same"}
    boris = world.another_browser().log_in("boris").get("/").form("/decide")
    for token in ("", "0" * 64, boris["token"]):
        page = world.browser.post("/decide", form | {"token": token}, **headers)
        assert page.status == 403
    assert world.decisions() == []
    assert world.browser.post("/decide", form, **headers).status == 303


def test_a_form_may_be_large_but_not_without_end(browser) -> None:
    assert browser.post("/decide", {"a": "x" * MAX_FORM}).status == 413
    assert browser.post("/decide", {"a": [""] * (MAX_FIELDS + 1)}).status == 400


def test_methods_that_pages_do_not_have(browser) -> None:
    assert browser.get("/decide").status == 405
    assert browser.post("/candidates").status == 405
