"""The examples in the spine's docstrings are true."""

import doctest

import pytest

from sinodik import dates, names


@pytest.mark.parametrize("module", [dates, names], ids=lambda m: m.__name__)
def test_examples(module):
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0
