"""The addresses that a source has shown, found again by the numbers that they end in."""

from collections.abc import Iterable

from crawlers.visit import Sight, number


class Known:
    """Addresses. However many there are, a page is compared only with those that it could show."""

    def __init__(self, urls: Iterable[str] = ()) -> None:
        self._urls: set[str] = set()
        self._by_number: dict[int, list[str]] = {}
        self.add(urls)

    def __len__(self) -> int:
        return len(self._urls)

    def add(self, urls: Iterable[str]) -> None:
        """Add what was shown."""
        for url in urls:
            if url not in self._urls:
                self._urls.add(url)
                self._by_number.setdefault(number(url), []).append(url)

    def shown(self, sight: Sight) -> set[str]:
        """Return those that a page shows."""
        return self._urls & sight.shown

    def absent(self, sight: Sight) -> list[str]:
        """Return those that a page should show but does not: see :meth:`Sight.absent`."""
        if sight.span is None:
            return []
        low, high = sight.span
        few = high - low < len(self._by_number)
        numbers = range(low, high + 1) if few else sorted(n for n in self._by_number if low <= n <= high)
        return sight.absent(url for n in numbers for url in self._by_number.get(n, ()))
