"""The lexicon of place and service, as shipped, and as an operator may break it."""

import shutil
from pathlib import Path

import pytest

from extract.text import vocabulary
from extract.text.lexicon import Lexicon
from sinodik.errors import BadConfiguration
from sinodik.settings import config_folder


def test_every_branch_has_words_and_is_there_once(lexicon: Lexicon):
    names = [branch.name for branch in lexicon.branches.branches]
    assert len(names) == len(set(names))
    assert all(branch.words for branch in lexicon.branches.branches)
    assert {rival for branch in lexicon.branches.branches for rival in branch.unless} <= set(names)


def test_a_thousand_towns(lexicon: Lexicon):
    towns = [name.strip() for line in lexicon.towns.towns.splitlines() for name in line.split(";") if name.strip()]
    assert len(towns) == len(set(towns)) > 1100


@pytest.mark.parametrize("name", ["regions.toml", "towns.toml", "branches.toml", "awards.toml", "trades.toml"])
def test_an_unknown_key_is_named(tmp_path: Path, name: str):
    for file in (config_folder() / "lexicon").glob("*.toml"):
        shutil.copy(file, tmp_path)
    path = tmp_path / name
    path.write_text('wordz = "?"\n' + path.read_text())
    with pytest.raises(BadConfiguration, match="wordz"):
        vocabulary.load(tmp_path)
