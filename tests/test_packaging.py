"""What is built holds all that a user needs, and nothing that a developer does."""

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_a_wheel_installed_elsewhere_makes_a_workspace(wheel: Path, tmp_path: Path) -> None:
    # Unpacked as pip would, so that nothing is downloaded: the libraries are those of this environment.
    prefix = tmp_path / "prefix"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(prefix / "lib")
    (data,) = (prefix / "lib").glob("*.data/data")
    (data / "share").rename(prefix / "share")
    program = (
        f"import sysconfig; sysconfig.get_path = lambda name, *_: {str(prefix)!r}\n"
        "from pathlib import Path\n"
        "import sinodik, sinodik.settings\n"
        f"assert sinodik.__file__.startswith({str(prefix)!r}), sinodik.__file__\n"
        "from sinodik.store.workspace import create\n"
        f"create(Path({str(tmp_path / 'list')!r}))\n"
    )
    subprocess.run(
        [sys.executable, "-c", program], env={"PYTHONPATH": str(prefix / "lib"), "PATH": ""}, cwd=tmp_path, check=True
    )
    assert (tmp_path / "list" / "sinodik.toml").is_file()
    assert (tmp_path / "list" / "sources" / "example.toml").is_file()


def test_every_top_level_package_is_in_it_with_its_types(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for package in PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]:
        assert {f"{package}/__init__.py", f"{package}/py.typed"} <= names
    assert not [n for n in names if n.startswith(("tests/", "benchmarks/", ".ci/"))]


def test_pages_and_their_scripts_are_in_it(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for folder in ("review/templates/", "review/static/"):
        inside = {p.relative_to(ROOT).as_posix() for p in (ROOT / folder).rglob("*") if p.is_file()}
        assert inside
        assert inside <= set(names)


def test_the_list_of_names_and_its_licence_are_in_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for file in ("names.bin", "README.md"):
            assert archive.read(f"sinodik/data/{file}") == (ROOT / "sinodik" / "data" / file).read_bytes()


def test_every_dependency_has_an_exact_version() -> None:
    pinned = {}
    for line in (ROOT / "constraints.txt").read_text().splitlines():
        name, _, version = line.partition("==")
        assert version, f"not an exact version: {line}"
        pinned[name.lower().replace("_", "-")] = version
    asked = PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["test"]
    names = {a.split(">=")[0].split("==")[0].split("[")[0].lower() for a in asked}
    assert names - set(pinned) == set()


def test_the_version_is_told_once() -> None:
    import sinodik

    assert PROJECT["project"]["version"] == sinodik.__version__
