"""The page that shows how a post was read."""

from collections.abc import Callable

import pytest
from hypothesis import given, strategies

from review.pages import percent
from review.reading import Note, Piece, pieces
from sinodik.records import Evidence, Mention, Span

LIST = (
    "Вчера погибли наши земляки: рядовой Берестов Пётр Ильич, 1990 г. р., и ефрейтор Лугов Олег.\n"
    "Соболезнуем матери Анне Петровне Берестовой. <script>alert(1)</script>\nГлава района И. И. Орешников"
)
OTHER = "Поздравляем Берестова Петра Ильича с юбилеем! Всем добра."


@pytest.fixture
def read(world, add_evidence: Callable[..., Evidence]) -> Callable[..., object]:
    """The page of a post that was just found."""

    def page(text: str, **given: object):
        evidence = add_evidence(text, **given)
        return world.browser.get(f"/evidence/{evidence.id}")

    return page


def words(page, selector: str) -> list[str]:
    return [" ".join(tag.get_text(" ").split()) for tag in page.soup.select(selector)]


def test_every_claim_is_marked_in_its_place_and_has_a_reason(read) -> None:
    page = read(LIST)
    assert page.status == 200
    post = page.soup.select_one(".post blockquote")
    assert post.get_text() == LIST
    assert words(page, ".found header .name") == ["Берестов Пётр Ильич", "Лугов Олег"]
    marks = page.soup.select(".post blockquote a")
    assert {m.get_text() for m in marks} >= {"рядовой", "Берестов", "1990 г. р.", "ефрейтор", "Лугов"}
    for mark in marks:
        goal = page.soup.select_one(str(mark["href"]).replace("#", "#", 1))
        assert goal, mark["href"]
        assert goal.select_one(".because").get_text().strip()
        assert mark["title"]
    rank = page.soup.find("a", string="рядовой")
    assert rank["title"].startswith("Rank: рядовой, ")
    assert "% sure" in rank["title"].replace("\u00a0", "")


def test_who_was_left_out_is_shown_with_the_reason(read) -> None:
    page = read(LIST)
    assert words(page, "#out ~ dl dt") == ["Берестова Анна Петровна", "Орешников И. И."]
    assert all(words(page, "#out ~ dl .because"))
    assert [m.get_text() for m in page.soup.select(".post blockquote .k-stranger")] == [
        "Анне Петровне Берестовой",
        "И. И. Орешников",
    ]


def test_a_post_that_was_passed_over_says_why(read) -> None:
    page = read(OTHER)
    assert words(page, "#passed ~ .because")
    assert page.soup.select(".post mark") == []


def test_nothing_of_a_post_becomes_markup(read) -> None:
    page = read(LIST)
    assert [s.get("src", "").split("?")[0] for s in page.soup.select("script")] == [
        "/static/htmx.min.js",
        "/static/desk.js",
    ]
    assert page.soup.select("[style], [onclick], style") == []


def test_what_is_stored_otherwise_is_announced(world, reader, add_evidence) -> None:
    evidence = add_evidence(LIST)

    def notice() -> str:
        return world.browser.get(f"/evidence/{evidence.id}").notice

    def store(mentions: list[Mention]) -> None:
        with world.store.transaction():
            world.store.mentions.replace(evidence.id, "text", "1", mentions)

    assert "not what is read here" in notice()
    store(reader.mentions(evidence))
    assert notice() == ""
    store(reader.mentions(evidence)[:1])
    assert "not what is read here" in notice()
    [first, *rest] = reader.mentions(evidence)
    shorter = Mention(evidence=evidence.id, extractor="text", version="1", claims=first.claims[:2])
    store([shorter, *rest])
    assert "what version 1 of the reader read" in notice()


def test_each_post_on_a_card_leads_to_its_reading(world) -> None:
    a, b = world.mentions["first"], world.mentions["typo"]
    for path in (f"/pair/{a.id}/{b.id}", f"/candidate/{world.store.candidates.of(a.id).id}"):
        page = world.browser.get(path)
        links = [str(a["href"]) for a in page.soup.find_all("a", string="How was this read?")]
        assert f"/evidence/{a.evidence}" in links
    assert world.browser.get(f"/evidence/{a.evidence}").status == 200


def test_a_photograph_has_no_such_page(world, add_evidence) -> None:
    photo = add_evidence(kind="photo", body=b"x", mime="image/png", url="file:///x.png")
    page = world.browser.get(f"/evidence/{photo.id}")
    assert page.status == 404
    assert "photograph" in page.notice


def test_strangers_are_asked_to_log_in(world) -> None:
    path = f"/evidence/{world.evidence['first'].id}"
    page = world.another_browser().get(path)
    assert page.status == 303
    assert page.response.headers["location"].startswith("/login?next=%2Fevidence%2F")
    assert world.browser.get("/evidence/" + "0" * 64).status == 404


NOTES = [
    ("nothing", [], [("рядовой", 0)]),
    ("one", [(2, 4)], [("ря", 0), ("до", 1), ("вой", 0)]),
    ("all of it", [(0, 7)], [("рядовой", 1)]),
    ("one in the other", [(0, 7), (2, 4)], [("ря", 1), ("до", 2), ("вой", 1)]),
    ("one after the other", [(0, 2), (2, 4)], [("ря", 1), ("до", 1), ("вой", 0)]),
    ("across", [(0, 4), (2, 7)], [("ря", 1), ("до", 2), ("вой", 1)]),
]


def note(start: int, end: int) -> Note:
    return Note("p1c1", "name", "Surname", Span(start, end))


@pytest.mark.parametrize(("what", "spans", "expected"), NOTES, ids=[n[0] for n in NOTES])
def test_text_is_cut_at_the_notes(what: str, spans: list[tuple[int, int]], expected: list[tuple[str, int]]) -> None:
    assert [(p.text, len(p.notes)) for p in pieces("рядовой", [note(*s) for s in spans])] == expected


@given(
    strategies.text(max_size=30),
    strategies.lists(strategies.tuples(strategies.integers(0, 30), strategies.integers(1, 30)), max_size=8),
)
def test_no_letter_is_lost_and_each_note_lies_where_it_says(text: str, spans: list[tuple[int, int]]) -> None:
    notes = [note(at, at + length) for at, length in spans]
    at = 0
    for piece in pieces(text, notes):
        under = [n for n in notes if n.where.start <= at and at + len(piece.text) <= n.where.end]
        assert list(piece.notes) == under
        at += len(piece.text)
    assert at == len(text)


def test_the_titles_of_two_notes_are_both_read() -> None:
    both = Piece("x", (note(0, 1), Note("p2c1", "age", "Age", Span(0, 1)), note(0, 1)))
    assert both.title == "Surname\nAge"


@pytest.mark.parametrize(("confidence", "said"), [(0.934, "93 %"), (0.999, "99 %"), (1.0, "99 %"), (0.0, "0 %")])
def test_no_machine_is_certain(confidence: float, said: str) -> None:
    assert percent(confidence) == said
