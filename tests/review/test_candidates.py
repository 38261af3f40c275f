import pytest

from review.candidates import PAGE
from review.verdicts import corrected
from sinodik.errors import BadInput
from sinodik.records import Field, PartialDate, State, Value
from sinodik.store.candidates import Row


def page_of(world, key: str, browser=None):
    candidate = world.store.candidates.of(world.mentions[key].id)
    return (browser or world.browser).get(f"/candidate/{candidate.id}")


def join(world, *keys: str) -> None:
    """Let Boris say that these are one person."""
    boris = world.another_browser().log_in("boris")
    for other in keys[1:]:
        a, b = world.mentions[keys[0]].id, world.mentions[other].id
        boris.submit(boris.get(f"/pair/{a}/{b}"), "/decide", judgement="same")


def last(world):
    return list(world.store.decisions.all())[-1]


def test_the_list(browser) -> None:
    page = browser.get("/candidates")
    assert [t.get_text() for t in page.soup.select(".list .name")] == [
        "Берестов Павел Ильич",
        "Берестов Петр Ильич",
        "Берестов Пётр Ильич",
        "Бирестов Пётр Ильич",
    ]


SEARCHES = [
    ("берестов", 3),
    ("ПЁТР", 3),
    ("петр берестов", 2),
    ("Берeстов", 3),  # with a Latin e
    ("никто", 0),
    ("%", 0),
    ("", 4),
    ("<script>", 0),
]


@pytest.mark.parametrize(("name", "found"), SEARCHES)
def test_searching_folds_names(browser, name: str, found: int) -> None:
    page = browser.get(f"/candidates?name={name}" if name != "%" else "/candidates?name=%25")
    assert len(page.soup.select(".list li")) == found
    assert "<script>" not in page.response.text


def test_filtering_by_state(world) -> None:
    world.browser.submit(page_of(world, "namesake"), "/reject")
    assert len(world.browser.get("/candidates?state=rejected").soup.select(".list li")) == 1
    assert len(world.browser.get("/candidates?state=draft").soup.select(".list li")) == 3
    assert world.browser.get("/candidates?state=nonsense").status == 200


@pytest.mark.parametrize("page", ["0", "-1", "2", "99999999999999", "x", "1'"])
def test_a_page_that_is_not_there(browser, page: str) -> None:
    assert len(browser.get(f"/candidates?page={page}").soup.select(".list li")) == 4


def test_a_long_list_has_pages(world, make_mention, add_evidence) -> None:
    with world.store.transaction():
        for n in range(PAGE):
            evidence = add_evidence(f"Орешников {n}")
            world.store.mentions.replace(evidence.id, "test", "1", [make_mention("Орешников", evidence)])
    world.matcher.match()
    first = world.browser.get("/candidates?name=о")
    assert len(first.soup.select(".list li")) == PAGE
    following = world.browser.get(first.soup.select_one("a[rel=next]")["href"])
    assert len(following.soup.select(".list li")) == 4


def test_the_rule_is_not_met(world) -> None:
    page = page_of(world, "first")
    assert page.soup.select_one("#confirm").has_attr("disabled")
    assert "asks for 2 independent sources; so far there are 1" in page.soup.select_one("#obstacle").get_text()
    answer = world.browser.submit(page, "/confirm")
    assert answer.status == 409, "nor by a form made by hand"
    assert world.decisions() == []


def test_confirming_names_exactly_what_was_shown(world) -> None:
    join(world, "first", "repost")
    page = world.browser.follow(world.browser.submit(page_of(world, "first"), "/confirm"))
    decision = last(world)
    assert (decision.judgement, decision.reviewer) == ("confirm", "anna")
    assert {a.mention for a in decision.about} == {world.mentions["first"].id, world.mentions["repost"].id}
    assert page.soup.select_one(".state").get_text() == "Confirmed"
    assert world.matcher.asked[-1] == {a.mention for a in decision.about}


def test_a_mention_that_joined_meanwhile_is_not_confirmed_unseen(world) -> None:
    join(world, "first", "repost")
    page = page_of(world, "first")
    join(world, "first", "typo")
    answer = world.browser.submit(page, "/confirm")
    assert answer.status == 409
    assert "has changed since you saw it" in answer.notice
    assert len(answer.form("/confirm")["mention"]) == 3, "and now all three are shown"
    assert last(world).judgement == "same"


def test_a_value_that_changed_meanwhile_is_not_confirmed_unseen(world) -> None:
    join(world, "first", "repost")
    page = page_of(world, "first")
    boris = world.another_browser().log_in("boris")
    boris.submit(page_of(world, "first", boris), "/correct", field="birth", value="1991")
    assert world.browser.submit(page, "/confirm").status == 409
    assert last(world).judgement == "correct"


def test_confirming_twice_decides_once(world) -> None:
    join(world, "first", "repost")
    page = page_of(world, "first")
    for _ in range(2):
        assert world.browser.submit(page, "/confirm").status == 303
    assert world.decisions() == ["same", "confirm"]


