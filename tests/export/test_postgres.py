import threading
from datetime import UTC, datetime

import psycopg
import pytest

from export.columns import PERSON, REFERENCE, STATUS
from export.postgres import Postgres
from export.target import Changes
from sinodik.errors import BadConfiguration, BadInput, NoPermission, Unreachable

AT = datetime(2023, 5, 1, tzinfo=UTC)
SECRET = "very-secret-word"


def test_every_column_explains_itself(postgres):
    Postgres(postgres).write([], AT)
    sql = """SELECT c.relname, a.attname, col_description(c.oid, a.attnum) FROM pg_attribute a
        JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace = 'sinodik'::regnamespace
        AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped"""
    with psycopg.connect(postgres) as connection:
        found = {(table, name): note for table, name, note in connection.execute(sql)}
    ours = {("person", c.name): c.note for c in (*PERSON, *STATUS)} | {("reference", c.name): c.note for c in REFERENCE}
    assert found == ours


def test_types_are_the_databases_own(postgres, make_record):
    Postgres(postgres).write([make_record("a")], AT)
    with psycopg.connect(postgres) as connection:
        sql = "SELECT birth_to - birth_from, families ->> 0, confirmed_at = '2023-04-01 12:00+03' FROM sinodik.person"
        assert connection.execute(sql).fetchone() == (0, "kedrovka", True)


def test_a_second_export_writes_no_row(postgres, make_record):
    records = [make_record(str(n)) for n in range(20)]
    Postgres(postgres).write(records, AT)

    def versions():
        with psycopg.connect(postgres) as connection:
            return [
                connection.execute(f"SELECT xmin, ctid FROM sinodik.{t} ORDER BY ctid").fetchall()
                for t in ("person", "reference")
            ]

    before = versions()
    assert Postgres(postgres).write(records, AT) == Changes(unchanged=20)
    assert versions() == before


def test_a_reference_needs_its_person(postgres, make_record):
    Postgres(postgres).write([make_record("a")], AT)
    with psycopg.connect(postgres) as connection, pytest.raises(psycopg.errors.ForeignKeyViolation):
        connection.execute("DELETE FROM sinodik.person")


def test_two_at_once(postgres, make_record):
    """Both begin on an empty database, so both want to make the schema."""
    records = [make_record(str(n)) for n in range(50)]
    done: list[Changes] = []
    writers = [threading.Thread(target=lambda: done.append(Postgres(postgres).write(records, AT))) for _ in range(4)]
    for thread in writers:
        thread.start()
    for thread in writers:
        thread.join()
    assert sorted(done, key=lambda c: c.inserted) == [Changes(unchanged=50)] * 3 + [Changes(inserted=50)]


def test_the_server_dies_half_way(postgres, make_record):
    """The connection is ended by the server while rows are being copied: the old state stays, whole."""
    Postgres(postgres).write([make_record("a")], AT)

    def records():
        yield make_record("b")
        with psycopg.connect(postgres, autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND application_name = 'sinodik'"
            )
        for n in range(2000):
            yield make_record(f"c{n}")

    with pytest.raises(Unreachable, match="nothing was changed"):
        Postgres(postgres).write(records(), AT)
    with psycopg.connect(postgres) as connection:
        assert connection.execute("SELECT count(*) FROM sinodik.person").fetchone() == (1,)
    assert Postgres(postgres).write([make_record("a")], AT) == Changes(unchanged=1)


@pytest.fixture
def guarded(postgres_cluster, postgres):
    """The address of a role that must give its password, and may do nothing yet."""
    database = postgres.rpartition("/")[2]
    postgres_cluster.run(
        "DROP ROLE IF EXISTS guarded", f"CREATE ROLE guarded LOGIN PASSWORD '{SECRET}'",
    )  # fmt: skip
    yield postgres_cluster.address(database, "guarded", SECRET)
    postgres_cluster.run("DROP OWNED BY guarded", database=database)
    postgres_cluster.run("DROP ROLE guarded")


