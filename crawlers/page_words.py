"""Reading one post in a page that holds many, where posts may lie inside each other: a broken page, or a repost."""

import re
from collections.abc import Callable, Collection, Iterator

from lxml import etree

from crawlers.telegram_text import plain

_BLOCKS = frozenset({"blockquote", "div", "li", "ol", "p", "pre", "ul"})
_HIDDEN = frozenset({"script", "style", "template"})
_SPACE = re.compile("[ \t\r\n\f]+")
Test = Callable[[etree._Element], bool]


def own(post: etree._Element, another: Test) -> Iterator[etree._Element]:
    """Yield the elements inside ``post``, but for those of ``another`` post inside it. Linear in what it yields."""
    walk = etree.iterwalk(post, events=("start",))
    for _, element in walk:
        if element is post:
            continue
        if another(element):
            walk.skip_subtree()
        else:
            yield element


def words_of(root: etree._Element, without: Test) -> str:
    """Return the text of ``root`` as a reader sees it, line by line; elements ``without`` would name are left out.

    The picture of an emoji is its letter. Does not recurse: depth is the page's choice.
    """
    pieces: list[tuple[str, bool]] = []
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            left_out = element is not root and without(element)
            if left_out:
                walk.skip_subtree()
            pieces.append(("", element.tag in _BLOCKS))
            pieces.append(("" if left_out else _own_text(element), False))
        else:
            pieces.append(("", event == "end" and element.tag in _BLOCKS))
            pieces.append((_collapse(element.tail) if element is not root else "", False))
    return plain(pieces)


def classes_of(element: etree._Element) -> frozenset[str]:
    """Return the names in an element's ``class``."""
    return frozenset((element.get("class") or "").split())


def has(*names: str) -> Test:
    """Return the test whether an element has one of the classes ``names``."""
    wanted: Collection[str] = frozenset(names)
    return lambda element: not classes_of(element).isdisjoint(wanted)


def _own_text(element: etree._Element) -> str:
    if element.tag == "br":
        return "\n"
    if element.tag == "img":
        return _collapse(element.get("alt")) if "emoji" in (element.get("class") or "") else ""
    return "" if element.tag in _HIDDEN else _collapse(element.text)


def _collapse(text: str | None) -> str:
    return _SPACE.sub(" ", text or "")
