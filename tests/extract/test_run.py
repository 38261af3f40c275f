"""The stage as a whole: from stored evidence to stored mentions."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image, ImageDraw, ImageFont

from extract import photo, text
from extract.run import ExtractReport, extract
from sinodik.errors import InUse, MissingTool
from sinodik.records import Anchor, Box, Decision, Evidence, Field, Judgement, Mention
from sinodik.settings import Settings
from sinodik.store import Store
from sinodik.store.workspace import lock

DEAD = "Погиб рядовой Кедров Пётр Ильич, 1990 г.р."
SETTINGS = Settings()

Add = Callable[..., Evidence]


@pytest.fixture(scope="module")
def plate() -> bytes:
    """A clean plate with an invented name."""
    picture = Image.new("RGB", (1000, 600), "white")
    font = ImageFont.truetype("DejaVuSans-Bold.ttf", 64)
    inscription = "БЕЛОВ\nПЁТР ИЛЬИЧ\n12.03.1990 - 05.02.2023"
    ImageDraw.Draw(picture).multiline_text((80, 120), inscription, "black", font, align="center", spacing=30)
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def test_posts_are_read_once(store: Store, add_evidence: Add):
    dead, other = add_evidence(DEAD), add_evidence("С днём рождения, Иван Петрович!")
    seen = []
    report = extract(store, SETTINGS, lambda *told: seen.append(told))
    assert report == ExtractReport(read=2, mentions=1, unreadable=0)
    assert [str(m.name) for m in store.mentions.of(dead.id)] == ["Кедров Пётр Ильич"]
    assert store.mentions.of(other.id) == []
    assert seen[-1] == (2, 2, "posts read")
    assert extract(store, SETTINGS) == ExtractReport()
    assert store.runs.last("extract").outcome == "finished"


def test_only_what_is_new_is_read(store: Store, add_evidence: Add):
    add_evidence(DEAD)
    extract(store, SETTINGS)
    add_evidence("Не стало Белова Олега. Погиб 2 марта.")
    assert extract(store, SETTINGS) == ExtractReport(read=1, mentions=1)


def test_a_post_that_breaks_the_reader_does_not_stop_the_rest(store: Store, add_evidence: Add, monkeypatch):
    bad, good = add_evidence("Погиб Секретов Иван"), add_evidence(DEAD)
    read = text.TextReader.mentions

    def breaks(self, evidence):
        if evidence.id == bad.id:
            raise RuntimeError(evidence.text)
        return read(self, evidence)

    monkeypatch.setattr(text.TextReader, "mentions", breaks)
    assert extract(store, SETTINGS) == ExtractReport(read=2, mentions=1, unreadable=1)
    assert store.mentions.unreadable() == [(bad.id, "The reader failed (RuntimeError).")]
    assert len(store.mentions.of(good.id)) == 1


def test_what_was_read_before_a_crash_stays_read(store: Store, add_evidence: Add, monkeypatch):
    monkeypatch.setattr("extract.run.POSTS_AT_ONCE", 2)
    for number in range(5):
        add_evidence(f"{DEAD} №{number}")

    def killed(done, total, what):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        extract(store, SETTINGS, killed)
    assert len(list(store.mentions.all())) == 2
    assert store.runs.last("extract").outcome == "KeyboardInterrupt"
    assert extract(store, SETTINGS) == ExtractReport(read=3, mentions=3)
    assert len(list(store.mentions.all())) == 5


def test_two_at_once_are_refused(store: Store):
    with lock(store.workspace, "extract"), pytest.raises(InUse):
        extract(store, SETTINGS)


def test_photos_are_read_and_a_broken_one_is_noted(store: Store, add_evidence: Add, plate: bytes):
    good = add_evidence(kind="photo", body=plate, mime="image/png", url="file:///plate.png", posted=None)
    broken = add_evidence(kind="photo", body=b"no picture", mime="image/png", url="file:///broken.png", posted=None)
    report = extract(store, SETTINGS)
    assert (report.read, report.unreadable) == (2, 1)
    (mention,) = store.mentions.of(good.id)
    assert mention.extractor == photo.EXTRACTOR
    assert mention.name.surname == "Белов"
    assert isinstance(mention.claim(Field.SURNAME).where, Box)
    assert [evidence for evidence, _ in store.mentions.unreadable()] == [broken.id]


def test_a_missing_tesseract_stops_the_photos_after_the_posts(
    store: Store, add_evidence: Add, plate: bytes, monkeypatch
):
    add_evidence(kind="photo", body=plate, mime="image/png", url="file:///plate.png", posted=None)
    add_evidence(DEAD)
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(MissingTool) as error:
        extract(store, SETTINGS)
    assert error.value.remedy
    assert [m.extractor for m in store.mentions.all()] == [text.EXTRACTOR]
    assert "esseract" in store.runs.last("extract").outcome
    monkeypatch.undo()
    assert extract(store, SETTINGS).read == 1


def test_a_photo_whose_bytes_are_lost_waits_for_them(store: Store, add_evidence: Add, plate: bytes):
    lost = add_evidence(kind="photo", body=plate, mime="image/png", url="file:///plate.png", posted=None)
    (file,) = store.archive.files()
    kept = file.read_bytes()
    file.write_bytes(b"\0" * len(kept))
    assert extract(store, SETTINGS) == ExtractReport()
    file.write_bytes(kept)
    assert extract(store, SETTINGS).read == 1
    assert store.mentions.of(lost.id)


def upgrade(store: Store, monkeypatch, read: Callable[[Evidence], list[Mention]] | None = None) -> ExtractReport:
    """Read everything again with a newer version, which reads as told; as today's if not told."""
    monkeypatch.setattr(text, "VERSION", text.VERSION + "+")
    if read:
        monkeypatch.setattr(text.TextReader, "mentions", lambda self, evidence: read(evidence))
    return extract(store, SETTINGS)


