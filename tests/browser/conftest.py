"""A desk served in a process of its own on an invented workspace, and a real Chromium in front of it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import CDPSession, Page, sync_playwright

from dedupe.run import dedupe
from sinodik import settings
from sinodik.records import Box, Claim, Evidence, Field, Mention, PartialDate, Span
from sinodik.store import Store

SEEN = datetime(2023, 3, 12, 12, tzinfo=UTC)
SCREENSHOTS = "SINODIK_SCREENSHOTS"  # a folder; the README's picture comes from there
REVIEWER, PASSWORD = "Анна", "a long password"

SERVE = """
import sys
from pathlib import Path
from dedupe.run import refresh
from extract.text import TextReader
from review.run import serve
from sinodik import settings
from sinodik.store import Store
workspace = Path(sys.argv[1])
chosen = settings.load(workspace)
with Store(workspace) as store:
    serve(store, chosen, lambda mentions: refresh(store, chosen, mentions), TextReader.load().explain,
          host="127.0.0.1", port=0, ready=lambda url: print(url, flush=True))
"""

# Everybody here is invented. Source, day posted, text, then what stands in it: field, quote, value (the quote itself
# where it is left out).
POSTS = [
    (
        "kedrovka", "Кедровка. Новости района", 1,
        "С глубоким прискорбием сообщаем: 17 февраля 2023 года при исполнении воинского долга погиб наш земляк, "
        "старший сержант Берестов Пётр Ильич.\n\nПётр родился 4 мая 1990 года в селе Кедровка. После школы отслужил "
        "срочную, работал на лесопилке, растил двоих детей.\n\nПрощание пройдёт 2 марта в Доме культуры. "
        "Вечная память защитнику.",
        [
            ("rank", "старший сержант"), ("surname", "Берестов"), ("given", "Пётр"), ("patronymic", "Ильич"),
            ("birth", "4 мая 1990 года", "1990-05-04"), ("death", "17 февраля 2023 года", "2023-02-17"),
            ("settlement", "Кедровка"),
        ],
    ),
    (
        "nizhnie_klyuchi", "Нижние Ключи | память", 3,
        "Ещё одна потеря. Погиб Берестов Петр Ильич, 04.05.1990 г. р. Служил сержантом мотострелкового полка.\n\n"
        "Похоронен в с. Кедровка 2 марта. Светлая память!",
        [
            ("surname", "Берестов"), ("given", "Петр", "Пётр"), ("patronymic", "Ильич"),
            ("birth", "04.05.1990", "1990-05-04"), ("rank", "сержантом", "сержант"), ("settlement", "Кедровка"),
        ],
    ),
    (
        "zarechye", "Заречье помнит", 5,
        "Список пополнился: Орешников Семён Павлович (1984), Кедровский район; Берестов Павел Ильич (1990), Заречье.",
        [("surname", "Берестов"), ("given", "Павел"), ("patronymic", "Ильич"), ("birth", "1990", "1990"),
         ("settlement", "Заречье")],
    ),
    (
        "zarechye", "Заречье помнит", 5,
        "Список пополнился: Орешников Семён Павлович (1984), Кедровский район; Берестов Павел Ильич (1990), Заречье.",
        [("surname", "Орешников"), ("given", "Семён"), ("patronymic", "Павлович"), ("birth", "1984", "1984"),
         ("district", "Кедровский район")],
    ),
    (
        "kedrovka", "Кедровка. Новости района", 4,
        "Простились с Семёном Орешниковым из посёлка Лесной (Кедровский район). Ефрейтор, награждён орденом Мужества.",
        [("given", "Семёном", "Семён"), ("surname", "Орешниковым", "Орешников"), ("rank", "Ефрейтор", "ефрейтор"),
         ("award", "орденом Мужества", "орден Мужества"), ("settlement", "Лесной"), ("district", "Кедровский район")],
    ),
    (
        "nizhnie_klyuchi", "Нижние Ключи | память", 6,
        "Погиб Лугавой Артем Денисович, 12.08.1997 г. р., с. Нижние Ключи. Рядовой.",
        [("surname", "Лугавой"), ("given", "Артем", "Артём"), ("patronymic", "Денисович"),
         ("birth", "12.08.1997", "1997-08-12"), ("settlement", "Нижние Ключи"), ("rank", "Рядовой", "рядовой")],
    ),
    (
        "zarechye", "Заречье помнит", 7,
        "Луговой Артём Денисович, 1997 г. р. Погиб в январе 2023-го. Вечная память.",
        [("surname", "Луговой"), ("given", "Артём"), ("patronymic", "Денисович"), ("birth", "1997", "1997"),
         ("death", "январе 2023-го", "2023-01")],
    ),
    (
        "kedrovka", "Кедровка. Новости района", 8,
        "Сегодня в последний путь проводили Лугового Артёма. Он родился в 1997 году.",
        [("surname", "Лугового", "Луговой"), ("given", "Артёма", "Артём"), ("birth", "1997", "1997")],
    ),
]  # fmt: skip
PLATE = [("surname", "БИРЕСТОВ", "Бирестов"), ("given", "ПЁТР", "Пётр"),
         ("birth", "21.05.1990", "1990-05-21"), ("death", "17.02.2023", "2023-02-17")]  # fmt: skip
DATES = ("birth", "death", "burial")


@dataclass
class Desk:
    """A served desk with a browser in front of it. ``complaints`` are console errors and requests that left us."""

    url: str
    workspace: Path
    page: Page
    keyboard: CDPSession
    complaints: list[str] = field(default_factory=list)

    def log_in(self) -> None:
        self.page.goto(self.url)
        self.page.get_by_label("Name").fill(REVIEWER)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Log in").click()
        self.page.wait_for_selector("nav")

    def press(self, code: str, letter: str) -> None:
        """Press the key at this place of the keyboard, on which a Russian layout has ``letter``."""
        self.page.wait_for_selector("html[data-keys=on]")
        for kind in ("keyDown", "keyUp"):
            event = {"type": kind, "code": code, "key": letter, "text": letter if kind == "keyDown" else ""}
            self.keyboard.send("Input.dispatchKeyEvent", event)

    def decide(self, code: str, letter: str) -> None:
        """Press a deciding key and wait until another pair (or the end) is there."""
        self.page.wait_for_selector("html[data-keys=on]")
        self.page.eval_on_selector("#work", "work => { work.dataset.old = '' }")
        self.press(code, letter)
        self.page.wait_for_selector("#work:not([data-old])")

    def asked(self) -> tuple[str, str]:
        """The two mentions that the page asks about."""
        return tuple(self.page.locator(f".ask input[name={side}]").input_value() for side in "ab")

    def screenshot(self, name: str, width: int, height: int, folder: Path, whole: bool = False) -> Path:
        self.page.set_viewport_size({"width": width, "height": height})
        path = folder / f"{name}-{width}.png"
        self.page.screenshot(path=path, full_page=whole)
        return path


@pytest.fixture(scope="session")
def screenshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(os.environ[SCREENSHOTS]) if SCREENSHOTS in os.environ else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def world(store: Store, workspace: Path, add_evidence: Callable[..., Evidence]) -> Path:
    """The invented workspace, read and matched."""
    read: dict[str, list[Mention]] = {}
    for source, title, day, text, found in POSTS:
        url, posted = f"https://t.example/{source}/{day}", datetime(2023, 3, day, 9, 30, tzinfo=UTC)
        id_ = next((e.id for e in store.evidence.all() if e.url == url), "")
        if not id_:
            id_ = add_evidence(text, source=source, publisher=source, title=title, url=url, posted=posted).id
        read.setdefault(id_, []).append(_mention(id_, [_claim(text, *f) for f in found]))
    photo = add_evidence(body=(plate := _plate())[0], mime="image/jpeg", kind="photo", source="graves",
                         publisher="Cemetery survey", title="Кладбище села Кедровка, ряд 4", url="file:///graves/0412.jpg",
                         posted=None)  # fmt: skip
    boxes = [Claim(Field(f), _value(f, v), q, Box(photo.payload, *b), 0.9)
             for (f, q, v), b in zip(PLATE, plate[1], strict=True)]  # fmt: skip
    read[photo.id] = [_mention(photo.id, boxes)]
    gone = next(e for e in store.evidence.all() if e.url.endswith("nizhnie_klyuchi/3"))
    with store.transaction():
        for id_, mentions in read.items():
            store.mentions.replace(id_, "test", "1", mentions)
        store.evidence.observe(gone.url, gone.source, "missing", SEEN, gone.payload)
    store.reviewers.add(REVIEWER, PASSWORD)
    _ask_more(workspace)
    dedupe(store, settings.load(workspace))
    return workspace


def _ask_more(workspace: Path) -> None:
    """Draw the lines so far apart that a handful of posts leaves several questions."""
    file = workspace / "sinodik.toml"
    text = file.read_text().replace("same = 0.5 ", "same = 10.0 ").replace("different = -4.0 ", "different = -6.0 ")
    assert "same = 10.0" in text and "different = -6.0" in text
    file.write_text(text)


@pytest.fixture
def served(world: Path) -> Iterator[str]:
    command = [sys.executable, "-c", SERVE, str(world)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().strip()
        finally:
            process.send_signal(signal.SIGTERM)


@pytest.fixture
def desk(served: str, world: Path) -> Iterator[Desk]:
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        page = chromium.new_page(viewport={"width": 1280, "height": 900}, color_scheme="light")
        desk = Desk(served, world, page, page.context.new_cdp_session(page))
        page.on("console", lambda m: m.type in ("error", "warning") and desk.complaints.append(m.text))
        page.on("pageerror", lambda error: desk.complaints.append(str(error)))
        page.on("request", lambda r: r.url.startswith((served, "data:")) or desk.complaints.append(r.url))
        yield desk
        chromium.close()


def _mention(evidence: str, claims: list[Claim]) -> Mention:
    return Mention(evidence=evidence, extractor="test", version="1", claims=tuple(claims))


def _claim(text: str, field: str, quote: str, value: str = "") -> Claim:
    at = text.index(quote)
    return Claim(Field(field), _value(field, value or quote), quote, Span(at, at + len(quote)), 0.95)


def _value(field: str, value: str) -> str | PartialDate:
    return PartialDate.parse(value) if field in DATES else value


def _plate() -> tuple[bytes, list[tuple[int, int, int, int]]]:
    """A rendered grave marker, and where each of PLATE's values stands."""
    image = Image.effect_noise((960, 640), 26).convert("RGB").point(lambda v: v // 3 + 92)
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((112, 72, 868, 592), 18, fill="#1f1c1a")
    draw.rounded_rectangle((100, 60, 856, 580), 18, fill="#34322f", outline="#6d675d", width=4)
    draw.rounded_rectangle((122, 82, 834, 558), 10, outline="#57524a", width=2)
    boxes = []
    for (_, quote, _), (x, y, size) in zip(
        PLATE, [(478, 200, 72), (478, 300, 60), (300, 440, 40), (656, 440, 40)], strict=True
    ):
        font = ImageFont.truetype("DejaVuSerif.ttf", size)
        draw.text((x, y), quote, "#e3d9bf", font, anchor="mm")
        left, top, right, bottom = (int(v) for v in draw.textbbox((x, y), quote, font, anchor="mm"))
        boxes.append((left - 10, top - 10, right - left + 20, bottom - top + 20))
    draw.line((462, 441, 494, 441), "#e3d9bf", 3)
    file = BytesIO()
    image.save(file, "JPEG", quality=88)
    return file.getvalue(), boxes
