"""How well are surnames in press text brought into the nominative? ``python benchmarks/factrueval.py FOLDER``.

FOLDER is the ``devset`` of github.com/dialogue-evaluation/factRuEval-2016 (MIT), which is not part of this repository.
A mention is a surname that the corpus marks as a person's; it is right if it was found at its place and has the surname
that the corpus gives the person. Rules are made on the documents of the ``dev`` part only; which part a document is in
its name's hash tells. ``--wrong`` shows what of the open part was read wrongly.
"""

import hashlib
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from extract.text import lexicon, morphology
from extract.text.document import Document
from extract.text.names import NameFinder
from sinodik.lexicon import Kind, NameLexicon
from sinodik.names import fold
from sinodik.records import Field

_CYRILLIC = re.compile("[А-Яа-яЁё]")  # "Томас Кемпстон (Thomas Kempston)": only what is written in Russian is read
SEALED_BELOW = 102  # of 256: four documents in ten are not looked at while the rules are made


class Gold(NamedTuple):
    """A surname as it stands, and what it may be in the nominative, folded; ``listed`` if the list of names has it."""

    start: int
    end: int
    nominatives: frozenset[str]
    given: str
    listed: bool


class Score(NamedTuple):
    """Shares of the mentions: found and right of all, right of those read, right of those found; and how many."""

    recall: float
    precision: float
    normalised: float
    mentions: int


def measure(folder: Path, part: str, finder: NameFinder, wrong: list[str] | None = None) -> dict[str, Score]:
    """Return the scores of all mentions, of those with a given name, and of those whose surname the list has.

    Raises :class:`FileNotFoundError` if the corpus is not there.
    """
    names = NameLexicon()
    totals: dict[str, list[int]] = {}
    for document in documents(folder, part):
        text = document.read_text("utf-8")
        gold = {mention.start: mention for mention in mentions(document, names)}
        read = {p.start: p for n in finder.press_names(Document(text)) for p in n.parts if p.field is Field.SURNAME}
        for group, chosen in _groups(gold).items():
            right = [m for m in chosen if m.start in read and fold(read[m.start].value) in m.nominatives]
            found = sum(m.start in read for m in chosen)
            # What was read where no surname is counts against every group's precision.
            false = sum(start not in gold for start in read)
            counts = totals.setdefault(group, [0, 0, 0, 0])
            for i, count in enumerate((len(right), len(chosen), found, found + false)):
                counts[i] += count
        if wrong is not None:
            for start in sorted(gold.keys() | read.keys()):
                said = read[start].value if start in read else None
                wanted = gold[start].nominatives if start in gold else frozenset()
                if said is None or fold(said) not in wanted:
                    around = text[max(0, start - 40) : start + 30].replace("\n", "/")
                    wrong.append(f"{document.stem}: wanted {'/'.join(wanted) or None}, read {said}: …{around}…")
    return {group: _score(*counts) for group, counts in totals.items()}


def _score(right: int, wanted: int, found: int, read: int) -> Score:
    return Score(right / max(wanted, 1), right / max(read, 1), right / max(found, 1), wanted)


def _groups(gold: dict[int, Gold]) -> dict[str, list[Gold]]:
    return {
        "all": list(gold.values()),
        "with a given name": [m for m in gold.values() if m.given],
        "in the list": [m for m in gold.values() if m.listed],
    }


def documents(folder: Path, part: str = "all") -> list[Path]:
    """Return the texts of the open part ("dev"), of the "sealed" one, or all."""
    texts = sorted(folder.glob("*.txt"))
    if not texts:
        raise FileNotFoundError(f"{folder} holds no texts of factRuEval")
    sealed = {t: hashlib.sha256(t.stem.encode()).digest()[0] < SEALED_BELOW for t in texts}
    return [t for t in texts if part == "all" or (part == "sealed") == sealed[t]]


def mentions(document: Path, names: NameLexicon) -> Iterator[Gold]:
    """Yield the surnames of persons in a document."""
    spans = {}
    for line in _lines(document, ".spans"):
        number, kind, start, length = line.split()[:4]
        text = line.partition("#")[2].split(" ", 2)[-1]
        # A span may have two kinds, "surname" and "nickname"; the one that says more comes first.
        spans.setdefault(number, (kind, int(start), int(start) + int(length), text))
    surnames = _surnames(document)
    for line in _lines(document, ".objects"):
        number, kind, *of = line.partition("#")[0].split()
        parts = [spans[span] for span in of if kind == "Person" and span in spans]
        given = next((text for part, _, _, text in parts if part == "name"), "")
        for part, start, end, surname in parts:
            if part == "surname" and _CYRILLIC.search(surname) and (nominatives := surnames.get(number)):
                listed = any(names.count(Kind.SURNAME, n) for n in nominatives)
                yield Gold(start, end, nominatives, given, listed)


def _surnames(document: Path) -> dict[str, frozenset[str]]:
    """Return the surnames of each object, as the corpus has them in the nominative."""
    found: dict[str, frozenset[str]] = {}
    for block in "\n".join(_lines(document, ".coref", empty=True)).split("\n\n"):
        head, *values = block.strip().split("\n")
        names = frozenset(fold(v.split(" ", 1)[1]) for v in values if v.startswith("lastname") and " " in v)
        for number in head.split()[1:] if names else ():
            found[number] = names
    return found


def _lines(document: Path, suffix: str, *, empty: bool = False) -> list[str]:
    lines = document.with_suffix(suffix).read_text("utf-8").splitlines()
    return [line for line in lines if empty or line.strip()]


def main(arguments: list[str]) -> int:
    """Print both parts; returns the exit code."""
    folders = [Path(argument) for argument in arguments if not argument.startswith("--")]
    if len(folders) != 1:
        print(__doc__)
        return 64
    finder = NameFinder(morphology.load(), lexicon.load())
    wrong: list[str] = []
    for part in ("dev", "sealed"):
        began = time.process_time()
        try:
            scores = measure(folders[0], part, finder, wrong if part == "dev" else None)
        except FileNotFoundError as error:
            print(f"skipped: {error}", file=sys.stderr)
            return 66
        print(f"{part}: {len(documents(folders[0], part))} documents, {time.process_time() - began:.2f} s")
        for group, score in scores.items():
            print(
                f"  {group:18} recall {score.recall:.1%}, precision {score.precision:.1%}, "
                f"nominative right of those found {score.normalised:.1%} ({score.mentions} mentions)"
            )
    if "--wrong" in arguments:
        print("\n".join(wrong))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
