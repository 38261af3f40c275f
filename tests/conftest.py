"""What every test may use: an empty workspace, and small makers of invented records."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sinodik.records import Capture, Claim, Evidence, Field, Mention, PartialDate, Span, digest
from sinodik.store import Store
from sinodik.store.workspace import create

pytest_plugins = ["fuzzing", "postgres_cluster", "wandering"]  # tests/plugins

SEEN = datetime(2023, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    create(folder)
    return folder


@pytest.fixture
def store(workspace: Path) -> Iterator[Store]:
    with Store(workspace) as store:
        yield store


@pytest.fixture
def make_evidence() -> Callable[..., Evidence]:
    """Evidence that is not stored; give what matters, the rest is filled in."""

    def make(text: str = "", **given: object) -> Evidence:
        number = digest(text, sorted(map(str, given.items())))[:8]
        filled = {
            "source": "kedrovka",
            "publisher": "kedrovka",
            "kind": "post",
            "url": f"https://example.org/kedrovka/{number}",
            "posted": SEEN,
            "seen": SEEN,
            "payload": digest("page", number),
            "text": text,
        }
        return Evidence(**(filled | given))  # type: ignore[arg-type]

    return make


@pytest.fixture
def add_evidence(store: Store, make_evidence: Callable[..., Evidence]) -> Iterator[Callable[..., Evidence]]:
    """Evidence with its bytes in a WARC file, stored. ``body`` are the bytes; the text's own by default."""
    writer = store.archive.writer(store.log.head()[1])

    def add(text: str = "", *, body: bytes | None = None, mime: str = "text/html", **given: object) -> Evidence:
        url = str(given.get("url") or f"https://example.org/{digest(text, str(given))[:12]}")
        capture: Capture = writer.resource(url, body if body is not None else text.encode(), mime, SEEN)
        writer.sync()
        evidence = make_evidence(text, **({"url": url, "payload": capture.payload} | given))
        with store.transaction():
            store.evidence.add_captures([capture])
            store.evidence.add([evidence])
        return evidence

    yield add
    writer.close()


@pytest.fixture
def make_mention() -> Callable[..., Mention]:
    """A mention whose claims quote its own name: ``make_mention("Кедров Пётр Ильич", birth="1990-02-01")``."""

    def make(name: str, evidence: Evidence | None = None, **fields: object) -> Mention:
        at = evidence.text.find(name) if evidence and name in evidence.text else 0
        claims = []
        for field, part in zip((Field.SURNAME, Field.GIVEN, Field.PATRONYMIC), name.split(), strict=False):
            claims.append(Claim(field, part, part, Span(at, at + len(part))))
            at += len(part) + 1
        for key, value in fields.items():
            typed = PartialDate.parse(str(value)) if key in ("birth", "death", "burial") else value
            claims.append(Claim(Field(key), typed, str(value), Span(at, at + len(str(value)))))  # type: ignore[arg-type]
        of = evidence.id if evidence else digest(name, sorted(fields.items()), "evidence")
        return Mention(evidence=of, extractor="test", version="1", claims=tuple(claims))

    return make