def test_no_right_to_make_the_schema(guarded):
    with pytest.raises(NoPermission, match="GRANT CREATE ON DATABASE") as error:
        Postgres(guarded).write([], AT)
    assert SECRET not in str(error.value)


def test_no_right_to_make_any_is_needed_once_it_is_there(guarded, postgres, postgres_cluster, make_record):
    Postgres(postgres).write([make_record("a")], AT)
    database = postgres.rpartition("/")[2]
    postgres_cluster.run(
        "GRANT USAGE ON SCHEMA sinodik TO guarded",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA sinodik TO guarded",
        database=database,
    )
    assert Postgres(guarded).write([make_record("b")], AT) == Changes(inserted=1, withdrawn=1)


def test_no_right_to_write(guarded, postgres, make_record):
    Postgres(postgres).write([make_record("a")], AT)
    with pytest.raises(NoPermission):
        Postgres(guarded).write([make_record("b")], AT)


@pytest.mark.parametrize("password", ["wrong-" + SECRET, ""])
def test_the_wrong_password(guarded, password):
    address = guarded.replace(f":{SECRET}@", f":{password}@" if password else "@")
    with pytest.raises(NoPermission, match="pgpass") as error:
        Postgres(address).write([], AT)
    assert SECRET not in str(error.value)
    assert error.value.__cause__ is None


def test_no_such_database(postgres_cluster):
    with pytest.raises(Unreachable, match="nowhere"):
        Postgres(postgres_cluster.address("nowhere")).write([], AT)


def test_no_server(tmp_path):
    for address in (f"postgresql://u:{SECRET}@127.0.0.1:1/d", f"host={tmp_path} user=u password={SECRET} dbname=d"):
        with pytest.raises(Unreachable, match="pg_isready") as error:
            Postgres(address).write([], AT)
        assert SECRET not in str(error.value)


NO_ADDRESS = [f"postgresql://u:{SECRET}@host/d?nonsense=1", f"password = {SECRET} nonsense", f"host=h {SECRET}"]


@pytest.mark.parametrize("address", NO_ADDRESS)
def test_no_address_at_all(address):
    with pytest.raises(BadConfiguration, match="postgresql://user@host/database") as error:
        Postgres(address)
    assert SECRET not in str(error.value)
    assert error.value.__suppress_context__


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (
            f"postgresql://desk:{SECRET}@db.example.org:5433/verification",
            "postgresql://desk@db.example.org:5433/verification",
        ),
        (f"host=db user=desk password={SECRET} dbname=v", "postgresql://desk@db/v"),
        ("postgresql:///v", "postgresql://localhost/v"),
    ],
)
def test_its_name_holds_no_password(address, name):
    assert Postgres(address).name == name


def test_another_programs_schema(postgres):
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA sinodik")
        connection.execute("CREATE TABLE sinodik.person (name text)")
        connection.execute("CREATE TABLE sinodik.reference (name text)")
    with pytest.raises(BadInput, match="Rename it"):
        Postgres(postgres).write([], AT)


def test_a_replica(postgres_cluster):
    database = postgres_cluster.new_database()
    postgres_cluster.run(f"ALTER DATABASE {database} SET default_transaction_read_only = on")
    with pytest.raises(NoPermission, match="primary"):
        Postgres(postgres_cluster.address(database)).write([], AT)


def test_a_database_of_an_earlier_version_gets_the_new_columns(postgres, make_record):
    Postgres(postgres).write([make_record("a")], AT)
    with psycopg.connect(postgres) as connection:
        connection.execute("ALTER TABLE sinodik.person DROP COLUMN callsign, DROP COLUMN mobilised_to")
    assert Postgres(postgres).write([make_record("a")], AT) == Changes(0, 0, 0, 1)
    test_every_column_explains_itself(postgres)
