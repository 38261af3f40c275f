"""A real PostgreSQL cluster for tests, on loopback, thrown away at the end. Ask for ``postgres``: an empty database."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest

SUPERUSER = "postgres"
# A role named "guarded" must give its password; everybody else on this machine is trusted.
HBA = """
host  all guarded 127.0.0.1/32 scram-sha-256
local all all                  trust
host  all all     127.0.0.1/32 trust
"""
CONFIGURATION = """
listen_addresses = '127.0.0.1'
unix_socket_directories = '{folder}'
fsync = off
full_page_writes = off
shared_buffers = 16MB
max_connections = 30
"""
ATTEMPTS = 5


@dataclass(frozen=True)
class Cluster:
    """A running server."""

    port: int
    numbers: Iterator[int]

    def address(self, database: str = "postgres", user: str = SUPERUSER, password: str = "") -> str:
        secret = f":{password}" if password else ""
        return f"postgresql://{user}{secret}@127.0.0.1:{self.port}/{database}"

    def run(self, *statements: str, database: str = "postgres") -> None:
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)  # type: ignore[arg-type]  # tests write their own SQL

    def new_database(self) -> str:
        name = f"test_{next(self.numbers)}"
        self.run(f"CREATE DATABASE {name}")
        return name


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if {"postgres", "postgres_cluster"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.postgres)


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Cluster]:
    tools, user = _tools(), _user()
    folder = Path(tempfile.mkdtemp(prefix="sinodik-postgres-"))
    try:
        if user:
            shutil.chown(folder, user)
        data = folder / "data"
        options = ("--auth=trust", f"--username={SUPERUSER}", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        _run(user, [tools / "initdb", "--pgdata", data, *options])
        (data / "pg_hba.conf").write_text(HBA)
        with (data / "postgresql.conf").open("a") as file:
            file.write(CONFIGURATION.format(folder=folder))
        port = _start(tools, user, folder)
        yield Cluster(port, count(1))
        _run(user, [tools / "pg_ctl", "--pgdata", data, "--mode=immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def _database(postgres_cluster: Cluster) -> str:
    return postgres_cluster.new_database()


@pytest.fixture
def postgres(postgres_cluster: Cluster, _database: str) -> str:
    """The address of a database without our schema; one for all tests, because making one takes a second."""
    postgres_cluster.run("SET client_min_messages = error; DROP SCHEMA IF EXISTS sinodik CASCADE", database=_database)
    return postgres_cluster.address(_database)


def _start(tools: Path, user: str | None, folder: Path) -> int:
    """Start on a free port; another process may take it before the server does, so try again."""
    for attempt in range(ATTEMPTS):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        command = [tools / "pg_ctl", "--pgdata", folder / "data", "--wait", f"--options=-p {port}"]
        try:
            _run(user, [*command, f"--log={folder}/log", "start"])
        except subprocess.CalledProcessError:
            if attempt == ATTEMPTS - 1:
                raise RuntimeError((folder / "log").read_text()) from None
        else:
            return port
    raise AssertionError("unreachable")


def _run(user: str | None, command: Sequence[object]) -> None:
    # initdb and the server refuse to run as root.
    as_user = ["runuser", "-u", user, "--"] if user else []
    subprocess.run(
        [*as_user, *map(str, command)], check=True, cwd="/", stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    )


def _tools() -> Path:
    """Return the folder that holds initdb and pg_ctl; newest first."""
    found = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: -float(p.parts[-3]))
    if not found and not debian:
        _missing("initdb is neither in PATH nor in /usr/lib/postgresql: apt install postgresql")
    return Path(found).parent if found else debian[0].parent


def _user() -> str | None:
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(SUPERUSER).pw_name
    except KeyError:
        _missing("PostgreSQL does not run as root, and there is no user postgres: apt install postgresql")
        return None


def _missing(reason: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
