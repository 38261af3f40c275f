"""Import of what Telegram Desktop exports, in both its shapes."""

import json
import os
import signal
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import msgspec
import pytest
from fuzzing import JSON, fuzz, mutilated
from hypothesis import strategies as st
from PIL import Image

from crawlers import export_batch
from crawlers.json_slices import NotJson
from crawlers.run import crawl
from crawlers.telegram_export import Export, Message, read
from crawlers.telegram_page import parse
from crawlers.visit import FINISHED, CrawlReport
from sinodik.records import Evidence, Media
from sinodik.settings import Settings
from sinodik.sources import TelegramExport
from sinodik.store import Store

NOT_INCLUDED = "(File not included. Change data exporting settings to download.)"
SECRET = "Тайна-79991112233"


def picture(shade: int) -> bytes:
    out = BytesIO()
    Image.new("L", (8, 6), shade).save(out, "JPEG")
    return out.getvalue()


def message(number: int, text: object = "", **more: object) -> dict[str, object]:
    seconds = 1675234800 + 600 * number
    return {
        "id": number,
        "type": "message",
        "date": "2023-02-01T10:00:00",
        "date_unixtime": str(seconds),
        "from": "Кедровка сегодня",
        "from_id": "channel1500000001",
        **more,
        "text": text,
        "text_entities": [],
    }


def chat(*messages: object, number: int = 1500000001, type_: str = "public_channel", name: str = "Кедровка сегодня"):
    return {"name": name, "type": type_, "id": number, "messages": list(messages)}


def account(*chats: object) -> dict[str, object]:
    """Return a full export, with all that must never be read in it."""
    private = {"about": SECRET, "list": [{"first_name": SECRET, "phone_number": SECRET, "last_ip": SECRET}]}
    return {
        "about": SECRET,
        "personal_information": {"user_id": 1, "first_name": SECRET, "phone_number": SECRET, "bio": SECRET},
        "profile_pictures": [{"photo": SECRET}],
        "stories": [],
        "contacts": private,
        "frequent_contacts": private,
        "sessions": private,
        "web_sessions": private,
        "other_data": {"help": SECRET, "chats": {"list": [chat(message(1, SECRET))]}},
        "chats": {"about": SECRET, "list": list(chats)},
        "left_chats": {"about": SECRET, "list": [chat(message(1, SECRET), name=SECRET)]},
    }


