"""The examples in the deduplicator's docstrings are true."""

import doctest
from types import ModuleType

import pytest

from dedupe import families, kin, variants


@pytest.mark.parametrize("module", [families, kin, variants], ids=lambda m: m.__name__)
def test_examples(module: ModuleType) -> None:
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0
