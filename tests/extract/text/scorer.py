"""How well the reader reads the golden posts, field by field.

``python tests/extract/text/scorer.py`` prints the figures; with ``--wrong`` also what was read wrongly, of the
open part only; with ``--floors`` it writes the corpus's hash and the figures into ``tests/quality_floor.json``.
"""

import hashlib
import json
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from extract.text import TextReader
from sinodik.records import Evidence, Field, Mention, digest

FLOORS = Path(__file__).resolve().parents[2] / "quality_floor.json"
GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "text"
NAME = (Field.SURNAME, Field.GIVEN, Field.PATRONYMIC)
FIELDS = tuple(f for f in Field if f not in NAME)
MANY = (Field.BRANCH, Field.AWARD, Field.SETTLEMENT)  # what one person may have several of
_OURS = ("text.corpus", "text.dev.", "text.sealed.")  # benchmarks/calibrate.py has one of its own
SEALED_BELOW = 77  # of 256: three cases in ten are not looked at while the rules are made


def cases(part: str = "all") -> list[Path]:
    """Return the folders of the open part ("dev"), of the "sealed" one, or all."""
    folders = sorted(p for p in GOLDEN.iterdir() if p.is_dir())
    return [f for f in folders if part == "all" or (part == "sealed") == is_sealed(f)]


def is_sealed(folder: Path) -> bool:
    return hashlib.sha256(folder.name.encode()).digest()[0] < SEALED_BELOW


def corpus_digest() -> str:
    """Return the SHA-256 of every case: figures are comparable only over the same corpus."""
    return digest([(c.name, (c / "input.txt").read_text(), (c / "expected.json").read_text()) for c in cases()])


def evidence_of(folder: Path) -> tuple[Evidence, list[dict[str, object]]]:
    expected = json.loads((folder / "expected.json").read_text())
    posted = datetime.fromisoformat(expected["posted"]).replace(hour=12, tzinfo=UTC)
    evidence = Evidence(
        source="golden",
        publisher="golden",
        kind="post",
        url=f"https://example.org/{folder.name}",
        posted=posted,
        seen=posted,
        payload=digest(folder.name),
        text=(folder / "input.txt").read_text().rstrip("\n"),
    )
    return evidence, expected["mentions"]


def read(mention: Mention) -> dict[str, str | list[str]]:
    """Return what a mention says, as an expected file says it: of some fields a list."""
    said: dict[str, str | list[str]] = {
        f.value: str(value) for f in Field if f not in MANY and (value := mention.value(f)) is not None
    }
    for field in MANY:
        if values := sorted({str(claim.value) for claim in mention.claims if claim.field is field}):
            said[field.value] = values
    return said | ({"status": mention.status.value} if mention.status != "dead" else {})


def stated(expected: dict[str, object]) -> dict[str, str | list[str]]:
    """Return an expected mention in the same form; one value needs no list in the file."""
    said: dict[str, str | list[str]] = {k: str(v) for k, v in expected.items() if k not in MANY}
    for field in (f.value for f in MANY if f.value in expected):
        values = expected[field]
        said[field] = sorted(map(str, values)) if isinstance(values, list) else [str(values)]
    return said


def score(reader: TextReader, part: str = "all", wrong: list[str] | None = None) -> dict[str, float]:
    """Return F1 of whole names, and F1 of each field of the persons whose name was right; and of posts without any."""
    hits: Counter[str] = Counter()
    misses: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    for folder in cases(part):
        evidence, expected = evidence_of(folder)
        wanted = {_name(m): m for m in map(stated, expected)}
        got = {_name(m): m for m in map(read, reader.mentions(evidence))}
        for name in wanted.keys() | got.keys():
            _count("name", name if name in wanted else None, name if name in got else None, hits, misses, extra)
            for field in (*FIELDS, "status") if name in wanted.keys() & got.keys() else ():
                for value, found in _pairs(wanted[name].get(field), got[name].get(field)):
                    _count(field, value, found, hits, misses, extra)
        if wanted != got and wrong is not None:
            wrong.append(f"{folder.name}\n  wanted {list(wanted.values())}\n  got    {list(got.values())}")
        if not wanted:
            (misses if got else hits)["silence"] += 1
    keys = sorted(hits | misses | extra)
    return {str(k): round(2 * hits[k] / (2 * hits[k] + misses[k] + extra[k]), 4) for k in keys}


def _name(mention: dict[str, object]) -> tuple[object, ...]:
    return tuple(mention.get(f.value) for f in NAME)


def _pairs(wanted: str | list[str] | None, got: str | list[str] | None) -> list[tuple[str | None, str | None]]:
    """Put wanted and got values side by side: those of a list each by itself."""
    if isinstance(wanted, list) or isinstance(got, list):
        here, there = wanted or [], got or []
        return [(v if v in here else None, v if v in there else None) for v in sorted({*here, *there})]
    return [(wanted, got)]


def _count(
    field: str, wanted: object, got: object, hits: Counter[str], misses: Counter[str], extra: Counter[str]
) -> None:
    if wanted is not None and wanted == got:
        hits[field] += 1
    else:
        misses[field] += wanted is not None
        extra[field] += got is not None


def set_floors(figures: dict[str, float]) -> None:
    """Write the floors, a little below the figures; those of other corpora stay as they are."""
    kept = {k: v for k, v in json.loads(FLOORS.read_text()).items() if not k.startswith(_OURS)}
    ours = {f"text.{key}": round(max(0.0, value - 0.005), 3) for key, value in figures.items()}
    merged = dict(sorted((kept | ours | {"text.corpus_sha256": corpus_digest()}).items()))
    FLOORS.write_text(json.dumps(merged, ensure_ascii=False, indent=2) + "\n")


def main(arguments: list[str]) -> None:
    """Print the figures of both parts."""
    reader = TextReader.load()
    shown: list[str] = []
    measured: dict[str, float] = {}
    for part in ("dev", "sealed"):
        figures = score(reader, part, shown if part == "dev" else None)
        measured |= {f"{part}.{field}": figure for field, figure in figures.items()}
        print(part, len(cases(part)), "cases", figures)
    if "--wrong" in arguments:
        print("\n".join(shown))
    if "--floors" in arguments:
        set_floors(measured)


if __name__ == "__main__":
    main(sys.argv)