def decide(store: Store, judgement: Judgement, about: Iterable[Mention]) -> Decision:
    anchors = tuple(Anchor(m.id, m.evidence, m.anchor.where) for m in about)
    with store.transaction():
        at = datetime(2023, 3, 11, tzinfo=UTC)
        return store.decisions.add(Decision(at=at, reviewer="vera", judgement=judgement, about=anchors))


def test_an_upgrade_reads_again_and_replaces(store: Store, add_evidence: Add, monkeypatch):
    dead = add_evidence(DEAD)
    extract(store, SETTINGS)
    [before] = store.mentions.of(dead.id)

    def shorter(evidence: Evidence) -> list[Mention]:
        return [Mention(evidence=evidence.id, extractor="text", version=text.VERSION, claims=before.claims[:2])]

    assert upgrade(store, monkeypatch, shorter) == ExtractReport(read=1, mentions=1)
    [after] = store.mentions.of(dead.id)
    assert (after.id, after.version, after.claims) == (before.id, text.VERSION, before.claims[:2])


STAYS = [
    # (what a person said of a mention, whether it outlives a version that reads nobody there)
    (Judgement.CONFIRM, True),
    (Judgement.SAME, True),
    (Judgement.CORRECT, True),
    (Judgement.REJECT, False),
    (Judgement.UNSURE, False),
    (Judgement.DIFFERENT, False),
]


@pytest.mark.parametrize(("judgement", "stays"), STAYS, ids=[j for j, _ in STAYS])
def test_what_people_vouched_for_outlives_its_reading(
    store: Store, add_evidence: Add, monkeypatch, judgement: Judgement, stays: bool
):
    dead, other = add_evidence(DEAD), add_evidence("Погиб Белов Олег Юрьевич.")
    extract(store, SETTINGS)
    before = store.mentions.of(dead.id)
    decide(store, judgement, before)
    report = upgrade(store, monkeypatch, lambda evidence: [])
    assert report == ExtractReport(read=2, kept=int(stays))
    assert store.mentions.of(dead.id) == (before if stays else [])
    assert store.mentions.of(other.id) == []
    assert upgrade(store, monkeypatch).kept == int(stays), "and the next version too"


def test_what_is_read_at_its_place_takes_its_place(store: Store, add_evidence: Add, monkeypatch):
    dead = add_evidence(DEAD)
    extract(store, SETTINGS)
    [before] = store.mentions.of(dead.id)
    decide(store, Judgement.CONFIRM, [before])
    rest = [c for c in before.claims if c.field not in (Field.SURNAME, Field.RANK)]
    # The newer version reads the surname's words as a settlement of the same person, or splits the mention in two.
    claim = before.claim(Field.SURNAME)
    moved = type(claim)(Field.SETTLEMENT, "Кедров", claim.quote, claim.where)

    def two(evidence: Evidence) -> list[Mention]:
        made = [(moved, rest[0]), rest[1:]]
        return [Mention(evidence=evidence.id, extractor="text", version="9", claims=tuple(c)) for c in made]

    assert upgrade(store, monkeypatch, two) == ExtractReport(read=1, mentions=2)
    assert {m.version for m in store.mentions.of(dead.id)} == {"9"}


def test_a_failure_of_the_newer_version_loses_nobody(store: Store, add_evidence: Add, monkeypatch):
    dead = add_evidence(DEAD)
    extract(store, SETTINGS)
    before = store.mentions.of(dead.id)
    decide(store, Judgement.CONFIRM, before)

    def breaks(evidence: Evidence) -> list[Mention]:
        raise RuntimeError

    assert upgrade(store, monkeypatch, breaks) == ExtractReport(read=1, unreadable=1, kept=1)
    assert store.mentions.of(dead.id) == before


def test_who_takes_a_confirmation_back_lets_go(store: Store, add_evidence: Add, monkeypatch):
    dead = add_evidence(DEAD)
    extract(store, SETTINGS)
    confirmed = decide(store, Judgement.CONFIRM, store.mentions.of(dead.id))
    with store.transaction():
        undo = Decision(at=confirmed.at, reviewer="vera", judgement=Judgement.UNDO, about=(), undoes=confirmed.seq)
        store.decisions.add(undo)
    assert upgrade(store, monkeypatch, lambda evidence: []) == ExtractReport(read=1)
