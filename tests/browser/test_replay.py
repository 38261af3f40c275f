"""A package opened in ReplayWeb.page itself, served on loopback: does the archived page show?

ReplayWeb.page is no dependency of ours. ``npm pack replaywebpage`` fetches it; unpack it, and name its folder (that
with ``ui.js`` and ``sw.js``) in ``SINODIK_REPLAYWEBPAGE``.
"""

import os
import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pytest
from PIL import Image
from playwright.sync_api import Frame, sync_playwright

from sinodik.cli.package import pack
from sinodik.records import Candidate, Media
from sinodik.store.candidates import Row

REPLAY = Path(os.environ.get("SINODIK_REPLAYWEBPAGE", ""))
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (REPLAY / "ui.js").is_file(), reason="SINODIK_REPLAYWEBPAGE names no folder with ui.js"),
]
AT = datetime(2023, 3, 10, 12, tzinfo=UTC)
PHOTO = "https://cdn.example.org/file/kedrov.jpg?size=w&a=1"
ASKED = ("GET / HTTP/1.1", [("Host", "www.example.org")])
APP = b"<!doctype html><meta charset=utf-8><script src=ui.js></script><replay-app-main></replay-app-main>"
TYPES = {"/": "text/html", ".html": "text/html", ".js": "text/javascript"}


class Files:
    """Serves what it is given, whole or a range of it (RFC 9110, section 14), as any web server does."""

    def __init__(self, files: dict[str, bytes]) -> None:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                name = self.path.partition("?")[0]
                body = files.get(name, b"")
                asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
                start, end = (int(asked[1]), int(asked[2] or len(body) - 1) + 1) if asked else (0, len(body))
                part = body[start:end]
                self.send_response((206 if asked else 200) if name in files else 404)
                if asked:
                    self.send_header("Content-Range", f"bytes {start}-{start + len(part) - 1}/{len(body)}")
                self.send_header("Content-Type", TYPES.get(Path(name).suffix or name[-1:], "application/octet-stream"))
                self.send_header("Content-Length", str(len(part)))
                self.end_headers()
                self.wfile.write(part)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"


def photo() -> bytes:
    out = BytesIO()
    Image.new("RGB", (64, 48), "grey").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture(
    params=[
        "https://t.me/s/kedrovka_news?before=27",
        "https://www.example.org:8443/kedrovka/7?b=2&a=Я",
        "https://vesti.example/новости/Погиб земляк/",
    ]
)
def packed(request, store, make_evidence, make_mention, tmp_path: Path) -> tuple[str, bytes]:
    """The address of an archived page, as a browser writes it, and the package of the candidate that stands on it."""
    page = quote(request.param, safe="/:?&=")
    html = f"<!doctype html><meta charset=utf-8><p>Погиб Кедров Пётр Ильич</p><img src='{PHOTO.replace('&', '&amp;')}'>"
    with store.archive.writer(store.log.head()[1]) as writer:
        headers = [("Content-Type", "text/html; charset=utf-8")]
        seen = writer.response(page, "200 OK", headers, html.encode(), request=ASKED, at=AT)
        picture = writer.response(PHOTO, "200 OK", [("Content-Type", "image/jpeg")], photo(), request=ASKED, at=AT)
    post = make_evidence("Погиб Кедров Пётр Ильич", url=page, payload=seen.payload, media=(Media("photo", PHOTO),))
    mention = make_mention("Кедров Пётр Ильич", post)
    found = Candidate(id="c0123456789abcdef", mentions=(mention.id,))
    with store.transaction():
        store.evidence.add_captures([seen, picture])
        store.evidence.add([post])
        store.mentions.replace(post.id, "test", "1", [mention])
        store.candidates.replace([Row.of(found)], [])
    pack(store, found, tmp_path / "kedrov.wacz")
    return page, (tmp_path / "kedrov.wacz").read_bytes()


@pytest.fixture
def shown(packed: tuple[str, bytes]) -> Iterator[str]:
    """The address of a page that shows the archived one within ReplayWeb.page."""
    page, package = packed
    ui, worker = (REPLAY / "ui.js").read_bytes(), (REPLAY / "sw.js").read_bytes()
    view = f"""<!doctype html><meta charset=utf-8><script src="/ui.js"></script>
        <replay-web-page source="/kedrov.wacz" url="{page.replace("&", "&amp;")}" replayBase="/replay/"
            style="display: block; height: 600px"></replay-web-page>"""
    files = {"/kedrov.wacz": package, "/ui.js": ui, "/replay/ui.js": ui, "/replay/sw.js": worker, "/replay/": APP}
    served = Files(files | {"/view.html": view.encode()})
    thread = threading.Thread(target=served.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"{served.url}/view.html"
    served.server.shutdown()
    served.server.server_close()
    thread.join()


def archived(frames: list[Frame]) -> Frame | None:
    """The frame that ReplayWeb.page shows the archive in, once something stands there."""
    inner = [f for f in frames if "mp_/" in f.url]
    return next((f for f in inner if f.evaluate("document.body ? document.body.innerText : ''").strip()), None)


def test_the_archived_page_shows_with_its_photograph(shown: str, packed: tuple[str, bytes]) -> None:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        page = chromium.new_page(viewport={"width": 900, "height": 700})
        page.goto(shown)
        for _ in range(300):
            if frame := archived(page.frames):
                break
            page.wait_for_timeout(100)
        else:
            raise AssertionError(f"nothing shows: {[f.url for f in page.frames]}")
        assert "Погиб Кедров Пётр Ильич" in frame.inner_text("body")
        assert packed[0] in frame.url
        frame.wait_for_function("document.images[0].complete")
        assert frame.evaluate("[document.images[0].naturalWidth, document.images[0].naturalHeight]") == [64, 48]
        chromium.close()
