import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import expect

from sinodik.records import Judgement, State
from sinodik.store import Store

pytestmark = pytest.mark.browser

SIZES = [(1280, 1000), (390, 844)]


def judgements(workspace: Path) -> list[Judgement]:
    with Store(workspace) as store:
        return [d.judgement for d in store.decisions.all()]


def export(workspace: Path, dsn: str) -> dict[str, object]:
    command = [sys.executable, "-m", "sinodik", "-w", str(workspace), "export", "--to", "postgres", "--json"]
    done = subprocess.run(
        command, env=os.environ | {"SINODIK_POSTGRES": dsn}, check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout)


def changes(report: dict[str, object]) -> list[object]:
    return [report[what] for what in ("inserted", "updated", "withdrawn", "unchanged")]


@pytest.mark.postgres
def test_a_reviewers_evening(desk, postgres: str) -> None:
    """Three pairs by keyboard on a Russian layout, one undone, one candidate confirmed; PostgreSQL then holds it."""
    desk.log_in()
    first = desk.asked()
    desk.decide("Digit1", "1")
    second = desk.asked()
    desk.decide("KeyF", "а")
    third = desk.asked()
    desk.decide("KeyD", "в")
    assert len({first, second, third}) == 3
    assert judgements(desk.workspace) == ["same", "unsure", "different"]

    desk.decide("KeyZ", "я")
    assert desk.asked() == third, "the pair that was taken back is before us again"
    assert judgements(desk.workspace) == ["same", "unsure", "different", "undo"]
    desk.decide("KeyD", "в")
    assert judgements(desk.workspace)[-1] == "different"

    desk.press("KeyC", "с")
    desk.page.wait_for_url("**/candidates")
    desk.page.get_by_role("searchbox").fill("берестов петр")
    desk.page.get_by_role("searchbox").press("Enter")
    desk.page.locator(".list a").first.click()
    desk.page.wait_for_selector("#confirm")
    desk.press("KeyY", "н")
    desk.page.wait_for_selector(".head .s-confirmed")
    with Store(desk.workspace) as store:
        (confirmed,) = store.candidates.all(State.CONFIRMED)
        decision = store.decisions.get(confirmed.decision or 0)
    assert decision.reviewer == "Анна"
    assert {a.mention for a in decision.about} == set(confirmed.mentions) == set(confirmed.confirmed)
    assert decision.values == confirmed.best
    assert desk.complaints == []

    assert changes(export(desk.workspace, postgres)) == [1, 0, 0, 0]
    with psycopg.connect(postgres) as database:
        [person] = database.execute("SELECT surname, given, birth, confirmed_by, status FROM sinodik.person").fetchall()
        quotes = database.execute("SELECT DISTINCT quote FROM sinodik.reference WHERE field = 'birth'").fetchall()
        before = database.execute("SELECT xmin, ctid FROM sinodik.person").fetchall()
    assert person == ("Берестов", "Пётр", "1990-05-04", "Анна", "confirmed")
    assert {q for (q,) in quotes} == {"4 мая 1990 года", "04.05.1990"}
    assert changes(export(desk.workspace, postgres)) == [0, 0, 0, 1]
    with psycopg.connect(postgres) as database:
        assert database.execute("SELECT xmin, ctid FROM sinodik.person").fetchall() == before


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_fits_and_is_photographed(desk, screenshots: Path, scheme: str) -> None:
    desk.page.emulate_media(color_scheme=scheme)
    folder = screenshots / scheme
    folder.mkdir(exist_ok=True)

    def photograph(name: str) -> None:
        for width, height in SIZES:
            assert desk.screenshot(name, width, height, folder, whole=name != "review").stat().st_size > 5000
            wide = desk.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{name} is {wide} pixels wide on a screen of {width}"

    desk.page.goto(desk.url)
    photograph("login")
    desk.log_in()
    photograph("review")
    photograph("review-whole")
    with Store(desk.workspace) as store:
        candidate = max(store.candidates.all(), key=lambda c: len(c.mentions))
    desk.page.goto(f"{desk.url}candidates")
    photograph("candidates")
    desk.page.goto(f"{desk.url}candidate/{candidate.id}")
    desk.page.wait_for_load_state("networkidle")
    assert desk.page.evaluate("[...document.images].every(i => i.complete && i.naturalWidth > 0)")
    desk.page.locator("details.reason summary").first.click()
    photograph("candidate")
    desk.page.get_by_role("link", name="How was this read?").first.click()
    desk.page.locator(".post blockquote a").first.click()
    assert desk.page.locator(".claims :target").count() == 1
    photograph("reading")
    desk.page.goto(f"{desk.url}status")
    photograph("status")
    assert desk.complaints == []


def test_keys_are_left_alone_while_one_types(desk) -> None:
    desk.log_in()
    desk.page.goto(f"{desk.url}candidates")
    desk.page.get_by_role("searchbox").focus()
    for code, letter in [("KeyC", "с"), ("KeyQ", "й"), ("KeyS", "ы")]:
        desk.press(code, letter)
    assert desk.page.get_by_role("searchbox").input_value() == "сйы"
    desk.page.goto(desk.url)
    before = desk.asked()
    for modifier in ("Control", "Alt", "Meta"):
        desk.page.wait_for_selector("html[data-keys=on]")
        desk.page.keyboard.press(f"{modifier}+KeyF")
    assert desk.asked() == before
    assert judgements(desk.workspace) == []


def test_a_key_that_is_held_down_decides_once(desk) -> None:
    desk.log_in()
    desk.page.eval_on_selector("#work", "work => { work.dataset.old = '' }")
    desk.page.wait_for_selector("html[data-keys=on]")
    held = {"type": "keyDown", "code": "KeyF", "key": "а", "text": "а"}
    desk.keyboard.send("Input.dispatchKeyEvent", held)
    for _ in range(8):
        desk.keyboard.send("Input.dispatchKeyEvent", held | {"autoRepeat": True})
    desk.page.wait_for_selector("#work:not([data-old])")
    desk.page.wait_for_selector("html[data-keys=on]")
    for _ in range(8):
        desk.keyboard.send("Input.dispatchKeyEvent", held | {"autoRepeat": True})
    assert judgements(desk.workspace) == ["unsure"]


def test_without_javascript(desk) -> None:
    """The same by plain forms."""
    desk.log_in()
    cookies = desk.page.context.cookies()
    context = desk.page.context.browser.new_context(java_script_enabled=False)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(desk.url)
    page.get_by_role("button", name="Cannot tell").click()
    page.get_by_role("button", name="Undo").click()
    page.wait_for_url("**/pair/**")
    page.get_by_role("button", name="Different").click()
    assert judgements(desk.workspace) == ["unsure", "undo", "different"]
    context.close()


def test_a_session_that_ended_leads_to_the_log_in_page(desk) -> None:
    desk.log_in()
    desk.page.context.clear_cookies()
    desk.press("KeyS", "ы")
    desk.page.wait_for_url("**/login")
    assert judgements(desk.workspace) == []


def test_a_form_that_is_refused_says_so_above_the_pair(desk) -> None:
    desk.log_in()
    before = desk.asked()
    desk.page.eval_on_selector(".ask input[name=token]", "field => { field.value = 'forged' }")
    desk.press("KeyS", "ы")
    expect(desk.page.locator("#notice")).to_contain_text("earlier session")
    assert desk.asked() == before
    assert judgements(desk.workspace) == []
