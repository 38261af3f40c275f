"""A secret comes from where only its owner can put it, and shows nowhere."""

import copy
import logging
import os
import pickle
import sys
import traceback
from pathlib import Path
from types import ModuleType, SimpleNamespace

import msgspec
import pytest

from sinodik.errors import BadConfiguration, SinodikError
from sinodik.secrets import HIDDEN, Secret, find, need, variable_of

VALUE = "vk1.a.hunter2"


@pytest.fixture(autouse=True)
def no_other_secrets(monkeypatch):
    for name in [n for n in os.environ if n.startswith("SINODIK_")]:
        monkeypatch.delenv(name)
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.setattr("sinodik.secrets.find_spec", lambda name: None)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "token"
    path.write_text(VALUE + "\n")
    path.chmod(0o600)
    return path


def test_it_is_what_was_put_there(file, monkeypatch):
    assert find("vk_token") is None
    monkeypatch.setenv("SINODIK_VK_TOKEN", f" {VALUE} ")
    assert find("vk_token") == Secret(VALUE)
    assert need("vk-token").reveal() == VALUE
    file.write_text("another")
    assert find("vk_token", file) == Secret("another"), "the file that the operator names goes first"


def test_the_keyring_is_asked_where_there_is_one(monkeypatch):
    keyring = ModuleType("keyring")
    keyring.errors = SimpleNamespace(KeyringError=RuntimeError)
    kept = {("sinodik", "vk_token"): VALUE}
    keyring.get_password = lambda service, name: kept.get((service, name))
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    monkeypatch.setattr("sinodik.secrets.find_spec", lambda name: True)
    assert find("vk_token") == Secret(VALUE)
    assert find("other") is None

    def locked(service: str, name: str) -> str:
        raise RuntimeError("locked")

    keyring.get_password = locked
    assert find("vk_token") is None


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o666, 0o644, 0o610, 0o601])
def test_a_file_that_others_may_use_is_refused(file, mode: int):
    file.chmod(mode)
    with pytest.raises(BadConfiguration) as error:
        find("vk_token", file)
    assert error.value.remedy == f"chmod 600 {file}"
    assert VALUE not in str(error.value)


@pytest.mark.parametrize("mode", [0o600, 0o400, 0o700])
def test_a_file_of_ones_own_is_read(file, mode: int):
    file.chmod(mode)
    assert find("vk_token", file) == Secret(VALUE)


BROKEN = [
    (b"", "empty"),
    (b" \n\t", "empty"),
    (b"two words", "no single word"),
    (b"two\nlines", "no single word"),
    (b"nul\0", "no single word"),
    (b"swordfish\xff\xfe", "no text"),
]


@pytest.mark.parametrize(("content", "words"), BROKEN)
def test_what_is_no_secret(file, content: bytes, words: str):
    file.write_bytes(content)
    with pytest.raises(BadConfiguration, match=words) as error:
        find("vk_token", file)
    assert "swordfish\\xff" not in "".join(traceback.format_exception(error.value))


def test_what_is_no_file(tmp_path: Path):
    with pytest.raises(BadConfiguration, match="is missing"):
        find("vk_token", tmp_path / "nothing")
    with pytest.raises(BadConfiguration, match="is no file"):
        find("vk_token", tmp_path)
    os.mkfifo(tmp_path / "pipe", 0o600)
    with pytest.raises(BadConfiguration, match="is no file"):
        find("vk_token", tmp_path / "pipe")


def test_an_error_says_how_to_give_it():
    with pytest.raises(BadConfiguration) as error:
        need("vk_token")
    assert variable_of("vk_token") in error.value.remedy


SHOWN = [
    str,
    repr,
    "{}".format,
    "{:>20}".format,
    "{!r}".format,
    "%s".__mod__,
    lambda s: f"{s} {s!r} {s!s}",
    lambda s: str([s]) + str({"token": s}) + str((s,)),
    lambda s: str(SinodikError(f"no answer to {s}", remedy=f"{s}")),
    lambda s: str(vars(SimpleNamespace(secret=s))),
    lambda s: "".join(dir(s)),
]


@pytest.mark.parametrize("show", SHOWN)
def test_it_is_not_shown(show):
    secret = Secret(VALUE)
    assert VALUE not in show(secret)
    assert "hunter2" not in show(secret)


def test_it_is_in_no_log(caplog):
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("x").error("refused: %s %r", Secret(VALUE), {"token": Secret(VALUE)})
    assert HIDDEN in caplog.text
    assert VALUE not in caplog.text


def test_it_is_in_no_traceback():
    def ask(secret: Secret) -> None:
        raise RuntimeError(f"no answer to {secret}")

    with pytest.raises(RuntimeError) as error:
        ask(Secret(VALUE))
    told = traceback.TracebackException.from_exception(error.value, capture_locals=True)
    assert VALUE not in "".join(told.format())


@pytest.mark.parametrize("store", [pickle.dumps, msgspec.json.encode, msgspec.msgpack.encode, copy.copy, copy.deepcopy])
def test_it_is_not_stored(store):
    with pytest.raises((TypeError, NotImplementedError)):
        store(Secret(VALUE))


def test_equal_secrets():
    assert Secret("a") == Secret("a")
    assert Secret("a") != Secret("b")
    assert Secret("a") != "a"
    assert hash(Secret("a")) == hash(Secret("b")), "a hash would tell"
    assert Secret(VALUE).redact(f"/?token={VALUE}&v=5") == f"/?token={HIDDEN}&v=5"
