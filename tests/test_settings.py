import pytest

from sinodik.errors import BadConfiguration
from sinodik.settings import SETTINGS, SOURCES, Settings, config_folder, load


def test_the_file_that_is_shipped_holds_the_defaults(workspace):
    assert load(workspace) == Settings()


def test_an_empty_file_is_enough(workspace):
    (workspace / SETTINGS).write_text("")
    assert load(workspace) == Settings()


def test_every_section_and_key_is_in_the_file_that_is_shipped():
    import tomllib

    import msgspec

    shipped = tomllib.loads((config_folder() / SETTINGS).read_text("utf-8"))
    assert shipped == msgspec.to_builtins(Settings())


def test_thresholds_in_the_wrong_order(workspace):
    (workspace / SETTINGS).write_text("[match]\nsame = 1.0\ndifferent = 2.0\n")
    with pytest.raises(BadConfiguration, match="lower"):
        load(workspace)


def test_what_is_shipped_is_found():
    assert (config_folder() / SOURCES / "example.toml").is_file()
