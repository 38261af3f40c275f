"""``sinodik extract --explain``: why a text is read as it is, on a terminal and for a script."""

import json
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from extract.text import TextReader
from sinodik.cli.explained import show_on, surroundings
from sinodik.records import Evidence, Span

Run = Callable[..., "subprocess.CompletedProcess[str]"]

POST = (
    "Вчера погиб рядовой Кедров Пётр Ильич, 1990 г.р.\n"
    "Скорбим вместе с матерью Анной Петровной. Глава района И. И. Орешников"
)


def test_a_text_needs_no_workspace(sinodik: Run) -> None:
    done = sinodik("extract", "--explain", POST, "--posted", "2023-03-10")
    assert (done.returncode, done.stderr) == (0, "")
    told = done.stdout
    assert "1  Кедров Пётр Ильич, dead" in told
    assert "Вчера погиб рядовой [Кедров] Пётр Ильич" in told
    assert "death: 9 марта 2023" in told
    assert "(from post date)" in told
    left_out = told.partition("Left out")[2]
    assert "[И. И. Орешников]" in left_out
    assert "«матерью»" in left_out
    assert "[is_a_relative]" in left_out


def test_a_script_gets_all_of_it(sinodik: Run) -> None:
    done = sinodik("extract", "--explain", POST, "--json")
    explained = json.loads(done.stdout)
    [recorded] = explained["recorded"]
    assert len(recorded["claims"]) == len(recorded["mention"]["claims"])
    for claim in recorded["mention"]["claims"]:
        where = claim["where"]
        assert explained["text"][where["start"] : where["end"]] == claim["quote"]
    assert [p["why"]["rule"] for p in explained["left_out"]] == ["is_a_relative", "holds_an_office"]


def test_the_folder_is_left_as_it_was(sinodik: Run, tmp_path: Path) -> None:
    sinodik("extract", "--explain", POST)
    assert list(tmp_path.iterdir()) == []


def test_standard_input(tmp_path: Path) -> None:
    def run(given: bytes) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "sinodik", "extract", "--explain", "-"]
        return subprocess.run(command, input=given, cwd=tmp_path, capture_output=True, timeout=120, check=False)

    assert "Кедров Пётр Ильич, dead" in run(POST.encode()).stdout.decode()
    wrong = run(POST.encode("cp1251"))
    assert wrong.returncode == 65
    assert "iconv -f cp1251" in wrong.stderr.decode()


def test_a_post_of_the_workspace(sinodik: Run, workspace: Path, add_evidence: Callable[..., Evidence], store) -> None:
    url = "https://example.org/kedrovka/17"
    add_evidence("Погиб рядовой Лугов Олег.", url=url)
    evidence = add_evidence(POST, url=url)  # the post was changed: what was seen last counts
    with store.transaction():
        reader = TextReader.load()
        store.mentions.replace(evidence.id, "text", "1", reader.mentions(evidence))
    [mention] = store.mentions.of(evidence.id)
    for name in (url, evidence.id, evidence.id[:12], mention.id):
        done = sinodik("-w", workspace, "extract", "--explain", name)
        assert "1  Кедров Пётр Ильич, dead" in done.stdout, (name, done.stderr)
        assert "death: 9 марта 2023" in done.stdout
        assert url in done.stdout
    later = sinodik("-w", workspace, "extract", "--explain", url, "--posted", "2023-05-02").stdout
    assert "death: 1 мая 2023" in later


MISTAKES = [
    # (words, exit code, what is said, what to do)
    (["--explain", "  \n"], 65, "There is no text to explain.", "extract --explain"),
    (["--explain", "https://example.org/nowhere"], 66, "is no evidence in this workspace", "or give the text"),
    (["--explain", "00000000"], 66, "is no evidence in this workspace", "or give the text"),
    (["--explain", "m0123456789abcdef"], 66, "There is no mention", " extract"),
    (["--explain", "file:///photo.png"], 0, "", ""),
    (["--explain", "x", "--posted", "10.03.2023"], 2, "does not match the format", ""),
    (["--posted", "2023-03-10"], 2, "--posted goes with --explain", ""),
]


@pytest.mark.parametrize(("words", "code", "said", "remedy"), MISTAKES, ids=[" ".join(m[0]) for m in MISTAKES])
def test_mistakes(sinodik: Run, workspace: Path, words: list[str], code: int, said: str, remedy: str) -> None:
    done = sinodik("-w", workspace, "extract", *words, COLUMNS="200")
    assert done.returncode == code
    assert said in done.stderr
    assert remedy in done.stderr
    assert "Traceback" not in done.stderr


def test_an_address_without_a_workspace(sinodik: Run) -> None:
    done = sinodik("extract", "--explain", "https://example.org/kedrovka/17")
    assert done.returncode == 66
    assert "is not a workspace" in done.stderr


def test_a_photograph_is_explained_elsewhere(sinodik: Run, workspace: Path, add_evidence) -> None:
    photo = add_evidence(kind="photo", body=b"x", mime="image/png", url="file:///x.png")
    done = sinodik("-w", workspace, "extract", "--explain", photo.id)
    assert done.returncode == 65
    assert " review " in done.stderr


@pytest.fixture(scope="module")
def reader() -> TextReader:
    return TextReader.load()


@pytest.mark.parametrize("width", [40, 60, 100])
def test_no_line_is_wider_than_the_terminal(reader: TextReader, make_evidence, width: int) -> None:
    console = Console(width=width, record=True, file=StringIO())
    evidence = make_evidence(POST + " Длинное" * 300)
    show_on(console, reader.explain(evidence), evidence)
    lines = console.export_text().splitlines()
    assert max(len(line.rstrip()) for line in lines) <= width
    assert "  surname: Кедров" in "\n".join(lines)


def test_a_post_that_was_passed_over(reader: TextReader, make_evidence) -> None:
    console = Console(width=80, record=True, file=StringIO())
    evidence = make_evidence("Поздравляем Кедрова Петра Ильича с юбилеем!")
    show_on(console, reader.explain(evidence), evidence)
    assert "Passed over" in console.export_text()


AROUND = [
    ("Погиб Кедров Пётр.", "Кедров", "Погиб [Кедров] Пётр."),
    ("а" * 40 + " Кедров " + "б" * 40, "Кедров", "… [Кедров] …"),
    ("раз два три четыре пять шесть семь восемь Кедров", "Кедров", "… четыре пять шесть семь восемь [Кедров]"),
    ("Погиб\nКедров\tПётр", "Кедров", "Погиб [Кедров] Пётр"),
    ("\x1b[2JКедров\u202eПётр", "Кедров", "\\u001b[2J[Кедров]\\u202eПётр"),
    ("Кед\u00adров", "Кед\u00adров", "[Кед\\u00adров]"),
]


@pytest.mark.parametrize(("text", "quote", "expected"), AROUND)
def test_a_quote_in_its_surroundings(text: str, quote: str, expected: str) -> None:
    start = text.index(quote)
    assert surroundings(text, Span(start, start + len(quote))).plain == expected
