"""The measure of surnames counts what it says, on an invented corpus in factRuEval's form."""

from importlib import util
from pathlib import Path
from types import ModuleType

import pytest

from extract.text import lexicon, morphology
from extract.text.names import NameFinder

ROOT = Path(__file__).resolve().parents[2]
TEXT = "Вчера Павел Хворостухин (Pavel Khvorostukhin) выступил. Речь Хворостухина слушала Анна Кедрова из Лондона."
# kind, text; the surname of the last is marked wrongly on purpose: it cannot be read right.
SPANS = [
    ("name", "Павел"),
    ("surname", "Хворостухин"),
    ("surname", "Khvorostukhin"),
    ("surname", "Хворостухина"),
    ("name", "Анна"),
    ("surname", "Кедрова"),
]
OBJECTS = ["1 Person 0 1", "2 Person 2", "3 Person 3", "4 Person 4 5"]
COREF = "9 1 2 3\nfirstname Павел\nlastname Хворостухин\n\n10 4\nfirstname Анна\nlastname Иная\n"


@pytest.fixture(scope="module")
def factrueval() -> ModuleType:
    spec = util.spec_from_file_location("benchmark_factrueval", ROOT / "benchmarks" / "factrueval.py")
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    lines, at = [], 0
    for number, (kind, word) in enumerate(SPANS):
        at = TEXT.index(word, at)
        lines.append(f"{number} {kind} {at} {len(word)} {number} 1  # {number} {word}")
        at += len(word)
    # The corpus marks some spans twice.
    lines.append(lines[1].replace(" surname ", " nickname "))
    for name, content in (
        (".txt", TEXT),
        (".spans", "\n".join(lines)),
        (".objects", "\n".join(OBJECTS)),
        (".coref", COREF),
    ):
        (tmp_path / f"book_1{name}").write_text(content, "utf-8")
    return tmp_path


def test_what_is_read_is_counted(factrueval: ModuleType, corpus: Path):
    finder = NameFinder(morphology.load(), lexicon.load())
    wrong: list[str] = []
    scores = factrueval.measure(corpus, "all", finder, wrong)
    assert scores["all"].mentions == 3  # the one in Latin letters is not Russian
    assert scores["all"].recall == pytest.approx(2 / 3)
    assert scores["all"].precision == pytest.approx(2 / 3)
    assert scores["with a given name"].mentions == 2
    assert scores["with a given name"].recall == 0.5
    assert ["иная" in line for line in wrong] == [True]


def test_each_document_is_in_one_part(factrueval: ModuleType, corpus: Path):
    parts = [factrueval.documents(corpus, part) for part in ("dev", "sealed")]
    assert sum(map(len, parts)) == len(factrueval.documents(corpus)) == 1


def test_without_the_corpus_it_is_skipped_clearly(
    factrueval: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert factrueval.main([str(tmp_path)]) == 66
    assert "skipped" in capsys.readouterr().err


def test_it_prints_both_parts(factrueval: ModuleType, corpus: Path, capsys: pytest.CaptureFixture[str]):
    assert factrueval.main([str(corpus), "--wrong"]) == 0
    printed = capsys.readouterr().out
    assert "dev:" in printed
    assert "sealed:" in printed
