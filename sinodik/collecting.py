"""How often Python looks for cycles of objects that nobody needs any more."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Python's own 700, 10, 10 has all that Scrapy imported looked through again and again, a tenth of a crawl's time, and
# a sixth of that of putting candidates together.
_SELDOM = (20_000, 20, 20)


def collect_seldom() -> None:
    """Collect seldom from now on, and leave out what is there already: modules do not become garbage."""
    gc.freeze()
    gc.set_threshold(*_SELDOM)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Collect seldom while this lasts."""
    before = gc.get_threshold()
    collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