def written(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


Run = Callable[..., CrawlReport]


@pytest.fixture
def folder(workspace: Path) -> Path:
    folder = workspace / "export"
    folder.mkdir()
    return folder


@pytest.fixture
def run(store: Store, folder: Path) -> Run:
    def run(what: object = None, **source: object) -> CrawlReport:
        if what is not None:
            (folder / "result.json").write_bytes(what if isinstance(what, bytes) else written(what))
        values = {"id": "kedrovka", "publisher": "kedrovka", "folder": "export", "channel": "kedrovka_today", **source}
        [report] = crawl(store, Settings(), [msgspec.convert(values, TelegramExport)])
        return report

    return run


def posts(store: Store) -> list[Evidence]:
    return list(store.evidence.all())


def test_a_chat_becomes_evidence(store: Store, run: Run, sound: Callable[[], bool]):
    one, two = message(1, "Погиб житель Кедровки."), message(2, "Прощание завтра.", edited_unixtime="1675300000")
    service = {"id": 3, "type": "service", "date_unixtime": "1675234800", "actor": "Анна", "action": "pin_message"}
    assert run(chat(one, service, two)) == CrawlReport("kedrovka", FINISHED, new=2)
    first, second = posts(store)
    assert (first.url, first.text, first.title) == ("https://t.me/kedrovka_today/1", one["text"], "Кедровка сегодня")
    assert first.posted == datetime(2023, 2, 1, 7, 10, tzinfo=UTC)
    assert (first.kind, first.publisher, first.media, first.origin) == ("post", "kedrovka", (), "")
    assert (first.fragment, second.fragment) == ("/messages/0", "/messages/1")
    kept = store.archive.read(store.evidence.capture(first.payload))
    assert json.loads(kept)["messages"] == [one, two]
    assert "Анна" not in kept.decode()
    assert sound()


def test_of_an_account_only_the_chat_that_was_asked_for_is_read(store: Store, run: Run, workspace: Path):
    wanted = chat(message(1, "Погиб житель Кедровки."), number=7)
    others = [chat(message(1, SECRET), number=n, type_=t, name=SECRET) for n, t in enumerate(TYPES, 10)]
    assert run(account(*others, wanted, *others), chat=7) == CrawlReport("kedrovka", FINISHED, new=1)
    assert [e.text for e in posts(store)] == ["Погиб житель Кедровки."]
    for capture in store.evidence.captures():
        assert SECRET.encode() not in store.archive.read(capture)
    store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert SECRET.encode() not in (workspace / "sinodik.db").read_bytes()


TYPES = ["personal_chat", "saved_messages", "bot_chat", "private_group", "private_supergroup", "private_channel"]


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize("shape", [lambda c: c, account], ids=["chat", "account"])
def test_what_is_not_public_is_not_read(store: Store, run: Run, type_: str, shape: Callable[[object], object]):
    report = run(shape(chat(message(1, SECRET), type_=type_, name=SECRET)), chat=1500000001)
    assert report.outcome == f"This is an export of a {type_}, and only public channels and groups are read."
    assert posts(store) == []


def test_an_account_of_several_chats_wants_to_know_which(run: Run):
    two = account(chat(number=7, name="Кедровка"), chat(number=8, name=SECRET, type_="personal_chat"), chat(number=9))
    choose = "put the number of one into the source as “chat”: 7 “Кедровка”, 9 “Кедровка сегодня”."
    assert run(two).outcome == f"The export holds more than one chat, or none; {choose}"
    assert run(two, chat=5).outcome == f"The export holds no public chat 5; {choose}"


BOLD = {"type": "bold", "text": "Кедров Пётр Ильич"}
TEXTS = [
    ("Погиб\nв бою", "Погиб\nв бою", "Погиб<br/>в бою"),
    (
        ["Погиб ", BOLD, ", 1990 г. р."],
        "Погиб Кедров Пётр Ильич, 1990 г. р.",
        "Погиб <b>Кедров Пётр Ильич</b>, 1990 г. р.",
    ),
    ("  Вечная   память \n\n героям ", "Вечная память\n\nгероям", "  Вечная   память <br/><br/> героям "),
    (
        ["Пишут:", {"type": "blockquote", "text": "Наш земляк"}, "погиб"],
        "Пишут:\nНаш земляк\nпогиб",
        "Пишут:<blockquote>Наш земляк</blockquote>погиб",
    ),
    (
        [{"type": "custom_emoji", "text": "🕯", "document_id": NOT_INCLUDED}, " Помним"],
        "🕯 Помним",
        '<tg-emoji emoji-id="1"><i class="emoji"><b>🕯</b></i></tg-emoji> Помним',
    ),
    (
        [{"type": "text_link", "text": "здесь", "href": "https://example.org"}, "\u00a0—\u00a0список"],
        "здесь\u00a0—\u00a0список",
        '<a href="https://example.org">здесь</a>&nbsp;—&nbsp;список',
    ),
    ("", "", ""),
]


@pytest.mark.parametrize(("text", "plain", "html"), TEXTS)
def test_a_post_reads_the_same_in_the_export_and_in_the_preview(text: object, plain: str, html: str):
    exported = read(written(message(1, text)))
    assert exported and exported.plain == plain
    page = (
        '<section class="tgme_channel_history"><div class="tgme_widget_message" data-post="kedrovka_today/1">'
        f'<div class="tgme_widget_message_text">{html}</div>'
        '<time datetime="2023-02-01T10:10:00+03:00"></time></div></section></html>'
    )
    [post] = parse(page.encode(), "https://t.me/s/kedrovka_today").posts
    assert (post.text, post.posted) == (plain, exported.posted)


def test_what_the_preview_showed_is_known(store: Store, run: Run):
    run(chat(message(1, ["Погиб ", BOLD])))
    [kept] = posts(store)
    as_previewed = msgspec.structs.replace(kept, payload="1" * 64, fragment='[data-post="kedrovka_today/1"]')
    assert as_previewed.id == kept.id


FIELDS = [
    ({}, None, ""),
    ({"photo": NOT_INCLUDED, "width": 1}, Media("photo", "https://t.me/kedrovka_today/1"), ""),
    ({"file": NOT_INCLUDED, "media_type": "video_file"}, Media("video", "https://t.me/kedrovka_today/1"), ""),
    ({"file": "video_files/1.mp4", "media_type": "animation"}, Media("video", "https://t.me/kedrovka_today/1"), ""),
    (
        {"file": "voice_messages/1.ogg", "media_type": "voice_message"},
        Media("audio", "https://t.me/kedrovka_today/1"),
        "",
    ),
    ({"file": "stickers/1.webp", "media_type": "sticker"}, Media("sticker", "https://t.me/kedrovka_today/1"), ""),
    ({"file": "files/1.pdf", "mime_type": "application/pdf"}, Media("document", "https://t.me/kedrovka_today/1"), ""),
    ({"forwarded_from": "Соседний канал"}, None, "Соседний канал"),
    ({"forwarded_from": None}, None, "unknown"),
]


@pytest.mark.parametrize(("fields", "media", "origin"), FIELDS)
def test_what_is_attached_and_reposted(store: Store, run: Run, fields: dict[str, object], media: Media, origin: str):
    assert run(chat(message(1, "…", **fields))).outcome == FINISHED
    [kept] = posts(store)
    assert (kept.media, kept.origin) == ((media,) if media else (), origin)


MOMENTS = [("1675234800", datetime(2023, 2, 1, 7, tzinfo=UTC)), (1675234800, datetime(2023, 2, 1, 7, tzinfo=UTC))]
MOMENTS += [("", None), ("tomorrow", None), ("9" * 30, None)]


@pytest.mark.parametrize(("said", "posted"), MOMENTS)
def test_when_it_was_posted(said: object, posted: datetime | None):
    # An export of before 2021 says only the local time of whoever exported it.
    found = read(written({"id": 1, "type": "message", "date": "2016-04-25T09:06:22", "date_unixtime": said}))
    assert found and found.posted == posted


def test_without_a_public_name_the_address_is_the_chats_number(store: Store, run: Run):
    run(chat(message(1, "Погиб"), type_="public_supergroup"), channel="")
    assert [e.url for e in posts(store)] == ["telegram:1500000001/1"]


def test_photos_come_along(store: Store, run: Run, folder: Path):
    (folder / "photos").mkdir()
    (folder / "photos" / "photo_1@01-02-2023.jpg").write_bytes(picture(1))
    report = run(chat(message(1, "Погиб", photo="photos/photo_1@01-02-2023.jpg", width=8, height=6)))
    assert report == CrawlReport("kedrovka", FINISHED, new=1, media=1)
    [media] = posts(store)[0].media
    assert media.payload and media.url == f"photo:{media.payload}"
    assert store.archive.read(store.evidence.capture(media.payload)) == picture(1)


BAD_PATHS = [
    ("../sinodik.toml", "a path that leads out of the folder"),
    ("photos/../../sources/x.jpg", "a path that leads out of the folder"),
    ("/etc/hostname", "a path that leads out of the folder"),
    ("C:/x.jpg", "a path that leads out of the folder"),
    ("photos\\x.jpg", "a path that leads out of the folder"),
    ("photos/x\0.jpg", "a path that leads out of the folder"),
    ("photos/absent.jpg", "not there"),
    ("photos/out.jpg", "a link that leads out of the folder"),
    ("photos/in.jpg", "a link"),
    ("linked/real.jpg", "a link"),
    ("photos", "not a file"),
    ("photos/text.jpg", "not a picture"),
    ("x" * 5000, "not readable"),
]


@pytest.mark.parametrize(("path", "reason"), BAD_PATHS)
def test_a_path_leads_nowhere_else(store: Store, run: Run, folder: Path, path: str, reason: str):
    (folder / "photos").mkdir()
    (folder.parent / "secret.jpg").write_bytes(picture(9))
    (folder / "photos" / "real.jpg").write_bytes(picture(1))
    (folder / "photos" / "text.jpg").write_text("не фотография")
    (folder / "photos" / "in.jpg").symlink_to("real.jpg")
    (folder / "photos" / "out.jpg").symlink_to(folder.parent / "secret.jpg")
    (folder / "linked").symlink_to("photos")
    report = run(chat(message(1, "Погиб", photo=path), message(2, "Ещё один")))
    said = f"Finished, but 1 messages or photographs were left out: 1 {reason} ("
    assert report.outcome.startswith(said)
    assert report.outcome.removeprefix(said).removesuffix(").").lstrip("…") in path.replace("\0", "\ufffd")
    assert len(report.outcome) < len(said) + 70
    assert (report.new, report.media) == (2, 0)
    assert posts(store)[0].media == (Media("photo", "https://t.me/kedrovka_today/1"),)


def test_the_result_itself_must_not_be_a_link(run: Run, folder: Path, tmp_path: Path):
    (tmp_path / "elsewhere.json").write_bytes(written(chat(message(1, SECRET))))
    (folder / "result.json").symlink_to(tmp_path / "elsewhere.json")
    assert run().outcome == "The export in export cannot be read: a link that leads out of the folder."


def test_a_zip_file_and_a_bare_result_will_do(store: Store, run: Run, folder: Path):
    result = written(chat(message(1, "Погиб", photo="photos/1.jpg")))
    with zipfile.ZipFile(folder / "export.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ChatExport_2023-03-01/result.json", result)
        archive.writestr("ChatExport_2023-03-01/photos/1.jpg", picture(1))
    assert run(folder="export/export.zip") == CrawlReport("kedrovka", FINISHED, new=1, media=1)
    assert run(result, folder="export/result.json") == CrawlReport("kedrovka", FINISHED, known=1)


def test_importing_again_adds_nothing_and_an_edit_is_new(store: Store, run: Run):
    assert run(chat(message(1, "Погиб"), message(2, "Жив"), message(2, "Жив"))).known == 1
    files = store.archive.files()
    assert run() == CrawlReport("kedrovka", FINISHED, known=3)
    assert store.archive.files() == files
    assert run(chat(message(1, "Погиб"), message(2, "Жив, уточнили"))) == CrawlReport(
        "kedrovka", FINISHED, new=1, known=1
    )
    assert [e.url.rpartition("/")[2] for e in posts(store)] == ["1", "2", "2"]


def test_shared_contacts_and_senders_are_left_where_they_are(store: Store, run: Run):
    contact = {"first_name": "Анна", "last_name": "", "phone_number": SECRET}
    assert run(chat(message(1, "", contact_information=contact), message(2, "Погиб", **{"from": "Борис"}))).new == 1
    for capture in store.evidence.captures():
        assert SECRET.encode() not in store.archive.read(capture)
    assert "Борис" not in msgspec.json.encode(posts(store)).decode()


def test_batches(store: Store, run: Run, monkeypatch: pytest.MonkeyPatch, sound: Callable[[], bool]):
    monkeypatch.setattr(export_batch, "MESSAGES_AT_ONCE", 10)
    assert run(chat(*(message(n, f"Запись {n}") for n in range(1, 26)))).new == 25
    urls = ["telegram:1500000001/1-10", "telegram:1500000001/11-20", "telegram:1500000001/21-25"]
    assert [c.url for c in store.evidence.captures()] == urls
    for e in posts(store):
        body = json.loads(store.archive.read(store.evidence.capture(e.payload)))
        assert body["messages"][int(e.fragment.rpartition("/")[2])]["text"] == e.text
    assert sound()


# What stands in the file, how many posts are kept of it, and what the operator is told.
GOOD = written(chat(message(1, "Погиб"), message(2, "Ещё один")))
UNLIKE = "Finished, but 1 messages or photographs were left out: 1 unlike what Telegram writes."
NONE = "The export holds more than one chat, or none; it holds no public chat."
HOSTILE = [
    (b"", 0, "It breaks off after 0 bytes; what stood before was imported."),
    (b"<!DOCTYPE html><html></html>", 0, "It is not JSON at byte 0; what stood before was imported."),
    (b"\xff\xfe{\x00}\x00", 0, "It is not JSON at byte 0; what stood before was imported."),
    (GOOD[:-200], 1, f"It breaks off after {len(GOOD) - 200} bytes; what stood before was imported."),
    (b"\xef\xbb\xbf" + GOOD, 2, FINISHED),
    (b"[]", 0, NONE),
    (b"{}", 0, NONE),
    (written({"messages": [message(1, "Погиб")], "type": "public_channel", "id": 7}), 0, NONE),
    (written(chat(number="7")), 0, NONE),  # type: ignore[arg-type]
    (written(chat(type_=["public_channel"])), 0, NONE),  # type: ignore[arg-type]
    (written(chat() | {"messages": {"0": message(1)}}), 0, FINISHED),
    (written(chat(message(1, "Погиб"), message(2, 5))), 1, UNLIKE),
    (written(chat(message(1, "Погиб"), message(2, [{"text": 5}]))), 1, UNLIKE),
    (written(chat(message(1, "Погиб"), message(2) | {"id": "2"})), 1, UNLIKE),
    (written(chat(message(1, "Погиб"), message(2) | {"id": 2**80})), 1, UNLIKE),
    (written(chat(message(1, "Погиб"), 5)), 1, UNLIKE),
    (written(chat(message(1, "Погиб"), message(2, "я" * 600_000))), 1, UNLIKE),
    (GOOD.decode().encode("cp1251"), 0, UNLIKE.replace("1 ", "2 ")),
    (GOOD.replace("Ещё".encode(), b"\\ud800"), 1, UNLIKE),
    (GOOD.replace("Погиб".encode(), b"\\x0B\\\\x0B \\u0000"), 2, FINISHED),
    (written(chat(message(1, "Погиб"), message(2) | {"text": eval("[" * 90 + "]" * 90)})), 1, UNLIKE),
    (GOOD.replace('"Погиб"'.encode(), b"[" * 300_000 + b"]" * 300_000), 1, UNLIKE),
    (GOOD.replace(b'"text_entities": []', b'"x": ' + b"[" * 300_000 + b"]" * 300_000, 1), 1, UNLIKE),
    (json.dumps(account(chat(*([message(1, "Погиб")] * 2), number=7)) | {"pad": "x" * 10_000_000}).encode(), 0, ""),
]


@pytest.mark.parametrize(("content", "kept", "outcome"), HOSTILE, ids=range(len(HOSTILE)))
def test_what_an_export_should_not_be(store: Store, run: Run, content: bytes, kept: int, outcome: str):
    report = run(content)
    assert report.outcome == outcome or not outcome
    assert (report.new, len(posts(store))) == (kept, kept)


def test_control_characters_as_telegram_desktop_writes_them():
    found = read(rb'{"id": 1, "type": "message", "text": "a\x0Bb\\x0B \"c\" \n \u0000."}')
    assert found == Message(id=1, type="message", text='a\x0bb\\x0B "c" \n \0.')
    assert found.plain == 'a\x0bb\\x0B "c"\n.'


def test_there_is_no_result(run: Run, folder: Path):
    (folder / "messages.html").write_text("<html></html>")
    told = "there is no result.json; in Telegram Desktop, choose the format “Machine-readable JSON”"
    assert run().outcome == f"The export in export cannot be read: {told}."
    assert run(folder="nowhere").outcome == "The export in nowhere cannot be read: there is no such folder or file."


class Endless(BytesIO):
    """A chat that goes on, made as it is read; counts what was handed out."""

    given = 0

    def read(self, size: int | None = -1) -> bytes:
        if self.given > 40_000_000:
            return b""
        out = self.getvalue() if not self.given else written(message(self.given, "Погиб житель Кедровки.")) + b","
        out = out * (1 if not self.given else 200)
        self.given += len(out)
        return out


def test_memory_does_not_grow_with_the_export():
    stream = Endless(b'{"name": "x", "type": "public_channel", "id": 7, "messages": [')
    tracemalloc.start()
    try:
        messages = Export(stream, None).messages()
        for _ in range(30_000):
            next(messages)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert stream.given > 7_000_000 and most < 1_000_000


@pytest.mark.kill
def test_killed_half_way_it_carries_on(store: Store, workspace: Path, folder: Path, sound: Callable[[], bool]):
    count = 40_000
    (folder / "result.json").write_bytes(written(chat(*(message(n, f"Запись {n}") for n in range(1, count + 1)))))
    (workspace / "sources" / "example.toml").unlink()
    source = 'kind = "telegram_export"\npublisher = "k"\nfolder = "export"\nchannel = "kedrovka_today"\n'
    (workspace / "sources" / "kedrovka.toml").write_text(source)
    command = [sys.executable, str(Path(__file__).with_name("crawl_once.py")), str(workspace)]
    kept = 0
    for _ in range(3):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            before = kept
            while process.poll() is None and kept == before:
                kept = store.db.execute("SELECT count(*) FROM evidence").fetchone()[0]
            os.kill(process.pid, signal.SIGKILL)
    done = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)[0]
    assert kept and done["new"] + done["known"] == count
    assert store.db.execute("SELECT count(*), count(DISTINCT url) FROM evidence").fetchone() == (count, count)
    assert sound()


PROSE = ["Прощание ", {"type": "bold", "text": "завтра"}]
WHOLE = written(account(chat(message(1, "Погиб."), message(2, PROSE), number=7)))
TORN = mutilated(WHOLE, patches=(*JSON, b"\\x0B", b"}]", b'"list":'))


@fuzz(TORN | st.binary(max_size=300), st.sampled_from([None, 7]))
def test_any_export_ends_in_messages_or_in_not_json(document: bytes, wanted: int | None):
    export = Export(BytesIO(document), wanted)
    try:
        for exported in export.messages():
            assert exported.raw in document
            exported.message.plain.encode()
            msgspec.json.encode([exported.message.posted, exported.message.origin, exported.message.attached])
    except NotJson as error:
        assert error.message.startswith("It ")
