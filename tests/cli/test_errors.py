"""What a tired volunteer reads when something is wrong: what, where, what to do; and an exit code by who must act."""

import errno
import fcntl
import os
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sinodik.cli import failures
from sinodik.cli.context import Context
from sinodik.errors import NoPermission, NoSpace
from sinodik.store import Store

Run = Callable[..., "subprocess.CompletedProcess[str]"]

BAD_SETTINGS = [
    # (line put into sinodik.toml, what the message must hold)
    ("[crawl]\ndealy = 3.0", ["line 3", "crawl.dealy", "did you mean “delay”?"]),
    ('[crawl]\ndelay = "slow"', ["line 3", "crawl.delay", "Expected float, got str"]),
    ("[review]\nport = 99999", ["line 3", "review.port", "<= 65535"]),
    ("[crwal]\ndelay = 3.0", ["line 2", "crwal", "did you mean “crawl”?"]),
    ("delay = = 3", ["line 2"]),
    ("[match]\nsame = 1.0\ndifferent = 2.0", ["match.different (2.0) is above match.same (1.0)"]),
]


@pytest.mark.parametrize(("text", "expected"), BAD_SETTINGS, ids=[t.splitlines()[-1] for t, _ in BAD_SETTINGS])
def test_bad_settings(sinodik: Run, workspace: Path, text: str, expected: list[str]) -> None:
    (workspace / "sinodik.toml").write_text("# settings\n" + text)
    result = sinodik("-w", workspace, "status")
    assert result.returncode == 78
    assert "sinodik.toml" in result.stderr
    assert [e for e in expected if e not in result.stderr] == []
    assert "Traceback" not in result.stderr


BAD_SOURCES = [
    ('kind = "telegram_preview"\nchanel = "abc_def"\npublisher = "p"', ["line 2", "did you mean “channel”?"]),
    ('kind = "telegram"\npublisher = "p"', ["line 1", "telegram"]),
    ('kind = "telegram_preview"\nchannel = "../etc"\npublisher = "p"', ["line 2", "channel"]),
    ('kind = "photos"\npublisher = "p"', ["folder"]),
]


@pytest.mark.parametrize(("text", "expected"), BAD_SOURCES, ids=["key", "kind", "value", "missing"])
def test_bad_source(sinodik: Run, workspace: Path, text: str, expected: list[str]) -> None:
    (workspace / "sources" / "kedrovka.toml").write_text(text)
    result = sinodik("-w", workspace, "crawl")
    assert result.returncode == 78
    assert [e for e in ["kedrovka.toml", *expected] if e not in result.stderr] == []


def test_no_workspace(sinodik: Run, tmp_path: Path) -> None:
    result = sinodik("-w", tmp_path / "nowhere", "status")
    assert result.returncode == 66
    assert "is not a workspace" in result.stderr
    assert "sinodik init" in result.stderr


def test_init_twice_changes_nothing(sinodik: Run, tmp_path: Path) -> None:
    assert sinodik("init", "list", "--contact", 'desk "at" example.org').returncode == 0
    before = (tmp_path / "list" / "sinodik.toml").read_text()
    assert 'contact = "desk \\"at\\" example.org"' in before
    assert sinodik("init", "list").returncode == 65
    assert (tmp_path / "list" / "sinodik.toml").read_text() == before


def test_crawling_needs_a_contact(sinodik: Run, workspace: Path) -> None:
    source = 'kind = "telegram_preview"\nchannel = "kedrovka_demo"\nbase_url = "http://127.0.0.1:9"\npublisher = "p"'
    (workspace / "sources" / "kedrovka.toml").write_text(source)
    result = sinodik("-w", workspace, "crawl")
    assert result.returncode == 78
    assert "contact" in result.stderr


def test_unknown_source_is_answered_with_the_known_ones(sinodik: Run, workspace: Path) -> None:
    result = sinodik("-w", workspace, "crawl", "kedrowka")
    assert result.returncode == 78
    assert "kedrowka" in result.stderr
    assert "example" in result.stderr


