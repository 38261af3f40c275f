"""What a reader sees in a piece of HTML, as plain text."""

import re
from collections.abc import Container

from lxml import etree

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr legend li main nav ol option p pre section summary table tbody td tfoot th thead tr ul".split()
)
_HIDDEN = frozenset(
    "script style template noscript head title button select textarea iframe object svg canvas audio video".split()
)
_EDGE = "\x1e"  # where a block begins or ends; it cannot come from a page, see _collapse
_SPACE = re.compile(rf"[ \t\r\n\f\xa0\u2009\u200a\u202f{_EDGE}]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


def text_of(root: etree._Element, without: Container[etree._Element] = ()) -> str:
    """Return the text of ``root``: ``<br>`` and the edges of blocks are newlines, other white space is one space.

    Elements in ``without`` are left out, with all that is in them. Does not recurse: depth is the page's choice.
    """
    pieces: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            hidden = element.tag in _HIDDEN or element in without
            if hidden:
                walk.skip_subtree()
            pieces.append(_opening(element, hidden=hidden))
        else:
            pieces.append(_EDGE if event == "end" and element.tag in _BLOCKS else "")
            pieces.append(_collapse(element.tail) if element is not root else "")
    return _lines("".join(pieces))


def _opening(element: etree._Element, *, hidden: bool) -> str:
    if element.tag == "br":
        return "\n"
    text = "" if hidden else _collapse(element.text)
    return _EDGE + text if element.tag in _BLOCKS else text


def _collapse(text: str | None) -> str:
    return _SPACE.sub(" ", _INVISIBLE.sub("", text or ""))


def _lines(text: str) -> str:
    pieces = (" ".join(line.split(" ")).strip() for line in re.split(f"[\n{_EDGE}]", re.sub(" +", " ", text)))
    return "\n".join(filter(None, pieces))
