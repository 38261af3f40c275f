"""Feeds, news sites and described sites, from the first page to the store."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

PAGES = Path(__file__).with_name("web") / "articles"


def html(body: str, head: str = "") -> bytes:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode()


def post(name: str) -> bytes:
    return html(
        f"<h1>{name}</h1><article><time datetime='2023-03-12T14:30:00+03:00'></time><p>Погиб {name}.</p></article>"
    )


@pytest.fixture
def write(workspace: Path) -> Callable[[str, str], None]:
    (workspace / "sinodik.toml").write_text('contact = "desk@example.org"\n[crawl]\ndelay = 0\ntimeout = 5\n')
    (workspace / "sources" / "example.toml").unlink()

    def add(id_: str, text: str) -> None:
        (workspace / "sources" / f"{id_}.toml").write_text(f'publisher = "{id_}"\n{text}')

    return add


def serve(site, **answers: bytes | tuple[bytes, str]) -> None:
    for path, answer in answers.items():
        body, mime = answer if isinstance(answer, tuple) else (answer, "text/html")
        site.overrides[path] = site.Answer(body, headers={"Content-Type": mime})


def texts(store) -> dict[str, str]:
    return {e.url: e.text for e in store.evidence.all()}


def test_a_news_site_is_read_once(site, write, crawl, store, sound):
    links = [f"/news/18451{n}/" for n in range(6)]
    for n, link in enumerate(links):
        serve(site, **{link: post(f"Кедров {n}")})
    first, second = ("".join(f'<a href="{x}">…</a>' for x in part) for part in (links[3:], links[:3]))
    serve(site, **{"/": html(first + '<a rel="next" href="/?page=2">»</a>'), "/?page=2": html(second)})
    write("kedrovka", f'kind = "news"\nurls = ["{site.url}/"]\npages = 5\n')

    report = crawl()["kedrovka"]
    assert (report.outcome, report.new) == ("finished", 6)
    assert texts(store) == {site.url + x: f"Кедров {n}\nПогиб Кедров {n}." for n, x in enumerate(links)}
    assert sound()

    site.asked.clear()
    again = crawl()["kedrovka"]
    assert (again.outcome, again.new) == ("finished", 0)
    assert [path for path in site.asked if path != "/robots.txt"] == ["/"], "an unchanged list costs one request"


def test_wordpress_is_read_without_its_pages(site, write, crawl, store):
    def some(first: int, count: int) -> tuple[bytes, str]:
        found = [
            {
                "date_gmt": "2023-03-12T08:15:00",
                "link": f"{site.url}/{n}/",
                "title": {"rendered": f"Кедров {n}"},
                "content": {"rendered": f"<p>Погиб Кедров {n}.</p>"},
            }
            for n in range(first, first + count)
        ]
        return json.dumps(found).encode(), "application/json"

    fields = "_fields=id,date_gmt,link,title,content,jetpack_featured_media_url"
    api = f"/wp-json/wp/v2/posts?per_page=100&{fields}&page="
    serve(site, **{"/": html("", f'<link rel="https://api.w.org/" href="{site.url}/wp-json/">')})
    serve(site, **{api + "1": some(0, 100), api + "2": some(100, 30)})
    write("kedrovka", f'kind = "news"\nurls = ["{site.url}/"]\n')
    report = crawl()["kedrovka"]
    assert (report.outcome, report.new) == ("finished", 130)
    assert texts(store)[f"{site.url}/129/"] == "Кедров 129\nПогиб Кедров 129."


def test_a_feed_and_its_pages(site, write, crawl, store, sound):
    items = "".join(f"<item><title>К{n}</title><link>{site.url}/{n}</link></item>" for n in range(4))
    rss = f"<rss version='2.0'><channel>{items}</channel></rss>".encode()
    serve(site, **{"/rss": (rss, "application/rss+xml")})
    for n in range(4):
        serve(site, **{f"/{n}": (PAGES / "bitrix.html").read_bytes()})
    site.files["/upload/iblock/0a1/olhov.jpg"] = b"\xff\xd8 a photograph"
    write("short", f'kind = "feed"\nurl = "{site.url}/rss"\n')
    write("long", f'kind = "feed"\nurl = "{site.url}/rss"\nfull_text = true\n')
    reports = crawl()
    assert {k: (r.outcome, r.new, r.media) for k, r in reports.items()} == {
        "long": ("finished", 4, 1),
        "short": ("finished", 4, 0),
    }
    assert len([e for e in store.evidence.all() if "Ольховым Семёном Ильичом" in e.text]) == 4
    assert sound()


def test_a_described_site(site, write, crawl, store):
    serve(site, **{"/list": html('<p class="n"><a href="/a">А</a></p><p class="n"><a href="/b">Б</a></p>')})
    serve(
        site, **{"/a": html('<h1>А</h1><div class="t">Погиб Кедров.</div>'), "/b": html("<h1>Б</h1><div>Иначе.</div>")}
    )
    write(
        "pamyat",
        f'kind = "selector"\nurls = ["{site.url}/list"]\n[list]\nlink = "p.n a"\n[article]\ntext = "div.t"\n',
    )
    report = crawl()["pamyat"]
    assert report.outcome.startswith("“article.text” = “div.t” found nothing on")
    assert (report.new, list(texts(store).values())) == (1, ["А\nПогиб Кедров."])
