"""The addresses that a source has shown, found again by the numbers that they end in.

A channel may have shown half a million posts, numbered nearly without a gap: a bit for each takes a hundredth of what
the addresses would.
"""

from collections.abc import Iterable, Iterator, Mapping

from crawlers.visit import Sight, number, stem

_BITS = 10  # of a number, that tell where in its block it stands
_BLOCK = 1 << _BITS


class Known:
    """Addresses. However many there are, a page is compared only with those that it could show."""

    def __init__(self, urls: Iterable[str] = ()) -> None:
        self._count = 0
        # Block of numbers → what stands before a number → a bit for each number of the block.
        self._blocks: dict[int, dict[str, int]] = {}
        self._others: set[str] = set()
        self._others_by_number: dict[int, list[str]] = {}
        self.add(urls)

    def __len__(self) -> int:
        return self._count

    def __contains__(self, url: str) -> bool:
        beginning, at = _parted(url)
        if beginning is None:
            return url in self._others
        return bool(self._blocks.get(at >> _BITS, {}).get(beginning, 0) >> at % _BLOCK & 1)

    def add(self, urls: Iterable[str]) -> None:
        """Add what was shown."""
        for url in urls:
            if url in self:
                continue
            self._count += 1
            beginning, at = _parted(url)
            if beginning is not None:
                block = self._blocks.setdefault(at >> _BITS, {})
                block[beginning] = block.get(beginning, 0) | 1 << at % _BLOCK
                continue
            self._others.add(url)
            if at >= 0:
                self._others_by_number.setdefault(at, []).append(url)

    def discard(self, urls: Iterable[str]) -> None:
        """Forget what is among these."""
        for url in filter(self.__contains__, urls):
            self._count -= 1
            beginning, at = _parted(url)
            if beginning is not None:
                self._blocks[at >> _BITS][beginning] ^= 1 << at % _BLOCK
                continue
            self._others.remove(url)
            if at >= 0:
                self._others_by_number[at].remove(url)

    def shown(self, sight: Sight) -> set[str]:
        """Return those that a page shows."""
        return {url for url in sight.shown if url in self}

    def absent(self, sight: Sight) -> list[str]:
        """Return those that a page should show but does not: see :meth:`Sight.absent`."""
        return sight.absent(self._between(*sight.span, sight.stems)) if sight.span else []

    def between(self, low: int, high: int, stems: frozenset[str]) -> Iterator[str]:
        """Yield those that end in a number from ``low`` to ``high`` and begin with one of ``stems``.

        What stems are says :func:`crawlers.visit.stem`.
        """
        return self._between(low, high, stems) if stems else iter(())

    def _between(self, low: int, high: int, stems: frozenset[str]) -> Iterator[str]:
        for key in _keys(self._blocks, low >> _BITS, high >> _BITS):
            first = key << _BITS
            wanted = range(max(low, first), min(high, first + _BLOCK - 1) + 1)
            for beginning, bits in self._blocks[key].items():
                if bits and (not stems or beginning.casefold() in stems):
                    yield from (f"{beginning}{at}" for at in wanted if bits >> at - first & 1)
        for at in _keys(self._others_by_number, low, high):
            yield from (url for url in self._others_by_number[at] if not stems or stem(url) in stems)


def _parted(url: str) -> tuple[str | None, int]:
    """Return what stands before the number of an address, and the number.

    None where the two would not make the address again: it ends in no number, or in one that begins with a zero.
    """
    at = number(url)
    beginning = url.removesuffix(str(at))
    return (None if at < 0 or beginning.endswith("0") or beginning == url else beginning), at


def _keys(held: Mapping[int, object], low: int, high: int) -> Iterator[int]:
    """Yield the keys from one number to another, in order; looks at no more than there are."""
    if high - low < len(held):
        yield from (key for key in range(low, high + 1) if key in held)
    else:
        yield from sorted(key for key in held if low <= key <= high)