def test_joined_after_confirmation(world) -> None:
    join(world, "first", "repost")
    world.browser.submit(page_of(world, "first"), "/confirm")
    join(world, "first", "typo")
    page = page_of(world, "typo")
    assert "1 mention joined after this candidate was confirmed" in page.soup.get_text()
    world.browser.submit(page, "/confirm")
    assert len(last(world).about) == 3


def test_a_contradiction_cannot_be_confirmed(world) -> None:
    import msgspec

    join(world, "first", "repost")
    candidate = world.store.candidates.of(world.mentions["first"].id)
    torn = msgspec.structs.replace(
        candidate, state=State.CONTRADICTED, conflicts=("anna says same, boris says different.",)
    )
    with world.store.transaction():
        world.store.candidates.update(torn.mentions, [Row.of(torn)], [])
    page = page_of(world, "first")
    assert "anna says same" in page.soup.select_one(".warning").get_text()
    assert page.soup.select_one("#confirm").has_attr("disabled")
    assert world.browser.submit(page, "/confirm").status == 409


def test_rejecting_and_taking_it_back(world) -> None:
    page = world.browser.follow(world.browser.submit(page_of(world, "first"), "/reject"))
    assert page.soup.select_one(".state").get_text() == "Rejected"
    page = world.browser.follow(world.browser.submit(page, "/undo"))
    assert page.soup.select_one(".state").get_text() == "Draft"
    assert world.decisions() == ["reject", "undo"]
    assert "taken back" in page.soup.select_one(".history").get_text()


def test_not_this_person(world) -> None:
    join(world, "first", "repost", "typo")
    out = world.mentions["typo"].id
    page = world.browser.submit(page_of(world, "first"), "/split", out=out)
    assert page.status == 303
    decision = last(world)
    assert decision.judgement == "split"
    assert [a.mention for a in decision.about] == [out]
    assert {a.mention for a in decision.against} == {world.mentions["first"].id, world.mentions["repost"].id}


@pytest.mark.parametrize("out", ["namesake", ""])
def test_not_this_person_needs_one_of_its_mentions(world, out: str) -> None:
    join(world, "first", "repost")
    mention = world.mentions[out].id if out else ""
    assert world.browser.submit(page_of(world, "first"), "/split", out=mention).status == 409
    assert last(world).judgement == "same"


def test_correcting_a_value(world) -> None:
    page = world.browser.follow(
        world.browser.submit(page_of(world, "typo"), "/correct", field="surname", value="  Берестов ")
    )
    decision = last(world)
    assert (decision.field, decision.value) == (Field.SURNAME, "Берестов")
    assert page.soup.h1.get_text() == "Берестов Пётр Ильич"
    assert "Бирестов" in page.soup.select_one(".values .variant").get_text(), "what was read is kept apart"
    assert "Surname → Берестов" in " ".join(page.soup.select_one(".history").get_text().split())


RIGHT = [
    ("birth", "1990-02-01", PartialDate(1990, 2, 1)),
    ("death", " 2022-05 ", PartialDate(2022, 5)),
    ("burial", "2022", PartialDate(2022)),
    ("age", "32", 32),
    ("settlement", "Нижние  Ключи", "Нижние Ключи"),
]
WRONG = [
    ("birth", "01.02.1990"),
    ("birth", "1990-13"),
    ("birth", "1990-02-30"),
    ("birth", "90"),
    ("birth", "99999"),
    ("birth", "1990-02-01-04"),
    ("death", "вчера"),
    ("age", "-1"),
    ("age", "тридцать"),
    ("age", "900"),
    ("surname", "   "),
    ("surname", "я" * 201),
    ("surname", "Бере\0стов"),
    ("phone", "12345"),
    ("", ""),
]


@pytest.mark.parametrize(("field", "text", "value"), RIGHT)
def test_a_corrected_value_has_its_fields_type(field: str, text: str, value: Value) -> None:
    assert corrected(field, text) == (field, value)


@pytest.mark.parametrize(("field", "text"), WRONG)
def test_a_correction_that_cannot_be(world, field: str, text: str) -> None:
    with pytest.raises(BadInput):
        corrected(field, text)
    page = world.browser.submit(page_of(world, "first"), "/correct", field=field, value=text)
    assert page.status == 400
    assert world.decisions() == []


def test_a_candidate_that_is_not_there_any_more(world) -> None:
    page = page_of(world, "first")
    join(world, "first", "repost")
    led_on = world.browser.follow(world.browser.get(str(page.form("/reject")["@"]).removesuffix("/reject")))
    assert len(led_on.form("/reject")["mention"]) == 2, "its identifier leads to the candidate that has its mention now"
    answer = world.browser.submit(page, "/reject")
    assert answer.status == 409
    assert len(answer.form("/reject")["mention"]) == 2, "the candidate that holds the mention now is shown"


def test_reasons_and_history(world) -> None:
    join(world, "first", "repost")
    text = " ".join(page_of(world, "first").soup.get_text().split())
    assert "The surnames are written alike." in text
    assert "same person boris" in text
    assert "the machine said +5.0" in text
