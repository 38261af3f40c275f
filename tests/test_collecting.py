"""Python's garbage collector is left as it was found."""

import gc

import pytest

from sinodik.collecting import seldom_collected


def test_seldom_and_then_as_before():
    before = gc.get_threshold()
    with pytest.raises(ZeroDivisionError), seldom_collected():
        assert gc.get_threshold()[0] > before[0]
        assert gc.get_freeze_count()
        raise ZeroDivisionError
    assert gc.get_threshold() == before
    assert not gc.get_freeze_count()
