"""An error in a file of settings names the file, the line, the key and what was meant."""

import os

import pytest

from sinodik import settings, sources, toml
from sinodik.errors import BadConfiguration, NoPermission

# what is written, the line, what the message says, what the remedy says
SETTINGS = [
    ("contcat = 'x'", 1, "unknown key “contcat”", "did you mean “contact”?"),
    ("contact = 'x'\n\n[crawl]\ndelai = 2.0", 4, "unknown key “crawl.delai”", "did you mean “delay”?"),
    ("[crawl]\ndelay = 2.0\n[confrim]\nfamilies = 2", 3, "unknown key “confrim”", "did you mean “confirm”?"),
    ("[crawl]\nzzz = 1", 2, "unknown key “crawl.zzz”", "valid names: delay, max_mib, proxy, timeout"),
    ("[confirm]\nfamilies = 'two'", 2, "“confirm.families”: Expected int, got str", "correct the value"),
    ("[confirm]\nfamilies = 0", 2, "“confirm.families”: Expected int >= 1", "correct the value"),
    ("[review]\nport = 99999", 2, "“review.port”", "correct the value"),
    ("crawl = 5", 1, "“crawl”: Expected object, got int", "correct the value"),
    ("# a comment\nreview.prot = 1", 2, "unknown key “review.prot”", "did you mean “port”?"),
    ("contact = \n", 1, "line 1", "toml.io"),
    ("contact = 'a'\ncontact = 'b'", 2, "line 2", "toml.io"),
]


@pytest.mark.parametrize(("text", "line", "message", "remedy"), SETTINGS)
def test_settings(tmp_path, text, line, message, remedy):
    file = tmp_path / "sinodik.toml"
    file.write_text(text)
    with pytest.raises(BadConfiguration) as error:
        toml.read(file, settings.Settings)
    assert str(file) in error.value.message
    assert f"line {line}" in error.value.message
    assert message in error.value.message
    assert remedy in error.value.remedy


SOURCES = [
    ("kind = 'photos'\nfoldr = 'x'\npublisher = 'p'", 2, "unknown key “foldr”", "did you mean “folder”?"),
    ("kind = 'telegram_preview'\npublisher = 'p'\nchannel = 'a b'", 3, "“channel”", "correct"),
    ("publisher = 'p'", None, "kind", "correct"),
    ("kind = 'telegramm'\npublisher = 'p'", 1, "telegramm", "correct"),
]


@pytest.mark.parametrize(("text", "line", "message", "remedy"), SOURCES)
def test_sources(tmp_path, text, line, message, remedy):
    file = tmp_path / "kedrovka.toml"
    file.write_text(text)
    with pytest.raises(BadConfiguration) as error:
        toml.read(file, sources.Source, id="kedrovka")
    assert message in error.value.message
    assert remedy in error.value.remedy
    assert line is None or f"line {line}" in error.value.message


def test_what_the_file_leaves_out_is_filled_in(tmp_path):
    file = tmp_path / "stones.toml"
    file.write_text("kind = 'photos'\nfolder = 'x'\npublisher = 'p'")
    assert toml.read(file, sources.Source, id="stones") == sources.Photos(id="stones", publisher="p", folder="x")


def test_not_there(tmp_path):
    with pytest.raises(BadConfiguration, match="sinodik init"):
        toml.read(tmp_path / "none.toml", settings.Settings)


def test_another_encoding(tmp_path):
    file = tmp_path / "sinodik.toml"
    file.write_bytes("# first\ncontact = 'Вера'".encode("cp1251"))
    with pytest.raises(BadConfiguration, match="line 2: not UTF-8"):
        toml.read(file, settings.Settings)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_not_readable(tmp_path):
    file = tmp_path / "sinodik.toml"
    file.write_text("")
    file.chmod(0)
    with pytest.raises(NoPermission, match="chmod"):
        toml.read(file, settings.Settings)
