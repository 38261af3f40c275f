"""Patterns that an operator writes into a source's file, checked when it is read."""

import re
from typing import Annotated

import msgspec

WebAddress = Annotated[str, msgspec.Meta(pattern=r"^https?://[^\s/]+(/\S*)?$")]
WebAddresses = Annotated[tuple[WebAddress, ...], msgspec.Meta(min_length=1)]
Regex = Annotated[str, msgspec.Meta(max_length=500)]


def check_regex(pattern: str) -> None:
    """Raise ValueError, saying what is wrong, unless ``pattern`` is a regular expression."""
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"“{pattern}” is no regular expression: {error}") from error


def check_css(*selectors: str) -> None:
    """Raise ValueError, saying what is wrong, unless each of ``selectors`` is a CSS selector, or empty."""
    import soupsieve  # brings BeautifulSoup: only for whoever has such a source

    for selector in filter(None, selectors):
        try:
            soupsieve.compile(selector)
        except soupsieve.SelectorSyntaxError as error:
            raise ValueError(f"“{selector}” is no CSS selector: {str(error).splitlines()[0]}") from error