@pytest.mark.parametrize("stage", ["crawl", "extract", "dedupe", "export"])
def test_a_second_run_of_a_stage_is_refused(sinodik: Run, workspace: Path, tmp_path: Path, stage: str) -> None:
    (tmp_path / "pictures").mkdir()
    (workspace / "sources" / "stones.toml").write_text(
        f'kind = "photos"\nfolder = "{tmp_path}/pictures"\npublisher = "p"'
    )
    with (workspace / "locks" / f"{stage}.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        held.write("4711")
        held.flush()
        result = sinodik("-w", workspace, stage)
    assert result.returncode == 75
    assert f"Another “sinodik {stage}” (process 4711)" in result.stderr
    assert sinodik("-w", workspace, stage).returncode == 0


def test_port_in_use(sinodik: Run, workspace: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = sinodik("-w", workspace, "review", "--port", port)
    assert result.returncode == 75
    assert str(port) in result.stderr
    assert "--port" in result.stderr


def test_a_database_from_a_newer_version_is_left_alone(sinodik: Run, workspace: Path) -> None:
    with Store(workspace) as store:
        store.db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('sinodik','later','')"
        )
    before = (workspace / "sinodik.db").read_bytes()
    result = sinodik("-w", workspace, "status")
    assert result.returncode == 78
    assert "newer version" in result.stderr
    assert (workspace / "sinodik.db").read_bytes() == before


def test_not_a_database(sinodik: Run, workspace: Path) -> None:
    (workspace / "sinodik.db").write_bytes(b"this is no database, whatever its name says" * 100)
    result = sinodik("-w", workspace, "status")
    assert result.returncode == 65
    assert "not a Sinodik database" in result.stderr


REFUSED = [("/proc/list", 65), ("/dev/null/list", 65)] + (
    [] if os.geteuid() == 0 else [("/root/list", 77), ("/list", 77)]
)


@pytest.mark.parametrize(("folder", "code"), REFUSED, ids=[f for f, _ in REFUSED])
def test_a_folder_that_cannot_be_made(sinodik: Run, folder: str, code: int) -> None:
    result = sinodik("init", folder)
    assert result.returncode == code
    assert folder.rsplit("/", 1)[0] in result.stderr
    assert "→" in result.stderr
    assert "Traceback" not in result.stderr


def test_no_permission_and_no_space(tmp_path: Path) -> None:
    # Root may write anywhere, so the system's refusal is asked for from the kernel's own words.
    refusal = failures.explain(PermissionError(errno.EACCES, "Permission denied", str(tmp_path)))
    assert isinstance(refusal, NoPermission)
    assert str(tmp_path) in refusal.message
    full = failures.explain(OSError(errno.ENOSPC, "No space left on device", str(tmp_path)))
    assert isinstance(full, NoSpace)
    assert "what was stored before is safe" in full.message
    assert failures.explain(ValueError("a fault of ours")) is None


def test_tesseract_missing_says_what_to_install(sinodik: Run, workspace: Path, tmp_path: Path) -> None:
    from PIL import Image

    (tmp_path / "pictures").mkdir()
    Image.new("RGB", (400, 300), "white").save(tmp_path / "pictures" / "stone.jpg")
    (workspace / "sources" / "stones.toml").write_text(
        f'kind = "photos"\nfolder = "{tmp_path}/pictures"\npublisher = "p"'
    )
    assert sinodik("-w", workspace, "crawl").returncode == 0
    (tmp_path / "bin").mkdir()
    result = sinodik("-w", workspace, "extract", PATH=str(tmp_path / "bin"))
    assert result.returncode == 69
    assert "apt install tesseract-ocr tesseract-ocr-rus" in result.stderr
    assert sinodik("-w", workspace, "extract").returncode == 0


def test_a_log_that_was_altered_is_reported(sinodik: Run, workspace: Path, add_evidence: Callable[..., object]) -> None:
    add_evidence("Погиб Кедров Пётр Ильич.")
    assert sinodik("-w", workspace, "verify").returncode == 0
    with Store(workspace) as store:
        store.db.execute("DROP TRIGGER evidence_no_update")
        store.db.execute("UPDATE evidence SET source = 'another'")
    result = sinodik("-w", workspace, "verify")
    assert result.returncode == 76
    assert "evidence" in result.stdout


@pytest.mark.parametrize("lost", ["emptied", "removed"])
def test_a_lost_database_is_never_taken_for_an_empty_list(
    sinodik: Run, workspace: Path, add_evidence: Callable[..., object], lost: str
) -> None:
    add_evidence("Погиб Кедров Пётр Ильич.")
    database = workspace / "sinodik.db"
    database.write_bytes(b"") if lost == "emptied" else database.unlink()
    for command in ("status", "export"):
        result = sinodik("-w", workspace, command)
        assert result.returncode == 66
        assert "restore sinodik.db from a backup" in result.stderr
    assert not (workspace / "verified.db").exists()


def test_russian_where_the_terminal_knows_only_ascii(sinodik: Run) -> None:
    result = sinodik("init", "новый", PYTHONIOENCODING="ascii")
    assert result.returncode == 0
    assert "Traceback" not in result.stderr


HINTS = [
    ("sinodik -w FOLDER …", "sinodik -w FOLDER …"),
    ("sinodik review", "sinodik -w 'my list' review"),
    ("sinodik extract && sinodik dedupe", "sinodik -w 'my list' extract && sinodik -w 'my list' dedupe"),
    ("sinodik trace   lists them", "sinodik -w 'my list' trace   lists them"),
    ("sinodik init somewhere", "sinodik init somewhere"),
    ("sinodik demo ANOTHER-FOLDER", "sinodik demo ANOTHER-FOLDER"),
    ("check who owns sinodik.db", "check who owns sinodik.db"),
    ("free space (df -h)", "free space (df -h)"),
]


@pytest.mark.parametrize(("hint", "typed"), HINTS)
def test_a_hint_names_the_workspace_that_was_named(hint: str, typed: str) -> None:
    assert Context(Path("my list"), named=True).typed(hint) == typed
    assert Context(Path("my list")).typed(hint) == hint


def test_hints_can_be_typed_as_they_stand(sinodik, tmp_path: Path) -> None:
    made = sinodik("init", "my [list] 1")
    assert "  sinodik -w 'my [list] 1' crawl" in made.stdout
    named = ("-w", "my [list] 1")
    (tmp_path / "my [list] 1" / "sources" / "example.toml").unlink()
    assert "Next: sinodik -w 'my [list] 1' crawl" in sinodik(*named, "status").stdout
    assert "sinodik -w 'my [list] 1' trace" in sinodik(*named, "trace", "nobody").stderr
    added = sinodik(*named, "reviewer", "add", "anna", "--password", "a long password")
    assert "sinodik -w 'my [list] 1' review" in added.stdout
    removed = sinodik(*named, "reviewer", "remove", "anna")
    assert (removed.returncode, "may not log in" in removed.stdout) == (0, True)
    again = sinodik(*named, "reviewer", "remove", "anna")
    assert again.returncode == 66
    assert "→ sinodik -w 'my [list] 1' reviewer list" in again.stderr
    plain = sinodik("status", SINODIK_WORKSPACE=str(tmp_path / "my [list] 1"))
    assert "Next: sinodik crawl" in plain.stdout, "the environment names it for the next command as well"


def test_a_files_name_is_no_markup(sinodik, tmp_path: Path) -> None:
    assert sinodik("init", "list").returncode == 0
    (tmp_path / "list" / "sources" / "example.toml").unlink()
    source = "kind = 'photos'\npublisher = 'volunteers'\nfolder = 'photos'\n"
    (tmp_path / "list" / "sources" / "stones.toml").write_text(source)
    (tmp_path / "list" / "photos" / "[").mkdir(parents=True)
    (tmp_path / "list" / "photos" / "[" / "red]1.jpg").write_text("no picture")
    for command in ("crawl", "status", "schedule"):
        said = sinodik("-w", "list", command, COLUMNS="300")
        assert "[/red]1.jpg)" in said.stdout or command == "schedule", said
        assert "Traceback" not in said.stderr
