"""One reader for all tests of text: it keeps nothing of what it has read."""

from importlib import util
from pathlib import Path
from types import ModuleType

import pytest

from extract.text import TextReader
from extract.text import lexicon as lexicons
from extract.text import morphology as morphologies
from extract.text.lexicon import Lexicon
from extract.text.morphology import Morphology


@pytest.fixture(scope="session")
def morphology() -> Morphology:
    return morphologies.load()


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return lexicons.load()


@pytest.fixture(scope="session")
def reader(morphology: Morphology, lexicon: Lexicon) -> TextReader:
    return TextReader(morphology, lexicon)


@pytest.fixture(scope="session")
def scorer() -> ModuleType:
    """The module beside this one; it is a command of its own too."""
    spec = util.spec_from_file_location("golden_text_scorer", Path(__file__).with_name("scorer.py"))
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
